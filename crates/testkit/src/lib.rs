//! What tests stand on: real throwaway databases of both kinds, a clock that obeys, and the program behind a router.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up must fail loudly"
)]

mod app;
mod database;
mod forms;
pub mod labelled;
mod least;
pub mod manifest;
pub mod memory;
pub mod wire;

pub use app::{Answer, TestApp};
pub use database::{Backend, Test, on_both, on_each};
pub use forms::{complaint, form, klaim, placement, returned, with};
pub use least::least;
