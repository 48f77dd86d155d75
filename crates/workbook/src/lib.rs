//! Opening XLSX files that come from outside: none may take more memory than a table needs.
//!
//! A workbook is an archive, so a small file can unpack to far more than it is; texts are shared, so a short sheet can say
//! one long text a hundred thousand times; and one cell in the farthest corner spans millions of empty ones. Cells are
//! therefore read as they come, only those that hold something are kept, and reading stops at the first excess.

mod measure;

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, Xlsx, XlsxFormulaMetadata};

/// The most columns that a sheet may reach over.
pub const COLUMNS: u32 = 1_000;
/// How many cells without content may stand beside each that may have some, before a sheet is not looked through any further.
const IDLE: usize = 20;
/// The most merged regions of a sheet.
pub const MERGED: usize = 5_000;

/// What a workbook may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of all its parts once unpacked.
    pub unpacked: u64,
    /// Cells that hold something, on all sheets that are read together.
    pub cells: usize,
    /// Bytes of the texts in them.
    pub text: usize,
}

/// Why a workbook or sheet is not read. The caller says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no whole workbook.
    Unreadable,
    /// It holds more parts than a workbook of tables has.
    ManyParts,
    /// It unpacks to far more than it should, or holds a text longer than a cell can.
    Swollen,
    /// A cell lies too far from the others.
    FarCell,
    /// More cells than [`Limits::cells`].
    ManyCells,
    /// More text than [`Limits::text`].
    LongTexts,
}

/// A cell that holds something. Rows and columns count from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// What it shows.
    pub data: Data,
    /// Whether a formula stands behind it.
    pub formula: bool,
}

/// A workbook from outside.
pub struct Book<'a> {
    xlsx: Xlsx<Cursor<&'a [u8]>>,
    cells: usize,
    text: usize,
}

/// Opens a workbook.
///
/// # Errors
/// [`Unfit`], where the archive itself tells it.
pub fn open(bytes: &[u8], limits: Limits) -> Result<Book<'_>, Unfit> {
    measure::measure(bytes, limits)?;
    let xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
    Ok(Book { xlsx, cells: limits.cells, text: limits.text })
}

impl Book<'_> {
    /// The names of its sheets.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    /// The cells of a sheet that hold something, row by row; a place that stands twice comes twice, the later last.
    ///
    /// # Errors
    /// [`Unfit`], at the first excess.
    pub fn cells(&mut self, sheet: &str) -> Result<Vec<Cell>, Unfit> {
        let mut idle = self.cells.saturating_mul(IDLE);
        let mut reader = self.xlsx.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
        let mut cells: Vec<Cell> = Vec::new();
        while let Some(read) = reader.next_cell_with_formula_metadata().map_err(|_| Unfit::Unreadable)? {
            let formula = read.formula.is_some_and(|formula| says(&formula));
            if matches!(read.value, DataRef::Empty) && !formula {
                idle = idle.checked_sub(1).ok_or(Unfit::ManyCells)?;
                continue;
            }
            let (row, column) = read.pos;
            if column >= COLUMNS {
                return Err(Unfit::FarCell);
            }
            self.cells = self.cells.checked_sub(1).ok_or(Unfit::ManyCells)?;
            self.text = self.text.checked_sub(length(&read.value)).ok_or(Unfit::LongTexts)?;
            cells.push(Cell { row: place(row), column: place(column), data: read.value.into(), formula });
        }
        // They come in order from every spreadsheet, but nothing makes a file keep to it.
        if !cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        Ok(cells)
    }

    /// The merged regions of a sheet: first and last row and column, from 0.
    ///
    /// # Errors
    /// [`Unfit::Unreadable`], [`Unfit::ManyCells`].
    pub fn merged(&mut self, sheet: &str) -> Result<Vec<Dimensions>, Unfit> {
        let merged = self.xlsx.merge_cells_by_sheet_name(sheet).map_err(|_| Unfit::Unreadable)?;
        if merged.len() > MERGED { Err(Unfit::ManyCells) } else { Ok(merged) }
    }
}

/// The rows of sorted cells, each with its number from 0.
pub fn rows(cells: &[Cell]) -> impl Iterator<Item = (usize, &[Cell])> {
    cells.chunk_by(|one, next| one.row == next.row).filter_map(|row| Some((row.first()?.row, row)))
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn says(formula: &XlsxFormulaMetadata) -> bool {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => !formula.is_empty(),
        _ => true,
    }
}

fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::SharedString(text) => text.len(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
