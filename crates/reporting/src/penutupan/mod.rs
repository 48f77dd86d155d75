//! Closings (`penutupan`): a period's figures signed as of an instant, with the fingerprint of the records behind them.
//!
//! Nothing is copied but the figures: the members are listed from the ledger as it was known at that instant, for ever
//! the same. What changes later moves no closed figure; it shows as the difference of two such lists.

pub mod api;
mod chain;
pub mod changes;
pub mod checklist;
mod commands;
pub(crate) mod describe;
pub mod entity;
mod export;
pub(crate) mod hands;
pub mod json;
pub(crate) mod pages;
mod paper;

mod prepare;
mod queries;
mod status;
mod strike;
mod verify;
mod waiting;
mod words;

pub(crate) use pages::marks;
pub(crate) use queries::figures_of;
pub(crate) use waiting::note;

pub use commands::{discard, review, sign};
pub use prepare::{Asked, prepare, revise};
pub use queries::{Shown, all, find, members_of, show, standing};
pub use status::{Command, Status};
pub use verify::{Broken, verify, verify_all};
pub use waiting::Waiting;

/// The name of closings in the history.
pub const KIND: &str = "penutupan";
