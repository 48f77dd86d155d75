//! What an indicator is: a declaration over measures.

use kernel::Day;
use kernel::ledger::Part;
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

/// A version of a definition: what was decided, and from which day it holds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Version {
    /// 1, 2, 3 …
    pub number: u32,
    /// The first day.
    pub since: &'static str,
    /// What changed.
    pub note: &'static str,
}

/// An indicator.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Its name, in kebab case.
    pub id: &'static str,
    /// A short title.
    pub title: &'static str,
    /// What is counted, in plain Indonesian.
    pub what: &'static str,
    /// What is left out, in plain Indonesian.
    pub left_out: &'static str,
    /// The unit of count.
    pub unit: &'static str,
    /// By which day records fall into a period.
    pub date_role: &'static str,
    /// How the figure comes about.
    pub formula: Formula,
    /// How quarters become the year.
    pub rollup: Rollup,
    /// Whether more is better.
    pub polarity: Polarity,
    /// Decimals of the figure.
    pub decimals: u32,
    /// The versions of the definition, oldest first.
    pub versions: &'static [Version],
}

/// The first version of a definition, since the beginning of 2025.
pub const FIRST: &[Version] = &[Version { number: 1, since: "2025-01-01", note: "Definisi pertama." }];

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
    /// The measures that it reads.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        match self.formula {
            Formula::Count(parts) => parts.to_vec(),
            Formula::Share(m) | Formula::Average(m) | Formula::Last(m) | Formula::Category(m) => vec![each(m)],
        }
    }

    /// The version in force on a day; the oldest before its beginning.
    #[must_use]
    pub fn version(&self, day: Day) -> u32 {
        let in_force = |v: &&Version| v.since.parse::<Day>().is_ok_and(|since| since <= day);
        self.versions.iter().rev().find(in_force).or(self.versions.first()).map_or(1, |v| v.number)
    }

    /// Whether the figure is a share of a whole.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(self.formula, Formula::Share(_))
    }

    /// Whether the figure is a score rather than a count of members.
    #[must_use]
    pub fn is_score(&self) -> bool {
        matches!(self.formula, Formula::Average(_) | Formula::Last(_) | Formula::Category(_))
    }
}
