//! The report as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use serde_json::{Map, Value, json};
use web::openapi::{asked_day, operation, parameter, with};
use web::{Api, AppQuery, Failure};

use super::page::Asked;
use super::report::{Came, Group};
use super::shifts::Shifts;

pub(super) async fn one(
    Api(ctx): Api,
    Extension(shifts): Extension<Arc<Shifts>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Value>, Failure> {
    let (report, narrow) = asked.report(&ctx, &shifts).await?;
    let by = Group::ALL.map(|group| {
        let parts = report
            .by(group)
            .into_iter()
            .map(|(code, many)| json!({ "kode": code, "nama": group.words(&ctx, &code), "jumlah": many }));
        (group.key().to_owned(), parts.collect::<Value>())
    });
    let came: Value = report.narrowed(&narrow).into_iter().map(row).collect();
    Ok(Json(json!({
        "tanggal": report.day,
        "giliran": report.which.code(),
        "jumlah": report.came.len(),
        "dihitung": report.counted(),
        "menurut": by.into_iter().collect::<Map<_, _>>(),
        "data": came,
    })))
}

fn row(came: &Came) -> Value {
    json!({
        "id": came.id, "nomor": came.number, "orang_id": came.person, "nama": came.name, "tiba_pada": came.day,
        "tiba_jam": came.hour, "kategori": came.category, "dihitung": came.counted(), "negara": came.country,
        "provinsi": came.province, "penerbangan": came.flight, "cara_pulang": came.onward,
        "mengadu": Group::Complaint.of(came),
    })
}

/// Adds the description of the report.
pub fn describe(paths: &mut Map<String, Value>) {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
    let maybe = json!({ "type": ["string", "null"] });
    let day = json!({ "type": "string", "format": "date" });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let parts = json!({ "type": "array", "items": { "type": "object", "required": ["kode", "nama", "jumlah"],
        "properties": { "kode": text, "nama": text, "jumlah": number } } });
    let came = json!({ "type": "object", "required": ["id", "nomor", "tiba_pada", "kategori", "dihitung"], "properties": {
        "id": uuid, "nomor": text, "orang_id": uuid, "nama": maybe, "tiba_pada": day, "tiba_jam": maybe, "kategori": text,
        "dihitung": { "type": "boolean", "description": "Masuk IKU 6 menurut aturan pada tanggal tiba." },
        "negara": maybe, "provinsi": maybe, "penerbangan": maybe, "cara_pulang": maybe,
        "mengadu": { "type": "string", "enum": ["tidak", "belum", "dicatat"],
            "description": "Ingin mengadu atau tidak, dan pengaduannya sudah dicatat atau belum." } } });
    let report = json!({ "type": "object", "required": ["tanggal", "giliran", "jumlah", "dihitung", "menurut", "data"],
        "properties": { "tanggal": day, "giliran": text, "jumlah": number, "dihitung": number,
            "menurut": { "type": "object", "properties": { "kategori": parts, "negara": parts, "provinsi": parts, "mengadu": parts } },
            "data": { "type": "array", "items": came } } });
    let read = with(
        operation("laporan-giliran", "Kepulangan", "Siapa yang datang dalam satu giliran", (200, &report)),
        "parameters",
        json!([
            parameter("query", "tanggal", &asked_day(), "Tanggal mulai giliran; giliran sekarang bila kosong."),
            parameter("query", "giliran", &text, "Kode giliran, atau tanpa_jam."),
            parameter("query", "kategori", &text, "Hanya kategori ini dalam `data`."),
            parameter("query", "negara", &text, "Hanya negara ini dalam `data`; - bila belum diketahui."),
            parameter("query", "provinsi", &text, "Hanya provinsi asal ini dalam `data`; - bila belum diketahui."),
            parameter("query", "mengadu", &text, "Hanya yang begini dalam `data`: tidak, belum, dicatat."),
        ]),
    );
    paths.insert("/api/v1/kepulangan/laporan".to_owned(), json!({ "get": read }));
}
