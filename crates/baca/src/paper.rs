//! What was read: sheets of rows, each with its place.

use crate::Cell;

/// A file as read.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// Its sheets with something on them; one without a name for text.
    pub sheets: Vec<Sheet>,
    /// What was passed over or guessed, in sentences with their place.
    pub remarks: Vec<String>,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name; empty for text.
    pub name: String,
    /// The rows that hold something.
    pub rows: Vec<Row>,
    /// Cells that are shown as one.
    pub merged: Vec<Merge>,
    /// Where sheets begin that were put one below the other: the number of the row, and the sheet's name.
    pub begins: Vec<(usize, String)>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number as spreadsheets and editors count, from 1.
    pub number: usize,
    /// Its cells from the first column to the last that holds something.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The text of a column; empty beyond the last.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    /// The columns that hold something.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}

/// Cells that a spreadsheet shows as one. Rows and columns count from 0; the last ones are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row and column.
    pub from: (usize, usize),
    /// Last row and column.
    pub to: (usize, usize),
}

impl Merge {
    /// What to do about an empty cell that lies in it.
    #[must_use]
    pub fn advice(&self) -> String {
        format!(
            "Sel gabungan {}:{}: pisahkan (Merge & Center dimatikan), lalu isi tiap baris; tulis - bila memang kosong.",
            cell_name(self.from),
            cell_name(self.to)
        )
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub fn holds(&self, row: usize, column: usize) -> bool {
        (self.from.0..=self.to.0).contains(&row) && (self.from.1..=self.to.1).contains(&column)
    }
}

impl Sheet {
    /// The region that a cell lies in, unless it is the region's first, which alone says something.
    #[must_use]
    pub fn covered(&self, row: usize, column: usize) -> Option<&Merge> {
        self.merged.iter().find(|merge| merge.from != (row, column) && merge.holds(row, column))
    }
}

/// The letters of a column, from 0: `A`, `AA`.
#[must_use]
pub fn column_name(column: usize) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters
}

/// The name of a cell as a spreadsheet has it, row and column from 0: `B7`.
#[must_use]
pub fn cell_name((row, column): (usize, usize)) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// Row numbers in few words: `3–5, 8`.
pub(crate) fn spans(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let all: Vec<String> = runs
        .filter_map(|run| match run {
            [] => None,
            [one] => Some(one.to_string()),
            [first, .., last] => Some(format!("{first}–{last}")),
        })
        .collect();
    match all.get(..20) {
        Some(some) if all.len() > 20 => format!("{} dan lainnya", some.join(", ")),
        _ => all.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_a_spreadsheet() {
        assert_eq!([(6, 1), (0, 25), (0, 26)].map(cell_name), ["B7", "Z1", "AA1"]);
        assert_eq!(spans(&[3, 4, 5, 8]), "3–5, 8");
    }
}
