//! Word documents (DOCX) as an office writes them: headings, paragraphs, tables whose header comes again on each page,
//! pictures, and a footer with page numbers. A long report has headings in three levels, captions that count themselves, lists of
//! contents, tables and figures, and native charts. The parts stand in the order of the schema (ECMA-376), so that Word and
//! `LibreOffice` open them without a word.
//!
//! It knows no office and no record: who builds a document says what stands in it.

mod body;
mod chart;
mod lists;
mod long;
mod package;
mod picture;
pub mod template;

pub use chart::{Chart, Look, Series};
pub use long::{Label, Level, List, Piece};
pub use picture::Picture;

use std::fmt::Write;

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    Text,
    /// The title of the document, centred.
    Title,
    /// Below the title, centred.
    Subtitle,
    /// The heading of a part.
    Heading,
    /// Small, under a picture or table.
    Note,
    /// Small, in a table of many columns.
    Cell,
}

impl Style {
    fn id(self) -> &'static str {
        match self {
            Self::Text => "Normal",
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Heading => "Heading1",
            Self::Note => "Caption",
            Self::Cell => "Sel",
        }
    }
}

/// A document being written, from its beginning to its end.
#[derive(Default)]
pub struct Document {
    title: String,
    footer: String,
    body: String,
    pictures: Vec<Picture>,
    charts: Vec<Chart>,
    entries: lists::Entries,
    struck: Option<String>,
    marks: usize,
}

impl Document {
    /// A document with a title in its properties, and a line at the foot of each page, before the page's number.
    #[must_use]
    pub fn new(title: &str, footer: &str) -> Self {
        Self { title: title.to_owned(), footer: footer.to_owned(), ..Self::default() }
    }

    /// A paragraph; line breaks stay.
    pub fn paragraph(&mut self, style: Style, text: &str) {
        self.put(&body::paragraph(style, text, false));
    }

    /// The next paragraph begins a page.
    pub fn page_break(&mut self) {
        self.put("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }

    /// A line across the page, as below the name of an office.
    pub fn rule(&mut self) {
        self.put(
            "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"thickThinSmallGap\" w:sz=\"18\" w:space=\"1\" w:color=\"000000\"/>\
             </w:pBdr><w:spacing w:before=\"0\" w:after=\"360\"/></w:pPr></w:p>",
        );
    }

    /// Names with what they say, without lines between them.
    pub fn facts(&mut self, rows: &[(String, String)]) {
        self.put(&body::facts(rows));
    }

    /// A table with a header that comes again on each page. Widths are shares of the page's width.
    pub fn table(&mut self, columns: &[(&str, u32)], rows: &[Vec<String>]) {
        self.put(&body::table(columns, rows));
    }

    /// A picture, as large as the page allows, kept with the line below it.
    pub fn picture(&mut self, picture: Picture, below: &str) {
        self.shown(picture, below);
        self.paragraph(Style::Note, below);
    }

    /// A picture, as large as the page allows, kept with the caption that is written next. What it shows is told in words to who does
    /// not see it.
    pub fn shown(&mut self, picture: Picture, description: &str) {
        self.pictures.push(picture);
        let number = self.pictures.len();
        let drawn = self.pictures.last().map(|picture| picture.drawing(number, description)).unwrap_or_default();
        self.put(&drawn);
    }

    /// The file.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub fn pack(self) -> std::io::Result<Vec<u8>> {
        package::pack(&self)
    }

    fn put(&mut self, xml: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.body, "{xml}");
    }
}

