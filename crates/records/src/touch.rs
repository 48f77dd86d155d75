//! Actions on a record that change none of its fields, such as attaching a file. They add a line of history and a new version.

use kernel::{CatatanId, Ctx, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::apply::{Line, put};
use crate::change;
use crate::differences::differences;
use crate::paper::{self, Turn};
use crate::{AnyKind, Deed, Head};

/// What was done.
pub struct Touch {
    /// The record.
    pub id: CatatanId,
    /// The reason, or the text of the user.
    pub reason: String,
    /// What is stored about it in the history.
    pub changes: serde_json::Value,
}

impl dyn AnyKind + '_ {
    /// Writes the line. It does not check the version, since no field is overwritten; parallel requests wait.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], [`kernel::Problem::NotFound`], [`kernel::Problem::Refused`] when the record is withdrawn.
    pub async fn touch(&self, tx: &mut Tx, ctx: &Ctx, touch: Touch) -> Result<Head> {
        Ok(touch_paper(self, tx, ctx, touch, None).await?.0)
    }
}

/// Touches a record with a file that is, or was, a paper of the record: the line also tells what that changed, or why it changed nothing.
/// Returns that sentence too.
///
/// # Errors
/// As of a touch; those of the kind.
pub(crate) async fn touch_paper(
    kind: &dyn AnyKind,
    tx: &mut Tx,
    ctx: &Ctx,
    touch: Touch,
    turn: Option<Turn<'_>>,
) -> Result<(Head, Option<String>)> {
    ctx.actor.require(kind.info().permission)?;
    let mut query = kind.select_seen(ctx)?;
    query.and_where(Expr::col("id").eq(touch.id.0)).lock_exclusive();
    let old = kind.one(&**tx, &query).await?;
    let head = old.head();
    if head.withdrawn.is_some() {
        return Err(change::withdrawn(old.status()));
    }
    tx.not_before(head.changed);
    let columns = vec![("versi", (head.version + 1).into()), ("diubah_pada", tx.at.into())];
    let touched = old.replaced(columns)?;
    let Touch { reason, mut changes, .. } = touch;
    let Some(turn) = turn else {
        put(kind, tx, ctx, &*old, &*touched, Line { reason, happened: None, changes }).await?;
        return Ok((head, None));
    };
    let (new, why) = paper::turned(kind, tx, ctx, (&*old, touched), turn).await?;
    let told = why.map(paper::unmoved);
    let reason = match &told {
        Some(told) => format!("{}. {told}", reason.trim_end_matches('.')),
        None => reason,
    };
    let more = differences(kind, &*old, &*new, None)?;
    if let (Some(members), serde_json::Value::Object(more)) = (changes.as_object_mut(), more) {
        members.extend(more);
    }
    let line = Line { reason: reason.clone(), happened: None, changes };
    put(kind, tx, ctx, &*old, &*new, line).await?;
    kind.follow(tx, ctx, Deed { old: Some(&*old), new: &*new, reason: &reason, taken: None }).await?;
    Ok((head, told))
}
