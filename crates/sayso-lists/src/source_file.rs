//! A file of a list version, in memory, as its authority published it (gzip already undone).

/// Name and content of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// File name without directories, such as `sdn.csv`.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// A file from its parts.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The first `limit` bytes as text, for telling formats apart; invalid sequences are replaced.
    pub fn head(&self, limit: usize) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(limit)])
    }
}
