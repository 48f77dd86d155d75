//! Compares two names word by word: spellings, typing errors, missing words, initials, names of fathers. Pure.
//!
//! This module is about names only. [`crate::score`] decides whether two people may be the same, never by a name alone.

use crate::name::{self, PARTICLES, is_initial};
use crate::{children, titles};

/// Words before the name of a father.
const FATHER: [&str; 6] = ["bin", "binti", "bt", "bte", "binte", "bnt"];
/// Words between two names of one person.
const ALIAS: [&str; 2] = ["alias", "als"];
/// Words that very many people share, as [`name::words`] reads them; they say little about a person.
const COMMON: [&str; 12] =
    ["siti", "muhamad", "ahmad", "nur", "sri", "dewi", "abdul", "putra", "putri", "dwi", "tri", "eka"];

/// Short forms that are not the beginning of what they stand for.
const SHORT: [(&str, &str); 3] = [("st", "siti"), ("md", "muhammad"), ("tb", "tubagus")];

/// The weight of a common word and of an initial; any other word weighs 1.
const LIGHT: f64 = 0.4;
const INITIAL: f64 = 0.3;
/// What a typing error costs, as a multiple of the distance between the two words.
const SLIP: f64 = 1.5;
/// What a word costs that only one of two names has. It is little, since people leave words out.
const LEFT_OUT: f64 = 0.4;
/// The factor on the likeness if each name has a word that the other lacks, as with brothers and sisters.
const BOTH_HAVE_OTHERS: f64 = 0.75;
/// The least likeness of two names that are the same, close, or the same in part.
const SAME: f64 = 0.97;
const CLOSE: f64 = 0.80;
const PART: f64 = 0.62;
/// The least likeness of two words with different letters that may be the same word.
const WORD: f64 = 0.85;

/// A name, prepared for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// A name, and each alias.
    ways: Vec<Way>,
    /// Whether it names a child by the name of its mother.
    newborn: bool,
}

#[derive(Clone, Debug)]
struct Way {
    given: Vec<Word>,
    father: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    letters: String,
    readings: Vec<String>,
    weight: f64,
}

/// How far two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Degree {
    /// One name is a part of the other.
    Part,
    /// The same except for a typing error, the order, or a word that says little.
    Close,
    /// The same in one of the usual spellings.
    Same,
}

/// The result of comparing two names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alike {
    /// How far they agree.
    pub(crate) degree: Degree,
    /// Whether the fathers' names agree; none if one is not named, or if they nearly agree.
    pub(crate) father: Option<bool>,
    /// Whether the only words that agree are ones that very many people share.
    pub(crate) common: bool,
    /// Whether one letter of a word is replaced by another. That is a different name (Sumarni, Sumarti) as often as a typing
    /// error.
    pub(crate) other_letter: bool,
}

/// How far two words agree.
#[derive(Clone, Copy)]
struct Fit {
    /// 1 for the same, 0 for others.
    likeness: f64,
    /// Whether one letter is replaced by another.
    other_letter: bool,
}

impl Fit {
    fn of(likeness: f64) -> Self {
        Self { likeness, other_letter: false }
    }
}

/// Whether very many people share a word that is read so.
pub(crate) fn is_common(readings: &[String]) -> bool {
    readings.iter().any(|reading| COMMON.contains(&reading.as_str()))
}

impl Name {
    /// Reads a name.
    pub(crate) fn read(text: &str) -> Self {
        let words = name::split(titles::without(text));
        let skipped = children::before_mother(&words);
        let newborn = skipped > 0;
        let named = words.get(skipped..).unwrap_or_default();
        let ways =
            named.split(|word| ALIAS.contains(&word.as_str())).map(Way::read).filter(|way| !way.given.is_empty());
        Self { ways: ways.collect(), newborn }
    }
}

