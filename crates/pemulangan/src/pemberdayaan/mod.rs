//! Pemberdayaan: a participant of an empowerment activity.

pub mod entity;
pub(crate) mod kegiatan;
mod kind;
pub mod measures;
pub mod status;
mod table;

pub use kind::Pemberdayaan;
