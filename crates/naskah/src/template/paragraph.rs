//! The paragraphs of a part, and the placeholders in them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Placeholder;
use crate::escaped;

/// How many letters of a paragraph name it.
const BEGINNING: usize = 40;
const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// The texts of a paragraph, as places in the part.
type Texts = Vec<Range<usize>>;

/// A placeholder within the texts of a paragraph read as one.
struct Found {
    at: Range<usize>,
    name: String,
    closed: bool,
}

pub(super) fn placeholders(xml: &str) -> Vec<Placeholder> {
    let mut all = Vec::new();
    for texts in paragraphs(xml) {
        let joined = joined(xml, &texts);
        let paragraph: String = plain(&joined).chars().take(BEGINNING).collect();
        all.extend(found(&joined).into_iter().map(|one| Placeholder { name: one.name, paragraph: paragraph.clone() }));
    }
    all
}

pub(super) fn fill(xml: &str, values: &BTreeMap<String, String>) -> String {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for texts in paragraphs(xml) {
        for one in found(&joined(xml, &texts)) {
            let Some(value) = values.get(&one.name).filter(|_| one.closed) else { continue };
            let mut said = Some(lines(value));
            for place in places(&texts, &one.at) {
                changes.push((place, said.take().unwrap_or_default()));
            }
        }
    }
    changes.sort_by_key(|(place, _)| place.start);
    let (mut filled, mut from) = (String::with_capacity(xml.len()), 0_usize);
    for (place, text) in changes {
        filled.push_str(xml.get(from..place.start).unwrap_or_default());
        filled.push_str(&text);
        from = place.end;
    }
    filled.push_str(xml.get(from..).unwrap_or_default());
    filled
}

/// A value as it stands in a text of a run.
fn lines(value: &str) -> String {
    let lines: Vec<String> = value.lines().map(escaped).collect();
    lines.join("</w:t><w:br/><w:t xml:space=\"preserve\">")
}

/// Where in the part a stretch of the joined texts stands, piece by piece.
fn places(texts: &[Range<usize>], at: &Range<usize>) -> Vec<Range<usize>> {
    let (mut all, mut begin) = (Vec::new(), 0_usize);
    for text in texts {
        let end = begin + text.len();
        let (from, to) = (at.start.max(begin), at.end.min(end));
        if from < to {
            all.push(text.start + (from - begin)..text.start + (to - begin));
        }
        begin = end;
    }
    all
}

fn joined(xml: &str, texts: &[Range<usize>]) -> String {
    texts.iter().filter_map(|text| xml.get(text.clone())).collect()
}

/// The placeholders of a text.
fn found(text: &str) -> Vec<Found> {
    let (mut all, mut from) = (Vec::new(), 0_usize);
    while let Some((before, after)) = text.get(from..).and_then(|rest| rest.split_once(OPEN)) {
        let start = from + before.len();
        let inner = after.split_once(CLOSE).map(|(inner, _)| inner).filter(|inner| !inner.contains(OPEN));
        if let Some(inner) = inner {
            let end = start + OPEN.len() + inner.len() + CLOSE.len();
            all.push(Found { at: start..end, name: plain(inner).trim().to_owned(), closed: true });
            from = end;
        } else {
            let name: String = plain(after).chars().take(BEGINNING).collect();
            all.push(Found { at: start..start + OPEN.len(), name: [OPEN, name.trim()].concat(), closed: false });
            from = start + OPEN.len();
        }
    }
    all
}

/// Text as people read it.
fn plain(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// The texts of each paragraph. One that stands in another, as in a text box, is a paragraph of its own.
fn paragraphs(xml: &str) -> Vec<Texts> {
    let (mut all, mut open): (Vec<Texts>, Vec<Texts>) = (Vec::new(), Vec::new());
    let (mut from, mut text): (usize, Option<usize>) = (0, None);
    while let Some(begin) = xml.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let Some(end) = tag_end(xml, begin) else { break };
        let tag = xml.get(begin + 1..end - 1).unwrap_or_default();
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        let empty = tag.ends_with('/');
        match (tag.strip_prefix('/').map(str::trim), name) {
            (Some("w:t"), _) => {
                if let (Some(start), Some(texts)) = (text.take(), open.last_mut()) {
                    texts.push(start..begin);
                }
            }
            (Some("w:p"), _) => all.extend(open.pop()),
            (None, "w:t") if !empty => text = Some(end),
            (None, "w:p") if !empty => open.push(Texts::new()),
            _ => {}
        }
        from = end;
    }
    all
}

/// Behind the end of the tag or comment that begins here. A `>` within quotes is no end.
fn tag_end(xml: &str, begin: usize) -> Option<usize> {
    let rest = xml.get(begin..)?;
    for (opens, closes) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if rest.starts_with(opens) {
            return rest.find(closes).map(|at| begin + at + closes.len());
        }
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(begin + at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(one), byte) if one == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_placeholder_cut_by_word_is_one_and_the_rest_keeps_its_look() {
        let xml = "<w:p><w:r><w:t>Yth. {</w:t></w:r><w:proofErr w:type=\"a>b\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{na</w:t>\
                   </w:r><w:r><w:t>ma}} dan {{nomor}}</w:t></w:r></w:p>";
        let names: Vec<String> = placeholders(xml).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["nama", "nomor"]);
        let filled = fill(xml, &values(&[("nama", "Siti"), ("nomor", "7")]));
        assert_eq!(
            filled,
            "<w:p><w:r><w:t>Yth. Siti</w:t></w:r><w:proofErr w:type=\"a>b\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t>\
             </w:r><w:r><w:t> dan 7</w:t></w:r></w:p>"
        );
    }

    #[test]
    fn a_placeholder_does_not_reach_over_paragraphs_and_says_where_it_stands() {
        let xml =
            "<w:p><w:r><w:t>Kepada {{na</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>ma}} &amp; {{umur}}</w:t></w:r></w:p>";
        let all = placeholders(xml);
        let all: Vec<(&str, &str)> = all.iter().map(|one| (one.name.as_str(), one.paragraph.as_str())).collect();
        assert_eq!(all, [("{{na", "Kepada {{na"), ("umur", "ma}} & {{umur}}")]);
        assert_eq!(fill(xml, &values(&[("na", "x"), ("nama", "y"), ("{{na", "z")])), xml);
    }

    #[test]
    fn a_text_box_within_a_paragraph_is_its_own() {
        let xml =
            "<w:p><w:r><w:t>{{a}}</w:t><w:p><w:r><w:t>{{b}}</w:t></w:r></w:p></w:r><w:r><w:t>{{c}}</w:t></w:r></w:p>";
        let filled = fill(xml, &values(&[("a", "1"), ("b", "2"), ("c", "{{a}}")]));
        assert_eq!(
            filled,
            "<w:p><w:r><w:t>1</w:t><w:p><w:r><w:t>2</w:t></w:r></w:p></w:r><w:r><w:t>{{a}}</w:t></w:r></w:p>"
        );
    }
}
