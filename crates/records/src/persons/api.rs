//! A person as JSON: the file, a correction, a merging.

use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use kernel::{CatatanId, OrangId, Permission, Problem, history};
use people::Merging;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::{Api, App, AppJson, AppPath, Failure};

use super::file;
use crate::api::{body, version};
use crate::{Change, Registry};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/orang/{id}", patch(edit))
        .route("/api/v1/orang/{id}/gabung", post(merge))
        .route("/api/v1/orang/{id}/berkas", get(records))
}

async fn edit(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    AppJson(mut members): AppJson<Map<String, Value>>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let version = Some(version(&headers)?);
    let reason = body::take_reason(&mut members)?;
    let form = web::members::form(&ctx, &people::FIELDS.iter().collect::<Vec<_>>(), &members)?;
    let change = Change { id: CatatanId(id.0), version, reason, happened: None };
    super::edit(&registry, &ctx, change, &form).await?;
    people::api::answer(&ctx, id, false, StatusCode::OK).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    ke: Option<OrangId>,
    versi_ke: Option<i64>,
    #[serde(default)]
    alasan: String,
}

async fn merge(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Asked>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    ctx.actor.require(Permission::RevealPeople)?;
    let from_version = Some(version(&headers)?);
    let to = asked.ke.ok_or_else(|| Problem::field("ke", "Tulis id orang yang dipertahankan."))?;
    let merging = Merging { from: id, from_version, to, to_version: asked.versi_ke };
    let kept = super::merge(&registry, &ctx, &merging, &asked.alasan).await?;
    people::api::answer(&ctx, kept, false, StatusCode::OK).await
}

async fn records(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Json<Value>, Failure> {
    let shown = people::show(&ctx, id, false).await?;
    let records = file::of(&registry, &ctx, &[shown.id]).await?;
    let data: Vec<Value> = records.iter().map(super::find_api::entry).collect();
    let history = history::of(&ctx, "orang", CatatanId(shown.id.0)).await?;
    Ok(Json(json!({ "orang_id": shown.id, "data": data, "riwayat": body::lines(&history) })))
}
