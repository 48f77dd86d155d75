//! OPP: a participant of the orientation before departure (Orientasi Pra Pemberangkatan).

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Opp;
