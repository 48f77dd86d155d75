//! Reading versions.

use chrono::{DateTime, Utc};
use kernel::{Ctx, KantorId, Result};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Select};

use super::{Place, Versions};

/// How many versions of one thing are shown.
const SHOWN: u64 = 100;

/// The versions of an office and a year.
pub(super) fn kept<E: Versions>(office: KantorId, year: i32) -> Select<E> {
    let columns = E::columns();
    E::find().filter(ColumnTrait::eq(&columns.office, office)).filter(ColumnTrait::eq(&columns.year, i64::from(year)))
}

/// All versions of a report, the oldest first.
///
/// # Errors
/// What the database says.
pub(crate) async fn of_year<E: Versions>(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<E::Model>> {
    let columns = E::columns();
    let rows = kept::<E>(office, year).filter(ctx.of_offices(columns.office.as_column_ref()));
    Ok(rows.order_by_asc(columns.version).all(ctx.db()).await?)
}

/// The versions of one thing of a report, the newest first.
///
/// # Errors
/// What the database says.
pub(crate) async fn history<E: Versions>(ctx: &Ctx, place: Place<'_>) -> Result<Vec<E::Model>> {
    let columns = E::columns();
    let mut rows = kept::<E>(place.office, place.year).filter(ctx.of_offices(columns.office.as_column_ref()));
    if let Some(of_key) = E::of_key(place.key) {
        rows = rows.filter(of_key);
    }
    Ok(rows.order_by_desc(columns.version).limit(SHOWN).all(ctx.db()).await?)
}

/// The versions that stood at an instant; all of them without one.
pub(crate) fn before<E: Versions>(rows: &[E::Model], until: Option<DateTime<Utc>>) -> impl Iterator<Item = &E::Model> {
    rows.iter().filter(move |row| until.is_none_or(|until| E::at(row) <= until))
}

/// The versions that came after an instant; none without one.
pub(crate) fn after<E: Versions>(rows: &[E::Model], until: Option<DateTime<Utc>>) -> impl Iterator<Item = &E::Model> {
    rows.iter().filter(move |row| until.is_some_and(|until| E::at(row) > until))
}
