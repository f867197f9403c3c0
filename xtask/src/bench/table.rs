//! A table of figures, as Markdown with its columns in line.

/// Rows under a heading.
pub(super) struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(title: &str, columns: &[&str]) -> Self {
        Self { title: title.to_owned(), rows: vec![columns.iter().map(|&column| column.to_owned()).collect()] }
    }

    /// Adds a row; missing cells stay empty.
    pub(super) fn push(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as text.
    pub(super) fn to_markdown(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &[String], column: usize| row.get(column).map_or_else(String::new, |cell| cell.replace('|', "/"));
        let widths: Vec<usize> = (0..columns)
            .map(|column| self.rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0).max(3))
            .collect();
        let mut text = format!("## {}\n\n", self.title);
        for (n, row) in self.rows.iter().enumerate() {
            let cells: Vec<String> =
                widths.iter().enumerate().map(|(column, width)| format!("{:width$}", cell(row, column))).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
            if n == 0 {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                text.push_str(&format!("| {} |\n", rule.join(" | ")));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_line() {
        let mut table = Table::new("T", &["list", "s"]);
        table.push(vec!["un|sc".into(), "0.12".into()]);
        table.push(vec!["eu".into()]);
        assert_eq!(table.to_markdown(), "## T\n\n| list  | s    |\n| ----- | ---- |\n| un/sc | 0.12 |\n| eu    |      |\n");
    }
}
