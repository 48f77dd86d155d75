//! The table of an agreement: every item with its quarters, its year, and what was printed.

use kernel::figure::{percent, round};
use kernel::{Ctx, KantorId, Problem, Result};
use rust_decimal::Decimal;

use crate::agreement::{Agreement, Agreements, Item, number};
use crate::capaian::Capaian;
use crate::compute::{Computed, Counts, Known, Value};
use crate::indicator::{Definition, Indicator, Polarity};
use crate::printed::{Comparison, compare};

/// A figure with its target and capaian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The version of the definition by which it was struck.
    pub definition: u32,
    /// Members that count.
    pub numerator: i64,
    /// All members of a share's whole.
    pub denominator: Option<i64>,
    /// Members kept but not counted.
    pub not_counted: i64,
    /// The figure, unrounded.
    pub value: Value,
    /// The target, as agreed.
    pub target: Option<String>,
    /// Capaian in percent, unrounded and uncapped; none where figure or target is no number.
    pub capaian: Option<Decimal>,
    /// Whether the target is met; none where that cannot be said.
    pub met: Option<bool>,
}

/// An item of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// The item.
    pub item: Item,
    /// Its indicator.
    pub indicator: &'static Indicator,
    /// The quarters.
    pub quarters: Vec<Figure>,
    /// The year.
    pub year: Figure,
    /// What was printed otherwise; none where nothing was printed.
    pub differences: Option<Vec<Comparison>>,
    /// What was printed for the year.
    pub printed: Option<String>,
}

/// Whose records a table counts.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The offices.
    pub offices: Vec<KantorId>,
    /// The code of the office on top.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is the office of the agreement: only then do target and print belong beside the figures.
    pub whole: bool,
}

/// Whose records a table shows to somebody: those of the agreement's office and below where the actor may see them
/// all, else only the actor's own.
#[must_use]
pub fn scope(ctx: &Ctx, agreement: &Agreement) -> Scope {
    let tree = &ctx.house.offices;
    let office = tree.by_code(&agreement.office).filter(|o| ctx.actor.offices.contains(&o.id));
    match office {
        Some(o) => Scope { offices: tree.with_below(o.id), code: o.code.clone(), name: o.name.clone(), whole: true },
        None => Scope {
            offices: ctx.actor.offices.clone(),
            code: tree.by_id(ctx.actor.office).map(|o| o.code.clone()).unwrap_or_default(),
            name: ctx.actor.office_name.clone(),
            whole: false,
        },
    }
}

/// The table of an agreement.
#[derive(Clone, Debug)]
pub struct IkuTable {
    /// The agreement.
    pub agreement: Agreement,
    /// Whose records it counts.
    pub scope: Scope,
    /// By which knowledge it was struck.
    pub known: Known,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The categories of NKA from the worst to the best.
pub(crate) const CATEGORIES: [&str; 5] = ["sangat kurang", "kurang", "cukup", "baik", "sangat baik"];

pub(crate) fn judge(indicator: &Indicator, computed: Computed, target: Option<&str>) -> Figure {
    let goal = target.and_then(number);
    let (capaian, met) = match (&computed.value, goal) {
        (Value::Number(value), Some(goal)) => {
            (achieved(indicator.polarity, *value, goal), Some(reached(indicator, *value, goal)))
        }
        (Value::Category(category), None) => (None, target.and_then(|goal| at_least(category, goal))),
        _ => (None, None),
    };
    Figure {
        definition: computed.definition,
        numerator: computed.numerator,
        denominator: computed.denominator,
        not_counted: computed.not_counted,
        value: computed.value,
        target: target.map(str::to_owned),
        capaian,
        met,
    }
}

/// Capaian in percent: realisation over target, or its mirror where less is better. A target of 0 has none.
fn achieved(polarity: Polarity, value: Decimal, goal: Decimal) -> Option<Decimal> {
    match polarity {
        Polarity::Higher => percent(value, goal),
        Polarity::Lower => percent(goal + goal - value, goal),
    }
}

fn reached(indicator: &Indicator, value: Decimal, goal: Decimal) -> bool {
    match indicator.polarity {
        Polarity::Higher => value >= goal,
        Polarity::Lower => value <= goal,
    }
}

fn at_least(category: &str, goal: &str) -> Option<bool> {
    let rank = |word: &str| CATEGORIES.iter().position(|c| c.eq_ignore_ascii_case(word));
    Some(rank(category)? >= rank(goal)?)
}

impl Figure {
    /// Capaian, unrounded, capped where the agreement caps it.
    #[must_use]
    pub fn capped(&self, cap: Option<u32>) -> Option<Decimal> {
        Some(self.achieved(cap)?.shown)
    }

