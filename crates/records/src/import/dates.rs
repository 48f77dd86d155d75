//! Columns of days: what stands first, day or month, is decided for all rows together.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use baca::Made;
use kernel::form::Field;
use kernel::form::order::{self, Settled};

use super::columns::Headed;
use super::report::{CellError, Report};

/// What was decided about the columns of days of a table.
#[derive(Default)]
pub(super) struct Days {
    columns: HashMap<usize, Settled>,
    /// Rows with a day that could be two.
    open: BTreeSet<usize>,
}

impl Days {
    /// A text of a column with the day first.
    pub(super) fn text<'a>(&self, column: usize, text: &'a str) -> Cow<'a, str> {
        self.columns.get(&column).map_or(Cow::Borrowed(text), |settled| settled.text(text))
    }

    /// Whether nobody can decide about a day of a row.
    pub(super) fn open(&self, row: usize) -> bool {
        self.open.contains(&row)
    }
}

/// Brings the days of each column into one order, and says what was decided.
pub(super) fn settle(headed: &Headed<'_>, report: &mut Report) -> Days {
    let (table, mut days) = (&headed.table, Days::default());
    for (at, field) in headed.columns.fields.iter().enumerate() {
        let Some(field) = field.filter(|field| field.kind.is_day()) else { continue };
        let head = table.heads.get(at).map_or("", String::as_str);
        let typed = table.rows.iter().filter_map(|row| Some((row.number, row.cells.get(at)?)));
        let texts = typed.filter(|(_, cell)| cell.made == Made::Text).map(|(row, cell)| (row, cell.text.as_str()));
        match order::settle(head, texts) {
            Ok(settled) => {
                let remark = settled.remark.iter();
                report.warnings.extend(remark.map(|(row, detail)| told(table.sheet, field, *row, detail)));
                days.columns.insert(at, settled);
            }
            Err(mixed) => {
                let detail = mixed.detail();
                report.errors.extend(mixed.rows().map(|row| told(table.sheet, field, row, &detail)));
                days.open.extend(mixed.rows());
            }
        }
    }
    days
}

fn told(sheet: &str, field: &Field, row: usize, detail: &str) -> CellError {
    CellError {
        sheet: sheet.to_owned(),
        row,
        column: field.key.to_owned(),
        value: String::new(),
        detail: detail.to_owned(),
    }
}
