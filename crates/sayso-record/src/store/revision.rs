//! One revision: a Parquet file with the statements that an imported version adds and removes against the version before it.
//!
//! Columns: `version`, `op` (`add` or `remove`), then the statement, then `locator` (of added rows). Any Parquet reader opens it:
//! `SELECT * FROM 'revisions/us_ofac_sdn/*.parquet'`. The metadata key `sayso` tells what was imported ([`VersionMeta`]).
//!
//! A version imported between two others changes what its successor adds and removes: the revision then carries the successor's
//! rows too, counted against the new version, and the older revision's rows for that successor no longer apply.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::reading::Locator;
use crate::statement::{EntityId, Statement};
use crate::version::VersionId;
use crate::vocabulary::{Property, Schema};
use crate::{Finding, PartialDate};

/// Bumped when a reader of today could not read what is written.
const LAYOUT: u32 = 1;

const MESSAGE: &str = "message revision {
    required binary version (UTF8); required binary op (UTF8);
    required binary entity (UTF8); required binary schema (UTF8); required binary property (UTF8); required binary value (UTF8);
    optional binary lang (UTF8); optional binary original (UTF8);
    optional binary valid_from (UTF8); optional binary valid_until (UTF8);
    optional binary document (UTF8); optional binary locator (UTF8);
}";

/// One of the files of a version, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalFile {
    /// Its name.
    pub name: String,
    /// blake3 of its content, in hex; the original is kept under it.
    pub blake3: String,
    /// Its size.
    pub bytes: u64,
}

/// What is known of one imported version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionMeta {
    /// The version.
    pub version: String,
    /// Id of the format it was read with.
    pub format: String,
    /// Its files.
    pub files: Vec<OriginalFile>,
    /// Entries of the list, as the reader counted them.
    pub records: u64,
    /// Parties: entities that can be screened for.
    pub parties: u64,
    /// Statements.
    pub statements: u64,
    /// All findings.
    pub findings: u64,
    /// The first of them, to show.
    pub findings_shown: Vec<Finding>,
}

/// What a version adds to and removes from the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Delta {
    pub(crate) version: String,
    /// The version before; `None` for the first.
    pub(crate) previous: Option<String>,
    pub(crate) adds: Vec<(Arc<Statement>, Locator)>,
    pub(crate) removes: Vec<Arc<Statement>>,
}

/// A revision as it is written: the imported version, and the deltas that hold from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    pub(crate) imported: VersionMeta,
    pub(crate) deltas: Vec<Delta>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    layout: u32,
    imported: VersionMeta,
    deltas: Vec<(String, Option<String>)>,
}

/// The rows of one column of strings, with nulls.
#[derive(Default)]
struct Column {
    values: Vec<ByteArray>,
    levels: Vec<i16>,
    known: FxHashMap<Arc<str>, ByteArray>,
}

impl Column {
    fn push(&mut self, value: Option<&str>) {
        self.levels.push(i16::from(value.is_some()));
        if let Some(value) = value {
            // Equal values of a column share one allocation: most columns repeat a handful of them.
            let known = if let Some(known) = self.known.get(value) {
                known.clone()
            } else {
                let new = ByteArray::from(value.as_bytes().to_vec());
                self.known.insert(value.into(), new.clone());
                new
            };
            self.values.push(known);
        }
    }
}

const COLUMNS: usize = 12;

/// The bytes of a revision. The same revision gives the same bytes.
pub(crate) fn write(revision: &Revision) -> Result<Vec<u8>, String> {
    let header = Header {
        layout: LAYOUT,
        imported: revision.imported.clone(),
        deltas: revision.deltas.iter().map(|d| (d.version.clone(), d.previous.clone())).collect(),
    };
    let header = serde_json::to_string(&header).map_err(|e| e.to_string())?;
    let mut columns: [Column; COLUMNS] = std::array::from_fn(|_| Column::default());
    for delta in &revision.deltas {
        for (statement, locator) in &delta.adds {
            push(&mut columns, &delta.version, "add", statement, Some(locator.as_str()));
        }
        for statement in &delta.removes {
            push(&mut columns, &delta.version, "remove", statement, None);
        }
    }
    write_columns(header, &columns).map_err(|e| e.to_string())
}

