//! Values that a schema allows, and values that break one rule of it each. Nothing here knows what the program does.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

/// How many texts are made of a pattern.
const TEXTS: usize = 4;

/// The schemas that others refer to.
pub struct Schemas<'a>(pub &'a Value);

/// A value that breaks a rule.
pub struct Broken {
    /// Which rule, and where.
    pub rule: String,
    /// The value.
    pub value: Value,
}

impl Schemas<'_> {
    /// The schema itself, of one that refers to another.
    pub fn plain<'b>(&'b self, schema: &'b Value) -> &'b Value {
        match schema["$ref"].as_str() {
            Some(at) => self.0.pointer(at.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// Values that a schema allows: its bounds, and some between.
    pub fn allowed(&self, schema: &Value) -> Vec<Value> {
        let schema = self.plain(schema);
        if let Some(words) = schema["enum"].as_array() {
            let ends = [words.first(), words.get(words.len() / 2), words.last()];
            return ends.into_iter().flatten().cloned().collect();
        }
        if let Some(either) = schema["anyOf"].as_array() {
            return either.iter().flat_map(|one| self.allowed(one)).collect();
        }
        kinds(schema).iter().flat_map(|kind| self.of(schema, kind)).collect()
    }

    fn of(&self, schema: &Value, kind: &str) -> Vec<Value> {
        match kind {
            "string" => texts(schema).into_iter().map(Value::from).collect(),
            "integer" | "number" => {
                let some = if kind == "number" { json!(1.5) } else { json!(2024) };
                let within = |number: &Value| {
                    let over = |bound: &str| schema[bound].as_f64();
                    let number = number.as_f64().unwrap();
                    over("minimum").is_none_or(|least| number >= least)
                        && over("maximum").is_none_or(|most| number <= most)
                };
                let all = [schema["minimum"].clone(), some, schema["maximum"].clone()];
                all.into_iter().filter(Value::is_number).filter(within).collect()
            }
            "boolean" => vec![json!(true), json!(false)],
            "array" => {
                let items = self.allowed(&schema["items"]);
                let mut all = vec![json!(items.iter().take(1).collect::<Vec<_>>())];
                all.extend((schema["minItems"].is_null()).then(|| json!([])));
                all
            }
            "object" => (0..2).map(|round| self.object(schema, round, true)).collect(),
            _ => vec![Value::Null],
        }
    }

    /// An object with all its members, or only with those that must be there; rounds differ in what the members hold.
    pub fn object(&self, schema: &Value, round: usize, all: bool) -> Value {
        let schema = self.plain(schema);
        if let Some(either) = schema["anyOf"].as_array() {
            return self.object(&either[round % either.len()], round, all);
        }
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut members = Map::new();
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            if all || required.contains(&key.as_str()) {
                let values = self.allowed(property);
                members.insert(key.clone(), values[round % values.len()].clone());
            }
        }
        members.into()
    }

    /// Objects that break one rule each of an object's schema.
    pub fn broken(&self, schema: &Value) -> Vec<Broken> {
        let schema = self.plain(schema);
        if schema["anyOf"].is_array() {
            return Vec::new();
        }
        let whole = self.object(schema, 0, false);
        let with = |key: &str, value: Value| {
            let mut members = whole.clone();
            members[key] = value;
            members
        };
        let mut all = Vec::new();
        if schema["additionalProperties"] == json!(false) {
            all.push(Broken { rule: "unknown member".to_owned(), value: with("hantu", json!("x")) });
        }
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut members = whole.clone();
            members.as_object_mut().unwrap().shift_remove(key);
            all.push(Broken { rule: format!("{key} is missing"), value: members });
        }
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let wrong = self.wrong(property).into_iter();
            all.extend(wrong.map(|one| Broken { rule: format!("{key}: {}", one.rule), value: with(key, one.value) }));
        }
        all
    }

    /// Values that break one rule each of a schema.
    pub fn wrong(&self, schema: &Value) -> Vec<Broken> {
        let plain = self.plain(schema);
        if let Some(either) = plain["anyOf"].as_array() {
            return either.iter().flat_map(|one| self.wrong(one)).filter(|one| !self.fits(plain, &one.value)).collect();
        }
        let mut all: Vec<(&str, Value)> = vec![("an object", json!({ "a": 1 })), ("a number", json!(-7.25))];
        all.extend([("a list", json!([["x"]])), ("yes", json!(true)), ("nothing", Value::Null)]);
        all.extend([("no text that can be read", json!("\u{1}")), ("no such word", json!("tidak ada kata ini"))]);
        if let Some(most) = plain["maxLength"].as_u64() {
            all.push(("too long", json!("9".repeat(usize::try_from(most).unwrap() + 1))));
        }
        for bound in ["minimum", "maximum"] {
            let beyond = plain[bound]
                .as_i64()
                .and_then(|n| if bound == "minimum" { n.checked_sub(1) } else { n.checked_add(1) });
            all.extend(beyond.map(|n| (bound, json!(n))));
        }
        if let Some(most) = plain["maxItems"].as_u64() {
            let one = self.allowed(&plain["items"]).into_iter().next().unwrap_or(json!({}));
            all.push(("too many", json!(vec![one; usize::try_from(most).unwrap() + 1])));
        }
        let wrong = all.into_iter().filter(|(_, value)| !self.fits(plain, value));
        wrong.map(|(rule, value)| Broken { rule: rule.to_owned(), value }).collect()
    }

    /// Whether a schema allows a value, by the rules that the description uses.
    pub fn fits(&self, schema: &Value, value: &Value) -> bool {
        let schema = self.plain(schema);
        if let Some(either) = schema["anyOf"].as_array() {
            return either.iter().any(|one| self.fits(one, value));
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            return false;
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Number(number) if number.as_f64().unwrap().fract() == 0.0 => "integer",
            Value::Number(_) => "number",
        };
        let of_kind = |own: &String| own == kind || (own == "number" && kind == "integer");
        if !schema["type"].is_null() && !kinds(schema).iter().any(of_kind) {
            return false;
        }
        match value {
            Value::String(text) => text_fits(schema, text),
            Value::Number(number) => {
                let number = number.as_f64().unwrap();
                schema["minimum"].as_f64().is_none_or(|least| number >= least)
                    && schema["maximum"].as_f64().is_none_or(|most| number <= most)
            }
            Value::Array(items) => {
                schema["maxItems"].as_u64().is_none_or(|most| items.len() as u64 <= most)
                    && items.iter().all(|item| self.fits(&schema["items"], item))
            }
            _ => true,
        }
    }
}

