//! Butir ZI: an item of the worksheet (LKE) by which an office shows what it did for its integrity zone, with its weight and its
//! evidence. IKU 11 is counted from them.

mod decide;
mod earlier;
pub mod entity;
mod kind;
pub mod measures;
pub mod status;
mod steps;
mod table;

pub use kind::ButirZi;

/// A code by which two items are the same, however it is written.
pub(crate) fn same_code(code: &str) -> String {
    code.split_whitespace().collect::<String>().to_lowercase()
}
