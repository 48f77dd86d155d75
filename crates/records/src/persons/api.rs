//! A person as JSON: the file, a correction, a merging.

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, history};
use people::{Merging, require_to_join};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::{Api, AppJson, AppPath, Failure, Routes};

use super::file;
use super::find_api::Line;
use crate::surface::body::Past;
use crate::surface::{Said, body, version};
use crate::{Change, Registry};

pub(super) fn router() -> Routes {
    Routes::new()
        .patch("/api/v1/orang/{id}", edit)
        .post("/api/v1/orang/{id}/gabung", merge)
        .get("/api/v1/orang/{id}/berkas", records)
}

async fn edit(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    payload: Said<Map<String, Value>>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let asked = || -> Result<(Change, Form), Failure> {
        let AppJson(mut members) = payload?;
        let version = Some(version(&headers)?);
        let reason = body::take_reason(&ctx, &mut members)?;
        let form = web::members::form(&ctx, &people::FIELDS.iter().collect::<Vec<_>>(), &members)?;
        Ok((Change { id: CatatanId(id.0), version, reason, happened: None }, form))
    };
    let (change, form) = found(&ctx, id, asked()).await?;
    super::edit(&registry, &ctx, change, &form).await?;
    people::api::answer(&ctx, id, false, StatusCode::OK).await
}

/// Evaluates a request about a person. If the actor may not see the person, the answer is "not found", whatever the request.
pub(super) async fn found<T>(ctx: &Ctx, id: OrangId, asked: Result<T, Failure>) -> Result<T, Failure> {
    if asked.is_err() {
        people::known(ctx, id).await?;
    }
    asked
}

/// Into whom a person is merged. The one who is merged stands in the address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Orang yang dipertahankan.
    #[schemars(required)]
    ke: Option<OrangId>,
    /// Versi orang itu yang dibaca.
    versi_ke: Option<i64>,
    #[serde(default)]
    #[schemars(!default, schema_with = "reason")]
    alasan: String,
}

pub(super) fn reason(_: &mut SchemaGenerator) -> Schema {
    web::openapi::free(&crate::change::REASON)
}

async fn merge(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    payload: Said<Asked>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let asked = || -> Result<(Merging, String), Failure> {
        let AppJson(asked) = payload?;
        let from_version = Some(version(&headers)?);
        let to = asked.ke.ok_or_else(|| Problem::field("ke", "Tulis id orang yang dipertahankan."))?;
        Ok((Merging { from: id, from_version, to, to_version: asked.versi_ke }, asked.alasan))
    };
    let (merging, reason) = found(&ctx, id, asked()).await?;
    let kept = super::merge(&registry, &ctx, &merging, &reason).await?;
    people::api::answer(&ctx, kept, false, StatusCode::OK).await
}

/// A person's file.
#[derive(Serialize, JsonSchema)]
pub(super) struct File {
    orang_id: OrangId,
    data: Vec<Line>,
    riwayat: Vec<Past>,
}

async fn records(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Json<File>, Failure> {
    let shown = people::show(&ctx, id, false).await?;
    let records = file::of(&registry, &ctx, &[shown.id]).await?;
    let history = history::of(&ctx, "orang", CatatanId(shown.id.0)).await?;
    let data = records.iter().map(Line::of).collect();
    Ok(Json(File { orang_id: shown.id, data, riwayat: body::lines(history) }))
}
