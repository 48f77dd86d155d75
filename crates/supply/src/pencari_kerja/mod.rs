//! Pencari kerja: a job seeker recorded with an interest in working abroad (data supply), and how far they came.

mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod steps;
mod table;

pub use kind::PencariKerja;
