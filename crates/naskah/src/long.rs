//! What a long report needs beside paragraphs: headings and captions that are listed, tables whose cells are found again, charts.

use std::fmt::Write;

use crate::{Chart, Document, Style, body, escaped, lists};

/// How deep a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A chapter.
    Chapter,
    /// A part of a chapter.
    Part,
    /// A section of a part.
    Section,
}

impl Level {
    fn style(self) -> &'static str {
        match self {
            Self::Chapter => "Heading1",
            Self::Part => "Heading2",
            Self::Section => "Heading3",
        }
    }

    /// The style of its line in the list of contents.
    pub(crate) fn listed(self) -> &'static str {
        match self {
            Self::Chapter => "TOC1",
            Self::Part => "TOC2",
            Self::Section => "TOC3",
        }
    }
}

/// What a caption counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Tables.
    Table,
    /// Figures.
    Figure,
}

impl Label {
    /// The word before the number.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "Tabel",
            Self::Figure => "Gambar",
        }
    }
}

/// A list that fills itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Of headings.
    Contents,
    /// Of captions of tables.
    Tables,
    /// Of captions of figures.
    Figures,
}

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it stands at the right, as numbers do.
    pub right: bool,
    /// The name by which it is found in the document: letters, digits and `_`, beginning with a letter, at most 40.
    pub name: Option<String>,
    /// The name of the place to which it leads.
    pub to: Option<String>,
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl Document {
    /// A heading; the list of contents names it.
    pub fn heading(&mut self, level: Level, text: &str) {
        self.headed(level, "", text);
    }

    /// A heading that begins a page. A break in a paragraph of its own would leave an empty page behind a full one.
    pub fn heading_on_page(&mut self, level: Level, text: &str) {
        self.headed(level, "<w:pageBreakBefore/>", text);
    }

    fn headed(&mut self, level: Level, placed: &str, text: &str) {
        let name = self.entries.heading(level, text);
        let marked = self.marked(&name, &run(text));
        self.put(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{placed}</w:pPr>{marked}</w:p>", level.style()));
    }

    /// A caption with the next number of its kind: above a table, with which it stays, or below a figure.
    pub fn caption(&mut self, label: Label, text: &str) {
        let (number, name) = self.entries.caption(label, text);
        let word = label.word();
        let counted = lists::field(&format!("SEQ {word} \\* ARABIC"), &number.to_string());
        let said = format!("{}{counted}{}", run(&format!("{word} ")), run(&format!(". {text}")));
        let kept = if label == Label::Table { "<w:keepNext/>" } else { "" };
        let marked = self.marked(&name, &said);
        self.put(&format!("<w:p><w:pPr><w:pStyle w:val=\"Caption\"/>{kept}</w:pPr>{marked}</w:p>"));
    }

    /// A list, filled in from what the whole document holds.
    pub fn list(&mut self, list: List) {
        let place = self.entries.ask(list);
        self.put(place);
    }

    /// A table with a header that comes again on each page, of cells that can be found and can lead elsewhere.
    pub fn linked(&mut self, columns: &[(&str, u32)], rows: &[Vec<Piece>]) {
        let mut written: Vec<Vec<String>> = Vec::with_capacity(rows.len());
        for row in rows {
            written.push(row.iter().map(|piece| self.cell(piece)).collect());
        }
        self.put(&body::written(columns, &written, Style::Cell));
    }

    /// A paragraph of stretches that can be found and can lead elsewhere.
    pub fn told(&mut self, style: Style, pieces: &[Piece]) {
        let written: String = pieces.iter().map(|piece| self.stretch(piece)).collect();
        self.put(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{written}</w:p>", style.id()));
    }

    /// A chart, kept with the caption below it.
    pub fn chart(&mut self, chart: Chart) {
        self.charts.push(chart);
        let drawn = self.charts.last().map(|chart| chart.drawing(self.charts.len())).unwrap_or_default();
        self.put(&drawn);
    }

    /// A word across each page.
    pub fn strike(&mut self, word: &str) {
        self.struck = Some(word.to_owned());
    }

    fn cell(&mut self, piece: &Piece) -> String {
        let side = if piece.right { "<w:jc w:val=\"right\"/>" } else { "" };
        let said = self.stretch(piece);
        format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{side}</w:pPr>{said}</w:p>", Style::Cell.id())
    }

    /// A piece as runs of a paragraph.
    fn stretch(&mut self, piece: &Piece) -> String {
        let mut said = run(&piece.text);
        if let Some(to) = &piece.to {
            said = format!("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{said}</w:hyperlink>", escaped(to));
        }
        if let Some(name) = &piece.name {
            said = self.marked(name, &said);
        }
        said
    }

    /// A piece of a paragraph that has a name.
    fn marked(&mut self, name: &str, inner: &str) -> String {
        self.marks += 1;
        let (number, name) = (self.marks, escaped(name));
        format!("<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>{inner}<w:bookmarkEnd w:id=\"{number}\"/>")
    }
}

fn run(text: &str) -> String {
    let mut lines = String::new();
    for (at, line) in text.lines().enumerate() {
        let broken = if at > 0 { "<w:br/>" } else { "" };
        let _ = write!(lines, "{broken}<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
    }
    format!("<w:r>{lines}</w:r>")
}
