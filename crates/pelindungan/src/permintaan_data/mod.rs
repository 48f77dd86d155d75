//! Permintaan data: what somebody asks of the office about their own data: a copy, a correction, erasure, an objection (UU 27/2022). The law
//! gives 3 × 24 hours for a copy and a correction.

pub mod decide;
pub mod entity;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::PermintaanData;
pub use status::Status;
