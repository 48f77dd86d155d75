//! Writing a section.

use kernel::numbers::number_in;
use kernel::{Ctx, Permission, Problem, Result};

use super::entity::{Entity, Model};
use crate::versi::{self, Place, Saved};

/// The most letters of a section.
pub const LONGEST: usize = 20_000;

/// What is said to an office above.
const ELSEWHERE: &str = "Tulisan laporan hanya ditulis oleh kantornya sendiri. Sampaikan usul Anda kepada kantor itu.";

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
/// below the actor's own, which writes its texts itself; [`Problem::NotFound`] for any other office; [`Problem::Refused`] where the head
/// has signed the closing of the year and no revision of it is open.
pub async fn save(ctx: &Ctx, place: Place<'_>, read: i64, text: &str) -> Result<Saved<Model>> {
    ctx.actor.require(Permission::ReadReports)?;
    versi::own(ctx, place.office, ELSEWHERE)?;
    versi::save::<Entity>(ctx, place, read, kept(text)?).await
}
