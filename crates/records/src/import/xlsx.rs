//! XLSX files: the first sheet.

use calamine::Data;
use kernel::{Problem, Result};
use workbook::{Limits, Unfit};

use super::MAX_ROWS;
use super::table::{Cell, Table, refuse, too_long_texts, too_many_cells, too_many_rows};

/// Reads a workbook's first sheet.
///
/// # Errors
/// A file that is not a workbook, unpacks to far more than allowed, or has too many rows, cells or texts.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Table> {
    let cells = first_sheet(bytes, limits)?;
    let left = cells.iter().map(|cell| cell.column).min().unwrap_or_default();
    let (mut table, mut width, mut room) = (Table::default(), 0, limits.cells);
    for (at, (row, cells)) in workbook::rows(&cells).enumerate() {
        let mut line = Vec::new();
        for cell in cells {
            let place = cell.column - left;
            line.resize(line.len().max(place + 1), Cell::Empty);
            if let Some(slot) = line.get_mut(place) {
                *slot = if cell.formula && at > 0 { Cell::Formula } else { self::cell(&cell.data) };
            }
        }
        // The empty cells before a cell in a far column also take memory.
        room = room.checked_sub(line.len()).ok_or_else(|| too_many_cells(limits))?;
        width = width.max(line.len());
        if at == 0 {
            table.heads = line.into_iter().map(head).collect();
            continue;
        }
        if line.iter().all(|cell| *cell == Cell::Empty) {
            continue;
        }
        if table.rows.len() == MAX_ROWS {
            return Err(too_many_rows());
        }
        table.rows.push((row + 1, line));
    }
    table.heads.resize(width, String::new());
    Ok(table)
}

/// The cells of a workbook's first sheet.
///
/// # Errors
/// As [`read`].
fn first_sheet(bytes: &[u8], limits: Limits) -> Result<Vec<workbook::Cell>> {
    let refusal = |unfit| words(unfit, limits);
    let mut book = workbook::open(bytes, limits).map_err(refusal)?;
    let sheet = book.sheets().first().cloned().ok_or_else(|| refusal(Unfit::Unreadable))?;
    book.cells(&sheet).map_err(refusal)
}

pub(super) fn words(unfit: Unfit, limits: Limits) -> Problem {
    refuse(match unfit {
        Unfit::Unreadable => {
            "Berkas ini bukan XLSX yang utuh. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi."
        }
        Unfit::ManyParts => "Berkas XLSX ini berisi terlalu banyak bagian. Salin tabelnya ke buku kerja baru.",
        Unfit::Swollen => {
            "Isi berkas XLSX ini jauh lebih besar daripada berkasnya dan ditolak. Salin tabelnya ke buku kerja baru."
        }
        Unfit::FarCell => "Berkas memuat sel yang terlalu jauh dari tabelnya. Hapus sel itu, lalu ulangi.",
        Unfit::ManyCells => return too_many_cells(limits),
        Unfit::LongTexts => return too_long_texts(limits),
    })
}

fn head(cell: Cell) -> String {
    match cell {
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

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A table with one cell in each row, in the given column.
    fn thin(rows: u32, column: u16) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "nama").unwrap();
        for row in 1..=rows {
            sheet.write_string(row, column, "Contoh").unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn empty_cells_before_a_far_one_count() {
        let limits = Limits { unpacked: 8 * 1024 * 1024, cells: 10_000, text: 1024 * 1024 };
        assert_eq!(read(&thin(300, 30), limits).unwrap().rows.len(), 300);
        let Err(Problem::Malformed(refusal)) = read(&thin(300, 900), limits) else { panic!("read") };
        assert!(refusal.contains("10.000"), "{refusal}");
    }
}
