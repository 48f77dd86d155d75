//! XLSX files: every visible sheet.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata};

use crate::cell::Shown;
use crate::findings::{Beside, Findings};
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

/// The sheets that people see, without those of a drawing or a macro only; hidden ones are told.
pub(crate) fn visible(all: &[calamine::Sheet], paper: &mut Paper) -> Vec<calamine::Sheet> {
    let (seen, hidden): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    let told = |sheet: &calamine::Sheet| format!("Lembar {} tersembunyi dan tidak dibaca.", sheet.name);
    paper.remarks.extend(hidden.iter().map(told));
    seen
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
    let (mut paper, mut room, mut broken) = (Paper::default(), Room::of(limits), true);
    for sheet in visible(book.sheets_metadata(), &mut paper) {
        let (cells, struck) = match cells(&mut book, &sheet.name, &mut room, limits) {
            Err(Unfit::Unreadable) => {
                paper.remarks.push(unreadable(&sheet.name));
                continue;
            }
            other => other?,
        };
        broken = false;
        let rows = rows(cells, &mut room)?;
        let merged = merged(&mut book, &sheet.name)?;
        if !rows.is_empty() {
            paper.remarks.extend(
                findings.beside(&sheet.name).map(|beside| hidden(beside, &sheet.name, &rows)).unwrap_or_default(),
            );
            paper.remarks.extend(crossed_out(&sheet.name, &struck));
            paper.sheets.push(Sheet { name: sheet.name, rows, merged, begins: Vec::new() });
        }
    }
    paper.remarks.extend(findings.notes());
    match (paper.sheets.is_empty(), broken) {
        (true, true) => Err(Unfit::Unreadable),
        (true, false) => Err(Unfit::Nothing),
        _ => Ok(paper),
    }
}

/// A cell with its row and column.
pub(crate) type Placed = ((u32, u32), Cell);

/// A cell as the workbook keeps it: its value, and whether a formula stands behind it.
type Kept = ((u32, u32), Data, bool);

/// The cells of a sheet that hold something; a place that stands twice comes twice, the later last. And the rows of those that are
/// crossed out.
fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    room: &mut Room,
    limits: Limits,
) -> Result<(Vec<Placed>, Vec<usize>), Unfit> {
    let kept = kept(book, sheet, room, limits)?;
    let looks = looks(book, sheet, &kept)?;
    let struck = kept.iter().zip(&looks).filter(|(_, look)| look.struck).map(|((at, ..), _)| place(at.0) + 1);
    let mut struck: Vec<usize> = struck.collect();
    struck.dedup();
    let cell = |((at, data, formula), look): (Kept, Look)| (at, Cell::of(&data, look.shown, formula));
    Ok((kept.into_iter().zip(looks).map(cell).collect(), struck))
}

/// How a cell looks, as far as it makes people read another thing than what is kept in it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    shown: Shown,
    /// Whether what it says is crossed out.
    struck: bool,
}

fn kept(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, room: &mut Room, limits: Limits) -> Result<Vec<Kept>, Unfit> {
    let mut idle = limits.cells.saturating_mul(IDLE);
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
    let mut cells: Vec<Kept> = Vec::new();
    while let Some(read) = reader.next_cell_with_formula_metadata().map_err(|_| Unfit::Unreadable)? {
        let formula = read.formula.is_some_and(|formula| says(&formula));
        if matches!(read.value, DataRef::Empty) && !formula {
            idle = idle.checked_sub(1).ok_or(Unfit::ManyCells)?;
            continue;
        }
        let (row, column) = (place(read.pos.0), place(read.pos.1));
        if column >= COLUMNS {
            return Err(Unfit::FarCell(format!("{} di lembar {sheet}", cell_name((row, column)))));
        }
        if cells.len() >= room.cells {
            return Err(Unfit::ManyCells);
        }
        room.text = room.text.checked_sub(length(&read.value)).ok_or(Unfit::LongTexts)?;
        cells.push((read.pos, Data::from(read.value), formula));
    }
    // They come in order from every spreadsheet, but nothing makes a file keep to it.
    if !cells.is_sorted_by_key(|(at, ..)| *at) {
        cells.sort_by_key(|(at, ..)| *at);
    }
    Ok(cells)
}

/// How each of the cells looks. A sheet may be formatted to its last row: only cells that hold something are remembered.
fn looks(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, cells: &[Kept]) -> Result<Vec<Look>, Unfit> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
    let look = |style: &calamine::Style| Look {
        shown: style.number_format.as_ref().map(|format| Shown::of(&format.format_code)).unwrap_or_default(),
        struck: style.font.as_ref().is_some_and(|font| font.strikethrough),
    };
    let styles: Vec<Look> = reader.styles().iter().map(look).collect();
    let mut all = vec![Look::default(); cells.len()];
    while let Some((row, column, style)) = reader.next_style_id().map_err(|_| Unfit::Unreadable)? {
        let look = styles.get(style).copied().filter(|look| *look != Look::default());
        let at = look.and_then(|_| cells.binary_search_by_key(&(row, column), |(at, ..)| *at).ok());
        if let (Some(look), Some(slot)) = (look, at.and_then(|at| all.get_mut(at))) {
            *slot = look;
        }
    }
    Ok(all)
}

/// What is said of rows that somebody crossed out: they are read.
pub(crate) fn crossed_out(sheet: &str, rows: &[usize]) -> Option<String> {
    let what = "berisi sel yang dicoret, dan ikut dibaca. Hapus barisnya bila memang batal.";
    (!rows.is_empty()).then(|| format!("Lembar {sheet}: baris {} {what}", spans(rows)))
}

/// What is said of a sheet that cannot be read, where others can.
pub(crate) fn unreadable(sheet: &str) -> String {
    format!("Lembar {sheet} rusak dan tidak dibaca. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.")
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
pub(crate) fn hidden(beside: &Beside, sheet: &str, rows: &[Row]) -> Vec<String> {
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
