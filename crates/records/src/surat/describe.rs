//! The description of letters in the api.

use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{object, operation, parameter, with};

use super::draft::{DATED, NUMBER, WHICH};
use crate::Info;
use crate::surface::schema::content;

/// Adds the path of the letters of a kind, if it has some. The schema of an attachment is there already.
pub(crate) fn describe(info: &Info, reference: &Reference, paths: &mut Map<String, Value>) {
    if info.more.letters.is_empty() {
        return;
    }
    let codes: Vec<&str> = info.more.letters.iter().map(|letter| letter.code).collect();
    let which = json!({ "type": "string", "enum": codes, "description": "Surat yang dibuat." });
    let body = object(reference, &[&NUMBER, &DATED], &[(WHICH, which)]);
    let body = with(body, "required", json!([WHICH, NUMBER.key, DATED.key]));
    let id = parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Catatan.");
    let one = json!({ "$ref": "#/components/schemas/Lampiran" });
    let summary = "Buat surat dari templat dan lampirkan; nomor yang sama tidak dibuat dua kali";
    let make = operation(&format!("buat-surat-{}", info.name), info.title, summary, (201, &one));
    let make = with(with(make, "parameters", json!([id])), "requestBody", content(&body));
    paths.insert(format!("/api/v1/{}/{{id}}/surat", info.name), json!({ "post": make }));
}
