//! The description of the api, made from the same fields that forms and files are made from.

use kernel::form::{Field, FieldKind};
use kernel::reference::Reference;
use serde_json::{Map, Value, json};

/// The JSON schema of a field.
#[must_use]
pub fn field(reference: &Reference, field: &Field) -> Value {
    let mut schema = match field.kind {
        FieldKind::Text(max) => json!({ "type": "string", "maxLength": max }),
        FieldKind::Long => json!({ "type": "string", "maxLength": 4000 }),
        FieldKind::Day | FieldKind::DayAhead | FieldKind::DayWithin(_) => {
            json!({ "type": "string", "format": "date", "examples": ["2025-12-31"] })
        }
        FieldKind::Year => json!({ "type": "integer", "minimum": 2000, "maximum": 2200 }),
        FieldKind::Count | FieldKind::Money => json!({ "type": "integer", "format": "int64", "minimum": 0 }),
        FieldKind::Score => json!({ "type": "number", "minimum": 0, "multipleOf": 0.0001 }),
        FieldKind::YesNo => json!({ "type": "boolean" }),
        FieldKind::Term(vocabulary) => {
            let codes: Vec<&str> = reference.terms(vocabulary).iter().map(|t| t.code.as_str()).collect();
            json!({ "type": "string", "enum": codes })
        }
        FieldKind::Terms(vocabulary) => {
            let codes: Vec<&str> = reference.terms(vocabulary).iter().map(|t| t.code.as_str()).collect();
            json!({ "type": "array", "items": { "type": "string", "enum": codes }, "uniqueItems": true })
        }
        FieldKind::Country => json!({ "type": "string", "examples": ["MY"] }),
        FieldKind::Office => json!({ "type": "string", "examples": ["BP3MI-BANTEN"] }),
        FieldKind::Officer => json!({ "type": "string", "maxLength": 60 }),
        FieldKind::Time => json!({ "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["22:31"] }),
        FieldKind::Area => json!({ "type": "string", "examples": ["36.03"] }),
        FieldKind::Link(kind) => json!({ "type": "string", "description": format!("Nomor catatan {kind}.") }),
        FieldKind::Nik => json!({ "type": "string", "pattern": "^[0-9]{16}$" }),
        FieldKind::Passport => json!({ "type": "string", "minLength": 5, "maxLength": 20 }),
        FieldKind::Phone => json!({ "type": "string", "minLength": 6, "maxLength": 20 }),
    };
    if let Some(members) = schema.as_object_mut() {
        members.insert("title".to_owned(), json!(field.label));
        if !field.help.is_empty() {
            members.insert("description".to_owned(), json!(field.help));
        }
    }
    schema
}

/// The schema of an object of fields.
#[must_use]
pub fn object(reference: &Reference, fields: &[&Field], more: &[(&str, Value)]) -> Value {
    let mut properties: Map<String, Value> = more.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    properties.extend(fields.iter().map(|f| (f.key.to_owned(), field(reference, f))));
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.key).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

/// An operation whose answers are `ok` and the problems that every operation may give.
#[must_use]
pub fn operation(id: &str, tag: &str, summary: &str, ok: (u16, &Value)) -> Value {
    let mut responses = Map::new();
    let done = json!({ "description": "Berhasil" });
    let done =
        if ok.0 == 204 { done } else { with(done, "content", json!({ "application/json": { "schema": ok.1 } })) };
    responses.insert(ok.0.to_string(), done);
    for (code, text) in [
        ("400", "Permintaan tidak terbaca"),
        ("401", "Perlu masuk"),
        ("403", "Tidak berwenang"),
        ("404", "Tidak ditemukan"),
        ("409", "Sudah tercatat"),
        ("412", "Sudah berubah"),
        ("413", "Terlalu besar"),
        ("422", "Isian belum benar"),
        ("429", "Terlalu sering"),
        ("503", "Sedang sibuk"),
    ] {
        responses.insert(
            code.to_owned(),
            json!({ "description": text, "content": { "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" } } } }),
        );
    }
    json!({ "operationId": id, "tags": [tag], "summary": summary, "responses": responses })
}

/// A description with one more member.
#[must_use]
pub fn with(mut description: Value, member: &str, value: Value) -> Value {
    if let Some(members) = description.as_object_mut() {
        members.insert(member.to_owned(), value);
    }
    description
}

/// A parameter of an operation.
#[must_use]
pub fn parameter(place: &str, name: &str, schema: &Value, text: &str) -> Value {
    json!({ "in": place, "name": name, "required": place == "path", "schema": schema, "description": text })
}

/// The whole description, from the paths and schemas of the slices.
#[must_use]
pub fn document(paths: &Map<String, Value>, mut schemas: Map<String, Value>) -> Value {
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object",
            "description": "Masalah menurut RFC 9457.",
            "required": ["type", "title", "status", "detail", "instance"],
            "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string" }, "instance": { "type": "string" },
                "errors": { "type": "array", "items": { "type": "object", "required": ["pointer", "detail"],
                    "properties": { "pointer": { "type": "string" }, "detail": { "type": "string" } } } },
            },
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Lindung", "version": "1",
            "description": "Antarmuka Lindung: catatan pelindungan pekerja migran dan angka yang dihitung darinya.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
        },
    })
}
