//! Pemberdayaan: a participant of an empowerment activity.

pub mod entity;
pub(crate) mod kegiatan;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Pemberdayaan;
