//! Deriving all tasks of a kind anew, since calendar and clocks are data that change.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::row::{self, Work};
use crate::{Kind, Record};

const BATCH: u64 = 2_000;

/// Derives the tasks of all records of a kind anew, in all offices that the actor sees, a batch at a time. Only batches in
/// which something differs are written, each alone, so that no record changes in between. Returns how many tasks were put
/// right.
///
/// # Errors
/// What the database says.
pub(crate) async fn derive<K: Kind>(ctx: &Ctx) -> Result<usize> {
    let mut changed = gone::<K>(ctx).await?;
    if !ctx.house.clocks.has(K::INFO.name) {
        return Ok(changed);
    }
    let mut after: Option<CatatanId> = None;
    loop {
        let records = batch::<K>(ctx.db(), ctx, after).await?;
        let Some(last) = records.last().map(|record| record.head().id) else { return Ok(changed) };
        if differing::<K>(ctx.db(), ctx, &records).await? > 0 {
            let tx = ctx.begin_alone().await?;
            let records = batch::<K>(&*tx, ctx, after).await?;
            changed += differing::<K>(&*tx, ctx, &records).await?;
            row::write::<K>(&tx, &ctx.house, &records, false).await?;
            tx.commit().await?;
        }
        after = Some(last);
    }
}

async fn batch<K: Kind>(db: &impl ConnectionTrait, ctx: &Ctx, after: Option<CatatanId>) -> Result<Vec<K::Record>> {
    let mut query = <K::Record as sea_orm::ModelTrait>::Entity::find()
        .filter(Expr::col("kantor_id").is_in(ctx.actor.offices.iter().map(|o| o.0)))
        .order_by(Expr::col("id"), Order::Asc)
        .limit(BATCH);
    if let Some(after) = after {
        query = query.filter(Expr::col("id").gt(after.0));
    }
    Ok(query.all(db).await?)
}

/// How many of the records have another task than the one they should have.
async fn differing<K: Kind>(db: &impl ConnectionTrait, ctx: &Ctx, records: &[K::Record]) -> Result<usize> {
    let ids = records.iter().map(|record| record.head().id);
    let rows = Entity::find().filter(Column::CatatanId.is_in(ids)).all(db).await?;
    let mut held: HashMap<CatatanId, Model> = rows.into_iter().map(|row| (row.catatan_id, row)).collect();
    let mut count = 0;
    for record in records {
        let should = row::of::<K>(record, Work::of(&ctx.house))?;
        count += usize::from(held.remove(&record.head().id) != should);
    }
    Ok(count)
}

/// Takes away tasks of records that are gone, or of a kind whose clocks are.
async fn gone<K: Kind>(ctx: &Ctx) -> Result<usize> {
    let mut orphans = Entity::delete_many().filter(Column::Jenis.eq(K::INFO.name));
    if ctx.house.clocks.has(K::INFO.name) {
        let alive = Query::select().column("id").from(K::INFO.table).to_owned();
        orphans = orphans.filter(Column::CatatanId.not_in_subquery(alive));
    }
    let any = Entity::find().filter(Column::Jenis.eq(K::INFO.name)).one(ctx.db()).await?;
    if any.is_none() {
        return Ok(0);
    }
    let tx = ctx.begin().await?;
    let done = orphans.exec(&*tx).await?;
    tx.commit().await?;
    Ok(usize::try_from(done.rows_affected).unwrap_or(usize::MAX))
}
