//! Cetak: PDF documents out of templates that are part of the program, and data that is not.
//!
//! A template is Typst markup. What people typed reaches it as data only (`sys.inputs`), so it is never read as markup, and a
//! template can reach no file and no network. What no font can write is refused: a box on a signed paper names nobody.

mod fonts;
mod lacking;
mod tabel;
mod world;

use serde_json::Value;
use typst::foundations::{Bytes, Smart};
use typst::text::Font;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use fonts::Fonts;
use lacking::lacking;
pub use tabel::{Part, Tabel, tabel};
use world::Paper;

/// Why a document could not be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprinted {
    /// The template does not fit its data.
    #[error("a document cannot be made: {0}")]
    Template(String),
    /// No font of the program or of the machine has these letters.
    #[error("{}", lacking::told(letters, texts))]
    Letters {
        /// The letters, each once, in the order of the document.
        letters: Vec<char>,
        /// The texts of the data that hold them.
        texts: Vec<String>,
    },
}

/// How many documents what was computed for an earlier one is kept.
const MEMORY: usize = 8;

/// A PDF. The template reads its data with `#let d = json(bytes(sys.inputs.data))`. It takes some milliseconds of a processor, the
/// first one in a process some more, and up to seconds where letters are looked for in the fonts of the machine: call it where it
/// holds up nobody else.
///
/// # Errors
/// [`Unprinted::Template`] where the template asks for what the data does not hold, [`Unprinted::Letters`] for letters that no font
/// has.
pub fn pdf(fonts: &Fonts, template: &'static str, data: &Value) -> Result<Vec<u8>, Unprinted> {
    pdf_with(fonts, template, data, Vec::new())
}

/// The same with pictures, each as its file. The template shows one by `image(sys.inputs.foto.at(number))`, from 0 on.
///
/// # Errors
/// As [`pdf`]; [`Unprinted::Template`] for a picture that cannot be read.
pub fn pdf_with(
    fonts: &Fonts,
    template: &'static str,
    data: &Value,
    pictures: Vec<Vec<u8>>,
) -> Result<Vec<u8>, Unprinted> {
    let pictures: Vec<Bytes> = pictures.into_iter().map(Bytes::new).collect();
    let mut document = laid_out((template, data), &pictures, Vec::new())?;
    let mut letters = lacking(&document);
    if !letters.is_empty() {
        let more = fonts.with(&letters);
        let has = |letter: char| more.iter().any(|font| font.info().coverage.contains(u32::from(letter)));
        // A letter beside one that no font has may be a box too, though a font has it.
        let none: Vec<char> =
            letters.iter().copied().filter(|letter| !has(*letter) && !world::shipped(*letter)).collect();
        if none.is_empty() {
            document = laid_out((template, data), &pictures, more)?;
            letters = lacking(&document);
        } else {
            letters = none;
        }
    }
    if !letters.is_empty() {
        let texts = lacking::texts(data, &letters);
        return Err(Unprinted::Letters { letters, texts });
    }
    let options = PdfOptions { creator: Smart::Custom(Some("Lindung".to_owned())), ..PdfOptions::default() };
    // Pictures are large, and seldom the same: what laying them out computed goes before they are written, and what that computed after.
    if !pictures.is_empty() {
        comemo::evict(0);
    }
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| unprinted(&errors));
    comemo::evict(if pictures.is_empty() { MEMORY } else { 0 });
    bytes
}

fn laid_out(
    (template, data): (&'static str, &Value),
    pictures: &[Bytes],
    more: Vec<Font>,
) -> Result<PagedDocument, Unprinted> {
    let paper = Paper::new((template, data), pictures, more);
    typst::compile::<PagedDocument>(&paper).output.map_err(|errors| unprinted(&errors))
}

fn unprinted(errors: &[typst::diag::SourceDiagnostic]) -> Unprinted {
    Unprinted::Template(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// The record of a handover: a head with the names of offices above, title, number, an opening, three groups of names with what
/// they say, a closing, and three signatures side by side.
pub const BERITA_ACARA: &str = include_str!("berita_acara.typ");

/// The record of a handover of many: head, title, number, an opening, both sides with what is said of them, what is handed over, how many
/// by where, a closing, signatures, and an annex with one row for each, under heads that are repeated on each page.
pub const BERITA_ACARA_BERSAMA: &str = include_str!("berita_acara_bersama.typ");

/// A closing of figures: a head with the names of offices above, title, what it is, the table with its heads repeated, remarks, and who
/// took which step when; struck through as a draft where it is one.
pub const PENUTUPAN: &str = include_str!("penutupan.typ");

#[cfg(test)]
mod tests;
