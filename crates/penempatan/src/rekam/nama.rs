//! The names of companies as records have them.

use std::collections::BTreeSet;

use kernel::reference::fold;
use kernel::{Ctx, Result};
use records::AnyKind;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};

/// The names in the records of a kind that the actor sees, each with how many have it; withdrawn ones are left out.
///
/// # Errors
/// Any database error.
pub(super) async fn all(ctx: &Ctx, kind: &dyn AnyKind) -> Result<Vec<(String, i64)>> {
    let query = Query::select()
        .column("p3mi")
        .expr_as(Expr::col(Asterisk).count(), "banyak")
        .from(kind.info().table)
        .and_where(kind.seen(ctx))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .and_where(Expr::col("p3mi").is_not_null())
        .group_by_col("p3mi")
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    rows.iter().map(|row| Ok((row.try_get("", "p3mi")?, row.try_get("", "banyak")?))).collect()
}

/// Those of them that are spellings of one company.
///
/// # Errors
/// As [`all`].
pub(super) async fn of(ctx: &Ctx, kind: &dyn AnyKind, spellings: &BTreeSet<String>) -> Result<Vec<String>> {
    let names = all(ctx, kind).await?.into_iter().map(|(name, _)| name);
    Ok(names.filter(|name| spellings.contains(&fold(name))).collect())
}
