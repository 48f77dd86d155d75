//! Merging two people who turned out to be the same. The merged row stays and leads to the kept one.

use kernel::vault::Key;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;

use crate::change::{Draft, load, taken, with_number};
use crate::doubt::{doubted, index};
use crate::entity::Model;
use crate::queries::{one as stored, text};
use crate::tie::{Act, require, require_to_join, tie_of};
use crate::{aliases, identity, key, office};

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
    require_to_join(ctx)?;
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
    let doubts =
        Doubts { from: in_doubt(ctx, &from)?, kept: in_doubt(ctx, &kept)?, same: same_nik(ctx, &from, &kept)? };
    if let (Some(one), Some(other)) = (&from.nik_indeks, &kept.nik_indeks)
        && one != other
        && !doubts.from.contains(&key::NIK.name)
        && !(doubts.kept.contains(&key::NIK.name) && doubts.same)
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
    let (gone, fuller) = joined(ctx, &from, &kept, &doubts)?;
    if fuller.nik_indeks != kept.nik_indeks {
        // A NIK must be unique within one office.
        let mut others = with_number(tx, ctx, &fuller, (fuller.nik_indeks.as_deref(), None)).await?;
        others.retain(|other| other.id != from.id && other.kantor_id == kept.kantor_id);
        if let Some(other) = others.first() {
            return Err(taken(key::NIK.name, other));
        }
    }
    let mut gone = Draft::new(ctx, from, gone)?;
    gone.changes.insert("digabung_ke".to_owned(), serde_json::json!({ "dari": null, "ke": asked.to }));
    Ok((gone, Draft::new(ctx, kept, fuller)?))
}

/// Which numbers of two people are in doubt, by field.
struct Doubts {
    from: Vec<&'static str>,
    kept: Vec<&'static str>,
    /// Whether both have the same NIK, in doubt or not.
    same: bool,
}

fn in_doubt(ctx: &Ctx, person: &Model) -> Result<Vec<&'static str>> {
    Ok(doubted(ctx, person, &text(ctx, person)?))
}

fn same_nik(ctx: &Ctx, one: &Model, other: &Model) -> Result<bool> {
    let (one, other) = (text(ctx, one)?, text(ctx, other)?);
    Ok(one.get(key::NIK.name).is_some_and(|nik| other.get(key::NIK.name) == Some(nik)))
}

/// Reseals a sealed value of one person for another.
pub(crate) fn reseal(place: &str, sealed: Option<&Vec<u8>>, old: &Key, new: &Key) -> Result<Option<Vec<u8>>> {
    sealed.map(|sealed| new.seal(place, &old.open(place, sealed)?)).transpose()
}

/// Both rows after the merging. NIK and document move to the kept row if it has none; what stays on the merged row still leads
/// to the kept one. A number that is in doubt on the kept row, and certain on the other, is certain from now on.
fn joined(ctx: &Ctx, from: &Model, kept: &Model, doubts: &Doubts) -> Result<(Model, Model)> {
    let (old, new) = (from.key(ctx)?, kept.key(ctx)?);
    let mut gone = Model { digabung_ke: Some(kept.id), ..from.clone() };
    let mut fuller = kept.clone();
    let known = text(ctx, from)?;
    let doubt =
        |field: &str| known.get(field).filter(|_| doubts.from.contains(&field)).map(|no| index(ctx, kept.id, no));
    let certain = doubts.kept.contains(&key::NIK.name) && doubts.same && !doubts.from.contains(&key::NIK.name);
    if fuller.nik_indeks.is_none() || certain {
        fuller.nik_sandi = reseal("orang.nik", gone.nik_sandi.take().as_ref(), &old, &new)?;
        fuller.nik_indeks = gone.nik_indeks.take();
        fuller.nik_indeks = doubt(key::NIK.name).or(fuller.nik_indeks);
    }
    if fuller.dokumen_indeks.is_none() {
        fuller.dokumen_sandi = reseal("orang.dokumen", gone.dokumen_sandi.take().as_ref(), &old, &new)?;
        fuller.dokumen_indeks = gone.dokumen_indeks.take();
        fuller.dokumen_indeks = doubt(key::NOMOR_DOKUMEN.name).or(fuller.dokumen_indeks);
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

/// Unites two rows of one person, the merged one and the kept one: every office that knows one of them then knows both, figures
/// count them as one person, and the names under which the records were typed become other names of the kept one.
///
/// # Errors
/// Any database error.
pub async fn unite(
    tx: &Tx,
    ctx: &Ctx,
    (gone, kept): (OrangId, OrangId),
    records: &[(&'static str, CatatanId, KantorId)],
) -> Result<()> {
    let known = office::Entity::find().filter(office::Column::OrangId.is_in([gone, kept])).all(&**tx).await?;
    let both = known.iter().flat_map(|row| [gone, kept].map(|person| (person, row.kantor_id, row.dasar)));
    office::know(tx, both.collect()).await?;
    let (one, other) = (stored(&**tx, gone).await?, stored(&**tx, kept).await?);
    aliases::inherit(tx, &one, &other, records).await?;
    identity::join(tx, ctx, &[vec![gone, kept]]).await
}
