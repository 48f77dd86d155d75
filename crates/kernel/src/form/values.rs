//! The values of a form after every field has been read.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Content, Field, FieldKind, Key};
use crate::figure;
use crate::period::Day;
use crate::problem::FieldError;

/// The content of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, a code of a vocabulary, a country or an area.
    Text(String),
    /// A day.
    Day(Day),
    /// A whole number: a count, rupiah, or a score in ten-thousandths.
    Int(i64),
    /// Yes or no.
    Flag(bool),
    /// A link to another record: its number as typed; resolved to an id before the record is built.
    Link {
        /// The number as typed.
        number: String,
        /// The record it names.
        id: Option<Uuid>,
    },
}

impl Value {
    /// The value as form text, as the api returns it and an edit form starts with it. [`parse`](super::parse) reads the same
    /// value back.
    #[must_use]
    pub fn text(&self, kind: FieldKind) -> String {
        match self {
            Self::Flag(flag) => if *flag { "ya" } else { "tidak" }.to_owned(),
            // Without a sign for thousands, which could be taken for one of decimals.
            Self::Int(number) if kind == FieldKind::Score => {
                figure::decimal(figure::from_scaled(*number), 4).replace('.', "")
            }
            other => other.plain(),
        }
    }

    /// The value as text for fingerprints of entered data. This text must never change, since fingerprints are compared with
    /// stored ones.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Link { number, .. } => number.clone(),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// Values by field key; empty fields are absent.
#[derive(Clone, Debug, Default)]
pub struct Values(pub(super) HashMap<&'static str, Value>);

impl Values {
    /// The value of a field by the text of its key, for code that handles fields of any type.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The text of a text field, for the same code.
    #[must_use]
    pub fn text(&self, field: &Field) -> Option<&str> {
        if let Some(Value::Text(text)) = self.value(field.key) { Some(text) } else { None }
    }

    /// The content of a field; none if it is empty or a link that is not resolved.
    #[must_use]
    pub fn get<T: Content>(&self, key: Key<T>) -> Option<T> {
        self.value(key.name).and_then(T::of)
    }

    /// The content of a field that must be filled in.
    ///
    /// # Errors
    /// A [`FieldError`] that asks for it.
    pub fn need<T: Content>(&self, key: Key<T>) -> Result<T, FieldError> {
        self.get(key).ok_or_else(|| missing(key.name))
    }

    /// Whether a field is yes; an empty one is no.
    #[must_use]
    pub fn flag(&self, key: Key<bool>) -> bool {
        self.get(key) == Some(true)
    }

    /// Whether a field is filled in.
    #[must_use]
    pub fn has<T>(&self, key: Key<T>) -> bool {
        self.value(key.name).is_some()
    }

    /// These values with `key` set, if `value` is some. For data that the program knows and nobody types.
    #[must_use]
    pub fn with<T: Into<Value>>(mut self, key: Key<T>, value: Option<T>) -> Self {
        self.0.extend(value.map(|value| (key.name, value.into())));
        self
    }

    /// These values with a link, given the number of the linked record.
    #[must_use]
    pub fn linked(mut self, key: Key<Uuid>, number: &str) -> Self {
        self.0.insert(key.name, Value::Link { number: number.to_owned(), id: None });
        self
    }

    /// Every value, to resolve links in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&&'static str, &mut Value)> {
        self.0.iter_mut()
    }

    /// Requires `needed` to be filled in if `given` is.
    ///
    /// # Errors
    /// A [`FieldError`] at the field that is missing.
    pub fn together<A, B>(&self, given: Key<A>, needed: Key<B>, detail: &str) -> Result<(), FieldError> {
        if self.has(given) && !self.has(needed) {
            return Err(FieldError::new(needed, detail));
        }
        Ok(())
    }

    /// Refuses if the day in `later` is before the day in `earlier`.
    ///
    /// # Errors
    /// A [`FieldError`] at the later field.
    pub fn in_order(&self, earlier: Key<Day>, later: Key<Day>, detail: &str) -> Result<(), FieldError> {
        match (self.get(earlier), self.get(later)) {
            (Some(first), Some(second)) if second < first => Err(FieldError::new(later, detail)),
            _ => Ok(()),
        }
    }
}

/// The errors of several checks.
#[must_use]
pub fn gather<const N: usize>(checks: [Result<(), FieldError>; N]) -> Vec<FieldError> {
    checks.into_iter().filter_map(Result::err).collect()
}

pub(super) fn missing(key: &str) -> FieldError {
    FieldError::new(key, "Wajib diisi.")
}
