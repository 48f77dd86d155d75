//! The record of a handover for Word.

use naskah::{Document, Style};

use super::content::{CLOSING, Content, HANDED_LEAD, PERSON_LEAD, TITLE};

pub(super) fn document(content: &Content) -> Document {
    let mut document = Document::new(TITLE, &content.footer);
    for name in &content.above {
        document.paragraph(Style::Subtitle, name);
    }
    document.paragraph(Style::Title, &content.office);
    document.rule();
    document.paragraph(Style::Title, TITLE);
    document.paragraph(Style::Subtitle, &format!("Nomor: {}", content.number));
    for (lead, rows) in
        [(content.opening.as_str(), &content.receiver), (PERSON_LEAD, &content.person), (HANDED_LEAD, &content.handed)]
    {
        document.paragraph(Style::Text, lead);
        document.facts(rows);
    }
    document.paragraph(Style::Text, "");
    document.paragraph(Style::Text, CLOSING);
    document.paragraph(Style::Text, "");
    let roles: Vec<(&str, u32)> = content.signs.iter().map(|(role, _)| (role.as_str(), 1)).collect();
    let names = content.signs.iter().map(|(_, name)| format!("\n\n\n\n({name})")).collect();
    document.table(&roles, &[names]);
    document
}
