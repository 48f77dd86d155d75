//! The days of a manifest: what stands first, day or month, is decided for a whole column.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use kernel::form::order::{Mixed, Order, Settled, settle};
use kernel::form::parse_day;
use kernel::period::written;

use super::ask;
use super::check::Note;
use super::columns::Holds;
use super::pilihan::Choices;
use super::resolve;
use super::sheet::Sheet;

/// What was decided about the columns of days.
#[derive(Debug, Default)]
pub(super) struct Days {
    columns: HashMap<usize, Settled>,
    /// Of columns that hold both orders and about which somebody was asked: the rows whose month comes first.
    turned: HashMap<usize, HashSet<usize>>,
    /// Columns that hold both orders.
    mixed: HashMap<usize, Mixed>,
    notes: HashMap<usize, Vec<Note>>,
}

impl Days {
    /// Looks at all rows of a sheet.
    pub(super) fn of(sheet: &Sheet, choices: &Choices) -> Self {
        let mut days = Self::default();
        for (column, holds) in sheet.holds.iter().enumerate().filter(|(_, holds)| is_day(**holds)) {
            let head = sheet.heads.get(column).map_or("", String::as_str);
            let cell = |row: &[String]| row.get(column).map(|text| resolve::place(head, text).1.to_owned());
            let texts: Vec<(usize, String)> =
                sheet.rows().filter_map(|(at, row)| Some((at + 1, cell(row.as_slice())?))).collect();
            let field = holds.code();
            let note = |detail: String, bad: bool| Note { column: Some(column), field, detail, bad };
            match settle(head, texts.iter().map(|(row, text)| (*row, text.as_str()))) {
                Ok(settled) => {
                    if let Some((row, detail)) = settled.remark.clone() {
                        days.notes.entry(row - 1).or_default().push(note(detail, false));
                    }
                    days.columns.insert(column, settled);
                }
                Err(mixed) => {
                    let answer = choices.answer(field, ask::ORDER);
                    let turned: Option<HashSet<usize>> = match answer {
                        Some(ask::DAY_FIRST) => Some(mixed.month_first.iter().copied().collect()),
                        Some(ask::MONTH_FIRST) => Some(mixed.rows().collect()),
                        _ => None,
                    };
                    for row in mixed.rows() {
                        let text = texts.iter().find(|(at, _)| *at == row).map_or("", |(_, text)| text.as_str());
                        let one = match &turned {
                            Some(turned) => note(read(text, turned.contains(&row)), false),
                            None => note(mixed.detail(), true),
                        };
                        days.notes.entry(row - 1).or_default().push(one);
                    }
                    if let Some(turned) = turned {
                        days.turned.insert(column, turned);
                    } else {
                        days.mixed.insert(column, mixed);
                    }
                }
            }
        }
        days
    }

    /// A text of a cell, row from 0 and column, with the day first.
    pub(super) fn text<'a>(&self, (row, column): (usize, usize), text: &'a str) -> Cow<'a, str> {
        if self.turned.get(&column).is_some_and(|rows| rows.contains(&(row + 1))) {
            return MONTH_FIRST.text(text);
        }
        self.columns.get(&column).map_or(Cow::Borrowed(text), |settled| settled.text(text))
    }

    /// What is to be said of a row.
    pub(super) fn notes(&self, row: usize) -> Vec<Note> {
        self.notes.get(&row).cloned().unwrap_or_default()
    }

    /// A column that holds both orders.
    pub(super) fn mixed(&self, column: usize) -> Option<&Mixed> {
        self.mixed.get(&column)
    }
}

const MONTH_FIRST: Settled = Settled { order: Order::MonthFirst, remark: None };

/// What a day is read as after somebody said which order holds.
fn read(text: &str, turned: bool) -> String {
    let text = if turned { MONTH_FIRST.text(text) } else { Cow::Borrowed(text) };
    let day = parse_day(&text).map_or_else(|| text.trim().to_owned(), written);
    format!("Dibaca {day} (hari/bulan/tahun).")
}

fn is_day(holds: Holds) -> bool {
    match holds {
        Holds::Field(field) => field.kind.is_day(),
        Holds::Day => true,
        Holds::Flight | Holds::Age | Holds::Number | Holds::Other => false,
    }
}
