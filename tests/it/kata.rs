//! The words that the program depends on are those that code, rules and clocks name.

use std::fs;
use std::path::Path;

use kernel::reference::{REGISTERS, Reference};
use rujukan::needed::{CLOSED, NAMED, closed, needed};

/// The crates that decide by words.
const DECIDING: [&str; 12] = [
    "kernel",
    "records",
    "people",
    "cases",
    "pemulangan",
    "bandara",
    "jamsos",
    "supply",
    "penempatan",
    "kelembagaan",
    "reporting",
    "pelindungan",
];

fn read(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            all.push_str(text.split("#[cfg(test)]").next().unwrap());
        }
    }
}

/// A word that ends while code or a rule still names it would never be met again, and nobody would be told.
#[test]
fn a_word_that_the_program_names_cannot_end() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut code = String::new();
    for name in DECIDING {
        read(&root.join("crates").join(name).join("src"), &mut code);
    }
    for file in ["config/iku/aturan.toml", "config/referensi/tenggat.toml"] {
        code.push_str(&fs::read_to_string(root.join(file)).unwrap());
    }
    let reference = Reference::embedded().unwrap();
    let mut lacking = Vec::new();
    for vocabulary in reference.vocabularies() {
        for term in reference.terms(vocabulary) {
            let named = code.contains(&format!("\"{}\"", term.code));
            if named && !needed(vocabulary, &term.code) {
                lacking.push((vocabulary, term.code.as_str()));
            }
        }
    }
    assert!(lacking.is_empty(), "name them in rujukan::needed: {lacking:?}");
}

#[test]
fn the_lists_name_words_that_there_are() {
    let reference = Reference::embedded().unwrap();
    for vocabulary in CLOSED {
        assert!(!reference.terms(vocabulary).is_empty(), "{vocabulary}");
    }
    for (vocabulary, codes) in NAMED {
        assert!(!closed(vocabulary), "{vocabulary} is closed as a whole");
        for code in *codes {
            assert!(reference.terms(vocabulary).iter().any(|term| term.code == *code), "{vocabulary}: {code}");
        }
    }
    for register in REGISTERS {
        assert!(!reference.terms(register).is_empty() && !closed(register), "{register}");
    }
}

/// A spelling that two words of a vocabulary have would be read as the first of them.
#[test]
fn no_two_shipped_words_of_a_vocabulary_are_written_alike() {
    let reference = Reference::embedded().unwrap();
    for vocabulary in reference.vocabularies() {
        for term in reference.terms(vocabulary) {
            for spelling in [&term.code, &term.label].into_iter().chain(&term.also) {
                let other = reference.another(vocabulary, spelling, &term.code);
                assert!(other.is_none(), "{vocabulary}: {spelling} is {} and {}", term.code, other.unwrap().code);
            }
        }
    }
}
