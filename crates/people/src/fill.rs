//! Fills in data of a person that was not known yet. Known data stays; changing it is a separate action.

use kernel::form::{self, Values};
use kernel::history::{self, Entry};
use kernel::{CatatanId, Ctx, Permission, Problem, Result, Tx};
use sea_orm::entity::prelude::*;

use crate::aliases::{self, Typed, differs};
use crate::entity::Model;
use crate::name::normalise;
use crate::tie::{Act, Tie, require};
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

/// Corrects the name of a person to what was typed. Returns whether it is another.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::Refused`] if the table of ties does not allow it.
pub(crate) fn rename(ctx: &Ctx, model: &mut Model, tie: Tie, typed: &str) -> Result<bool> {
    if model.nama == typed {
        return Ok(false);
    }
    ctx.actor.require(Permission::WritePeople)?;
    require(ctx, model, tie, Act::Correct)?;
    let held = stamp::holds(ctx, model);
    typed.clone_into(&mut model.nama);
    model.nama_baku = normalise(typed);
    model.meterai = held.then(|| ctx.house.vault.stamp(model, &[]));
    Ok(true)
}

/// Writes people whose gaps were filled in or whose name was corrected, given as old and new row and by whom, each with a line of history.
///
/// # Errors
/// [`Problem::Busy`] when somebody else changed one at this moment.
pub(crate) async fn write(tx: &Tx, ctx: &Ctx, pairs: &[(Model, &Model, &Ctx)]) -> Result<()> {
    let mut entries = Vec::with_capacity(pairs.len());
    for (was, model, author) in pairs {
        let fuller = Model { versi: model.versi + 1, diubah_pada: tx.at, ..(*model).clone() };
        let (reason, changes) = if was.nama == model.nama {
            ("Dilengkapi dari catatan baru.", serde_json::json!("dilengkapi"))
        } else {
            let name = serde_json::json!({ "dari": was.nama, "ke": model.nama });
            ("Nama dibetulkan dari catatan baru.", serde_json::json!({ "nama": name }))
        };
        let line = entry(tx, &fuller, Some("tercatat"), reason, changes);
        entries.push((*author, Entry { facts: stamp::stray(model.meterai.is_none()), ..line }));
        if !stamp::replaced(tx, stamp::stamped(ctx, fuller)).await? {
            return Err(Problem::Busy);
        }
    }
    // A telephone or a name may be new. What the person was found by before stays: the old name is one of theirs.
    words::complete(tx, ctx, &pairs.iter().map(|(_, is, _)| *is).collect::<Vec<_>>()).await?;
    let renamed = pairs.iter().filter(|(was, is, _)| differs(&was.nama, &is.nama));
    let typed =
        renamed.map(|(was, is, _)| Typed { person: is.id, name: &was.nama, office: is.kantor_id, record: None });
    aliases::keep(tx, &typed.collect::<Vec<_>>()).await?;
    for (author, entry) in entries {
        history::append_later(tx, author, vec![entry]);
    }
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
