//! Activities of empowerment: who takes part, who came, and who may be invited.

mod page;
mod query;
mod write;

use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{operation, with};
use web::{Api, App, AppQuery, Failure};

use crate::kepulangan::asal::{self, Asked};
use crate::kepulangan::recent;

/// The address of the pages.
const PATH: &str = "/pemberdayaan/kegiatan";

/// The routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route(PATH, get(page::show))
        .route(&format!("{PATH}/peserta"), post(page::enlist))
        .route(&format!("{PATH}/kehadiran"), post(page::attend))
        .route("/api/v1/pemberdayaan/kegiatan", get(activities))
        .route("/api/v1/pemberdayaan/calon", get(candidates))
}

async fn activities(Api(ctx): Api) -> Result<Json<Value>, Failure> {
    let line = |one: query::Activity| {
        json!({ "kegiatan": one.name, "tanggal": one.day, "tempat": one.place, "terdaftar": one.listed,
            "hadir": one.came, "tidak_hadir": one.stayed_away })
    };
    let found = query::activities(&ctx).await?;
    Ok(Json(json!({ "data": found.into_iter().map(line).collect::<Vec<_>>() })))
}

async fn candidates(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Result<Json<Value>, Failure> {
    let area = asal::listed(&ctx, &asked.asal)?;
    let found = query::candidates(&ctx, area.as_deref()).await?;
    Ok(Json(json!({ "data": found.iter().map(recent::told).collect::<Vec<_>>() })))
}

/// Adds the description of the operations.
pub(crate) fn describe(reference: &Reference, paths: &mut Map<String, Value>) {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
    let one = json!({ "type": "object", "required": ["kegiatan", "tanggal", "terdaftar", "hadir", "tidak_hadir"],
        "properties": { "kegiatan": text, "tanggal": { "type": "string", "format": "date" },
            "tempat": { "type": ["string", "null"] }, "terdaftar": number, "hadir": number, "tidak_hadir": number } });
    let many =
        json!({ "type": "object", "required": ["data"], "properties": { "data": { "type": "array", "items": one } } });
    let list = operation("kegiatan-pemberdayaan", "Pemberdayaan", "Kegiatan, terbaru dahulu", (200, &many));
    paths.insert("/api/v1/pemberdayaan/kegiatan".to_owned(), json!({ "get": list }));
    let list =
        operation("calon-pemberdayaan", "Pemberdayaan", "Kepulangan yang dapat diundang", (200, &recent::schema()));
    let list = with(list, "parameters", asal::parameter(reference));
    paths.insert("/api/v1/pemberdayaan/calon".to_owned(), json!({ "get": list }));
}
