//! DIPA: the budget of an office for a year, read from the records of `anggaran`. Ceilings by revision, realisation by month, what is
//! left, what does not fit together, and the items of the agreement beside the activities that serve them.
//!
//! It is how the money stands, and no indicator: the score of budget performance is given by an assessor.
//!
//! A number and the records behind it come from the same rows. A budget is one office's: activities of two offices that have the same
//! name have ceilings of their own.

mod api;
mod checks;
mod curve;
mod export;
mod joined;
mod model;
mod page;
mod spent;
mod tables;
mod then;

use chrono::{DateTime, Datelike, Utc};
use kernel::form::pattern::DAY;
use kernel::period::day_of;
use kernel::{Ctx, Day, KantorId, Period, Problem, Result};
use records::AnyKind;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Deserialize;

pub(crate) use api::{describe, router as api_router};
pub(crate) use page::router as pages_router;
pub use spent::{ItemBudget, YearBudget, year_budget};

use crate::anggaran::Anggaran;
use crate::anggaran::entity::{COLUMN, Column, Entity, Model};
use crate::held::{Held, Office, YEARS, offered};
use model::{Budget, Row, What};

/// The most records that are looked at; more are refused, not left out. Their amounts add up within 64 bits.
const MOST: u64 = 9_000;

fn kind() -> &'static dyn AnyKind {
    records::kind::<Anggaran>()
}

/// Which budget is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Tahun anggaran; tanpa ini tahun ini bila ada catatannya, jika tidak yang terbaru.
    #[schemars(range(min = 2000, max = 2200))]
    tahun: Option<i32>,
    /// Menurut tanggal catatan sampai dengan hari ini; tanpa ini hari ini, atau 31 Desember bila tahunnya sudah lewat.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pada: Option<String>,
    /// Tanpa revisi yang lebih baru dari nomor ini.
    #[schemars(range(min = 0))]
    revisi: Option<i64>,
    /// Kode kantor; tanpa ini kantor Anda.
    kantor: Option<String>,
}

/// A budget, and what it is one of.
struct View {
    office: Office,
    budget: Budget,
    /// The revision beyond which nothing is looked at, if one is named.
    revision: Option<i64>,
    /// The instant by whose knowledge it is, if that is not now.
    at: Option<DateTime<Utc>>,
    /// The years of which the office has records, and the one that is shown.
    years: Vec<i32>,
    /// Other offices of the actor with records of the year.
    elsewhere: Vec<Office>,
}

/// The budget that is asked for, of an office of the actor; withdrawn records are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] and [`Problem::Malformed`] for what cannot be read; any database error.
async fn view(ctx: &Ctx, asked: &Asked) -> Result<View> {
    view_at(ctx, asked, None).await
}

/// The same as it was known at an instant.
///
/// # Errors
/// As [`view`].
async fn view_at(ctx: &Ctx, asked: &Asked, at: Option<DateTime<Utc>>) -> Result<View> {
    ctx.actor.require(kind().info().permission)?;
    let office = Office::asked(ctx, asked.kantor.as_deref())?;
    let day = day(asked.pada.as_deref())?;
    if asked.tahun.is_some_and(|year| !YEARS.contains(&year)) {
        return Err(Problem::Malformed("tahun: tulis tahun anggaran dari 2000 sampai 2200.".to_owned()));
    }
    if asked.revisi.is_some_and(|number| number < 0) {
        return Err(Problem::Malformed("revisi: tulis nomor revisi; 0 untuk pagu awal.".to_owned()));
    }
    let held = Held::read(ctx, standing(ctx), (Column::Tahun, Column::KantorId)).await?;
    let years = held.years(&office);
    let this = ctx.today().year();
    let usual = || if years.contains(&this) { this } else { years.last().copied().unwrap_or(this) };
    let year = asked.tahun.unwrap_or_else(usual);
    let years = offered(years, year);
    let last = Period::year(year).until.pred_opt().unwrap_or_default();
    let on = day.unwrap_or_else(|| at.map_or_else(|| ctx.today(), day_of).min(last));
    let elsewhere = held.elsewhere(ctx, year, &office);
    let records = match at {
        Some(at) => then::known_at(ctx, office.id, year, at).await?,
        None => records_now(ctx, office.id, year).await?,
    };
    let budget = Budget::of(records.into_iter().map(row).collect(), year, on, asked.revisi);
    Ok(View { office, budget, revision: asked.revisi, at, years, elsewhere })
}

/// The day that a page is asked for.
///
/// # Errors
/// [`Problem::Malformed`] for what is none.
pub(crate) fn day(text: Option<&str>) -> Result<Option<Day>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = kernel::form::parse_day(text).filter(|day| (1900..2200).contains(&day.year()));
    let wrong = || Problem::Malformed("pada: tulis tanggal, misalnya 2025-12-31 atau 31/12/2025.".to_owned());
    read.map(Some).ok_or_else(wrong)
}

/// The records that stand, of offices of the actor.
fn standing(ctx: &Ctx) -> Select<Entity> {
    Entity::find().filter(kind().seen(ctx)).filter(COLUMN.dibatalkan_pada.is_null())
}

async fn records_now(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Model>> {
    let records = standing(ctx)
        .filter(Column::KantorId.eq(office))
        .filter(COLUMN.tahun.eq(i64::from(year)))
        .order_by_asc(Column::Tanggal)
        .order_by_asc(Column::Id)
        .limit(MOST + 1);
    let records = records.all(ctx.db()).await?;
    if records.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Catatan anggaran tahun {year} lebih dari {MOST}, terlalu banyak.")));
    }
    Ok(records)
}

fn row(record: Model) -> Row {
    let what = record.revisi.filter(|_| record.jenis == "pagu").map_or(What::Spent, What::Ceiling);
    Row {
        id: record.id,
        number: record.nomor,
        activity: record.kegiatan,
        what,
        day: record.tanggal,
        amount: record.jumlah_rp,
    }
}
