//! What is done beside the fields of a record, such as attaching a file: its history tells of it, and its version counts up.

use kernel::{CatatanId, Ctx, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::apply::{Line, put};
use crate::change;
use crate::{AnyKind, Head};

/// What was done.
pub struct Touch {
    /// To which record.
    pub id: CatatanId,
    /// Why, or in which words.
    pub reason: String,
    /// What history keeps of it.
    pub changes: serde_json::Value,
}

impl dyn AnyKind + '_ {
    /// Writes the line. No version is asked for, since no field is overwritten: who comes at the same moment waits.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], [`kernel::Problem::NotFound`], [`kernel::Problem::Refused`] when the record is withdrawn.
    pub async fn touch(&self, tx: &mut Tx, ctx: &Ctx, touch: Touch) -> Result<Head> {
        ctx.actor.require(self.info().permission)?;
        let mut query = self.select_seen(ctx)?;
        query.and_where(Expr::col("id").eq(touch.id.0)).lock_exclusive();
        let old = self.one(&**tx, &query).await?;
        let head = old.head();
        if head.withdrawn.is_some() {
            return Err(change::withdrawn(old.status()));
        }
        tx.not_before(head.changed);
        let columns = vec![("versi", (head.version + 1).into()), ("diubah_pada", tx.at.into())];
        let line = Line { reason: touch.reason, happened: None, changes: touch.changes };
        put(self, tx, ctx, &*old, &*old.replaced(columns)?, line).await?;
        Ok(head)
    }
}
