//! Patterns for the texts that a program sends. JSON Schema and `regex` read them alike.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// A pattern that uses only syntax with the same meaning in ECMA-262 and `regex`.
pub struct Pattern {
    /// The pattern without its anchors.
    pub source: &'static str,
    /// A text that it matches.
    pub example: &'static str,
    read: LazyLock<Option<Regex>>,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source)
    }
}

impl Pattern {
    /// Whether it matches a text from end to end.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.read.as_ref().is_some_and(|read| read.is_match(text))
    }

    /// The pattern with anchors, for a whole text.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("^(?:{})$", self.source)
    }

    /// The pattern with anchors, for a whole text or an empty one.
    #[must_use]
    pub fn or_none(&self) -> String {
        format!("^(?:{})?$", self.source)
    }
}

macro_rules! pattern {
    ($(#[$doc:meta])* $name:ident, $source:expr, $example:literal) => {
        $(#[$doc])*
        pub static $name: Pattern = Pattern {
            source: $source,
            example: $example,
            read: LazyLock::new(|| Regex::new(concat!("^(?:", $source, ")$")).ok()),
        };
    };
}

pattern!(
    /// An existing day from 1900 to 2199: `2025-12-31`, `31/12/2025`, `31-12-2025`, `31.12.2025`.
    DAY,
    concat!(
        "(?:19|20|21)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
        "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)",
        "|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29",
        "|(?:(?:0?[1-9]|1[0-9]|2[0-8])[-/.](?:0?[1-9]|1[0-2])",
        "|(?:29|30)[-/.](?:0?[13-9]|1[0-2])|31[-/.](?:0?[13578]|1[02]))[-/.](?:19|20|21)[0-9]{2}",
        "|29[-/.]0?2[-/.](?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)",
    ),
    "2025-12-31"
);
pattern!(
    /// The same, or a year or month of it: `1987`, `1987-11`, `11/1987`.
    BORN,
    concat!(
        "(?:19|20|21)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])[-/.](?:19|20|21)[0-9]{2}|",
        "(?:19|20|21)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
        "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)",
        "|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29",
        "|(?:(?:0?[1-9]|1[0-9]|2[0-8])[-/.](?:0?[1-9]|1[0-2])",
        "|(?:29|30)[-/.](?:0?[13-9]|1[0-2])|31[-/.](?:0?[13578]|1[02]))[-/.](?:19|20|21)[0-9]{2}",
        "|29[-/.]0?2[-/.](?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)",
    ),
    "1987-11-12"
);
pattern!(
    /// A year from 2000 to 2200.
    YEAR,
    "2[01][0-9]{2}|2200",
    "2025"
);
pattern!(
    /// A whole number of at most nine digits, also in groups of three.
    COUNT,
    r"[0-9]{1,9}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}",
    "1.250"
);
pattern!(
    /// Whole rupiah, of at most fifteen digits.
    MONEY,
    r"(?:Rp ?)?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})",
    "1.250.000"
);
pattern!(
    /// A decimal with at most four places behind the comma.
    SCORE,
    // A point before three digits could be one for thousands.
    r"[0-9]{1,9}(?:,[0-9]{1,4}|\.[0-9]{1,2}|\.[0-9]{4})?|(?:0[0-9]{0,8}|[0-9]{4,9})\.[0-9]{3}",
    "79,49"
);
pattern!(
    /// A time of day.
    TIME,
    "(?:[01]?[0-9]|2[0-3])[:.][0-5]?[0-9]",
    "22:31"
);
pattern!(
    /// Sixteen digits, with blanks and dots as people put them.
    NIK,
    r"[ .'-]*(?:[0-9][ .'-]*){16}",
    "3603994101900001"
);
pattern!(
    /// Five to twenty letters and digits.
    PASSPORT,
    "[ -]*(?:[A-Za-z0-9/][ -]*){5,20}",
    "X1234567"
);
pattern!(
    /// Six to sixteen digits, the plus sign counted.
    PHONE,
    "[ .()-]*(?:[0-9+][ .()-]*){6,16}",
    "+62 812 0000 0000"
);
pattern!(
    /// The version of a record as in `ETag`.
    VERSION,
    "\"[0-9]{1,18}\"|[0-9]{1,18}",
    "\"1\""
);
pattern!(
    /// A UUID, written with hyphens.
    UUID,
    "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
    "0197a5de-0000-7000-8000-000000000001"
);
pattern!(
    /// A UUID of version 7, which a client makes.
    UUID_7,
    "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-7[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}",
    "0197a5de-0000-7000-8000-000000000001"
);

pattern!(
    /// The cursor of a page: an existing day and a UUID.
    DAY_AND_ID,
    concat!(
        "(?:(?:[1-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
        "|(?:[1-9][0-9]{3})-(?:0[13-9]|1[0-2])-(?:29|30)|(?:[1-9][0-9]{3})-(?:0[13578]|1[02])-31",
        "|(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29)",
        "_[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
    ),
    "2025-12-31_0197a5de-0000-7000-8000-000000000001"
);
pattern!(
    /// A place in a list: a UUID, and what the list is ordered by.
    PLACE,
    "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?:_[!-~]{0,200})?",
    "0197a5de-0000-7000-8000-000000000001_2025-12-31"
);

/// Any text without control characters. Every text that a program sends must match this ([`legible`](super::legible)).
pub const LEGIBLE: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";
/// Any text that can be read, as JSON Schema says it: without control characters and broken letters.
pub const PLAIN: &str =
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*$";
/// The same, in one line.
pub const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*$";
/// A text as [`PLAIN`] that is not blank.
pub const VISIBLE: &str = concat!(
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000\ufdd0-\ufdef\ufeff\ufffd-\uffff]",
    r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*$"
);
/// A text as [`LINE`] that is not blank.
pub const VISIBLE_LINE: &str = concat!(
    r"^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000\ufdd0-\ufdef\ufeff\ufffd-\uffff]",
    r"[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]*$"
);

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(pattern: &str, text: &str) -> bool {
        Regex::new(pattern).unwrap().is_match(text)
    }

    #[test]
    fn every_pattern_can_be_read_and_matches_its_example() {
        let all = [
            &DAY,
            &BORN,
            &YEAR,
            &COUNT,
            &MONEY,
            &SCORE,
            &TIME,
            &NIK,
            &PASSPORT,
            &PHONE,
            &VERSION,
            &UUID,
            &UUID_7,
            &DAY_AND_ID,
            &PLACE,
        ];
        for one in all {
            assert!(one.matches(one.example), "{}", one.source);
            assert!(!one.matches("") && !one.matches("\u{0}") && !one.matches(&format!("{}\n", one.example)));
        }
    }

    #[test]
    fn what_is_plain_line_or_visible_is_told_alike_of_every_character() {
        let all = [LEGIBLE, PLAIN, LINE, VISIBLE, VISIBLE_LINE].map(|one| Regex::new(one).unwrap());
        let [legible, plain, line, visible, both] = all;
        for one in (0..=0x1_2FFF).filter_map(char::from_u32) {
            let text = one.to_string();
            let readable = super::super::clean(&text).is_ok();
            assert_eq!(legible.is_match(&text), super::super::legible(&text), "{:x}", one as u32);
            assert_eq!(plain.is_match(&text), readable, "{:x}", one as u32);
            assert_eq!(line.is_match(&text), readable && !"\n\r\t".contains(one), "{:x}", one as u32);
            assert_eq!(
                both.is_match(&text),
                readable && !super::super::seen(&text).trim().is_empty(),
                "{:x}",
                one as u32
            );
            assert_eq!(
                visible.is_match(&text),
                readable && !super::super::seen(&text).trim().is_empty(),
                "{:x}",
                one as u32
            );
        }
        assert!(whole(VISIBLE, " a\nb ") && !whole(VISIBLE, " \n "));
    }
}
