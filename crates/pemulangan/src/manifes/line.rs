//! Lines as they are read.

use std::collections::BTreeMap;

use kernel::access::{Read, log_unfiled};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Permission, Problem, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use super::entity::{Column, Entity, Model};

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
        .filter(Column::KantorId.is_in(ctx.actor.offices.iter().copied()))
        .order_by_asc(Column::Baris)
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    log_unfiled(ctx, Read { action: "daftar", kind: "manifes", revealed: true }).await?;
    rows.into_iter().map(|row| Ok(Line { said: Said::open(ctx, &row.isi_sandi)?, row })).collect()
}
