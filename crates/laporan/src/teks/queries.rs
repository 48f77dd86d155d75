//! Reading the sections.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::{Ctx, KantorId, Result};

use super::entity::{Entity, Model};
use crate::versi::{self, Place};

/// The texts of a report.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// What stands, by the key of the section.
    pub standing: BTreeMap<String, Model>,
    /// The keys of the sections that were written again after that.
    pub later: Vec<String>,
}

/// The newest version of each section of a year, by its key.
///
/// # Errors
/// What the database says.
pub async fn newest(ctx: &Ctx, office: KantorId, year: i32) -> Result<BTreeMap<String, Model>> {
    Ok(texts(ctx, (office, year), None).await?.standing)
}

/// The texts of a year as they stood at an instant; without one as they stand.
///
/// # Errors
/// What the database says.
pub(crate) async fn texts(ctx: &Ctx, (office, year): (KantorId, i32), until: Option<DateTime<Utc>>) -> Result<Texts> {
    let rows = versi::of_year::<Entity>(ctx, office, year).await?;
    let by_key = |row: &Model| (row.bagian.clone(), row.clone());
    let standing = versi::before::<Entity>(&rows, until).map(by_key).collect();
    let mut later: Vec<String> = versi::after::<Entity>(&rows, until).map(|row| row.bagian.clone()).collect();
    later.sort_unstable();
    later.dedup();
    Ok(Texts { standing, later })
}

/// All versions of a section, the newest first.
///
/// # Errors
/// What the database says.
pub async fn history(ctx: &Ctx, place: Place<'_>) -> Result<Vec<Model>> {
    versi::history::<Entity>(ctx, place).await
}