fn push(columns: &mut [Column; COLUMNS], version: &str, op: &str, s: &Statement, locator: Option<&str>) {
    let date = |date: Option<PartialDate>| date.map(|d| d.to_string());
    let (from, until) = (date(s.valid_from), date(s.valid_until));
    let row = [
        Some(version),
        Some(op),
        Some(s.entity.as_str()),
        Some(s.schema.as_str()),
        Some(s.property.as_str()),
        Some(&*s.value),
        s.lang.as_deref(),
        s.original.as_deref(),
        from.as_deref(),
        until.as_deref(),
        s.document.as_deref(),
        locator,
    ];
    for (column, value) in columns.iter_mut().zip(row) {
        column.push(value);
    }
}

fn write_columns(header: String, columns: &[Column; COLUMNS]) -> parquet::errors::Result<Vec<u8>> {
    let message: Arc<Type> = Arc::new(parse_message_type(MESSAGE)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(vec![KeyValue::new("sayso".to_owned(), header)]))
        .set_dictionary_enabled(true)
        .build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, message, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for column in columns {
        if let Some(mut out) = group.next_column()? {
            out.typed::<ByteArrayType>().write_batch(&column.values, Some(&column.levels), None)?;
            out.close()?;
        }
    }
    group.close()?;
    writer.close()?;
    Ok(bytes)
}

/// Reads a revision back. Equal texts share one allocation.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Revision, String> {
    let reader = SerializedFileReader::new(parquet_bytes(bytes)).map_err(|e| e.to_string())?;
    let header = reader
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .and_then(|pairs| pairs.iter().find(|pair| pair.key == "sayso"))
        .and_then(|pair| pair.value.as_deref())
        .ok_or("not a revision of sayso: the metadata key \"sayso\" is missing")?;
    let header: Header = serde_json::from_str(header).map_err(|e| format!("the metadata cannot be read: {e}"))?;
    if header.layout > LAYOUT {
        return Err(format!("written by a newer sayso (layout {}, this one knows {LAYOUT}); update sayso", header.layout));
    }
    let mut deltas: Vec<Delta> =
        header.deltas.into_iter().map(|(version, previous)| Delta { version, previous, ..Delta::default() }).collect();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(|e| e.to_string())?;
        let rows = usize::try_from(group.metadata().num_rows()).map_err(|_| "a row group has a negative size")?;
        let mut columns = Vec::with_capacity(COLUMNS);
        for index in 0..COLUMNS {
            columns.push(read_column(&*group, index, rows)?);
        }
        take_rows(&columns, rows, &mut deltas)?;
    }
    Ok(Revision { imported: header.imported, deltas })
}

fn parquet_bytes(bytes: Vec<u8>) -> bytes::Bytes {
    bytes::Bytes::from(bytes)
}

fn read_column(
    group: &dyn parquet::file::reader::RowGroupReader,
    index: usize,
    rows: usize,
) -> Result<Vec<Option<Arc<str>>>, String> {
    let reader = group.get_column_reader(index).map_err(|e| e.to_string())?;
    if group.metadata().column(index).column_type() != parquet::basic::Type::BYTE_ARRAY {
        return Err(format!("column {index} is not text"));
    }
    let nullable = group.metadata().column(index).column_descr().max_def_level() > 0;
    let mut reader = get_typed_column_reader::<ByteArrayType>(reader);
    let (mut levels, mut values) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let mut read = 0;
    while read < rows {
        let (records, ..) =
            reader.read_records(rows - read, nullable.then_some(&mut levels), None, &mut values).map_err(|e| e.to_string())?;
        if records == 0 {
            return Err(format!("column {index} has {read} of {rows} rows"));
        }
        read += records;
    }
    let mut texts: FxHashMap<&[u8], Arc<str>> = FxHashMap::default();
    let mut present = values.iter();
    (0..rows)
        .map(|row| {
            if nullable && levels.get(row) != Some(&1) {
                return Ok(None);
            }
            let value = present.next().ok_or_else(|| format!("column {index} ends early"))?;
            if let Some(text) = texts.get(value.data()) {
                return Ok(Some(text.clone()));
            }
            let text: Arc<str> = std::str::from_utf8(value.data()).map_err(|e| e.to_string())?.into();
            texts.insert(value.data(), text.clone());
            Ok(Some(text))
        })
        .collect()
}

