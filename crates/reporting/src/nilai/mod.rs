//! Nilai: a score that comes with evidence (ZI, archives, NKA, AKIP). It is imported, never computed.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Nilai;
