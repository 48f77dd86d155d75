//! Tables as files for Excel: workbooks with numbers and days as such, CSV as text in which nothing is a formula.

use kernel::{Problem, Result};
use rust_xlsxwriter::{Workbook, Worksheet};

pub use crate::cell::Cell;
use crate::cell::Looks;

/// Characters with which a formula begins, including wide and small forms, which some programs treat the same; and the pipe of
/// a command.
const FORMULA: [char; 14] = ['=', '+', '-', '@', '|', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−'];

/// Invisible characters, which a program may ignore before it looks for a formula.
fn unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Makes text that no spreadsheet takes for a formula. Numbers stay numbers.
fn plain(text: &str) -> String {
    let bare = text.trim_start_matches(unseen);
    let breaks = text.trim_start_matches('\u{feff}').starts_with(['\t', '\r', '\n']);
    let number = kernel::figure::parse(text).is_some();
    if !number && (breaks || bare.starts_with(FORMULA)) { format!("'{text}") } else { text.to_owned() }
}

/// A table as CSV for Excel: with semicolons, and a mark for UTF-8 (BOM).
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn csv<R: AsRef<[Cell]>>(header: &[&str], rows: &[R]) -> Result<Vec<u8>> {
    filled(Writing::csv(header)?, rows)
}

/// A table as a workbook of one sheet.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn xlsx<R: AsRef<[Cell]>>(name: &str, header: &[&str], rows: &[R]) -> Result<Vec<u8>> {
    filled(Writing::xlsx(name, header)?, rows)
}

fn filled<R: AsRef<[Cell]>>(mut file: Writing, rows: &[R]) -> Result<Vec<u8>> {
    rows.iter().try_for_each(|row| file.row(row.as_ref()))?;
    file.finish()
}

/// A table that is being written, row by row.
pub struct Writing(Format);

enum Format {
    Csv(Box<csv::Writer<Vec<u8>>>),
    Xlsx(Box<Workbook>, u32, Box<Looks>),
}

impl Writing {
    /// A table as CSV, see [`csv`].
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be built.
    pub fn csv(header: &[&str]) -> Result<Self> {
        let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(b"\xEF\xBB\xBF".to_vec());
        out.write_record(header).map_err(Problem::internal)?;
        Ok(Self(Format::Csv(Box::new(out))))
    }

    /// A table as a workbook of one sheet.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be built.
    pub fn xlsx(name: &str, header: &[&str]) -> Result<Self> {
        let mut book = Workbook::new();
        let looks = Looks::new();
        begin(book.add_worksheet(), name, header, &looks)?;
        Ok(Self(Format::Xlsx(Box::new(book), 0, Box::new(looks))))
    }

    /// Writes one more row.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be built.
    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        match &mut self.0 {
            Format::Csv(out) => {
                out.write_record(cells.iter().map(|cell| plain(&cell.text()))).map_err(Problem::internal)
            }
            Format::Xlsx(book, at, looks) => {
                *at += 1;
                row(book.worksheet_from_index(0).map_err(Problem::internal)?, *at, cells, looks)
            }
        }
    }

    /// The file.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be built.
    pub fn finish(self) -> Result<Vec<u8>> {
        match self.0 {
            Format::Csv(out) => out.into_inner().map_err(|error| Problem::internal(error.to_string())),
            Format::Xlsx(mut book, ..) => {
                end(book.worksheet_from_index(0).map_err(Problem::internal)?)?;
                book.save_to_buffer().map_err(Problem::internal)
            }
        }
    }
}

/// Names a sheet and writes the heads of its columns.
fn begin(sheet: &mut Worksheet, name: &str, header: &[&str], looks: &Looks) -> Result<()> {
    sheet.set_name(name).map_err(Problem::internal)?;
    for (column, text) in (0u16..).zip(header) {
        sheet.write_string_with_format(0, column, *text, &looks.head).map_err(Problem::internal)?;
    }
    Ok(())
}

fn row(sheet: &mut Worksheet, at: u32, cells: &[Cell], looks: &Looks) -> Result<()> {
    for (column, cell) in (0u16..).zip(cells) {
        cell.write(sheet, (at, column), looks).map_err(Problem::internal)?;
    }
    Ok(())
}

fn end(sheet: &mut Worksheet) -> Result<()> {
    sheet.set_freeze_panes(1, 0).map_err(Problem::internal)?;
    sheet.autofit();
    Ok(())
}

/// A sheet of a workbook: its name, the heads of its columns, its rows.
pub type Sheet<'a, R> = (&'a str, &'a [&'a str], &'a [R]);

/// Tables as a workbook, each on a sheet of its own.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn book<R: AsRef<[Cell]>>(sheets: &[Sheet<'_, R>]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    for (name, header, rows) in sheets {
        let sheet = book.add_worksheet();
        begin(sheet, name, header, &looks)?;
        for (at, cells) in (1u32..).zip(*rows) {
            row(sheet, at, cells.as_ref(), &looks)?;
        }
        end(sheet)?;
    }
    book.save_to_buffer().map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for formula in [
            "=1+1",
            "@SUM(A1)",
            "+62811",
            "-2+3+cmd|' /C calc'!A0",
            "-",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            "﹦1",
            "−1",
            "|calc",
            "\u{feff}=1",
            "\u{feff}\u{feff} =1",
            "\n=1",
            "\r\n=1",
            "\t=1",
            "\nteks",
            "\u{feff}\tteks",
            " =1",
            "\u{a0}\u{3000}=1",
            "\u{200b}=1",
            "\0=1",
            " ＝1",
            " |calc",
        ] {
            assert_eq!(plain(formula), format!("'{formula}"), "{formula:?}");
        }
        for text in ["-3", "-1.904,5", " -3", "79,49", "Siti Contoh", "a=1", " Siti", "", " ", "1 | 2", "'=1", "—"] {
            assert_eq!(plain(text), text, "{text:?}");
        }
        let bytes = csv(&["a"], &[vec![Cell::from("=x")]]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}a\n'=x\n");
    }
}
