//! Sesi: a day and a place for which people are named, of document verification or of orientation before departure (OPP). Its roster
//! are the records of those people, each of its own kind.

mod decide;
pub mod entity;
mod follow;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::Sesi;
pub use status::Status;
