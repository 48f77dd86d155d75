//! What people write in the report: section by section and year by year, with its history. Two who write at once lose nothing: who saves
//! names the version that was read, and is shown what somebody else has saved since.

pub mod differ;
pub mod entity;
mod page;
mod view;

use std::collections::BTreeMap;

use kernel::numbers::number_in;
use kernel::{Ctx, KantorId, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

pub(crate) use page::router;

use entity::{ActiveModel, Column, Entity, Model};

/// The lock of who writes.
const LOCK: &str = "teks_lkj";
/// The most letters of a section.
pub const LONGEST: usize = 20_000;

/// A section of a report.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The office.
    pub office: KantorId,
    /// The year.
    pub year: i32,
    /// The key of the section.
    pub key: &'a str,
}

/// What became of a text that was sent.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It stands.
    Done,
    /// Somebody else has saved this in between; nothing was written.
    Behind(Box<Model>),
}

/// The newest version of each section of a year, by its key.
///
/// # Errors
/// What the database says.
pub async fn newest(ctx: &Ctx, office: KantorId, year: i32) -> Result<BTreeMap<String, Model>> {
    let rows = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::KantorId.eq(office))
        .filter(Column::Tahun.eq(i64::from(year)))
        .order_by_asc(Column::Versi)
        .all(ctx.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.bagian.clone(), row)).collect())
}

/// All versions of a section, the newest first.
///
/// # Errors
/// What the database says.
pub async fn history(ctx: &Ctx, place: Place<'_>) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::KantorId.eq(place.office))
        .filter(Column::Tahun.eq(i64::from(place.year)))
        .filter(Column::Bagian.eq(place.key))
        .order_by_desc(Column::Versi)
        .limit(100);
    Ok(rows.all(ctx.db()).await?)
}

/// A text as it is kept: without the blanks around it, not too long, and without what may be a number of a person.
fn kept(text: &str) -> Result<String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > LONGEST {
        return Err(Problem::field(
            "isi",
            "Tulisan ini lebih dari 20.000 huruf. Ringkas, atau taruh sebagian di bagian lain.",
        ));
    }
    if let Some(piece) = number_in(&text) {
        let detail = format!(
            "Tulisan ini memuat {piece}, yang tampak seperti NIK, nomor paspor atau telepon seseorang. Hapus nomor itu, lalu simpan lagi. \
             Bila itu jumlah uang, tulis dengan Rp dan titik ribuan, misalnya Rp 11.664.497.000."
        );
        return Err(Problem::field("isi", detail));
    }
    Ok(text)
}

/// Saves a text as the next version of a section, of which the writer has read `read`; 0 where there was none.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a text that is too long or holds what may be a number of a person, and for an office
/// below the actor's own, which writes its texts itself; [`Problem::NotFound`] for any other office.
pub async fn save(ctx: &Ctx, place: Place<'_>, read: i64, text: &str) -> Result<Saved> {
    ctx.actor.require(Permission::ReadReports)?;
    if !ctx.actor.offices.contains(&place.office) {
        return Err(Problem::NotFound);
    }
    if place.office != ctx.actor.office {
        let detail = "Tulisan laporan hanya ditulis oleh kantornya sendiri. Sampaikan usul Anda kepada kantor itu.";
        return Err(Problem::field("kantor", detail));
    }
    let text = kept(text)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let standing = Entity::find()
        .filter(Column::KantorId.eq(place.office))
        .filter(Column::Tahun.eq(i64::from(place.year)))
        .filter(Column::Bagian.eq(place.key))
        .order_by_desc(Column::Versi)
        .one(&*tx)
        .await?;
    let version = standing.as_ref().map_or(0, |row| row.versi);
    if standing.is_none() && text.is_empty() {
        return Ok(Saved::Done);
    }
    if let Some(row) = standing {
        if row.isi == text {
            return Ok(Saved::Done);
        }
        if row.versi != read {
            return Ok(Saved::Behind(Box::new(row)));
        }
    }
    let newest = Entity::find().select_only().column_as(Column::Nomor.max(), "nomor");
    let newest: Option<Option<i64>> = newest.into_tuple().one(&*tx).await?;
    let row = ActiveModel {
        nomor: Set(newest.flatten().unwrap_or_default() + 1),
        kantor_id: Set(place.office),
        tahun: Set(place.year.into()),
        bagian: Set(place.key.to_owned()),
        versi: Set(version + 1),
        isi: Set(text),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}