impl Way {
    fn read(words: &[String]) -> Self {
        let mut parts = words.split(|word| FATHER.contains(&word.as_str()));
        let telling = |part: Option<&[String]>| -> Vec<Word> {
            let words = part.unwrap_or_default();
            let words = words.iter().skip(titles::before(words)).filter(|word| !PARTICLES.contains(&word.as_str()));
            words.map(|word| Word::read(word)).filter(|word| !word.readings.is_empty()).take(12).collect()
        };
        let given = telling(parts.next());
        // The name of a grandfather after that of the father is ignored.
        let father = telling(parts.next());
        Self { given, father }
    }

    fn whole(&self) -> Vec<Word> {
        [self.given.as_slice(), self.father.as_slice()].concat()
    }
}

impl Word {
    fn read(letters: &str) -> Self {
        let letters = SHORT.iter().find(|(short, _)| *short == letters).map_or(letters, |(_, long)| long);
        let readings = name::readings(letters);
        let weight = match () {
            () if readings.iter().any(|reading| is_initial(reading)) => INITIAL,
            () if is_common(&readings) => LIGHT,
            () => 1.0,
        };
        Self { letters: letters.to_owned(), readings, weight }
    }

    fn is_common(&self) -> bool {
        self.weight < 1.0
    }

    fn begins_like(&self, other: &Self) -> bool {
        let first = |word: &Self| word.readings.first().and_then(|reading| reading.chars().next());
        first(self) == first(other)
    }

    fn reads_as(&self, other: &Self) -> bool {
        self.readings.iter().any(|reading| other.readings.contains(reading))
    }

    /// How far two words agree.
    fn fit(&self, other: &Self) -> Fit {
        if self.reads_as(other) {
            return Fit::of(1.0);
        }
        let digits = |word: &Self| word.letters.chars().any(|c| c.is_ascii_digit());
        if digits(self) || digits(other) {
            return Fit::of(0.0);
        }
        if self.shortens(other) || other.shortens(self) {
            return Fit::of(0.9);
        }
        if self.is_whole_before(other) || other.is_whole_before(self) {
            return Fit::of(0.0);
        }
        let pairs = self.readings.iter().flat_map(|one| other.readings.iter().map(move |two| slip(one, two)));
        pairs.max_by(|a, b| a.likeness.total_cmp(&b.likeness)).unwrap_or(Fit::of(0.0))
    }

    /// Whether it is a common word, and the other a longer one: Abdul and Abdullah are two names.
    fn is_whole_before(&self, other: &Self) -> bool {
        let longer = |all: &String| self.readings.iter().any(|own| all != own && all.starts_with(own.as_str()));
        is_common(&self.readings) && other.readings.iter().any(longer)
    }

