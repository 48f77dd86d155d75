//! Lines as they are read.

use std::collections::BTreeMap;

use kernel::access::{Read, log, log_unfiled};
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

use pemulangan::baris::{Column, Entity, Model};
use pemulangan::kepulangan::entity as back;
use pemulangan::pencegahan::entity as stopped;

/// The place for which lines are sealed.
const PLACE: &str = "manifes.isi";

/// All that a manifest says of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Text by field of a person and of a return.
    pub isi: Form,
    /// What stands in columns that no field answers to, by their heads.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lain: BTreeMap<String, String>,
}

impl Said {
    /// As it is stored.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be sealed.
    pub fn seal(&self, ctx: &Ctx) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(self).map_err(Problem::internal)?;
        ctx.house.vault.seal(PLACE, &text)
    }

    /// Out of what is stored.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open.
    pub fn open(ctx: &Ctx, sealed: &[u8]) -> Result<Self> {
        serde_json::from_slice(&ctx.house.vault.open(PLACE, sealed)?).map_err(Problem::internal)
    }
}

/// A line with all that it says.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row.
    pub row: Model,
    /// What it says, in full: whoever shows it masks what the actor may not see.
    pub said: Said,
}

/// The lines of an arrival in the order of the manifest, those that were taken off too. Leaves a trace.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn lines(ctx: &Ctx, arrival: CatatanId) -> Result<Vec<Line>> {
    ctx.actor.require(Permission::Pemulangan)?;
    let rows = Entity::find()
        .filter(Column::KedatanganId.eq(arrival))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .order_by_asc(Column::Baris)
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    trace(ctx, Read { action: "daftar", kind: "manifes", revealed: true }, &rows).await?;
    rows.into_iter().map(|row| Ok(Line { said: Said::open(ctx, &row.isi_sandi)?, row })).collect()
}

/// Leaves the trace of lines that were shown: with the people of those that are on record.
///
/// # Errors
/// What the database says.
pub(super) async fn trace(ctx: &Ctx, read: Read<'_>, rows: &[Model]) -> Result<()> {
    let records: Vec<CatatanId> = rows.iter().filter_map(|row| row.catatan_id).collect();
    let mut people: Vec<OrangId> = Vec::new();
    for some in records.chunks(chunk_rows(1)) {
        let some = || some.iter().copied();
        let back =
            back::Entity::find().select_only().column(back::Column::OrangId).filter(back::Column::Id.is_in(some()));
        people.extend(back.into_tuple::<OrangId>().all(ctx.db()).await?);
        let kept = stopped::Entity::find()
            .select_only()
            .column(stopped::Column::OrangId)
            .filter(stopped::Column::Id.is_in(some()));
        people.extend(kept.into_tuple::<OrangId>().all(ctx.db()).await?);
    }
    if people.is_empty() { log_unfiled(ctx, read).await } else { log(ctx, read, people).await }
}
