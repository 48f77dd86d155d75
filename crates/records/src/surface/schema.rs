//! Schemas that many operations share.

use kernel::form::pattern::VERSION;
use serde_json::{Value, json};
use web::openapi::{parameter, with};

/// A body of JSON.
pub(crate) fn content(schema: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

/// The header with the version that was read.
pub(crate) fn if_match() -> Value {
    let tag = json!({ "type": "string", "pattern": format!("^(?:{})$", VERSION.source), "examples": ["\"1\""] });
    with(parameter("header", "If-Match", &tag, "ETag yang dibaca."), "required", json!(true))
}
