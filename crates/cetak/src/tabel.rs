//! A table on paper: title, what it says in a sentence, rows under heads that are repeated on each page.

use serde_json::{Value, json};

use crate::{Fonts, Unprinted, pdf};

/// What stands on the paper.
#[derive(Clone, Debug, Default)]
pub struct Tabel {
    /// Whose it is: the office, above the title.
    pub office: String,
    /// The title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lead: String,
    /// The tables, one below the other.
    pub parts: Vec<Part>,
    /// What stands at the foot of each page, such as when it was made and by whom.
    pub foot: String,
    /// Whether it is set small, upright, with tables of at most three columns beside each other: for what people carry along.
    pub dense: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its title; none where the paper's own says it.
    pub title: String,
    /// Heads of the columns; a column whose head ends in `#` holds numbers and stands to the right.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// The table as a PDF in A4; across where it has more than six columns.
///
/// # Errors
/// [`Unprinted`].
pub fn tabel(fonts: &Fonts, paper: &Tabel) -> Result<Vec<u8>, Unprinted> {
    pdf(fonts, TEMPLATE, &data(paper))
}

pub(crate) const TEMPLATE: &str = include_str!("tabel.typ");

/// What the template reads.
pub(crate) fn data(paper: &Tabel) -> Value {
    let part = |part: &Part| {
        let numbers: Vec<bool> = part.heads.iter().map(|head| head.ends_with('#')).collect();
        let heads: Vec<&str> = part.heads.iter().map(|head| head.trim_end_matches('#')).collect();
        json!({ "judul": part.title, "kepala": heads, "angka": numbers, "baris": part.rows })
    };
    let wide = !paper.dense && paper.parts.iter().any(|part| part.heads.len() > 6);
    json!({
        "kantor": paper.office, "judul": paper.title, "pengantar": paper.lead, "kaki": paper.foot, "lebar": wide,
        "bagian": paper.parts.iter().map(part).collect::<Vec<_>>(), "padat": paper.dense,
    })
}
