//! Rencana aksi: an item of the action plan of an agreement.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::RencanaAksi;
