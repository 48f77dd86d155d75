//! Peserta OPP: a participant of the orientation before departure (Orientasi Pra Pemberangkatan), from the roster of a session.

mod decide;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod steps;
mod table;

pub use kind::Opp;
