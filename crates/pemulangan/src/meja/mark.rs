//! Marking somebody on a manifest as not come, or as expected after all.

use kernel::{Ctx, Problem, Result, Tx};

use super::op::Mark;
use super::run::Done;
use crate::manifes::{self, Status};

/// Marks the line. Taking the mark from somebody who has been met since is nothing to do.
///
/// # Errors
/// As [`manifes::absent`].
pub(super) async fn mark(tx: &Tx, ctx: &Ctx, asked: &Mark) -> Result<Done> {
    match manifes::absent(tx, ctx, asked.manifes, asked.tidak_datang).await {
        Err(Problem::Refused { status, .. }) if !asked.tidak_datang && status == Status::Ditemui.code() => {}
        done => done?,
    }
    Ok(Done::default())
}
