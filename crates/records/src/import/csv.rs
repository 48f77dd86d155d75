//! CSV files: comma, semicolon or tab, in UTF-8.

use kernel::Result;

use super::table::{Cell, Table, is_formula, refuse, too_many_cells, too_many_rows};
use super::{Limits, MAX_ROWS};

/// Reads a CSV file.
///
/// # Errors
/// Text that is not UTF-8 (with its line), rows that cannot be split, too many rows or cells.
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
    let sign = delimiter(text);
    if let Some(line) = unclosed(text, sign) {
        return Err(refuse(&format!(
            "Tanda kutip yang dibuka di baris {line} tidak pernah ditutup, sehingga semua baris sesudahnya tertelan. Tutup atau hapus \
             tanda kutip itu, lalu ulangi."
        )));
    }
    let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
    let mut reader = csv::ReaderBuilder::new().delimiter(sign).flexible(true).from_reader(text.as_bytes());
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
        let line = record.position().map_or(0, |place| lines.at(usize::try_from(place.byte()).unwrap_or_default()));
        table.rows.push((line, record.iter().map(cell).collect()));
    }
    Ok(table)
}

/// The lines of a text as editors and Excel count them, whatever ends them. Asked for in the order of the text.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which the first thing behind a byte stands.
    fn at(&mut self, byte: usize) -> usize {
        let ends = |byte: usize| matches!(self.text.get(byte), Some(b'\r' | b'\n'));
        let place = (byte..self.text.len()).find(|byte| !ends(*byte)).unwrap_or(byte);
        for at in self.byte..place {
            let lone = self.text.get(at) == Some(&b'\r') && self.text.get(at + 1) != Some(&b'\n');
            self.line += usize::from(lone || self.text.get(at) == Some(&b'\n'));
        }
        self.byte = self.byte.max(place);
        self.line
    }
}

/// The line on which a quote opens that never closes.
fn unclosed(text: &str, sign: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut closed, mut begins) = (None, None, true);
    for (at, byte) in bytes.iter().enumerate() {
        match (open, *byte) {
            (Some(_), b'"') => (open, closed) = (None, Some(at)),
            // Two quotes within quotes mean one: closing and opening again amounts to the same. Within other text they mean nothing.
            (None, b'"') if begins || closed.is_some_and(|last| last + 1 == at) => open = Some(at),
            _ => {}
        }
        begins = open.is_none() && (*byte == sign || matches!(byte, b'\r' | b'\n'));
    }
    open.map(|at| Lines { text: bytes, byte: 0, line: 1 }.at(at))
}

fn broken(error: &csv::Error) -> kernel::Problem {
    let line = error.position().map_or(0, csv::Position::line);
    refuse(&format!("Baris {line} tidak terbaca sebagai CSV. Periksa tanda kutip di baris itu."))
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    // By this a spreadsheet keeps the zeros of a number in a CSV: ="0812".
    let plain = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('"'));
    if let Some(plain) = plain {
        return Cell::Text(plain.to_owned());
    }
    if text.is_empty() {
        Cell::Empty
    } else if is_formula(text) {
        Cell::Formula
    } else {
        Cell::Text(text.to_owned())
    }
}

/// The column separator: the one that occurs most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
    *[b';', b'\t', b','].iter().max_by_key(|sign| count(**sign)).unwrap_or(&b',')
}
