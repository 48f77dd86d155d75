//! The changes since a closing as a file for Excel.

use std::collections::HashMap;

use axum::response::Response;
use kernel::{CatatanId, Ctx, Day, Problem, Result};
use web::sheet::Cell;
use web::{App, Media, parts, saved};

use super::changes::{Direction, FigureChanges, Line, Place};
use super::entity::Model;
use super::words::{figure_text, made_of, with_parts};
use crate::named::{Named, by_kind, named};

const HEADER: [&str; 11] = [
    "no",
    "indikator",
    "arah",
    "dari",
    "ke",
    "jenis",
    "nomor",
    "hari_semula",
    "hari_kini",
    "sebab",
    "saat_ditutup_ke_kini",
];

impl Direction {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Masuk => "masuk",
            Self::Keluar => "keluar",
            Self::MasukPenyebut => "masuk penyebut",
            Self::KeluarPenyebut => "keluar dari penyebut",
            Self::Berubah => "berubah",
        }
    }
}

impl Place {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::TidakAda => "tidak ada di masa ini",
            Self::TidakDihitung => "tidak dihitung",
            Self::Terwakili => "dihitung lewat catatan lain orang itu",
            Self::Penyebut => "belum masuk pembilang",
            Self::Pembilang => "dihitung",
        }
    }
}

/// The records in the lines, named as far as the actor may read them.
///
/// # Errors
/// What the database says.
pub(super) async fn labels<'a>(
    app: &App,
    ctx: &Ctx,
    lines: impl Iterator<Item = &'a Line>,
) -> Result<HashMap<CatatanId, Named>> {
    let mut labels = HashMap::new();
    for (kind, ids) in by_kind(lines.map(|line| (line.kind.as_str(), line.record))) {
        for chunk in ids.chunks(10_000) {
            labels.extend(named(app, ctx, kind, chunk).await?);
        }
    }
    Ok(labels)
}

impl Line {
    /// The edits that caused it, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let one = |cause: &super::changes::Cause| {
            let line = &cause.line;
            format!("{}, {}: {}", line.pelaku, parts::instant(line.dicatat_pada), line.alasan)
        };
        self.causes.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

impl FigureChanges {
    /// The figure as closed and as it would be now, each with what it was made of.
    #[must_use]
    pub fn moved(&self) -> String {
        let row = &self.closed;
        let parts = made_of(row, self.now.numerator, self.now.denominator);
        format!("{} → {}", row.words(), with_parts(&figure_text(row, &self.now.value), parts))
    }
}

fn rows(all: &[FigureChanges], labels: &HashMap<CatatanId, Named>, shown: fn(Day) -> Cell) -> Vec<[Cell; 11]> {
    let mut rows = Vec::new();
    for one in all {
        let moved = one.moved();
        for line in &one.lines {
            let day = |member: &Option<kernel::ledger::Member>| member.as_ref().map_or(Cell::Empty, |m| shown(m.hari));
            rows.push([
                Cell::Whole(one.closed.no),
                one.closed.judul.as_str().into(),
                line.direction.word().into(),
                line.places.0.words().into(),
                line.places.1.words().into(),
                line.kind.as_str().into(),
                labels
                    .get(&line.record)
                    .map_or_else(|| line.record.to_string(), |label| label.mark.number.clone())
                    .into(),
                day(&line.before),
                day(&line.after),
                line.words().into(),
                moved.as_str().into(),
            ]);
        }
    }
    rows
}

/// The changes as CSV or XLSX.
///
/// # Errors
/// [`Problem::Malformed`] for another format.
pub(super) async fn download(
    app: &App,
    ctx: &Ctx,
    closing: &Model,
    all: &[FigureChanges],
    format: &str,
) -> Result<Response> {
    let labels = labels(app, ctx, all.iter().flat_map(|one| &one.lines)).await?;
    let (bytes, media) = match format {
        "csv" => {
            let rows = rows(all, &labels, |day| kernel::period::written(day).into());
            (web::sheet::csv(&HEADER, &rows)?, Media::Csv)
        }
        "xlsx" => (web::sheet::xlsx("Perubahan", &HEADER, &rows(all, &labels, Cell::Day))?, Media::Xlsx),
        _ => return Err(Problem::Malformed("format: json, csv atau xlsx.".to_owned())),
    };
    Ok(saved(&format!("perubahan-{}", closing.name()), media, bytes))
}
