//! Kedatangan: a flight, or a group that arrives together.

mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod table;

pub use kind::Kedatangan;
