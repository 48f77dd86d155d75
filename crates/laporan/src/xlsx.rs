//! The report as a workbook: each table on a sheet of its own with its charts, a chart that follows no table on one of its own, numbers as
//! numbers, and a sheet that traces every figure.

mod grafik;

use chrono::Datelike;
use kernel::{Day, Problem, Result};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::model::{Block, Cell, Chart, Column, Form, Number, Report, Table};

/// The sheet that traces the figures.
pub const TRACE: &str = "Asal angka";
/// The sheet of the one table without a number: the summary that the report begins with.
const BARE: &str = "Ringkasan";
/// The sheet of the numbers of a chart.
const DATA: &str = "Data";
/// The number of A4 among the sizes of paper.
const A4: u8 = 9;
/// The row of the heads of a table; its caption stands above.
const HEAD: u32 = 2;
/// How wide the first sheet is, in letters.
const COVER: u32 = 110;
/// The height of a line, in points, and how many lines a row may have in a spreadsheet.
const LINE: u32 = 15;
const MOST_LINES: u32 = 27;

struct Looks {
    title: Format,
    head: Format,
    text: Format,
    whole: Format,
    plain: Format,
    percent: Format,
    rupiah: Format,
}

impl Looks {
    fn new() -> Self {
        let like = |code: &str| Format::new().set_num_format(code).set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold(),
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            whole: like("#,##0"),
            plain: like("#,##0.00"),
            percent: like("0.00%"),
            rupiah: like("\"Rp\"\\ #,##0"),
        }
    }
}

/// A figure where it stands.
struct Placed {
    sheet: String,
    cell: String,
    shown: Cell,
    origin: usize,
}

impl Placed {
    /// A cell at a place of a sheet; none where it has no origin.
    fn of(sheet: &str, (row, column): (u32, u16), cell: &Cell) -> Option<Self> {
        let place = format!("{}{}", letters(column), row + 1);
        Some(Self { sheet: sheet.to_owned(), cell: place, shown: cell.clone(), origin: cell.origin()? })
    }
}

/// The report as XLSX; with `origins` a last sheet traces each figure.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn write(report: &Report, origins: bool) -> Result<Vec<u8>> {
    built(report, origins).map_err(Problem::internal)
}

/// The numbers of a chart as a workbook, for the document that shows it.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn of_chart(chart: &Chart, made: Day) -> Result<Vec<u8>> {
    let build = || {
        let mut book = begun(made)?;
        let sheet = book.add_worksheet();
        sheet.set_name(DATA)?;
        grafik::bare(sheet, chart)?;
        book.save_to_buffer()
    };
    build().map_err(Problem::internal)
}

/// A workbook that says when it was made by the report alone, so that the same report is the same file.
fn begun(made: Day) -> Result<Workbook, XlsxError> {
    let (year, month, day) = (u16::try_from(made.year()), u8::try_from(made.month()), u8::try_from(made.day()));
    let day = ExcelDateTime::from_ymd(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1))?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(book)
}

fn built(report: &Report, origins: bool) -> Result<Vec<u8>, XlsxError> {
    let (mut book, looks) = (begun(report.made)?, Looks::new());
    cover(page(&mut book, report), report, &looks)?;
    let (mut number, mut figures, mut placed) = (0_usize, 0_usize, Vec::new());
    let mut blocks = report.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        if let Block::Chart(chart) = block {
            // It follows no table, so it stands on a sheet of its own.
            figures += 1;
            let name = format!("Gambar {figures}");
            let sheet = page(&mut book, report);
            sheet.set_name(&name)?;
            grafik::draw(sheet, (name.as_str(), 0), chart, (&looks, &mut placed))?;
        }
        let Block::Table(one) = block else { continue };
        let caption = titled(one, &mut number);
        let name = if one.numbered { format!("Tabel {number}") } else { BARE.to_owned() };
        let sheet = page(&mut book, report);
        sheet.set_name(&name)?;
        let mut row = table(sheet, (name.as_str(), caption.as_str()), one, &looks, &mut placed)?;
        // The charts that follow a table stand on its sheet.
        while let Some(Block::Chart(chart)) = blocks.peek() {
            figures += 1;
            row = grafik::draw(sheet, (name.as_str(), row), chart, (&looks, &mut placed))?;
            blocks.next();
        }
    }
    if origins {
        trace(page(&mut book, report), report, &placed, &looks)?;
    }
    book.save_to_buffer()
}

/// A new sheet; each page of a draft, and of what was replaced, says so.
fn page<'a>(book: &'a mut Workbook, report: &Report) -> &'a mut Worksheet {
    let sheet = book.add_worksheet();
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if let Some(mark) = report.mark() {
        sheet.set_header(format!("&C&\"Arial,Bold\"&24{mark}"));
    }
    sheet
}

