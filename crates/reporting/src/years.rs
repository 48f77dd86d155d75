//! An indicator over three years: what was counted, and beside it, never in it, what a report printed.

use kernel::{Ctx, Result, figure};
use rust_decimal::Decimal;

use crate::agreement::{Agreement, Agreements, Item};
use crate::capaian::Capaian;
use crate::compute::{Counts, Known, Value};
use crate::reported::Reported;
use crate::table::{self, Figure, judge};

/// So many years stand side by side.
const YEARS: i32 = 3;

/// A year of an indicator as it was counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// TW1 to TW4.
    pub quarters: Vec<Figure>,
    /// The year.
    pub whole: Figure,
    /// Percent at which the agreement of that year caps capaian.
    pub cap: Option<u32>,
}

/// A year of an indicator.
#[derive(Clone, Debug)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// As counted; none where the records of that year are not kept here.
    pub counted: Option<Counted>,
    /// As a report printed it.
    pub reported: Option<Reported>,
}

impl Figure {
    /// Whether any record stands in it. One that is kept and not counted does not: before the first inclusion rule none is counted.
    #[must_use]
    fn has_members(&self) -> bool {
        self.numerator > 0 || self.denominator.is_some_and(|all| all > 0)
    }
}

impl Counted {
    /// Capaian of the year, as it is told.
    #[must_use]
    pub fn achieved(&self) -> Option<Capaian> {
        self.whole.achieved(self.cap)
    }
}

/// The years up to that of an agreement, oldest first. Targets and prints are for who sees the whole office.
///
/// # Errors
/// What the database says.
pub async fn years(ctx: &Ctx, all: &Agreements, agreement: &Agreement, item: &Item, known: Known) -> Result<Vec<Year>> {
    let whole = table::scope(ctx, agreement).whole;
    let mut years = Vec::new();
    for year in agreement.year - YEARS + 1..=agreement.year {
        let counted = counted(ctx, all, (agreement, item), year, known).await?;
        let kept = year == agreement.year || counted.quarters.iter().chain([&counted.whole]).any(Figure::has_members);
        let reported = all.reported(&agreement.office, &item.indicator, year).filter(|_| whole);
        years.push(Year { year, counted: kept.then_some(counted), reported });
    }
    Ok(years)
}

/// What an indicator came to in a year, by the targets of that year's agreement where one has it.
async fn counted(
    ctx: &Ctx,
    all: &Agreements,
    (agreement, item): (&Agreement, &Item),
    year: i32,
    known: Known,
) -> Result<Counted> {
    let (indicator, scope) = (item.indicator()?, table::scope(ctx, agreement));
    let counts = Counts::take(ctx.db(), &[indicator], &scope.offices, year, known).await?;
    let found = if year == agreement.year { Some((agreement, item)) } else { agreed(all, agreement, item, year) };
    let found = found.filter(|_| scope.whole);
    let mut figures = Vec::new();
    for (tw, computed) in [1, 2, 3, 4, 0].into_iter().zip(counts.figures(indicator)) {
        figures.push(judge(indicator, computed, found.and_then(|(_, item)| item.target(tw))));
    }
    let whole = figures.pop().ok_or_else(|| kernel::Problem::internal("a year has five figures"))?;
    Ok(Counted { quarters: figures, whole, cap: found.and_then(|(agreement, _)| agreement.cap) })
}

/// The item of another year that reads the same indicator, in the office's agreement of the same name, else of the same kind; targets of
/// another agreement are no measure.
fn agreed<'a>(all: &'a Agreements, like: &Agreement, item: &Item, year: i32) -> Option<(&'a Agreement, &'a Item)> {
    let mut there = all.of_year(year);
    there.retain(|agreement| agreement.office == like.office);
    let named = there.iter().find(|agreement| stem(agreement) == stem(like));
    let agreement = *named.or_else(|| there.iter().find(|agreement| kind(agreement) == kind(like)))?;
    let found = agreement.items.iter().find(|other| other.indicator == item.indicator)?;
    Some((agreement, found))
}

/// What tells an agreement apart from others of its year: `pk-oktober` of `2025-pk-oktober`.
fn stem(agreement: &Agreement) -> &str {
    let rest = agreement.code.strip_prefix(agreement.year.to_string().as_str());
    rest.unwrap_or(&agreement.code).trim_start_matches('-')
}

/// Its kind: `pk` of `2025-pk-oktober`.
fn kind(agreement: &Agreement) -> &str {
    stem(agreement).split('-').next().unwrap_or_default()
}

/// How a figure differs from that of a year before, as people write it; none where one of them is no number.
#[must_use]
pub fn difference(now: &Figure, before: &Figure, decimals: u32) -> Option<String> {
    let (Value::Number(now), Value::Number(before)) = (&now.value, &before.value) else { return None };
    // As it is seen: of the rounded figures.
    let moved = figure::round(*now, decimals) - figure::round(*before, decimals);
    let text = figure::decimal(moved, decimals);
    Some(if moved > Decimal::ZERO { format!("+{text}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: Value, (numerator, denominator, not_counted): (i64, Option<i64>, i64)) -> Figure {
        let (target, capaian, met) = (None, None, None);
        Figure { definition: 1, numerator, denominator, not_counted, value, target, capaian, met }
    }

    fn number(text: &str) -> Figure {
        figure(Value::Number(text.parse().unwrap()), (1, None, 0))
    }

    #[test]
    fn a_year_without_any_record_was_not_counted_here() {
        let nought = Value::Number(Decimal::ZERO);
        assert!(!figure(nought.clone(), (0, None, 0)).has_members());
        assert!(!figure(Value::NoData, (0, Some(0), 0)).has_members());
        assert!(!figure(nought.clone(), (0, None, 1)).has_members(), "what no rule of its time counts is no nought");
        assert!(figure(nought, (0, Some(3), 0)).has_members());
    }

    #[test]
    fn targets_of_an_earlier_year_are_those_of_the_same_agreement() {
        let shipped = Agreements::embedded().unwrap();
        let found = |like: &str, code: &str| {
            let now = Agreement { code: code.to_owned(), year: 2026, ..shipped.find(like).unwrap().clone() };
            agreed(&shipped, &now, &now.items[0], 2025).map(|(agreement, _)| agreement.code.clone())
        };
        assert_eq!(found("2025-pok", "2026-pok").as_deref(), Some("2025-pok"));
        assert_eq!(found("2025-pk-oktober", "2026-pk-oktober").as_deref(), Some("2025-pk-oktober"));
        assert_eq!(found("2025-pk-oktober", "2026-pk").as_deref(), Some("2025-pk-oktober"));
        assert_eq!(found("2025-pok", "2026-renja"), None, "another agreement is no measure");
    }

    #[test]
    fn the_difference_is_that_of_what_is_seen() {
        let of = |now: &str, before: &str, decimals| difference(&number(now), &number(before), decimals).unwrap();
        assert_eq!(of("9167", "7857", 0), "+1.310");
        assert_eq!(of("16615", "16960", 0), "-345");
        assert_eq!(of("100", "100", 2), "0");
        assert_eq!(of("66.666", "33.333", 2), "+33,34");
        assert_eq!(difference(&number("1"), &figure(Value::NoData, (0, Some(0), 0)), 0), None);
    }
}
