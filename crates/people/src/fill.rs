//! Fills in data of a person that was not known yet. Known data stays; changing it is a separate action.

use kernel::form::{self, Values};
use kernel::history::{self, Entry};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::entity::{Column, Entity, Model};
use crate::tie::{Act, Tie};
use crate::{key, stamp, words};

/// Fills in NIK, document, address and telephone where they are missing and the table of ties allows it. Returns whether
/// anything was filled in. Sex, origin and birth date are not filled in, since the facts of the person's other records contain
/// them.
///
/// # Errors
/// [`Problem::NotFound`] once the person has been erased.
pub(crate) fn gaps(
    ctx: &Ctx,
    model: &mut Model,
    (row, tie): (&Values, Tie),
    nik: Option<String>,
    document: Option<String>,
) -> Result<bool> {
    let key = model.key(ctx)?;
    let before = model.clone();
    let seal = |held: &mut Option<Vec<u8>>, place: &str, field: form::Key<String>| -> Result<()> {
        if held.is_none() {
            *held = row.get(field).map(|text| key.seal(place, text.as_bytes())).transpose()?;
        }
        Ok(())
    };
    if tie.allows(Act::Renumber) {
        if model.nik_sandi.is_none() {
            model.nik_indeks = nik;
        }
        seal(&mut model.nik_sandi, "orang.nik", key::NIK)?;
    }
    if tie.allows(Act::Complete) {
        seal(&mut model.alamat_sandi, "orang.alamat", key::ALAMAT)?;
        seal(&mut model.telepon_sandi, "orang.telepon", key::TELEPON)?;
    }
    if model.dokumen_sandi.is_none() && document.is_some() && tie.allows(Act::Renumber) {
        seal(&mut model.dokumen_sandi, "orang.dokumen", key::NOMOR_DOKUMEN)?;
        model.dokumen_indeks = document;
        model.jenis_dokumen = row.get(key::JENIS_DOKUMEN);
    }
    let fuller = *model != before;
    if fuller {
        // A row that was changed outside the program gets no stamp until its line of history records that.
        model.meterai = stamp::holds(ctx, &before).then(|| ctx.house.vault.stamp(model, &[]));
    }
    Ok(fuller)
}

/// Writes people whose gaps were filled in, each with a line of history.
///
/// # Errors
/// [`Problem::Busy`] when somebody else changed one at this moment.
pub(crate) async fn write(tx: &Tx, ctx: &Ctx, models: &[&Model]) -> Result<()> {
    let mut entries = Vec::with_capacity(models.len());
    for model in models {
        let fuller = Model { versi: model.versi + 1, diubah_pada: tx.at, ..(*model).clone() };
        let line =
            entry(tx, &fuller, Some("tercatat"), "Dilengkapi dari catatan baru.", serde_json::json!("dilengkapi"));
        entries.push(Entry { facts: stamp::stray(model.meterai.is_none()), ..line });
        let written = Entity::update_many()
            .set(stamp::stamped(ctx, fuller).into_active_model().reset_all())
            .filter(Column::Id.eq(model.id))
            .filter(Column::Versi.eq(model.versi))
            .exec(&**tx)
            .await?;
        if written.rows_affected != 1 {
            return Err(Problem::Busy);
        }
    }
    // A telephone may have been filled in.
    words::renew(tx, ctx, models).await?;
    history::append_later(tx, ctx, entries);
    Ok(())
}

/// A line of a person's history.
pub(crate) fn entry(tx: &Tx, model: &Model, from: Option<&'static str>, reason: &str, changes: Json) -> Entry {
    Entry {
        id: tx.id(),
        kind: "orang",
        record: CatatanId(model.id.0),
        office: model.kantor_id,
        version: model.versi,
        from,
        to: if model.digabung_ke.is_some() { "digabung" } else { "tercatat" },
        reason: reason.to_owned(),
        changes,
        happened: None,
        proof: None,
        facts: None,
    }
}
