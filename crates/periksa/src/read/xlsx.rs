//! XLSX files: every sheet is a table.

use calamine::{Data, Reader};
use kernel::Result;
use workbook::Unfit;

use super::{Grid, MAX_ROWS, refuse};
use crate::cell::Cell;

/// Reads all sheets of a workbook.
///
/// # Errors
/// What is no workbook, or unpacks to far more than a report holds.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Grid>> {
    let mut book = workbook::open(bytes).map_err(|unfit| refuse(name, words(unfit)))?;
    let mut grids = Vec::new();
    for sheet in book.sheet_names() {
        let range = match workbook::cells(&mut book, &sheet) {
            Ok(range) => range,
            // A sheet of a drawing only, beside the tables.
            Err(Unfit::Unreadable) => continue,
            Err(unfit) => return Err(refuse(name, words(unfit))),
        };
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

fn words(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Unreadable => "tidak terbaca sebagai XLSX. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.",
        Unfit::ManyParts | Unfit::Swollen => {
            "jauh lebih besar isinya daripada berkasnya. Salin tabelnya ke buku kerja baru, lalu ulangi."
        }
        Unfit::FarCell => "memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi.",
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
