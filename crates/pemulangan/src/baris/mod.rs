//! Baris: the line of a manifest that announces somebody. A line is no record yet: one is made of it, once, when its person is met;
//! a return that is withdrawn or restored frees or meets its line again.

pub mod entity;
mod meet;

pub use entity::{ActiveModel, COLUMN, Column, Entity, Model, Status};
pub use meet::{Met, absent, meet};
pub(crate) use meet::{remeet, unmeet};
