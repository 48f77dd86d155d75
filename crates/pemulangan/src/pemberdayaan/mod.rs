//! Pemberdayaan: a participant of an empowerment activity.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Pemberdayaan;
