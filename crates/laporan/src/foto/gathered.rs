//! The photos of a report as they are when it is made: those that stand, with what they show, and those that no longer do, with why.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use kernel::{Ctx, Day, KantorId, Problem, Result};
use records::photos::{Album, Photo, Scaled};
use uuid::Uuid;

use super::Pick;
use super::queries::chosen;
use crate::Source;
use crate::model::Image;

/// A photo that stands in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What stands below it.
    pub caption: String,
    /// The number of its record.
    pub number: String,
    /// The day on which that happened.
    pub day: Option<Day>,
    /// The address of its record.
    pub address: String,
    /// What it shows; none where the report only lists it.
    pub image: Option<Image>,
}

/// A photo that was chosen and cannot stand in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// What should have stood below it.
    pub caption: String,
    /// Why it is not there.
    pub why: String,
}

/// The photos of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Photos {
    /// Those that stand, in their order.
    pub shown: Vec<Shown>,
    /// Those that do not.
    pub gone: Vec<Gone>,
    /// Whether others were chosen after the head had signed, which are not among them.
    pub later: bool,
}

/// Why a photo may not stand in the report of a year, if so.
pub(super) fn barred(photo: Option<&Photo>, (office, year): (KantorId, i32)) -> Option<String> {
    let Some(photo) = photo.filter(|photo| photo.office == office) else {
        return Some("catatannya tidak lagi ada pada kantor ini".to_owned());
    };
    let elsewhen = || format!("catatan {} bukan lagi dari tahun {year}", photo.number);
    let moved = photo.day.is_none_or(|day| day.year() != year).then(elsewhen);
    photo.gone.as_ref().map(|why| format!("catatan {}: {why}", photo.number)).or(moved)
}

impl Source {
    /// The source with the photos of its report; with `open` also with what they show, each opening of which is logged. It takes a moment
    /// for many of them, so call it where it may block.
    ///
    /// # Errors
    /// [`Problem::Forbidden`]; what the database says.
    pub async fn with_photos(self, ctx: &Ctx, album: &Album, open: bool) -> Result<Self> {
        let Some(office) = ctx.house.offices.by_code(&self.agreement.office) else { return Ok(self) };
        let until = self.signed().and_then(|closing| closing.ditandatangani_pada);
        let photos = gather(ctx, album, ((office.id, self.year), until), open).await?;
        Ok(Self { photos, ..self })
    }
}

/// The photos of the report of an office and a year, as they were chosen at an instant if one is named; with `open` also what they show,
/// each opening of which is logged.
///
/// # Errors
/// [`Problem::Forbidden`]; what the database says.
async fn gather(
    ctx: &Ctx,
    album: &Album,
    (place, until): ((KantorId, i32), Option<DateTime<Utc>>),
    open: bool,
) -> Result<Photos> {
    let (row, later) = chosen(ctx, place, until).await?;
    let mut photos = Photos { later, ..Photos::default() };
    let Some(row) = row else { return Ok(photos) };
    let picks = row.picks()?;
    let ids: Vec<Uuid> = picks.iter().map(|pick| pick.id).collect();
    let there = album.named(ctx, &ids).await?;
    for pick in picks {
        match one(ctx, album, (place, open), (&pick, &there)).await? {
            Ok(shown) => photos.shown.push(shown),
            Err(why) => photos.gone.push(Gone { caption: pick.caption, why }),
        }
    }
    Ok(photos)
}

/// A photo, or why it cannot stand in the report.
async fn one(
    ctx: &Ctx,
    album: &Album,
    (place, open): ((KantorId, i32), bool),
    (pick, there): (&Pick, &HashMap<Uuid, Photo>),
) -> Result<Result<Shown, String>> {
    let photo = there.get(&pick.id);
    let (Some(photo), None) = (photo, barred(photo, place)) else {
        return Ok(Err(barred(photo, place).unwrap_or_default()));
    };
    let image = if open {
        match album.open(ctx, photo).await {
            Ok(Scaled { bytes, width, height }) => Some(Image { bytes: Arc::new(bytes), width, height }),
            Err(Problem::Malformed(_)) => {
                return Ok(Err(format!("catatan {}: gambarnya tidak dapat dibuka atau terlalu besar", photo.number)));
            }
            // The audit reports missing files; the rest of the report is still worth having.
            Err(Problem::Internal(error)) => {
                tracing::error!(request = %ctx.request, attachment = %photo.id, %error, "a photo cannot be read");
                return Ok(Err(format!("catatan {}: berkasnya tidak dapat dibaca", photo.number)));
            }
            Err(other) => return Err(other),
        }
    } else {
        None
    };
    Ok(Ok(Shown {
        caption: pick.caption.clone(),
        number: photo.number.clone(),
        day: photo.day,
        address: photo.home(),
        image,
    }))
}
