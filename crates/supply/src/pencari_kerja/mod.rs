//! Pencari kerja: a job seeker recorded with an interest in working abroad (data supply).

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::PencariKerja;
