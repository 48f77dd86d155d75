//! The description of what can be done with a person and all their records.

use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{object, operation, parameter, with};

use crate::api::describe::{content, if_match};

/// Adds the operations; those of `people` stand there already.
pub(crate) fn describe(reference: &Reference, paths: &mut Map<String, Value>) {
    let uuid = json!({ "type": "string", "format": "uuid" });
    let id = parameter("path", "id", &uuid, "Orang.");
    let person = json!({ "$ref": "#/components/schemas/Orang" });
    let guarded = json!([id.clone(), if_match()]);
    let reason = web::openapi::field(reference, &crate::change::REASON);

    let fields: Vec<_> = people::FIELDS.iter().collect();
    let change = object(reference, &fields, &[("alasan_perubahan", reason.clone())]);
    let change = with(change, "required", json!(["alasan_perubahan"]));
    let edit = operation("ubah-orang", "Orang", "Ubah; catatannya ikut menyesuaikan", (200, &person));
    let edit = with(with(edit, "parameters", guarded.clone()), "requestBody", content(&change));
    if let Some(Value::Object(item)) = paths.get_mut("/api/v1/orang/{id}") {
        item.insert("patch".to_owned(), edit);
    }

    let asked = json!({ "type": "object", "additionalProperties": false, "required": ["ke", "alasan"], "properties": {
        "ke": with(uuid.clone(), "description", json!("Orang yang dipertahankan.")),
        "versi_ke": { "type": ["integer", "null"], "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX,
            "description": "Versi orang itu yang dibaca." },
        "alasan": reason } });
    let merge = operation("gabung-orang", "Orang", "Gabungkan ke orang lain yang ternyata sama", (200, &person));
    let merge = with(with(merge, "parameters", guarded), "requestBody", content(&asked));
    paths.insert("/api/v1/orang/{id}/gabung".to_owned(), json!({ "post": merge }));

    let text = json!({ "type": "string" });
    let instant = json!({ "type": ["string", "null"], "format": "date-time" });
    let entry = json!({ "type": "object", "required": ["jenis", "id", "nomor", "kantor_id", "status"], "properties": {
        "jenis": text, "id": uuid, "nomor": text, "kantor_id": uuid, "status": text, "dibatalkan_pada": instant,
        "hari": { "type": ["string", "null"], "format": "date" }, "alamat": text } });
    super::find_api::describe(&entry, paths);
    let file = json!({ "type": "object", "required": ["orang_id", "data", "riwayat"], "properties": {
        "orang_id": uuid, "data": { "type": "array", "items": entry },
        "riwayat": { "type": "array", "items": { "type": "object" } } } });
    let read = operation("berkas-orang", "Orang", "Semua catatan tentang satu orang, terbaru dahulu", (200, &file));
    let read = with(read, "parameters", json!([id]));
    paths.insert("/api/v1/orang/{id}/berkas".to_owned(), json!({ "get": read }));
}
