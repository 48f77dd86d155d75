//! What an indicator is: a declaration over measures.

use chrono::Datelike;
use kernel::ledger::{Part, Side};
use kernel::{Day, Period};
use serde::Serialize;

/// How the figure comes from the facts.
#[derive(Clone, Copy, Debug)]
pub enum Formula {
    /// How many members all parts have together.
    Count(&'static [Part]),
    /// Of the members of a measure, the share that was finished by the end of the period, in percent.
    Share(&'static str),
    /// The mean of the quantities of a measure, which are scores.
    Average(&'static str),
    /// The newest score of a measure.
    Last(&'static str),
    /// The category of the newest score of a measure.
    Category(&'static str),
    /// How a worksheet stands at the end of the period: the sum of what its items have earned since the year began. Of a year without an
    /// item that was assessed by then, the newest score of another measure.
    Worksheet {
        /// The measure of the items.
        items: &'static str,
        /// The measure of the scores that were recorded as a whole.
        score: &'static str,
    },
}

/// How quarters become the year. The year is always the same query over the whole year; this says what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollup {
    /// The sum of the quarters.
    Sum,
    /// The ratio over the whole year, not the mean of the quarters.
    RatioOverYear,
    /// Each person once in the year, also one who counts in two quarters.
    DistinctOverYear,
    /// The last of the year.
    Last,
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// A version of an indicator's definition: what is counted from a day on. A version is never changed once figures were
/// struck by it; a new one is added behind it, so that closed figures stay explained and can be listed again.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// 1, 2, 3 …
    pub number: u32,
    /// The first day on which a period must end to be counted by it.
    pub since: &'static str,
    /// What changed.
    pub note: &'static str,
    /// What is counted, in plain Indonesian.
    pub what: &'static str,
    /// What is left out, in plain Indonesian.
    pub left_out: &'static str,
    /// How the figure comes about.
    pub formula: Formula,
}

/// The note of a first version.
pub const FIRST: &str = "Definisi pertama.";

/// An indicator.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Its name, in kebab case.
    pub id: &'static str,
    /// A short title.
    pub title: &'static str,
    /// The unit of count.
    pub unit: &'static str,
    /// By which day records fall into a period.
    pub date_role: &'static str,
    /// How quarters become the year.
    pub rollup: Rollup,
    /// Whether more is better.
    pub polarity: Polarity,
    /// Decimals of the figure.
    pub decimals: u32,
    /// The versions of the definition, oldest first.
    pub definitions: &'static [Definition],
}

/// A measure of which each record counts.
#[must_use]
pub const fn each(measure: &'static str) -> Part {
    Part { measure, distinct: false }
}

/// A measure of which each person counts once.
#[must_use]
pub const fn person(measure: &'static str) -> Part {
    Part { measure, distinct: true }
}

impl Indicator {
    /// The definition in force for a period: the newest that had begun by its last day; the oldest before all of them.
    #[must_use]
    pub fn definition(&self, period: Period) -> &'static Definition {
        let begun = |d: &&Definition| d.since.parse::<Day>().is_ok_and(|since| since < period.until);
        self.definitions.iter().rev().find(begun).or(self.definitions.first()).unwrap_or(&NOTHING)
    }

    /// The definition of a number, if there is one.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&'static Definition> {
        self.definitions.iter().find(|d| d.number == number)
    }

    /// The newest definition.
    #[must_use]
    pub fn newest(&self) -> &'static Definition {
        self.definitions.last().unwrap_or(&NOTHING)
    }
}

/// What an indicator without any definition counts; a test keeps that from being.
const NOTHING: Definition =
    Definition { number: 0, since: "2025-01-01", note: "", what: "", left_out: "", formula: Formula::Count(&[]) };

impl Definition {
    /// The measures that it reads.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        match self.formula {
            Formula::Count(parts) => parts.to_vec(),
            Formula::Share(m) | Formula::Average(m) | Formula::Last(m) | Formula::Category(m) => vec![each(m)],
            Formula::Worksheet { items, score } => vec![each(items), each(score)],
        }
    }

    /// The measure of which the newest score counts, if one does.
    #[must_use]
    pub fn scored(&self) -> Option<&'static str> {
        match self.formula {
            Formula::Last(measure) | Formula::Category(measure) | Formula::Worksheet { score: measure, .. } => {
                Some(measure)
            }
            Formula::Count(_) | Formula::Share(_) | Formula::Average(_) => None,
        }
    }

    /// The measure whose quantities are the items of a worksheet, if it is one.
    #[must_use]
    pub fn sheet(&self) -> Option<&'static str> {
        if let Formula::Worksheet { items, .. } = self.formula { Some(items) } else { None }
    }

    /// The days that a figure of a period reads: of a worksheet all since its year began, for it stands as it does at the period's end.
    #[must_use]
    pub fn reach(&self, period: Period) -> Period {
        match self.sheet() {
            Some(_) => Period { from: Period::year(period.from.year()).from, ..period },
            None => period,
        }
    }

    /// Whether the figure is a share of a whole.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(self.formula, Formula::Share(_))
    }

    /// Whether the figure is a score rather than a count of members.
    #[must_use]
    pub fn is_score(&self) -> bool {
        matches!(
            self.formula,
            Formula::Average(_) | Formula::Last(_) | Formula::Category(_) | Formula::Worksheet { .. }
        )
    }

    /// What the last day of its records is called. A record in the numerator of a share need not be at its end.
    #[must_use]
    pub fn end(&self) -> &'static str {
        if self.is_share() { "Masuk pembilang" } else { "Selesai" }
    }

    /// The side on which the figure is counted.
    #[must_use]
    pub fn main_side(&self) -> Side {
        if self.is_share() { Side::Finished } else { Side::Counted }
    }
}
