//! The annual performance report (`LKj`, laporan kinerja): put together from a closing of the year, the agreement, the definitions, the
//! budget and the staff, and written as Word, Excel and PDF.
//!
//! Nothing of it is typed but what people say about the figures. A figure is rounded once, where it enters the model; sentences are
//! made of the figures as they are printed; and each figure carries the closing, the indicator and the address of its list.

mod api;
mod buat;
mod bukti;
pub mod docx;
pub mod foto;
pub mod kalimat;
pub mod ketikan;
pub mod model;
mod page;
pub mod pdf;
pub mod pegawai;
pub mod perjanjian;
mod pilih;
mod send;
pub mod sumber;
pub mod susun;
mod tahun;
pub mod teks;
mod versi;
pub mod xlsx;

use std::sync::Arc;

use axum::extract::Extension;
use cetak::Fonts;
use kernel::{Problem, Result};
use records::photos::Album;
use reporting::perjanjian::Laid;
use web::Routes;
use web::heavy::Making;

pub use api::describe;
pub use model::Report;
pub use sumber::{Asked, Source};
pub use susun::report;

/// What every request to these pages needs.
#[derive(Clone)]
struct Shelf {
    agreements: Arc<Laid>,
    fonts: Fonts,
    album: Album,
    making: Making,
}

/// The routes; the fonts are for what is printed, the album for its photos.
pub fn router(agreements: Arc<Laid>, fonts: &Fonts, album: &Album) -> Routes {
    let shelf = Shelf { agreements, fonts: fonts.clone(), album: album.clone(), making: Making::default() };
    let written = Routes::new().merge(teks::router()).merge(foto::router()).merge(ketikan::router());
    Routes::new()
        .merge(page::router())
        .merge(buat::router())
        .merge(written)
        .merge(api::router())
        .layer(Extension(shelf))
}

/// The forms in which a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PDF.
    Pdf,
}

impl Output {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Xlsx, Self::Pdf];

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The form of a word.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the words.
    pub fn parse(word: &str) -> Result<Self> {
        let hit = Self::ALL.into_iter().find(|one| one.ending() == word);
        hit.ok_or_else(|| Problem::Malformed("format: docx, xlsx atau pdf.".to_owned()))
    }

    /// The media type of its files.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Writes a report; with `origins` each figure says where it comes from.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be written, [`Problem::Malformed`] for letters that no font has.
pub fn write(report: &Report, form: Output, origins: bool, fonts: &Fonts) -> Result<Vec<u8>> {
    match form {
        Output::Docx => docx::write(report, origins),
        Output::Xlsx => xlsx::write(report, origins),
        Output::Pdf => pdf::write(report, origins, fonts),
    }
}
