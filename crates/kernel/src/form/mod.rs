//! Forms: one description of a record's fields serves the JSON api, the page, the import and its template.
//!
//! [`Field`] describes a field. [`parse`] turns text into [`Values`] and reports all errors at once. [`Shape`] says what a
//! program may send for a field.

mod date;
mod day;
mod field;
mod identity;
mod key;
mod name;
mod number;
pub mod order;
mod parse;
pub mod pattern;
mod reread;
mod seen;
pub mod shape;
mod time;
mod values;

pub use date::{day_near, parse_day};
pub use day::shown as born_about;
pub use field::{Field, FieldKind, Sensitivity, mask};
pub use key::{Content, Holds, Key};
pub use keys::Keys;
pub use parse::{ILLEGIBLE, Parsed, gather_ticks, legible, parse, recall};
pub use reread::reread;
pub use seen::{blank, ditto, failed, nothing, seen, turns};
pub use shape::Shape;
pub use values::{Value, Values, gather};

use std::collections::BTreeMap;

use parse::clean;

/// What somebody typed: text by field key. Absent and empty are the same.
pub type Form = BTreeMap<String, String>;
