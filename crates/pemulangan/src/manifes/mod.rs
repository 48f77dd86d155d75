//! Manifes: the people whom a flight or a list announces, line by line. A line is no record yet: one is made of it, once, when
//! its person is met.

pub mod entity;
mod line;
mod meet;

pub use entity::{Entity, Model, Status};
pub use line::{Line, Said, lines};
pub use meet::{Met, absent, meet};
