//! What the records of this slice say of a placement company: who was named for OPP and came or did not, and its
//! placements by year and country; and how many complaints name it, which are another slice's. Records name the company as
//! text: it is meant where that is one of its spellings.
//!
//! A number and the records behind it come from the same rows.

mod api;
mod baris;
mod daftar;
mod nama;
mod page;

use std::collections::BTreeMap;

use axum::Extension;
use kernel::form::{Form, legible};
use kernel::{Problem, Result, Stage};
use records::Registry;
use web::Routes;

pub use api::describe;
use baris::{Group, Row};
pub(crate) use daftar::registered;

/// The most characters of the word for a group.
const LONGEST: usize = 40;

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new().merge(api::router()).merge(page::router()).merge(daftar::router()).layer(Extension(registry.clone()))
}

/// Which of a company's records a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Dipanggil,
    Hadir,
    TidakHadir,
    BelumDicatat,
    Terbit,
    Batal,
    Proses,
    Masuk,
    Berjalan,
    Selesai,
    Ditutup,
}

impl Part {
    /// Those of a day of OPP.
    const OPP: [Self; 4] = [Self::Dipanggil, Self::Hadir, Self::TidakHadir, Self::BelumDicatat];
    /// Those of placements.
    const PLACED: [Self; 3] = [Self::Terbit, Self::Batal, Self::Proses];
    /// Those of complaints.
    const COMPLAINED: [Self; 4] = [Self::Masuk, Self::Berjalan, Self::Selesai, Self::Ditutup];

    fn all() -> impl Iterator<Item = Self> {
        Self::OPP.into_iter().chain(Self::PLACED).chain(Self::COMPLAINED)
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Dipanggil => "dipanggil",
            Self::Hadir => "hadir",
            Self::TidakHadir => "tidak_hadir",
            Self::BelumDicatat => "belum_dicatat",
            Self::Terbit => "terbit",
            Self::Batal => "batal",
            Self::Proses => "proses",
            Self::Masuk => "masuk",
            Self::Berjalan => "berjalan",
            Self::Selesai => "selesai",
            Self::Ditutup => "ditutup_atau_dicabut",
        }
    }

    fn holds(self, row: &Row) -> bool {
        use crate::opp::status::Status as Came;
        use crate::penempatan::status::Status as Placed;
        match self {
            Self::Dipanggil => row.came().is_some(),
            Self::Hadir => row.came() == Some(Came::Hadir),
            Self::TidakHadir => row.came() == Some(Came::TidakHadir),
            Self::BelumDicatat => row.came() == Some(Came::Terjadwal),
            Self::Terbit => row.placed() == Some(Placed::Terbit),
            Self::Batal => row.placed() == Some(Placed::Batal),
            Self::Proses => row.placed() == Some(Placed::Proses),
            Self::Masuk => row.complained().is_some(),
            Self::Berjalan => matches!(row.complained(), Some(Stage::New | Stage::Running)),
            Self::Selesai => row.complained() == Some(Stage::Done),
            Self::Ditutup => row.complained() == Some(Stage::Dropped),
        }
    }

    fn count(self, rows: &[&Row]) -> usize {
        rows.iter().filter(|row| self.holds(row)).count()
    }
}

/// Which records are listed below the tables: those of a part, of one group or of all.
struct Asked {
    part: Option<Part>,
    group: Option<String>,
}

impl Asked {
    /// Takes the question out of text by key.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for another key or an unknown part; [`Problem::Invalid`] for a group that cannot be one.
    fn read(mut typed: Form) -> Result<Self> {
        typed.retain(|_, text| !text.trim().is_empty());
        let part = match typed.remove("bagian") {
            None => None,
            Some(word) => Some(Part::all().find(|part| part.code() == word).ok_or_else(|| {
                let known = Part::all().map(Part::code).collect::<Vec<_>>().join(", ");
                Problem::Malformed(format!("Bagian tidak dikenal. Yang ada: {known}."))
            })?),
        };
        let group = typed.remove("kelompok");
        if group.as_ref().is_some_and(|word| word.chars().count() > LONGEST || !legible(word)) {
            return Err(Problem::field("kelompok", "Tulis seperti 2025-06-10, 2025-TW atau diterima-2025."));
        }
        if !typed.is_empty() {
            return Err(Problem::Malformed("Saringan tidak dikenal. Yang ada: bagian, kelompok.".to_owned()));
        }
        Ok(Self { part, group })
    }

    /// The records that a number counts, as far as the actor may read them.
    fn behind<'a>(&self, rows: &'a [Row]) -> Vec<&'a Row> {
        let Some(part) = self.part else { return Vec::new() };
        let asked = |row: &&Row| self.group.as_ref().is_none_or(|group| *group == row.group.code());
        rows.iter().filter(|row| row.open && part.holds(row)).filter(asked).collect()
    }
}

/// The rows of each group that has any of these parts, the last group first.
fn groups<'a>(rows: &'a [Row], parts: &[Part]) -> Vec<(&'a Group, Vec<&'a Row>)> {
    let mut groups: BTreeMap<&Group, Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| parts.iter().any(|part| part.holds(row))) {
        groups.entry(&row.group).or_default().push(row);
    }
    groups.into_iter().rev().collect()
}

/// Why people did not come, the most frequent first; none stands for those of whom no reason is noted.
fn reasons<'a>(rows: &[&'a Row]) -> Vec<(Option<&'a str>, usize)> {
    let mut counted: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for row in rows.iter().copied().filter(|row| Part::TidakHadir.holds(row)) {
        *counted.entry(row.reason.as_deref()).or_default() += 1;
    }
    let mut reasons: Vec<_> = counted.into_iter().collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    reasons
}
