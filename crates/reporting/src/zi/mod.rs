//! The ZI worksheet of an office for a year, read from its items (`butir-zi`): what each working group weighs and has earned, and what is
//! still without evidence. And which scores stand without a file.
//!
//! A number and the items behind it come from the same rows.

mod api;
mod bare;
mod model;
mod page;

use chrono::Datelike;
use kernel::{Ctx, KantorId, Period, Problem, Result};
use records::AnyKind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Deserialize;
use web::Routes;

pub(crate) use api::describe;

use crate::butir_zi::ButirZi;
use crate::butir_zi::entity::{COLUMN, Column, Entity, Model};
use crate::held::{Held, Office, YEARS, offered};
use crate::{indicators, nilai};
use model::{Row, Sheet};

/// The most items that are looked at; more are refused, not left out.
const MOST: u64 = 5_000;

/// The vocabulary of the working groups.
const GROUPS: &str = "pokja_zi";

pub(crate) fn api_router() -> Routes {
    api::router()
}

pub(crate) fn pages_router() -> Routes {
    page::router().merge(bare::router())
}

fn kind() -> &'static dyn AnyKind {
    records::kind::<ButirZi>()
}

/// Which page is asked for: a worksheet, and the number whose items are listed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    tahun: Option<i32>,
    kantor: Option<String>,
    pokja: Option<String>,
    bagian: Option<String>,
}

/// A worksheet, and whose it is.
struct View {
    office: Office,
    year: i32,
    /// The years of which the office has items, and the one that is shown.
    years: Vec<i32>,
    sheet: Sheet,
    /// The newest score of the year that was recorded as a whole.
    recorded: Option<nilai::entity::Model>,
    /// Whether the figure of the year is counted from items.
    counted: bool,
    /// Other offices of the actor with items of the year.
    elsewhere: Vec<Office>,
}

/// The worksheet that is asked for, of an office of the actor; withdrawn items are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] and [`Problem::Malformed`] for what cannot be read; any database error.
async fn view(ctx: &Ctx, asked: &Asked) -> Result<View> {
    ctx.actor.require(kind().info().permission)?;
    let office = Office::asked(ctx, asked.kantor.as_deref())?;
    if asked.tahun.is_some_and(|year| !YEARS.contains(&year)) {
        return Err(Problem::Malformed("tahun: tulis tahun lembar kerja dari 2000 sampai 2200.".to_owned()));
    }
    let held = Held::read(ctx, standing(ctx), (Column::Tahun, Column::KantorId)).await?;
    let year = asked.tahun.unwrap_or_else(|| ctx.today().year());
    let indicator = indicators::find("pemenuhan-zi");
    Ok(View {
        year,
        years: offered(held.years(&office), year),
        sheet: sheet(ctx, office.id, year).await?,
        recorded: recorded(ctx, office.id, year).await?,
        counted: indicator.is_some_and(|one| one.definition(Period::year(year)).sheet().is_some()),
        elsewhere: held.elsewhere(ctx, year, &office),
        office,
    })
}

/// The working groups that there are, in the order in which they are shown.
fn listed(ctx: &Ctx) -> Vec<&str> {
    ctx.house.reference.terms(GROUPS).iter().map(|term| term.code.as_str()).collect()
}

/// The items that stand, of offices of the actor.
fn standing(ctx: &Ctx) -> Select<Entity> {
    Entity::find().filter(kind().seen(ctx)).filter(COLUMN.dibatalkan_pada.is_null())
}

async fn sheet(ctx: &Ctx, office: KantorId, year: i32) -> Result<Sheet> {
    let records = standing(ctx)
        .filter(Column::KantorId.eq(office))
        .filter(COLUMN.tahun.eq(i64::from(year)))
        .order_by_asc(Column::Kode)
        .order_by_asc(Column::Id)
        .limit(MOST + 1);
    let records = records.all(ctx.db()).await?;
    if records.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Butir ZI tahun {year} lebih dari {MOST}, terlalu banyak.")));
    }
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    let proven = records::attached::with_files(ctx, &ids).await?;
    Ok(Sheet { rows: records.into_iter().map(|record| row(proven.contains(&record.id), record)).collect() })
}

fn row(proven: bool, record: Model) -> Row {
    Row {
        earlier: record.earlier(),
        assessed: record.dinilai_pada,
        id: record.id,
        number: record.nomor,
        group: record.pokja,
        code: record.kode,
        text: record.butir,
        weight: record.bobot,
        share: record.terpenuhi,
        status: record.status,
        proven,
    }
}

/// The newest score of a year that was recorded as a whole.
async fn recorded(ctx: &Ctx, office: KantorId, year: i32) -> Result<Option<nilai::entity::Model>> {
    use nilai::entity::{COLUMN, Column, Entity};
    let period = Period::year(year);
    let newest = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(COLUMN.jenis_nilai.eq("zi"))
        .filter(Column::Tanggal.gte(period.from))
        .filter(Column::Tanggal.lt(period.until))
        .order_by_desc(Column::Tanggal)
        .order_by_desc(Column::Id);
    Ok(newest.one(ctx.db()).await?)
}
