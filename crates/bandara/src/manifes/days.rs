//! The days of a manifest: what stands first, day or month, is decided for a whole column.

use std::borrow::Cow;
use std::collections::HashMap;

use kernel::form::order::{Settled, settle};

use super::check::Note;
use super::columns::Holds;
use super::sheet::Sheet;

/// What was decided about the columns of days.
#[derive(Debug, Default)]
pub(super) struct Days {
    columns: HashMap<usize, Settled>,
    notes: HashMap<usize, Vec<Note>>,
}

impl Days {
    /// Looks at all rows of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut days = Self::default();
        for (column, holds) in sheet.holds.iter().enumerate().filter(|(_, holds)| is_day(**holds)) {
            let head = sheet.heads.get(column).map_or("", String::as_str);
            let texts = sheet.rows().filter_map(|(at, row)| Some((at + 1, row.get(column)?.as_str())));
            let mut note = |row: usize, detail: String, bad: bool| {
                let note = Note { column: Some(column), field: holds.code(), detail, bad };
                days.notes.entry(row - 1).or_default().push(note);
            };
            match settle(head, texts) {
                Ok(settled) => {
                    if let Some((row, detail)) = settled.remark.clone() {
                        note(row, detail, false);
                    }
                    days.columns.insert(column, settled);
                }
                Err(mixed) => mixed.rows().for_each(|row| note(row, mixed.detail(), true)),
            }
        }
        days
    }

    /// A text of a column with the day first.
    pub(super) fn text<'a>(&self, column: usize, text: &'a str) -> Cow<'a, str> {
        self.columns.get(&column).map_or(Cow::Borrowed(text), |settled| settled.text(text))
    }

    /// What is to be said of a row.
    pub(super) fn notes(&self, row: usize) -> Vec<Note> {
        self.notes.get(&row).cloned().unwrap_or_default()
    }
}

fn is_day(holds: Holds) -> bool {
    match holds {
        Holds::Field(field) => field.kind.is_day(),
        Holds::Day => true,
        Holds::Flight | Holds::Age | Holds::Number | Holds::Other => false,
    }
}
