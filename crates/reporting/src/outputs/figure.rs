//! A figure's explanation as a workbook: its years, and the figure from each side. A file leaves the office, so small cells are suppressed.

use axum::extract::Extension;
use axum::response::Response;
use kernel::{Ctx, Permission};
use web::sheet::{self, Cell};
use web::{Api, AppPath, AppQuery, Console, Failure, Media, saved};

use super::{percent, target, value};
use crate::agreement::Item;
use crate::capaian::Capaian;
use crate::explain::api::{AskedSides, select};
use crate::explain::breakdown::{self, Dimension};
use crate::perjanjian::Laid;
use crate::query::{self, Shelf};
use crate::table::Figure;
use crate::years::{Year, years};

const YEARS: [&str; 8] =
    ["Tahun", "Masa", "Asal", "Target", "Realisasi", "Capaian", "Capaian dibatasi", "Tempat di laporan"];
const PERIODS: [&str; 5] = ["TW1", "TW2", "TW3", "TW4", "Setahun"];

/// Of the console.
pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    file(&ctx, &all, &which, &asked).await
}

/// Over the api.
pub(super) async fn sent(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    file(&ctx, &all, &which, &asked).await
}

/// The years of the explanation, and its sides.
async fn file(ctx: &Ctx, all: &Laid, which: &(String, u32), asked: &AskedSides) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(ctx, all, which, asked.per.as_deref())?;
    let years = years(ctx, all, agreement, item, query::known(asked.per.as_deref())?).await?;
    let decimals = item.indicator()?.decimals;
    let mut sides = Vec::new();
    for dimension in Dimension::ALL {
        let role = if dimension == Dimension::Alasan { Some("tidak-dihitung".to_owned()) } else { None };
        let select = select(ctx, agreement, item, &AskedSides { peran: role, ..asked.clone() })?;
        let cells = breakdown::suppressed(breakdown::cells(ctx, &select, dimension).await?);
        if !cells.is_empty() {
            sides.push((dimension.word(), [dimension.title(), "Banyak"], cells.iter().map(side).collect::<Vec<_>>()));
        }
    }
    let rows: Vec<Vec<Cell>> = years.iter().flat_map(|year| rows(item, decimals, year)).collect();
    let mut sheets: Vec<sheet::Sheet<'_, Vec<Cell>>> = vec![("Tahun", &YEARS[..], rows.as_slice())];
    sheets.extend(sides.iter().map(|(name, heads, rows)| (*name, &heads[..], rows.as_slice())));
    let bytes = sheet::book(&sheets)?;
    Ok(saved(&format!("penjelasan-{}-{}", agreement.code, item.no), Media::Xlsx, bytes))
}

fn side(cell: &breakdown::Cell) -> Vec<Cell> {
    let many = cell.banyak.map_or_else(|| Cell::from("kurang dari 5, atau disamarkan"), Cell::Whole);
    vec![cell.nama.as_str().into(), many]
}

/// A year: what was counted by quarters and as a whole, and what a report printed, in a row of its own.
fn rows(item: &Item, decimals: u32, year: &Year) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    if let Some(counted) = &year.counted {
        for (name, figure) in PERIODS.into_iter().zip(counted.quarters.iter().chain([&counted.whole])) {
            rows.push(counted_row(item, decimals, (year.year, name), (figure, figure.achieved(counted.cap))));
        }
    }
    if let Some(told) = &year.reported {
        rows.push(vec![
            Cell::Year(year.year.into()),
            "Setahun".into(),
            "menurut laporan".into(),
            target(told.target.as_deref(), &item.unit),
            value(&told.value(), decimals, &item.unit),
            Cell::Empty,
            Cell::Empty,
            told.place.as_str().into(),
        ]);
    }
    rows
}

fn counted_row(
    item: &Item,
    decimals: u32,
    (year, name): (i32, &str),
    (figure, capaian): (&Figure, Option<Capaian>),
) -> Vec<Cell> {
    vec![
        Cell::Year(year.into()),
        name.into(),
        "dihitung dari catatan".into(),
        target(figure.target.as_deref(), &item.unit),
        value(&figure.value, decimals, &item.unit),
        percent(capaian.map(|capaian| capaian.raw)),
        percent(capaian.map(|capaian| capaian.shown)),
        Cell::Empty,
    ]
}
