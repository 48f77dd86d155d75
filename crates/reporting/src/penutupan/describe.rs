//! The description of the api of closings.

use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, shape, with};
use web::paging;

use super::commands::SAID;
use crate::query;

const TAG: &str = "Penutupan";

/// A body; one that asks for nothing may be left out.
fn body(properties: &Value, required: &Value) -> Value {
    let schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    json!({ "required": required != &json!([]), "content": { "application/json": { "schema": schema } } })
}

fn closing() -> Value {
    let text = json!({ "type": "string" });
    let whole = json!({ "type": "integer" });
    let hash = json!({ "type": ["string", "null"], "pattern": "^[0-9a-f]{64}$" });
    json!({
        "type": "object",
        "required": ["id", "tahun", "tw", "perjanjian", "revisi", "status", "versi", "pada", "sidik"],
        "properties": {
            "id": { "type": "string", "format": "uuid" }, "nama": text, "kantor_id": { "type": "string", "format": "uuid" },
            "tahun": whole, "tw": { "type": "integer", "minimum": 0, "maximum": 4 },
            "perjanjian": { "type": "object", "properties": { "kode": text, "versi": whole } },
            "revisi": whole, "alasan": { "type": ["string", "null"] },
            "status": { "type": "string", "enum": ["disiapkan", "ditinjau", "ditandatangani", "dibuang"] },
            "versi": whole, "pada": { "type": "string", "format": "date-time" },
            "sidik": hash, "urutan": { "type": ["integer", "null"] }, "rantai_sebelum": hash, "rantai": hash,
            "daftar_periksa": { "type": "array", "items": { "type": "object" } },
            "angka": { "type": "array", "items": { "type": "object" } },
            "boleh": { "type": "array", "items": text },
        }
    })
}

/// Adds the description of these operations.
pub(crate) fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    schemas.insert("Penutupan".to_owned(), closing());
    let one = json!({ "$ref": "#/components/schemas/Penutupan" });
    let list =
        json!({ "type": "object", "required": ["data"], "properties": { "data": { "type": "array", "items": one } } });
    let free = json!({ "type": "object" });
    let text = json!({ "type": "string" });
    let id = parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Penutupan.");
    let base = "/api/v1/penutupan";
    let get = with(
        operation("daftar-penutupan", TAG, "Daftar, terbaru dahulu", (200, &list)),
        "parameters",
        json!([parameter("query", "tahun", &query::year(), "Tahun; tanpa ini semua.")]),
    );
    let asked =
        json!({ "tahun": query::year(), "tw": { "type": "integer", "minimum": 0, "maximum": 4 }, "perjanjian": text });
    let create = operation("siapkan-penutupan", TAG, "Siapkan penutupan satu masa", (201, &one));
    let create = with(create, "requestBody", body(&asked, &json!(["tahun", "tw", "perjanjian"])));
    paths.insert(base.to_owned(), json!({ "get": get, "post": create }));
    let read = with(operation("baca-penutupan", TAG, "Angka dan sidik", (200, &one)), "parameters", json!([id]));
    paths.insert(format!("{base}/{{id}}"), json!({ "get": read }));
    let reason = (json!({ "alasan": shape(&SAID, true) }), json!(["alasan"]));
    let note = (json!({ "catatan": shape(&SAID, false) }), json!([]));
    let nothing = (json!({}), json!([]));
    for (word, title, status, (properties, required)) in [
        ("tinjau", "Tinjau, oleh orang kedua", 200, note),
        ("tandatangani", "Tandatangani, oleh kepala", 200, nothing),
        ("buang", "Buang yang belum ditandatangani", 200, reason.clone()),
        ("revisi", "Siapkan revisi dari yang sudah ditandatangani", 201, reason),
    ] {
        let step = operation(&format!("{word}-penutupan"), TAG, title, (status, &one));
        let step = with(with(step, "parameters", json!([id])), "requestBody", body(&properties, &required));
        paths.insert(format!("{base}/{{id}}/{word}"), json!({ "post": step }));
    }
    let which = parameter("query", "indikator", &text, "Butir, misalnya iku-06.");
    let members = with(
        operation("anggota-penutupan", TAG, "Catatan di balik angka, seperti saat ditutup", (200, &free)),
        "parameters",
        json!([
            id,
            with(which.clone(), "required", json!(true)),
            parameter("query", "peran", &query::role(), "Peran."),
            parameter("query", "setelah", &paging::day_and_id(), "Penanda halaman dari `berikutnya`."),
            parameter("query", "batas", &paging::up_to(query::MOST), "Banyaknya, paling banyak 500."),
        ]),
    );
    paths.insert(format!("{base}/{{id}}/anggota"), json!({ "get": members }));
    let format = json!({ "type": "string", "enum": ["json", "csv", "xlsx"] });
    let changes = with(
        operation("perubahan-penutupan", TAG, "Yang berubah sejak ditutup, dengan sebabnya", (200, &free)),
        "parameters",
        json!([id, which, parameter("query", "format", &format, "Bentuk; tanpa ini JSON.")]),
    );
    paths.insert(format!("{base}/{{id}}/perubahan"), json!({ "get": changes }));
}
