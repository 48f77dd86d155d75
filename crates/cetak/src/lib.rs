//! Cetak: PDF documents out of templates that are part of the program, and data that is not.
//!
//! A template is Typst markup. What people typed reaches it as data only (`sys.inputs`), so it is never read as markup, and a
//! template can reach no file and no network.

mod tabel;
mod world;

use serde_json::Value;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use tabel::{Part, Tabel, tabel};
use world::Paper;

/// Why a document could not be made: the template does not fit its data.
#[derive(Debug, thiserror::Error)]
#[error("a document cannot be made: {0}")]
pub struct Unprinted(String);

/// How many documents what was computed for an earlier one is kept.
const MEMORY: usize = 8;

/// A PDF. The template reads its data with `#let d = json(bytes(sys.inputs.data))`. It takes some milliseconds of a processor, the
/// first one in a process some more: call it where it holds up nobody else.
///
/// # Errors
/// [`Unprinted`] where the template asks for what the data does not hold.
pub fn pdf(template: &'static str, data: &Value) -> Result<Vec<u8>, Unprinted> {
    let document = laid_out(template, data)?;
    let options = PdfOptions { creator: Smart::Custom(Some("Lindung".to_owned())), ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| unprinted(&errors));
    comemo::evict(MEMORY);
    bytes
}

fn laid_out(template: &'static str, data: &Value) -> Result<PagedDocument, Unprinted> {
    typst::compile::<PagedDocument>(&Paper::new(template, data)).output.map_err(|errors| unprinted(&errors))
}

fn unprinted(errors: &[typst::diag::SourceDiagnostic]) -> Unprinted {
    Unprinted(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// The record of a handover: a head with the names of offices above, title, number, an opening, three groups of names with what
/// they say, a closing, and three signatures side by side.
pub const BERITA_ACARA: &str = include_str!("berita_acara.typ");

#[cfg(test)]
mod tests;
