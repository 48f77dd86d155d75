//! Verifikasi dokumen: the examination of a candidate's documents for government placement.

mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod steps;
mod table;

pub use kind::Verifikasi;
