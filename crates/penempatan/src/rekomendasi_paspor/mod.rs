//! Rekomendasi paspor: somebody asks the office for a recommendation to get a passport, although none is
//! needed, and is answered.

pub mod decide;
pub mod entity;
mod kind;
mod letters;
mod status;
mod steps;
mod table;

pub use kind::RekomendasiPaspor;
pub use status::Status;
