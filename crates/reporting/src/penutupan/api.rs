//! Closings as JSON.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use kernel::form::pattern::{DAY_AND_ID, PLAIN, VISIBLE};
use kernel::{Permission, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use web::{Api, App, AppJson, AppPath, AppQuery, Failure, MaybeJson, Media, Nothing, Routes, heavy, paging, saved};

use super::{changes, commands, export, json as body, paper, prepare, queries};
use crate::api::{Told as Member, told};
use crate::outputs;
use crate::query::{self, AskedMembers, Shelf};

type Answer = Result<Json<body::Whole>, Failure>;

/// The routes.
pub(crate) fn router() -> Routes {
    let base = "/api/v1/penutupan";
    let of = |what: &str| format!("{base}/{{id}}/{what}");
    Routes::new()
        .get(base, list)
        .post(base, create)
        .get(&format!("{base}/{{id}}"), show)
        .post(&of("tinjau"), review)
        .post(&of("tandatangani"), sign)
        .post(&of("buang"), discard)
        .post(&of("revisi"), revise)
        .get(&of("anggota"), members)
        .get(&of("perubahan"), heavy::work(changed))
        .get(&of("penutupan.xlsx"), heavy::work(workbook))
        .get(&of("anggota.xlsx"), heavy::work(listing))
        .layer(from_fn(web::outer::unhurried))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedList {
    /// Tahun; tanpa ini semua.
    tahun: Option<i32>,
}

/// Closings, without their figures.
#[derive(Serialize, JsonSchema)]
pub(super) struct List {
    data: Vec<body::Head>,
}

async fn list(Api(ctx): Api, AppQuery(asked): AppQuery<AskedList>) -> Result<Json<List>, Failure> {
    let all = queries::all(&ctx, asked.tahun).await?;
    Ok(Json(List { data: all.iter().map(body::head).collect() }))
}

async fn answer(ctx: &kernel::Ctx, id: Uuid) -> Answer {
    Ok(Json(body::shown(&queries::show(ctx, id).await?)))
}

async fn create(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppJson(asked): AppJson<Value>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let asked: prepare::Asked = serde_json::from_value(asked).map_err(|_| {
        let how = "Tulis tahun, tw (1 sampai 4, atau 0 untuk setahun) dan perjanjian, dan tidak ada yang lain.";
        Problem::Malformed(how.to_owned())
    })?;
    let closing = prepare::prepare(&ctx, &all, &asked).await?;
    Ok((StatusCode::CREATED, answer(&ctx, closing.id).await?).into_response())
}

async fn show(Api(ctx): Api, AppPath(id): AppPath<Uuid>) -> Answer {
    answer(&ctx, id).await
}

/// What a reviewer may say.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    #[schemars(length(max = commands::LONG), extend("pattern" = PLAIN))]
    catatan: Option<String>,
}

/// Why it is done.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    #[serde(default)]
    #[schemars(!default, length(max = commands::LONG), regex(pattern = VISIBLE))]
    alasan: String,
}

async fn review(Api(ctx): Api, AppPath(id): AppPath<Uuid>, MaybeJson(note): MaybeJson<Note>) -> Answer {
    commands::review(&ctx, id, note.catatan.as_deref()).await?;
    answer(&ctx, id).await
}

async fn sign(Api(ctx): Api, AppPath(id): AppPath<Uuid>, MaybeJson(Nothing {}): MaybeJson<Nothing>) -> Answer {
    commands::sign(&ctx, id).await?;
    answer(&ctx, id).await
}

async fn discard(Api(ctx): Api, AppPath(id): AppPath<Uuid>, AppJson(reason): AppJson<Reason>) -> Answer {
    commands::discard(&ctx, id, &reason.alasan).await?;
    answer(&ctx, id).await
}

