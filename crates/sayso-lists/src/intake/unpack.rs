//! Gzip undone while it is read, with an eye on how much it grows.

use std::cell::Cell;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use sayso_record::Locator;

use super::{Limits, in_words, unreadable};
use crate::ListError;

const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
/// Growth is judged only past this; small files of one repeated word grow by a lot and hurt nobody.
pub(super) const FREE_BYTES: u64 = 16 << 20;

/// A file name without `.gz`.
pub(super) fn plain_name(name: &str) -> &str {
    let cut = name.len().saturating_sub(3);
    match name.get(cut..) {
        Some(end) if cut > 0 && end.eq_ignore_ascii_case(".gz") => &name[..cut],
        _ => name,
    }
}

/// The content of a file that may be packed with gzip.
pub(super) struct Unpacked<'a, R: Read> {
    name: &'a str,
    limits: &'a Limits,
    layer: Layer<R>,
    packed: Rc<Cell<u64>>,
    grown: u64,
}

type Raw<R> = BufReader<Counted<Chain<Cursor<Vec<u8>>, R>>>;

enum Layer<R: Read> {
    Plain(Raw<R>),
    Gzip(Box<MultiGzDecoder<Raw<R>>>),
}

impl<'a, R: Read> Unpacked<'a, R> {
    /// Looks at the first bytes and puts a decoder on where they are those of gzip.
    pub(super) fn new(name: &'a str, mut raw: R, limits: &'a Limits) -> Result<Self, ListError> {
        let mut magic = vec![0; GZIP.len()];
        let length = fill(&mut raw, &mut magic).map_err(|error| unreadable(name, &error))?;
        magic.truncate(length);
        let gzip = magic == GZIP;
        let packed = Rc::new(Cell::new(0));
        let raw = BufReader::new(Counted { inner: Cursor::new(magic).chain(raw), count: Rc::clone(&packed) });
        let layer = if gzip { Layer::Gzip(Box::new(MultiGzDecoder::new(raw))) } else { Layer::Plain(raw) };
        Ok(Self { name, limits, layer, packed, grown: 0 })
    }

    /// Fills the buffer as far as the content goes; says how far.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, ListError> {
        let read = match &mut self.layer {
            Layer::Plain(raw) => fill(raw, buffer),
            Layer::Gzip(gzip) => fill(gzip, buffer),
        };
        let read = read.map_err(|error| self.refusal(&error))?;
        self.grown += read as u64;
        self.refuse_growth()?;
        Ok(read)
    }

    fn refusal(&self, error: &io::Error) -> ListError {
        let Layer::Gzip(gzip) = &self.layer else { return unreadable(self.name, error) };
        let byte = self.packed.get() - gzip.get_ref().buffer().len() as u64;
        let problem = if error.kind() == io::ErrorKind::UnexpectedEof {
            "the gzip file ends in the middle of its data: it is truncated; fetch it again".to_owned()
        } else {
            format!("damaged gzip data ({error}); fetch it again")
        };
        ListError::new(self.name, Locator::byte(byte), problem)
    }

    fn refuse_growth(&self) -> Result<(), ListError> {
        let most = FREE_BYTES.max(self.packed.get().saturating_mul(self.limits.expansion));
        if matches!(self.layer, Layer::Plain(_)) || self.grown <= most {
            return Ok(());
        }
        let (packed, most) = (self.packed.get(), in_words(most));
        let problem = format!("{packed} bytes of gzip unpack to more than {most}: a decompression bomb, not a list");
        Err(ListError::new(self.name, Locator::byte(packed), problem))
    }
}

/// Counts what passes.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
