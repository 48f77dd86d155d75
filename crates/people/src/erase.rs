//! Erasing a person (UU 27/2022 pasal 8, 43 and 44): the key that sealed what is protected is destroyed, what stands in clear is replaced, and
//! nobody finds the person by name or number any more. The row stays, so that figures stay.

use std::collections::HashMap;

use kernel::history::erased::ERASED;
use kernel::history::{self, Entry};
use kernel::{Ctx, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

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

/// People of the actor's offices who are not erased, by id after `after`: id, name, and when they were last changed. Only those who were first
/// recorded before an instant. The caller must log the read.
///
/// # Errors
/// Any database error.
pub async fn recorded_before(
    ctx: &Ctx,
    before: DateTimeUtc,
    (after, limit): (Option<OrangId>, u64),
) -> Result<Vec<(OrangId, String, DateTimeUtc)>> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Nama, Column::DiubahPada])
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::DigabungKe.is_null())
        .filter(Column::Kunci.is_not_null())
        .filter(Column::DibuatPada.lt(before))
        .order_by_asc(Column::Id)
        .limit(limit);
    let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
    Ok(query.into_tuple().all(ctx.db()).await?)
}

/// The rows of people, each with the row that was kept: their own, and all that were merged into them.
///
/// # Errors
/// Any database error.
pub async fn families(db: &impl ConnectionTrait, kept: &[OrangId]) -> Result<HashMap<OrangId, OrangId>> {
    let mut all: HashMap<OrangId, OrangId> = kept.iter().map(|id| (*id, *id)).collect();
    let mut newest: Vec<OrangId> = kept.to_vec();
    while !newest.is_empty() {
        let merged: Vec<(OrangId, Option<OrangId>)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::DigabungKe])
            .filter(Column::DigabungKe.is_in(newest))
            .into_tuple()
            .all(db)
            .await?;
        newest = merged.iter().map(|(id, _)| *id).filter(|id| !all.contains_key(id)).collect();
        for (id, into) in merged {
            if let Some(end) = into.and_then(|into| all.get(&into).copied()) {
                all.insert(id, end);
            }
        }
    }
    Ok(all)
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
        if !stamp::replaced(tx, new).await? {
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
