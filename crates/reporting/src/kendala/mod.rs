//! Kendala: a problem of a team of the office, from the day on which it was noted to its solution, with what was done about it. Bab IV of
//! the annual report is made of them.

pub mod decide;
pub mod entity;
mod kind;
#[cfg(test)]
mod sample;
mod standing;
mod status;
mod steps;
mod table;
mod year;

pub use kind::Kendala;
pub use status::Status;
pub use year::{TEAMS, YearProblems, year_problems};
