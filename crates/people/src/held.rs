//! Holds on what is kept of people (`penahanan`), as far as parting people touches them.

use std::collections::BTreeSet;

use kernel::{OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Value};

const TABLE: &str = "penahanan";
const COLUMNS: [&str; 7] = ["id", "orang_id", "kantor_id", "alasan", "dipasang_id", "dipasang_oleh", "dipasang_pada"];

/// The holds that stand on a row.
fn standing(person: OrangId) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("orang_id").eq(person.0))
        .and_where(Expr::col("diangkat_pada").is_null())
        .to_owned()
}

/// Holds who was parted from somebody as they are held: by the same offices, for the same reasons. Else parting would take records from
/// under a hold.
///
/// # Errors
/// Any database error.
pub(crate) async fn follow(tx: &Tx, from: OrangId, to: OrangId) -> Result<()> {
    let mut held: BTreeSet<Uuid> = BTreeSet::new();
    for row in tx.query_all(&standing(to)).await? {
        held.insert(row.try_get("", "kantor_id")?);
    }
    for row in tx.query_all(&standing(from)).await? {
        let office: Uuid = row.try_get("", "kantor_id")?;
        if held.contains(&office) {
            continue;
        }
        let (reason, by): (String, String) = (row.try_get("", "alasan")?, row.try_get("", "dipasang_oleh")?);
        let account: Option<Uuid> = row.try_get("", "dipasang_id")?;
        let at: DateTimeUtc = row.try_get("", "dipasang_pada")?;
        let cells: [Value; 7] =
            [tx.id().into(), to.0.into(), office.into(), reason.into(), account.into(), by.into(), at.into()];
        let mut insert = Query::insert();
        insert.into_table(TABLE).columns(COLUMNS);
        insert.values(cells.map(Expr::val)).map_err(Problem::internal)?;
        tx.execute(&insert).await?;
    }
    Ok(())
}
