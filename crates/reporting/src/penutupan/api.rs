//! Closings as JSON.

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::{Permission, Problem};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Api, App, AppJson, AppPath, AppQuery, Failure, MaybeJson, Nothing, heavy};

use super::{changes, commands, export, json as body, prepare, queries};
use crate::query::{self, AskedMembers, Shelf};

type Answer = Result<Json<Value>, Failure>;

/// The routes.
pub(crate) fn router() -> Router<App> {
    let base = "/api/v1/penutupan";
    let of = |what: &str| format!("{base}/{{id}}/{what}");
    Router::new()
        .route(base, get(list).post(create))
        .route(&format!("{base}/{{id}}"), get(show))
        .route(&of("tinjau"), post(review))
        .route(&of("tandatangani"), post(sign))
        .route(&of("buang"), post(discard))
        .route(&of("revisi"), post(revise))
        .route(&of("anggota"), get(members))
        .route(&of("perubahan"), get(heavy::work(changed)))
        .layer(from_fn(web::outer::unhurried))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedList {
    tahun: Option<i32>,
}

async fn list(Api(ctx): Api, AppQuery(asked): AppQuery<AskedList>) -> Answer {
    let all = queries::all(&ctx, asked.tahun).await?;
    Ok(Json(json!({ "data": all.iter().map(body::head).collect::<Vec<_>>() })))
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
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    catatan: Option<String>,
}

/// Why it is done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    #[serde(default)]
    alasan: String,
}

async fn review(Api(ctx): Api, AppPath(id): AppPath<Uuid>, MaybeJson(said): MaybeJson<Note>) -> Answer {
    commands::review(&ctx, id, said.catatan.as_deref()).await?;
    answer(&ctx, id).await
}

async fn sign(Api(ctx): Api, AppPath(id): AppPath<Uuid>, MaybeJson(Nothing {}): MaybeJson<Nothing>) -> Answer {
    commands::sign(&ctx, id).await?;
    answer(&ctx, id).await
}

async fn discard(Api(ctx): Api, AppPath(id): AppPath<Uuid>, AppJson(said): AppJson<Reason>) -> Answer {
    commands::discard(&ctx, id, &said.alasan).await?;
    answer(&ctx, id).await
}

async fn revise(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<Uuid>,
    AppJson(said): AppJson<Reason>,
) -> Result<Response, Failure> {
    let closing = prepare::revise(&ctx, &all, id, &said.alasan).await?;
    Ok((StatusCode::CREATED, answer(&ctx, closing.id).await?).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedMember {
    indikator: Option<String>,
    peran: Option<String>,
    setelah: Option<String>,
    batas: Option<u64>,
}

async fn members(Api(ctx): Api, AppPath(id): AppPath<Uuid>, AppQuery(asked): AppQuery<AskedMember>) -> Answer {
    let shown = queries::show(&ctx, id).await?;
    let which = asked.indikator.as_deref().unwrap_or_default();
    let row = shown.figure(which)?;
    let select = shown.members(row, asked.peran.as_deref())?;
    let paging = AskedMembers { setelah: asked.setelah, batas: asked.batas, ..AskedMembers::default() };
    let page = query::page_of(&ctx, &select, &paging).await?;
    let data: Vec<Value> = page.members.iter().map(crate::api::member).collect();
    Ok(Json(json!({
        "penutupan": shown.closing.id, "no": row.no, "anggota": row.anggota, "sidik": row.sidik,
        "data": data, "berikutnya": page.next,
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedChanges {
    indikator: Option<String>,
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
