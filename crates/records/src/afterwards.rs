//! What people came to: records of a kind about people who are known from records of another. No kind need know the other.

use kernel::db::chunk_rows;
use kernel::{CatatanId, Ctx, Day, OrangId, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use crate::AnyKind;

/// A record that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The person.
    pub person: OrangId,
    /// The record.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// The day that was asked for.
    pub day: Day,
}

/// The records of a kind about these people in a state, with the day that stands in a column; the earliest first. Withdrawn records and
/// those without that day are left out, as are those that the actor does not see. Nothing of the people is read.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or any database error.
pub async fn of_people(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    people: &[OrangId],
    (status, day): (&str, &'static str),
) -> Result<Vec<Reached>> {
    ctx.actor.require(kind.info().permission)?;
    let mut reached = Vec::new();
    for some in people.chunks(chunk_rows(2)) {
        let query = Query::select()
            .columns(["id", "nomor", "orang_id", day])
            .from(kind.info().table)
            .and_where(kind.seen(ctx))
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .and_where(Expr::col("status").eq(status))
            .and_where(Expr::col(day).is_not_null())
            .and_where(Expr::col("orang_id").is_in(some.iter().map(|person| person.0)))
            .order_by(day, Order::Asc)
            .order_by("id", Order::Asc)
            .to_owned();
        for row in ctx.db().query_all(&query).await? {
            reached.push(Reached {
                person: OrangId(row.try_get("", "orang_id")?),
                id: CatatanId(row.try_get("", "id")?),
                number: row.try_get("", "nomor")?,
                day: row.try_get("", day)?,
            });
        }
    }
    Ok(reached)
}
