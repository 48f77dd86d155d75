//! The reading room: every file, workbook and pasted table from outside becomes rows of what people see there, each with its
//! place. What was passed over is said; nothing takes more memory than a table needs.
//!
//! Those who read a table from it (imports, manifests, lists of numbers, the check of reports) decide what a column means. That
//! a cell is empty, failed, a formula, a date or a rounded number is decided here, once.

mod archive;
mod biff;
pub mod blanks;
mod cell;
mod csv;
mod docx;
mod encoding;
mod findings;
mod legacy;
mod ods;
mod paper;
mod table;
mod unfit;
mod xlsx;

pub use cell::{Cell, Made};
pub use csv::pasted;
pub use docx::{Piece, document, is_document};
pub use encoding::decode;
pub use paper::{Merge, Paper, Row, Sheet, cell_name, column_name};
pub use table::{Table, table, tables};
pub use unfit::Unfit;

/// The most columns that a sheet may reach over.
pub const COLUMNS: usize = 1_000;
/// The most merged regions of a sheet.
pub const MERGED: usize = 5_000;
/// How many cells without content may stand beside each that may have some, before a sheet is not looked through any further.
const IDLE: usize = 20;

/// What a file may hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Bytes of all parts of a workbook once unpacked.
    pub unpacked: u64,
    /// Cells that hold something, on all sheets together; and rows are as wide as their last.
    pub cells: usize,
    /// Bytes of the texts in them.
    pub text: usize,
    /// Rows that hold something, on all sheets together.
    pub rows: usize,
}

/// Reads a file by its content, never by its name.
///
/// # Errors
/// [`Unfit`], which says what to do.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Paper, Unfit> {
    match bytes {
        _ if bytes.iter().all(u8::is_ascii_whitespace) => Err(Unfit::Nothing),
        [b'P', b'K', 3, 4, ..] => {
            let findings = archive::look(bytes, limits)?;
            if findings.is_ods() { ods::read(bytes, &findings, limits) } else { xlsx::read(bytes, &findings, limits) }
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => legacy::read(bytes, limits),
        [b'%', b'P', b'D', b'F', ..] => Err(Unfit::Pdf),
        _ if is_page(bytes) => Err(Unfit::Page),
        _ => csv::read(bytes, limits),
    }
}

/// Whether a file is a web page: other systems write tables as one and name it `.xls`.
fn is_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let tags = ["<?xml", "<html", "<table", "<!doctype", "<head"];
    // Excel's own single web page begins as a mail does.
    start.starts_with("mime-version:") || start.starts_with('<') && tags.iter().any(|tag| start.contains(tag))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
