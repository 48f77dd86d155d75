//! What came of an import, as whoever sent it reads it.

use crate::again::Altered;

/// The progress of an import.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// This many rows have been read and are being checked.
    Checking(usize),
    /// All is done.
    Done,
}

/// A bad cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The sheet, where the file has several.
    pub sheet: String,
    /// The row number in the file.
    pub row: usize,
    /// The column.
    pub column: String,
    /// The content of the cell, masked if it is protected.
    pub value: String,
    /// What to do.
    pub detail: String,
}

impl CellError {
    /// Where it stands: `lembar TW2, baris 5`.
    #[must_use]
    pub fn place(&self) -> String {
        Place { sheet: self.sheet.clone(), row: self.row }.to_string()
    }
}

/// A row that stands already and says otherwise than its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where the row stands.
    pub place: Place,
    /// The record's number.
    pub number: String,
    /// What differs, masked where it is protected.
    pub fields: Vec<Altered>,
}

/// The result of an import.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many rows it has.
    pub rows: usize,
    /// The tables in which they stand.
    pub heads: Vec<Heads>,
    /// What becomes of each row, in their order.
    pub told: Vec<(Place, Fate)>,
    /// How many records are new, or would be.
    pub new: usize,
    /// How many existed already, and are the same.
    pub known: usize,
    /// The rows that stand already and say otherwise. They are written with [`Consent::update`] only.
    pub changed: Vec<Changed>,
    /// How many records were changed.
    pub updated: usize,
    /// The rows from which records were entered that say otherwise by now. They are left as they are.
    pub since: Vec<Changed>,
    /// How many rows repeat an earlier one of the file.
    pub repeated: usize,
    /// The bad cells.
    pub errors: Vec<CellError>,
    /// Warnings that do not block the import.
    pub warnings: Vec<CellError>,
    /// Columns that match no field.
    pub unknown: Vec<String>,
    /// What was passed over while reading, in sentences with their place.
    pub remarks: Vec<String>,
    /// Whether anything was written.
    pub written: bool,
    /// Whether the very same file has been imported before.
    pub seen: bool,
}

/// The heads of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Where they stand.
    pub place: Place,
    /// Each column: its head, and the key of the field that it belongs to.
    pub columns: Vec<(String, Option<&'static str>)>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A record of its own.
    New,
    /// It stands already, under this number.
    Same(String),
    /// It stands already, and the row says otherwise.
    Changed(String),
    /// It repeats an earlier row.
    Repeats,
    /// Something in it is wrong.
    Wrong,
}

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The sheet, where the file has several.
    pub sheet: String,
    /// The row number in the file.
    pub row: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.sheet.is_empty() {
            write!(f, "lembar {}, ", self.sheet)?;
        }
        write!(f, "baris {}", self.row)
    }
}
