//! Pencegahan: somebody who was stopped from departing and handed to the office. Who is brought home gets a return of the category
//! `dicegah`, and only that counts.

pub mod decide;
pub mod entity;
mod follow;
mod kind;
mod remarks;
mod status;
mod steps;
mod table;

pub use kind::Pencegahan;
pub use status::Status;
