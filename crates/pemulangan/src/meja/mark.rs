//! Marking somebody on a manifest as not come, or as expected after all.

use kernel::{Ctx, Result, Tx};

use super::op::Mark;
use super::run::Done;
use crate::manifes;

/// Marks the line.
///
/// # Errors
/// As [`manifes::absent`].
pub(super) async fn mark(tx: &mut Tx, ctx: &Ctx, asked: &Mark) -> Result<Done> {
    manifes::absent(tx, ctx, asked.manifes, asked.tidak_datang).await?;
    Ok(Done::default())
}
