//! What else may stand in the index where somebody typed a word: blanks put elsewhere, and a letter that is missing, doubled or
//! swapped. Pure: it lists the words that [`crate::words`] then looks up.
//!
//! Nothing more is stored for it. A slip is undone in the word that was typed, so that a search takes some hundred looks into the
//! index, and a person no row more.

use std::collections::BTreeSet;

use crate::alignment::is_common;
use crate::name::readings;

/// The letters that may be missing; `f`, `v`, `q` and `x` are read as others.
const LETTERS: &str = "abcdeghijklmnoprstuwyz";
/// How many words of a text are looked at so.
const WORDS: usize = 6;
/// The longest word in which a slip is looked for.
const LONG: usize = 20;

/// Readings of what may stand in place of a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loose {
    /// The word joined with the one before or behind it, as in Nur Aini for Nuraini.
    pub(crate) joined: BTreeSet<String>,
    /// The word without its slip, each once.
    pub(crate) slips: Vec<String>,
    /// Two words that are this one without the blank.
    pub(crate) halves: Vec<[String; 2]>,
}

impl Loose {
    /// Those that are looked for as whole words; the others may go on.
    pub(crate) fn whole(&self) -> impl Iterator<Item = &String> {
        self.slips.iter().chain(self.halves.iter().flatten())
    }
}

fn numbered(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// What may stand in place of each word.
pub(crate) fn loosely(words: &[String]) -> Vec<Loose> {
    let joined = |one: Option<&String>, other: Option<&String>| match (one, other) {
        (Some(one), Some(other)) if one.len() + other.len() > 3 && !numbered(one) && !numbered(other) => {
            readings(&[one.as_str(), other].concat())
        }
        _ => Vec::new(),
    };
    let of = |(at, word): (usize, &String)| {
        if at >= WORDS {
            return Loose::default();
        }
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let mut loose = Loose { joined: joined(before, Some(word)).into_iter().collect(), ..Loose::default() };
        loose.joined.extend(joined(Some(word), words.get(at + 1)));
        let letters: Vec<char> = word.chars().filter(|letter| *letter != '\'').collect();
        if letters.iter().all(|letter| letter.is_alphabetic()) {
            loose.slips = slips(&letters);
            loose.halves = halves(&letters);
        }
        loose
    };
    words.iter().enumerate().map(of).collect()
}

fn text(parts: &[&[char]]) -> String {
    parts.iter().copied().flatten().collect()
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The readings of a word of which it may be a slip: a letter put in, taken out, or changed with its neighbour. Not another letter
/// in its place, and not a last letter less: those are other names. Of short words only a vowel that is missing between two
/// consonants, since nearly all else is a name too (Sari, Asri).
fn slips(word: &[char]) -> Vec<String> {
    let own = readings(&text(&[word]));
    let many = word.len();
    if !(3..=LONG).contains(&many) || is_common(&own) {
        return Vec::new();
    }
    let (mut found, mut way) = (Vec::new(), String::new());
    let mut take = |parts: &[&[char]]| {
        way.clear();
        way.extend(parts.iter().copied().flatten());
        found.extend(readings(&way));
    };
    for at in 0..many {
        let (head, tail) = word.split_at(at);
        let between = matches!((head.last(), tail.first()), (Some(a), Some(b)) if !is_vowel(*a) && !is_vowel(*b));
        let missing = LETTERS.chars().filter(|letter| many > 4 || (between && is_vowel(*letter)));
        missing.for_each(|letter| take(&[head, &[letter], tail]));
        if many < 5 {
            continue;
        }
        if let [extra, rest @ ..] = tail
            && !rest.is_empty()
        {
            take(&[head, rest]);
            // Where a letter is doubled by it there were two slips.
            if let [next, rest @ ..] = rest
                && head.last() != Some(next)
                && rest.first() != Some(extra)
            {
                take(&[head, &[*next, *extra], rest]);
            }
        }
    }
    let end = |way: &String| own.iter().any(|own| own.strip_prefix(way.as_str()).is_some_and(|end| end.len() < 2));
    found.retain(|way| !end(way));
    found.sort_unstable();
    found.dedup();
    found
}

/// The two words of which a word may be made, each of two letters at least.
fn halves(word: &[char]) -> Vec<[String; 2]> {
    let cuts = 2..word.len().saturating_sub(1);
    let pairs = cuts.flat_map(|at| {
        let (one, other) = word.split_at(at);
        let (ones, others) = (readings(&text(&[one])), readings(&text(&[other])));
        ones.into_iter().flat_map(move |one| others.clone().into_iter().map(move |other| [one.clone(), other]))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::loosely;
    use crate::name::{readings, spoken};

    /// Whether the slips of a word have a reading of the other.
    fn slip(typed: &str, meant: &str) -> bool {
        let loose = loosely(&[typed.to_owned()]);
        readings(meant).iter().any(|reading| loose[0].slips.contains(reading))
    }

    #[test]
    fn a_letter_missing_doubled_or_swapped_leads_to_the_name() {
        for (typed, meant) in [
            ("rukmni", "rukmini"),
            ("slmet", "slamet"),
            ("selamet", "slamet"),
            ("sulasrti", "sulastri"),
            ("tugimn", "tugiman"),
            ("lsamet", "slamet"),
            ("sokarno", "soekarno"),
            ("fatimha", "fatimah"),
            ("wiwn", "wiwin"),
            ("iwn", "iwan"),
        ] {
            assert!(slip(typed, meant), "{typed} {meant}");
        }
        assert_eq!(readings("rukkmini"), readings("rukmini"), "doubled letters weigh nothing");
    }

    #[test]
    fn other_names_are_no_slips() {
        for (typed, meant) in [
            ("sukarno", "sukarni"),
            ("rina", "rini"),
            ("sari", "asri"),
            ("dian", "dina"),
            ("aini", "ani"),
            ("yani", "yanti"),
            ("aminah", "amin"),
            ("siti", "isti"),
            ("rukmini", "rukmana"),
            ("sri", "sari"),
            ("contoh1", "contoh11"),
        ] {
            assert!(!slip(typed, meant), "{typed} {meant}");
        }
    }

    #[test]
    fn blanks_are_put_elsewhere() {
        let loose = loosely(&spoken("Nur Aini Wardah"));
        assert!(loose[0].joined.contains("nuraini") && loose[1].joined.contains("nuraini"));
        assert!(loose[2].joined.contains("ainiwarda") && !loose[2].joined.contains("nuraini"));
        let loose = loosely(&spoken("Nur'aini"));
        assert!(loose[0].halves.contains(&["nur".to_owned(), "aini".to_owned()]));
        assert!(loose[0].whole().count() + loose[0].joined.len() < 300);
    }
}
