//! Rehabilitasi and reintegration of a former PMI.

pub(crate) mod calon;
pub mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod steps;
mod table;

pub use kind::Rehabilitasi;
