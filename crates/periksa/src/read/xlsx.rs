//! XLSX files: every sheet is a table.

use calamine::Data;
use kernel::Result;
use workbook::{Limits, Unfit};

use super::{Grid, Room, refuse};
use crate::cell::Cell;

/// Bytes of a workbook once unpacked, and of its texts.
const UNPACKED: u64 = 64 * 1024 * 1024;
const TEXT: usize = 8 * 1024 * 1024;

/// Reads all sheets of a workbook.
///
/// # Errors
/// What is no workbook, unpacks to far more than a report holds, or holds more than there is room for.
pub(super) fn read(name: &str, bytes: &[u8], room: &mut Room) -> Result<Vec<Grid>> {
    let refusal = |unfit| refuse(name, words(unfit));
    let limits = Limits { unpacked: UNPACKED, cells: room.cells(), text: TEXT };
    let mut book = workbook::open(bytes, limits).map_err(refusal)?;
    let mut grids = Vec::new();
    for sheet in book.sheets() {
        let cells = match book.cells(&sheet) {
            Ok(cells) => cells,
            // A sheet of a drawing only, beside the tables.
            Err(Unfit::Unreadable) => continue,
            Err(unfit) => return Err(refusal(unfit)),
        };
        let left = cells.iter().map(|cell| cell.column).min().unwrap_or_default();
        let mut grid = Grid { place: format!("lembar {sheet}"), caption: sheet, rows: Vec::new() };
        for (row, cells) in workbook::rows(&cells) {
            let mut line: Vec<Cell> = Vec::new();
            let width = cells.last().map_or(0, |cell| cell.column - left + 1);
            room.row(name, width)?;
            line.resize_with(width, || Cell::read(""));
            for read in cells {
                if let Data::String(text) = &read.data {
                    Room::text(name, text)?;
                }
                if let Some(slot) = line.get_mut(read.column - left) {
                    *slot = cell(&read.data);
                }
            }
            if line.iter().any(|cell| !cell.text.is_empty()) {
                grid.rows.push((row + 1, line));
            }
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn words(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Unreadable => "tidak terbaca sebagai XLSX. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.",
        Unfit::ManyParts | Unfit::Swollen => {
            "jauh lebih besar isinya daripada berkasnya. Salin tabelnya ke buku kerja baru, lalu ulangi."
        }
        Unfit::FarCell => "memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi.",
        Unfit::ManyCells => "memuat lebih dari 100.000 sel terisi. Ambil tabel laporannya saja, lalu ulangi.",
        Unfit::LongTexts => "memuat lebih dari 8 MB teks di sel-selnya. Ambil tabel laporannya saja, lalu ulangi.",
    }
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
