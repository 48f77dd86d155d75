//! The values of a form once every field has been understood.

use std::collections::HashMap;

use uuid::Uuid;

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
    /// The content as text in one normal form.
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

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
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

/// Understood values by field key; empty fields are absent.
#[derive(Clone, Debug, Default)]
pub struct Values(pub(super) HashMap<&'static str, Value>);

impl Values {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The same with a field filled in, where there is something to fill in. For what a program knows already and nobody types.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        self.0.extend(value.map(|value| (key, value.into())));
        self
    }

    /// The same with a link by the number of the record that it names.
    #[must_use]
    pub fn linked(self, key: &'static str, number: &str) -> Self {
        self.with(key, Some(Value::Link { number: number.to_owned(), id: None }))
    }

    /// Every value, to resolve links in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&&'static str, &mut Value)> {
        self.0.iter_mut()
    }

    /// A text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        if let Some(Value::Text(text)) = self.get(key) { Some(text.clone()) } else { None }
    }

    /// A day.
    #[must_use]
    pub fn day(&self, key: &str) -> Option<Day> {
        if let Some(Value::Day(day)) = self.get(key) { Some(*day) } else { None }
    }

    /// A whole number.
    #[must_use]
    pub fn int(&self, key: &str) -> Option<i64> {
        if let Some(Value::Int(number)) = self.get(key) { Some(*number) } else { None }
    }

    /// Yes or no; an empty field is no.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::Flag(true)))
    }

    /// Yes, no, or not said.
    #[must_use]
    pub fn maybe(&self, key: &str) -> Option<bool> {
        if let Some(Value::Flag(flag)) = self.get(key) { Some(*flag) } else { None }
    }

    /// The record that a link names.
    #[must_use]
    pub fn link(&self, key: &str) -> Option<Uuid> {
        if let Some(Value::Link { id, .. }) = self.get(key) { *id } else { None }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// A [`FieldError`] that asks for it.
    pub fn need_text(&self, key: &str) -> Result<String, FieldError> {
        self.text(key).ok_or_else(|| missing(key))
    }

    /// A day that must be there.
    ///
    /// # Errors
    /// A [`FieldError`] that asks for it.
    pub fn need_day(&self, key: &str) -> Result<Day, FieldError> {
        self.day(key).ok_or_else(|| missing(key))
    }

    /// A whole number that must be there.
    ///
    /// # Errors
    /// A [`FieldError`] that asks for it.
    pub fn need_int(&self, key: &str) -> Result<i64, FieldError> {
        self.int(key).ok_or_else(|| missing(key))
    }

    /// A link that must be there.
    ///
    /// # Errors
    /// A [`FieldError`] that asks for it.
    pub fn need_link(&self, key: &str) -> Result<Uuid, FieldError> {
        self.link(key).ok_or_else(|| missing(key))
    }

    /// Asks for a field where another is filled in.
    ///
    /// # Errors
    /// A [`FieldError`] at the field that is missing.
    pub fn together(&self, given: &str, needed: &str, detail: &str) -> Result<(), FieldError> {
        if self.get(given).is_some() && self.get(needed).is_none() {
            return Err(FieldError::new(needed, detail));
        }
        Ok(())
    }

    /// Refuses a later day before an earlier one.
    ///
    /// # Errors
    /// A [`FieldError`] at the later field.
    pub fn in_order(&self, earlier: &str, later: &str, detail: &str) -> Result<(), FieldError> {
        match (self.day(earlier), self.day(later)) {
            (Some(first), Some(second)) if second < first => Err(FieldError::new(later, detail)),
            _ => Ok(()),
        }
    }
}

/// What is wrong, of several checks.
#[must_use]
pub fn gather<const N: usize>(checks: [Result<(), FieldError>; N]) -> Vec<FieldError> {
    checks.into_iter().filter_map(Result::err).collect()
}

pub(super) fn missing(key: &str) -> FieldError {
    FieldError::new(key, "Wajib diisi.")
}
