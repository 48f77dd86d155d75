//! Periksa: the check of published tables, over the api and in the console.
//!
//! What contradicts itself is said by the crate `periksa`; here it gets the counted figures of a year to compare with.

mod api;
mod files;
mod pages;

use axum::body::Bytes;
use kernel::{Ctx, Problem, Result};
use periksa::{Angka, Laporan, TakTerbaca, Temuan};
use schemars::JsonSchema;
use serde::Serialize;

use crate::agreement::Agreements;
use crate::compute::{Known, Value};
use crate::table::{self, Figure, Line};

pub use api::{describe, router as api_router};
pub use pages::router as pages_router;

/// A file as it was sent: its name and its bytes.
pub type File = (String, Bytes);

/// The counted figures of the year's agreements, for the offices that the actor sees.
///
/// # Errors
/// [`Problem::Malformed`] for a year without an agreement; what the database says.
pub async fn counted(ctx: &Ctx, agreements: &Agreements, year: i32) -> Result<Vec<Angka>> {
    let of_year = agreements.of_year(year);
    if of_year.is_empty() {
        return Err(Problem::Malformed(format!("Belum ada perjanjian kinerja untuk tahun {year}.")));
    }
    let mut all = Vec::new();
    for agreement in of_year {
        let table = table::build(ctx, agreements, agreement, Known::Now).await?;
        all.extend(table.lines.iter().map(angka));
    }
    Ok(all)
}

fn angka(line: &Line) -> Angka {
    let number = |figure: &Figure| if let Value::Number(value) = &figure.value { Some(*value) } else { None };
    let mut tw = [None; 4];
    for (slot, figure) in tw.iter_mut().zip(&line.quarters) {
        *slot = number(figure);
    }
    let kategori = if let Value::Category(category) = &line.year.value { Some(category.clone()) } else { None };
    Angka { no: line.item.no, judul: line.item.title.clone(), tw, tahun: number(&line.year), kategori }
}

/// What a check says.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "HasilPeriksa")]
pub struct Hasil {
    /// The contradictions.
    #[schemars(description = "Pertentangan yang ditemukan.")]
    pub temuan: Vec<Temuan>,
    /// What could not be read.
    #[schemars(
        description = "Sel yang tampak seperti angka tetapi tidak terbaca: tentang isinya tidak ada penilaian. Bila `temuan` \
                              kosong, hanya daftar kosong di sini yang berarti tidak ada pertentangan."
    )]
    pub tak_terbaca: Vec<TakTerbaca>,
    /// What was passed over.
    #[schemars(
        description = "Yang dilewati atau ditebak saat membaca: lembar dan baris tersembunyi, penulisan huruf."
    )]
    pub dilewati: Vec<String>,
}

/// Checks files: within and between themselves, and beside the counted figures of a year where they are given.
///
/// Reads and computes for up to seconds, so over HTTP it runs in a place for heavy work.
///
/// # Errors
/// [`Problem::Malformed`] for files that cannot be read or hold no known table.
pub fn check(files: &[File], counted: Option<(Vec<Angka>, i32)>) -> Result<Hasil> {
    let report = Laporan::read(files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])))?;
    let mut temuan = report.check();
    if let Some((counted, year)) = counted {
        temuan.extend(report.compare(&counted, year));
    }
    Ok(Hasil { temuan, tak_terbaca: report.unread(), dilewati: report.remarks() })
}
