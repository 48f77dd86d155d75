//! The description of the api (`OpenAPI`), made from the same fields as forms and files.

mod typed;

pub use typed::{Description, JSON, Name, Operation, sent, told, uncommented};

use kernel::form::pattern::{self, Pattern};
use kernel::form::shape::{Shape, Text, Words, YES_OR_NO, number};
use kernel::form::{Field, FieldKind, Sensitivity};
use kernel::reference::Reference;
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

/// The schema of what may be sent for a field.
#[must_use]
pub fn field(reference: &Reference, field: &Field) -> Value {
    named(shape(&field.shape(reference), field.required), field)
}

/// The schema of what may be sent for a field in an address, where everything is text and only an empty text means "no value".
#[must_use]
pub fn asked(shape: &Shape<'_>) -> Value {
    let mut schema = self::shape(shape, false);
    if let Some(kind) = schema.pointer_mut("/type") {
        *kind = json!("string");
    }
    for place in ["/enum", "/anyOf/1/enum"] {
        if let Some(Value::Array(words)) = schema.pointer_mut(place) {
            words.retain(|word| !word.is_null());
        }
    }
    schema
}

/// The JSON schema of a shape; if it is not required, an empty value (`null`, an empty text) is also allowed.
#[must_use]
pub fn shape(shape: &Shape<'_>, required: bool) -> Value {
    let or_none = |kinds: &[&str]| if required { json!(kinds) } else { json!([kinds, &["null"]].concat()) };
    let like = |pattern: &Pattern| if required { pattern.whole() } else { pattern.or_none() };
    let words = |all: &[&str]| {
        let mut words: Vec<Value> = all.iter().map(|word| json!(word)).collect();
        words.extend((!required).then(|| [json!(""), Value::Null]).into_iter().flatten());
        Value::Array(words)
    };
    match shape {
        Shape::Text { most, of } => {
            let pattern = match of {
                Text::Like(pattern) => like(pattern),
                Text::Plain if required => pattern::VISIBLE.to_owned(),
                Text::Plain => pattern::PLAIN.to_owned(),
                Text::Line if required => pattern::VISIBLE_LINE.to_owned(),
                Text::Line => pattern::LINE.to_owned(),
            };
            json!({ "type": or_none(&["string"]), "maxLength": most, "pattern": pattern })
        }
        Shape::Word(Words { list: Some(list), .. }) => {
            let list = json!({ "$ref": format!("#/components/schemas/{list}") });
            if required { list } else { json!({ "anyOf": [list, { "enum": words(&[]) }] }) }
        }
        Shape::Word(Words { words: all, .. }) => json!({ "type": or_none(&["string"]), "enum": words(all) }),
        Shape::Several(Words { words: all, .. }) => {
            let one = all.join("|");
            let end = if required { "" } else { "?" };
            let several = format!("^(?:(?:{one})(?:,(?:{one}))*){end}$");
            let mut schema = json!({ "type": or_none(&["array", "string"]), "pattern": several,
                "items": { "type": "string", "enum": all }, "uniqueItems": true });
            if required {
                schema = with(schema, "minItems", json!(1));
            }
            schema
        }
        Shape::Number { least, most, decimals: 0, written } => {
            json!({ "type": or_none(&["integer", "string"]), "minimum": least, "maximum": most,
                "pattern": like(written) })
        }
        Shape::Number { least, most, decimals, written } => {
            json!({ "type": or_none(&["number", "string"]), "minimum": number(*least, *decimals),
                "maximum": number(*most, *decimals), "multipleOf": number(1, *decimals),
                "pattern": like(written) })
        }
        Shape::Flag => {
            let mut all = vec![json!(true), json!(false)];
            all.extend(words(&YES_OR_NO).as_array().into_iter().flatten().cloned());
            json!({ "type": or_none(&["boolean", "string"]), "enum": all })
        }
    }
}

fn named(mut schema: Value, field: &Field) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.insert("title".to_owned(), json!(field.label));
        if !field.help.is_empty() {
            members.insert("description".to_owned(), json!(field.help));
        }
    }
    schema
}

/// The schema of what must be sent for a free text field, which no reference list limits.
#[must_use]
pub fn free(field: &Field) -> Schema {
    let FieldKind::Text(most) = field.kind else { return json_schema!({ "type": "string" }) };
    let shape = Shape::Text { most, of: Text::Plain };
    Schema::try_from(named(self::shape(&shape, field.required), field)).unwrap_or_default()
}

