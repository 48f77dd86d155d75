//! What a year without an agreement is counted by: every indicator, without targets. It is made when it is first asked for.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use kernel::Period;

use crate::agreement::{Agreement, Agreements, Item};
use crate::indicator::Indicator;
use crate::indicators;

/// The first year that can be asked for at all.
const FIRST: i32 = 2000;
/// The last one.
const LAST: i32 = 2200;
/// What the codes begin with.
const CODE: &str = "tanpa-";

/// The years without an agreement.
pub(crate) struct Bare(Vec<OnceLock<Agreement>>);

impl Default for Bare {
    fn default() -> Self {
        Self((FIRST..=LAST).map(|_| OnceLock::new()).collect())
    }
}

impl Bare {
    /// What a year is counted by without an agreement; none for a year that nobody can mean.
    pub(crate) fn of(&self, year: i32) -> Option<&Agreement> {
        let at = usize::try_from(year.checked_sub(FIRST)?).ok()?;
        Some(self.0.get(at)?.get_or_init(|| without(year)))
    }

    /// The same by its code.
    pub(crate) fn named(&self, code: &str) -> Option<&Agreement> {
        self.of(code.strip_prefix(CODE)?.parse().ok()?).filter(|one| one.code == code)
    }
}

impl Agreements {
    /// By what the figures of a year are kept, and for which office: its agreements, and all indicators without targets for the office of the
    /// settings and for those that had an agreement before, where they have none.
    #[must_use]
    pub fn by_office<'a>(&'a self, year: i32, home: &'a str) -> Vec<(&'a Agreement, &'a str)> {
        let mut all: Vec<(&Agreement, &str)> =
            self.of_year(year).into_iter().map(|one| (one, one.office.as_str())).collect();
        let before = self.all.iter().filter(|one| one.year < year).map(|one| one.office.as_str());
        let offices: BTreeSet<&str> = before.chain([home]).collect();
        for office in offices {
            let agreed = all.iter().any(|(_, other)| other.eq_ignore_ascii_case(office));
            if let Some(bare) = self.bare.of(year).filter(|_| !agreed) {
                all.push((bare, office));
            }
        }
        all
    }
}

impl Agreement {
    /// Whether nothing is agreed: the year is counted without targets.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.version == 0
    }
}

fn without(year: i32) -> Agreement {
    Agreement {
        code: format!("{CODE}{year}"),
        title: format!("Semua indikator {year}, belum ada perjanjian"),
        year,
        office: String::new(),
        since: Period::year(year).from,
        version: 0,
        cap: None,
        status: "asumsi".to_owned(),
        items: (1..).zip(indicators::ALL).map(|(no, indicator)| item(no, indicator)).collect(),
        own: false,
        signed: None,
        named: None,
    }
}

/// An indicator as an item without targets.
pub(crate) fn item(no: u32, indicator: &Indicator) -> Item {
    let unit = if indicator.newest().is_share() { "persen" } else { indicator.unit };
    Item {
        no,
        indicator: indicator.id.to_owned(),
        goal: String::new(),
        title: indicator.title.to_owned(),
        unit: unit.to_owned(),
        target_year: String::new(),
        target_quarters: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_an_agreement_has_every_indicator_and_no_target() {
        let shipped = Agreements::embedded().unwrap();
        let [bare] = shipped.counted_by(2031)[..] else { panic!("one") };
        assert!(bare.is_bare() && bare.items.len() == indicators::ALL.len());
        assert!(bare.items.iter().all(|item| (0..5).all(|tw| item.target(tw).is_none()) && item.indicator().is_ok()));
        let found = shipped.in_force("tanpa-2031", "2031-06-30".parse().unwrap()).unwrap();
        assert_eq!(found.year, 2031);
        assert_eq!(shipped.counted_by(2025).len(), 2);
        assert!(shipped.counted_by(1999).is_empty() && shipped.counted_by(i32::MIN).is_empty());
        assert!(shipped.in_force("tanpa-+2031", "2031-06-30".parse().unwrap()).is_err());
    }

    #[test]
    fn each_office_without_an_agreement_is_counted_beside_those_that_have_one() {
        let shipped = Agreements::embedded().unwrap();
        let kept = |year, home| -> Vec<(&str, &str)> {
            shipped.by_office(year, home).into_iter().map(|(one, office)| (one.code.as_str(), office)).collect()
        };
        let banten = "BP3MI-BANTEN";
        assert_eq!(kept(2025, banten), [("2025-pok", banten), ("2025-pk-oktober", banten)]);
        assert_eq!(kept(2026, banten), [("tanpa-2026", banten)]);
        assert_eq!(kept(2026, "BP3MI-JABAR"), [("tanpa-2026", banten), ("tanpa-2026", "BP3MI-JABAR")]);
    }
}
