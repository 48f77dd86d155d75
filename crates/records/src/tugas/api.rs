//! The tasks as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::calendar::Certainty;
use kernel::form::pattern::DAY_AND_ID;
use kernel::{Day, Permission, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, with};
use web::{Api, AppQuery, Failure, paging};

use super::list::{self, Item, Whose};
use super::words;
use crate::Registry;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    siapa: Whose,
    jenis: Option<String>,
    sesudah: Option<String>,
    batas: Option<u64>,
}

pub(super) async fn list(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Value>, Failure> {
    let after = asked.sesudah.as_deref().map(str::parse).transpose()?;
    let limit = paging::within(asked.batas.or(Some(paging::USUAL)), paging::MOST)?;
    ctx.actor.require(Permission::Tasks)?;
    let kinds = list::asked(&ctx, &registry, asked.jenis.as_deref())?;
    let listing = list::list(&ctx, &kinds, asked.siapa, after, limit).await?;
    let data: Vec<Value> = listing.items.iter().map(|item| one(ctx.today(), item)).collect();
    Ok(Json(json!({ "data": data, "berikutnya": listing.next.map(|next| next.to_string()) })))
}

fn one(today: Day, item: &Item) -> Value {
    let (task, head) = (&item.task, &item.row.head);
    let urgency = match task.kegentingan {
        0 => "nyawa",
        1 => "mendesak",
        _ => "biasa",
    };
    json!({
        "jenis": task.jenis, "id": head.id, "nomor": head.number, "kantor_id": task.kantor_id,
        "orang_id": head.person, "nama": item.row.name, "status": item.row.status, "petugas": task.petugas,
        "kegentingan": urgency,
        "tenggat": task.tenggat, "untuk": item.purpose, "jatuh_tempo": task.due(),
        "keterangan": words::when(today, task.due()),
        "asumsi": item.certainty.map(|certainty| certainty == Certainty::Asumsi),
    })
}

/// Adds the description of this operation.
pub(crate) fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let schema = json!({
        "type": "object",
        "required": ["jenis", "id", "nomor", "kantor_id", "status", "kegentingan", "untuk", "keterangan"],
        "properties": {
            "jenis": text, "id": uuid, "nomor": text, "kantor_id": uuid, "nama": maybe, "status": text,
            "orang_id": { "type": ["string", "null"], "format": "uuid" }, "petugas": maybe,
            "kegentingan": { "type": "string", "enum": ["nyawa", "mendesak", "biasa"] },
            "tenggat": maybe, "untuk": text, "jatuh_tempo": { "type": ["string", "null"], "format": "date" },
            "keterangan": { "type": "string", "examples": ["terlambat 3 hari"] },
            "asumsi": { "type": ["boolean", "null"], "description": "Tenggat ini belum dipastikan." },
        }
    });
    schemas.insert("Tugas".to_owned(), schema);
    let many = json!({ "type": "object", "required": ["data"], "properties": {
        "data": { "type": "array", "items": { "$ref": "#/components/schemas/Tugas" } }, "berikutnya": maybe } });
    let whose = json!({ "type": "string", "enum": ["saya", "tim"], "default": "saya" });
    let place = json!({ "type": "string", "pattern": format!("^[0-9]{{1,9}}_(?:{})$", DAY_AND_ID.source) });
    let parameters = json!([
        parameter("query", "siapa", &whose, "Tugas sendiri, atau semua tugas kantor yang terlihat."),
        parameter("query", "jenis", &text, "Satu jenis saja, misalnya pelimpahan."),
        parameter("query", "sesudah", &place, "Penanda halaman dari `berikutnya`."),
        parameter("query", "batas", &paging::count(), "Banyaknya."),
    ]);
    let list = operation("daftar-tugas", "Tugas", "Tugas, paling genting lalu terdekat dahulu", (200, &many));
    paths.insert("/api/v1/tugas".to_owned(), json!({ "get": with(list, "parameters", parameters) }));
}
