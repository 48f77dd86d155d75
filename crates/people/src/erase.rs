//! Erasing a person (UU 27/2022 pasal 8, 43 and 44): the key that sealed what is protected is destroyed, what stands in clear is replaced, and
//! nobody finds the person by name or number any more. The row stays, so that figures stay.

use kernel::history::erased::ERASED;
use kernel::history::{self, Entry};
use kernel::{Ctx, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, Condition, IntoActiveModel};

use crate::entity::{Column, Entity, Model};
use crate::office::merged;
use crate::{aliases, fill, queries, stamp, words};

/// The row of a person that was kept, and all that were merged into it, as they stand.
///
/// # Errors
/// [`Problem::NotFound`], or any database error.
pub async fn rows(db: &impl ConnectionTrait, person: OrangId) -> Result<Vec<Model>> {
    let ids = merged(db, person).await?;
    Ok(queries::models(db, &ids).await?.into_values().collect())
}

/// The row as it is once its person has been erased.
fn left(tx: &Tx, ctx: &Ctx, old: &Model) -> Model {
    let left = Model {
        nama: ERASED.to_owned(),
        // Nobody is called so, and no two erased people are alike.
        nama_baku: ["dihapus ", &old.id.to_string()].concat(),
        kunci: None,
        nik_sandi: None,
        nik_indeks: None,
        jenis_dokumen: None,
        dokumen_sandi: None,
        dokumen_indeks: None,
        tanggal_lahir: None,
        lahir_sebagian: None,
        daerah_asal: None,
        alamat_sandi: None,
        telepon_sandi: None,
        versi: old.versi + 1,
        diubah_pada: tx.at,
        ..old.clone()
    };
    stamp::stamped(ctx, left)
}

/// Erases the rows of a person, each with a line of history. Earlier lines must have been scrubbed before, see
/// [`kernel::history::erased::scrub`].
///
/// # Errors
/// [`Problem::Stale`] when somebody else changed a row first.
pub async fn write(tx: &Tx, ctx: &Ctx, rows: &[Model], reason: &str) -> Result<()> {
    let ids: Vec<OrangId> = rows.iter().map(|row| row.id).collect();
    let mut lines = Vec::with_capacity(rows.len());
    for old in rows {
        let new = left(tx, ctx, old);
        let from = if old.digabung_ke.is_some() { "digabung" } else { "tercatat" };
        let line = fill::entry(tx, &new, Some(from), reason, serde_json::json!({ "dihapus": true }));
        lines.push(Entry { to: "dihapus", facts: stamp::stray(!stamp::holds(ctx, old)), ..line });
        let written = Entity::update_many()
            .set(new.into_active_model().reset_all())
            .filter(Column::Id.eq(old.id))
            .filter(Column::Versi.eq(old.versi))
            .exec(&**tx)
            .await?;
        if written.rows_affected != 1 {
            return Err(Problem::Stale);
        }
    }
    let led = Condition::any()
        .add(words::Column::AsalId.is_in(ids.iter().copied()))
        .add(words::Column::OrangId.is_in(ids.iter().copied()));
    words::Entity::delete_many().filter(led).exec(&**tx).await?;
    aliases::Entity::delete_many().filter(aliases::Column::OrangId.is_in(ids)).exec(&**tx).await?;
    history::append(tx, ctx, lines).await
}
