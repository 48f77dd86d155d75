//! Penempatan: a placement, imported from SISKOP2MI.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Penempatan;
