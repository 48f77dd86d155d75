//! The table `manifes_kolom`: what an office last chose a column to hold, by its head.

use std::collections::HashMap;

use kernel::{Ctx, KantorId, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// A row of `manifes_kolom`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manifes_kolom")]
pub struct Model {
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
    /// The head, folded.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kepala: String,
    /// What it holds; empty where it is only kept.
    pub isian: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// What the actor's office remembers.
pub(super) async fn remembered(ctx: &Ctx, db: &impl ConnectionTrait) -> Result<HashMap<String, String>> {
    let rows = Entity::find().filter(Column::KantorId.eq(ctx.actor.office)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.kepala, row.isian)).collect())
}

/// Remembers what was chosen.
pub(super) async fn remember(tx: &Tx, ctx: &Ctx, chosen: &[(String, String)]) -> Result<()> {
    for (head, holds) in chosen {
        let row =
            ActiveModel { kantor_id: Set(ctx.actor.office), kepala: Set(head.clone()), isian: Set(holds.clone()) };
        let again = OnConflict::columns([Column::KantorId, Column::Kepala]).update_column(Column::Isian).to_owned();
        Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    }
    Ok(())
}
