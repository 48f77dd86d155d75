//! Brafaks: a telegram (berita faksimile) from an Indonesian mission, from its agenda to its archive.

pub mod decide;
pub mod entity;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::Brafaks;
pub use status::Status;
