//! What a laid out document could not write, and how that is told.

use serde_json::Value;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The most letters and texts that are told.
const TOLD: usize = 8;
/// The most characters of a text that are told.
const SHORT: usize = 60;

/// The letters that no font had, each once, in the order of the document.
pub(crate) fn lacking(document: &PagedDocument) -> Vec<char> {
    let mut letters = Vec::new();
    document.pages().iter().for_each(|page| look(&page.frame, &mut letters));
    letters
}

fn look(frame: &Frame, letters: &mut Vec<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look(&group.frame, letters),
            FrameItem::Text(item) => {
                // The glyph 0 of a font is the box that stands for what it has not.
                for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let text = item.text.get(glyph.range()).unwrap_or_default();
                    for letter in text.chars().filter(|letter| !unseen(*letter)) {
                        if !letters.contains(&letter) {
                            letters.push(letter);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// What is never drawn.
fn unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The texts of the data that hold one of these letters, each once; of a pair of a label and what it says, both.
pub(crate) fn texts(data: &Value, letters: &[char]) -> Vec<String> {
    let mut texts = Vec::new();
    collect(data, letters, &mut texts);
    texts
}

fn collect(data: &Value, letters: &[char], texts: &mut Vec<String>) {
    let mut take = |label: &str, text: &str| {
        let shown = [label, text].concat();
        if text.contains(letters) && !texts.iter().any(|held: &String| held.contains(text)) {
            texts.push(shown);
        }
    };
    match data {
        Value::String(text) => take("", text),
        Value::Array(items) => match items.as_slice() {
            [Value::String(label), Value::String(text)] if !label.contains(letters) => {
                take(&format!("{label}: "), text);
            }
            items => items.iter().for_each(|item| collect(item, letters, texts)),
        },
        Value::Object(members) => members.values().for_each(|member| collect(member, letters, texts)),
        _ => {}
    }
}

/// The refusal as people read it: which letters, where, and the ways out.
pub(crate) fn told(letters: &[char], texts: &[String]) -> String {
    let named: Vec<_> = letters.iter().take(TOLD).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    let more = if letters.len() > TOLD { " dan lainnya" } else { "" };
    let short = |text: &String| format!("“{}”", text.chars().take(SHORT).collect::<String>());
    let places: Vec<_> = texts.iter().take(TOLD).map(short).collect();
    format!(
        "PDF tidak dibuat, karena hurufnya tidak ada di komputer server dan akan tercetak sebagai kotak: {}{more}, pada {}. Tulis \
         dengan huruf Latin seperti di paspor, atau minta pengelola sistem memasang paket hurufnya (di Debian: fonts-noto-cjk untuk \
         Tionghoa, Jepang dan Korea; fonts-noto-core untuk Thai, Tamil dan lainnya).",
        named.join(", "),
        places.join(", ")
    )
}
