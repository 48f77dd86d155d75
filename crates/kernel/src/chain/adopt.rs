//! Stamps the rows that were written before stamps existed. This happens once, in a separate stream, when a program that stamps
//! first opens a database. From then on, a row without a stamp was added outside the program.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::{BEFORE, Book, Counts, LinkEntity, audit, streams, take};
use crate::ctx::{Ctx, Tx};
use crate::problem::Result;
use crate::{access, db, history};

/// Whether nothing was ever stamped: there is no link, and no stream except stream 0 has counted a row.
///
/// # Errors
/// Any database error.
pub async fn is_new(db: &impl ConnectionTrait) -> Result<bool> {
    if LinkEntity::find().limit(1).one(db).await?.is_some() {
        return Ok(false);
    }
    Ok(streams(db).await?.iter().all(|stream| stream.nomor == BEFORE || stream.riwayat + stream.jejak == 0))
}

/// How many rows are stamped in one transaction.
const BATCH: u64 = 1_000;

/// The lock taken while stamping: if several processes start together, only one does the work.
pub const LOCK: &str = "meterai";

/// Stamps all unstamped rows of the history and the access log as they are. The caller must have checked [`is_new`].
///
/// # Errors
/// Any database error.
pub async fn adopt(ctx: &Ctx) -> Result<()> {
    let mut after = None;
    loop {
        let tx = ctx.begin().await?;
        db::lock(&tx, LOCK).await?;
        after = lines(&tx, ctx, after).await?;
        tx.commit().await?;
        if after.is_none() {
            break;
        }
    }
    loop {
        let tx = ctx.begin().await?;
        db::lock(&tx, LOCK).await?;
        after = reads(&tx, ctx, after).await?;
        tx.commit().await?;
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn lines(tx: &Tx, ctx: &Ctx, after: Option<Uuid>) -> Result<Option<Uuid>> {
    use history::{Column, Entity};
    let query = Entity::find().filter(Column::Meterai.is_null()).order_by_asc(Column::Id).limit(BATCH);
    let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
    let mut rows = query.all(&**tx).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
    let newest = take(tx, Counts::of(Book::History, rows.len()), Some(BEFORE)).await?.last(Book::History);
    for (number, row) in (0..=newest).rev().zip(rows.iter_mut().rev()) {
        (row.aliran, row.urutan) = (Some(BEFORE), Some(number));
        row.meterai = Some(ctx.house.vault.stamp(row, &[]));
    }
    let mut standing = OnConflict::column(Column::Id);
    standing.update_columns([Column::Aliran, Column::Urutan, Column::Meterai]);
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).on_conflict(standing).exec_without_returning(&**tx).await?;
    Ok(Some(last))
}

async fn reads(tx: &Tx, ctx: &Ctx, after: Option<Uuid>) -> Result<Option<Uuid>> {
    use access::{Column, Entity};
    let query = Entity::find().filter(Column::Meterai.is_null()).order_by_asc(Column::Id).limit(BATCH);
    let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
    let mut rows = query.all(&**tx).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
    let mut shown = audit::shown(&**tx, after, last).await?;
    let newest = take(tx, Counts::of(Book::Access, rows.len()), Some(BEFORE)).await?.last(Book::Access);
    for (number, row) in (0..=newest).rev().zip(rows.iter_mut().rev()) {
        (row.aliran, row.urutan) = (Some(BEFORE), Some(number));
        row.meterai = Some(shown.remove(&row.id).unwrap_or_default().stamp(&ctx.house.vault, row));
    }
    let mut standing = OnConflict::column(Column::Id);
    standing.update_columns([Column::Aliran, Column::Urutan, Column::Meterai]);
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).on_conflict(standing).exec_without_returning(&**tx).await?;
    Ok(Some(last))
}
