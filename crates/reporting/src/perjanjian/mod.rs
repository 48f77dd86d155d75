//! Agreements that offices make in the console (`perjanjian`): drafted from last year's, checked, signed by the head, revised by a new
//! version. A signed version never changes; what stands in `config/iku` is the start.

pub mod api;
pub mod check;
mod commands;
pub mod compare;
pub mod describe;
pub mod entity;
mod form;
mod hands;
mod json;
pub(crate) mod kegiatan;
mod laid;
mod pages;
mod queries;
mod status;
mod waiting;

pub use commands::{Begun, Draft, Revised, change, create, discard, revise, sign};
pub use laid::Laid;
pub(crate) use pages::router as pages_router;
pub use queries::{Shown, find, list};
pub use status::{Command, Status};
pub(crate) use waiting::notice;
pub use waiting::{Lack, Waiting, lacking, missing};

/// The name of agreements in the history.
pub const KIND: &str = "perjanjian";
