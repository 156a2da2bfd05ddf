//! Columns that line up, wide characters included.

use unicode_width::UnicodeWidthStr;

/// The widest that a column but the last is made, in cells of the terminal.
const WIDEST: usize = 36;
/// Between two columns.
const GAP: &str = "  ";

/// A table: a head and its rows.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a head.
    pub fn new(head: &[String]) -> Self {
        Self {
            rows: vec![head.to_vec()],
        }
    }

    /// Adds a row. A cell is one line.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(
            cells
                .into_iter()
                .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect(),
        );
    }

    /// The lines.
    pub fn lines(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| cell.width()).max().unwrap_or(0)
            })
            .map(|width| width.min(WIDEST))
            .collect();
        let mut lines = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                if column + 1 == columns {
                    line.push_str(cell);
                } else {
                    let (cell, width) = cut(cell, widths[column]);
                    line.push_str(&cell);
                    line.push_str(&" ".repeat(widths[column] - width));
                    line.push_str(GAP);
                }
            }
            lines.push_str(line.trim_end());
            lines.push('\n');
        }
        lines
    }
}

/// Cuts a text to a width, and tells the width that it has.
fn cut(text: &str, most: usize) -> (String, usize) {
    let width = text.width();
    if width <= most {
        return (text.to_owned(), width);
    }
    let mut kept = String::new();
    for char in text.chars() {
        kept.push(char);
        if kept.width() + 1 > most {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    let width = kept.width();
    (kept, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_stands_in_them() {
        let mut table = Table::new(&["a".to_owned(), "b".to_owned()]);
        table.row(["请删除".to_owned(), "x".to_owned()]);
        table.row(["很".repeat(40), "y\nz".to_owned()]);
        let lines = table.lines();
        let places: Vec<usize> = lines
            .lines()
            .zip(["b", "x", "y z"])
            .map(|(line, last)| line.strip_suffix(last).expect("the last column").width())
            .collect();
        assert_eq!(places, [WIDEST + GAP.len(); 3]);
    }
}
