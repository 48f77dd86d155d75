//! Wrapping people's keys anew after the house changed its key (ADR 0076). The keys themselves, and what they seal, stay.

use kernel::{Ctx, OrangId, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use crate::entity::{Column, Entity, Model};
use crate::stamp;

/// How many people are done while other writers wait.
const BATCH: u64 = 200;

/// What became of some people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// The last of them; the next begin after them.
    pub last: OrangId,
    /// Of how many the key was wrapped anew.
    pub renewed: u64,
    /// Of how many it does not open; those stay as they are.
    pub broken: u64,
}

/// Wraps the keys of the people after one anew, in a transaction that runs alone, so that nobody writes one of them in between. None where
/// there is nobody after them. Of whom it was done already nothing is written.
///
/// # Errors
/// [`kernel::Problem::Busy`] while somebody writes for long; any database error.
pub async fn renew(ctx: &Ctx, after: Option<OrangId>) -> Result<Option<Renewed>> {
    let query = Entity::find().filter(Column::Kunci.is_not_null()).order_by_asc(Column::Id).limit(BATCH);
    let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
    let seen = query.all(ctx.db()).await?;
    let Some(last) = seen.last().map(|model| model.id) else { return Ok(None) };
    let mut done = Renewed { last, renewed: 0, broken: 0 };
    let newest = ctx.house.vault.number();
    let earlier = |model: &&Model| model.kunci.as_deref().is_some_and(|key| key.first() != Some(&newest));
    let ids: Vec<OrangId> = seen.iter().filter(earlier).map(|model| model.id).collect();
    if ids.is_empty() {
        return Ok(Some(done));
    }
    let tx = ctx.begin_alone().await?;
    let mut rows = Vec::new();
    for model in Entity::find().filter(Column::Id.is_in(ids)).all(&*tx).await? {
        match renewed(ctx, model) {
            Ok(Some(model)) => rows.push(model.into_active_model().reset_all()),
            Ok(None) => {}
            Err(problem) => {
                tracing::error!(?problem, "the key of a person could not be wrapped anew");
                done.broken += 1;
            }
        }
    }
    done.renewed = rows.len() as u64;
    if !rows.is_empty() {
        let mut standing = OnConflict::column(Column::Id);
        standing.update_columns([Column::Kunci, Column::Meterai]);
        Entity::insert_many(rows).on_conflict(standing).exec_without_returning(&*tx).await?;
    }
    tx.commit().await?;
    Ok(Some(done))
}

/// The row with its key wrapped anew; none where that is done. A row that was changed outside the program keeps the stamp that does not fit.
fn renewed(ctx: &Ctx, model: Model) -> Result<Option<Model>> {
    let Some(wrapped) = model.kunci.as_deref() else { return Ok(None) };
    let Some(again) = ctx.house.vault.renewed_key(wrapped)? else { return Ok(None) };
    let held = stamp::holds(ctx, &model);
    let model = Model { kunci: Some(again), ..model };
    Ok(Some(if held { stamp::stamped(ctx, model) } else { model }))
}
