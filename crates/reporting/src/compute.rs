//! Striking a figure: from the ledger, by one query whose list is the drill-down.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use futures_util::try_join;
use kernel::figure::{from_scaled, percent};
use kernel::ledger::{AsOf, Lasts, Member, Members, Part, Persons, Side, Tallies, Tally, Year};
use kernel::{Day, KantorId, Period, Result, Triwulan};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use crate::indicator::{Definition, Formula, Indicator, each};

/// By which knowledge a figure is struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// What is known now.
    Now,
    /// What was known at the end of a WIB day; what happened later does not count either.
    AtEndOf(Day),
    /// What was known at an instant, about the whole period: a closing.
    At(DateTime<Utc>),
}

/// What a figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing to count from. It is not 0.
    NoData,
    /// A number.
    Number(Decimal),
    /// A category.
    Category(String),
}

/// A figure with what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The version of the definition by which it was struck.
    pub definition: u32,
    /// Members that count (of a share: that are finished). For scores: how many there are.
    pub numerator: i64,
    /// All members of a share's whole.
    pub denominator: Option<i64>,
    /// Members kept but not counted.
    pub not_counted: i64,
    /// The figure.
    pub value: Value,
}

impl Known {
    /// A period as far as anything is known of it, and the knowledge itself.
    fn of(self, period: Period) -> (Period, AsOf) {
        match self {
            Self::Now => (period, AsOf::Now),
            Self::AtEndOf(day) => (period.cut_after(day), AsOf::end_of(day)),
            Self::At(at) => (period, AsOf::At(at)),
        }
    }
}

/// The select of an indicator's members in a period, by the definition in force for it.
#[must_use]
pub fn members(indicator: &Indicator, offices: &[KantorId], period: Period, known: Known, side: Side) -> Members {
    members_by(indicator.definition(period), offices, period, known, side)
}

/// The select of the members in a period by a given definition.
#[must_use]
pub fn members_by(definition: &Definition, offices: &[KantorId], period: Period, known: Known, side: Side) -> Members {
    let (period, as_of) = known.of(definition.reach(period));
    Members { parts: definition.parts(), offices: offices.to_vec(), period, side, as_of, only: None }
}

/// Strikes the figure of one period.
///
/// # Errors
/// What the database says.
pub async fn compute(
    db: &impl ConnectionTrait,
    indicator: &Indicator,
    offices: &[KantorId],
    period: Period,
    known: Known,
) -> Result<Computed> {
    compute_by(db, indicator.definition(period), offices, period, known).await
}

/// Strikes the figure of one period by a given definition.
///
/// # Errors
/// What the database says.
pub async fn compute_by(
    db: &impl ConnectionTrait,
    definition: &Definition,
    offices: &[KantorId],
    period: Period,
    known: Known,
) -> Result<Computed> {
    let select = |side| members_by(definition, offices, period, known, side);
    let (counted, sum) = select(Side::Counted).totals(db).await?;
    let finished = if definition.is_share() { select(Side::Finished).totals(db).await?.0 } else { 0 };
    let (not_counted, _) = select(Side::NotCounted).totals(db).await?;
    let only = |measure| Members { parts: vec![each(measure)], ..select(Side::Counted) };
    let last = match definition.scored() {
        Some(measure) => only(measure).last(db).await?,
        None => None,
    };
    let sheet = match definition.sheet() {
        Some(measure) => only(measure).totals(db).await?,
        None => (0, 0),
    };
    Ok(figure(definition, Tally { counted, sum, finished, not_counted }, sheet, last))
}

/// The counts of a year for many indicators, taken in one pass.
pub struct Counts {
    year: i32,
    tallies: Tallies,
    persons: Persons,
    lasts: Lasts,
}

