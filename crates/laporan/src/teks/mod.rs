//! What people write in the report: section by section and year by year, with its history. Two who write at once lose nothing: who saves
//! names the version that was read, and is shown what somebody else has saved since.

mod commands;
pub mod differ;
pub mod entity;
mod page;
mod queries;
mod view;

pub use crate::versi::Place;
pub use commands::{LONGEST, save};
pub(crate) use page::router;
pub(crate) use queries::texts;
pub use queries::{history, newest};
