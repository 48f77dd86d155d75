//! CSV files: comma, semicolon or tab, in UTF-8.

use kernel::Result;

use super::table::{Cell, Table, is_formula, refuse, too_many_cells, too_many_rows};
use super::{Limits, MAX_ROWS};

/// Reads a CSV file.
///
/// # Errors
/// Text that is not UTF-8 (with its line), rows that cannot be parted, too many rows or cells.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Table> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|b| *b == b'\n').count();
        refuse(&format!(
            "Baris {line} berisi huruf yang bukan UTF-8. Simpan berkas sebagai \"CSV UTF-8\", lalu ulangi."
        ))
    })?;
    if text.chars().take(1000).any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(refuse("Berkas ini bukan CSV atau XLSX. Simpan tabel sebagai salah satunya, lalu ulangi."));
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|e| broken(&e))?;
    let too_many = || too_many_cells(limits);
    let mut left = limits.cells.checked_sub(heads.len()).ok_or_else(too_many)?;
    let heads = heads.iter().map(|head| head.trim().to_owned()).collect();
    let (mut table, mut record) = (Table { heads, rows: Vec::new() }, csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(|e| broken(&e))? {
        if record.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        if table.rows.len() == MAX_ROWS {
            return Err(too_many_rows());
        }
        left = left.checked_sub(record.len()).ok_or_else(too_many)?;
        let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or_default());
        table.rows.push((line, record.iter().map(cell).collect()));
    }
    Ok(table)
}

fn broken(error: &csv::Error) -> kernel::Problem {
    let line = error.position().map_or(0, csv::Position::line);
    refuse(&format!("Baris {line} tidak terbaca sebagai CSV. Periksa tanda kutip di baris itu."))
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() {
        Cell::Empty
    } else if is_formula(text) {
        Cell::Formula
    } else {
        Cell::Text(text.to_owned())
    }
}

/// The sign between columns: the one that parts the first line most often.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
    *[b';', b'\t', b','].iter().max_by_key(|sign| count(**sign)).unwrap_or(&b',')
}
