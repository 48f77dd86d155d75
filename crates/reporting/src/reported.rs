//! What earlier years came to by a report (`menurut_laporan`): data (`config/iku/riwayat-banten.toml`). It is a type of its own, so that nothing
//! takes it for a figure that was counted.

use kernel::{Problem, Result};
use serde::Deserialize;

use crate::agreement::number;
use crate::compute::Value;
use crate::indicators;

/// A year of an indicator as a report printed it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: String,
    /// The year.
    #[serde(rename = "tahun")]
    pub year: i32,
    /// The target, where it is printed: a decimal or a category.
    pub target: Option<String>,
    /// What was reached: a decimal or a category.
    #[serde(rename = "realisasi")]
    pub realisation: String,
    /// Where it stands.
    #[serde(rename = "tempat")]
    pub place: String,
}

/// A file of them: of one office, from one report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct History {
    #[serde(rename = "kantor")]
    office: String,
    #[serde(rename = "sumber")]
    source: String,
    #[serde(rename = "menurut_laporan")]
    all: Vec<Reported>,
}

impl Reported {
    /// What was reached, for people to read.
    #[must_use]
    pub fn value(&self) -> Value {
        number(&self.realisation).map_or_else(|| Value::Category(self.realisation.clone()), Value::Number)
    }
}

impl History {
    /// An indicator that there is, once a year, with something that was reached and the place where it stands.
    pub(crate) fn check(&self) -> Result<()> {
        match self.all.iter().find_map(|one| Some((one, self.fault(one)?))) {
            None => Ok(()),
            Some((one, fault)) => {
                Err(Problem::Malformed(format!("Riwayat {}, {} {}: {fault}.", self.office, one.indicator, one.year)))
            }
        }
    }

    fn fault(&self, one: &Reported) -> Option<&'static str> {
        let same = |other: &&Reported| (&other.indicator, other.year) == (&one.indicator, one.year);
        if indicators::find(&one.indicator).is_none() {
            Some("indikator ini tidak dikenal")
        } else if one.realisation.trim().is_empty() || one.place.trim().is_empty() {
            Some("realisasi dan tempatnya di laporan harus diisi")
        } else if self.all.iter().filter(same).count() > 1 {
            Some("indikator dan tahun ini ada dua kali")
        } else {
            None
        }
    }

    /// The year of an indicator of an office, if the report prints it; its place names the report.
    pub(crate) fn find(&self, office: &str, indicator: &str, year: i32) -> Option<Reported> {
        let found = self.all.iter().find(|one| one.indicator == indicator && one.year == year);
        let found = found.filter(|_| self.office.eq_ignore_ascii_case(office))?;
        Some(Reported { place: format!("{}, {}", self.source, found.place), ..found.clone() })
    }
}

#[cfg(test)]
mod tests {
    use crate::agreement::Agreements;

    const SHIPPED: &str = include_str!("../../../config/iku/riwayat-banten.toml");

    #[test]
    fn the_shipped_years_are_those_of_the_report() {
        let all = Agreements::embedded().unwrap();
        let of = |indicator: &str, year: i32| all.reported("BP3MI-BANTEN", indicator, year);
        for (indicator, year, target, realisation) in [
            ("penanganan-pengaduan", 2023, None, "41"),
            ("penanganan-pengaduan", 2024, None, "5"),
            ("pemberdayaan", 2024, Some("160"), "40"),
            ("kepulangan", 2023, Some("6350"), "11198"),
            ("penempatan-nonpemerintah", 2024, Some("17500"), "16960"),
            ("klaim-jamsos", 2024, None, "100"),
            ("data-supply", 2024, None, "119"),
        ] {
            let found = of(indicator, year).unwrap();
            assert_eq!(
                (found.target.as_deref(), found.realisation.as_str()),
                (target, realisation),
                "{indicator} {year}"
            );
            assert!(
                found.place.starts_with("Laporan Kinerja BP3MI Banten 2025, Bab III") && found.place.contains("hlm.")
            );
        }
        assert_eq!(of("klaim-jamsos", 2023), None, "the report prints none");
        assert_eq!(of("kepulangan", 2025), None, "what is counted is not carried over");
        assert_eq!(all.reported("BP3MI-NTB", "kepulangan", 2023), None, "it is one office's");
    }

    #[test]
    fn a_file_that_says_nothing_or_says_it_twice_is_refused() {
        for (from, to) in [
            ("\"kepulangan\"", "\"kepulangan-entah\""),
            ("realisasi = \"41\"", "realisasi = \" \""),
            ("indikator = \"kepulangan\"\ntahun = 2024", "indikator = \"kepulangan\"\ntahun = 2023"),
        ] {
            let wrong = SHIPPED.replace(from, to);
            assert!(wrong != SHIPPED && Agreements::parse([("a.toml", wrong.as_str())]).is_err(), "{from}");
        }
    }
}
