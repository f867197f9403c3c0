//! Statements in compressed blocks, read one party at a time.
//!
//! A block holds the statements of neighbouring parties, because their vocabulary repeats; a party knows its part of the block's
//! text. The text is JSON: it is read only for dossiers, and stays readable without sayso.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use sayso_record::{EntityId, Known, KnownStatement, Locator, PartialDate, Property, Schema, Statement, VersionId};
use serde::{Deserialize, Serialize};

use crate::error::EditionError;
use crate::image::Image;
use crate::layout::{BlockRecord, PartyRecord, Section};

/// A text that is borrowed where it is written and, mostly, where it is read.
type Text<'t> = Cow<'t, str>;

/// A statement as it is stored, a row of values to keep blocks small: list, entity, schema, property, value; language, original,
/// valid from, valid until, document; runs.
#[derive(Serialize, Deserialize)]
struct Row<'t>(
    u32,
    #[serde(borrow)] Text<'t>,
    #[serde(borrow)] Text<'t>,
    #[serde(borrow)] Text<'t>,
    #[serde(borrow)] Text<'t>,
    [Option<Text<'t>>; 5],
    #[serde(borrow)] Vec<RunRow<'t>>,
);

/// A run as it is stored: the version before, the first, the last, the version after, the locator.
#[derive(Serialize, Deserialize)]
struct RunRow<'t>(Option<String>, String, String, Option<String>, #[serde(borrow)] Text<'t>);

/// The statements of a party as text.
pub(crate) fn write(statements: &[&KnownStatement]) -> Vec<u8> {
    let rows: Vec<Row<'_>> = statements.iter().map(|known| row(known)).collect();
    serde_json::to_vec(&rows).expect("rows of texts and numbers can always be written as JSON")
}

fn row(known: &KnownStatement) -> Row<'_> {
    let statement = &known.statement;
    let date = |value: Option<PartialDate>| value.map(|date| Cow::Owned(date.to_string()));
    let version = |version: Option<VersionId>| version.map(|version| version.to_string());
    let runs = known.known.iter().map(|run| {
        let (before, after) = (version(run.absent_before), version(run.absent_after));
        RunRow(before, run.first.to_string(), run.last.to_string(), after, run.locator.as_str().into())
    });
    Row(
        known.list as u32,
        statement.entity.as_str().into(),
        statement.schema.as_str().into(),
        statement.property.as_str().into(),
        (&*statement.value).into(),
        [
            statement.lang.as_deref().map(Cow::Borrowed),
            statement.original.as_deref().map(Cow::Borrowed),
            date(statement.valid_from),
            date(statement.valid_until),
            statement.document.as_deref().map(Cow::Borrowed),
        ],
        runs.collect(),
    )
}

/// The statements of a party.
pub(crate) fn read(image: &Image, party: &PartyRecord) -> Result<Vec<KnownStatement>, EditionError> {
    let damaged = || {
        EditionError::refused(
            "the statements of a party cannot be read: the edition is damaged; build it anew with `sayso build`",
        )
    };
    let blocks: &[BlockRecord] = image.records(Section::Blocks);
    let block = blocks.get(party.block.get() as usize).ok_or_else(damaged)?;
    let text = decompress(image, block, party).ok_or_else(damaged)?;
    let rows: Vec<Row<'_>> = serde_json::from_slice(&text).map_err(|_| damaged())?;
    rows.into_iter().map(statement).collect::<Option<_>>().ok_or_else(damaged)
}

/// The party's part of the block; decompresses no further than its end, so that memory follows what is really there.
fn decompress(image: &Image, block: &BlockRecord, party: &PartyRecord) -> Option<Vec<u8>> {
    let compressed: &[u8] = image.records(Section::BlockBytes);
    let start = block.start.get() as usize;
    let compressed = compressed.get(start..start.checked_add(block.bytes.get() as usize)?)?;
    let (first, length) = (u64::from(party.block_start.get()), u64::from(party.block_length.get()));
    if first + length > u64::from(block.raw_bytes.get()) {
        return None;
    }
    let mut decoder = zstd::stream::read::Decoder::new(compressed).ok()?;
    let skipped = std::io::copy(&mut decoder.by_ref().take(first), &mut std::io::sink()).ok()?;
    let mut text = Vec::new();
    decoder.take(length).read_to_end(&mut text).ok()?;
    (skipped == first && text.len() as u64 == length).then_some(text)
}

fn statement(row: Row<'_>) -> Option<KnownStatement> {
    let Row(list, entity, schema, property, value, [lang, original, valid_from, valid_until, document], runs) = row;
    let date = |text: Option<Text<'_>>| text.map(|text| text.parse().ok()).map_or(Some(None), |date| date.map(Some));
    let statement = Statement {
        entity: EntityId::new(&entity),
        schema: Schema::find(&schema)?,
        property: Property::find(&property)?,
        value: (&*value).into(),
        lang: lang.map(shared),
        original: original.map(shared),
        valid_from: date(valid_from)?,
        valid_until: date(valid_until)?,
        document: document.map(shared),
    };
    let known = runs.into_iter().map(run).collect::<Option<Vec<Known>>>()?;
    Some(KnownStatement { list: list as usize, statement, known })
}

fn shared(text: Text<'_>) -> Arc<str> {
    (&*text).into()
}

fn run(RunRow(absent_before, first, last, absent_after, locator): RunRow<'_>) -> Option<Known> {
    let version = |text: Option<String>| text.map_or(Some(None), |text| text.parse().ok().map(Some));
    Some(Known {
        absent_before: version(absent_before)?,
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        absent_after: version(absent_after)?,
        locator: Locator::from(locator.into_owned()),
    })
}
