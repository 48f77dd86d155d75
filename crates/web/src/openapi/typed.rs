//! Operations that do not belong to a kind, described by the types that their handlers read and return.
//!
//! Doc comments on the fields of these types are in Indonesian and become part of the description. Doc comments on the types
//! themselves are for readers of the code only.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::{also, operation, parameter, with};

/// The paths and schemas of the description, collected step by step.
#[derive(Default)]
pub struct Description {
    /// Operations, by path and method.
    pub paths: Map<String, Value>,
    /// The schemas that are referred to by name.
    pub schemas: Map<String, Value>,
}

/// The media type of most bodies and answers.
pub const JSON: &str = "application/json";

/// The names of an operation: its id, its group, and a short summary.
pub type Name<'a> = (&'a str, &'a str, &'a str);

impl Description {
    /// Stores the schema of a request type under the name of the type; operations that are added later refer to it.
    pub fn sent<T: JsonSchema>(&mut self) {
        let schema = sent::<T>(&self.schemas);
        self.schemas.insert(T::schema_name().into_owned(), schema);
    }

    /// The same for a type in answers.
    pub fn told<T: JsonSchema>(&mut self) {
        let schema = told::<T>(&self.schemas);
        self.schemas.insert(T::schema_name().into_owned(), schema);
    }

    /// Adds a GET operation.
    pub fn get(&mut self, path: &str, name: Name<'_>, build: impl FnOnce(Operation<'_>) -> Operation<'_>) {
        self.add("get", path, build(Operation::new(name, &self.schemas)).value);
    }

    /// Adds a POST operation.
    pub fn post(&mut self, path: &str, name: Name<'_>, build: impl FnOnce(Operation<'_>) -> Operation<'_>) {
        self.add("post", path, build(Operation::new(name, &self.schemas)).value);
    }

    /// Adds a PATCH operation.
    pub fn patch(&mut self, path: &str, name: Name<'_>, build: impl FnOnce(Operation<'_>) -> Operation<'_>) {
        self.add("patch", path, build(Operation::new(name, &self.schemas)).value);
    }

    fn add(&mut self, method: &str, path: &str, operation: Value) {
        let item = self.paths.entry(path).or_insert_with(|| json!({}));
        if let Some(methods) = item.as_object_mut() {
            methods.insert(method.to_owned(), operation);
        }
    }
}

/// An operation that is being described.
pub struct Operation<'a> {
    value: Value,
    components: &'a Map<String, Value>,
}

impl<'a> Operation<'a> {
    fn new((id, tag, summary): Name<'_>, components: &'a Map<String, Value>) -> Self {
        Self { value: operation(id, tag, summary, (204, &Value::Null)), components }
    }

    /// Sets a required body.
    #[must_use]
    pub fn takes<T: JsonSchema>(self) -> Self {
        let schema = sent::<T>(self.components);
        self.body(true, JSON, &schema)
    }

    /// Sets an optional body.
    #[must_use]
    pub fn may_take<T: JsonSchema>(self) -> Self {
        let schema = sent::<T>(self.components);
        self.body(false, JSON, &schema)
    }

    /// Sets a body that has no Rust type: an object of fields, or not JSON.
    #[must_use]
    pub fn body(self, required: bool, media: &str, schema: &Value) -> Self {
        self.with("requestBody", json!({ "required": required, "content": { media: { "schema": schema } } }))
    }

    /// Adds the parameters of the address.
    #[must_use]
    pub fn asks<T: JsonSchema>(self) -> Self {
        self.asked::<T>(|_| true)
    }

    /// The same for a type of which only some members are used.
    #[must_use]
    pub fn asks_of<T: JsonSchema>(self, names: &[&str]) -> Self {
        self.asked::<T>(|name| names.contains(&name))
    }

