//! A year's budget worked out of its rows: ceilings by revision, realisation by month, what is left. Pure.
//!
//! A total is the sum of what is shown, and a number comes with the rows that it is made of.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::Datelike;
use kernel::period::month;
use kernel::reference::fold;
use kernel::{CatatanId, Day, Period};
use rust_decimal::Decimal;

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The ceiling of an activity by a revision; 0 is the first DIPA.
    Ceiling(i64),
    /// Money spent.
    Spent,
}

/// A row of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub id: CatatanId,
    pub number: String,
    pub activity: String,
    pub what: What,
    pub day: Day,
    pub amount: i64,
}

impl Row {
    /// The revision of a ceiling.
    pub(super) fn revision(&self) -> Option<i64> {
        if let What::Ceiling(number) = self.what { Some(number) } else { None }
    }
}

/// Which number of a budget is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The ceiling after a revision.
    Revision(i64),
    /// The ceiling in force.
    Ceiling,
    /// What is spent.
    Spent,
    /// What was spent in a month.
    Month(u32),
    /// What was spent until the end of a month.
    Until(u32),
    /// What is left of the ceiling in force.
    Left,
}

impl Part {
    /// The word for it in addresses.
    pub(super) fn code(self) -> String {
        match self {
            Self::Revision(number) => format!("revisi-{number}"),
            Self::Ceiling => "pagu".to_owned(),
            Self::Spent => "realisasi".to_owned(),
            Self::Month(number) => format!("bulan-{number}"),
            Self::Until(number) => format!("sampai-{number}"),
            Self::Left => "sisa".to_owned(),
        }
    }

    /// The part of a word.
    pub(super) fn read(code: &str) -> Option<Self> {
        let (word, number) = code.split_once('-').map_or((code, None), |(word, number)| (word, Some(number)));
        let of_month = || number?.parse::<u32>().ok().filter(|month| (1..=12).contains(month));
        match (word, number) {
            ("pagu", None) => Some(Self::Ceiling),
            ("realisasi", None) => Some(Self::Spent),
            ("sisa", None) => Some(Self::Left),
            ("revisi", Some(number)) => number.parse().ok().map(Self::Revision),
            ("bulan", Some(_)) => of_month().map(Self::Month),
            ("sampai", Some(_)) => of_month().map(Self::Until),
            _ => None,
        }
    }

    /// What it is called.
    pub(super) fn title(self) -> String {
        match self {
            Self::Revision(0) => "Pagu awal".to_owned(),
            Self::Revision(number) => format!("Pagu menurut revisi {number}"),
            Self::Ceiling => "Pagu berlaku".to_owned(),
            Self::Spent => "Realisasi".to_owned(),
            Self::Month(number) => format!("Realisasi {}", month(number)),
            Self::Until(number) => format!("Realisasi sampai dengan {}", month(number)),
            Self::Left => "Sisa: pagu berlaku dikurangi realisasi".to_owned(),
        }
    }
}

/// A number with the rows behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum<'a> {
    pub amount: i64,
    pub rows: Vec<&'a Row>,
}

impl<'a> Sum<'a> {
    fn of(rows: Vec<&'a Row>) -> Self {
        Self { amount: rows.iter().map(|row| row.amount).sum(), rows }
    }
}

/// What is spent of a ceiling, as an unrounded ratio; none where there is no ceiling.
pub(super) fn absorbed(spent: i64, ceiling: i64) -> Option<Decimal> {
    Decimal::from(spent).checked_div(Decimal::from(ceiling))
}

/// An activity with its rows. Names that differ in letter case and blanks only are one activity.
#[derive(Clone, Debug)]
pub(super) struct Activity {
    /// The folded name.
    pub key: String,
    /// The name as its newest ceiling writes it.
    pub name: String,
    /// All ways in which it is written.
    pub spellings: Vec<String>,
    pub rows: Vec<Row>,
}

impl Activity {
    fn new(key: String, rows: Vec<Row>) -> Self {
        let mut spellings: Vec<String> = Vec::new();
        for row in &rows {
            if !spellings.contains(&row.activity) {
                spellings.push(row.activity.clone());
            }
        }
        let mut activity = Self { key, name: String::new(), spellings, rows };
        let named = activity.ceiling(i64::MAX, Day::MAX).or_else(|| activity.rows.last());
        activity.name = named.map(|row| row.activity.clone()).unwrap_or_default();
        activity
    }