fn cover(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name("Laporan")?;
    sheet.set_column_width(0, COVER)?;
    tall(sheet, 1, [(report.basis.as_str(), COVER)])?;
    let title = format!("{} {} Tahun {}", report.title, report.office, report.year);
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    sheet.write_string_with_format(1, 0, &report.basis, &looks.text)?;
    let tables = report.blocks.iter().filter_map(|block| if let Block::Table(one) = block { Some(one) } else { None });
    let mut number = 0;
    for (row, one) in (3_u32..).zip(tables) {
        sheet.write_string(row, 0, titled(one, &mut number))?;
    }
    Ok(())
}

/// The caption of a table, behind so many that have a number.
fn titled(one: &Table, number: &mut usize) -> String {
    if !one.numbered {
        return one.title.clone();
    }
    *number += 1;
    format!("Tabel {number}. {}", one.title)
}

/// Writes a table; the first row below it.
fn table(
    sheet: &mut Worksheet,
    (name, caption): (&str, &str),
    one: &Table,
    looks: &Looks,
    placed: &mut Vec<Placed>,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, caption, &looks.title)?;
    for (column, head) in (0_u16..).zip(&one.columns) {
        sheet.write_string_with_format(HEAD, column, &head.title, &looks.head)?;
        sheet.set_column_width(column, width(head))?;
    }
    tall(sheet, HEAD, one.columns.iter().map(|head| (head.title.as_str(), width(head))))?;
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_landscape();
    for (at, row) in (HEAD + 1..).zip(&one.rows) {
        tall(sheet, at, row.iter().zip(&one.columns).map(|(cell, head)| (cell.text(), width(head))))?;
        for (column, cell) in (0_u16..).zip(row) {
            put(sheet, (at, column), cell, looks)?;
            placed.extend(Placed::of(name, (at, column), cell));
        }
    }
    Ok(HEAD + 2 + u32::try_from(one.rows.len()).unwrap_or_default())
}

/// How wide a column is, in letters.
fn width(head: &Column) -> u32 {
    (head.share * 2 + 6).min(60)
}

/// Makes a row as tall as its longest text asks for: programs other than Excel do not do that by themselves for a file that it did not write.
fn tall<T: AsRef<str>>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = (T, u32)>,
) -> Result<(), XlsxError> {
    let asked = |(text, width): (T, u32)| {
        let lines = |line: &str| u32::try_from(line.chars().count()).unwrap_or(u32::MAX).div_ceil(width.max(1)).max(1);
        text.as_ref().lines().map(lines).sum::<u32>()
    };
    let lines = cells.into_iter().map(asked).max().unwrap_or(1).clamp(1, MOST_LINES);
    if lines > 1 {
        sheet.set_row_height(row, lines * LINE)?;
    }
    Ok(())
}

/// The letters of a column; tables are narrower than the alphabet.
fn letters(column: u16) -> char {
    ('A'..='Z').nth(usize::from(column)).unwrap_or('Z')
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => Ok(()),
        // Written as a string, a cell is never a formula.
        Cell::Text(text) | Cell::Word(text, _) => {
            sheet.write_string_with_format(row, column, text, &looks.text).map(drop)
        }
        Cell::Number(number) => {
            let look = match number.form {
                Form::Plain if number.value.fract().is_zero() => &looks.whole,
                Form::Plain => &looks.plain,
                Form::Percent => &looks.percent,
                Form::Rupiah => &looks.rupiah,
            };
            match meant(number).to_f64() {
                Some(value) => sheet.write_number_with_format(row, column, value, look).map(drop),
                None => sheet.write_string(row, column, number.text()).map(drop),
            }
        }
    }
}

/// The number that a spreadsheet holds: per cent are hundredths there.
fn meant(number: &Number) -> Decimal {
    match number.form {
        Form::Percent => number.value / Decimal::ONE_HUNDRED,
        Form::Plain | Form::Rupiah => number.value,
    }
}

const TRACED: [(&str, u32); 7] = [
    ("Lembar", 10),
    ("Sel", 6),
    ("Tercetak", 16),
    ("Angka", 50),
    ("Penutupan", 28),
    ("Indikator", 26),
    ("Alamat daftarnya", 60),
];

/// Each figure where it stands, and where it comes from.
fn trace(sheet: &mut Worksheet, report: &Report, placed: &[Placed], looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(TRACE)?;
    for (column, (head, width)) in (0_u16..).zip(TRACED) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, one) in (1_u32..).zip(placed) {
        sheet.write_string(row, 0, &one.sheet)?;
        sheet.write_string(row, 1, &one.cell)?;
        put(sheet, (row, 2), &one.shown, looks)?;
        if let Some(origin) = report.origins.get(one.origin) {
            let told = [&origin.figure, &origin.closing, &origin.indicator, &origin.address];
            for (column, text) in (3_u16..).zip(told) {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(())
}