fn kinds(schema: &Value) -> Vec<String> {
    match &schema["type"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => vec!["object".to_owned()],
    }
}

fn text_fits(schema: &Value, text: &str) -> bool {
    let short = schema["maxLength"].as_u64().is_none_or(|most| text.chars().count() as u64 <= most);
    let like = schema["pattern"].as_str().is_none_or(|pattern| regex::Regex::new(pattern).unwrap().is_match(text));
    let id = schema["format"] != json!("uuid") || text.parse::<uuid::Uuid>().is_ok();
    short && like && id
}

/// Texts of a pattern, always the same ones; the longest where only the length is bound.
fn texts(schema: &Value) -> Vec<String> {
    if schema["format"] == json!("uuid") {
        return vec!["0197a5de-0000-7000-8000-00000000000f".to_owned()];
    }
    let most = usize::try_from(schema["maxLength"].as_u64().unwrap_or(30)).unwrap();
    let mut all = vec!["x".repeat(most), "Contoh".to_owned(), String::new()];
    if let Some(pattern) = schema["pattern"].as_str() {
        let bare = pattern.trim_start_matches('^').trim_end_matches('$');
        let texts = proptest::string::string_regex(bare).unwrap();
        let mut runner = TestRunner::deterministic();
        all.splice(0..0, (0..TEXTS).map(|_| texts.new_tree(&mut runner).unwrap().current()));
    }
    all.retain(|text| text_fits(schema, text));
    all
}
