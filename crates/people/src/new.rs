//! People who are new: made out of a row, and written in a few statements for a whole manifest.

use kernel::db::chunk_rows;
use kernel::form::{self, Values};
use kernel::{By, Ctx, OrangId, Problem, Result, Tx, history};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::entity::{Entity, Model};
use crate::name::normalise;
use crate::{fill, key, stamp, words};

/// A person out of a row, with the indexes of its numbers; not yet written.
///
/// # Errors
/// A missing name, or what cannot be sealed.
pub(crate) fn create(tx: &Tx, ctx: &Ctx, row: &Values, nik: Option<String>, document: Option<String>) -> Result<Model> {
    let (key, wrapped) = ctx.house.vault.new_key()?;
    let seal =
        |place: &str, field: form::Key<String>| row.get(field).map(|v| key.seal(place, v.as_bytes())).transpose();
    let name = row.need(key::NAMA)?;
    Ok(Model {
        id: OrangId(tx.id()),
        kantor_id: ctx.actor.office,
        nama_baku: normalise(&name),
        nama: name,
        kunci: Some(wrapped),
        nik_sandi: seal("orang.nik", key::NIK)?,
        nik_indeks: nik,
        jenis_dokumen: row.get(key::JENIS_DOKUMEN),
        dokumen_sandi: seal("orang.dokumen", key::NOMOR_DOKUMEN)?,
        dokumen_indeks: document,
        tanggal_lahir: row.get(key::TANGGAL_LAHIR),
        lahir_sebagian: row.get(key::LAHIR_SEBAGIAN),
        jenis_kelamin: row.get(key::JENIS_KELAMIN),
        daerah_asal: row.get(key::DAERAH_ASAL),
        alamat_sandi: seal("orang.alamat", key::ALAMAT)?,
        telepon_sandi: seal("orang.telepon", key::TELEPON)?,
        versi: 1,
        dibuat_pada: tx.at,
        diubah_pada: tx.at,
        digabung_ke: None,
        meterai: None,
    })
}

/// Writes new people with the words by which they are found, and a line of history each: by whoever acts in the row at its place of `rows`.
///
/// # Errors
/// [`Problem::Busy`] where another desk has just recorded the same NIK; any database error.
pub(crate) async fn insert(
    tx: &Tx,
    by: By<'_>,
    (models, rows): (&[Model], &[usize]),
    (reason, changes): (&str, Json),
) -> Result<()> {
    for chunk in models.chunks(chunk_rows(21)) {
        let rows = chunk.iter().cloned().map(|model| stamp::stamped(&by, model).into_active_model().reset_all());
        // Busy: another desk has just recorded the same NIK; tried again, this one finds that person.
        tx.add(Entity::insert_many(rows), chunk.len(), || Problem::Busy).await?;
    }
    words::insert(tx, &by, models).await?;
    for (at, model) in models.iter().enumerate() {
        let author = by.of(rows.get(at).copied().unwrap_or_default());
        // Written in one statement with the lines of the records that made the people known.
        history::append_later(tx, author, vec![fill::entry(tx, model, None, reason, changes.clone())]);
    }
    Ok(())
}
