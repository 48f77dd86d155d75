//! Derives all tasks of a kind again, since calendar and clocks are data that change.

use std::collections::HashMap;

use kernel::db::nowhere;
use kernel::{CatatanId, Ctx, Result};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::work::{self, Column, Entity, Model, Work};
use crate::{AnyKind, Boxed, Stored};

const BATCH: u64 = 2_000;

impl dyn AnyKind + '_ {
    /// Derives the tasks of all records of a kind again, in all offices that the actor sees, a batch at a time. Only batches in
    /// which something differs are written, each alone, so that no record changes in between. Returns how many tasks were
    /// corrected.
    ///
    /// # Errors
    /// Any database error.
    pub async fn derive_tasks(&self, ctx: &Ctx) -> Result<usize> {
        let mut changed = gone(self, ctx).await?;
        if !ctx.house.clocks.has(self.info().name) {
            return Ok(changed);
        }
        let mut after: Option<CatatanId> = None;
        loop {
            let records = batch(self, ctx.db(), ctx, after).await?;
            let Some(last) = records.last().map(|record| record.head().id) else { return Ok(changed) };
            if differing(self, ctx.db(), ctx, &records).await? > 0 {
                let tx = ctx.begin_alone().await?;
                let records = batch(self, &*tx, ctx, after).await?;
                changed += differing(self, &*tx, ctx, &records).await?;
                let rows: Vec<&dyn Stored> = records.iter().map(|record| &**record).collect();
                work::write(self, &tx, &ctx.house, &rows, false).await?;
                tx.commit().await?;
            }
            after = Some(last);
        }
    }
}

async fn batch(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    after: Option<CatatanId>,
) -> Result<Vec<Boxed>> {
    let mut query = kind.select()?;
    query.and_where(ctx.of_offices("kantor_id"));
    query.order_by("id", Order::Asc).limit(BATCH);
    if let Some(after) = after {
        query.and_where(Expr::col("id").gt(after.0));
    }
    kind.all(db, &query).await
}

/// How many of the records have a wrong task.
async fn differing(kind: &dyn AnyKind, db: &impl ConnectionTrait, ctx: &Ctx, records: &[Boxed]) -> Result<usize> {
    let ids: Vec<CatatanId> = records.iter().map(|record| record.head().id).collect();
    let rows = Entity::find().filter(Column::CatatanId.is_in(ids.iter().copied())).all(db).await?;
    let mut held: HashMap<CatatanId, Model> = rows.into_iter().map(|row| (row.catatan_id, row)).collect();
    let attached = work::attached(kind, db, &ids).await?;
    let mut count = 0;
    for record in records {
        let should = work::of(kind, &**record, &attached, Work::of(&ctx.house))?;
        count += usize::from(held.remove(&record.head().id) != should);
    }
    Ok(count)
}

/// Deletes tasks of records that are gone, or of a kind that no longer has clocks.
async fn gone(kind: &dyn AnyKind, ctx: &Ctx) -> Result<usize> {
    let mut orphans = Entity::delete_many().filter(Column::Jenis.eq(kind.info().name));
    if ctx.house.clocks.has(kind.info().name) {
        let alive = Query::select().column("id").from(kind.info().table).to_owned();
        orphans = orphans.filter(nowhere(Expr::col((Entity, Column::CatatanId)), "id", alive));
    }
    let any = Entity::find().filter(Column::Jenis.eq(kind.info().name)).one(ctx.db()).await?;
    if any.is_none() {
        return Ok(0);
    }
    let tx = ctx.begin().await?;
    let done = orphans.exec(&*tx).await?;
    tx.commit().await?;
    Ok(usize::try_from(done.rows_affected).unwrap_or(usize::MAX))
}
