//! A file of either type as a table of cells.

use kernel::{Problem, Result};

use super::{Limits, MAX_ROWS, csv, xlsx};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, or a date in ISO form.
    Text(String),
    /// A number that the spreadsheet stores as a number, so only its first 15 digits are certain.
    Number(String),
    /// A formula.
    Formula,
}

/// A table: its heads, and its rows with the line or row number of each in the file.
#[derive(Debug, Default)]
pub struct Table {
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<(usize, Vec<Cell>)>,
}

/// Reads a file by its content, not by its name.
///
/// # Errors
/// [`Problem::Malformed`] saying what is wrong with the file and what to do.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Table> {
    let table = match bytes {
        [] => return Err(refuse("Berkas kosong.")),
        [b'P', b'K', 3, 4, ..] => xlsx::read(bytes, limits)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            return Err(refuse("Ini berkas Excel lama (.xls) atau berkas bersandi. Simpan sebagai .xlsx tanpa sandi."));
        }
        [b'%', b'P', b'D', b'F', ..] => {
            return Err(refuse("Ini berkas PDF. Impor hanya menerima CSV dan XLSX."));
        }
        _ if is_page(bytes) => {
            return Err(refuse(
                "Berkas ini halaman web (HTML), bukan tabel. Buka di Excel, lalu simpan sebagai .xlsx.",
            ));
        }
        _ => csv::read(bytes, limits)?,
    };
    if table.heads.iter().all(String::is_empty) {
        return Err(refuse("Baris pertama harus berisi nama kolom. Unduh contoh kolom dengan --template."));
    }
    Ok(table)
}

/// Whether a file is a web page: other systems write tables as one and name it `.xls`.
fn is_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    start.starts_with('<') && ["<html", "<table", "<!doctype", "<head"].iter().any(|tag| start.contains(tag))
}

pub(super) fn refuse(detail: &str) -> Problem {
    Problem::Malformed(detail.to_owned())
}

pub(super) fn too_many_rows() -> Problem {
    let most = kernel::figure::whole(i64::try_from(MAX_ROWS).unwrap_or_default());
    refuse(&format!("Berkas berisi lebih dari {most} baris. Bagi menjadi beberapa berkas, lalu impor satu per satu."))
}

/// The error for a table with too many cells.
pub(super) fn too_many_cells(limits: Limits) -> Problem {
    let most = kernel::figure::whole(i64::try_from(limits.cells).unwrap_or_default());
    refuse(&format!("Berkas memuat lebih dari {most} sel terisi. Salin tabelnya saja ke berkas baru, lalu ulangi."))
}

/// The error for a table with too much text.
pub(super) fn too_long_texts(limits: Limits) -> Problem {
    let most = limits.text / (1024 * 1024);
    refuse(&format!(
        "Teks dalam sel-selnya bersama-sama lebih dari {most} MB. Salin tabelnya saja ke berkas baru, lalu ulangi."
    ))
}

/// Whether a text is a formula. A remark may begin with a dash or an at sign: what goes out again is made text there.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '＝'])
}
