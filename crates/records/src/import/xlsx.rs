//! XLSX files: the first sheet.

use calamine::{Data, Reader};
use kernel::{Problem, Result};
use workbook::Unfit;

use super::MAX_ROWS;
use super::table::{Cell, Table, refuse, too_many_rows};

/// Reads a workbook's first sheet.
///
/// # Errors
/// What is no workbook, unpacks to far more than it should, or has too many rows.
pub(super) fn read(bytes: &[u8]) -> Result<Table> {
    let mut book = workbook::open(bytes).map_err(words)?;
    let sheet = book.sheet_names().first().cloned().ok_or_else(|| words(Unfit::Unreadable))?;
    let range = workbook::cells(&mut book, &sheet).map_err(words)?;
    let formulas = workbook::formulas(&mut book, &sheet).map_err(words)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = range.rows().enumerate();
    let heads = rows.next().map(|(_, cells)| cells.iter().map(head).collect()).unwrap_or_default();
    let mut table = Table { heads, rows: Vec::new() };
    for (index, cells) in rows {
        let index = u32::try_from(index).unwrap_or_default();
        let row = top + index;
        let cells: Vec<Cell> = cells
            .iter()
            .enumerate()
            .map(|(column, data)| {
                let at = (row, left + u32::try_from(column).unwrap_or_default());
                let formula = formulas.get_value(at).is_some_and(|f| !f.is_empty());
                if formula { Cell::Formula } else { cell(data) }
            })
            .collect();
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            continue;
        }
        if table.rows.len() == MAX_ROWS {
            return Err(too_many_rows());
        }
        table.rows.push((usize::try_from(row).unwrap_or_default() + 1, cells));
    }
    Ok(table)
}

pub(super) fn words(unfit: Unfit) -> Problem {
    refuse(match unfit {
        Unfit::Unreadable => {
            "Berkas ini bukan XLSX yang utuh. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi."
        }
        Unfit::ManyParts => "Berkas XLSX ini berisi terlalu banyak bagian. Salin tabelnya ke buku kerja baru.",
        Unfit::Swollen => {
            "Isi berkas XLSX ini jauh lebih besar daripada berkasnya dan ditolak. Salin tabelnya ke buku kerja baru."
        }
        Unfit::FarCell => "Berkas memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi.",
    })
}

fn head(data: &Data) -> String {
    match cell(data) {
        Cell::Text(text) | Cell::Number(text) => text,
        Cell::Empty | Cell::Formula => String::new(),
    }
}

pub(super) fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            let text = text.trim();
            if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
        }
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(number.to_string().replace('.', ",")),
        Data::Bool(flag) => Cell::Text(if *flag { "ya" } else { "tidak" }.to_owned()),
        Data::DateTime(when) => when.as_datetime().map_or(Cell::Empty, |at| Cell::Text(at.date().to_string())),
        Data::Error(error) => Cell::Text(error.to_string()),
    }
}
