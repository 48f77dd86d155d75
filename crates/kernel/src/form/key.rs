//! Keys that know what their field holds.

use std::marker::PhantomData;

use uuid::Uuid;

use super::Value;
use crate::period::Day;

/// The key of a field that holds a `T`: [`String`], [`Day`], [`i64`], [`bool`], or [`Uuid`] for a link. Those of a table's columns
/// are made by [`Keys`](super::Keys), so that code that speaks of a field that is none does not compile, nor code that takes
/// a day for text.
#[derive(Debug)]
pub struct Key<T> {
    /// The key as text.
    pub name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// A key by its text: for fields that are no column, such as the person's.
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
    /// Text, also a code, and what is sealed.
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

/// What a field may hold.
pub trait Content: Sized {
    /// Its sort.
    const HOLDS: Holds;

    /// The content of a value of this sort.
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
