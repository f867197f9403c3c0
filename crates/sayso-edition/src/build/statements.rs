//! Statements into blocks: neighbouring parties together, each block compressed by itself.

use rayon::prelude::*;
use sayso_record::KnownStatement;

use super::parties::{Parties, PartyParts};
use super::writer::{Writer, number};
use super::{Progress, Stage};
use crate::dossier;
use crate::error::EditionError;
use crate::layout::BlockRecord;

/// Statements at which a block is full; some 60 kB of text, which takes well under a millisecond to read.
const STATEMENTS_OF_BLOCK: usize = 256;

/// Blocks between two reports of progress.
const REPORT_EVERY: usize = 64;

/// Level of compression: what more would save is small beside the time it takes.
const LEVEL: i32 = 3;

/// A block ready to be written: compressed bytes, and how much text each party has in it.
struct Packed {
    bytes: Vec<u8>,
    lengths: Vec<usize>,
}

impl Writer {
    /// Writes the statements of all parties.
    pub(crate) fn statements(&mut self, parties: &Parties<'_>, progress: Progress<'_>) -> Result<(), EditionError> {
        let blocks = divide(&parties.parties);
        let mut party = 0;
        for (chunk, part) in blocks.chunks(REPORT_EVERY).enumerate() {
            progress(Stage::Statements, chunk * REPORT_EVERY, blocks.len());
            let packed: Vec<std::io::Result<Packed>> = part.par_iter().map(|parties| pack(parties)).collect();
            for packed in packed {
                let packed = packed.map_err(|error| EditionError::refused(format!("compressing statements: {error}")))?;
                self.block(&packed, party);
                party += packed.lengths.len();
            }
        }
        progress(Stage::Statements, blocks.len(), blocks.len());
        Ok(())
    }

    fn block(&mut self, packed: &Packed, first_party: usize) {
        let mut at = 0;
        for (length, party) in packed.lengths.iter().zip(first_party..) {
            let record = &mut self.parties[party];
            record.block = number(self.blocks.len());
            record.block_start = number(at);
            record.block_length = number(*length);
            at += length;
        }
        let start = number(self.block_bytes.len());
        self.blocks.push(BlockRecord { start, bytes: number(packed.bytes.len()), raw_bytes: number(at) });
        self.block_bytes.extend_from_slice(&packed.bytes);
    }
}

/// Cuts the parties into runs of about as many statements.
fn divide<'p, 'v>(parties: &'p [PartyParts<'v>]) -> Vec<&'p [PartyParts<'v>]> {
    let mut blocks = Vec::new();
    let (mut start, mut statements) = (0, 0);
    for (ix, party) in parties.iter().enumerate() {
        statements += party.own.iter().chain(&party.related).map(|group| group.len()).sum::<usize>();
        if statements >= STATEMENTS_OF_BLOCK {
            blocks.push(&parties[start..=ix]);
            (start, statements) = (ix + 1, 0);
        }
    }
    blocks.extend(Some(&parties[start..]).filter(|rest| !rest.is_empty()));
    blocks
}

fn pack(parties: &[PartyParts<'_>]) -> std::io::Result<Packed> {
    let mut text = Vec::new();
    let mut lengths = Vec::with_capacity(parties.len());
    for party in parties {
        let statements: Vec<&KnownStatement> = party.own.iter().chain(&party.related).copied().flatten().collect();
        let before = text.len();
        text.extend_from_slice(&dossier::write(&statements));
        lengths.push(text.len() - before);
    }
    Ok(Packed { bytes: zstd::bulk::compress(&text, LEVEL)?, lengths })
}
