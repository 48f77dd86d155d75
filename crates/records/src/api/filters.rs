//! The description of filters, searches and exports.

use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{field, operation, parameter, with};

use super::describe::content;
use crate::AnyKind;
use crate::search::DUE;

/// What a list can be narrowed by, with the schema and an explanation of each.
fn all(kind: &dyn AnyKind, reference: &Reference) -> Vec<(&'static str, Value, String)> {
    let info = kind.info();
    let fields = kind.fields();
    let day = json!({ "type": "string", "format": "date" });
    let label = fields.iter().find(|field| field.key == info.day).map_or("Hari", |field| field.label);
    let mut all = vec![
        ("status", json!({ "type": "string", "enum": kind.statuses() }), "Status.".to_owned()),
        (
            "kantor",
            json!({ "type": "string", "examples": ["BP3MI-BANTEN"] }),
            "Kode salah satu kantor Anda.".to_owned(),
        ),
        ("dari", day.clone(), format!("{label} sejak hari ini.")),
        ("sampai", day, format!("{label} sampai dengan hari ini.")),
        ("dibatalkan", json!({ "type": "string", "enum": ["ya", "tidak"] }), "Apakah dibatalkan.".to_owned()),
    ];
    if !kind.steps().is_empty() {
        let codes: Vec<&str> = DUE.iter().map(|(code, _)| *code).collect();
        all.push(("tenggat", json!({ "type": "string", "enum": codes }), "Yang jatuh tempo sampai kapan.".to_owned()));
    }
    if let Some(unique) = info.unique {
        all.push(("kosong", json!({ "type": "string", "enum": [unique] }), "Isian yang masih kosong.".to_owned()));
    }
    for key in info.filters {
        let found = fields.iter().find(|field| field.key == *key);
        let schema = found.map_or_else(|| json!({ "type": "string" }), |found| field(reference, found));
        all.push((key, schema, found.map_or_else(|| (*key).to_owned(), |found| format!("{}.", found.label))));
    }
    all
}

fn pages() -> [(&'static str, Value, String); 2] {
    let uuid = json!({ "type": "string", "format": "uuid" });
    [
        ("sebelum", uuid, "Penanda halaman dari `berikutnya`.".to_owned()),
        ("batas", json!({ "type": "integer", "minimum": 1, "maximum": 200 }), "Banyaknya.".to_owned()),
    ]
}

/// The parameters of a list.
pub(super) fn parameters(kind: &dyn AnyKind, reference: &Reference) -> Value {
    let all = pages().into_iter().chain(all(kind, reference));
    all.map(|(key, schema, text)| parameter("query", key, &schema, &text)).collect()
}

/// Search and export.
pub(super) fn describe(kind: &dyn AnyKind, reference: &Reference, many: &Value, paths: &mut Map<String, Value>) {
    let info = kind.info();
    let text = json!({ "type": "string", "maxLength": 200 });
    let says = if info.person {
        "Bagian nama menurut ejaan mana pun, atau utuh: nomor catatan, nomor dari sistem lain, NIK, paspor atau SPLP, telepon \
         (tiga yang terakhir hanya untuk yang berwenang membuka isian terlindungi)."
    } else {
        "Nomor catatan."
    };
    let mut shared = vec![("cari", text, says.to_owned())];
    shared.extend(all(kind, reference));
    let body = |more: Vec<(&'static str, Value, String)>| {
        let properties: Map<String, Value> = more
            .into_iter()
            .chain(shared.clone())
            .map(|(key, schema, text)| (key.to_owned(), with(schema, "description", json!(text))))
            .collect();
        content(&json!({ "type": "object", "additionalProperties": false, "properties": properties }))
    };
    let base = format!("/api/v1/{}", info.name);
    let search = operation(&format!("cari-{}", info.name), info.title, "Cari dan saring, terbaru dahulu", (200, many));
    let search = with(search, "requestBody", body(pages().into()));
    paths.insert(format!("{base}/cari"), json!({ "post": search }));
    let format =
        ("bentuk", json!({ "type": "string", "enum": ["csv", "xlsx"] }), "Bentuk berkas; csv bila kosong.".to_owned());
    let summary = "Berkas dari daftar yang sama, paling banyak 10.000 catatan, isian terlindungi tertutup";
    let bytes = json!({ "type": "string" });
    let mut export = operation(&format!("ekspor-{}", info.name), info.title, summary, (200, &bytes));
    if let Some(done) = export.pointer_mut("/responses/200/content") {
        *done = json!({ "text/csv": { "schema": bytes },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { "schema": bytes } });
    }
    paths.insert(format!("{base}/ekspor"), json!({ "post": with(export, "requestBody", body(vec![format])) }));
}
