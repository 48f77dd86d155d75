//! The fingerprint of a record's row, which reveals changes made outside the program.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::joined::{Joined, has_lengths};
use kernel::vault::fingerprint;
use sea_orm::Value;

use crate::Stored;

/// The fingerprint of a row, over all its columns that are not null. It is the same on both databases.
#[must_use]
pub fn proof(record: &dyn Stored) -> String {
    let mut joined = Joined::of(record.table());
    joined.cells(record.cells());
    joined.fingerprint()
}

/// Whether a row still matches a stored fingerprint, by the rule under which that was made.
#[must_use]
pub fn fits(record: &dyn Stored, kept: &str) -> bool {
    if has_lengths(kept) { proof(record) == kept } else { marked(record) == kept }
}

/// The SHA-256 over columns with a separator between them, the rule before fingerprints included lengths. It covers the columns
/// that the table had when the first fingerprints were made, null or not, and later columns only if they are not null.
fn marked(record: &dyn Stored) -> String {
    let first = FIRST.get(record.table()).map_or(&[][..], Vec::as_slice);
    let mut cells = Vec::new();
    for (name, value) in record.cells() {
        let text = cell(&value);
        if first.contains(&name) {
            cells.push(text);
        } else if text != EMPTY {
            cells.push([name, &text].concat());
        }
    }
    fingerprint(cells.join("\u{1f}").as_bytes())
}

/// The columns of each table when the first fingerprints were taken. It never changes; later columns are not in it.
static FIRST: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("kolom-pertama.txt").lines();
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(table, columns)| (table, columns.split(' ').collect()))
        .collect()
});

/// How null is written.
const EMPTY: &str = "-";

/// A value as text that does not depend on how a library prints it. Null differs from the empty text.
fn cell(value: &Value) -> String {
    let held = match value {
        Value::Bool(v) => v.map(|v| v.to_string()),
        Value::Int(v) => v.map(|v| v.to_string()),
        Value::BigInt(v) => v.map(|v| v.to_string()),
        Value::String(v) => v.as_ref().map(ToString::to_string),
        Value::Bytes(v) => v.as_ref().map(|bytes| kernel::vault::hex(bytes)),
        Value::Uuid(v) => v.as_ref().map(ToString::to_string),
        Value::ChronoDate(v) => v.as_ref().map(ToString::to_string),
        Value::ChronoDateTimeUtc(v) => v.as_ref().map(|at| at.timestamp_micros().to_string()),
        Value::Json(v) => v.as_ref().map(ToString::to_string),
        other => Some(format!("{other:?}")),
    };
    held.map_or_else(|| EMPTY.to_owned(), |text| format!("={text}"))
}
