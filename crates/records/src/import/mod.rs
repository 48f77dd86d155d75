//! Import of CSV and XLSX files. All bad rows are reported at once, and nothing is ever written twice.

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
pub use workbook::{Limits, MERGED};

/// The most rows that a file may have.
pub const MAX_ROWS: usize = 50_000;
/// The limits for a file of records: fifty columns in each row.
pub const WHOLE: Limits = Limits { unpacked: 200 * 1024 * 1024, cells: 2_500_000, text: 64 * 1024 * 1024 };
/// The limits for a table that is sent in a form: a manifest of 1,000 people has some 40,000 cells.
pub const SENT: Limits = Limits { unpacked: 64 * 1024 * 1024, cells: 200_000, text: 8 * 1024 * 1024 };
/// The most bytes that a file may have.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
