//! Butir ZI: an item of the worksheet (LKE) by which an office shows what it did for its integrity zone, with its weight and its
//! evidence. IKU 11 is counted from them.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::ButirZi;
