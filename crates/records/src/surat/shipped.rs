//! The templates that Lindung ships, built from what a kind says of its letters.

use kernel::{Problem, Result};
use naskah::{Document, Style};

use crate::Letter;

/// The shipped template of a letter.
///
/// # Errors
/// When it cannot be packed.
pub(super) fn template(letter: &Letter) -> Result<Vec<u8>> {
    let mut document = Document::new(letter.title, "{{kantor}} · {{nomor_catatan}}");
    document.paragraph(Style::Title, "{{kantor}}");
    document.rule();
    document.paragraph(Style::Title, &letter.title.to_uppercase());
    document.paragraph(Style::Subtitle, "Nomor {{nomor_surat}}");
    document.paragraph(Style::Text, "");
    for text in letter.opening {
        document.paragraph(Style::Text, text);
    }
    let facts: Vec<(String, String)> =
        letter.facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    document.facts(&facts);
    for text in letter.closing {
        document.paragraph(Style::Text, text);
    }
    document.paragraph(Style::Text, "");
    document.paragraph(Style::Text, "{{tanggal_surat}}");
    for who in letter.signed {
        document.paragraph(Style::Text, who);
        document.paragraph(Style::Text, "\n\n");
    }
    document.pack().map_err(Problem::internal)
}
