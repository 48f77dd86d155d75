//! Paragraphs and tables.

use std::fmt::Write;

use crate::{Style, escaped};

/// The width of the text in twentieths of a point: A4 less two margins of 2 cm.
const WIDTH: u32 = 9_638;

pub(crate) fn paragraph(style: Style, text: &str, bold: bool) -> String {
    let bold = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let lines: Vec<String> =
        text.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r>{bold}{}</w:r></w:p>", style.id(), lines.join("<w:br/>"))
}

fn cell(width: u32, style: Style, text: &str, (bold, shade): (bool, bool)) -> String {
    let shade = if shade { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7ECEA\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>{}</w:tc>",
        paragraph(style, text, bold)
    )
}

fn open(widths: &[u32], style: &str) -> String {
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>()
    );
    for width in widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    xml
}

/// Two tables that touch would become one, so each is followed by an empty line.
const CLOSE: &str = "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"120\"/></w:pPr></w:p>";

pub(crate) fn facts(rows: &[(String, String)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let widths = [WIDTH * 32 / 100, 284, WIDTH - WIDTH * 32 / 100 - 284];
    let mut xml = open(&widths, "Rincian");
    for (name, value) in rows {
        let cells = [(name.as_str(), false), (":", false), (value.as_str(), true)];
        let cells: String = widths
            .iter()
            .zip(cells)
            .map(|(width, (text, _))| cell(*width, Style::Text, text, (false, false)))
            .collect();
        let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>");
    }
    xml + CLOSE
}

pub(crate) fn table(columns: &[(&str, u32)], rows: &[Vec<String>]) -> String {
    let said = |text: &String| paragraph(Style::Text, text, false);
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(said).collect()).collect();
    written(columns, &rows, Style::Text)
}

/// A table of cells whose paragraphs are written, under heads of a style.
pub(crate) fn written(columns: &[(&str, u32)], rows: &[Vec<String>], style: Style) -> String {
    let shares = columns.iter().map(|(_, share)| share).sum::<u32>().max(1);
    let widths: Vec<u32> = columns.iter().map(|(_, share)| WIDTH * share / shares).collect();
    let mut xml = open(&widths, "Daftar");
    let head: String =
        widths.iter().zip(columns).map(|(width, (text, _))| cell(*width, style, text, (true, true))).collect();
    let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>");
    for row in rows {
        let mut cells = String::new();
        for (width, inner) in widths.iter().zip(row) {
            let _ = write!(cells, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{inner}</w:tc>");
        }
        let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>");
    }
    xml + CLOSE
}
