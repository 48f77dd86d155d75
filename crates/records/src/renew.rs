//! Updates all records of a person after the person was corrected or merged into another.

use kernel::vault::Key;
use kernel::{Ctx, OrangId, Result, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order};

use crate::apply::{Line, put};
use crate::resealed::resealed;
use crate::{AnyKind, Boxed, Head};

/// What happens to the records of a person.
pub struct Renewal<'a> {
    /// The person whose records they are.
    pub person: OrangId,
    /// The person to whom they are moved, if any, with the old and the new sealing key.
    pub heir: Option<(OrangId, &'a Key, &'a Key)>,
    /// Why, for the history of each record.
    pub reason: &'a str,
}

/// The records of a person, withdrawn ones too, in all offices.
async fn all(kind: &dyn AnyKind, db: &impl ConnectionTrait, person: OrangId) -> Result<Vec<Boxed>> {
    if !kind.info().person {
        return Ok(Vec::new());
    }
    let query = kind.select()?.and_where(Expr::col("orang_id").eq(person.0)).order_by("id", Order::Asc).to_owned();
    kind.all(db, &query).await
}

impl dyn AnyKind + '_ {
    /// The common columns of all records of a person.
    ///
    /// # Errors
    /// Any database error.
    pub async fn heads(&self, tx: &Tx, person: OrangId) -> Result<Vec<Head>> {
        Ok(all(self, &**tx, person).await?.iter().map(|record| record.head()).collect())
    }

    /// Moves all records of a person to the heir, if there is one, and updates their facts to the person's current data. Each
    /// record gets a line of history. The person must have been written before.
    ///
    /// # Errors
    /// Any database error, or a sealed field that does not open.
    pub async fn renew(&self, tx: &Tx, ctx: &Ctx, renewal: &Renewal<'_>) -> Result<()> {
        for old in all(self, &**tx, renewal.person).await? {
            let mut columns = vec![("versi", (old.head().version + 1).into()), ("diubah_pada", tx.at.into())];
            let mut changes = serde_json::json!({});
            let mut sealed = None;
            if let Some((heir, key, new_key)) = renewal.heir {
                columns.push(("orang_id", heir.into()));
                changes = serde_json::json!({ "orang_id": { "dari": renewal.person, "ke": heir } });
                sealed = Some(resealed(&*old, key, new_key)?);
            }
            let line = Line { reason: renewal.reason.to_owned(), happened: None, changes };
            let new = sealed.as_ref().unwrap_or(&old).replaced(columns)?;
            put(self, tx, ctx, &*old, &*new, line).await?;
        }
        Ok(())
    }
}
