//! The description of the api for many records at once.

use kernel::reference::Reference;
use serde_json::{Value, json};
use web::openapi::{Description, object, operation, with};
use web::paging;

use super::api::FATES;
use super::sent::common;
use crate::register::{NAMED, PERSON};
use crate::surface::schema::content;
use crate::{Registry, import};

/// Adds the operation of each kind that people enter.
pub fn describe(registry: &Registry, reference: &Reference, all: &mut Description) {
    for kind in registry.all().iter().filter(|kind| kind.info().more.made_by.is_none()) {
        let info = kind.info();
        let person = info.person.then(|| (PERSON, paging::person()));
        let ids: Vec<_> = [person, info.person.then(|| (NAMED, paging::naming()))].into_iter().flatten().collect();
        let row = format!("{}Baris", info.name.split('-').map(web::parts::words).collect::<String>());
        all.schemas.insert(row.clone(), object(reference, &kind.fields(), &ids));
        let flag = |text: &str| json!({ "type": "boolean", "description": text });
        let free: Vec<_> = common(*kind).map(|field| kernel::form::Field { required: false, ..*field }).collect();
        let given = object(reference, &free.iter().collect::<Vec<_>>(), &[]);
        let rows = json!({ "type": "array", "maxItems": import::MAX_ROWS,
            "items": { "$ref": format!("#/components/schemas/{row}") } });
        let body = json!({ "type": "object", "additionalProperties": false, "required": ["baris"], "properties": {
            "uji": flag("Hanya memeriksa."),
            "sisihkan": flag("Simpan baris yang benar walau ada yang salah."),
            "perbarui": flag("Jadikan catatan yang sudah ada seperti barisnya."),
            "isian": with(given, "description", json!("Yang sama untuk semua baris yang tidak mengisinya.")),
            "baris": rows } });
        let name = format!("impor-{}", info.name);
        let done = operation(&name, info.title, "Catat banyak sekaligus, baris demi baris", (200, &answer()));
        let path = format!("/api/v1/{}/impor", info.name);
        all.paths.insert(path, json!({ "post": with(done, "requestBody", content(&body)) }));
    }
}

fn answer() -> Value {
    let count = json!({ "type": "integer" });
    let error = json!({ "type": "object", "required": ["pointer", "detail"], "properties": {
        "pointer": { "type": "string" }, "detail": { "type": "string" } } });
    let row = json!({ "type": "object", "required": ["baris", "hasil", "nomor", "errors", "perhatian"], "properties": {
        "baris": count, "hasil": { "type": "string", "enum": FATES }, "nomor": { "type": ["string", "null"] },
        "errors": { "type": "array", "items": error }, "perhatian": { "type": "array", "items": error } } });
    json!({ "type": "object", "required": ["data", "ditulis", "baru", "sudah", "lain", "diperbarui", "salah"],
        "properties": { "data": { "type": "array", "items": row }, "ditulis": { "type": "boolean" }, "baru": count,
            "sudah": count, "lain": count, "diperbarui": count, "salah": count } })
}
