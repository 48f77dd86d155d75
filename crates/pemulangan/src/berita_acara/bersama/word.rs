//! The record of a handover of many for Word.

use naskah::{Document, Piece, Style};

use super::content::{ANNEX, CLOSING, Content, GIVER_AS, HEADS, RECEIVER_AS, TITLE};

/// The shares of the columns of the annex.
const SHARES: [u32; 7] = [5, 24, 5, 18, 14, 19, 15];

pub(super) fn document(content: &Content) -> Document {
    let mut document = Document::new(TITLE, &content.footer);
    for name in &content.above {
        document.paragraph(Style::Subtitle, name);
    }
    document.paragraph(Style::Title, &content.office);
    for line in &content.below {
        document.paragraph(Style::Subtitle, line);
    }
    document.rule();
    document.paragraph(Style::Title, TITLE);
    document.paragraph(Style::Subtitle, &format!("Nomor: {}", content.number));
    document.paragraph(Style::Text, &content.opening);
    document.facts(&content.giver);
    document.paragraph(Style::Text, GIVER_AS);
    document.facts(&content.receiver);
    document.paragraph(Style::Text, RECEIVER_AS);
    document.paragraph(Style::Text, &content.handed);
    document.facts(&content.counts);
    document.paragraph(Style::Text, CLOSING);
    let sides: Vec<(&str, u32)> = content.signs.iter().map(|(side, _, _)| (side.as_str(), 1)).collect();
    let names = content.signs.iter().map(|(_, name, number)| format!("\n\n\n\n({name})\n{number}")).collect();
    document.table(&sides, &[names]);
    document.page_break();
    document.paragraph(Style::Heading, ANNEX);
    document.paragraph(Style::Text, &content.annex_lead);
    let heads: Vec<(&str, u32)> = HEADS.into_iter().zip(SHARES).collect();
    let piece = |text: &String| Piece::from(text.as_str());
    let rows: Vec<Vec<Piece>> = content.people.iter().map(|row| row.iter().map(piece).collect()).collect();
    document.linked(&heads, &rows);
    document
}
