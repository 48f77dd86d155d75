//! Workbooks and CSV: every sheet is a table.

use baca::{Limits, Made};
use kernel::{Problem, Result};

use super::{Grid, Room};
use crate::cell::Cell;

/// Bytes of a workbook once unpacked, and of its texts.
const UNPACKED: u64 = 64 * 1024 * 1024;
const TEXT: usize = 8 * 1024 * 1024;

/// Reads all sheets of a file, with what was passed over.
///
/// # Errors
/// What is no table, unpacks to far more than a report holds, or holds more than there is room for.
pub(super) fn read(name: &str, bytes: &[u8], room: &mut Room) -> Result<(Vec<Grid>, Vec<String>)> {
    let limits = Limits { unpacked: UNPACKED, cells: room.cells(), text: TEXT, rows: room.rows() };
    let words = |unfit: baca::Unfit| Problem::Malformed(unfit.words(&format!("Berkas {name}"), limits));
    let paper = baca::read(bytes, limits).map_err(words)?;
    // A file that is named as a workbook and is none was cut or is something else.
    let named = [".xlsx", ".xlsm", ".xls", ".ods"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    if named && paper.sheets.iter().any(|sheet| sheet.name.is_empty()) {
        return Err(words(baca::Unfit::Unreadable));
    }
    let mut grids = Vec::new();
    for sheet in paper.sheets {
        let place = if sheet.name.is_empty() { String::new() } else { format!("lembar {}", sheet.name) };
        let mut grid = Grid { place, caption: sheet.name, rows: Vec::new() };
        let left = sheet.rows.iter().filter_map(|row| row.filled().next()).map(|(column, _)| column).min();
        for row in sheet.rows {
            let cells = row.cells.get(left.unwrap_or_default()..).unwrap_or_default();
            room.row(name, cells.len())?;
            cells.iter().try_for_each(|cell| Room::text(name, &cell.text))?;
            grid.rows.push((row.number, cells.iter().map(cell).collect()));
        }
        grids.push(grid);
    }
    Ok((grids, paper.remarks))
}

fn cell(cell: &baca::Cell) -> Cell {
    match cell.number {
        Some(number) if cell.made != Made::Fault => Cell::number(number),
        _ => Cell::read(&cell.text),
    }
}
