//! A table as in a file or as pasted: all rows as text, including those above the heads.

use baca::{Cell, Made, Merge, Paper, Row, Sheet};
use kernel::{Problem, Result};

use super::{Limits, MAX_ROWS, SENT};

/// The rows of a table. A formula becomes `=`, or `#N/A` where it failed. A number with more digits than a spreadsheet stores begins
/// with `≈`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Text by row and column; rows may be of different length.
    pub rows: Vec<Vec<String>>,
    /// Merged cells.
    pub merged: Vec<Merge>,
    /// Where sheets begin, if there are several: the number of the row, from 1, and the sheet's name.
    pub begins: Vec<(usize, String)>,
    /// What was passed over while reading, in sentences.
    pub remarks: Vec<String>,
}

impl Grid {
    /// The rows as the reading room has them, each cell marked as it was.
    pub(super) fn paper(&self) -> Paper {
        let row = |(at, cells): (usize, &Vec<String>)| Row {
            number: at + 1,
            cells: cells.iter().map(|text| marked(text.trim())).collect(),
        };
        let filled = |(_, cells): &(usize, &Vec<String>)| cells.iter().any(|cell| !cell.trim().is_empty());
        let rows = self.rows.iter().enumerate().filter(filled).map(row).collect();
        let sheet = Sheet { rows, merged: self.merged.clone(), begins: self.begins.clone(), ..Sheet::default() };
        Paper { sheets: vec![sheet], remarks: self.remarks.clone() }
    }
}

/// How far down the heads of a table are looked for where nothing in it is known.
const DEEP: usize = 30;

/// The row, from 0, that is taken for the heads where nothing in it is known: the first of the fullest.
#[must_use]
pub fn head_of(grid: &Grid) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let most = grid.rows.iter().take(DEEP).map(filled).max().unwrap_or_default();
    grid.rows.iter().position(|row| filled(row) == most).unwrap_or_default()
}

/// A cell out of its text; see [`text`].
fn marked(text: &str) -> Cell {
    let (text, made) = match text {
        "=" => ("", Made::Formula),
        "#N/A" => (text, Made::Fault),
        _ => text.strip_prefix('≈').map_or((text, Made::Text), |number| (number, Made::Number)),
    };
    Cell { text: text.to_owned(), made, ..Cell::default() }
}

/// Reads a file by its content. Sheets with the same heads follow each other.
///
/// # Errors
/// [`Problem::Malformed`] saying what is wrong with the file and what to do.
pub fn grid(bytes: &[u8]) -> Result<Grid> {
    grid_within(bytes, SENT)
}

/// As [`grid`], within other limits.
///
/// # Errors
/// As [`grid`].
pub fn grid_within(bytes: &[u8], limits: Limits) -> Result<Grid> {
    of(super::read(bytes, limits)?)
}

/// Reads text that was pasted from a spreadsheet, or CSV. Cells with line breaks are in quotes.
///
/// # Errors
/// As [`grid`].
pub fn pasted(text: &str) -> Result<Grid> {
    pasted_within(text, SENT)
}

/// As [`pasted`], within other limits.
///
/// # Errors
/// As [`grid`].
pub fn pasted_within(text: &str, limits: Limits) -> Result<Grid> {
    of(baca::pasted(text.trim_start_matches(['\r', '\n']), limits)
        .map_err(|unfit| Problem::Malformed(unfit.words("Tabel ini", limits)))?)
}

/// The sheets of a file as one table, each row in its place.
fn of(paper: Paper) -> Result<Grid> {
    let mut grid = Grid { remarks: paper.remarks, ..Grid::default() };
    let many = paper.sheets.len() > 1;
    for sheet in paper.sheets {
        let below = grid.rows.len();
        grid.begins.extend(many.then(|| (below + 1, sheet.name.clone())));
        let last = sheet.rows.last().map_or(0, |row| row.number);
        if below + last > MAX_ROWS {
            return Err(Problem::Malformed(baca::Unfit::ManyRows.words("Berkas ini", SENT)));
        }
        if below > 0 {
            grid.remarks.push(format!(
                "Lembar {} dibaca juga: baris 1–{last} di sana menjadi baris {}–{} di sini.",
                sheet.name,
                below + 1,
                below + last
            ));
        }
        for row in sheet.rows {
            grid.rows.resize(below + row.number - 1, Vec::new());
            grid.rows.push(row.cells.into_iter().map(text).collect());
        }
        let moved = |(row, column): (usize, usize)| (row + below, column);
        grid.merged.extend(sheet.merged.iter().map(|one| Merge { from: moved(one.from), to: moved(one.to) }));
    }
    Ok(grid)
}

/// Rows as text that [`pasted`] reads back unchanged.
#[must_use]
pub fn lines(rows: &[Vec<String>]) -> String {
    let quoted = |text: &String| {
        if text.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    // A row without text would be skipped, and the rows below it would move up.
    let line = |row: &Vec<String>| {
        let line = row.iter().map(quoted).collect::<Vec<_>>().join("\t");
        if line.is_empty() { "\t".to_owned() } else { line }
    };
    // That it names its sign keeps a comma in a cell from being taken for one.
    format!("sep=\t\n{}", rows.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// A cell as text that marks a formula and an uncertain number.
fn text(cell: Cell) -> String {
    match cell.made {
        Made::Formula => "=".to_owned(),
        _ if cell.is_rounded() => format!("≈{}", cell.text),
        _ => cell.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_comes_back_letter_by_letter() {
        let text = "Daftar\n\nNama\tCatatan\nSiti Contoh\t\"dua\nbaris, \"\"kutip\"\"\"\nBudi;Contoh\t-\n";
        let grid = pasted(text).unwrap();
        assert_eq!(grid.rows[3][1], "dua\nbaris, \"kutip\"");
        assert_eq!((grid.rows.len(), grid.rows[1].len()), (5, 0), "an empty line is a row of the sheet");
        let again = pasted(&lines(&grid.rows)).unwrap();
        assert_eq!(again.rows, grid.rows);
    }
}
