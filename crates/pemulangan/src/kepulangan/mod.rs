//! Kepulangan: the return of one person. Who returns twice has two.

pub mod age;
pub(crate) mod asal;
pub mod decide;
pub mod entity;
mod fields;
mod follow;
mod kind;
pub mod measures;
pub(crate) mod nomor_ba;
pub(crate) mod recent;
mod remarks;
pub mod status;
mod steps;
mod table;
#[cfg(test)]
mod tests;

pub use kind::Kepulangan;
pub(crate) use remarks::proposed;
pub(crate) use table::Verb;
