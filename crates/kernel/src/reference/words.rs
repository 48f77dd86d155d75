//! The words of the vocabularies: which may be used, which no more, and what the office does to those that are shipped.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Reference, Term, bare, fold};
use crate::period::{Day, written};

/// The vocabularies that are registers of names: fields that read them take other names too, see
/// [`FieldKind::Named`](crate::form::FieldKind::Named).
pub const REGISTERS: [&str; 2] = ["cabang_bpjs", "rumah_sakit"];

/// A vocabulary.
#[derive(Clone, Default)]
pub(super) struct Vocabulary {
    /// The words that may be used, in the order in which they are shown.
    offered: Arc<[Term]>,
    /// Those that may be used no more, or not yet. Records have some of them, so they are still read.
    unused: Arc<[Term]>,
}

impl Vocabulary {
    pub(super) fn of(terms: Vec<Term>) -> Self {
        Self { offered: terms.into(), unused: Arc::default() }
    }

    fn parted(terms: Vec<Term>, today: Day) -> Self {
        let (offered, unused): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(|term| term.in_use(today));
        Self { offered: offered.into(), unused: unused.into() }
    }

    fn every(&self) -> impl Iterator<Item = &Term> {
        self.offered.iter().chain(self.unused.iter())
    }
}

impl Term {
    /// Whether it may be used on a day.
    #[must_use]
    pub fn in_use(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.ended.is_none_or(|ended| day < ended)
    }

    /// Why it is refused, where it may not be used: since when, and what to do.
    #[must_use]
    pub fn refusal(&self) -> String {
        let instead = match &self.instead {
            Some(label) => format!("Gunakan {label}."),
            None => "Pilih yang lain.".to_owned(),
        };
        match (self.ended, self.since) {
            // Which of the two days bars it depends on the day; both are true on any.
            (Some(ended), Some(since)) => {
                let (since, ended) = (written(since), written(ended));
                format!("{} dipakai mulai {since} dan tidak dipakai lagi sejak {ended}. {instead}", self.label)
            }
            (Some(ended), None) => format!("{} tidak dipakai lagi sejak {}. {instead}", self.label, written(ended)),
            (None, Some(since)) => format!("{} baru dipakai mulai {}. {instead}", self.label, written(since)),
            (None, None) => format!("{} tidak dipakai. {instead}", self.label),
        }
    }
}

impl Reference {
    /// The words of a vocabulary that may be used, in the order in which they are shown; empty for a name that does not exist.
    #[must_use]
    pub fn terms(&self, vocabulary: &str) -> &[Term] {
        self.vocabularies.get(vocabulary).map_or(&[], |vocabulary| vocabulary.offered.as_ref())
    }

    /// The words that may be used no more, or not yet.
    #[must_use]
    pub fn unused(&self, vocabulary: &str) -> &[Term] {
        self.vocabularies.get(vocabulary).map_or(&[], |vocabulary| vocabulary.unused.as_ref())
    }

    /// The word that somebody typed: its code, its label, or how else people write it. Of words that are written alike the one that may be
    /// used is meant.
    #[must_use]
    pub fn term(&self, vocabulary: &str, typed: &str) -> Option<&Term> {
        self.written(vocabulary, typed, |_| true)
    }

    /// The word besides that of a code that is written so.
    #[must_use]
    pub fn another(&self, vocabulary: &str, typed: &str, code: &str) -> Option<&Term> {
        self.written(vocabulary, typed, |term| term.code != code)
    }

    fn written(&self, vocabulary: &str, typed: &str, meant: impl Fn(&Term) -> bool) -> Option<&Term> {
        let vocabulary = self.vocabularies.get(vocabulary)?;
        let of = |how: fn(&str) -> String| {
            let wanted = how(typed);
            let words =
                |term: &Term| [&term.code, &term.label].into_iter().chain(&term.also).any(|word| how(word) == wanted);
            vocabulary.every().find(|term| meant(term) && words(term))
        };
        of(fold).or_else(|| of(bare))
    }

    /// Why a word of a record, by its code, may not be used in a new one; none if it may.
    #[must_use]
    pub fn refusal(&self, vocabulary: &str, code: &str) -> Option<String> {
        self.unused(vocabulary).iter().find(|term| term.code == code).map(Term::refusal)
    }

    /// The names of the vocabularies.
    pub fn vocabularies(&self) -> impl Iterator<Item = &str> {
        self.vocabularies.keys().map(String::as_str)
    }

