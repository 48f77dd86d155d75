//! Pengaduan: a complaint, from its receipt to its end.

pub mod commands;
pub mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Pengaduan;