    /// Whether a name means it.
    pub(super) fn is(&self, name: &str) -> bool {
        self.key == fold(name)
    }

    /// The ceiling on a day by the newest revision up to a number. Of two rows of one revision the later one stands.
    pub(super) fn ceiling(&self, revision: i64, day: Day) -> Option<&Row> {
        let known = self.rows.iter().filter(|row| row.day <= day && row.revision().is_some_and(|n| n <= revision));
        known.max_by_key(|row| (row.revision(), row.day, row.id))
    }

    fn spent(&self, months: &RangeInclusive<u32>) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.what == What::Spent && months.contains(&row.day.month())).collect()
    }

    /// One of its numbers.
    pub(super) fn sum(&self, part: Part) -> Sum<'_> {
        let ceiling = |revision| self.ceiling(revision, Day::MAX).into_iter().collect();
        match part {
            Part::Revision(number) => Sum::of(ceiling(number)),
            Part::Ceiling => Sum::of(ceiling(i64::MAX)),
            Part::Spent => Sum::of(self.spent(&(1..=12))),
            Part::Month(number) => Sum::of(self.spent(&(number..=number))),
            Part::Until(number) => Sum::of(self.spent(&(1..=number))),
            Part::Left => {
                let (mut left, spent) = (self.sum(Part::Ceiling), self.sum(Part::Spent));
                left.amount -= spent.amount;
                left.rows.extend(spent.rows);
                left
            }
        }
    }
}

/// A revision with the first and the last day that its rows name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub number: i64,
    pub first: Day,
    pub last: Day,
}

/// The budget of a year as it stands at the end of a day.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    pub year: i32,
    pub on: Day,
    /// In the order of their numbers.
    pub revisions: Vec<Revision>,
    /// In the order in which they were recorded.
    pub activities: Vec<Activity>,
    /// Realisation dated outside the year, which no month counts.
    pub outside: Vec<Row>,
    /// How many rows are left out because they are dated after the day.
    pub later: usize,
}

impl Budget {
    /// The budget that rows make, by day and then as recorded. With a revision, newer ones are left out.
    pub(super) fn of(rows: Vec<Row>, year: i32, on: Day, revision: Option<i64>) -> Self {
        let whole = Period::year(year);
        let (mut later, mut outside) = (0, Vec::new());
        let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in rows {
            let newer = revision.is_some_and(|most| row.revision().is_some_and(|n| n > most));
            if row.day > on {
                later += 1;
            } else if row.what == What::Spent && !whole.contains(row.day) {
                outside.push(row);
            } else if !newer {
                groups.entry(fold(&row.activity)).or_default().push(row);
            }
        }
        let mut activities: Vec<Activity> = groups.into_iter().map(|(key, rows)| Activity::new(key, rows)).collect();
        activities.sort_by_key(|activity| activity.rows.iter().map(|row| row.id).min());
        let revisions = revisions(&activities);
        Self { year, on, revisions, activities, outside, later }
    }

    /// One of its numbers, over some activities.
    pub(super) fn sum(&self, part: Part, of: impl Fn(&Activity) -> bool) -> Sum<'_> {
        let mut whole = Sum::default();
        for activity in self.activities.iter().filter(|activity| of(activity)) {
            let one = activity.sum(part);
            whole.amount += one.amount;
            whole.rows.extend(one.rows);
        }
        whole
    }

    /// One of its numbers, over all activities.
    pub(super) fn total(&self, part: Part) -> Sum<'_> {
        self.sum(part, |_| true)
    }

    /// How many months of the year have begun.
    pub(super) fn months(&self) -> u32 {
        match self.on.year().cmp(&self.year) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => self.on.month(),
            std::cmp::Ordering::Greater => 12,
        }
    }

    /// The last day of a month of the year.
    pub(super) fn end(&self, month: u32) -> Day {
        let Period { from, until } = Period::month(self.year, month);
        until.pred_opt().unwrap_or(from)
    }
}

fn revisions(activities: &[Activity]) -> Vec<Revision> {
    let mut days: BTreeMap<i64, (Day, Day)> = BTreeMap::new();
    for row in activities.iter().flat_map(|activity| &activity.rows) {
        if let What::Ceiling(number) = row.what {
            let (first, last) = days.entry(number).or_insert((row.day, row.day));
            (*first, *last) = ((*first).min(row.day), (*last).max(row.day));
        }
    }
    days.into_iter().map(|(number, (first, last))| Revision { number, first, last }).collect()
}

#[cfg(test)]
mod tests;