fn take_rows(columns: &[Vec<Option<Arc<str>>>], rows: usize, deltas: &mut [Delta]) -> Result<(), String> {
    let mut ids: FxHashMap<Arc<str>, EntityId> = FxHashMap::default();
    for row in 0..rows {
        let cell = |column: usize| columns[column][row].clone();
        let must = |column: usize| cell(column).ok_or_else(|| format!("row {row} has no value in column {column}"));
        let date = |column: usize| cell(column).map(|text| text.parse::<PartialDate>().map_err(|e| e.to_string())).transpose();
        let entity = must(2)?;
        let statement = Statement {
            entity: ids.entry(entity.clone()).or_insert_with(|| EntityId::new(&entity)).clone(),
            schema: must(3).and_then(|s| Schema::find(&s).ok_or_else(|| format!("unknown schema {s}")))?,
            property: must(4).and_then(|p| Property::find(&p).ok_or_else(|| format!("unknown property {p}")))?,
            value: must(5)?,
            lang: cell(6),
            original: cell(7),
            valid_from: date(8)?,
            valid_until: date(9)?,
            document: cell(10),
        };
        let version = must(0)?;
        let delta = deltas
            .iter_mut()
            .find(|d| d.version == *version)
            .ok_or_else(|| format!("rows of {version}, which the header does not name"))?;
        match &*must(1)? {
            "add" => delta.adds.push((Arc::new(statement), Locator::from(cell(11).unwrap_or_default().to_string()))),
            "remove" => delta.removes.push(Arc::new(statement)),
            op => return Err(format!("unknown op {op}")),
        }
    }
    Ok(())
}

impl VersionMeta {
    /// The version, parsed.
    pub(crate) fn id(&self) -> Result<VersionId, String> {
        self.version.parse().map_err(|e: crate::date::NotADate| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::Entity;
    use crate::vocabulary::{prop, schema};

    fn sample() -> Revision {
        let mut party = Entity::new(schema::PERSON, EntityId::new("x-1"));
        party.add(prop::NAME, "Saddam Hussein");
        party.add_with(prop::ALIAS, "صدام حسين", |s| {
            s.lang = Some("ar".into());
            s.valid_from = "2003-07".parse().ok();
            s.document = Some("1210/2003".into());
        });
        let statements: Vec<_> = party.into_statements().1.into_iter().map(Arc::new).collect();
        Revision {
            imported: VersionMeta {
                version: "2020-01-01".into(),
                format: "f".into(),
                files: vec![OriginalFile { name: "a.csv".into(), blake3: "00".into(), bytes: 1 }],
                records: 1,
                parties: 1,
                statements: 2,
                findings: 0,
                findings_shown: vec![],
            },
            deltas: vec![
                Delta {
                    version: "2020-01-01".into(),
                    previous: None,
                    adds: statements.iter().map(|s| (s.clone(), Locator::row(2))).collect(),
                    removes: vec![],
                },
                Delta { version: "2021-01-01".into(), previous: Some("2020-01-01".into()), adds: vec![], removes: statements },
            ],
        }
    }

    #[test]
    fn a_revision_is_read_back_as_it_was_written_and_always_written_the_same() {
        let bytes = write(&sample()).unwrap();
        assert_eq!(read(bytes.clone()).unwrap(), sample());
        assert_eq!(write(&sample()).unwrap(), bytes);
    }
}
