//! The items of the agreement beside the activities that serve them: Tabel 23 of the report. The figures are the counted ones; nothing of
//! it is typed.

use kernel::period::day_of;
use kernel::{Ctx, Permission, Result};
use rust_decimal::Decimal;

use super::View;
use super::model::{Activity, Budget, Part, Sum, absorbed};
use crate::agreement::{Agreement, Agreements};
use crate::compute::Known;
use crate::serving::Serving;
use crate::table::{self, Line};

/// An agreement with the money beside its items.
pub(super) struct Joined {
    pub agreement: Agreement,
    pub known: Known,
    pub lines: Vec<Served>,
    /// Activities that no item names.
    pub unnamed: Vec<String>,
}

/// An item with what serves it.
pub(super) struct Served {
    pub line: Line,
    /// The activities that are said to serve it; none where nobody has said.
    pub serving: Vec<Serving>,
    /// Of these, the names that the budget does not have.
    pub missing: Vec<String>,
}

impl Served {
    /// Whether an activity serves the item.
    pub(super) fn takes(&self, activity: &Activity) -> bool {
        self.serving.iter().any(|one| one.names(&activity.name))
    }

    /// One of the numbers of the activities that serve it.
    pub(super) fn sum<'a>(&self, budget: &'a Budget, part: Part) -> Sum<'a> {
        budget.sum(part, |activity| self.takes(activity))
    }

    /// What of their ceiling is spent.
    pub(super) fn absorbed(&self, budget: &Budget) -> Option<Decimal> {
        absorbed(self.sum(budget, Part::Spent).amount, self.sum(budget, Part::Ceiling).amount)
    }
}

/// The items of the office's agreement of the year with the budget beside them; none where no agreement is said to be served, or where
/// the actor may not see figures.
///
/// # Errors
/// Any database error.
pub(super) async fn join(ctx: &Ctx, all: &Agreements, view: &View) -> Result<Option<Joined>> {
    let budget = &view.budget;
    let served = |agreement: &&&Agreement| {
        agreement.office.eq_ignore_ascii_case(&view.office.code) && !all.serving(&agreement.code).is_empty()
    };
    let of_year = all.of_year(budget.year);
    let Some(agreement) = of_year.iter().find(served).filter(|_| ctx.actor.may(Permission::ReadReports)) else {
        return Ok(None);
    };
    let today = view.at.map_or_else(|| ctx.today(), day_of);
    let over = budget.on >= budget.end(12) || budget.on >= today;
    let asked = if over { today } else { budget.on };
    let agreement = all.in_force_as_known(&agreement.code, budget.on, asked)?;
    let known = match view.at {
        Some(at) => Known::At(at),
        None if over => Known::Now,
        None => Known::AtEndOf(budget.on),
    };
    let iku = table::build(ctx, all, agreement, known).await?;
    let serving = all.serving(&agreement.code);
    let lines: Vec<Served> = iku.lines.into_iter().map(|line| beside(all, line, &serving, budget)).collect();
    let named = |activity: &&Activity| !lines.iter().any(|line| line.takes(activity));
    let unnamed = budget.activities.iter().filter(named).map(|activity| activity.name.clone()).collect();
    Ok(Some(Joined { agreement: agreement.clone(), known, lines, unnamed }))
}

fn beside(all: &Agreements, line: Line, serving: &[&Serving], budget: &Budget) -> Served {
    let means = |one: &Serving| one.items.iter().any(|no| all.means(&one.agreement, *no, &line.item));
    let of_item = serving.iter().filter(|one| means(one));
    let serving: Vec<Serving> = of_item.map(|one| (*one).clone()).collect();
    let names = serving.iter().flat_map(|one| &one.activities);
    let missing = names.filter(|name| !budget.activities.iter().any(|one| one.is(name))).cloned().collect();
    Served { line, serving, missing }
}
