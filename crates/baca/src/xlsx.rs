//! XLSX files: every visible sheet.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata};

use crate::cell::Shown;
use crate::findings::Findings;
use crate::paper::spans;
use crate::{COLUMNS, Cell, IDLE, Limits, MERGED, Merge, Paper, Row, Sheet, Unfit, cell_name, column_name};

/// Room that is left, over all sheets.
pub(crate) struct Room {
    pub cells: usize,
    pub text: usize,
    pub rows: usize,
}

impl Room {
    pub(crate) fn of(limits: Limits) -> Self {
        Self { cells: limits.cells, text: limits.text, rows: limits.rows }
    }

    /// Takes a row of so many cells; the empty cells before one in a far column also take memory.
    pub(crate) fn row(&mut self, cells: usize) -> Result<(), Unfit> {
        self.rows = self.rows.checked_sub(1).ok_or(Unfit::ManyRows)?;
        self.cells = self.cells.checked_sub(cells).ok_or(Unfit::ManyCells)?;
        Ok(())
    }
}

/// Reads the visible sheets of a workbook.
///
/// # Errors
/// [`Unfit`], at the first excess.
pub(crate) fn read(bytes: &[u8], findings: &Findings, limits: Limits) -> Result<Paper, Unfit> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => Unfit::Locked,
        _ => Unfit::Unreadable,
    })?;
    let sheets = book.sheets_metadata().to_vec();
    let (mut paper, mut room, mut broken) = (Paper::default(), Room::of(limits), true);
    for sheet in sheets {
        if sheet.visible != SheetVisible::Visible {
            paper.remarks.push(format!("Lembar {} tersembunyi dan tidak dibaca.", sheet.name));
            continue;
        }
        // A sheet of a drawing only, beside the tables.
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let cells = match cells(&mut book, &sheet.name, &mut room, limits) {
            Err(Unfit::Unreadable) => continue,
            other => other?,
        };
        broken = false;
        let rows = rows(cells, &mut room)?;
        let merged = merged(&mut book, &sheet.name)?;
        if !rows.is_empty() {
            paper.remarks.extend(hidden(findings, &sheet.name, &rows));
            paper.sheets.push(Sheet { name: sheet.name, rows, merged });
        }
    }
    match (paper.sheets.is_empty(), broken) {
        (true, true) => Err(Unfit::Unreadable),
        (true, false) => Err(Unfit::Nothing),
        _ => Ok(paper),
    }
}

/// A cell with its row and column.
pub(crate) type Placed = ((u32, u32), Cell);

/// The cells of a sheet that hold something; a place that stands twice comes twice, the later last.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, room: &mut Room, limits: Limits) -> Result<Vec<Placed>, Unfit> {
    let shown = shown(book, sheet)?;
    let mut idle = limits.cells.saturating_mul(IDLE);
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
    let mut cells: Vec<Placed> = Vec::new();
    while let Some(read) = reader.next_cell_with_formula_metadata().map_err(|_| Unfit::Unreadable)? {
        let formula = read.formula.is_some_and(|formula| says(&formula));
        if matches!(read.value, DataRef::Empty) && !formula {
            idle = idle.checked_sub(1).ok_or(Unfit::ManyCells)?;
            continue;
        }
        if place(read.pos.1) >= COLUMNS {
            return Err(Unfit::FarCell(format!(
                "{} di lembar {sheet}",
                cell_name((place(read.pos.0), place(read.pos.1)))
            )));
        }
        if cells.len() >= room.cells {
            return Err(Unfit::ManyCells);
        }
        room.text = room.text.checked_sub(length(&read.value)).ok_or(Unfit::LongTexts)?;
        let how = shown.get(&read.pos).copied().unwrap_or_default();
        cells.push((read.pos, Cell::of(&Data::from(read.value), how, formula)));
    }
    // They come in order from every spreadsheet, but nothing makes a file keep to it.
    if !cells.is_sorted_by_key(|(at, _)| *at) {
        cells.sort_by_key(|(at, _)| *at);
    }
    Ok(cells)
}

/// How the cells of a sheet are shown whose format makes people read another thing than the digits.
fn shown(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<HashMap<(u32, u32), Shown>, Unfit> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
    let code = |style: &calamine::Style| style.number_format.as_ref().map(|format| Shown::of(&format.format_code));
    let styles: Vec<Shown> = reader.styles().iter().map(|style| code(style).unwrap_or_default()).collect();
    let mut all = HashMap::new();
    while let Some((row, column, style)) = reader.next_style_id().map_err(|_| Unfit::Unreadable)? {
        let how = styles.get(style).copied().unwrap_or_default();
        // A sheet may be formatted to its last row: only what may hold something is remembered.
        if how != Shown::Plain && place(column) < COLUMNS && all.len() < 2_000_000 {
            all.insert((row, column), how);
        }
    }
    Ok(all)
}

/// Cells in their rows, each row to its last cell.
pub(crate) fn rows(cells: Vec<Placed>, room: &mut Room) -> Result<Vec<Row>, Unfit> {
    let mut rows: Vec<Row> = Vec::new();
    for ((row, column), cell) in cells {
        if cell.is_empty() {
            continue;
        }
        let (number, column) = (place(row) + 1, place(column));
        if rows.last().is_none_or(|row| row.number != number) {
            room.row(0)?;
            rows.push(Row { number, cells: Vec::new() });
        }
        let Some(row) = rows.last_mut() else { continue };
        let wider = (column + 1).saturating_sub(row.cells.len());
        room.cells = room.cells.checked_sub(wider).ok_or(Unfit::ManyCells)?;
        row.cells.resize(row.cells.len() + wider, Cell::default());
        if let Some(slot) = row.cells.get_mut(column) {
            *slot = cell;
        }
    }
    Ok(rows)
}

fn merged(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Merge>, Unfit> {
    let merged = book.merge_cells_by_sheet_name(sheet).map_err(|_| Unfit::Unreadable)?;
    if merged.len() > MERGED {
        return Err(Unfit::ManyCells);
    }
    let at = |(row, column): (u32, u32)| (place(row), place(column));
    Ok(merged.iter().map(|region| Merge { from: at(region.start), to: at(region.end) }).collect())
}

/// What is said of hidden rows and columns: they are read, and who sent the sheet did not see them.
pub(crate) fn hidden(findings: &Findings, sheet: &str, rows: &[Row]) -> Vec<String> {
    let Some(beside) = findings.beside(sheet) else { return Vec::new() };
    let mut remarks = Vec::new();
    let held: Vec<usize> =
        rows.iter().map(|row| row.number).filter(|row| beside.hidden_rows.contains(&(row - 1))).collect();
    if !held.is_empty() {
        remarks.push(format!("Lembar {sheet}: baris {} tersembunyi atau disaring, dan ikut dibaca.", spans(&held)));
    }
    let holds = |column: &&usize| rows.iter().any(|row| row.cells.get(**column).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<String> = beside.hidden_columns.iter().filter(holds).map(|column| column_name(*column)).collect();
    if !columns.is_empty() {
        remarks.push(format!("Lembar {sheet}: kolom {} tersembunyi, dan ikut dibaca.", columns.join(", ")));
    }
    remarks
}

pub(crate) fn place(number: u32) -> usize {
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
