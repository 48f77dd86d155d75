//! Text as people see it. What is copied from other programs carries signs that nobody sees; a word that only says that there is
//! nothing is not what was asked for.

use std::borrow::Cow;

/// Signs that nobody sees and that weigh nothing: zero-width blanks and joiners, the soft hyphen, marks of direction.
const UNSEEN: [char; 10] = [
    '\u{ad}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}',
];

/// The text without what nobody sees: hard and odd blanks are blanks, full-width letters and digits are the usual ones.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    let usual = |one: char| match one {
        '\n' | '\r' | '\t' | ' ' => Some(one),
        _ if UNSEEN.contains(&one) => None,
        _ if one.is_whitespace() => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(one as u32 - 0xfee0),
        _ => Some(one),
    };
    if text.chars().all(|one| usual(one) == Some(one)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(usual).collect())
}

/// Whether a sign turns the direction of what follows it, so that a text reads otherwise than it is stored.
#[must_use]
pub fn turns(one: char) -> bool {
    matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a sign is none: Unicode keeps it free, and only broken programs write it.
#[must_use]
pub fn is_broken(one: char) -> bool {
    matches!(one, '\u{fffd}' | '\u{fdd0}'..='\u{fdef}') || one as u32 & 0xfffe == 0xfffe
}

/// What a spreadsheet shows where a formula failed.
const FAILED: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#DATA!",
    "#ERROR!",
];

/// Whether the text is the error of a spreadsheet's cell.
#[must_use]
pub fn failed(text: &str) -> bool {
    FAILED.iter().any(|one| one.eq_ignore_ascii_case(text.trim()))
}

/// Words by which people say that they have no number or name, without blanks and signs.
const WORDS: [&str; 26] = [
    "belum",
    "belumada",
    "blm",
    "blmada",
    "tidakada",
    "tdkada",
    "tdk",
    "tidak",
    "tanpa",
    "nihil",
    "kosong",
    "hilang",
    "rusak",
    "dicuri",
    "lupa",
    "tidakdiketahui",
    "tidaktahu",
    "na",
    "nil",
    "none",
    "null",
    "no",
    "lost",
    "unknown",
    "menyusul",
    "proses",
];

/// Whether a text only says that there is nothing: a dash, `0`, `belum ada`, `n/a`, `XXXX`.
#[must_use]
pub fn nothing(text: &str) -> bool {
    let plain: String = text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.contains(&plain.as_str()) || plain.bytes().all(|one| one == b'0') || plain.bytes().all(|one| one == b'x')
}

/// Whether a cell says by a dash or by `n/a` that nothing stands in it.
#[must_use]
pub fn blank(text: &str) -> bool {
    let text = seen(text);
    let text = text.trim();
    let dashes = text.chars().all(|one| matches!(one, '-' | '‐' | '‑' | '–' | '—' | '―' | '−'));
    !text.is_empty() && (dashes || text.eq_ignore_ascii_case("n/a"))
}

/// Whether digits were put in only to fill the place: all the same, or counting up or down.
#[must_use]
pub fn filler(digits: &str) -> bool {
    let steps: Vec<i16> = digits.as_bytes().windows(2).filter_map(pair).collect();
    let counts = |step: i16| steps.iter().all(|one| *one == step || *one == -9 * step);
    steps.len() >= 4 && (steps.iter().all(|one| *one == 0) || counts(1) || counts(-1))
}

fn pair(two: &[u8]) -> Option<i16> {
    Some(i16::from(*two.get(1)?) - i16::from(*two.first()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_gone_and_what_is_seen_stays() {
        assert_eq!(seen("Ze\u{200b}nita\u{a0}Contoh"), "Zenita Contoh");
        assert_eq!(seen("\u{ff13}\u{ff16}\u{ff10}\u{ff13}"), "3603");
        assert!(matches!(seen("Nur'aini\nContoh"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_for_nothing_and_fillers_are_known() {
        for text in ["-", "—", "0", "000", "belum", "Belum ada", "n/a", "N.A.", "HILANG", "tidak ada", "xxxx", "."] {
            assert!(nothing(text), "{text}");
        }
        for (text, empty) in
            [("-", true), ("——", true), (" N/A ", true), ("\u{2212}", true), ("", false), ("- x", false), ("0", false)]
        {
            assert_eq!(blank(text), empty, "{text}");
        }
        for text in ["1", "B-12", "SIS/2025/1", "100"] {
            assert!(!nothing(text), "{text}");
        }
        for digits in ["0000000000000000", "9999999999999999", "1234567890123456", "9876543210987654", "00000"] {
            assert!(filler(digits), "{digits}");
        }
        for digits in ["3603994101900001", "1234568", "1111112", "123"] {
            assert!(!filler(digits), "{digits}");
        }
    }
}
