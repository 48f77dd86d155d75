//! Tasks that are about no record, such as a closing that waits for its signature.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use kernel::{Ctx, KantorId, Result, Stage};

use super::Whose;

/// A task that is about no record.
#[derive(Clone, Debug)]
pub struct Beside {
    /// What it is about.
    pub title: String,
    /// Where that is shown.
    pub address: String,
    /// What must be done.
    pub purpose: &'static str,
    /// The status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
    /// The office that must act.
    pub office: KantorId,
    /// Since when it waits.
    pub since: DateTime<Utc>,
}

/// Tasks that are being looked for.
pub type Sought<'a> = BoxFuture<'a, Result<Vec<Beside>>>;

/// Who knows tasks that are about no record. `reporting` implements it.
pub trait Besides: Send + Sync {
    /// Those of the actor, or of the offices that the actor sees; the longest waiting first.
    fn waiting<'a>(&'a self, ctx: &'a Ctx, whose: Whose) -> Sought<'a>;
}
