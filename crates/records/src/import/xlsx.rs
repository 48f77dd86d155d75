//! XLSX files: the first sheet.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use kernel::Result;

use super::MAX_ROWS;
use super::table::{Cell, Table, refuse, too_many_rows};

/// The most bytes that a workbook may hold once unpacked.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
const MAX_PARTS: usize = 500;

/// Cells from the first corner to the farthest one that a sheet may span: a range holds the empty ones between too.
const MAX_CELLS: u64 = 10_000_000;

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

/// Reads a workbook's first sheet.
///
/// # Errors
/// What is no workbook, unpacks to far more than it should, or has too many rows.
pub(super) fn read(bytes: &[u8]) -> Result<Table> {
    unpacked_size(bytes)?;
    let unreadable =
        || refuse("Berkas XLSX tidak terbaca. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let sheet = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    if !within(&mut book, &sheet) {
        return Err(refuse("Berkas memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi."));
    }
    let range = book.worksheet_range(&sheet).map_err(|_| unreadable())?;
    let formulas = book.worksheet_formula(&sheet).map_err(|_| unreadable())?;
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

/// Refuses an archive that unpacks to far more than a table needs, counting real bytes and not promised ones.
fn unpacked_size(bytes: &[u8]) -> Result<()> {
    let unreadable = |_| refuse("Berkas ini bukan XLSX yang utuh. Simpan ulang dari Excel, lalu ulangi.");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(refuse("Berkas XLSX ini berisi terlalu banyak bagian. Salin tabelnya ke buku kerja baru."));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| refuse("Berkas ini bukan XLSX yang utuh. Simpan ulang dari Excel, lalu ulangi."))?;
        left = left.checked_sub(unpacked).ok_or_else(|| {
            refuse("Isi berkas XLSX ini jauh lebih besar daripada berkasnya dan ditolak. Salin tabelnya ke buku kerja baru.")
        })?;
    }
    Ok(())
}

fn head(data: &Data) -> String {
    match cell(data) {
        Cell::Text(text) | Cell::Number(text) => text,
        Cell::Empty | Cell::Formula => String::new(),
    }
}

fn cell(data: &Data) -> Cell {
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
