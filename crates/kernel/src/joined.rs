//! Fields joined so that none can run into the next: what fingerprints and stamps are taken over.

use std::collections::BTreeMap;

use sea_orm::{EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};
use serde_json::Value as Json;

use crate::vault::{Vault, fingerprint};

/// The column that holds a row's stamp.
const STAMP: &str = "meterai";
/// What fingerprints begin with that are taken over fields with their lengths. Those of before begin with nothing.
const WITH_LENGTHS: &str = "2:";
/// The length that stands for nothing, which is told apart from the empty text.
const NOTHING: u64 = u64::MAX;

/// Fields, each behind its length.
#[derive(Clone, Debug)]
pub struct Joined(Vec<u8>);

impl Joined {
    /// The fields of something; `what` it is comes first, so that two things that say the same are not the same.
    #[must_use]
    pub fn of(what: &str) -> Self {
        let mut joined = Self(Vec::with_capacity(1024));
        joined.put(what.as_bytes());
        joined
    }

    /// Joins a field.
    pub fn put(&mut self, field: &[u8]) {
        self.0.extend_from_slice(&(field.len() as u64).to_be_bytes());
        self.0.extend_from_slice(field);
    }

    /// Joins a field that may be nothing.
    pub fn maybe(&mut self, field: Option<&[u8]>) {
        match field {
            Some(field) => self.put(field),
            None => self.0.extend_from_slice(&NOTHING.to_be_bytes()),
        }
    }

    /// Joins the columns of a row that hold something, each with its name, but for those that are left out. A column that was
    /// added later and holds nothing changes nothing.
    pub fn row<M: ModelTrait>(&mut self, row: &M, but: &[&str]) {
        let columns = <M::Entity as EntityTrait>::Column::iter().filter(|column| !but.contains(&column.as_str()));
        self.cells(columns.map(|column| (column.as_str(), row.get(column))));
    }

    /// The same of columns by name, in the order of their table.
    pub fn cells<'a>(&mut self, cells: impl IntoIterator<Item = (&'a str, Value)>) {
        for (name, value) in cells {
            if let Some(field) = bytes(value) {
                self.put(name.as_bytes());
                self.put(&field);
            }
        }
    }

    /// All of it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its SHA-256 in hex, behind the mark of the rule by which it was taken.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        [WITH_LENGTHS, &fingerprint(&self.0)].concat()
    }
}

/// Whether a fingerprint was taken over fields with their lengths; those of before were not.
#[must_use]
pub fn has_lengths(fingerprint: &str) -> bool {
    fingerprint.starts_with(WITH_LENGTHS)
}

/// JSON in one form, whatever order a database gave its members back in.
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

/// A value by its bytes, the same on both databases and whatever a library prints; none where there is nothing.
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
    /// The stamp of a row: over its table, all that its columns hold but the stamp itself, and what else belongs to it. Sealed
    /// columns go in as they are sealed.
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
