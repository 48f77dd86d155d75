//! Kegiatan: an activity, such as socialisation or a job fair.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Kegiatan;