    /// Whether it is an initial of the other, or its first three or four letters up to a consonant, as in Abd. for Abdul.
    fn shortens(&self, other: &Self) -> bool {
        let begins =
            || self.readings.iter().any(|part| other.readings.iter().any(|all| all.starts_with(part.as_str())));
        let many = self.letters.chars().count();
        let cut = (3..=4).contains(&many)
            && !self.is_common()
            && !self.letters.ends_with(is_vowel)
            && other.letters.chars().count() >= many + 2;
        (cut || self.readings.iter().any(|reading| is_initial(reading))) && begins()
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// How far two spellings agree, allowing for typing errors: one in a word of five letters, two in one of eight. A different
/// last vowel is not a typing error: Rina and Rini, Sukarno and Sukarni are two people.
fn slip(one: &str, other: &str) -> Fit {
    let (short, long) =
        (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
    let apart = strsim::osa_distance(one, other);
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let allowed = match long {
        0..4 => 0,
        4 => usize::from(sorted(one) == sorted(other)),
        5..8 => 1,
        _ => 2,
    };
    let stem = |word: &str| word.strip_suffix(is_vowel).map(str::to_owned);
    let ends_otherwise = stem(one).is_some_and(|stem_of_one| Some(stem_of_one) == stem(other));
    let likeness = strsim::jaro_winkler(one, other);
    if short < 4 || apart > allowed || ends_otherwise || likeness < WORD {
        return Fit::of(0.0);
    }
    let other_letter = short == long && one.chars().zip(other.chars()).filter(|(a, b)| a != b).count() == 1;
    Fit { likeness: likeness.min(0.96), other_letter }
}

/// The alignment of two lists of words.
struct Aligned {
    likeness: f64,
    in_order: bool,
    common: bool,
    other_letter: bool,
}

/// Joins two adjacent words that are one word in the other name, as in Nur Hayati.
fn joined(words: &[Word], other: &[Word]) -> Vec<Word> {
    let mut all = words.to_vec();
    let mut at = 0;
    while let (Some(first), Some(second)) = (all.get(at), all.get(at + 1)) {
        at += 1;
        let long = first.letters.len() + second.letters.len();
        // Only words with a similar beginning and length can be the same word.
        if !other.iter().any(|word| word.letters.len().abs_diff(long) < 3 && word.begins_like(first)) {
            continue;
        }
        let one = Word::read(&[first.letters.as_str(), &second.letters].concat());
        if other.iter().any(|word| word.reads_as(&one)) {
            all.splice(at - 1..=at, [one]);
        }
    }
    all
}

/// Aligns words, the most similar pairs first.
fn align(one: &[Word], other: &[Word]) -> Aligned {
    let (one, other) = (joined(one, other), joined(other, one));
    let mut pairs: Vec<(Fit, usize, usize)> = Vec::new();
    for (a, left) in one.iter().enumerate() {
        pairs.extend(other.iter().enumerate().map(|(b, right)| (left.fit(right), a, b)));
    }
    pairs.retain(|(fit, ..)| fit.likeness > 0.0);
    // Among pairs of equal likeness, the one at the nearest positions comes first.
    let far = |(_, a, b): &(Fit, usize, usize)| a.abs_diff(*b);
    pairs.sort_by(|x, y| y.0.likeness.total_cmp(&x.0.likeness).then_with(|| far(x).cmp(&far(y))));
    let (mut left, mut right) = (vec![None; one.len()], vec![false; other.len()]);
    let (mut met, mut lost, mut common, mut other_letter) = (0.0, 0.0, true, false);
    for (fit, a, b) in pairs {
        let (Some(from), Some(to)) = (left.get_mut(a), right.get_mut(b)) else { continue };
        if from.is_some() || *to {
            continue;
        }
        (*from, *to) = (Some(b), true);
        let (one, other) = (one.get(a), other.get(b));
        let weight = one.zip(other).map_or(0.0, |(one, other)| one.weight.max(other.weight));
        common &= weight < 1.0;
        other_letter |= fit.other_letter;
        met += weight * fit.likeness;
        lost += weight * (1.0 - fit.likeness);
    }
    let rest = |words: &[Word], taken: Vec<bool>| -> f64 {
        words.iter().zip(taken).filter(|(_, taken)| !taken).map(|(word, _)| word.weight).sum()
    };
    let order: Vec<usize> = left.iter().flatten().copied().collect();
    let (of_one, of_other) = (rest(&one, left.iter().map(Option::is_some).collect()), rest(&other, right));
    let (fewer, more) = (of_one.min(of_other), of_one.max(of_other));
    let cut = if fewer > 0.0 { BOTH_HAVE_OTHERS } else { 1.0 };
    let whole = met + SLIP * lost + fewer + LEFT_OUT * more;
    let likeness = if met > 0.0 { cut * met / whole } else { 0.0 };
    Aligned { likeness, in_order: order.is_sorted(), common, other_letter }
}

/// Compares two names; none if they are not alike.
pub(crate) fn compare(one: &Name, other: &Name) -> Option<Alike> {
    if one.newborn != other.newborn {
        return None;
    }
    let pairs = one.ways.iter().flat_map(|a| other.ways.iter().map(move |b| (a, b)));
    pairs.filter_map(|(a, b)| compare_ways(a, b)).max_by_key(|alike| (alike.degree, alike.father, !alike.common))
}

fn compare_ways(one: &Way, other: &Way) -> Option<Alike> {
    let mut aligned = align(&one.given, &other.given);
    let mut father = None;
    if one.father.is_empty() != other.father.is_empty() {
        // Siti binti Ahmad is also written Siti Ahmad.
        let whole = align(&one.whole(), &other.whole());
        if whole.likeness > aligned.likeness {
            aligned = whole;
        }
    } else if !one.father.is_empty() {
        father = match align(&one.father, &other.father).likeness {
            CLOSE.. => Some(true),
            ..0.4 => Some(false),
            _ => None,
        };
    }
    let degree = match aligned.likeness {
        SAME.. if aligned.in_order => Degree::Same,
        CLOSE.. => Degree::Close,
        PART.. => Degree::Part,
        _ => return None,
    };
    Some(Alike { degree, father, common: aligned.common, other_letter: aligned.other_letter })
}

#[cfg(test)]
mod tests {
    use super::{COMMON, Degree, Name, compare};
    use crate::name;

    fn degree(one: &str, other: &str) -> Option<Degree> {
        let there = compare(&Name::read(one), &Name::read(other));
        assert_eq!(there, compare(&Name::read(other), &Name::read(one)), "{one} and {other} from both sides");
        there.map(|alike| alike.degree)
    }

    #[test]
    fn a_name_is_known_in_other_words() {
        for (one, other, expected) in [
            ("Moh. Soekarno", "Muhammad Sukarno", Degree::Same),
            ("Nur Hayati", "Nurhayati", Degree::Same),
            ("Ny. Siti Aminah", "Siti Aminah", Degree::Same),
            ("Siti Aminah", "Aminah Siti", Degree::Close),
            ("Siti Amniah", "Siti Aminah", Degree::Close),
            ("Aminah", "Siti Aminah", Degree::Close),
            ("Siti A. Lestari", "Siti Aisyah Lestari", Degree::Close),
            ("Suparman", "Suparman Hidayat", Degree::Part),
            ("Siti binti Karta", "Siti Karta", Degree::Same),
            ("Tini alias Siti Aminah", "Siti Aminah", Degree::Same),
            ("Prof. Dr. H. Budi Hartanto, S.Pd., M.M.", "Budi Hartanto", Degree::Same),
            ("Siti binti Drs. H. Karta", "Siti binti Karta", Degree::Same),
            ("Abd. Rahman", "Abdurrahman", Degree::Same),
            ("Nur'aini", "Nur Aini", Degree::Same),
            ("Anak Agung Contoh", "Agung Contoh", Degree::Close),
            ("Anak dari Wati Contoh", "Bayi Wati Contoh", Degree::Same),
            ("Maria Yosefa Se", "MARIA YOSEFA SE", Degree::Close),
        ] {
            assert_eq!(degree(one, other), Some(expected), "{one} and {other}");
        }
    }

    #[test]
    fn others_are_not() {
        for (one, other) in [
            ("Rina Lestari", "Rini Lestari"),
            ("Hasan Basri", "Husen Basri"),
            ("Siti Aminah", "Siti Rohana"),
            ("Siti", "Siti Aminah"),
            ("Siti Contoh 1", "Siti Contoh 2"),
            ("Bayi Ny. Siti Aminah", "Siti Aminah"),
            ("Anak Wati Contoh", "Wati Contoh"),
            ("Balita dari Wati Contoh", "Wati Contoh"),
            ("Budi", "Rudi"),
            ("Sukarno", "Sukarni"),
            ("Abdullah", "Abdul Halim"),
            ("Maria Se", "Maria Bere"),
            ("", "Siti"),
        ] {
            assert_eq!(degree(one, other), None, "{one} and {other}");
        }
    }

    #[test]
    fn fathers_are_compared_where_both_are_named() {
        let father = |one: &str, other: &str| compare(&Name::read(one), &Name::read(other)).unwrap().father;
        assert_eq!(father("Ali bin Karta", "Ali bin Kartaa"), Some(true));
        assert_eq!(father("Ali bin Karta", "Ali bin Wiryo"), Some(false));
        assert_eq!(father("Ali bin Karta", "Ali"), None);
    }

    #[test]
    fn common_words_are_written_as_they_are_read() {
        for word in COMMON {
            assert_eq!(name::readings(word), [word]);
        }
    }
}
