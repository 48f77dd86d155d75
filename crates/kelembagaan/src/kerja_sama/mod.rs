//! Kerja sama: an agreement with a partner.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::KerjaSama;
