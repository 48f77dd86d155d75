//! Bringing all records of a person up to date when the person was corrected or merged into another.

use kernel::vault::Key;
use kernel::{Ctx, OrangId, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::change::{Line, put};
use crate::columns::{replaced, resealed};
use crate::{Head, Kind, Record};

/// What happens to the records of a person.
pub struct Renewal<'a> {
    /// The person whose records they are.
    pub person: OrangId,
    /// The person whose they become, with the key that sealed them and the key that will.
    pub heir: Option<(OrangId, &'a Key, &'a Key)>,
    /// Why, for the history of each record.
    pub reason: &'a str,
}

/// The records of a person, withdrawn ones too, in all offices.
async fn all<K: Kind>(db: &impl ConnectionTrait, person: OrangId) -> Result<Vec<K::Record>> {
    if !K::INFO.person {
        return Ok(Vec::new());
    }
    let records = <K::Record as sea_orm::ModelTrait>::Entity::find()
        .filter(Expr::col("orang_id").eq(person.0))
        .order_by(Expr::col("id"), Order::Asc)
        .all(db)
        .await?;
    Ok(records)
}

/// The common columns of all records of a person.
///
/// # Errors
/// What the database says.
pub(crate) async fn heads<K: Kind>(db: &impl ConnectionTrait, person: OrangId) -> Result<Vec<Head>> {
    Ok(all::<K>(db, person).await?.iter().map(Record::head).collect())
}

/// Gives all records of a person to the heir, if there is one, and brings their facts to what the person is now; each gets
/// a line of history. The person must have been written before.
///
/// # Errors
/// What the database says, or a sealed field that does not open.
pub(crate) async fn renew<K: Kind>(tx: &Tx, ctx: &Ctx, renewal: &Renewal<'_>) -> Result<()> {
    for old in all::<K>(&**tx, renewal.person).await? {
        let mut columns = vec![("versi", (old.head().version + 1).into()), ("diubah_pada", tx.at.into())];
        let mut changes = serde_json::json!({});
        let mut sealed = old.clone();
        if let Some((heir, key, new_key)) = renewal.heir {
            columns.push(("orang_id", heir.into()));
            changes = serde_json::json!({ "orang_id": { "dari": renewal.person, "ke": heir } });
            sealed = resealed(&old, K::INFO.table, key, new_key)?;
        }
        let line = Line { reason: renewal.reason.to_owned(), happened: None, changes };
        put::<K>(tx, ctx, &old, &replaced(&sealed, columns)?, line).await?;
    }
    Ok(())
}
