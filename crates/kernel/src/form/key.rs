//! Keys of fields that carry the type of the field's content.

use std::marker::PhantomData;

use uuid::Uuid;

use super::Value;
use crate::period::Day;

/// The key of a field with content of type `T`: [`String`], [`Day`], [`i64`], [`bool`], or [`Uuid`] for a link.
/// [`Keys`](super::Keys) derives the keys of a table's columns, so code that names a field that does not exist, or uses a day
/// as text, does not compile.
#[derive(Debug)]
pub struct Key<T> {
    /// The key as text.
    pub name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// A key by its text: for fields without a column, such as those of the person.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, holds: PhantomData }
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> From<Key<T>> for String {
    fn from(key: Key<T>) -> Self {
        key.name.to_owned()
    }
}

/// The sorts of content that a field may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text, including codes and sealed content.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// A link to another record.
    Link,
}

/// A type that a field's content may have.
pub trait Content: Sized {
    /// Its sort.
    const HOLDS: Holds;

    /// The content of a value; none if the value is of another sort.
    fn of(value: &Value) -> Option<Self>;
}

impl Content for String {
    const HOLDS: Holds = Holds::Text;

    fn of(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.clone()) } else { None }
    }
}

impl Content for Day {
    const HOLDS: Holds = Holds::Day;

    fn of(value: &Value) -> Option<Self> {
        if let Value::Day(day) = value { Some(*day) } else { None }
    }
}

impl Content for i64 {
    const HOLDS: Holds = Holds::Number;

    fn of(value: &Value) -> Option<Self> {
        if let Value::Int(number) = value { Some(*number) } else { None }
    }
}

impl Content for bool {
    const HOLDS: Holds = Holds::Flag;

    fn of(value: &Value) -> Option<Self> {
        if let Value::Flag(flag) = value { Some(*flag) } else { None }
    }
}

impl Content for Uuid {
    const HOLDS: Holds = Holds::Link;

    /// None also for a link whose number is not resolved yet.
    fn of(value: &Value) -> Option<Self> {
        if let Value::Link { id, .. } = value { *id } else { None }
    }
}
