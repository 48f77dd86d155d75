//! What a cell of a table holds. Here alone it is decided what is a number, a day or a text in a spreadsheet.

use chrono::Datelike;
use kernel::form::{Field, FieldKind};
use kernel::reference::Reference;
use kernel::{Day, figure};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use crate::parts;

/// The most digits that a spreadsheet keeps of a number.
const EXACT: i64 = 999_999_999_999_999;

/// The first year whose days every spreadsheet counts alike.
const FIRST: i32 = 1901;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, whatever it looks like: never a number and never a formula.
    Text(String),
    /// A whole number, such as people or rupiah.
    Whole(i64),
    /// A year: a number without thousands.
    Year(i64),
    /// A number with at most four decimals.
    Decimal(Decimal),
    /// A number of per cent: 79.49 stands for 79,49 %.
    Percent(Decimal),
    /// A day.
    Day(Day),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<usize> for Cell {
    fn from(many: usize) -> Self {
        i64::try_from(many).map_or_else(|_| Self::Text(many.to_string()), Self::Whole)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.unwrap_or_default().into()
    }
}

impl Cell {
    /// What a field's stored text is in a table. Numbers that name somebody or something, such as NIK and telephone, are text; so is
    /// what is masked.
    #[must_use]
    pub fn of(reference: &Reference, field: &Field, text: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        let meant = match field.kind {
            FieldKind::Day | FieldKind::DayAhead | FieldKind::DayWithin(_) | FieldKind::BornAbout => {
                text.parse().ok().map(Self::Day)
            }
            FieldKind::Money | FieldKind::Count => text.parse().ok().map(Self::Whole),
            FieldKind::Year => text.parse().ok().map(Self::Year),
            FieldKind::Score => figure::parse(text).map(Self::Decimal),
            _ => None,
        };
        meant.unwrap_or_else(|| parts::readable(reference, field, text).into())
    }

    /// The cell as text: days as 2025-11-12, whole numbers as bare digits, decimals in Indonesian notation.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) | Self::Year(number) => number.to_string(),
            Self::Decimal(number) => figure::decimal(*number, 4),
            Self::Percent(number) => figure::decimal(*number, 2),
            Self::Day(day) => day.to_string(),
        }
    }

    /// Writes it into a sheet. What a spreadsheet could not hold exactly is written as text.
    pub(crate) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let number = |value: Decimal, look: &Format| value.to_f64().map(|number| (number, look.clone()));
        let numeric = match self {
            Self::Empty => return Ok(()),
            // Written as a string, a cell is never a formula.
            Self::Text(text) => return sheet.write_string(row, column, text).map(drop),
            Self::Whole(whole) if whole.abs() <= EXACT => number((*whole).into(), &looks.whole),
            Self::Year(year) if year.abs() <= EXACT => number((*year).into(), &looks.plain),
            Self::Decimal(value) => number(*value, &looks.plain),
            Self::Percent(value) => number(*value / Decimal::ONE_HUNDRED, &looks.percent),
            Self::Day(day) => {
                if let Some(serial) = serial(*day) {
                    return sheet.write_datetime_with_format(row, column, serial, &looks.day).map(drop);
                }
                None
            }
            Self::Whole(_) | Self::Year(_) => None,
        };
        match numeric {
            Some((value, look)) => sheet.write_number_with_format(row, column, value, &look).map(drop),
            None => sheet.write_string(row, column, self.text()).map(drop),
        }
    }
}

/// A day as spreadsheets count it; none before [`FIRST`] and after the year 9999.
fn serial(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|_| day.year() >= FIRST)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// How cells look in a workbook.
pub(crate) struct Looks {
    pub(crate) head: Format,
    whole: Format,
    plain: Format,
    percent: Format,
    day: Format,
}

impl Looks {
    pub(crate) fn new() -> Self {
        let like = |code: &str| Format::new().set_num_format(code);
        Self {
            head: Format::new().set_bold(),
            whole: like("#,##0"),
            plain: Format::new(),
            percent: like("0.00%"),
            day: like("dd/mm/yyyy"),
        }
    }
}
