//! Joins fields so that none can run into the next. Fingerprints and stamps are computed over the result.

use std::collections::BTreeMap;

use sea_orm::{EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};
use serde_json::Value as Json;

use crate::vault::{Vault, fingerprint};

/// The column that holds a row's stamp.
const STAMP: &str = "meterai";
/// The prefix of fingerprints over fields with their lengths. Older fingerprints have no prefix.
const WITH_LENGTHS: &str = "2:";
/// The length that marks an absent field, so that it differs from an empty text.
const NOTHING: u64 = u64::MAX;

/// Joined fields, each after its length.
#[derive(Clone, Debug)]
pub struct Joined(Vec<u8>);

impl Joined {
    /// Begins with `what`, the name of the thing, so that two things of different kinds with the same fields differ.
    #[must_use]
    pub fn of(what: &str) -> Self {
        let mut joined = Self(Vec::with_capacity(1024));
        joined.put(what.as_bytes());
        joined
    }

    /// Adds a field.
    pub fn put(&mut self, field: &[u8]) {
        self.0.extend_from_slice(&(field.len() as u64).to_be_bytes());
        self.0.extend_from_slice(field);
    }

    /// Adds a field that may be absent.
    pub fn maybe(&mut self, field: Option<&[u8]>) {
        match field {
            Some(field) => self.put(field),
            None => self.0.extend_from_slice(&NOTHING.to_be_bytes()),
        }
    }

    /// Adds the columns of a row that are not null, each with its name, except those in `but`. A column that was added later
    /// changes nothing as long as it is null.
    pub fn row<M: ModelTrait>(&mut self, row: &M, but: &[&str]) {
        let columns = <M::Entity as EntityTrait>::Column::iter().filter(|column| !but.contains(&column.as_str()));
        self.cells(columns.map(|column| (column.as_str(), row.get(column))));
    }

    /// The same for columns by name, in the order of their table.
    pub fn cells<'a>(&mut self, cells: impl IntoIterator<Item = (&'a str, Value)>) {
        for (name, value) in cells {
            if let Some(field) = bytes(value) {
                self.put(name.as_bytes());
                self.put(&field);
            }
        }
    }

    /// The joined bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The SHA-256 of the joined bytes in hex, after the prefix of this rule.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        [WITH_LENGTHS, &fingerprint(&self.0)].concat()
    }
}

/// Whether a fingerprint was made over fields with their lengths; older ones were not.
#[must_use]
pub fn has_lengths(fingerprint: &str) -> bool {
    fingerprint.starts_with(WITH_LENGTHS)
}

/// JSON as text with sorted members, so that it does not depend on the order in which a database returns them.
#[must_use]
pub fn canonical(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let sorted: BTreeMap<_, _> = members.iter().map(|(key, value)| (key, canonical(value))).collect();
            let members: Vec<String> =
                sorted.into_iter().map(|(key, value)| format!("{}:{value}", Json::from(key.as_str()))).collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

/// The bytes of a value, the same on both databases and independent of how a library prints it; none for null.
fn bytes(value: Value) -> Option<Vec<u8>> {
    match value {
        Value::Bool(v) => v.map(|v| v.to_string().into_bytes()),
        Value::Int(v) => v.map(|v| v.to_string().into_bytes()),
        Value::BigInt(v) => v.map(|v| v.to_string().into_bytes()),
        Value::String(v) => v.map(String::into_bytes),
        Value::Bytes(v) => v,
        Value::Uuid(v) => v.map(|v| v.as_bytes().to_vec()),
        Value::ChronoDate(v) => v.map(|v| v.to_string().into_bytes()),
        Value::ChronoDateTimeUtc(v) => v.map(|v| v.timestamp_micros().to_string().into_bytes()),
        Value::Json(v) => v.map(|v| canonical(&v).into_bytes()),
        other => Some(format!("{other:?}").into_bytes()),
    }
}

impl Vault {
    /// The stamp of a row, over its table name, the content of all columns except the stamp itself, and `more`, which also
    /// belongs to the row. Sealed columns are used in their sealed form.
    #[must_use]
    pub fn stamp<M: ModelTrait>(&self, row: &M, more: &[&[u8]]) -> Vec<u8> {
        let mut joined = Joined::of(M::Entity::default().table_name());
        joined.row(row, &[STAMP]);
        for field in more {
            joined.put(field);
        }
        self.mark(joined.bytes()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(fields: &[&str]) -> String {
        let mut joined = Joined::of("uji");
        for field in fields {
            joined.put(field.as_bytes());
        }
        joined.fingerprint()
    }

    #[test]
    fn no_field_runs_into_the_next() {
        assert_ne!(joined(&["a\u{1f}b", "c"]), joined(&["a", "b\u{1f}c"]));
        assert_ne!(joined(&["ab", ""]), joined(&["a", "b"]));
        assert_ne!(joined(&["a"]), joined(&["a", ""]));
        let mut nothing = Joined::of("uji");
        nothing.maybe(None);
        assert_ne!(nothing.fingerprint(), joined(&[""]));
        assert!(has_lengths(&joined(&[])) && !has_lengths(&fingerprint(b"")));
    }
}
