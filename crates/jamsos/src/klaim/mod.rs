//! Klaim: a claim at BPJS Ketenagakerjaan.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Klaim;
