//! The table `judul_kolom`: what an office last chose a column to hold, by its head, for each kind.

use std::collections::HashMap;

use kernel::{Ctx, KantorId, Result};
use people::heads::folded;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::AnyKind;
use crate::import::{Grid, head_of, named};

/// A row of `judul_kolom`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "judul_kolom")]
pub struct Model {
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
    /// The kind of record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub jenis: String,
    /// The head, folded.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kepala: String,
    /// The key of the field, or that the column is not used.
    pub isian: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Gives the heads of a table the names of the fields that the actor's office chose for them before.
///
/// # Errors
/// Any database error.
pub(super) async fn recall(ctx: &Ctx, kind: &dyn AnyKind, grid: &mut Grid) -> Result<()> {
    let rows = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Jenis.eq(kind.info().name))
        .all(ctx.db())
        .await?;
    let memory: HashMap<String, String> = rows.into_iter().map(|row| (row.kepala, row.isian)).collect();
    let own = grid.rows.get(head_of(grid)).cloned().unwrap_or_default();
    for cell in grid.rows.iter_mut().filter(|row| **row == own).flatten() {
        if let Some(chosen) = memory.get(&folded(cell)) {
            chosen.clone_into(cell);
        }
    }
    Ok(())
}

/// The most letters of a head that is remembered.
const LONGEST: usize = 40;

/// Whether a text may be kept as a head: one that says nothing by itself, and is none of what stands in rows of people.
fn is_head(kind: &dyn AnyKind, text: &str) -> bool {
    let long = text.chars().count() > LONGEST || text.chars().any(|one| one.is_ascii_digit());
    !long && !folded(text).is_empty() && named(kind, text).is_none()
}

/// Remembers the heads that somebody chose a field for, once their table was saved: a head, and the key of its field.
///
/// # Errors
/// Any database error.
pub(super) async fn remember(ctx: &Ctx, kind: &dyn AnyKind, chosen: &[(String, String)]) -> Result<()> {
    let news: Vec<&(String, String)> = chosen.iter().filter(|(head, _)| is_head(kind, head)).collect();
    if news.is_empty() {
        return Ok(());
    }
    let tx = ctx.begin().await?;
    for (head, key) in news {
        let row = ActiveModel {
            kantor_id: Set(ctx.actor.office),
            jenis: Set(kind.info().name.to_owned()),
            kepala: Set(folded(head)),
            isian: Set(key.clone()),
        };
        let again = OnConflict::columns([Column::KantorId, Column::Jenis, Column::Kepala])
            .update_column(Column::Isian)
            .to_owned();
        Entity::insert(row).on_conflict(again).exec_without_returning(&*tx).await?;
    }
    tx.commit().await
}
