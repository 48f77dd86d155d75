//! The description of attachments and bundles in the api.

use kernel::form::pattern::PLAIN;
use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use web::openapi::{also, operation, parameter, with};

use crate::Info;
use crate::paper;
use crate::surface::schema::content;

const ATTACHMENT: &str = "Lampiran";

/// Adds the paths of a kind and the schema of an attachment.
pub(crate) fn describe(
    info: &Info,
    reference: &Reference,
    paths: &mut Map<String, Value>,
    schemas: &mut Map<String, Value>,
) {
    schemas.entry(ATTACHMENT).or_insert_with(attachment);
    let one = json!({ "$ref": format!("#/components/schemas/{ATTACHMENT}") });
    let many =
        json!({ "type": "object", "required": ["data"], "properties": { "data": { "type": "array", "items": one } } });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let (id, which) =
        (parameter("path", "id", &uuid, "Catatan."), parameter("path", "lampiran_id", &uuid, "Lampiran."));
    let of = |act: &str, summary: &str, ok: (u16, &Value)| {
        operation(&format!("{act}-{}", info.name), info.title, summary, ok)
    };
    let base = format!("/api/v1/{}/{{id}}", info.name);
    let list = with(of("daftar-lampiran", "Daftar lampiran", (200, &many)), "parameters", json!([id]));
    let form = json!({ "type": "object", "required": ["berkas"], "properties": {
        "berkas": { "type": "string", "contentMediaType": "application/octet-stream",
            "description": "PDF, JPEG, PNG, DOCX, atau XLSX; paling besar 20 MB." },
        "keterangan": { "type": "string", "maxLength": 300, "pattern": PLAIN } } });
    let form = as_paper(info, reference, form);
    let attach = of("lampirkan", "Lampirkan berkas; isi yang sama tidak dilampirkan dua kali", (201, &one));
    let attach = with(also(attach, 200, "Sudah terlampir"), "parameters", json!([id]));
    let form = json!({ "required": true, "content": { "multipart/form-data": { "schema": form } } });
    paths.insert(format!("{base}/lampiran"), json!({ "get": list, "post": with(attach, "requestBody", form) }));
    let types: Vec<&str> = lampiran::Macam::ALL.iter().map(|kind| kind.media_type()).collect();
    let download = file(of("unduh-lampiran", "Unduh lampiran", (200, &one)), &types);
    let download = with(download, "parameters", json!([id, which]));
    paths.insert(format!("{base}/lampiran/{{lampiran_id}}"), json!({ "get": download }));
    let why = web::openapi::object(reference, &[&crate::change::REASON], &[]);
    let detach = of("hapus-lampiran", "Tandai lampiran sebagai dihapus", (200, &one));
    let detach = with(with(detach, "parameters", json!([id, which])), "requestBody", content(&why));
    paths.insert(format!("{base}/lampiran/{{lampiran_id}}/hapus"), json!({ "post": detach }));
    let bundle = file(
        of("berkas", "Berkas cetak: isian, kronologi, lampiran", (200, &one)),
        &[lampiran::Macam::Docx.media_type()],
    );
    let reveal = parameter("query", "buka", &json!({ "type": "boolean" }), "Cetak isian terlindungi; perlu wewenang.");
    paths.insert(format!("{base}/berkas"), json!({ "get": with(bundle, "parameters", json!([id, reveal])) }));
}

/// The form of a file, which also says which paper it is where the kind has a list of them.
fn as_paper(info: &Info, reference: &Reference, mut form: Value) -> Value {
    let members = form.get_mut("properties").and_then(Value::as_object_mut);
    if let (Some(papers), Some(members)) = (info.more.papers, members) {
        let field = paper::field(&papers);
        members.insert(field.key.to_owned(), web::openapi::field(reference, &field));
    }
    form
}

/// An operation whose answer is a file.
fn file(mut operation: Value, types: &[&str]) -> Value {
    let content: Map<String, Value> = types.iter().map(|kind| ((*kind).to_owned(), json!({}))).collect();
    if let Some(done) = operation.get_mut("responses").and_then(|all| all.get_mut("200")) {
        *done = with(done.take(), "content", content.into());
    }
    operation
}

fn attachment() -> Value {
    let (text, or_none) = (json!({ "type": "string" }), json!({ "type": ["string", "null"] }));
    let instant = |kind: Value| json!({ "type": kind, "format": "date-time" });
    let codes: Vec<&str> = lampiran::Macam::ALL.iter().map(|kind| kind.code()).collect();
    json!({ "type": "object", "required": ["id", "nama", "macam", "tipe", "ukuran", "diunggah_oleh", "diunggah_pada"],
        "properties": {
            "id": { "type": "string", "format": "uuid" }, "nama": text, "macam": { "type": "string", "enum": codes },
            "tipe": text, "ukuran": { "type": "integer", "format": "int64" }, "keterangan": or_none,
            "dokumen": or_none,
            "diunggah_oleh": text, "diunggah_pada": instant(json!("string")), "dihapus_oleh": or_none,
            "dihapus_pada": instant(json!(["string", "null"])), "alasan": or_none,
            "sudah_ada": { "type": "boolean", "description": "Isi yang sama sudah terlampir." },
            "perhatian": { "type": "string",
                "description": "Mengapa berkas ini tidak mengubah daftar dokumen catatannya; hanya bila demikian." } } })
}
