//! What is done beside the fields of a record, such as attaching a file: its history tells of it, and its version counts up.

use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{QueryFilter, QuerySelect};

use crate::change::{self, Line, put};
use crate::columns::replaced;
use crate::{Head, Kind, Record, queries};

/// What was done.
pub struct Touch {
    /// To which record.
    pub id: CatatanId,
    /// Why, or in which words.
    pub reason: String,
    /// What history keeps of it.
    pub changes: serde_json::Value,
}

/// Writes the line. No version is asked for, since no field is overwritten: who comes at the same moment waits.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Refused`] when the record is withdrawn.
pub(crate) async fn touch<K: Kind>(tx: &mut Tx, ctx: &Ctx, touch: Touch) -> Result<Head> {
    ctx.actor.require(K::INFO.permission)?;
    let found = queries::visible_to::<K>(ctx).filter(Expr::col("id").eq(touch.id.0)).lock_exclusive();
    let old = found.one(&**tx).await?.ok_or(Problem::NotFound)?;
    let head = old.head();
    if head.withdrawn.is_some() {
        return Err(change::withdrawn(old.status()));
    }
    tx.not_before(head.changed);
    let columns = vec![("versi", (head.version + 1).into()), ("diubah_pada", tx.at.into())];
    let line = Line { reason: touch.reason, happened: None, changes: touch.changes };
    put::<K>(tx, ctx, &old, &replaced(&old, columns)?, line).await?;
    Ok(head)
}
