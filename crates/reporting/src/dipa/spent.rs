//! What the money of a year did for the items of its agreement, for who writes the year's report: Tabel 23.

use chrono::{DateTime, Utc};
use kernel::{Ctx, Day, Result};
use rust_decimal::Decimal;

use super::joined::{Served, join};
use super::model::{Budget, Part, Sum, absorbed};
use super::page::Whose;
use super::{Asked, View, view, view_at};
use crate::agreement::Agreements;

/// The budget of an office's year, beside the items of its agreement.
#[derive(Clone, Debug)]
pub struct YearBudget {
    /// The day of which it is.
    pub on: Day,
    /// The instant by whose knowledge it is, if that is not now.
    pub at: Option<DateTime<Utc>>,
    /// Ceiling and what is spent by that day as the records say now, where they said otherwise at the instant.
    pub now: Option<(i64, i64)>,
    /// The ceiling in force, of all activities.
    pub ceiling: i64,
    /// What is spent, of all activities.
    pub spent: i64,
    /// What of the ceiling is spent, in percent, unrounded; none where there is no ceiling.
    pub absorbed: Option<Decimal>,
    /// The address of the records behind it.
    pub address: String,
    /// The agreement whose items are named; none where nobody has said which activities serve them.
    pub agreement: Option<String>,
    /// Its items.
    pub items: Vec<ItemBudget>,
    /// Activities that no item names.
    pub unnamed: Vec<String>,
}

/// What of the budget serves an item of the agreement.
#[derive(Clone, Debug)]
pub struct ItemBudget {
    /// The number of the item.
    pub no: u32,
    /// Its indicator.
    pub indicator: &'static str,
    /// The activities that serve it.
    pub activities: Vec<String>,
    /// Whether it is assumed that they do.
    pub assumed: bool,
    /// Their ceiling; none where no record says one.
    pub ceiling: Option<i64>,
    /// What of it is spent; none where no record says so.
    pub spent: Option<i64>,
    /// What of the ceiling is spent, in percent, unrounded.
    pub absorbed: Option<Decimal>,
    /// The address of the records behind it.
    pub address: String,
}

/// The budget of a year of an office of the actor, as it was known at an instant or is now; none where nothing of it was on file. Which
/// activities serve which items is as it is said now.
///
/// # Errors
/// [`kernel::Problem::Forbidden`] for who may not read budgets; as the page of the budget otherwise.
pub async fn year_budget(
    ctx: &Ctx,
    all: &Agreements,
    (office, year): (&str, i32),
    at: Option<DateTime<Utc>>,
) -> Result<Option<YearBudget>> {
    let asked = Asked { tahun: Some(year), kantor: Some(office.to_owned()), ..Asked::default() };
    let shown = view_at(ctx, &asked, at).await?;
    let budget = &shown.budget;
    if budget.activities.is_empty() {
        return Ok(None);
    }
    let joined = join(ctx, all, &shown).await?;
    let (ceiling, spent) = whole(budget);
    let now = match at {
        Some(_) => {
            let asked = Asked { pada: Some(budget.on.to_string()), ..asked };
            Some(whole(&view(ctx, &asked).await?.budget)).filter(|now| *now != (ceiling, spent))
        }
        None => None,
    };
    Ok(Some(YearBudget {
        on: budget.on,
        at,
        now,
        ceiling,
        spent,
        absorbed: percent(absorbed(spent, ceiling)),
        address: shown.behind(Part::Spent, Whose::All),
        agreement: joined.as_ref().map(|joined| joined.agreement.code.clone()),
        items: joined.iter().flat_map(|joined| &joined.lines).map(|served| item(&shown, served)).collect(),
        unnamed: joined.as_ref().map(|joined| joined.unnamed.clone()).unwrap_or_default(),
    }))
}

/// The ceiling in force, and what is spent.
fn whole(budget: &Budget) -> (i64, i64) {
    (budget.total(Part::Ceiling).amount, budget.total(Part::Spent).amount)
}

fn percent(ratio: Option<Decimal>) -> Option<Decimal> {
    ratio.map(|ratio| ratio * Decimal::ONE_HUNDRED)
}

fn amount(sum: &Sum<'_>) -> Option<i64> {
    (!sum.rows.is_empty()).then_some(sum.amount)
}

fn item(shown: &View, served: &Served) -> ItemBudget {
    let (budget, no) = (&shown.budget, served.line.item.no);
    ItemBudget {
        no,
        indicator: served.line.indicator.id,
        activities: served.serving.iter().flat_map(|one| one.activities.iter().cloned()).collect(),
        assumed: served.serving.iter().any(|one| one.status == "asumsi"),
        ceiling: amount(&served.sum(budget, Part::Ceiling)),
        spent: amount(&served.sum(budget, Part::Spent)),
        absorbed: percent(served.absorbed(budget)),
        address: shown.behind(Part::Spent, Whose::Item(no)),
    }
}
