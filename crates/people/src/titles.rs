//! Degrees and titles around a name. They are no part of it: Budi Hartanto, S.Pd is Budi Hartanto. Pure.
//!
//! What is one is decided by its place and its signs. Before the name: the words of [`BEFORE`], as long as a word remains. Behind
//! it: degrees that are no words ([`PLAIN`]) however they are written; those that could also be a name ([`SHORT`]) after a comma,
//! with points (S.E.), or after two other words unless written like a name: Maria Yosefa Se keeps her Se, MARIA YOSEFA SE does not.

/// Titles and forms of address before a name. `h` is one only there: elsewhere it is an initial.
const BEFORE: [&str; 32] = [
    "prof", "dr", "drs", "dra", "drg", "drh", "ir", "h", "hj", "hjh", "kh", "tgh", "tgk", "ust", "ustad", "ustadz",
    "ustaz", "ustadzah", "pdt", "apt", "ns", "ny", "nyonya", "tn", "tuan", "nn", "nona", "sdr", "sdri", "bpk", "bapak",
    "ibu",
];

/// Degrees that are nobody's name, without their points.
const PLAIN: [&str; 61] = [
    "spd", "spdi", "spdsd", "skom", "sikom", "skep", "skepns", "ners", "ns", "apt", "skm", "ssi", "ssos", "ssosi",
    "shum", "sked", "skg", "skh", "sfarm", "sgz", "spsi", "spt", "stp", "sst", "str", "strkes", "strkeb", "strkep",
    "sth", "sthi", "ssn", "ssy", "mpd", "mpdi", "mkom", "mikom", "mkes", "mkep", "mkeb", "mkn", "msi", "mhum", "msc",
    "mph", "mpsi", "mfarm", "mhi", "msn", "amdkeb", "amdkep", "amdkes", "amdkom", "amkeb", "amkep", "amk", "phd",
    "bsc", "sppd", "spog", "spjp", "llm",
];

/// Degrees that could also be a name, or its beginning.
const SHORT: [&str; 36] = [
    "se", "sh", "st", "sp", "ss", "sip", "sag", "sei", "shi", "sak", "sab", "sap", "spi", "shut", "mm", "ma", "mh",
    "mt", "mp", "mag", "mak", "map", "mba", "msos", "ba", "be", "bba", "lc", "amd", "sos", "spa", "spb", "spm", "span",
    "spkk", "spkj",
];

/// With how many letters the parts of a degree begin that is not listed: S.Tr.Gz, M.Par.
const STARTS: [&str; 6] = ["s", "m", "a", "d", "b", "sp"];

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// One capital, then small letters, as names are.
    Name,
    /// Capitals only.
    Capitals,
    /// Otherwise.
    Other,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut letters = word.chars();
        let first = letters.next().is_some_and(char::is_uppercase);
        match () {
            () if first && word.chars().all(char::is_uppercase) => Self::Capitals,
            () if first && !letters.any(char::is_uppercase) => Self::Name,
            () => Self::Other,
        }
    }
}

/// A run of letters of a name, and what stands around it.
struct Piece {
    /// Where it begins in the name.
    at: usize,
    /// In lower case.
    letters: String,
    case: Case,
    /// Whether a comma stands before it.
    comma: bool,
    /// Whether only a point stands before it.
    glued: bool,
    /// Whether a point follows.
    point: bool,
}

impl Piece {
    fn read(name: &str) -> Vec<Self> {
        let (mut pieces, mut rest) = (Vec::new(), name);
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let (between, word) = rest.split_at(start);
            let end = word.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            pieces.push(Self {
                at: name.len() - after.len() - word.len(),
                letters: word.to_lowercase(),
                case: Case::of(word),
                comma: between.contains(','),
                glued: between == ".",
                point: after.starts_with('.'),
            });
            rest = after;
        }
        pieces
    }

    fn is_long(&self) -> bool {
        self.letters.chars().count() > 1
    }
}

/// A name without the degrees behind it.
pub(crate) fn without(name: &str) -> &str {
    cut(name, true)
}

/// A name without the degrees behind it that could not be a name.
pub(crate) fn without_sure(name: &str) -> &str {
    cut(name, false)
}

fn cut(name: &str, guessed: bool) -> &str {
    let pieces = Piece::read(name);
    let mut kept = pieces.as_slice();
    // The longest degree first: S.Pd.I is one.
    while let Some(before) = (1..=4).rev().find_map(|many| {
        let (before, last) = kept.split_at_checked(kept.len().checked_sub(many)?)?;
        (before.iter().any(Piece::is_long) && is_degree(before, last, guessed)).then_some(before)
    }) {
        kept = before;
    }
    let end = pieces.get(kept.len()).map_or(name.len(), |piece| piece.at);
    name.get(..end).unwrap_or(name)
}

