//! A table as in a file or as pasted: all rows as text, including those above the heads.

use kernel::Result;
use workbook::Unfit;

use super::table::{Cell, refuse, too_many_cells, too_many_rows};
use super::xlsx::{cell, words};
use super::{MAX_ROWS, SENT};

/// Cells that a spreadsheet shows as one. Rows and columns count from 0; the last ones are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row and column.
    pub from: (usize, usize),
    /// Last row and column.
    pub to: (usize, usize),
}

/// The rows of a table. A formula becomes `=`. A number with more digits than a spreadsheet stores begins with `≈`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Text by row and column; rows may be of different length.
    pub rows: Vec<Vec<String>>,
    /// Merged cells.
    pub merged: Vec<Merge>,
}

/// Reads a file by its content: XLSX (its first sheet) or CSV.
///
/// # Errors
/// [`kernel::Problem::Malformed`] saying what is wrong with the file and what to do.
pub fn grid(bytes: &[u8]) -> Result<Grid> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            Err(refuse("Ini berkas Excel lama (.xls) atau berkas bersandi. Simpan sebagai .xlsx tanpa sandi."))
        }
        [b'%', b'P', b'D', b'F', ..] => {
            Err(refuse("Ini berkas PDF. Manifes dibaca dari CSV atau XLSX, atau ditempel dari Excel."))
        }
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let text = std::str::from_utf8(bytes).map_err(|_| {
                refuse("Berkas ini bukan CSV UTF-8 atau XLSX. Simpan tabel sebagai salah satunya, lalu ulangi.")
            })?;
            pasted(text)
        }
    }
}

/// Reads text that was pasted from a spreadsheet, or CSV. Cells with line breaks are in quotes.
///
/// # Errors
/// As [`grid`].
pub fn pasted(text: &str) -> Result<Grid> {
    if text.chars().take(1000).any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(refuse("Ini bukan tabel. Salin tabelnya di Excel lalu tempel, atau simpan sebagai CSV atau XLSX."));
    }
    let text = text.trim_start_matches(['\r', '\n']);
    let sign = delimiter(text);
    // The reader only notices a row that is too wide after reading all of it.
    if text.bytes().filter(|byte| *byte == sign).count() > 2 * SENT.cells {
        return Err(too_many_cells(SENT));
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let (mut rows, mut record, mut left) = (Vec::new(), csv::StringRecord::new(), SENT.cells);
    loop {
        let began = reader.position().line();
        let more = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            refuse(&format!("Baris {line} tidak terbaca sebagai tabel. Periksa tanda kutip di baris itu."))
        })?;
        if !more {
            return Ok(Grid { rows, merged: Vec::new() });
        }
        // The reader skips empty lines, but in the sheet they are rows, and messages name rows by number.
        let taken = reader.position().line() - began;
        let own = 1 + record.iter().map(|text| text.matches('\n').count()).sum::<usize>();
        let empty = usize::try_from(taken).unwrap_or_default().saturating_sub(own);
        if rows.len() + empty >= MAX_ROWS {
            return Err(too_many_rows());
        }
        left = left.checked_sub(record.len()).ok_or_else(|| too_many_cells(SENT))?;
        rows.extend(std::iter::repeat_n(Vec::new(), empty));
        rows.push(record.iter().map(|text| text.trim().to_owned()).collect::<Vec<String>>());
    }
}

/// Rows as text that [`pasted`] reads back unchanged.
#[must_use]
pub fn lines(rows: &[Vec<String>]) -> String {
    let quoted = |text: &String| {
        if text.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    // A row without text would be skipped, and the rows below it would move up.
    let line = |row: &Vec<String>| {
        let line = row.iter().map(quoted).collect::<Vec<_>>().join("\t");
        if line.is_empty() { "\t".to_owned() } else { line }
    };
    let mut all: Vec<String> = rows.iter().map(line).collect();
    // Without any tab, a comma in a cell would be taken for the column separator.
    if let Some(first) = all.first_mut().filter(|first| !first.contains('\t')) {
        first.push('\t');
    }
    all.join("\n")
}

/// The column separator: a tab if there is one, else the more frequent of semicolon and comma.
fn delimiter(text: &str) -> u8 {
    let count = |sign: u8| text.bytes().take(4000).filter(|byte| *byte == sign).count();
    match (count(b'\t'), count(b';'), count(b',')) {
        (0, semicolons, commas) if semicolons >= commas && semicolons > 0 => b';',
        (0, _, commas) if commas > 0 => b',',
        _ => b'\t',
    }
}

fn workbook(bytes: &[u8]) -> Result<Grid> {
    let refusal = |unfit| words(unfit, SENT);
    let mut book = workbook::open(bytes, SENT).map_err(refusal)?;
    let sheet = book.sheets().first().cloned().ok_or_else(|| refusal(Unfit::Unreadable))?;
    let cells = book.cells(&sheet).map_err(refusal)?;
    let merged = book.merged(&sheet).map_err(refusal)?;
    let width = cells.iter().map(|cell| cell.column + 1).max().unwrap_or_default();
    if cells.last().is_some_and(|cell| cell.row >= MAX_ROWS) {
        return Err(too_many_rows());
    }
    let (mut rows, mut left): (Vec<Vec<String>>, usize) = (Vec::new(), SENT.cells);
    for (at, cells) in workbook::rows(&cells) {
        left = left.checked_sub(width).ok_or_else(|| too_many_cells(SENT))?;
        rows.resize(at, Vec::new());
        let mut row = vec![String::new(); width];
        for cell in cells {
            if let Some(slot) = row.get_mut(cell.column) {
                *slot = if cell.formula { "=".to_owned() } else { text(&cell.data) };
            }
        }
        rows.push(row);
    }
    let place = |(row, column): (u32, u32)| {
        (usize::try_from(row).unwrap_or_default(), usize::try_from(column).unwrap_or_default())
    };
    let merged = merged.iter().map(|region| Merge { from: place(region.start), to: place(region.end) }).collect();
    Ok(Grid { rows, merged })
}

/// A cell as text that marks a formula and an uncertain number.
fn text(data: &calamine::Data) -> String {
    match cell(data) {
        Cell::Empty => String::new(),
        Cell::Formula => "=".to_owned(),
        Cell::Number(text) if text.len() >= 16 => format!("≈{text}"),
        Cell::Text(text) | Cell::Number(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_comes_back_letter_by_letter() {
        let text = "Daftar\n\nNama\tCatatan\nSiti Contoh\t\"dua\nbaris, \"\"kutip\"\"\"\nBudi;Contoh\t-\n";
        let grid = pasted(text).unwrap();
        assert_eq!(grid.rows.len(), 5, "an empty line is a row of the sheet");
        assert_eq!(grid.rows[3][1], "dua\nbaris, \"kutip\"");
        let again = pasted(&lines(&grid.rows)).unwrap();
        assert_eq!((again.rows.len(), &again.rows[2..]), (5, &grid.rows[2..]));
        assert_eq!(pasted("a\tb\r\n\r\n\r\n1\t2").unwrap().rows[3], ["1", "2"]);
        assert_eq!(pasted("a;b\n1;2\n").unwrap().rows, [["a", "b"], ["1", "2"]]);
        let one = [["Nama".to_owned()].to_vec(), ["Siti Contoh, S.Pd".to_owned()].to_vec()];
        assert_eq!(pasted(&lines(&one)).unwrap().rows[1], ["Siti Contoh, S.Pd"]);
        assert!(pasted("\u{1}\u{2}").is_err());
    }
}
