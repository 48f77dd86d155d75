//! Choosing the photos.

use kernel::numbers::number_in;
use kernel::{Ctx, KantorId, Permission, Problem, Result};
use records::photos::Album;

use super::entity::{Entity, Model};
use super::{FIELD, Pick};
use crate::versi::{self, Place, Saved};

/// The most photos of a report.
pub const MOST: usize = 40;
/// The most letters of a caption.
pub const LONGEST: usize = 200;

/// What is said to an office above.
const ELSEWHERE: &str = "Foto laporan hanya dipilih oleh kantornya sendiri. Sampaikan usul Anda kepada kantor itu.";

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
/// chooses itself, for what is no photo of the office's activities of the year, and for captions that cannot stand;
/// [`Problem::Refused`] where the head has signed the closing of the year and no revision of it is open.
pub async fn save(
    ctx: &Ctx,
    album: &Album,
    (office, year): (KantorId, i32),
    read: i64,
    picks: &[Pick],
) -> Result<Saved<Model>> {
    ctx.actor.require(Permission::Perencanaan)?;
    versi::own(ctx, office, ELSEWHERE)?;
    checked(picks)?;
    among(ctx, album, (office, year), picks).await?;
    let held = serde_json::to_value(picks).map_err(Problem::internal)?;
    versi::save::<Entity>(ctx, Place { office, year, key: "" }, read, held).await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

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
