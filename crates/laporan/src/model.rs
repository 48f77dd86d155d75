//! The report as it is before anybody writes it into a file: headings, paragraphs, tables and charts in their order, with numbers as
//! numbers, and for each printed figure where it comes from.

mod chart;

use std::sync::Arc;

use kernel::{Day, figure};
use rust_decimal::Decimal;

pub use chart::{Chart, Look, Point, Series};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The names of the offices above, the highest first.
    pub above: Vec<String>,
    /// The office.
    pub office: String,
    /// The year.
    pub year: i32,
    /// The day on which it was made.
    pub made: Day,
    /// Whether no signed closing stands behind it.
    pub draft: bool,
    /// Whether a later revision of its closing is signed.
    pub replaced: bool,
    /// Which figures it tells, as a sentence.
    pub basis: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Where its figures come from.
    pub origins: Vec<Origin>,
}

/// What is struck through every page of a report without a signed closing.
const DRAFT: &str = "KONSEP";
/// What is struck through every page of a report of a closing that was revised.
const REPLACED: &str = "DIGANTI";

impl Report {
    /// The word that is struck through every page, if any.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        match (self.draft, self.replaced) {
            (true, _) => Some(DRAFT),
            (false, true) => Some(REPLACED),
            (false, false) => None,
        }
    }
}

/// A piece of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a chapter; it begins a page.
    Chapter(String),
    /// The heading of a part of it.
    Part(String),
    /// The heading of a section of a part.
    Section(String),
    /// A paragraph.
    Text(String),
    /// A paragraph with figures in it.
    Told(Vec<Said>),
    /// What nobody has written yet, and where it is written.
    Open(String),
    /// A table with its caption.
    Table(Table),
    /// A chart with its caption.
    Chart(Chart),
    /// A photo with its caption.
    Photo(Photo),
    /// The lists of contents, tables and figures.
    Lists,
    /// Where it is signed: lines above the room for the signature, and lines below.
    Sign(Vec<String>, Vec<String>),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Its share of the width.
    pub share: u32,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its caption, without number.
    pub title: String,
    /// Whether it has a number, and stands in the list of tables.
    pub numbered: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(Number),
    /// A category, which is a figure though it is no number.
    Word(String, Option<usize>),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Plain,
    /// With a sign of per cent: 79.49 stands for 79,49 %.
    Percent,
    /// As rupiah.
    Rupiah,
}

/// A printed number: rounded as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number.
    pub value: Decimal,
    /// How it is written.
    pub form: Form,
    /// Where it comes from, in [`Report::origins`].
    pub origin: Option<usize>,
}

/// A stretch of a paragraph: words, or a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it says.
    pub text: String,
    /// Where it comes from, in [`Report::origins`]; none of words.
    pub origin: Option<usize>,
}

/// A photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Its caption, without number.
    pub title: String,
    /// What it shows, in words: for who does not see it.
    pub words: String,
    /// The picture.
    pub image: Image,
}

/// A picture, as a JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What its file holds.
    pub bytes: Arc<Vec<u8>>,
    /// Points from left to right.
    pub width: u32,
    /// Points from top to bottom.
    pub height: u32,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Which figure it is.
    pub figure: String,
    /// The closing that holds it, or that there is none.
    pub closing: String,
    /// The name of its indicator; empty for money.
    pub indicator: String,
    /// The address of the list behind it.
    pub address: String,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(title: &str, share: u32) -> Self {
        Self { title: title.to_owned(), share }
    }
}

impl Said {
    /// Words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), origin: None }
    }

    /// A figure.
    #[must_use]
    pub fn figure(text: impl Into<String>, origin: usize) -> Self {
        Self { text: text.into(), origin: Some(origin) }
    }
}

impl Number {
    /// The number as people read it.
    #[must_use]
    pub fn text(&self) -> String {
        let number = figure::decimal(self.value, 4);
        match self.form {
            Form::Plain => number,
            Form::Percent => format!("{number}\u{a0}%"),
            Form::Rupiah => format!("Rp\u{a0}{number}"),
        }
    }
}

impl Cell {
    /// The cell as people read it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => "–".to_owned(),
            Self::Text(text) | Self::Word(text, _) => text.clone(),
            Self::Number(number) => number.text(),
        }
    }

    /// Where it comes from, in [`Report::origins`].
    #[must_use]
    pub fn origin(&self) -> Option<usize> {
        match self {
            Self::Empty | Self::Text(_) => None,
            Self::Number(number) => number.origin,
            Self::Word(_, origin) => *origin,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}
