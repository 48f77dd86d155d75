//! The description of the api of manifests.

use kernel::form::Field;
use kernel::reference::Reference;
use records::Kind;
use records::api::own_id_schema as own_id;
use serde_json::{Map, Value, json};
use web::openapi::{also, object, operation, parameter, with};
use web::paging;

use pemulangan::kepulangan::Kepulangan;
use pemulangan::pencegahan::Pencegahan;

/// Adds the description of these operations.
pub fn describe(reference: &Reference, paths: &mut Map<String, Value>) {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
    let uuid = json!({ "type": "string", "format": "uuid" });
    let maybe = |kind: &str| json!({ "type": [kind, "null"] });
    let line = json!({ "type": "object", "required": ["id", "baris", "status", "isi"], "properties": {
        "id": uuid, "baris": number, "status": { "type": "string", "enum": ["diharapkan", "ditemui", "tidak_datang", "ditarik"] },
        "isi": { "type": "object", "additionalProperties": text }, "lain": { "type": "object", "additionalProperties": text },
        "jenis_catatan": maybe("string"), "catatan_id": maybe("string"), "diambil_oleh": maybe("string"), "versi": number } });
    let many = json!({ "type": "object", "required": ["data", "diharapkan", "ditemui"], "properties": {
        "data": { "type": "array", "items": line }, "menurut_surat": maybe("integer"), "diharapkan": number, "ditemui": number,
        "tidak_datang": number, "ditarik": number, "tambahan": {
            "type": "array", "items": uuid, "description": "Catatan orang yang tidak ada di manifes." } } });
    let here = parameter("path", "id", &uuid, "Kedatangan.");
    let place = json!([here.clone()]);
    let both = json!([here, parameter("path", "baris", &uuid, "Baris manifes.")]);
    let told = |id: &str, summary: &str, schema: &Value, parameters: &Value| {
        with(operation(id, "Manifes", summary, (200, schema)), "parameters", parameters.clone())
    };
    let body = |schema: Value| json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    // Nothing is asked; a client that always sends a body may send an empty one.
    let nothing = json!({ "required": false, "content": { "application/json": {
        "schema": { "type": "object", "additionalProperties": false } } } });
    let typed = json!({ "type": "object", "additionalProperties": {
        "type": ["string", "number", "boolean", "null", "array"], "items": text } });
    let sent = json!({ "type": "object", "additionalProperties": false, "properties": {
        "uji": { "type": "boolean", "description": "Hanya memeriksa." },
        "teks": { "type": "string", "description": "Tabel yang ditempel, dengan baris judul kolom." },
        "baris": { "type": "array", "maxItems": super::MOST, "items": typed },
        "semua": with(typed.clone(), "description", json!("Isian bagi semua baris yang kosong.")),
        "tarik": { "type": "array", "items": uuid, "description": "Baris yang ditarik karena tidak ada lagi." },
        "sisihkan": { "type": "boolean", "description": "Terima yang benar saja." } } });
    let row = json!({ "type": "object", "required": ["baris", "hasil"], "properties": {
        "baris": number, "nama": maybe("string"), "beda": { "type": "array", "items": text },
        "hasil": { "type": "string", "enum": ["baru", "sama", "berubah", "sudah_ditemui", "salah"] },
        "catatan": { "type": "array", "items": { "type": "object", "properties": {
            "isian": text, "rincian": text, "salah": { "type": "boolean" } } } } } });
    let answer = json!({ "type": "object", "required": ["data", "baru", "berubah", "sama", "salah"], "properties": {
        "data": { "type": "array", "items": row }, "uji": { "type": "boolean" }, "baru": number, "berubah": number,
        "sama": number, "salah": number, "ditarik": number, "tidak_ada_lagi": { "type": "array", "items": { "type": "object" } },
        "peringatan": maybe("string") } });
    let base = "/api/v1/kedatangan/{id}/manifes";
    let taking = told("kirim-manifes", "Periksa atau terima manifes, baris demi baris", &answer, &place);
    let list = told("manifes", "Baris manifes dan jumlahnya", &many, &place);
    paths.insert(base.to_owned(), json!({ "get": list, "post": with(taking, "requestBody", body(sent)) }));
    let one = json!({ "type": "object", "properties": { "baris": { "anyOf": [line, { "type": "null" }] } } });
    let next = told("orang-berikutnya", "Ambil orang berikutnya yang belum ditemui", &one, &place);
    paths.insert(format!("{base}/berikutnya"), json!({ "post": with(next, "requestBody", nothing.clone()) }));
    let done = json!({ "type": "object", "required": ["hasil", "catatan_id"], "properties": {
        "hasil": { "type": "string", "enum": ["dicatat", "sudah"] }, "jenis": text, "catatan_id": uuid, "nomor": text } });
    let meet = told("temui", "Catat orang dari baris ini; isian yang tidak dikirim diambil dari manifes", &done, &both);
    paths.insert(
        format!("{base}/{{baris}}/temui"),
        json!({ "post": with(also(meet, 201, "Dicatat"), "requestBody", body(person(reference))) }),
    );
    let absent = told("tidak-datang", "Tandai tidak datang, atau diharapkan lagi", &line, &both);
    let flag = json!({ "type": "object", "additionalProperties": false, "properties": { "tidak_datang": { "type": "boolean" } } });
    paths.insert(format!("{base}/{{baris}}/tidak-datang"), json!({ "post": with(absent, "requestBody", body(flag)) }));
    let release = told("lepas-baris", "Kembalikan orang yang diambil", &line, &both);
    paths.insert(format!("{base}/{{baris}}/lepas"), json!({ "post": with(release, "requestBody", nothing) }));
}

/// What is said of a person who is met: as a new return or prevention. What is not sent stands in the manifest.
fn person(reference: &Reference) -> Value {
    let of = |own: &'static [Field]| {
        let fields: Vec<&Field> = people::FIELDS.iter().chain(own).collect();
        let more = [("id", own_id()), ("orang_id", paging::maybe_id())];
        with(object(reference, &fields, &more), "required", json!([]))
    };
    json!({ "anyOf": [of(Kepulangan::FIELDS), of(Pencegahan::FIELDS)] })
}