impl Counts {
    /// Counts a year for some indicators, in all their definitions: one statement for what is counted by the fact, one for what is counted by the
    /// person, one for last scores; and one for the counts that are kept.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(
        db: &impl ConnectionTrait,
        indicators: &[&Indicator],
        offices: &[KantorId],
        year: i32,
        known: Known,
    ) -> Result<Self> {
        let (_, as_of) = known.of(Period::year(year));
        let until = if let Known::AtEndOf(day) = known { day.succ_opt() } else { None };
        let select = Year { offices: offices.to_vec(), year, as_of, until };
        let definitions = || indicators.iter().flat_map(|indicator| indicator.definitions);
        let parts: Vec<Part> = definitions().flat_map(Definition::parts).collect();
        let all = each_once(parts.iter().map(|part| part.measure));
        let distinct = each_once(parts.iter().filter(|part| part.distinct).map(|part| part.measure));
        let scored = each_once(definitions().filter_map(Definition::scored));
        let (tallies, persons, lasts) =
            try_join!(select.tallies(db, &all), select.persons(db, &distinct), select.lasts(db, &scored))?;
        Ok(Self { year, tallies, persons, lasts })
    }

    /// The figures of TW1 to TW4 and of the year, each by the definition in force for it, of an indicator that was taken; of another there is nothing counted.
    #[must_use]
    pub fn figures(&self, indicator: &Indicator) -> Vec<Computed> {
        let periods = Triwulan::ALL.iter().map(|quarter| quarter.period(self.year)).chain([Period::year(self.year)]);
        let mut passes: HashMap<u32, Vec<Computed>> = HashMap::new();
        let mut figures = Vec::new();
        for (at, period) in periods.enumerate() {
            let definition = indicator.definition(period);
            let five = passes.entry(definition.number).or_insert_with(|| self.pass(definition));
            figures.extend(five.get(at).cloned());
        }
        figures
    }

    fn pass(&self, definition: &Definition) -> Vec<Computed> {
        let mut five = [Tally::default(); 5];
        let mut sheets = [(0, 0); 5];
        for part in definition.parts() {
            let mut counted = self.tallies.get(part.measure).copied().unwrap_or_default();
            if definition.sheet().is_some() {
                counted = standing(counted);
            }
            if definition.sheet() == Some(part.measure) {
                sheets = counted.map(|tally| (tally.counted, tally.sum));
            }
            for (sum, one) in five.iter_mut().zip(counted) {
                sum.not_counted += one.not_counted;
                if !part.distinct {
                    sum.counted += one.counted;
                    sum.finished += one.finished;
                    sum.sum += one.sum;
                }
            }
            if part.distinct {
                let persons = self.persons.get(part.measure).copied().unwrap_or_default();
                five.iter_mut().zip(persons).for_each(|(sum, persons)| sum.counted += persons);
            }
        }
        let scored = definition.scored().and_then(|measure| self.lasts.get(measure));
        let mut lasts = scored.cloned().unwrap_or_default();
        if definition.sheet().is_some() {
            lasts = carried(lasts);
        }
        let counts = five.into_iter().zip(sheets).zip(lasts);
        counts.map(|((tally, sheet), last)| figure(definition, tally, sheet, last)).collect()
    }
}

/// Measures in order, each once.
fn each_once(measures: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    measures.collect::<BTreeSet<_>>().into_iter().collect()
}

/// How many there were at the end of each quarter since the year began; the fifth is the year as it is.
fn standing(mut five: [Tally; 5]) -> [Tally; 5] {
    let mut until = Tally::default();
    for quarter in five.iter_mut().take(Triwulan::ALL.len()) {
        until.counted += quarter.counted;
        until.sum += quarter.sum;
        until.finished += quarter.finished;
        until.not_counted += quarter.not_counted;
        *quarter = until;
    }
    five
}

/// The newest score at the end of each quarter: that of an earlier one where a quarter has none.
fn carried(mut five: [Option<Member>; 5]) -> [Option<Member>; 5] {
    let mut newest: Option<Member> = None;
    for last in &mut five {
        if last.is_some() {
            newest.clone_from(last);
        } else {
            last.clone_from(&newest);
        }
    }
    five
}

/// The figure that a definition makes of what was counted; of a worksheet with how many items there are and what they sum up to.
fn figure(definition: &Definition, tally: Tally, sheet: (i64, i64), last: Option<Member>) -> Computed {
    let numerator = if definition.is_share() { tally.finished } else { tally.counted };
    let denominator = definition.is_share().then_some(tally.counted);
    let value = match definition.formula {
        Formula::Count(_) => Value::Number(numerator.into()),
        Formula::Share(_) => percent(numerator.into(), tally.counted.into()).map_or(Value::NoData, Value::Number),
        Formula::Average(_) => {
            from_scaled(tally.sum).checked_div(numerator.into()).map_or(Value::NoData, Value::Number)
        }
        Formula::Worksheet { .. } if sheet.0 > 0 => Value::Number(from_scaled(sheet.1)),
        Formula::Last(_) | Formula::Worksheet { .. } => {
            last.map_or(Value::NoData, |member| Value::Number(from_scaled(member.jumlah)))
        }
        Formula::Category(_) => last.and_then(|member| member.kategori).map_or(Value::NoData, Value::Category),
    };
    Computed { definition: definition.number, numerator, denominator, not_counted: tally.not_counted, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worksheet_stands_at_the_end_of_each_quarter() {
        let tally = |counted, sum| Tally { counted, sum, ..Tally::default() };
        let quarters = [tally(2, 58), tally(0, 0), tally(1, 10), tally(0, 0), tally(3, 68)];
        let ends = standing(quarters).map(|one| (one.counted, one.sum));
        assert_eq!(ends, [(2, 58), (2, 58), (3, 68), (3, 68), (3, 68)]);
    }

    #[test]
    fn without_items_there_is_no_figure_but_that_of_a_score() {
        let definition = crate::indicators::find("pemenuhan-zi").unwrap().newest();
        let struck = |sheet| figure(definition, Tally::default(), sheet, None).value;
        assert_eq!(struck((0, 0)), Value::NoData);
        assert_eq!(struck((2, 580_000)), Value::Number(58.into()));
        assert_eq!(struck((1, 0)), Value::Number(0.into()), "nothing met is a figure");
        assert!(carried([const { None }; 5]).iter().all(Option::is_none));
    }
}
