//! Periksa: reads published performance and budget tables, and lists where they contradict themselves.
//!
//! Pure: bytes in, findings out, no database. It knows tables by the words of their headers and works on whatever it
//! recognises; the rest it leaves alone. Rather no finding than a false one: a figure is compared at the precision at
//! which it was printed, and wherever a way of counting is open, every customary way is taken for right.

mod catatan;
mod cell;
mod group;
mod names;
mod number;
mod read;
mod recognise;
mod rules;
mod temuan;
mod unit;

pub use catatan::Angka;
pub use read::MAX_BYTES;
pub use temuan::{TakTerbaca, Temuan};

use kernel::{Problem, Result};

/// The forms that can be read, for people.
const FORMS: &str = "tabel kinerja (indikator dengan target, triwulan, realisasi, capaian), perjanjian kinerja (indikator \
     dengan target), riwayat (target dan realisasi beberapa tahun) dan tabel anggaran (pagu, realisasi, persen, sisa)";

/// The most rows that all recognised tables may have; those of indicators are each compared with the others.
const MOST_ROWS: usize = 5_000;
const MOST_INDICATORS: usize = 1_000;

/// Whether a file's name ends like one that can be read.
#[must_use]
pub fn readable(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "docx", "txt"].contains(&ending.as_str()))
}

/// The files of one report, read.
#[derive(Debug)]
pub struct Laporan {
    documents: Vec<read::Document>,
    tables: Vec<recognise::Table>,
}

impl Laporan {
    /// Reads the files of a report, each with its name.
    ///
    /// # Errors
    /// [`Problem::Malformed`] with a sentence that says what to do: a file that cannot be read, or no known table in any.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self> {
        let mut room = read::Room::default();
        let documents: Vec<_> =
            files.into_iter().map(|(name, bytes)| read::document(name, bytes, &mut room)).collect::<Result<_>>()?;
        let tables: Vec<_> = documents.iter().flat_map(recognise::tables).collect();
        if tables.is_empty() {
            if let Some((document, cell)) = documents.iter().find_map(|one| Some((one, one.unread.first()?))) {
                return Err(Problem::Malformed(format!(
                    "Berkas {}, baris {}: {}",
                    document.name, cell.baris, cell.pesan
                )));
            }
            return Err(Problem::Malformed(format!(
                "Tidak ada tabel yang dikenali. Yang bisa diperiksa: {FORMS}, sebagai CSV, XLSX, atau teks yang kolomnya dipisah tab atau spasi lebar. \
                 Periksa judul kolomnya."
            )));
        }
        let rows = |performance: bool| -> usize {
            tables.iter().filter(|t| t.is_performance() || !performance).map(|t| t.rows.len()).sum()
        };
        if rows(true) > MOST_INDICATORS || rows(false) > MOST_ROWS {
            return Err(Problem::Malformed(format!(
                "Tabel yang dikenali berisi lebih dari {MOST_INDICATORS} baris indikator atau {MOST_ROWS} baris anggaran, jauh lebih \
                 banyak daripada sebuah laporan. Periksa sebagian demi sebagian."
            )));
        }
        Ok(Self { documents, tables })
    }

    /// How many tables were recognised.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.tables.len()
    }

    /// What was passed over or guessed while reading, in sentences with their place.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let of = |document: &read::Document| -> Vec<String> {
            document.remarks.iter().map(|remark| format!("{}: {remark}", document.name)).collect()
        };
        self.documents.iter().flat_map(of).collect()
    }

    /// The cells that look like figures and could not be read. Only without any may silence be taken for agreement.
    #[must_use]
    pub fn unread(&self) -> Vec<TakTerbaca> {
        let inside = self.tables.iter().flat_map(|table| table.unread.iter().cloned());
        inside.chain(self.documents.iter().flat_map(recognise::passed_over)).collect()
    }

    /// Every contradiction within and between the files.
    #[must_use]
    pub fn check(&self) -> Vec<Temuan> {
        let families = group::families(&self.tables);
        let material = rules::Material { tables: &self.tables, families: &families, documents: &self.documents };
        temuan::merge(rules::all(&material))
    }

    /// Every printed figure of a year that the records do not bear out.
    #[must_use]
    pub fn compare(&self, counted: &[Angka], year: i32) -> Vec<Temuan> {
        temuan::merge(catatan::compare(&group::families(&self.tables), counted, year))
    }
}
