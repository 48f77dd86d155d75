//! Klaim: a claim at BPJS Ketenagakerjaan, from the first report to its payment.

mod benefits;
mod decide;
pub mod entity;
mod kind;
pub mod measures;
mod origin;
pub mod papers;
mod remarks;
pub mod spans;
pub mod status;
mod steps;
mod table;

pub use kind::Klaim;
pub use status::Status;
