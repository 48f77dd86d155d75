//! What the office recommends about a placement company: that a licence be issued or extended, or a sanction imposed
//! (functions h and i of the report of 2025). The ministry decides; its answer is noted here.

pub mod decide;
pub mod entity;
mod kind;
mod letters;
pub mod status;
mod steps;
mod table;

pub use kind::RekomendasiP3mi;
pub use status::Status;
