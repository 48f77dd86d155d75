//! Selisih: a field of a return that was filled in differently on two sides, by two desks or by a desk without a line and
//! the office. Neither side is overwritten: somebody decides.

pub mod entity;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::Selisih;
pub use status::Status;

/// The key of the field that names what differs.
pub const FIELD: &str = "isian";
/// The key of what stands in the record.
pub const STORED: &str = "tersimpan";
/// The key of what the other side says.
pub const PROPOSED: &str = "diajukan";