    /// Capaian with the cap of the agreement, as it is told.
    #[must_use]
    pub fn achieved(&self, cap: Option<u32>) -> Option<Capaian> {
        Some(Capaian::of(self.capaian?, cap.map(i64::from)))
    }

    /// The figure rounded to its decimals.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Option<Decimal> {
        if let Value::Number(value) = &self.value { Some(round(*value, decimals)) } else { None }
    }
}

/// Strikes the table of an agreement for the offices of [`scope`].
///
/// # Errors
/// What the database says.
pub async fn build(ctx: &Ctx, agreements: &Agreements, agreement: &Agreement, known: Known) -> Result<IkuTable> {
    let scope = scope(ctx, agreement);
    let indicators = agreement.items.iter().map(Item::indicator).collect::<Result<Vec<_>>>()?;
    let counts = Counts::take(ctx.db(), &indicators, &scope.offices, agreement.year, known).await?;
    let lines = agreement.items.iter().map(|item| struck(ctx, agreements, agreement, item, &counts));
    let lines = lines.collect::<Result<_>>()?;
    Ok(IkuTable { agreement: agreement.clone(), scope, known, lines })
}

/// Strikes one item of an agreement.
///
/// # Errors
/// What the database says.
pub async fn line(
    ctx: &Ctx,
    agreements: &Agreements,
    agreement: &Agreement,
    item: &Item,
    known: Known,
) -> Result<Line> {
    let offices = scope(ctx, agreement).offices;
    let counts = Counts::take(ctx.db(), &[item.indicator()?], &offices, agreement.year, known).await?;
    struck(ctx, agreements, agreement, item, &counts)
}

fn struck(ctx: &Ctx, agreements: &Agreements, agreement: &Agreement, item: &Item, counts: &Counts) -> Result<Line> {
    let indicator = item.indicator()?;
    let scope = scope(ctx, agreement);
    let mut quarters: Vec<Figure> = counts
        .figures(indicator)
        .into_iter()
        .zip([1, 2, 3, 4, 0])
        .map(|(computed, tw)| judge(indicator, computed, item.target(tw).filter(|_| scope.whole)))
        .collect();
    let year = quarters.pop().ok_or_else(|| Problem::internal("a year has five figures"))?;
    let printed = agreements
        .printed(&agreement.code)
        .filter(|_| scope.whole)
        .and_then(|p| p.items.iter().find(|i| agreements.means(&agreement.code, i.no, item)));
    Ok(Line {
        differences: printed.map(|p| compare(p, &quarters, &year)),
        printed: printed.map(|p| p.year.clone()),
        item: item.clone(),
        indicator,
        quarters,
        year,
    })
}

impl Line {
    /// The definition by which the year was struck.
    #[must_use]
    pub fn definition(&self) -> &'static Definition {
        self.indicator.version(self.year.definition).unwrap_or_else(|| self.indicator.newest())
    }

    /// The definitions by which the figures of the line were struck, where they are not all the same.
    #[must_use]
    pub fn changed(&self) -> Vec<&'static Definition> {
        let figures = || self.quarters.iter().chain([&self.year]);
        let used = |d: &&Definition| figures().any(|figure| figure.definition == d.number);
        let used: Vec<_> = self.indicator.definitions.iter().filter(used).collect();
        if used.len() > 1 { used } else { Vec::new() }
    }

    /// Whether the print disagrees anywhere.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.differences.as_ref().is_some_and(|d| !d.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn capaian_by_polarity() {
        assert_eq!(round(achieved(Polarity::Higher, d("9167"), d("3390")).unwrap(), 2), d("270.41"));
        assert_eq!(achieved(Polarity::Lower, d("5"), d("10")).unwrap(), d("150"));
        assert_eq!(achieved(Polarity::Higher, d("5"), d("0")), None);
    }

    #[test]
    fn categories_are_ordered() {
        assert_eq!(at_least("Sangat Baik", "Baik"), Some(true));
        assert_eq!(at_least("Cukup", "Baik"), Some(false));
        assert_eq!(at_least("Entah", "Baik"), None);
    }
}
