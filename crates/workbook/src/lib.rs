//! Opening XLSX files that come from outside: none may take more memory than a table needs.
//!
//! A workbook is an archive, so a small file can unpack to far more than it is; and a sheet with one cell in its farthest
//! corner is held, once read, with all the empty ones between. Both are refused before they are read.

use std::io::{Cursor, Read};

use calamine::{Data, Dimensions, Range, Reader, Xlsx};

/// The most bytes that a workbook may hold once unpacked.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// The most parts of its archive.
const MAX_PARTS: usize = 500;
/// Cells from the first corner to the farthest one that a sheet may span.
const MAX_CELLS: u64 = 10_000_000;

/// A workbook from outside.
pub type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Why a workbook or sheet is not read. The caller says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no whole workbook.
    Unreadable,
    /// It holds more parts than a workbook of tables has.
    ManyParts,
    /// It unpacks to far more than it should.
    Swollen,
    /// A cell lies too far from the others.
    FarCell,
}

/// Opens a workbook.
///
/// # Errors
/// [`Unfit`], but for [`Unfit::FarCell`], which is told of a sheet.
pub fn open(bytes: &[u8]) -> Result<Book<'_>, Unfit> {
    measure(bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)
}

/// Refuses an archive that unpacks to far more than a table needs, counting real bytes and not promised ones.
fn measure(bytes: &[u8]) -> Result<(), Unfit> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(Unfit::ManyParts);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Unfit::Unreadable)?;
        let name = part.name().map_err(|_| Unfit::Unreadable)?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let mut part = part.take(left + 1);
        let unpacked = if shared {
            let mut text = Vec::new();
            part.read_to_end(&mut text).map_err(|_| Unfit::Unreadable)?;
            kept(&text)?;
            text.len() as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Unfit::Unreadable)?
        };
        left = left.checked_sub(unpacked).ok_or(Unfit::Swollen)?;
    }
    Ok(())
}

/// Refuses shared texts of which more are promised than could stand in so many bytes. Memory is taken by the promise before any
/// text is read, so that a promise alone could end the process.
fn kept(text: &[u8]) -> Result<(), Unfit> {
    const PROMISE: &[u8] = b"uniqueCount";
    // Of text in two bytes a letter, every other one is nothing.
    let letters: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
    for at in letters.windows(PROMISE.len()).enumerate().filter(|(_, word)| *word == PROMISE).map(|(at, _)| at) {
        let after = letters.get(at + PROMISE.len()..).unwrap_or_default();
        let digits: Vec<u8> = after
            .iter()
            .copied()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"".contains(byte))
            .take_while(|byte| !byte.is_ascii_whitespace() && !b"'\"/>".contains(byte))
            .collect();
        let promised = String::from_utf8(digits).ok().and_then(|digits| digits.parse::<usize>().ok());
        if promised.is_none_or(|promised| promised > text.len()) {
            return Err(Unfit::Swollen);
        }
    }
    Ok(())
}

/// The cells of a sheet.
///
/// # Errors
/// [`Unfit::FarCell`], [`Unfit::Unreadable`].
pub fn cells(book: &mut Book<'_>, sheet: &str) -> Result<Range<Data>, Unfit> {
    {
        let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
        let mut span = Span::default();
        while let Some(cell) = reader.next_cell().map_err(|_| Unfit::Unreadable)? {
            span.reach(cell.get_position())?;
        }
    }
    book.worksheet_range(sheet).map_err(|_| Unfit::Unreadable)
}

/// The formulas of a sheet, where its cells have any.
///
/// # Errors
/// As [`cells`].
pub fn formulas(book: &mut Book<'_>, sheet: &str) -> Result<Range<String>, Unfit> {
    {
        let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| Unfit::Unreadable)?;
        let mut span = Span::default();
        while let Some(cell) = reader.next_formula().map_err(|_| Unfit::Unreadable)? {
            span.reach(cell.get_position())?;
        }
    }
    book.worksheet_formula(sheet).map_err(|_| Unfit::Unreadable)
}

/// The merged regions of a sheet: first and last row and column, from 0.
///
/// # Errors
/// [`Unfit::Unreadable`].
pub fn merged(book: &mut Book<'_>, sheet: &str) -> Result<Vec<Dimensions>, Unfit> {
    book.merge_cells_by_sheet_name(sheet).map_err(|_| Unfit::Unreadable)
}

/// How far the cells reach from the first corner.
#[derive(Default)]
struct Span {
    rows: u64,
    columns: u64,
}

impl Span {
    fn reach(&mut self, (row, column): (u32, u32)) -> Result<(), Unfit> {
        self.rows = self.rows.max(u64::from(row) + 1);
        self.columns = self.columns.max(u64::from(column) + 1);
        if self.rows * self.columns > MAX_CELLS { Err(Unfit::FarCell) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    fn book(write: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        write(book.add_worksheet().set_name("Satu").unwrap());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_cell_in_the_farthest_corner_is_refused_before_it_is_held() {
        let far = book(|sheet| {
            sheet.write_string(0, 0, "nama").unwrap();
            sheet.write_string(1_048_575, 16_383, "jauh").unwrap();
        });
        assert_eq!(cells(&mut open(&far).unwrap(), "Satu").unwrap_err(), Unfit::FarCell);
        let formula = book(|sheet| {
            sheet.write_formula(1_048_575, 16_383, "=1+1").unwrap();
        });
        assert_eq!(formulas(&mut open(&formula).unwrap(), "Satu").unwrap_err(), Unfit::FarCell);
    }

    #[test]
    fn texts_that_are_promised_and_not_there_are_refused() {
        let table = book(|sheet| {
            sheet.write_string(0, 0, "nama").unwrap();
        });
        assert!(open(&table).is_ok());
        for promise in ["99999999999", "18446744073709551615", "+99999999999", "&#57;"] {
            let mut archive = zip::ZipArchive::new(Cursor::new(table.as_slice())).unwrap();
            let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
                part.read_to_string(&mut text).unwrap();
                let told = text.replace("uniqueCount=\"1\"", &format!("uniqueCount = '{promise}'"));
                assert!(told != text || !name.ends_with("sharedStrings.xml"));
                out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
                std::io::Write::write_all(&mut out, told.as_bytes()).unwrap();
            }
            let swollen = out.finish().unwrap().into_inner();
            assert_eq!(open(&swollen).err(), Some(Unfit::Swollen), "{promise}");
        }
    }

    #[test]
    fn a_table_is_read_and_other_files_are_not() {
        let table = book(|sheet| {
            sheet.write_string(2, 1, "nama").unwrap();
            sheet.write_number(3, 1, 7).unwrap();
        });
        let range = cells(&mut open(&table).unwrap(), "Satu").unwrap();
        assert_eq!((range.start(), range.end()), (Some((2, 1)), Some((3, 1))));
        assert_eq!(open(b"nama;umur\n").err(), Some(Unfit::Unreadable));
        assert_eq!(open(&table[..table.len() / 2]).err(), Some(Unfit::Unreadable));
    }
}
