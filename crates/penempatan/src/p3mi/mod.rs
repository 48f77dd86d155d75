//! The register of placement companies: who they are, how their name is spelled, and how their licence stands.

pub mod decide;
pub mod entity;
mod kind;
mod remarks;
pub mod status;
mod steps;
mod table;

pub use kind::P3mi;
pub use status::Status;