    fn asked<T: JsonSchema>(mut self, looked_at: impl Fn(&str) -> bool) -> Self {
        let asked = sent::<T>(self.components);
        let required = asked.get("required").cloned().unwrap_or_default();
        let properties = asked.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, schema) in properties.filter(|(name, _)| looked_at(name)) {
            let mut schema = schema.clone();
            let text = schema.as_object_mut().and_then(|members| members.shift_remove("description"));
            something(&mut schema);
            let one = parameter("query", name, &schema, text.as_ref().and_then(Value::as_str).unwrap_or_default());
            let must = required.as_array().is_some_and(|all| all.iter().any(|key| key == name));
            self = self.parameter(with(one, "required", json!(must)));
        }
        self
    }

    /// An id in the path.
    #[must_use]
    pub fn id(self, name: &str, text: &str) -> Self {
        self.parameter(parameter("path", name, &json!({ "type": "string", "format": "uuid" }), text))
    }

    /// Any other parameter.
    #[must_use]
    pub fn parameter(mut self, parameter: Value) -> Self {
        match self.value.get_mut("parameters") {
            Some(Value::Array(all)) => all.push(parameter),
            _ => self = self.with("parameters", json!([parameter])),
        }
        self
    }

    /// Sets the answer on success.
    #[must_use]
    pub fn answers<T: JsonSchema>(self, status: u16) -> Self {
        let schema = told::<T>(self.components);
        self.shows(status, &json!({ JSON: { "schema": schema } }))
    }

    /// Sets an answer that has no Rust type, by its media types.
    #[must_use]
    pub fn shows(mut self, status: u16, content: &Value) -> Self {
        if let Some(Value::Object(responses)) = self.value.get_mut("responses") {
            responses.shift_remove("204");
            let done = json!({ "description": "Berhasil", "content": content });
            responses.shift_insert(0, status.to_string(), done);
        }
        self
    }

    /// The same answer with another status.
    #[must_use]
    pub fn also(self, status: u16, text: &str) -> Self {
        Self { value: also(self.value, status, text), ..self }
    }

    /// Marks the operation as usable without login.
    #[must_use]
    pub fn open(self) -> Self {
        self.with("security", json!([]))
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(self, member: &str, value: Value) -> Self {
        Self { value: with(self.value, member, value), ..self }
    }
}

/// The schema of a type in requests.
#[must_use]
pub fn sent<T: JsonSchema>(components: &Map<String, Value>) -> Value {
    let mut schema = schema::<T>(SchemaSettings::draft2020_12().for_deserialize(), components);
    bounds(&mut schema);
    schema
}

/// The schema of a type in answers.
#[must_use]
pub fn told<T: JsonSchema>(components: &Map<String, Value>) -> Value {
    schema::<T>(SchemaSettings::draft2020_12().for_serialize(), components)
}

fn schema<T: JsonSchema>(settings: SchemaSettings, components: &Map<String, Value>) -> Value {
    let mut generator = settings.into_generator();
    let mut whole = generator.subschema_for::<T>().to_value();
    whole_of(&mut whole, &generator.take_definitions(true), components);
    whole
}

/// Replaces each reference to a type by the schema of the type, or by a reference to the component with the same name and
/// schema. No type contains itself.
fn whole_of(schema: &mut Value, types: &Map<String, Value>, components: &Map<String, Value>) {
    let named = schema.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix("#/$defs/"));
    if let Some((name, own)) = named.and_then(|name| types.get_key_value(name)) {
        let mut own = own.clone();
        if let Some(members) = own.as_object_mut() {
            members.retain(|key, _| key != "title" && key != "description");
        }
        whole_of(&mut own, types, components);
        if components.get(name) == Some(&own) {
            own = json!({ "$ref": format!("#/components/schemas/{name}") });
        }
        for (key, value) in schema.as_object().into_iter().flatten().filter(|(key, _)| *key != "$ref") {
            own = with(own, key, value.clone());
        }
        *schema = own;
        return;
    }
    // The bit width of a count is an internal detail.
    if schema.get("format").is_some_and(|format| format == "uint") {
        schema.as_object_mut().and_then(|members| members.shift_remove("format"));
    }
    match schema {
        Value::Array(all) => all.iter_mut().for_each(|one| whole_of(one, types, components)),
        Value::Object(members) => members.values_mut().for_each(|one| whole_of(one, types, components)),
        _ => {}
    }
}

