//! XLSX files: every sheet is a table.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use kernel::Result;

use super::{Grid, MAX_ROWS, refuse};
use crate::cell::Cell;

/// The most bytes that a workbook may hold once unpacked, and the most parts.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
const MAX_PARTS: usize = 500;

/// Reads all sheets of a workbook.
///
/// # Errors
/// What is no workbook, or unpacks to far more than a report holds.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Grid>> {
    let unreadable =
        || refuse(name, "tidak terbaca sebagai XLSX. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.");
    if !small_enough(bytes).ok_or_else(unreadable)? {
        return Err(refuse(
            name,
            "jauh lebih besar isinya daripada berkasnya. Salin tabelnya ke buku kerja baru, lalu ulangi.",
        ));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut grids = Vec::new();
    for sheet in book.sheet_names() {
        if !within(&mut book, &sheet) {
            return Err(refuse(name, "memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi."));
        }
        let Ok(range) = book.worksheet_range(&sheet) else { continue };
        let top = range.start().map_or(0, |(row, _)| usize::try_from(row).unwrap_or_default());
        let rows = range
            .rows()
            .take(MAX_ROWS + 1)
            .enumerate()
            .map(|(at, cells)| (top + at + 1, cells.iter().map(cell).collect::<Vec<_>>()))
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.text.is_empty()))
            .collect();
        grids.push(Grid { place: format!("lembar {sheet}"), caption: sheet, rows });
    }
    Ok(grids)
}

/// Cells from the first corner to the farthest one that a sheet may span: a range holds the empty ones between too.
const MAX_CELLS: u64 = 4_000_000;

/// Whether the cells of a sheet lie close enough together to be held as a range.
fn within(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(sheet) else { return true };
    let (mut bottom, mut right) = (0, 0);
    while let Ok(Some(cell)) = cells.next_cell() {
        let (row, column) = cell.get_position();
        (bottom, right) = (bottom.max(u64::from(row) + 1), right.max(u64::from(column) + 1));
    }
    bottom * right <= MAX_CELLS
}

/// Whether the archive unpacks to what a report may hold, counting real bytes and not promised ones.
fn small_enough(bytes: &[u8]) -> Option<bool> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MAX_PARTS {
        return Some(false);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).ok()?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).ok()?;
        let Some(rest) = left.checked_sub(unpacked) else { return Some(false) };
        left = rest;
    }
    Some(true)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Int(number) => Cell::read(&number.to_string()),
        Data::Float(number) => Cell::number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::read(text),
        Data::Bool(flag) => Cell::read(if *flag { "ya" } else { "tidak" }),
        Data::DateTime(when) => Cell::read(&when.as_datetime().map_or_else(String::new, |at| at.date().to_string())),
        Data::Empty | Data::Error(_) => Cell::read(""),
    }
}
