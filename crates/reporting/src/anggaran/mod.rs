//! Anggaran: a ceiling of some revision, or a realisation, of an activity.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Anggaran;