/// A reference to the component with a name.
#[must_use]
pub fn component(name: &str) -> Schema {
    json_schema!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The schema of the answer for a field: as stored, or masked.
#[must_use]
pub fn shown(reference: &Reference, field: &Field) -> Value {
    let text = json!({ "type": "string" });
    if field.sensitivity != Sensitivity::Open {
        return named(text, field);
    }
    let schema = match (field.kind, field.shape(reference)) {
        (FieldKind::BornAbout, _) => {
            json!({ "type": "string", "pattern": pattern::BORN.whole(), "examples": ["1987-11-12", "1987"] })
        }
        (kind, _) if kind.is_day() => json!({ "type": "string", "format": "date", "examples": ["2025-12-31"] }),
        (_, Shape::Number { decimals: 0, .. }) => json!({ "type": "integer", "format": "int64" }),
        (_, Shape::Number { .. }) => json!({ "type": "number" }),
        (_, Shape::Flag) => json!({ "type": "boolean" }),
        (_, Shape::Word(Words { list: None, words, .. })) => json!({ "type": "string", "enum": words }),
        (_, Shape::Several(Words { words, .. })) => {
            json!({ "type": "array", "items": { "type": "string", "enum": words } })
        }
        _ => text,
    };
    named(schema, field)
}

/// The schema of an object of fields in a request.
#[must_use]
pub fn object(reference: &Reference, fields: &[&Field], more: &[(&str, Value)]) -> Value {
    let mut properties: Map<String, Value> = more.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    properties.extend(fields.iter().map(|f| (f.key.to_owned(), field(reference, f))));
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.key).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

/// The schema of an object of fields in an answer.
#[must_use]
pub fn answer(reference: &Reference, fields: &[&Field], more: &[(&str, Value)]) -> Value {
    let mut properties: Map<String, Value> = more.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    properties.extend(fields.iter().map(|f| (f.key.to_owned(), shown(reference, f))));
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// The long lists of words that fields share.
fn lists(reference: &Reference) -> impl Iterator<Item = (String, Value)> {
    let of = |kind: FieldKind| match Field::asked("", "", kind).shape(reference) {
        Shape::Word(Words { list: Some(list), words, .. }) => {
            Some((list.to_owned(), json!({ "type": "string", "enum": words })))
        }
        _ => None,
    };
    [FieldKind::Country, FieldKind::Area, FieldKind::Office].into_iter().filter_map(of).collect::<Vec<_>>().into_iter()
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
        ("507", "Ruang penyimpanan habis"),
    ] {
        responses.insert(
            code.to_owned(),
            json!({ "description": text, "content": { "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" } } } }),
        );
    }
    json!({ "operationId": id, "tags": [tag], "summary": summary, "responses": responses })
}

/// Adds another status with the same content to an operation.
#[must_use]
pub fn also(mut operation: Value, code: u16, text: &str) -> Value {
    let done = operation.pointer("/responses/200").or_else(|| operation.pointer("/responses/201")).cloned();
    if let (Some(done), Some(Value::Object(responses))) = (done, operation.get_mut("responses")) {
        responses.insert(code.to_string(), with(done, "description", json!(text)));
    }
    operation
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

/// Adds to every text schema of a request without other restrictions that the text must be readable
/// ([`legible`](kernel::form::legible)).
fn bound(schema: &mut Value) {
    const SAID: [&str; 4] = ["enum", "pattern", "format", "const"];
    match schema {
        Value::Array(all) => all.iter_mut().for_each(bound),
        Value::Object(members) => {
            let text =
                |kind: &Value| kind == "string" || kind.as_array().is_some_and(|all| all.contains(&json!("string")));
            if members.get("type").is_some_and(text) && !SAID.iter().any(|key| members.contains_key(*key)) {
                members.insert("pattern".to_owned(), json!(pattern::LEGIBLE));
            }
            if members.get("additionalProperties").is_some_and(Value::is_object) {
                members.insert("propertyNames".to_owned(), json!({ "pattern": pattern::LEGIBLE }));
            }
            members.values_mut().for_each(bound);
        }
        _ => {}
    }
}

fn bound_requests(paths: &mut Map<String, Value>) {
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    for operation in items.flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        for asked in ["parameters", "requestBody"] {
            operation.get_mut(asked).into_iter().for_each(bound);
        }
    }
}

/// The whole description, from the paths and schemas of the slices.
#[must_use]
pub fn document(reference: &Reference, Description { mut paths, mut schemas }: Description) -> Value {
    bound_requests(&mut paths);
    schemas.extend(lists(reference));
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