/// Text as it may stand in XML: control characters, which no version of it allows, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn chart(series: Vec<Series>, description: &str) -> Chart {
        Chart {
            along: "Masa".to_owned(),
            unit: "persen".to_owned(),
            percent: true,
            top: "100".to_owned(),
            step: "25".to_owned(),
            categories: vec!["TW1".to_owned(), "TW2".to_owned()],
            series,
            workbook: vec![1, 2, 3],
            description: description.to_owned(),
        }
    }

    #[test]
    fn what_is_said_stands_in_the_document_and_is_never_markup() {
        let mut document = Document::new("Berkas <1>", "Dicetak oleh \"Uji & Contoh\"");
        document.paragraph(Style::Heading, "Kronologi </w:t>");
        document.paragraph(Style::Text, "satu\ndua\u{0}\u{b}");
        document.table(&[("Waktu", 1), ("Peristiwa", 3)], &[vec!["1".into(), "<b>".into()]]);
        let bytes = document.pack().unwrap();
        let body = part(&bytes, "word/document.xml");
        assert!(body.contains("Kronologi &lt;/w:t&gt;") && body.contains("&lt;b&gt;"));
        assert!(body.contains("satu</w:t><w:br/><w:t xml:space=\"preserve\">dua<"), "{body}");
        assert!(body.contains("<w:tblHeader/>"));
        let footer = part(&bytes, "word/footer1.xml");
        assert!(footer.contains("&quot;Uji &amp; Contoh&quot;") && footer.contains("NUMPAGES"));
        assert!(part(&bytes, "docProps/core.xml").contains("Berkas &lt;1&gt;"));
    }

    #[test]
    fn pictures_fit_the_page_and_stand_under_their_own_kind() {
        let mut document = Document::new("", "");
        for (jpeg, turn) in [(true, 90), (false, 0)] {
            document.picture(Picture { bytes: vec![1, 2, 3], jpeg, width: 4000, height: 1000, turn }, "Foto");
        }
        let bytes = document.pack().unwrap();
        let body = part(&bytes, "word/document.xml");
        assert!(body.contains("rot=\"5400000\""));
        assert!(part(&bytes, "word/_rels/document.xml.rels").contains("media/gambar1.jpeg"));
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        assert!(
            archive.by_name("word/media/gambar1.jpeg").is_ok() && archive.by_name("word/media/gambar2.png").is_ok()
        );
    }

    #[test]
    fn pictures_and_charts_have_numbers_of_their_own_words_and_a_counted_caption() {
        let mut document = Document::new("", "");
        for at in 0..3_u8 {
            let picture = Picture { bytes: vec![at], jpeg: true, width: 800, height: 600, turn: 0 };
            document.shown(picture, &format!("Foto \"{at}\" <kegiatan>"));
            document.caption(Label::Figure, "Kegiatan");
            document.chart(chart(Vec::new(), "Grafik"));
        }
        let bytes = document.pack().unwrap();
        let body = part(&bytes, "word/document.xml");
        let mut ids: Vec<&str> =
            body.split("<wp:docPr id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 6, "{ids:?}");
        assert!(
            body.contains("descr=\"Foto &quot;2&quot; &lt;kegiatan&gt;\"") && body.matches("SEQ Gambar").count() == 3
        );
        let relations = part(&bytes, "word/_rels/document.xml.rels");
        for number in 1..=3 {
            assert!(body.contains(&format!("r:embed=\"rGambar{number}\"")));
            assert!(
                relations.contains(&format!("Id=\"rGambar{number}\""))
                    && relations.contains(&format!("media/gambar{number}.jpeg"))
            );
        }
    }

    #[test]
    fn a_long_report_counts_and_lists_its_parts() {
        let mut document = Document::new("Laporan", "");
        document.list(List::Contents);
        document.list(List::Tables);
        document.list(List::Figures);
        document.heading(Level::Chapter, "BAB I & lain");
        document.caption(Label::Table, "Sasaran");
        let found =
            Piece { name: Some("a1".to_owned()), to: Some("b1".to_owned()), right: true, ..Piece::from("9.167") };
        document.linked(&[("Angka", 1)], &[vec![found]]);
        let values = vec![Some("79.49".to_owned()), None];
        let reached = Series { name: "Realisasi".to_owned(), look: Look::Bars, values, hollow: Vec::new() };
        document.chart(chart(vec![reached], "Satu <grafik>"));
        document.caption(Label::Figure, "Grafik");
        document.strike("KONSEP");
        let bytes = document.pack().unwrap();
        let body = part(&bytes, "word/document.xml");
        assert!(!body.contains('\u{1}') && body.contains("TOC \\h \\z \\c &quot;Gambar&quot;"), "{body}");
        assert_eq!(body.matches("BAB I &amp; lain").count(), 2, "the heading and its line in the list");
        assert!(body.contains("Tabel 1. Sasaran") && body.contains("SEQ Gambar") && body.contains("w:name=\"a1\""));
        assert!(part(&bytes, "word/settings.xml").contains("updateFields"));
        assert!(part(&bytes, "word/header1.xml").contains("string=\"KONSEP\""));
        let chart = part(&bytes, "word/charts/chart1.xml");
        assert!(chart.contains("<c:pt idx=\"0\"><c:v>79.49</c:v></c:pt></c:numCache>") && !chart.contains("lineChart"));
        assert!(part(&bytes, "word/charts/_rels/chart1.xml.rels").contains("../embeddings/grafik1.xlsx"));
        assert!(part(&bytes, "[Content_Types].xml").contains("/word/charts/chart1.xml"));
    }

    #[test]
    fn a_figure_in_a_sentence_leads_elsewhere_and_is_found() {
        let mut document = Document::new("", "");
        let figure = Piece { name: Some("a1".to_owned()), to: Some("b1".to_owned()), ..Piece::from("9.167 orang") };
        document.told(Style::Text, &[Piece::from("Realisasi "), figure, Piece::from(".")]);
        let body = part(&document.pack().unwrap(), "word/document.xml");
        let told = "<w:hyperlink w:anchor=\"b1\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">9.167 orang</w:t></w:r></w:hyperlink>";
        assert!(body.contains(told) && body.contains("w:name=\"a1\"") && body.contains(">Realisasi </w:t>"), "{body}");
    }

    #[test]
    fn the_same_document_is_the_same_file() {
        let one = || {
            let mut document = Document::new("a", "b");
            document.facts(&[("Nomor".into(), "PGD".into())]);
            document.pack().unwrap()
        };
        assert_eq!(one(), one());
    }
}
