//! Reading the choices.

use chrono::{DateTime, Utc};
use kernel::{Ctx, KantorId, Result};

use super::entity::{Entity, Model};
use crate::versi::{self, Place};

/// All versions of the choice of a year, the newest first.
///
/// # Errors
/// What the database says.
pub async fn history(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Model>> {
    versi::history::<Entity>(ctx, Place { office, year, key: "" }).await
}

/// The choice that stood at an instant, if there was one, and whether one was made after it; without an instant the one that stands.
///
/// # Errors
/// What the database says.
pub(super) async fn chosen(
    ctx: &Ctx,
    (office, year): (KantorId, i32),
    until: Option<DateTime<Utc>>,
) -> Result<(Option<Model>, bool)> {
    let rows = versi::of_year::<Entity>(ctx, office, year).await?;
    let later = versi::after::<Entity>(&rows, until).next().is_some();
    Ok((versi::before::<Entity>(&rows, until).last().cloned(), later))
}
