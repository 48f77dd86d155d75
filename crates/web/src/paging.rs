//! The pages of a list: their parameters and the description of these.

use kernel::form::pattern::{DAY_AND_ID, UUID};
use kernel::{CatatanId, Day, Problem, Result};
use serde_json::{Value, json};

use crate::openapi::parameter;

/// The name of the cursor in every address and body. A page begins after the line with this cursor.
pub const MARK: &str = "sebelum";
/// The message for an invalid cursor.
pub const NO_MARK: &str = "sebelum: tulis penanda dari halaman sebelumnya.";
/// The default number of lines of a page.
pub const USUAL: u64 = 50;
/// The most lines of a page.
pub const MOST: u64 = 200;

/// The requested number of lines, from an address (a text) or a body (a number).
///
/// # Errors
/// [`Problem::Malformed`] for less than one and more than [`MOST`].
pub fn limit(asked: Option<Value>) -> Result<u64> {
    let limit = match asked {
        None => Some(USUAL),
        Some(Value::String(text)) => whole(&text),
        Some(Value::Number(number)) => number.as_u64().or_else(|| whole(number.to_string().strip_suffix(".0")?)),
        Some(_) => None,
    };
    within(limit, MOST)
}

/// The same for a list with another maximum.
///
/// # Errors
/// [`Problem::Malformed`] for less than one and more than `most`.
pub fn within(limit: Option<u64>, most: u64) -> Result<u64> {
    let refusal = || Problem::Malformed(format!("batas: tulis bilangan dari 1 sampai {most}."));
    limit.filter(|limit| (1..=most).contains(limit)).ok_or_else(refusal)
}

fn whole(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The schema of an id as a cursor in an address.
#[must_use]
pub fn id() -> Value {
    json!({ "type": "string", "pattern": UUID.or_none() })
}

/// The schema of the person who is chosen: an id, or `baru` for somebody new.
#[must_use]
pub fn person() -> Value {
    let known = id();
    json!({ "anyOf": [known, { "type": "string", "enum": ["baru"] }, { "type": "null" }],
        "description": "Orang yang sudah tercatat di kantor ini, atau baru untuk orang baru." })
}

/// The schema of what becomes of a name that is typed otherwise than that of the person who is chosen.
#[must_use]
pub fn naming() -> Value {
    json!({ "type": ["string", "null"], "enum": ["lain", "betulkan", null],
        "description": "Bila nama yang ditulis bukan nama orang yang dipilih: disimpan sebagai nama lain, atau menjadi namanya." })
}

/// Reads a cursor of day and id.
///
/// # Errors
/// [`Problem::Malformed`] if it is invalid.
pub fn read_day_and_id(text: &str) -> Result<(Day, CatatanId)> {
    let read = || {
        let (day, id) = text.split_once('_').filter(|_| DAY_AND_ID.matches(text))?;
        Some((day.parse().ok()?, id.parse().ok()?))
    };
    read().ok_or_else(|| Problem::Malformed(NO_MARK.to_owned()))
}

/// The schema of the requested number of lines.
#[must_use]
pub fn count() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL })
}

/// The parameters of a list by pages; `mark` is the schema of its cursor.
#[must_use]
pub fn parameters(mark: &Value) -> Vec<Value> {
    vec![
        parameter("query", MARK, mark, "Penanda halaman dari `berikutnya`."),
        parameter("query", "batas", &count(), "Banyaknya."),
    ]
}
