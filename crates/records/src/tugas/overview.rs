//! The numbers of a person's page of tasks, without what they count.

use kernel::{Ctx, Permission, Result};

use super::beside::Besides;
use super::list::{self, Counts, Whose};
use super::reminder;
use crate::{AnyKind, Registry};

/// What the page of tasks says at its top: numbers only, so that they may leave the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Whose tasks are counted: the person's own, or the team's where there are none.
    pub whose: Whose,
    /// How many there are.
    pub counts: Counts,
    /// How many due tasks of the person's offices lack an officer.
    pub unassigned: i64,
}

impl Overview {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.all == 0 && self.unassigned == 0
    }
}

/// The numbers of the actor's page of tasks, by the queries of that page.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or any database error.
pub async fn overview(ctx: &Ctx, registry: &Registry, besides: &dyn Besides) -> Result<Overview> {
    ctx.actor.require(Permission::Tasks)?;
    let kinds = list::kinds(ctx, registry);
    let mut whose = Whose::Saya;
    let mut counts = of(ctx, &kinds, whose, besides).await?;
    if counts.all == 0 {
        whose = Whose::Tim;
        counts = of(ctx, &kinds, whose, besides).await?;
    }
    Ok(Overview { whose, counts, unassigned: reminder::unassigned(ctx, &kinds).await? })
}

async fn of(ctx: &Ctx, kinds: &[&'static dyn AnyKind], whose: Whose, besides: &dyn Besides) -> Result<Counts> {
    let beside = besides.waiting(ctx, whose).await?;
    Ok(list::counts(ctx, kinds, whose).await?.beside(beside.len()))
}
