//! Updates all records of a person after the person was corrected or merged into another.

use kernel::form::FieldKind;
use kernel::vault::Key;
use kernel::{CatatanId, Ctx, OrangId, Result, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use uuid::Uuid;

use crate::apply::{Line, put};
use crate::resealed::resealed;
use crate::{AnyKind, Boxed, Head, Stored, link};

/// What happens to the records of a person.
pub struct Renewal<'a> {
    /// The person whose records they are.
    pub person: OrangId,
    /// The person to whom they are moved, if any, with the old and the new sealing key.
    pub heir: Option<(OrangId, &'a Key, &'a Key)>,
    /// Why, for the history of each record.
    pub reason: &'a str,
}

/// Writes a record for its heir or with the person's current data; `changes` are further members of its line of history.
async fn renewed(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    old: &dyn Stored,
    renewal: &Renewal<'_>,
    mut changes: serde_json::Map<String, serde_json::Value>,
) -> Result<()> {
    let mut columns = vec![("versi", (old.head().version + 1).into()), ("diubah_pada", tx.at.into())];
    let mut sealed = None;
    if let Some((heir, key, new_key)) = renewal.heir {
        columns.push(("orang_id", heir.into()));
        changes.insert("orang_id".to_owned(), serde_json::json!({ "dari": renewal.person, "ke": heir }));
        sealed = Some(resealed(old, key, new_key)?);
    }
    let line = Line { reason: renewal.reason.to_owned(), happened: None, changes: changes.into() };
    let new = sealed.as_deref().unwrap_or(old).replaced(columns)?;
    put(kind, tx, ctx, old, &*new, line).await
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
            renewed(self, tx, ctx, &*old, renewal, serde_json::Map::new()).await?;
        }
        Ok(())
    }

    /// The records of a person with the ids of the records to which they are linked and that are about the same matter: those of
    /// another kind.
    ///
    /// # Errors
    /// A row that cannot be shown.
    pub(crate) async fn linked_of(&self, tx: &Tx, person: OrangId) -> Result<Vec<(Head, Vec<Uuid>)>> {
        let mut linked = Vec::new();
        for record in all(self, &**tx, person).await? {
            let links = link::stored(self, &*record)?;
            let own = |field: &str| self.own().iter().find(|one| one.key == field).map(|field| field.kind);
            let other = |field: &str| own(field) != Some(FieldKind::Link(self.info().name));
            let ids = links.into_iter().filter(|(field, _)| other(field)).map(|(_, id)| id).collect();
            linked.push((record.head(), ids));
        }
        Ok(linked)
    }

    /// Moves one record of a person to another person, with a line of history that says they were parted. Both must have been
    /// written before.
    ///
    /// # Errors
    /// As [`renew`](Self::renew).
    pub(crate) async fn part(&self, tx: &Tx, ctx: &Ctx, id: CatatanId, renewal: &Renewal<'_>) -> Result<()> {
        let old = self.any(tx, id).await?;
        let mark = serde_json::Map::from_iter([("dipisahkan".to_owned(), serde_json::json!(true))]);
        renewed(self, tx, ctx, &*old, renewal, mark).await
    }
}
