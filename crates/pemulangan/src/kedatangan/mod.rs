//! Kedatangan: a flight, or a group that arrives together.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Kedatangan;
