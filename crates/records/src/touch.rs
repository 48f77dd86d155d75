//! Actions on a record that change none of its fields, such as attaching a file. They add a line of history and a new version.

use kernel::{CatatanId, Ctx, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::apply::{Line, put};
use crate::change;
use crate::{AnyKind, Head};

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
