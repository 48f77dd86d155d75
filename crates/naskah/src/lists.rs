//! Lists of contents, tables and figures: fields that Word brings up to date, filled in so that they read before it has.

use std::fmt::Write;

use crate::escaped;
use crate::long::{Label, Level, List};

/// The page of an entry is known to the program that lays the pages out: a number of another layout would be wrong here.
const UNKNOWN: &str = "\u{2026}";

/// Said below a list until it is brought up to date, which takes it away: it is part of what the field shows.
const STALE: &str = "Nomor halaman terisi setelah daftar ini diperbarui. Word: jawab Ya saat berkas dibuka, atau tekan Ctrl+A lalu F9. \
    LibreOffice: Alat, Perbarui, Perbarui Semua.";

/// What the lists of a document name, in its order.
#[derive(Default)]
pub(crate) struct Entries {
    headings: Vec<(Level, String)>,
    tables: Vec<String>,
    figures: Vec<String>,
    asked: bool,
}

/// A field with what it says until it is brought up to date.
pub(crate) fn field(code: &str, shown: &str) -> String {
    format!("{}<w:r><w:t>{}</w:t></w:r>{END}", begin(code, ""), escaped(shown))
}

const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// The beginning of a field, with more about it.
fn begin(code: &str, more: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"{more}/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        escaped(code)
    )
}

/// The place of a list in a body that is being written. Text never holds it: control characters are left out of text.
fn place(list: List) -> &'static str {
    match list {
        List::Contents => "\u{1}isi\u{1}",
        List::Tables => "\u{1}tabel\u{1}",
        List::Figures => "\u{1}gambar\u{1}",
    }
}

impl Entries {
    /// Takes a heading in; the name by which it is found.
    pub(crate) fn heading(&mut self, level: Level, text: &str) -> String {
        self.headings.push((level, text.to_owned()));
        format!("_TocJudul{}", self.headings.len())
    }

    /// Takes a caption in; its number, and the name by which it is found.
    pub(crate) fn caption(&mut self, label: Label, text: &str) -> (usize, String) {
        let held = match label {
            Label::Table => &mut self.tables,
            Label::Figure => &mut self.figures,
        };
        held.push(text.to_owned());
        (held.len(), format!("_Toc{}{}", label.word(), held.len()))
    }

    /// Where a list will stand.
    pub(crate) fn ask(&mut self, list: List) -> &'static str {
        self.asked = true;
        place(list)
    }

    /// Whether there is a list.
    pub(crate) fn asked(&self) -> bool {
        self.asked
    }

    /// A body with its lists.
    pub(crate) fn filled(&self, body: &str) -> String {
        if !self.asked {
            return body.to_owned();
        }
        let lists = [List::Contents, List::Tables, List::Figures];
        lists.into_iter().fold(body.to_owned(), |body, list| body.replace(place(list), &self.list(list)))
    }

    fn list(&self, list: List) -> String {
        let (code, rows) = match list {
            List::Contents => ("TOC \\o \"1-3\" \\h \\z \\u", self.contents()),
            List::Tables => ("TOC \\h \\z \\c \"Tabel\"", captions(Label::Table, &self.tables)),
            List::Figures => ("TOC \\h \\z \\c \"Gambar\"", captions(Label::Figure, &self.figures)),
        };
        let mut opening = begin(code, " w:dirty=\"true\"");
        let mut xml = String::new();
        for (style, to, text) in rows {
            let page = field(&format!("PAGEREF {to} \\h"), UNKNOWN);
            let _ = write!(
                xml,
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{opening}<w:hyperlink w:anchor=\"{to}\" w:history=\"1\"><w:r>\
                 <w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>{page}</w:hyperlink></w:p>",
                escaped(&text)
            );
            opening.clear();
        }
        let said = format!("<w:r><w:t xml:space=\"preserve\">{STALE}</w:t></w:r>");
        format!("{xml}<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>{opening}{said}{END}</w:p>")
    }

    fn contents(&self) -> Vec<(&'static str, String, String)> {
        let one = |(number, (level, text)): (usize, &(Level, String))| {
            (level.listed(), format!("_TocJudul{number}"), text.clone())
        };
        (1..).zip(&self.headings).map(one).collect()
    }
}

fn captions(label: Label, texts: &[String]) -> Vec<(&'static str, String, String)> {
    let word = label.word();
    let one = |(number, text): (usize, &String)| {
        ("TableofFigures", format!("_Toc{word}{number}"), format!("{word} {number}. {text}"))
    };
    (1..).zip(texts).map(one).collect()
}
