//! People (`orang`): the person behind the cases. One person, many cases.
//!
//! Identity numbers and contact are sealed with the person's own key; an exact search goes by blind index. People are
//! matched by exact identity number only, never merged by name.

pub mod api;
pub mod entity;
mod fill;
mod form;
mod matching;
mod name;
pub mod office;
mod pages;
mod queries;

pub use form::FIELDS;
pub use matching::{Attached, attach};
pub use name::normalise;
pub use queries::{Shown, dimensions, find, list, names, show, text};