/// Whether the last pieces of a name are a degree.
fn is_degree(before: &[Piece], last: &[Piece], guessed: bool) -> bool {
    let Some((first, rest)) = last.split_first() else { return false };
    if rest.iter().any(|piece| piece.comma) {
        return false;
    }
    let all: String = last.iter().map(|piece| piece.letters.as_str()).collect();
    let inner = last.len() - 1;
    let points = last.iter().take(inner).all(|piece| piece.point);
    let glued = rest.iter().all(|piece| piece.glued);
    if PLAIN.contains(&all.as_str()) {
        return rest.is_empty() || points || (inner == 1 && !first.is_long());
    }
    if SHORT.contains(&all.as_str()) {
        return match (first.comma, rest.is_empty()) {
            (true, _) => true,
            (false, true) => guessed && may_be_short(before, first),
            (false, false) => points && (glued || rest.iter().any(Piece::is_long)),
        };
    }
    let short = |piece: &Piece| piece.letters.chars().count() <= 5;
    first.comma && !rest.is_empty() && glued && STARTS.contains(&first.letters.as_str()) && rest.iter().all(short)
}

/// Whether a last word without comma and points is more likely a degree than a name.
fn may_be_short(before: &[Piece], last: &Piece) -> bool {
    let vowel = |letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let beside = before.iter().any(|piece| piece.case != Case::Capitals);
    let alone = last.case == Case::Capitals && (!last.letters.contains(vowel) || beside);
    last.case != Case::Name && (before.len() > 1 || alone)
}

/// How many titles stand before a name, given its words; at least one word remains.
pub(crate) fn before(words: &[String]) -> usize {
    let is = |at: usize, title: &str| words.get(at).is_some_and(|word| word == title);
    let mut many = 0;
    loop {
        let next = match words.get(many) {
            // K.H.
            Some(_) if is(many, "k") && is(many + 1, "h") => many + 2,
            Some(word) if BEFORE.contains(&word.as_str()) => many + 1,
            _ => return many,
        };
        if !words.iter().skip(next).any(|word| word.chars().count() > 1) {
            return many;
        }
        many = next;
    }
}

#[cfg(test)]
mod tests {
    use super::{before, without, without_sure};

    #[test]
    fn degrees_behind_a_name_are_no_part_of_it() {
        for name in [
            "Budi Hartanto, S.Pd",
            "Budi Hartanto,S.Pd.,M.Pd.",
            "Budi Hartanto S.Pd",
            "Budi Hartanto S. Pd.",
            "Budi Hartanto SPd MPd",
            "Budi Hartanto SE",
            "Budi Hartanto S.E., M.M.",
            "Budi Hartanto, SE, MM",
            "Budi Hartanto, S.Kom., M.M.",
            "Budi Hartanto A.Md",
            "Budi Hartanto, A.Md.Keb",
            "Budi Hartanto, S.Kep., Ners",
            "Budi Hartanto, S.Tr.Gz",
            "Budi Hartanto, Sp.OG",
            "Budi Hartanto, Ph.D",
            "Budi Hartanto, S.H",
        ] {
            assert_eq!(without(name).trim_end_matches([',', ' ']), "Budi Hartanto", "{name}");
        }
        for (name, expected) in
            [("BUDI HARTANTO SE", "BUDI HARTANTO"), ("budi hartanto se", "budi hartanto"), ("SUWARNO SH", "SUWARNO")]
        {
            assert_eq!(without(name).trim(), expected);
            assert_eq!(without_sure(name), name);
        }
    }

    #[test]
    fn names_that_look_like_degrees_stay() {
        for name in [
            "Maria Yosefa Se",
            "Maria Se",
            "MARIA SE",
            "maria se",
            "Siti M. A. Rahayu",
            "Ahmad M.Yusuf",
            "Siti H.",
            "Ma, Siti",
            "S.Pd",
            "SE",
            "Yusuf M.",
            "Sagita Contoh",
            "Siti Amdan",
            "Contoh, Siti",
            "",
        ] {
            assert_eq!(without(name), name);
        }
    }

    #[test]
    fn titles_before_a_name_are_counted_as_long_as_a_word_remains() {
        for (name, expected) in [
            ("h ahmad", 1),
            ("prof dr ir hj rahmi", 4),
            ("k h mahfud", 2),
            ("m yusuf", 0),
            ("siti h lestari", 0),
            ("hj", 0),
            ("h m", 0),
            ("dr h m yusuf", 2),
            ("", 0),
        ] {
            let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
            assert_eq!(before(&words), expected, "{name}");
        }
    }
}
