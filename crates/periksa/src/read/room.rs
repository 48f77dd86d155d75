//! How much of a report is read: far more than any has, far less than fills the memory.

use kernel::{Result, figure};

use super::refuse;

/// The most rows and lines that all files together may have.
const ROWS: usize = 50_000;
/// The most cells, also empty ones before the last of a row.
const CELLS: usize = 100_000;
/// The most columns of a row.
const COLUMNS: usize = 500;
/// The most sentences.
const SENTENCES: usize = 20_000;
/// The most bytes of one cell or line.
pub(crate) const LONGEST: usize = 64 * 1024;

/// What room is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    rows: usize,
    cells: usize,
    sentences: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { rows: ROWS, cells: CELLS, sentences: SENTENCES }
    }
}

impl Room {
    /// How many rows are left.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// How many cells are left.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// A row of so many cells.
    pub(super) fn row(&mut self, name: &str, cells: usize) -> Result<()> {
        self.rows = take(name, self.rows, 1, (ROWS, "baris"))?;
        if cells > COLUMNS {
            let refusal =
                format!("berisi baris dengan lebih dari {COLUMNS} kolom. Ambil tabel laporannya saja, lalu ulangi.");
            return Err(refuse(name, &refusal));
        }
        self.cells = take(name, self.cells, cells, (CELLS, "sel"))?;
        Ok(())
    }

    /// A sentence.
    pub(super) fn sentences(&mut self, name: &str, many: usize) -> Result<()> {
        self.sentences = take(name, self.sentences, many, (SENTENCES, "kalimat"))?;
        Ok(())
    }

    /// A text that stands in one cell or line.
    pub(super) fn text(name: &str, text: &str) -> Result<()> {
        if text.len() <= LONGEST {
            return Ok(());
        }
        let refusal = format!(
            "berisi sel atau baris dengan teks lebih dari {} KB. Ambil tabel laporannya saja, lalu ulangi.",
            LONGEST / 1024
        );
        Err(refuse(name, &refusal))
    }
}

fn take(name: &str, left: usize, many: usize, (most, what): (usize, &str)) -> Result<usize> {
    left.checked_sub(many).ok_or_else(|| {
        let most = figure::whole(i64::try_from(most).unwrap_or_default());
        refuse(name, &format!("berisi lebih dari {most} {what}. Ambil tabel laporannya saja, lalu ulangi."))
    })
}
