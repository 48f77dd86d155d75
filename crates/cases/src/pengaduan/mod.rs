//! Pengaduan: a complaint, from its receipt to its end.

pub mod decide;
pub mod entity;
mod follow;
mod grounds;
mod kind;
mod letters;
pub mod measures;
mod promise;
pub mod status;
mod steps;
pub(crate) mod table;
#[cfg(test)]
mod tests;
mod upaya;

pub use kind::Pengaduan;
