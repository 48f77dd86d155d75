//! People as JSON: create, list, read.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use kernel::form::{Form, parse};
use kernel::reference::Reference;
use kernel::{OrangId, Permission, Problem};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{object, operation, parameter, with};
use web::{Api, App, AppJson, AppPath, AppQuery, Failure};

use crate::{FIELDS, Shown, attach, list, show};

/// The routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/orang", get(many).post(create))
        .route("/api/v1/orang/{id}", get(one))
        .merge(crate::pages::router())
}

fn body(shown: &Shown) -> Value {
    let mut members = Map::new();
    members.insert("id".to_owned(), json!(shown.id));
    members.extend(shown.form.iter().map(|(key, text)| (key.clone(), json!(text))));
    members.into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    sebelum: Option<OrangId>,
    batas: Option<u64>,
}

async fn many(Api(ctx): Api, AppQuery(page): AppQuery<Page>) -> Result<Json<Value>, Failure> {
    let limit = page.batas.unwrap_or(50).clamp(1, 200);
    let people = list(&ctx, page.sebelum, limit).await?;
    let full = u64::try_from(people.len()).is_ok_and(|n| n == limit);
    let next = people.last().filter(|_| full).map(|p| p.id);
    Ok(Json(json!({ "data": people.iter().map(body).collect::<Vec<_>>(), "berikutnya": next })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    #[serde(default)]
    buka: bool,
}

async fn one(
    Api(ctx): Api,
    AppPath(id): AppPath<OrangId>,
    AppQuery(reading): AppQuery<Reading>,
) -> Result<Json<Value>, Failure> {
    Ok(Json(body(&show(&ctx, id, reading.buka).await?)))
}

/// Makes a person, or finds the one with the same NIK or document.
async fn create(Api(ctx): Api, AppJson(members): AppJson<Map<String, Value>>) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let mut form = Form::new();
    for (key, value) in members {
        match value {
            Value::String(text) => form.insert(key, text),
            Value::Null => continue,
            _ => return Err(Problem::field(key, "Tulis sebagai teks.").into()),
        };
    }
    let fields: Vec<_> = FIELDS.iter().collect();
    let parsed = parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let tx = ctx.begin().await?;
    let attached = attach(&tx, &ctx, &[&parsed.values]).await?;
    tx.commit().await?;
    let id = attached.first().map(|a| a.id).ok_or_else(|| Problem::internal("nobody came of a form"))?;
    Ok((StatusCode::CREATED, Json(body(&show(&ctx, id, false).await?))).into_response())
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let fields: Vec<_> = FIELDS.iter().collect();
    let uuid = json!({ "type": "string", "format": "uuid" });
    schemas.insert("OrangBaru".to_owned(), object(reference, &fields, &[]));
    let shown = with(object(reference, &fields, &[("id", uuid.clone())]), "required", json!(["id", "nama"]));
    schemas.insert("Orang".to_owned(), shown);
    let one = json!({ "$ref": "#/components/schemas/Orang" });
    let many = json!({ "type": "object", "required": ["data"], "properties": {
        "data": { "type": "array", "items": one }, "berikutnya": { "type": ["string", "null"] } } });
    let list = with(
        operation("daftar-orang", "Orang", "Daftar, terbaru dahulu, disamarkan", (200, &many)),
        "parameters",
        json!([
            parameter("query", "sebelum", &uuid, "Penanda halaman dari `berikutnya`."),
            parameter("query", "batas", &json!({ "type": "integer", "minimum": 1, "maximum": 200 }), "Banyaknya."),
        ]),
    );
    let create = with(
        operation("catat-orang", "Orang", "Catat, atau temukan yang ber-NIK sama", (201, &one)),
        "requestBody",
        json!({ "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/OrangBaru" } } } }),
    );
    paths.insert("/api/v1/orang".to_owned(), json!({ "get": list, "post": create }));
    let read = with(
        operation("baca-orang", "Orang", "Baca satu", (200, &one)),
        "parameters",
        json!([
            parameter("path", "id", &uuid, "Orang."),
            parameter("query", "buka", &json!({ "type": "boolean" }), "Tampilkan isian terlindungi; perlu wewenang."),
        ]),
    );
    paths.insert("/api/v1/orang/{id}".to_owned(), json!({ "get": read }));
}
