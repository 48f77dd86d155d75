//! Carrying out a command on a complaint: one transaction, guarded by version, with history and facts.

use kernel::{CatatanId, Ctx, Result};
use records::{Change, change};

use super::decide::{Command, decide};
use super::{Pengaduan, entity::Model};

/// Carries out a command. `version` is what the one who asks has seen; none where the newest will do.
///
/// # Errors
/// As [`decide`], and [`kernel::Problem::Stale`] when somebody else was faster.
pub async fn run(ctx: &Ctx, id: CatatanId, version: Option<i64>, command: Command, reason: &str) -> Result<Model> {
    let asked = Change { id, version, reason: reason.to_owned(), happened: None };
    change::<Pengaduan>(ctx, asked, |record, head| decide(record, command, &head)).await
}
