//! Import of files of records. All bad rows are reported at once, and nothing is ever written twice.

mod batch;
pub mod book;
mod carry;
mod cells;
mod columns;
mod dates;
mod grid;
mod report;
mod rows;
mod run;
mod template;

pub use baca::{Limits, MERGED, Merge};
pub use carry::{Room, carried, carry};
pub use columns::named_by as named;
pub use grid::{Grid, grid, grid_within, head_of, lines, pasted, pasted_within};
pub use report::{CellError, Changed, Fate, Heads, Place, Report, Stage};
pub use run::{Request, Sent, run, run_forms, run_grid, run_with};
pub use template::{explain, write};

/// The most rows that a file may have.
pub const MAX_ROWS: usize = 50_000;
/// The limits for a file of records: fifty columns in each row, and rows that are none of the table beside the most that there may be.
pub const WHOLE: Limits =
    Limits { unpacked: 200 * 1024 * 1024, cells: 2_500_000, text: 64 * 1024 * 1024, rows: MAX_ROWS + 1_000 };
/// The limits for a table that is sent in a form: a manifest of 1,000 people has some 40,000 cells.
pub const SENT: Limits = Limits { unpacked: 64 * 1024 * 1024, cells: 200_000, text: 8 * 1024 * 1024, rows: MAX_ROWS };
/// The most bytes that a file may have.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;

/// Reads a file in its sheets.
///
/// # Errors
/// [`kernel::Problem::Malformed`] saying what is wrong with the file and what to do.
pub fn read(bytes: &[u8], limits: Limits) -> kernel::Result<baca::Paper> {
    let told = Limits { rows: limits.rows.min(MAX_ROWS), ..limits };
    baca::read(bytes, limits).map_err(|unfit| kernel::Problem::Malformed(unfit.words("Berkas ini", told)))
}
