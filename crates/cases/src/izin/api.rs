//! Requests as JSON: asking, and whom a request is about. The rest is that of every kind of record.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::{CatatanId, Ctx, OrangId, Permission, Result};
use records::kind;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, with};
use web::{Api, App, AppJson, AppPath, Failure};

use super::Izin;
use super::ask::{Asked, ask};
use super::lead;

pub(super) fn router() -> Router<App> {
    Router::new().route("/api/v1/orang/{id}/izin", post(request)).route("/api/v1/izin/{id}/orang", get(about))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    kantor: String,
    #[serde(default)]
    keperluan: String,
}

async fn request(
    Api(ctx): Api,
    AppPath(id): AppPath<OrangId>,
    AppJson(sent): AppJson<Sent>,
) -> Result<Response, Failure> {
    let (id, number) = ask(&ctx, id, &Asked { office: sent.kantor, purpose: sent.keperluan }).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id, "nomor": number }))).into_response())
}

/// The rows of the person of a request that the actor may see, the own one first.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], [`kernel::Problem::NotFound`].
pub(super) async fn rows(ctx: &Ctx, id: CatatanId) -> Result<Vec<OrangId>> {
    ctx.actor.require(Permission::RevealPeople)?;
    let kind = kind::<Izin>();
    kind.read(ctx, id, false).await?;
    let lead = lead::of(ctx.db(), id).await?;
    let mut seen = Vec::new();
    for person in [lead.orang_id, lead.milik_id] {
        if people::tie(ctx, person).await.is_ok() {
            seen.push(person);
        }
    }
    Ok(seen)
}

async fn about(Api(ctx): Api, AppPath(id): AppPath<CatatanId>) -> Result<Json<Value>, Failure> {
    Ok(Json(json!({ "orang_id": rows(&ctx, id).await? })))
}

/// Adds the description of these operations.
pub fn describe(paths: &mut Map<String, Value>) {
    let (text, uuid) = (json!({ "type": "string" }), json!({ "type": "string", "format": "uuid" }));
    let id = |told: &str| json!([parameter("path", "id", &uuid, told)]);
    let sent = json!({ "type": "object", "additionalProperties": false, "required": ["kantor", "keperluan"], "properties": {
        "kantor": with(text.clone(), "description", json!("Kode kantor dari petunjuk.")),
        "keperluan": { "type": "string", "maxLength": 500, "description": "Dibaca kantor yang diminta." } } });
    let made = json!({ "type": "object", "required": ["id", "nomor"], "properties": { "id": uuid, "nomor": text } });
    let ask = operation("minta-izin-orang", "Orang", "Minta izin kantor lain untuk membaca orang ini", (201, &made));
    let body = json!({ "required": true, "content": { "application/json": { "schema": sent } } });
    let ask = with(with(ask, "parameters", id("Orang, menurut kantor Anda.")), "requestBody", body);
    paths.insert("/api/v1/orang/{id}/izin".to_owned(), json!({ "post": ask }));
    let rows = json!({ "type": "object", "required": ["orang_id"], "properties": {
        "orang_id": { "type": "array", "items": uuid, "description":
            "Yang boleh Anda baca: sebelum disetujui hanya milik kantor Anda." } } });
    let about = operation("orang-izin", "Izin membuka orang", "Orang yang dimaksud permintaan", (200, &rows));
    paths.insert("/api/v1/izin/{id}/orang".to_owned(), json!({ "get": with(about, "parameters", id("Permintaan.")) }));
}
