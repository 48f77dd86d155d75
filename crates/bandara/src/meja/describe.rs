//! The description of the desk's api.

use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, with};

use super::api::MOST;

const TAG: &str = "Meja bandara";

fn body(schema: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn uuid() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// Adds the description of these operations.
pub fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    reading(paths);
    sending(paths, schemas);
}

fn reading(paths: &mut Map<String, Value>) {
    let objects = json!({ "type": "array", "items": { "type": "object" } });
    let me = json!({ "type": "object", "required": ["masuk", "nama", "jam"], "properties": {
        "masuk": text(), "nama": text(), "kantor": { "type": ["object", "null"] }, "kantor_terlihat": objects,
        "hak": { "type": ["array", "null"], "items": text() }, "jam": time() } });
    let opening = json!({ "type": "object", "additionalProperties": false, "required": ["sandi"], "properties": {
        "petugas": { "type": ["string", "null"] }, "sandi": text() } });
    let open = operation("meja-buka", TAG, "Buka meja: kata sandi diketik sekali lagi", (200, &me));
    paths.insert("/api/v1/meja/buka".to_owned(), json!({ "post": with(open, "requestBody", body(&opening)) }));
    let open = json!({ "type": "array", "items": uuid(), "description": "Selisih yang belum diputuskan." });
    let list = |more: Value| {
        json!({ "type": "object", "required": ["data", "jam"], "properties": {
            "data": objects, "jam": time(), "selisih": more } })
    };
    let summary = "Kedatangan dua hari sebelum sampai dua hari sesudah hari ini";
    let flights = operation("meja-kedatangan", TAG, summary, (200, &list(open)));
    paths.insert("/api/v1/meja/kedatangan".to_owned(), json!({ "get": flights }));
    let manifest =
        json!({ "type": "object", "required": ["data", "jam"], "properties": { "data": objects, "jam": time() } });
    let lines = operation("meja-manifes", TAG, "Manifes satu kedatangan, terbuka", (200, &manifest));
    let lines = with(lines, "parameters", json!([parameter("path", "id", &uuid(), "Kedatangan.")]));
    paths.insert("/api/v1/meja/kedatangan/{id}".to_owned(), json!({ "get": lines }));
}

fn sending(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let op = json!({ "type": "object", "additionalProperties": false, "required": ["id", "jenis", "isi"], "properties": {
        "id": with(uuid(), "description", json!("UUID versi 7 buatan meja; dikirim lagi, hasilnya sama.")),
        "jenis": { "type": "string", "enum": ["terima", "tandai", "ubah"] },
        "setelah": { "type": "array", "items": uuid() }, "isi": { "type": "object" } } });
    schemas.insert("OperasiMeja".to_owned(), op);
    let any = json!({ "description": "Masing-masing OperasiMeja; yang tidak terbaca dijawab `salah` sendiri, tanpa menahan yang lain." });
    let whole = json!({ "type": "object", "additionalProperties": false, "required": ["petugas", "operasi"], "properties": {
        "petugas": with(text(), "description", json!("Nama masuk pemilik meja.")),
        "operasi": { "type": "array", "maxItems": MOST, "items": any } } });
    let wrong = json!({ "type": "object", "required": ["isian", "rincian"], "properties": {
        "isian": text(), "rincian": text() } });
    let differs = json!({ "type": "object", "required": ["isian", "id", "nomor"], "properties": {
        "isian": text(), "id": uuid(), "nomor": text() } });
    let answer = json!({ "type": "object", "required": ["hasil"], "properties": {
        "id": { "type": ["string", "null"] },
        "hasil": { "type": "string", "enum": ["diterapkan", "sudah", "tunggu", "selisih", "salah"] },
        "catatan": uuid(), "nomor": text(), "selisih": { "type": "array", "items": differs },
        "kesalahan": { "type": "array", "items": wrong } } });
    let result = json!({ "type": "object", "required": ["jam", "hasil"], "properties": {
        "jam": time(), "hasil": { "type": "array", "items": answer } } });
    let send = operation("meja-kirim", TAG, "Kirim antrean meja; dijawab satu per satu", (200, &result));
    paths.insert("/api/v1/meja/kirim".to_owned(), json!({ "post": with(send, "requestBody", body(&whole)) }));
}
