//! Inclusion rules: which category counts under which measure, since when, and on what legal basis.
//!
//! They are data (`config/iku/aturan.toml`), dated, because the rules changed in October 2025 and will again.

use std::path::Path;

use serde::Deserialize;

use crate::period::Day;
use crate::problem::{Problem, Result};

/// One dated rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The measure it applies to.
    #[serde(rename = "ukuran")]
    pub measure: String,
    /// The category it applies to.
    #[serde(rename = "kategori")]
    pub category: String,
    /// Whether records of the category count.
    #[serde(rename = "dihitung")]
    pub counted: bool,
    /// Why, in plain Indonesian.
    #[serde(rename = "alasan")]
    pub reason: String,
    /// The legal basis.
    #[serde(rename = "dasar_hukum")]
    pub basis: String,
    /// The first day on which it applies.
    #[serde(rename = "berlaku_sejak")]
    pub since: Day,
    /// `terverifikasi` or `asumsi`.
    pub status: String,
}

#[derive(Deserialize)]
struct RuleFile {
    aturan: Vec<Rule>,
}

/// Every rule, of all measures and times.
#[derive(Clone, Default)]
pub struct Rules(Vec<Rule>);

/// Whether something counts, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Counted,
    /// It does not, for this reason.
    NotCounted(String),
}

impl Rules {
    /// Reads rules from TOML.
    ///
    /// # Errors
    /// [`Problem::Internal`] naming what cannot be read.
    pub fn parse(text: &str) -> Result<Self> {
        let file: RuleFile = toml::from_str(text).map_err(|e| Problem::internal(format!("inclusion rules: {e}")))?;
        Ok(Self(file.aturan))
    }

    /// The rules shipped with the program.
    ///
    /// # Errors
    /// As [`Rules::parse`].
    pub fn embedded() -> Result<Self> {
        Self::parse(include_str!("../../../config/iku/aturan.toml"))
    }

    /// The rules shipped with the program, and those of `aturan.toml` in a folder, if one is named.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming what cannot be read.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut rules = Self::embedded()?;
        if let Some(path) = folder.map(|folder| folder.join("aturan.toml")).filter(|path| path.exists()) {
            let unreadable = |error: String| {
                Problem::Malformed(format!("Aturan penghitungan {} tidak terbaca: {error}", path.display()))
            };
            let text = std::fs::read_to_string(&path).map_err(|e| unreadable(e.to_string()))?;
            let file: RuleFile = toml::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
            rules.0.extend(file.aturan);
        }
        Ok(rules)
    }

    /// All rules, for the catalogue.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.0
    }

    /// The verdict on a category under a measure on a day: the newest rule in force decides. A category without a rule is not
    /// counted, with a reason that says so, instead of getting into a figure unnoticed.
    #[must_use]
    pub fn verdict(&self, measure: &str, category: &str, day: Day) -> Verdict {
        let rule = self
            .0
            .iter()
            .filter(|r| r.measure == measure && r.category == category && r.since <= day)
            .max_by_key(|r| r.since);
        match rule {
            Some(rule) if rule.counted => Verdict::Counted,
            Some(rule) => Verdict::NotCounted(rule.reason.clone()),
            None => Verdict::NotCounted(format!("Belum ada aturan yang berlaku untuk kategori \"{category}\".")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
        [[aturan]]
        ukuran = "m"
        kategori = "a"
        dihitung = false
        alasan = "lama"
        dasar_hukum = "-"
        berlaku_sejak = "2025-01-01"
        status = "asumsi"
        [[aturan]]
        ukuran = "m"
        kategori = "a"
        dihitung = true
        alasan = "baru"
        dasar_hukum = "-"
        berlaku_sejak = "2025-10-08"
        status = "asumsi"
    "#;

    #[test]
    fn the_newest_rule_in_force_decides() {
        let rules = Rules::parse(TWO).unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(rules.verdict("m", "a", day("2025-10-07")), Verdict::NotCounted("lama".into()));
        assert_eq!(rules.verdict("m", "a", day("2025-10-08")), Verdict::Counted);
        assert!(matches!(rules.verdict("m", "b", day("2025-10-08")), Verdict::NotCounted(_)));
        assert!(matches!(rules.verdict("m", "a", day("2024-12-31")), Verdict::NotCounted(_)));
    }

    #[test]
    fn shipped_rules_are_readable() {
        assert!(Rules::embedded().unwrap().all().len() > 15);
    }
}
