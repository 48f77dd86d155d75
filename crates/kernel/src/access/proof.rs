//! Checks that the index of who saw whom was not changed outside the program.

use std::pin::pin;

use futures_util::TryStreamExt;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::seen::{add, folded, folds};
use super::{Column, Entity};
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::vault::hex;

/// The folds whose rows are not those that were written, by the id of their last look; and whether looks are missing in all of them.
///
/// # Errors
/// Any database error.
pub(crate) async fn unsound(ctx: &Ctx) -> Result<(Vec<Uuid>, bool)> {
    let all = folds::Entity::find().order_by_asc(folds::Column::Sampai).all(ctx.db()).await?;
    let mut wrong = Vec::new();
    for fold in &all {
        let rows = folded::Entity::find().filter(folded::Column::Sampai.eq(fold.sampai));
        let mut rows = pin!(rows.order_by_asc(folded::Column::OrangId).stream(ctx.db()).await?);
        let mut print = Sha256::new();
        while let Some(row) = rows.try_next().await? {
            add(&mut print, row.orang_id.0, &row.jejak);
        }
        if fold.meterai != ctx.house.vault.stamp(fold, &[]) || fold.sidik != hex(&print.finalize()) {
            wrong.push(fold.sampai);
        }
    }
    let Some(last) = all.last() else { return Ok((wrong, false)) };
    let looks = Entity::find().select_only().column_as(Column::Id.count(), "banyak");
    let looks = looks.filter(Column::Orang.is_not_null()).filter(Column::Id.lte(last.sampai));
    let there: Option<i64> = looks.into_tuple().one(ctx.db()).await?;
    let held: i64 = all.iter().map(|fold| fold.jejak).sum();
    Ok((wrong, there.unwrap_or_default() > held))
}
