//! The list of who has been erased, as it lies beside backups: ids and instants, no names. What a restored backup brings back is erased again by
//! it, before anybody is served.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::db::chunk_rows;
use kernel::{Ctx, OrangId, Result};
use lampiran::Store;
use records::Registry;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::gone;
use super::run::{self, By};

/// Who has been erased, and when.
pub type Gone = BTreeMap<OrangId, DateTime<Utc>>;

/// Everybody who has been erased.
///
/// # Errors
/// Any database error.
pub async fn all(db: &impl ConnectionTrait) -> Result<Gone> {
    let rows = gone::Entity::find().order_by_asc(gone::Column::OrangId).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.orang_id, row.pada)).collect())
}

/// Erases those of a list who stand in the database. Nothing bars it: it was approved before. Returns how many there were.
///
/// # Errors
/// Any database error.
pub async fn again(ctx: &Ctx, registry: &Registry, store: &Store, list: &Gone) -> Result<usize> {
    let ids: Vec<OrangId> = list.keys().copied().collect();
    let (mut files, mut done) = (Vec::new(), 0);
    for chunk in ids.chunks(chunk_rows(1)) {
        let standing = people::models(ctx.db(), chunk).await?;
        for (id, row) in standing.into_iter().filter(|(_, row)| !row.is_erased()) {
            let by = By { at: list.get(&id).copied(), ..By::default() };
            let mut tx = ctx.begin_alone().await?;
            let rows = [row];
            files.extend(Box::pin(run::erase(&mut tx, ctx, registry, (&rows, by))).await?);
            tx.commit().await?;
            done += 1;
        }
    }
    if done > 0 {
        run::finish(ctx, store, &files).await;
    }
    Ok(done)
}