async fn revise(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<Uuid>,
    AppJson(reason): AppJson<Reason>,
) -> Result<Response, Failure> {
    let closing = prepare::revise(&ctx, &all, id, &reason.alasan).await?;
    Ok((StatusCode::CREATED, answer(&ctx, closing.id).await?).into_response())
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedMember {
    /// Butir, misalnya iku-06.
    #[schemars(required)]
    indikator: Option<String>,
    /// Peran.
    #[schemars(extend("enum" = query::ROLES))]
    peran: Option<String>,
    /// Penanda halaman dari `berikutnya`.
    #[schemars(extend("pattern" = DAY_AND_ID.whole()))]
    sebelum: Option<String>,
    /// Banyaknya, paling banyak 500.
    #[schemars(range(min = 1, max = query::MOST), extend("default" = paging::USUAL))]
    batas: Option<u64>,
}

/// The members of a closed figure.
#[derive(Serialize, JsonSchema)]
pub(super) struct Members {
    penutupan: Uuid,
    no: i64,
    anggota: i64,
    sidik: String,
    data: Vec<Member>,
    berikutnya: Option<String>,
}

async fn members(
    State(app): State<App>,
    Api(ctx): Api,
    AppPath(id): AppPath<Uuid>,
    AppQuery(asked): AppQuery<AskedMember>,
) -> Result<Json<Members>, Failure> {
    let shown = queries::show(&ctx, id).await?;
    let which = asked.indikator.as_deref().unwrap_or_default();
    let row = shown.figure(which)?;
    let select = shown.members(row, asked.peran.as_deref())?;
    let asked = AskedMembers { sebelum: asked.sebelum, batas: asked.batas, ..AskedMembers::default() };
    let page = query::page_of(&ctx, &select, &asked).await?;
    Ok(Json(Members {
        penutupan: shown.closing.id,
        no: row.no,
        anggota: row.anggota,
        sidik: row.sidik.clone(),
        data: told(&app, &ctx, page.members).await?,
        berikutnya: page.next,
    }))
}

/// The closing as a workbook.
async fn workbook(Api(ctx): Api, AppPath(id): AppPath<Uuid>) -> Result<Response, Failure> {
    let shown = queries::show(&ctx, id).await?;
    Ok(saved(&format!("penutupan-{}", shown.closing.name()), Media::Xlsx, paper::workbook(&ctx, &shown)?))
}

/// All members of a closed figure as a workbook.
async fn listing(
    State(app): State<App>,
    Api(ctx): Api,
    AppPath(id): AppPath<Uuid>,
    AppQuery(asked): AppQuery<AskedMember>,
) -> Result<Response, Failure> {
    let shown = queries::show(&ctx, id).await?;
    let row = shown.figure(asked.indikator.as_deref().unwrap_or_default())?;
    let (indicator, definition) = row.definition().ok_or(Problem::NotFound)?;
    let select = shown.members(row, asked.peran.as_deref())?;
    let bytes = outputs::listed(&app, &ctx, &select, (indicator.date_role, definition.end())).await?;
    Ok(saved(&format!("catatan-{}-no-{}", shown.closing.name(), row.no), Media::Xlsx, bytes))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedChanges {
    /// Butir, misalnya iku-06.
    indikator: Option<String>,
    /// Bentuk; tanpa ini JSON.
    #[schemars(extend("enum" = ["json", "csv", "xlsx"]))]
    format: Option<String>,
}

async fn changed(
    State(app): State<App>,
    Api(ctx): Api,
    AppPath(id): AppPath<Uuid>,
    AppQuery(asked): AppQuery<AskedChanges>,
) -> Result<Response, Failure> {
    let shown = queries::show(&ctx, id).await?;
    let all = match &asked.indikator {
        Some(which) => vec![changes::of_figure(&ctx, &shown, shown.figure(which)?).await?],
        None => changes::of_closing(&ctx, &shown).await?,
    };
    match asked.format.as_deref().unwrap_or("json") {
        "json" => Ok(Json(body::changes(&shown.closing, &all)).into_response()),
        format => Ok(export::download(&app, &ctx, &shown.closing, &all, format).await?),
    }
}
