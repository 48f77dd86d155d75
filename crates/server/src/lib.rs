//! The program `lindung`: it composes the slices and adds nothing of its own to them.

mod audit;
mod beranda;
pub mod cli;
pub mod compose;
pub mod config;
pub mod demo;
mod doctor;
pub mod files;
mod health;
pub mod jobs;
mod keys;
mod metrics;
pub mod musnah;
pub mod openapi;
pub mod pagi;
mod private;
mod pulih;
pub mod putar;
pub mod rights;
pub mod salin;
pub mod segar;
pub mod surel;

pub use compose::{Lindung, open, registry};
pub use config::Config;
