//! The photos of the report (Lampiran 4): chosen by the planner from pictures that are attached to activities of the office in that
//! year, in an order, each with a caption. Each choice is a version; who saves names the version that was read.

pub mod entity;
mod form;
mod gathered;
mod page;
mod view;

use kernel::numbers::number_in;
use kernel::{Ctx, KantorId, Permission, Problem, Result, db};
use records::photos::Album;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

pub use gathered::{Gone, Photos, Shown};
pub(crate) use page::router;

use entity::{ActiveModel, Column, Entity, Model};

/// The lock of who chooses.
const LOCK: &str = "lkj_foto";
/// The most photos of a report.
pub const MOST: usize = 40;
/// The most letters of a caption.
pub const LONGEST: usize = 200;
/// The name under which what is wrong with a choice is told.
const FIELD: &str = "foto";

/// A photo that is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    /// The attachment.
    #[serde(rename = "lampiran")]
    pub id: Uuid,
    /// What stands below it.
    #[serde(rename = "keterangan")]
    pub caption: String,
}

/// What became of a choice that was sent.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It stands.
    Done,
    /// Somebody else has saved one in between; nothing was written.
    Behind(Box<Model>),
}

/// All versions of the choice of a year, the newest first.
///
/// # Errors
/// What the database says.
pub async fn history(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::KantorId.eq(office))
        .filter(Column::Tahun.eq(i64::from(year)))
        .order_by_desc(Column::Versi)
        .limit(100);
    Ok(rows.all(ctx.db()).await?)
}

/// The choice that stands, if there is one.
///
/// # Errors
/// What the database says.
pub async fn newest(ctx: &Ctx, office: KantorId, year: i32) -> Result<Option<Model>> {
    Ok(history(ctx, office, year).await?.into_iter().next())
}

fn wrong(detail: impl Into<String>) -> Problem {
    Problem::field(FIELD, detail)
}

/// Refuses captions that cannot stand, and too many photos.
fn checked(picks: &[Pick]) -> Result<()> {
    if picks.len() > MOST {
        return Err(wrong(format!(
            "Paling banyak {MOST} foto dalam satu laporan; {} dipilih. Kurangi pilihannya.",
            picks.len()
        )));
    }
    for (number, pick) in (1..).zip(picks) {
        if pick.caption.is_empty() {
            return Err(wrong(format!(
                "Foto ke-{number} belum berketerangan. Tulis apa yang tampak; itu juga dibacakan kepada yang tidak melihat fotonya."
            )));
        }
        if pick.caption.chars().count() > LONGEST {
            return Err(wrong(format!("Keterangan foto ke-{number} lebih dari {LONGEST} huruf. Ringkas.")));
        }
        if let Some(piece) = number_in(&pick.caption) {
            return Err(wrong(format!(
                "Keterangan foto ke-{number} memuat {piece}, yang tampak seperti NIK, nomor paspor atau telepon seseorang. Hapus nomor itu."
            )));
        }
    }
    Ok(())
}

/// Refuses a photo that is none of the office's activities of that year, whatever its id says it is.
async fn among(ctx: &Ctx, album: &Album, (office, year): (KantorId, i32), picks: &[Pick]) -> Result<()> {
    let there = album.of_year(ctx, office, year).await?;
    let strange = |pick: &Pick| there.iter().all(|photo| photo.id != pick.id);
    if picks.iter().any(strange) {
        return Err(wrong(format!(
            "Satu foto yang dipilih tidak ada di antara foto kegiatan kantor Anda tahun {year}: mungkin baru saja dihapus. Muat ulang \
             halaman ini, lalu pilih lagi."
        )));
    }
    Ok(())
}

/// Saves a choice as the next version, of which the planner has read `read`; 0 where there was none.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`] for an office that is not the actor's; [`Problem::Invalid`] for an office below, which
/// chooses itself, for what is no photo of the office's activities of the year, and for captions that cannot stand.
pub async fn save(
    ctx: &Ctx,
    album: &Album,
    (office, year): (KantorId, i32),
    read: i64,
    picks: &[Pick],
) -> Result<Saved> {
    ctx.actor.require(Permission::Perencanaan)?;
    if !ctx.actor.offices.contains(&office) {
        return Err(Problem::NotFound);
    }
    if office != ctx.actor.office {
        let detail = "Foto laporan hanya dipilih oleh kantornya sendiri. Sampaikan usul Anda kepada kantor itu.";
        return Err(Problem::field("kantor", detail));
    }
    checked(picks)?;
    among(ctx, album, (office, year), picks).await?;
    let chosen = serde_json::to_value(picks).map_err(Problem::internal)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let standing = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(Column::Tahun.eq(i64::from(year)))
        .order_by_desc(Column::Versi)
        .one(&*tx)
        .await?;
    let version = standing.as_ref().map_or(0, |row| row.versi);
    if standing.is_none() && picks.is_empty() {
        return Ok(Saved::Done);
    }
    if let Some(row) = standing {
        if row.pilihan == chosen {
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
        kantor_id: Set(office),
        tahun: Set(year.into()),
        versi: Set(version + 1),
        pilihan: Set(chosen),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(many: usize, caption: &str) -> Vec<Pick> {
        (0..many).map(|at| Pick { id: Uuid::from_u128(at as u128), caption: caption.to_owned() }).collect()
    }

    #[test]
    fn each_photo_has_a_caption_without_numbers_of_people_and_there_are_not_too_many() {
        assert!(checked(&[]).is_ok() && checked(&picks(MOST, "Pembukaan job fair (contoh)")).is_ok());
        for (many, caption, told) in [
            (MOST + 1, "Pembukaan", "Paling banyak 40 foto"),
            (1, "", "Foto ke-1 belum berketerangan"),
            (2, &"x".repeat(LONGEST + 1), "lebih dari 200 huruf"),
            (1, "Peserta 3603991234567890", "memuat 3603991234567890"),
        ] {
            let refused = format!("{:?}", checked(&picks(many, caption)).unwrap_err());
            assert!(refused.contains(told), "{refused}");
        }
    }
}
