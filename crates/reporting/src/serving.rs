//! Which activities of the budget serve which items of an agreement: data (`config/iku/kegiatan.toml`).

use kernel::reference::fold;
use kernel::{Problem, Result};
use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;

/// Activities that serve items of an agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    /// The agreement.
    #[serde(rename = "perjanjian")]
    pub agreement: String,
    /// The numbers of the items, as the first version of the agreement that has them counts.
    #[serde(rename = "butir")]
    pub items: Vec<u32>,
    /// The activities, by name.
    #[serde(rename = "kegiatan")]
    pub activities: Vec<String>,
    /// `terverifikasi` or `asumsi`.
    pub status: String,
    /// Where it is said, or why it is assumed.
    #[serde(rename = "dasar")]
    pub basis: String,
}

/// Confirmed by the office.
pub(crate) const CONFIRMED: &str = "terverifikasi";
/// Not confirmed.
pub(crate) const ASSUMED: &str = "asumsi";

/// What an office says of its own agreement: kept with it, by indicator, so that another number of an item changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// `terverifikasi` or `asumsi`.
    pub status: String,
    /// The activities that are named.
    #[serde(rename = "kaitan")]
    pub all: Vec<Tie>,
}

/// An activity, and what it serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// The activity, by name.
    #[serde(rename = "kegiatan")]
    pub activity: String,
    /// The indicators of the items.
    #[serde(rename = "indikator")]
    pub indicators: Vec<String>,
}

impl Named {
    /// Whether an activity serves the item of an indicator: letter case and blanks mean nothing.
    #[must_use]
    pub fn serves(&self, activity: &str, indicator: &str) -> bool {
        let folded = fold(activity);
        let here = self.all.iter().filter(|tie| fold(&tie.activity) == folded);
        here.flat_map(|tie| &tie.indicators).any(|one| one == indicator)
    }
}

/// A file of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(rename = "kegiatan_iku")]
    pub all: Vec<Serving>,
}

impl Serving {
    /// Whether an activity is among them: letter case and blanks mean nothing.
    #[must_use]
    pub fn names(&self, activity: &str) -> bool {
        let folded = fold(activity);
        self.activities.iter().any(|name| fold(name) == folded)
    }

    /// An entry about an agreement that is known names items that the agreement has.
    pub(crate) fn check(&self, all: &[Agreement]) -> Result<()> {
        let mut versions = all.iter().filter(|agreement| agreement.code == self.agreement).peekable();
        if versions.peek().is_none() {
            return Ok(());
        }
        let there: Vec<u32> = versions.flat_map(|agreement| &agreement.items).map(|item| item.no).collect();
        match self.items.iter().find(|no| !there.contains(no)) {
            None => Ok(()),
            Some(no) => Err(Problem::Malformed(format!(
                "Kegiatan untuk perjanjian {}: butir {no} tidak ada di perjanjian itu.",
                self.agreement
            ))),
        }
    }
}
