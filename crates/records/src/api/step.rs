//! The steps of the work over the api, and the history of a record.

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kernel::CatatanId;
use kernel::form::Form;
use kernel::form::pattern::VISIBLE;
use kernel::form::shape::LINK;
use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{object, operation, parameter, with};
use web::{Api, AppJson, AppPath, Failure};

use super::{Answer, after};
use crate::surface::schema::{content, if_match};
use crate::surface::{Said, This, body, found, version};
use crate::{AnyKind, Change, Info, Step};

/// The step that a route takes.
#[derive(Clone, Copy)]
pub(super) struct Taken(pub &'static Step);

pub(super) async fn take(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(Taken(step)): Extension<Taken>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    payload: Said<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    step.right.map_or(Ok(()), |right| ctx.actor.require(right))?;
    let asked = || -> Result<(Change, Form), Failure> {
        let AppJson(members) = payload?;
        let change = Change { id, version: Some(version(&headers)?), reason: String::new(), happened: None };
        Ok((change, web::members::form(&ctx, &step.asks(), &members)?))
    };
    let (change, form) = found(&ctx, kind, id, asked()).await?;
    kind.take(&ctx, change, step.name, form).await?;
    after(&ctx, kind, id, StatusCode::OK).await
}

pub(super) async fn history(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let shown = kind.read(&ctx, id, false).await?;
    let allowed: Vec<&str> = shown.allowed.iter().map(|step| step.name).collect();
    let data = body::lines(shown.history);
    Ok(Json(json!({ "nomor": shown.head.number, "status": shown.status, "boleh": allowed, "data": data }))
        .into_response())
}

/// Adds the paths of the records related to a record.
fn describe_related(info: &Info, id: &Value, paths: &mut Map<String, Value>) {
    let one = json!({ "type": "object", "required": ["jenis", "id", "nomor", "nama", "status"], "properties": {
        "jenis": { "type": "string" }, "id": { "type": "string", "format": "uuid" }, "nomor": { "type": "string" },
        "nama": { "type": "string" }, "status": { "type": "string" },
        "lampiran": { "type": "integer", "minimum": 0, "description": "Berapa berkas terlampir padanya." },
        "foto": { "type": "integer", "minimum": 0, "description": "Berapa di antaranya foto." } } });
    let all =
        json!({ "type": "object", "required": ["data"], "properties": { "data": { "type": "array", "items": one } } });
    let base = format!("/api/v1/{}/{{id}}", info.name);
    let read = operation(&format!("terkait-{}", info.name), info.title, "Catatan yang terkait", (200, &all));
    paths.insert(format!("{base}/terkait"), json!({ "get": with(read, "parameters", json!([id])) }));
    let relate = operation(&format!("kaitkan-{}", info.name), info.title, "Kaitkan dengan catatan lain", (200, &all));
    let body = json!({ "type": "object", "additionalProperties": false, "required": ["nomor"],
        "properties": { "nomor": { "type": "string", "maxLength": LINK, "pattern": VISIBLE } } });
    let relate = with(relate, "requestBody", content(&body));
    paths.insert(format!("{base}/kaitkan"), json!({ "post": with(relate, "parameters", json!([id])) }));
}

/// Adds the paths of a kind's steps and of the history.
pub(super) fn describe(kind: &dyn AnyKind, reference: &Reference, one: &Value, paths: &mut Map<String, Value>) {
    let info = kind.info();
    let base = format!("/api/v1/{}/{{id}}", info.name);
    let id = parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Catatan.");
    for step in kind.steps() {
        let mut schema = object(reference, &step.asks(), &[]);
        // The day is optional: today, unless given.
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|key| key != crate::DAY.key);
        }
        let done = operation(&format!("{}-{}", step.name, info.name), info.title, step.title, (200, one));
        let done = with(done, "description", json!(step.hint));
        let done = with(done, "parameters", json!([id, if_match()]));
        paths.insert(format!("{base}/{}", step.name), json!({ "post": with(done, "requestBody", content(&schema)) }));
    }
    describe_related(info, &id, paths);
    let lines = json!({ "type": "object", "required": ["nomor", "status", "boleh", "data"], "properties": {
        "nomor": { "type": "string" }, "status": { "type": "string" },
        "boleh": { "type": "array", "items": { "type": "string" } },
        "data": { "type": "array", "items": { "type": "object" } } } });
    let read = operation(&format!("riwayat-{}", info.name), info.title, "Riwayat satu catatan", (200, &lines));
    paths.insert(format!("{base}/riwayat"), json!({ "get": with(read, "parameters", json!([id])) }));
}
