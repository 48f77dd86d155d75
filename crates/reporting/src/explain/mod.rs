//! Explaining a figure (`penjelasan`): what is counted and how, from which sides it can be looked at (`sebaran`), and
//! which persons stand in it more than once or in other figures too.

pub(crate) mod api;
pub mod breakdown;
pub mod compare;
pub mod overlap;
mod words;

pub use words::{Explanation, capaian, explain};
