//! Templates: Word documents that an office writes itself, with `{{nama}}` where something is to be filled in.
//!
//! Word cuts a paragraph into runs wherever it likes, also within a placeholder. So the texts of a paragraph are read as one, and what is
//! filled in goes where the placeholder begins; the rest of the paragraph keeps its look.

mod paragraph;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The most parts that a template may have.
const MAX_PARTS: usize = 500;
/// The most bytes that it may unpack to.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why a file is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTemplate {
    /// It cannot be read as a Word document.
    Unreadable,
    /// It has more parts, or unpacks to more, than a letter needs.
    Swollen,
}

/// A placeholder where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The name between the braces, without the blanks around it.
    pub name: String,
    /// How its paragraph begins, so that it can be found.
    pub paragraph: String,
}

/// The placeholders of a template in their order, also those in headers, footers and notes. Braces that are opened and never closed are
/// named with what follows them.
///
/// # Errors
/// [`NoTemplate`].
pub fn placeholders(template: &[u8]) -> Result<Vec<Placeholder>, NoTemplate> {
    let mut all = Vec::new();
    for (_, bytes) in parts(template)?.into_iter().filter(|(name, _)| text_part(name)) {
        let xml = String::from_utf8(bytes).map_err(|_| NoTemplate::Unreadable)?;
        all.extend(paragraph::placeholders(&xml));
    }
    Ok(all)
}

/// The template with its placeholders filled in; those that `values` does not know stay as they are. A line break in a value is one in
/// the document, and nothing of a value is markup.
///
/// # Errors
/// [`NoTemplate`].
pub fn fill(template: &[u8], values: &BTreeMap<String, String>) -> Result<Vec<u8>, NoTemplate> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, mut bytes) in parts(template)? {
        if text_part(&name) {
            let xml = String::from_utf8(bytes).map_err(|_| NoTemplate::Unreadable)?;
            bytes = paragraph::fill(&xml, values).into_bytes();
        }
        zip.start_file(name, options).map_err(|_| NoTemplate::Unreadable)?;
        zip.write_all(&bytes).map_err(|_| NoTemplate::Unreadable)?;
    }
    Ok(zip.finish().map_err(|_| NoTemplate::Unreadable)?.into_inner())
}

/// The parts with their names. Real bytes are counted, since the sizes that an archive states may lie.
fn parts(template: &[u8]) -> Result<Vec<(String, Vec<u8>)>, NoTemplate> {
    let mut archive = ZipArchive::new(Cursor::new(template)).map_err(|_| NoTemplate::Unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(NoTemplate::Swollen);
    }
    let (mut all, mut left) = (Vec::new(), MAX_UNPACKED);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| NoTemplate::Unreadable)?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut bytes = Vec::new();
        part.take(left + 1).read_to_end(&mut bytes).map_err(|_| NoTemplate::Unreadable)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(NoTemplate::Swollen)?;
        if !name.ends_with('/') {
            all.push((name, bytes));
        }
    }
    if all.iter().any(|(name, _)| name == "word/document.xml") { Ok(all) } else { Err(NoTemplate::Unreadable) }
}

/// Whether a part holds paragraphs that people write.
fn text_part(name: &str) -> bool {
    let Some(file) = name.strip_prefix("word/").and_then(|file| file.strip_suffix(".xml")) else { return false };
    ["document", "header", "footer", "footnotes", "endnotes"]
        .iter()
        .any(|kind| file.strip_prefix(kind).is_some_and(|number| number.chars().all(|digit| digit.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Style};

    fn template() -> Vec<u8> {
        let mut document = Document::new("Surat", "{{kantor}}");
        document.paragraph(Style::Title, "UNDANGAN");
        document.paragraph(Style::Text, "Nomor {{ nomor_surat }} untuk {{nama}}");
        document.facts(&[("Alamat".into(), "{{alamat}}".into())]);
        document.pack().unwrap()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let found = parts(bytes).unwrap().into_iter().find(|(part, _)| part == name).unwrap();
        String::from_utf8(found.1).unwrap()
    }

    fn values(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn placeholders_are_found_in_text_tables_and_footers() {
        let mut names: Vec<String> = placeholders(&template()).unwrap().into_iter().map(|one| one.name).collect();
        names.sort();
        assert_eq!(names, ["alamat", "kantor", "nama", "nomor_surat"]);
    }

    #[test]
    fn what_is_filled_in_is_text_and_what_is_unknown_stays() {
        let values = values(&[("nama", "Siti & <b>Contoh</b>"), ("kantor", "BP3MI"), ("alamat", "Jalan\nSerang")]);
        let filled = fill(&template(), &values).unwrap();
        let body = part(&filled, "word/document.xml");
        assert!(body.contains("Nomor {{ nomor_surat }} untuk Siti &amp; &lt;b&gt;Contoh&lt;/b&gt;"), "{body}");
        assert!(body.contains("Jalan</w:t><w:br/><w:t xml:space=\"preserve\">Serang"), "{body}");
        assert!(part(&filled, "word/footer1.xml").contains("BP3MI"));
        assert_eq!(placeholders(&filled).unwrap().len(), 1);
        assert_eq!(filled, fill(&template(), &values).unwrap(), "the same letter is the same file");
    }

    #[test]
    fn what_is_no_word_document_is_no_template() {
        assert_eq!(placeholders(b"%PDF-1.7"), Err(NoTemplate::Unreadable));
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
        let other = zip.finish().unwrap().into_inner();
        assert_eq!(fill(&other, &BTreeMap::new()), Err(NoTemplate::Unreadable));
    }
}
