//! Which column of a file carries what: the headers of both versions under one name each, from `data/eu_fsf_csv_columns.tsv`.

use std::collections::HashMap;

use csv::StringRecord;

/// The columns that a file has, by our names for them.
pub(super) struct Columns {
    index: HashMap<&'static str, usize>,
    width: usize,
}

impl Columns {
    /// The columns of a header; says what is wrong where it is not one of this list.
    pub(super) fn new(header: &StringRecord) -> Result<Self, String> {
        let headers: Vec<String> = header.iter().map(|cell| cell.trim_matches(['\u{feff}', ' ']).to_lowercase()).collect();
        let mut columns = HashMap::new();
        for line in include_str!("../../../data/eu_fsf_csv_columns.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut names = line.split('\t');
            let Some(ours) = names.next() else { continue };
            if let Some(index) = names.find_map(|theirs| headers.iter().position(|h| *h == theirs.to_lowercase())) {
                columns.insert(ours, index);
            }
        }
        for (ours, theirs) in [("key", "Entity_LogicalId"), ("name_whole", "NameAlias_WholeName")] {
            if !columns.contains_key(ours) {
                let found: String = headers.join(";").chars().take(120).collect();
                return Err(format!(
                    "no column {theirs} in the header ({found}); give the EU's own CSV with its header, semicolons between"
                ));
            }
        }
        Ok(Self { index: columns, width: headers.len() })
    }
}

impl Columns {
    /// The number of columns in the header.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

/// One row.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    cells: &'a StringRecord,
}

impl<'a> Row<'a> {
    pub(super) fn new(columns: &'a Columns, cells: &'a StringRecord) -> Self {
        Self { columns, cells }
    }

    /// The trimmed text of a column; empty where the file or the row does not have it.
    pub(super) fn get(&self, column: &str) -> &'a str {
        self.columns.index.get(column).and_then(|index| self.cells.get(*index)).map_or("", str::trim)
    }

    pub(super) fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    /// Whether any of the columns holds something.
    pub(super) fn any(&self, columns: &[&str]) -> bool {
        columns.iter().any(|column| !self.get(column).is_empty())
    }
}
