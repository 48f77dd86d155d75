//! The search over everything as JSON.

use axum::extract::Extension;
use axum::routing::post;
use axum::{Json, Router};
use kernel::{Permission, Problem};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{operation, shape, with};
use web::{Api, App, AppJson, Failure};

use super::file::Entry;
use super::find::{self, Person};
use crate::Registry;
use crate::api::describe::content;

pub(super) fn router() -> Router<App> {
    Router::new().route("/api/v1/cari", post(search))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    cari: String,
    sebelum: Option<String>,
}

async fn search(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppJson(asked): AppJson<Asked>,
) -> Result<Json<Value>, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    let before = find::cursor(asked.sebelum.as_deref())?;
    let refused = find::TEXT.refuse(true, &json!(asked.cari));
    refused.map_or(Ok(()), |detail| Err(Problem::field("cari", detail)))?;
    let found = find::find(&registry, &ctx, &asked.cari, before).await?;
    let people: Vec<Value> = found.people.iter().map(person).collect();
    let records: Vec<Value> = found.records.iter().map(entry).collect();
    Ok(Json(json!({ "orang": people, "catatan": records, "berikutnya": found.next })))
}

pub(super) fn entry(entry: &Entry) -> Value {
    let (info, head) = (entry.kind.info(), &entry.row.head);
    json!({
        "jenis": info.name, "id": head.id, "nomor": head.number, "kantor_id": head.office,
        "hari": entry.day(), "status": entry.row.status, "dibatalkan_pada": head.withdrawn,
        "alamat": format!("/api/v1/{}/{}", info.name, head.id),
    })
}

fn person(person: &Person) -> Value {
    let mut members: Map<String, Value> = Map::from_iter([("id".to_owned(), json!(person.shown.id))]);
    members.extend(person.shown.form.iter().map(|(key, text)| (key.clone(), json!(text))));
    members.insert("catatan".to_owned(), person.records.iter().map(entry).collect());
    members.insert("catatan_lain".to_owned(), json!(person.more));
    members.into()
}

/// The description; `record` is the schema of a record in a file.
pub(super) fn describe(record: &Value, paths: &mut Map<String, Value>) {
    let uuid = json!({ "type": ["string", "null"], "format": "uuid" });
    let text = "Bagian nama menurut ejaan mana pun, atau utuh: NIK, paspor atau SPLP, telepon, nomor catatan, nomor dari \
                sistem lain.";
    let text = with(shape(&find::TEXT, true), "description", json!(text));
    let body = json!({ "type": "object", "additionalProperties": false, "required": ["cari"], "properties": {
        "cari": text, "sebelum": web::paging::maybe_id() } });
    let records = json!({ "type": "array", "items": record });
    let person = json!({ "type": "object", "required": ["id", "nama", "catatan", "catatan_lain"], "properties": {
        "id": { "type": "string", "format": "uuid" }, "nama": { "type": "string" }, "catatan": records,
        "catatan_lain": { "type": "integer", "description": "Berapa catatan lagi yang tidak ditampilkan di sini." } } });
    let found = json!({ "type": "object", "required": ["orang", "catatan"], "properties": {
        "orang": { "type": "array", "items": person }, "catatan": records, "berikutnya": uuid } });
    let search =
        operation("cari", "Orang", "Cari orang beserta semua catatannya, terbaru dahulu, disamarkan", (200, &found));
    paths.insert("/api/v1/cari".to_owned(), json!({ "post": with(search, "requestBody", content(&body)) }));
}