/// Removes the doc comments of a type's fields, for types whose comments are for readers of the code.
pub fn uncommented(schema: &mut Schema) {
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut);
    for field in fields.filter_map(Value::as_object_mut) {
        field.shift_remove("description");
    }
}

/// Adds the limits of its type to every number without narrower limits.
fn bounds(schema: &mut Value) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(bounds),
        Value::Object(members) => {
            let ends = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                Some("uint32") => Some((json!(0), json!(u32::MAX))),
                _ => None,
            };
            if let Some((least, most)) = ends {
                members.entry("minimum").or_insert(least);
                members.entry("maximum").or_insert(most);
            }
            members.values_mut().for_each(bounds);
        }
        _ => {}
    }
}

/// Removes `null` from a schema: in an address, a missing parameter is simply left out.
fn something(schema: &mut Value) {
    if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
        let kinds: Vec<_> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        let kinds = if let [one] = kinds.as_slice() { one.clone() } else { json!(kinds) };
        *schema = with(schema.take(), "type", kinds);
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    /// Who reads the code is told this.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its description is looked at")]
    struct Asked {
        /// Sampai kapan.
        #[schemars(length(max = 10), extend("pattern" = "^x$"))]
        per: Option<String>,
        #[schemars(required)]
        nama: Option<String>,
        tahun: Option<i32>,
        #[serde(default)]
        #[schemars(!default)]
        alasan: String,
    }

    /// Part of an answer.
    #[derive(Serialize, JsonSchema)]
    struct Part {
        banyak: usize,
    }

    /// An answer.
    #[derive(Serialize, JsonSchema)]
    struct Told {
        /// Bagiannya.
        data: Vec<Part>,
        lain: Option<Part>,
    }

    #[test]
    fn a_body_says_what_its_type_reads() {
        let nothing = Map::new();
        assert_eq!(
            sent::<Asked>(&nothing),
            json!({ "type": "object", "additionalProperties": false, "required": ["nama", "alasan"], "properties": {
                "per": { "description": "Sampai kapan.", "type": ["string", "null"], "maxLength": 10, "pattern": "^x$" },
                "nama": { "type": "string" },
                "tahun": { "type": ["integer", "null"], "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX },
                "alasan": { "type": "string" } } })
        );
    }

    #[test]
    fn in_an_address_there_is_something_or_it_is_left_out() {
        let mut all = Description::default();
        all.get("/x", ("x", "X", "x"), |one| one.asks_of::<Asked>(&["per", "nama"]));
        let parameters = all.paths["/x"]["get"]["parameters"].clone();
        assert_eq!(
            parameters,
            json!([
                { "in": "query", "name": "per", "required": false, "description": "Sampai kapan.",
                    "schema": { "type": "string", "maxLength": 10, "pattern": "^x$" } },
                { "in": "query", "name": "nama", "required": true, "description": "", "schema": { "type": "string" } },
            ])
        );
    }

    #[test]
    fn an_answer_always_has_what_its_type_writes_and_refers_to_what_has_a_name() {
        let mut all = Description::default();
        all.told::<Part>();
        let part = json!({ "type": "object", "required": ["banyak"], "properties": {
            "banyak": { "type": "integer", "minimum": 0 } } });
        assert_eq!(all.schemas["Part"], part);
        let whole = |part: &Value| {
            json!({ "type": "object", "required": ["data", "lain"], "properties": {
                "data": { "description": "Bagiannya.", "type": "array", "items": part },
                "lain": { "anyOf": [part, { "type": "null" }] } } })
        };
        assert_eq!(told::<Told>(&Map::new()), whole(&part));
        assert_eq!(told::<Told>(&all.schemas), whole(&json!({ "$ref": "#/components/schemas/Part" })));
    }
}
