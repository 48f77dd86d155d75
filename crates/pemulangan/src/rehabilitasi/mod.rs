//! Rehabilitasi and reintegration of a former PMI.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Rehabilitasi;
