//! The tasks as a workbook.

use std::sync::Arc;

use axum::extract::Extension;
use axum::response::Response;
use kernel::{Ctx, Permission};
use serde::Deserialize;
use web::sheet::{self, Cell};
use web::{Api, AppQuery, Console, Failure, Media, paging, parts, saved};

use super::beside::{Beside, Besides};
use super::list::{self, Item, Whose};
use super::words;
use crate::Registry;

const TASKS: [&str; 12] = [
    "Jatuh tempo",
    "Keterangan",
    "Kegentingan",
    "Yang harus selesai",
    "Tenggat asumsi",
    "Jenis",
    "Nomor",
    "Perihal",
    "Nama",
    "Status",
    "Petugas",
    "Kantor",
];
const OTHERS: [&str; 5] = ["Penutupan", "Untuk", "Status", "Kantor", "Sejak"];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    siapa: Whose,
    jenis: Option<String>,
}

/// Of the console.
pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    Extension(besides): Extension<Arc<dyn Besides>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    file(&ctx, &registry, &*besides, &asked).await
}

/// Over the api.
pub(super) async fn sent(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    Extension(besides): Extension<Arc<dyn Besides>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    file(&ctx, &registry, &*besides, &asked).await
}

/// All tasks of the list that the page shows page by page, with the same trace of whom they are about.
async fn file(ctx: &Ctx, registry: &Registry, besides: &dyn Besides, asked: &Asked) -> Result<Response, Failure> {
    ctx.actor.require(Permission::Tasks)?;
    let kinds = list::asked(ctx, registry, asked.jenis.as_deref())?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut after = None;
    loop {
        let listing = list::list(ctx, &kinds, asked.siapa, after, paging::MOST).await?;
        rows.extend(listing.items.iter().map(|item| task(ctx, item)));
        after = listing.next;
        if after.is_none() {
            break;
        }
    }
    let whole = asked.jenis.as_deref().is_none_or(str::is_empty);
    let others = if whole { besides.waiting(ctx, asked.siapa).await? } else { Vec::new() };
    let others: Vec<Vec<Cell>> = others.iter().map(|one| other(ctx, one)).collect();
    let sheets: [sheet::Sheet<'_, Vec<Cell>>; 2] =
        [("Tugas", &TASKS[..], rows.as_slice()), ("Penutupan", &OTHERS[..], others.as_slice())];
    let bytes = sheet::book(&sheets)?;
    Ok(saved(&format!("tugas-{}-{}", asked.siapa.code(), ctx.today()), Media::Xlsx, bytes))
}

fn office(ctx: &Ctx, id: kernel::KantorId) -> Cell {
    ctx.house.offices.by_id(id).map(|office| office.name.clone()).into()
}

fn task(ctx: &Ctx, item: &Item) -> Vec<Cell> {
    let due = item.task.due();
    let assumed = item.certainty == Some(kernel::calendar::Certainty::Asumsi);
    vec![
        due.map_or(Cell::Empty, Cell::Day),
        words::when(ctx.today(), due).into(),
        words::urgency(item.task.kegentingan).unwrap_or("Biasa").into(),
        item.purpose.as_str().into(),
        if assumed { "ya" } else { "" }.into(),
        item.kind.into(),
        item.row.head.number.as_str().into(),
        item.subject.clone().into(),
        item.row.name.clone().into(),
        parts::words(item.row.status).into(),
        item.task.petugas.clone().into(),
        office(ctx, item.task.kantor_id),
    ]
}

fn other(ctx: &Ctx, one: &Beside) -> Vec<Cell> {
    vec![
        one.title.as_str().into(),
        one.purpose.into(),
        parts::words(one.status).into(),
        office(ctx, one.office),
        parts::instant(one.since).into(),
    ]
}
