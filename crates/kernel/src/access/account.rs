//! Whom an account saw: its looks in a time, each with the people that it showed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::seen::{Span, ids};
use super::{Column, Entity, Model, person};
use crate::db::chunk_rows;
use crate::id::{OrangId, PenggunaId};
use crate::problem::Result;

/// How many looks are read at a time.
const BATCH: u64 = 5_000;

/// A batch of the looks of an account in a span, oldest first, after one look; fewer than are asked for end the list. One statement by the
/// index `ix_jejak_akses_pelaku` (account, time): its work grows with the looks of that account in that time, and not with all looks.
///
/// # Errors
/// Any database error.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: PenggunaId,
    (from, until): Span,
    after: Option<(DateTime<Utc>, Uuid)>,
) -> Result<Vec<Model>> {
    let mut looks = Entity::find()
        .filter(Column::PelakuId.eq(account))
        .filter(Column::Pada.gte(from))
        .filter(Column::Pada.lte(until))
        .order_by_asc(Column::Pada)
        .order_by_asc(Column::Id)
        .limit(BATCH);
    if let Some((at, id)) = after {
        let same = Condition::all().add(Column::Pada.eq(at)).add(Column::Id.gt(id));
        looks = looks.filter(Condition::any().add(Column::Pada.gt(at)).add(same));
    }
    Ok(looks.all(db).await?)
}

/// The people that each of some looks showed, in the order of the looks.
///
/// # Errors
/// Any database error.
pub async fn whom(db: &impl ConnectionTrait, looks: &[Model]) -> Result<Vec<Vec<OrangId>>> {
    let old: Vec<Uuid> = looks.iter().filter(|look| look.orang.is_none()).map(|look| look.id).collect();
    let mut before: HashMap<Uuid, Vec<OrangId>> = HashMap::new();
    for chunk in old.chunks(chunk_rows(1)) {
        let rows = person::Entity::find().filter(person::Column::JejakId.is_in(chunk.iter().copied())).all(db).await?;
        for row in rows {
            before.entry(row.jejak_id).or_default().push(row.orang_id);
        }
    }
    let shown = |look: &Model| match &look.orang {
        Some(people) => ids(people).map(OrangId).collect(),
        None => before.remove(&look.id).unwrap_or_default(),
    };
    Ok(looks.iter().map(shown).collect())
}
