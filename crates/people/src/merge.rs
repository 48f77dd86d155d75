//! Merging two people who turned out to be the same. The merged row stays and leads to the kept one.

use kernel::vault::Key;
use kernel::{Ctx, OrangId, Permission, Problem, Result, Tx};
use sea_orm::entity::prelude::*;

use crate::change::{Draft, load, sharing, taken};
use crate::entity::Model;
use crate::tie::{Act, require, tie_of};
use crate::{identity, office};

/// Who is merged into whom, in the versions that were seen; none to accept the newest.
#[derive(Clone, Copy, Debug)]
pub struct Merging {
    /// The person who is merged away.
    pub from: OrangId,
    /// Its version.
    pub from_version: Option<i64>,
    /// The person who is kept.
    pub to: OrangId,
    /// Its version.
    pub to_version: Option<i64>,
}

/// Drafts a merge: the person who is merged away, and the kept one with missing data filled in.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Invalid`] for a person who cannot be merged
/// into, [`Problem::Refused`] for one who is merged already or is another office's, or when both have a NIK and the two differ.
pub async fn merging(tx: &Tx, ctx: &Ctx, asked: &Merging) -> Result<(Draft, Draft)> {
    ctx.actor.require(Permission::WritePeople)?;
    ctx.actor.require(Permission::RevealPeople)?;
    if asked.from == asked.to {
        return Err(Problem::field("ke", "Ini orang yang sama. Pilih orang lain."));
    }
    let from = load(tx, ctx, asked.from, asked.from_version, "gabung").await?;
    let kept = load(tx, ctx, asked.to, asked.to_version, "gabung").await.map_err(|problem| match problem {
        Problem::NotFound => Problem::field("ke", "Orang ini tidak ditemukan di kantor Anda. Periksa alamatnya."),
        other => other,
    })?;
    for person in [&from, &kept] {
        require(ctx, person, tie_of(&**tx, ctx, person).await?, Act::Merge)?;
    }
    if let (Some(one), Some(other)) = (&from.nik_indeks, &kept.nik_indeks)
        && one != other
    {
        return Err(Problem::Refused {
            status: "tercatat",
            command: "gabung",
            allowed: vec!["ubah"],
            detail:
                "NIK kedua orang ini berbeda. Bila yang satu salah ketik, kosongkan dahulu NIK yang salah lewat Ubah, \
                     lalu gabungkan. Bila keduanya benar, mereka dua orang."
                    .to_owned(),
        });
    }
    let (gone, fuller) = joined(ctx, &from, &kept)?;
    if fuller.nik_indeks != kept.nik_indeks {
        // A NIK must be unique within one office.
        let mut others = sharing(tx, ctx, &fuller).await?;
        others.retain(|other| other.id != from.id && other.kantor_id == kept.kantor_id);
        if let Some(other) = others.first() {
            return Err(taken(other));
        }
    }
    let mut gone = Draft::new(ctx, from, gone)?;
    gone.changes.insert("digabung_ke".to_owned(), serde_json::json!({ "dari": null, "ke": asked.to }));
    Ok((gone, Draft::new(ctx, kept, fuller)?))
}

/// Reseals a sealed value of one person for another.
fn reseal(place: &str, sealed: Option<&Vec<u8>>, old: &Key, new: &Key) -> Result<Option<Vec<u8>>> {
    sealed.map(|sealed| new.seal(place, &old.open(place, sealed)?)).transpose()
}

/// Both rows after the merging. NIK and document move to the kept row if it has none; what stays on the merged row still leads
/// to the kept one.
fn joined(ctx: &Ctx, from: &Model, kept: &Model) -> Result<(Model, Model)> {
    let (old, new) = (from.key(ctx)?, kept.key(ctx)?);
    let mut gone = Model { digabung_ke: Some(kept.id), ..from.clone() };
    let mut fuller = kept.clone();
    if fuller.nik_indeks.is_none() {
        fuller.nik_sandi = reseal("orang.nik", gone.nik_sandi.take().as_ref(), &old, &new)?;
        fuller.nik_indeks = gone.nik_indeks.take();
    }
    if fuller.dokumen_indeks.is_none() {
        fuller.dokumen_sandi = reseal("orang.dokumen", gone.dokumen_sandi.take().as_ref(), &old, &new)?;
        fuller.dokumen_indeks = gone.dokumen_indeks.take();
        fuller.jenis_dokumen = gone.jenis_dokumen.clone().or(fuller.jenis_dokumen);
    }
    if fuller.alamat_sandi.is_none() {
        fuller.alamat_sandi = reseal("orang.alamat", from.alamat_sandi.as_ref(), &old, &new)?;
    }
    if fuller.telepon_sandi.is_none() {
        fuller.telepon_sandi = reseal("orang.telepon", from.telepon_sandi.as_ref(), &old, &new)?;
    }
    fuller.tanggal_lahir = fuller.tanggal_lahir.or(from.tanggal_lahir);
    let part = fuller.lahir_sebagian.take().or_else(|| from.lahir_sebagian.clone());
    fuller.lahir_sebagian = part.filter(|_| fuller.tanggal_lahir.is_none());
    fuller.jenis_kelamin = fuller.jenis_kelamin.or_else(|| from.jenis_kelamin.clone());
    fuller.daerah_asal = fuller.daerah_asal.or_else(|| from.daerah_asal.clone());
    Ok((gone, fuller))
}

/// Unites two rows of one person: every office that knows one of them then knows both, and figures count them as one person.
///
/// # Errors
/// Any database error.
pub async fn unite(tx: &Tx, ctx: &Ctx, one: OrangId, other: OrangId) -> Result<()> {
    let known = office::Entity::find().filter(office::Column::OrangId.is_in([one, other])).all(&**tx).await?;
    let both = known.iter().flat_map(|row| [one, other].map(|person| (person, row.kantor_id, row.dasar)));
    office::know(tx, both.collect()).await?;
    identity::join(tx, ctx, &[vec![one, other]]).await
}
