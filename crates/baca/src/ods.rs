//! ODS files, as `LibreOffice` writes them.

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader};

use crate::cell::Shown;
use crate::findings::Findings;
use crate::xlsx::{Placed, Room, hidden, rows, visible};
use crate::{COLUMNS, Cell, Limits, Paper, Sheet, Unfit, cell_name};

/// Reads the visible sheets. That its repetitions fit into memory was looked at before.
///
/// # Errors
/// [`Unfit`].
pub(crate) fn read(bytes: &[u8], findings: &Findings, limits: Limits) -> Result<Paper, Unfit> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => Unfit::Locked,
        _ => Unfit::Unreadable,
    })?;
    let (mut paper, mut room) = (Paper::default(), Room::of(limits));
    for sheet in visible(book.sheets_metadata(), &mut paper) {
        let values = book.worksheet_range(&sheet.name).map_err(|_| Unfit::Unreadable)?;
        let formulas = book.worksheet_formula(&sheet.name).map_err(|_| Unfit::Unreadable)?;
        let beside = findings.beside(&sheet.name).cloned().unwrap_or_default();
        let shown = |row: usize, column: usize| {
            if beside.percents.contains(&(row, column)) { Shown::Percent } else { Shown::Plain }
        };
        let cells = cells(&sheet.name, &values, &formulas, shown)?;
        let rows = rows(cells, &mut room)?;
        if !rows.is_empty() {
            paper.remarks.extend(hidden(&beside, &sheet.name, &rows));
            paper.sheets.push(Sheet { name: sheet.name, rows, merged: beside.merged, begins: Vec::new() });
        }
    }
    paper.remarks.extend(findings.notes());
    if paper.sheets.is_empty() { Err(Unfit::Nothing) } else { Ok(paper) }
}

/// The cells of a range that hold something, row by row.
///
/// # Errors
/// [`Unfit::FarCell`].
pub(crate) fn cells(
    sheet: &str,
    values: &Range<Data>,
    formulas: &Range<String>,
    shown: impl Fn(usize, usize) -> Shown,
) -> Result<Vec<Placed>, Unfit> {
    let (top, left) = values.start().unwrap_or_default();
    let mut cells = Vec::new();
    for (row, column, data) in values.used_cells() {
        let at = (top.saturating_add(number(row)), left.saturating_add(number(column)));
        let (row, column) = (crate::xlsx::place(at.0), crate::xlsx::place(at.1));
        if column >= COLUMNS {
            return Err(Unfit::FarCell(format!("{} di lembar {sheet}", cell_name((row, column)))));
        }
        let formula = formulas.get_value(at).is_some_and(|formula| !formula.is_empty());
        cells.push((at, Cell::of(data, shown(row, column), formula)));
    }
    Ok(cells)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
