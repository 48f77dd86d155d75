//! Import of CSV and XLSX files: every bad row is named at once, and nothing is ever written twice.

mod columns;
mod csv;
mod grid;
mod run;
mod table;
mod template;
mod xlsx;

pub use grid::{Grid, Merge, grid, lines, pasted};
pub use run::{CellError, Report, Request, Stage, book, run};
pub use table::{Cell, Table, read};
pub use template::{explain, write};

/// The most rows that a file may have.
pub const MAX_ROWS: usize = 50_000;
/// The most bytes that a file may have.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
