//! Documents as PDF. A template is fixed; what people typed is data beside it and never becomes markup.

mod world;

use serde_json::{Value, json};
use typst_layout::PagedDocument;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
#[error("no document: {0}")]
pub struct Failure(String);

/// How many later documents may use what one has worked out, before memory is given back.
const KEPT: usize = 3;

/// A template with its data as PDF. In the template `data` is the JSON, as dictionaries, arrays and texts. It takes some
/// hundredths of a second of one core: run it where blocking is allowed.
///
/// # Errors
/// [`Failure`] where the template does not fit the data.
pub fn pdf(template: &'static str, data: &Value) -> Result<Vec<u8>, Failure> {
    let world = world::World::of(template, &data.to_string());
    let told = |what: &dyn std::fmt::Debug| Failure(format!("{what:?}"));
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| told(&errors))?;
    let bytes = typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).map_err(|errors| told(&errors));
    comemo::evict(KEPT);
    bytes
}

/// A simple document with one table.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// Its title.
    pub title: &'a str,
    /// A line below the title.
    pub lead: &'a str,
    /// The heads of the columns.
    pub headers: &'a [String],
    /// The rows, each with a text for every column.
    pub rows: &'a [Vec<String>],
    /// A line below the table.
    pub footer: &'a str,
}

/// The document as PDF; the heads stand on every page, and more than six columns lie across.
///
/// # Errors
/// As [`pdf`].
pub fn table(table: &Table<'_>) -> Result<Vec<u8>, Failure> {
    let data = json!({
        "title": table.title, "lead": table.lead, "headers": table.headers, "rows": table.rows, "footer": table.footer,
    });
    pdf(include_str!("tabel.typ"), &data)
}

/// Handover of somebody who returns; its data stand in the template.
pub const BERITA_ACARA: &str = include_str!("berita_acara.typ");

#[cfg(test)]
mod tests;
