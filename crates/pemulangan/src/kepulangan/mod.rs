//! Kepulangan: the return of one person. Who returns twice has two.

pub(crate) mod age;
pub mod entity;
mod fields;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Kepulangan;
