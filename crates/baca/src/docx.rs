//! Word documents: paragraphs and tables as they stand, one after the other.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::{Limits, Unfit, archive};

/// The part that holds the text.
const BODY: &str = "word/document.xml";

/// What stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph, on one line.
    Paragraph(String),
    /// A table: its rows of cells. A cell that spans columns is followed by empty ones, one that goes on from the row above is empty.
    Table(Vec<Vec<String>>),
}

/// Whether a file is a Word document (DOCX).
#[must_use]
pub fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(BODY).is_some())
}

/// Reads the body of a Word document. Lists of contents, of tables and of figures are passed over: they say what stands elsewhere. Deleted
/// text that Word keeps, and the place that moved text had, are not read; what stands in a text box comes before the paragraph that holds it.
/// Headers, notes and charts are other parts.
///
/// # Errors
/// [`Unfit`]: no whole document, or more than the limits hold.
pub fn document(bytes: &[u8], limits: Limits) -> Result<Vec<Piece>, Unfit> {
    archive::look(bytes, limits)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
    let mut xml = String::new();
    archive.by_name(BODY).map_err(|_| Unfit::Unreadable)?.read_to_string(&mut xml).map_err(|_| Unfit::Unreadable)?;
    let mut reader = Reader::from_str(&xml);
    let mut body = Body { limits, ..Body::default() };
    let mut whole = false;
    loop {
        match reader.read_event().map_err(|_| Unfit::Unreadable)? {
            Event::Start(tag) => body.begin(&tag),
            Event::Empty(tag) => {
                body.begin(&tag);
                body.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => {
                whole |= tag.local_name().as_ref() == "document";
                body.end(tag.local_name().as_ref())?;
            }
            Event::Text(text) => body.letters(&text.xml10_content()),
            Event::CData(text) => body.letters(&text.xml10_content()),
            Event::GeneralRef(reference) => body.letters(&letter(&reference)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match body.pieces {
        // What was cut would be read in part, without a word.
        _ if !whole => Err(Unfit::Unreadable),
        pieces if pieces.is_empty() => Err(Unfit::Nothing),
        pieces => Ok(pieces),
    }
}

/// The letter that a reference stands for; nothing for one that XML does not know.
fn letter(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}

/// The body as far as it was read.
#[derive(Default)]
struct Body {
    limits: Limits,
    pieces: Vec<Piece>,
    /// How deep in tables: what stands in a table within a cell is the cell's text.
    tables: usize,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    cell: String,
    /// Empty cells that follow the one that is read, and whether it goes on from the row above.
    spans: usize,
    goes_on: bool,
    paragraph: String,
    /// The paragraphs that hold the one that is read, which stands in a text box; of each its text and whether it is `listed`.
    outer: Vec<(String, bool)>,
    /// Whether text is read: within `w:t`, and not in what is passed over.
    reads: bool,
    /// How deep in what Word keeps for older programs, has deleted or has moved away.
    passed: usize,
    /// Whether the paragraph is an entry of a list of contents.
    listed: bool,
    cells: usize,
    bytes: usize,
}

impl Body {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "tbl" => self.tables += 1,
            "p" if self.tables == 0 => {
                self.outer.push((std::mem::take(&mut self.paragraph), std::mem::take(&mut self.listed)));
            }
            "gridSpan" if self.tables == 1 => {
                self.spans = value(tag).and_then(|many| many.parse().ok()).unwrap_or(1_usize);
            }
            "vMerge" if self.tables == 1 => self.goes_on = value(tag).is_none_or(|how| how != "restart"),
            "Fallback" | "del" | "moveFrom" => self.passed += 1,
            "t" => self.reads = self.passed == 0,
            "tab" | "br" | "cr" => self.push(" "),
            "noBreakHyphen" if self.passed == 0 => self.push("-"),
            "pStyle" => self.listed |= value(tag).is_some_and(|style| lists(&style)),
            _ => {}
        }
    }

    fn letters(&mut self, text: &str) {
        if self.reads {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        let into = if self.tables == 0 { &mut self.paragraph } else { &mut self.cell };
        into.push_str(&text.replace(['\t', '\n', '\r'], " "));
    }

    fn end(&mut self, name: &str) -> Result<(), Unfit> {
        match name {
            "t" => self.reads = false,
            "Fallback" | "del" | "moveFrom" => self.passed = self.passed.saturating_sub(1),
            "p" if self.tables == 0 => self.end_paragraph(),
            "p" => self.push(" "),
            "tc" if self.tables == 1 => self.end_cell()?,
            "tr" if self.tables == 1 => self.end_row()?,
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 && !self.rows.is_empty() {
                    self.pieces.push(Piece::Table(std::mem::take(&mut self.rows)));
                }
            }
            _ => {}
        }
        if self.bytes > self.limits.text { Err(Unfit::LongTexts) } else { Ok(()) }
    }

    fn end_paragraph(&mut self) {
        let text = self.paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() && !self.listed {
            self.pieces.push(Piece::Paragraph(text));
        }
        (self.paragraph, self.listed) = self.outer.pop().unwrap_or_default();
    }

    fn end_cell(&mut self) -> Result<(), Unfit> {
        let text = std::mem::take(&mut self.cell).split_whitespace().collect::<Vec<_>>().join(" ");
        self.row.push(if self.goes_on { String::new() } else { text });
        let beside = self.spans.clamp(1, crate::COLUMNS) - 1;
        self.row.extend(std::iter::repeat_n(String::new(), beside));
        self.cells = self.cells.saturating_add(1 + beside);
        (self.spans, self.goes_on, self.listed) = (1, false, false);
        if self.cells > self.limits.cells { Err(Unfit::ManyCells) } else { Ok(()) }
    }

    fn end_row(&mut self) -> Result<(), Unfit> {
        self.rows.push(std::mem::take(&mut self.row));
        if self.rows.len() > self.limits.rows { Err(Unfit::ManyRows) } else { Ok(()) }
    }
}

/// Whether paragraphs of a style are entries of a list of contents, tables or figures, as Word and `LibreOffice` name it.
fn lists(style: &str) -> bool {
    let style = style.to_lowercase();
    ["toc", "tableoffigures", "contents", "figureindex", "tableindex", "illustrationindex"]
        .iter()
        .any(|name| style.starts_with(name))
        && !style.ends_with("heading")
}

/// The value of a setting: `w:val`.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut known = attributes.with_checks(false).flatten();
    known.find(|one| one.key.local_name().as_ref() == "val").map(|one| one.value.into_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const LIMITS: Limits = Limits { unpacked: 1 << 20, cells: 20, text: 1 << 16, rows: 10 };

    fn packed(xml: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(BODY, SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn written(body: &str) -> Vec<u8> {
        packed(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))
    }

    fn cell(properties: &str, text: &str) -> String {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    }

    #[test]
    fn paragraphs_and_tables_stand_in_their_order() {
        let table = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
            cell("<w:gridSpan w:val=\"2\"/>", "Target &amp; capaian"),
            cell("", "Ket"),
            cell("<w:vMerge/>", "tak terbaca"),
            cell("", "9.1"),
            cell("", "")
        );
        let body = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:t>Tabel 9 12</w:t></w:r></w:p>\
             <w:p><w:r><w:t>Tabel </w:t></w:r><w:r><w:t>9</w:t><w:delText>8</w:delText></w:r></w:p>{table}<w:p/>"
        );
        let bytes = written(&body);
        assert!(is_document(&bytes));
        let rows = [vec!["Target & capaian", "", "Ket"], vec!["", "9.1", ""]];
        let rows = rows.map(|row| row.into_iter().map(str::to_owned).collect()).to_vec();
        assert_eq!(document(&bytes, LIMITS).unwrap(), [Piece::Paragraph("Tabel 9".to_owned()), Piece::Table(rows)]);
    }

    #[test]
    fn a_text_box_takes_nothing_from_the_paragraph_that_holds_it() {
        let boxed = "<w:txbxContent><w:p><w:r><w:t>Dalam kotak</w:t></w:r></w:p></w:txbxContent>";
        let body = format!(
            "<w:p><w:r><w:t>Sebelum </w:t></w:r><w:r><AlternateContent><Choice>{boxed}</Choice><Fallback>{boxed}</Fallback>\
             </AlternateContent></w:r><w:r><w:t>dan sesudah</w:t></w:r></w:p>"
        );
        let read = ["Dalam kotak", "Sebelum dan sesudah"].map(|text| Piece::Paragraph(text.to_owned()));
        assert_eq!(document(&written(&body), LIMITS).unwrap(), read);
    }

    #[test]
    fn a_table_within_a_cell_leaves_the_cell_as_wide_as_it_is() {
        let inner = format!(
            "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
            cell("<w:gridSpan w:val=\"3\"/>", "satu"),
            cell("<w:vMerge/>", "dua")
        );
        let table = format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc>{}</w:tr></w:tbl>", cell("", "Ket"));
        let row = ["satu dua", "Ket"].map(str::to_owned).to_vec();
        assert_eq!(document(&written(&table), LIMITS).unwrap(), [Piece::Table(vec![row])]);
    }

    #[test]
    fn text_that_was_moved_is_read_where_it_is_now() {
        let run = "<w:r><w:noBreakHyphen/><w:t>pindah</w:t></w:r>";
        let body = format!(
            "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run}</w:moveFrom><w:del>{run}</w:del></w:p>\
             <w:p><w:r><w:t>Yang </w:t></w:r><w:moveTo>{run}</w:moveTo></w:p>"
        );
        assert_eq!(document(&written(&body), LIMITS).unwrap(), [Piece::Paragraph("Yang -pindah".to_owned())]);
    }

    #[test]
    fn a_document_that_was_cut_is_not_read_in_part() {
        let whole = "<w:document><w:body><w:p><w:r><w:t>Satu</w:t></w:r></w:p><w:p/></w:body></w:document>";
        assert_eq!(document(&packed(whole), LIMITS).unwrap(), [Piece::Paragraph("Satu".to_owned())]);
        for cut in ["<w:p/></w:body></w:document>", "</w:body></w:document>", "</w:document>"] {
            let rest = whole.strip_suffix(cut).unwrap();
            assert_eq!(document(&packed(rest), LIMITS), Err(Unfit::Unreadable), "{rest}");
        }
    }

    #[test]
    fn more_than_there_is_room_for_is_refused() {
        let row = format!("<w:tr>{}</w:tr>", cell("", "1"));
        let table = format!("<w:tbl>{}</w:tbl>", row.repeat(11));
        assert_eq!(document(&written(&table), LIMITS), Err(Unfit::ManyRows));
        let wide = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("<w:gridSpan w:val=\"21\"/>", "1"));
        assert_eq!(document(&written(&wide), LIMITS), Err(Unfit::ManyCells));
        assert_eq!(document(&written(""), LIMITS), Err(Unfit::Nothing));
        assert_eq!(document(b"PK\x03\x04", LIMITS), Err(Unfit::Unreadable));
        assert!(!is_document(b"PK\x03\x04"));
    }
}
