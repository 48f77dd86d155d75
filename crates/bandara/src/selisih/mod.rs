//! Selisih: a field of a return that was filled in differently on two sides, by two desks or by a desk without a line and
//! the office. Neither side is overwritten: somebody decides.

pub mod entity;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::Selisih;
pub use status::Status;
