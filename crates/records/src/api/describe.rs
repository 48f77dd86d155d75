//! The description of the api of every kind.

use kernel::form::pattern::{UUID_7, VISIBLE};
use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{self, Description, also, answer, object, operation, parameter, with};
use web::paging;

use super::filters::OFFICE;
use super::idempotency::KEY;
use crate::change::REASON;
use crate::register::{NAMED, PERSON};
use crate::surface::schema::{content, if_match};
use crate::{AnyKind, Info, Registry};

/// Adds the paths and schemas of all kinds.
pub fn describe(registry: &Registry, reference: &Reference, all: &mut Description) {
    for kind in registry.all() {
        one(*kind, reference, &mut all.paths, &mut all.schemas);
        super::open::describe(*kind, registry, reference, &mut all.paths);
    }
    crate::persons::describe(reference, all);
    crate::tugas::describe(all);
}

fn one(kind: &dyn AnyKind, reference: &Reference, paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let info = kind.info();
    let fields = kind.fields();
    let name: String = info.name.split('-').map(web::parts::words).collect();
    let uuid = json!({ "type": "string", "format": "uuid" });
    let input = format!("{name}Baru");
    let person = info.person.then(|| (PERSON, paging::person()));
    let naming = info.person.then(|| (NAMED, paging::naming()));
    let ids: Vec<_> = [Some(("id", own_id())), person, naming].into_iter().flatten().collect();
    schemas.insert(input.clone(), object(reference, &fields, &ids));
    let always = json!(["id", "nomor", "kantor_id", "status", "versi"]);
    let shown = with(answer(reference, &fields, &head()), "description", json!(kind.sameness()));
    schemas.insert(name.clone(), with(shown, "required", always));
    let one = json!({ "$ref": format!("#/components/schemas/{name}") });
    let many = json!({ "type": "object", "required": ["data"], "properties": {
        "data": { "type": "array", "items": one }, "berikutnya": { "type": ["string", "null"] } } });
    let base = format!("/api/v1/{}", info.name);
    let list = operation(&format!("daftar-{}", info.name), info.title, "Daftar menurut urut", (200, &many));
    let list = with(list, "parameters", super::filters::parameters(kind, reference));
    let create = operation(&format!("catat-{}", info.name), info.title, "Catat baru", (201, &one));
    let create = with(
        also(create, 200, "Sudah tercatat dengan id ini"),
        "parameters",
        json!([parameter(
            "header",
            "Idempotency-Key",
            &json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": KEY }),
            "Permintaan yang sama hanya berlaku sekali."
        )]),
    );
    let create = with(create, "requestBody", content(&json!({ "$ref": format!("#/components/schemas/{input}") })));
    // A kind that only a step of another kind makes is refused there, whatever is sent.
    let both = if kind.info().more.made_by.is_some() {
        json!({ "get": list })
    } else {
        json!({ "get": list, "post": create })
    };
    paths.insert(base.clone(), both);
    let read = operation(&format!("baca-{}", info.name), info.title, "Baca satu", (200, &one));
    let id = parameter("path", "id", &uuid, "Catatan.");
    let read = with(
        read,
        "parameters",
        json!([
            id,
            parameter("query", "buka", &json!({ "type": "boolean" }), "Tampilkan isian terlindungi; perlu wewenang."),
        ]),
    );
    let edit = operation(&format!("ubah-{}", info.name), info.title, "Ubah isian", (200, &one));
    let edit = with(edit, "parameters", json!([id, if_match()]));
    let own: Vec<_> =
        fields.iter().copied().filter(|f| !info.person || !people::FIELDS.iter().any(|p| p.key == f.key)).collect();
    let change = object(reference, &own, &[("alasan_perubahan", openapi::field(reference, &REASON))]);
    let change = with(change, "required", json!(["alasan_perubahan"]));
    let edit = with(edit, "requestBody", content(&change));
    paths.insert(format!("{base}/{{id}}"), json!({ "get": read, "patch": edit }));
    acts(info, reference, &one, paths);
    super::step::describe(kind, reference, &one, paths);
    crate::attached::describe::describe(info, reference, paths, schemas);
    crate::surat::describe::describe(info, reference, paths);
    super::filters::describe(kind, reference, &many, paths);
}

/// Withdraw, restore, move.
fn acts(info: &Info, reference: &Reference, one: &Value, paths: &mut Map<String, Value>) {
    let office = json!({ "type": "string", "minLength": 1, "maxLength": OFFICE, "pattern": VISIBLE,
        "description": "Kode kantor tujuan.", "examples": ["P4MI-SOETTA"] });
    let acts: [(&str, &str, Option<Value>); 3] = [
        ("batalkan", "Batalkan catatan yang salah; tidak dihitung lagi", None),
        ("pulihkan", "Pulihkan catatan yang dibatalkan", None),
        ("pindahkan", "Pindahkan ke kantor lain", Some(office)),
    ];
    for (act, summary, office) in acts {
        let mut properties = Map::from_iter([("alasan".to_owned(), openapi::field(reference, &REASON))]);
        properties.extend(office.map(|schema| ("kantor".to_owned(), schema)));
        let required: Vec<&String> = properties.keys().collect();
        let body = json!({ "type": "object", "additionalProperties": false, "required": required,
            "properties": properties });
        let id = parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Catatan.");
        let operation = operation(&format!("{act}-{}", info.name), info.title, summary, (200, one));
        let operation = with(operation, "parameters", json!([id, if_match()]));
        let path = format!("/api/v1/{}/{{id}}/{act}", info.name);
        paths.insert(path, json!({ "post": with(operation, "requestBody", content(&body)) }));
    }
}

/// The id that a client may choose.
#[must_use]
pub fn own_id() -> Value {
    let text = "UUID versi 7 buatan pengirim.";
    json!({ "type": ["string", "null"], "pattern": format!("^(?:{})?$", UUID_7.source), "description": text })
}

/// The papers of a record; only of kinds that have a list of them.
fn papers() -> Value {
    let (text, flag) = (json!({ "type": "string" }), json!({ "type": "boolean" }));
    json!({ "type": "array", "description": "Dokumen menurut jenisnya: ada atau belum, diminta kapan, dan lampirannya.",
        "items": { "type": "object", "properties": {
            "kode": text, "dokumen": text, "wajib": flag, "ada": flag,
            "diminta_pada": { "type": ["string", "null"], "format": "date" },
            "diminta_oleh": { "type": ["string", "null"] },
            "lampiran": { "type": "array", "items": { "type": "string", "format": "uuid" } } } } })
}

fn head() -> Vec<(&'static str, Value)> {
    let uuid = json!({ "type": "string", "format": "uuid" });
    let instant = json!({ "type": "string", "format": "date-time" });
    vec![
        ("id", uuid.clone()),
        ("nomor", json!({ "type": "string" })),
        ("kantor_id", uuid.clone()),
        ("orang_id", json!({ "type": ["string", "null"], "format": "uuid" })),
        ("status", json!({ "type": "string" })),
        ("versi", json!({ "type": "integer" })),
        ("dibuat_pada", instant.clone()),
        ("diubah_pada", instant),
        ("dibatalkan_pada", json!({ "type": ["string", "null"], "format": "date-time" })),
        ("boleh", json!({ "type": "array", "items": { "type": "string" } })),
        ("perhatian", json!({ "type": "array", "items": { "type": "string" } })),
        ("daftar_dokumen", papers()),
        ("riwayat", json!({ "type": "array", "items": { "type": "object" } })),
    ]
}