    /// This data with what the office did to its words, oldest first: each entry is the vocabulary and the whole word as it is from then
    /// on. A word keeps its place; a new one comes last. `today` decides which may be used.
    #[must_use]
    pub fn laid(&self, words: Vec<(String, Term)>, today: Day) -> Self {
        let mut changed: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        for (vocabulary, term) in words {
            let shipped = || -> Vec<Term> {
                let known = self.vocabularies.get(&vocabulary);
                known.map(|known| known.every().cloned().collect()).unwrap_or_default()
            };
            let terms = changed.entry(vocabulary.clone()).or_insert_with(shipped);
            match terms.iter_mut().find(|known| known.code == term.code) {
                Some(known) => *known = term,
                None => terms.push(term),
            }
        }
        let mut laid = self.clone();
        let parted = changed.into_iter().map(|(name, terms)| (name, Vocabulary::parted(terms, today)));
        laid.vocabularies.extend(parted);
        laid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn term(code: &str, label: &str, also: &[&str]) -> Term {
        Term {
            code: code.to_owned(),
            label: label.to_owned(),
            basis: None,
            also: also.iter().map(|word| (*word).to_owned()).collect(),
            since: None,
            ended: None,
            instead: None,
        }
    }

    fn laid(words: Vec<Term>, today: &str) -> Reference {
        let words = words.into_iter().map(|term| ("cabang_bpjs".to_owned(), term)).collect();
        Reference::embedded().unwrap().laid(words, day(today))
    }

    fn code<'a>(reference: &'a Reference, typed: &str) -> Option<&'a str> {
        reference.term("cabang_bpjs", typed).map(|term| term.code.as_str())
    }

    #[test]
    fn a_word_is_added_and_the_later_entry_stands() {
        let shipped = Reference::embedded().unwrap();
        let before = shipped.terms("cabang_bpjs").len();
        let entries = [term("cilegon", "Cilegon", &[]), term("cilegon", "Cilegon Kota", &["Cilegon", "KC Cilegon"])];
        let entries = entries.into_iter().map(|term| ("cabang_bpjs".to_owned(), term)).collect();
        let both = shipped.laid(entries, day("2025-07-01"));
        assert_eq!(both.terms("cabang_bpjs").len(), before + 1);
        assert_eq!(both.terms("cabang_bpjs").last().unwrap().label, "Cilegon Kota");
        assert_eq!((code(&both, "kc cilegon"), code(&both, "CILEGON")), (Some("cilegon"), Some("cilegon")));
        assert_eq!(code(&shipped, "Cilegon"), None, "what is shipped stays as it is");
        let same = shipped.terms("kategori_pulang").as_ptr() == both.terms("kategori_pulang").as_ptr();
        assert!(same, "what did not change is shared");
    }

    #[test]
    fn a_shipped_word_keeps_its_place_and_code() {
        let reference = laid(vec![term("serang", "Serang Raya", &["Serang"])], "2025-07-01");
        let first = reference.terms("cabang_bpjs").first().unwrap();
        assert_eq!((first.code.as_str(), first.label.as_str()), ("serang", "Serang Raya"));
        assert_eq!(code(&reference, "Serang"), Some("serang"));
    }

    #[test]
    fn a_word_that_ended_is_read_and_not_offered() {
        let ended = Term {
            ended: Some(day("2025-07-01")),
            instead: Some("Tangerang".to_owned()),
            ..term("serang", "Serang", &[])
        };
        let before = laid(vec![ended.clone()], "2025-06-30");
        assert!(before.refusal("cabang_bpjs", "serang").is_none(), "until that day it may be used");
        let reference = laid(vec![ended.clone()], "2025-07-01");
        assert!(reference.terms("cabang_bpjs").iter().all(|term| term.code != "serang"));
        assert_eq!(reference.term("cabang_bpjs", "serang").unwrap().label, "Serang");
        let refusal = reference.refusal("cabang_bpjs", "serang").unwrap();
        assert_eq!(refusal, "Serang tidak dipakai lagi sejak 01/07/2025. Gunakan Tangerang.");
        let revived = laid(vec![ended, term("serang", "Serang", &[])], "2025-07-02");
        assert!(revived.refusal("cabang_bpjs", "serang").is_none());
    }

    #[test]
    fn a_word_is_offered_from_its_first_day() {
        let coming = Term { since: Some(day("2025-08-01")), ..term("cilegon", "Cilegon", &[]) };
        let early = laid(vec![coming.clone()], "2025-07-31");
        assert!(early.refusal("cabang_bpjs", "cilegon").unwrap().contains("mulai 01/08/2025"));
        assert!(laid(vec![coming], "2025-08-01").refusal("cabang_bpjs", "cilegon").is_none());
    }

    #[test]
    fn a_word_that_begins_later_and_then_ends_is_not_told_as_ended() {
        let passing =
            Term { since: Some(day("2025-08-01")), ended: Some(day("2025-09-01")), ..term("cilegon", "Cilegon", &[]) };
        for today in ["2025-07-31", "2025-09-01"] {
            let refusal = laid(vec![passing.clone()], today).refusal("cabang_bpjs", "cilegon").unwrap();
            assert_eq!(
                refusal, "Cilegon dipakai mulai 01/08/2025 dan tidak dipakai lagi sejak 01/09/2025. Pilih yang lain.",
                "{today}"
            );
        }
        assert!(laid(vec![passing], "2025-08-31").refusal("cabang_bpjs", "cilegon").is_none());
    }
}
