//! Verifikasi dokumen: the examination of a candidate's documents for government placement.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Verifikasi;
