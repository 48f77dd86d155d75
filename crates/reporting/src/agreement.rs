//! Agreements (Perjanjian Kinerja) and their targets: data under `config/iku`, checked when read.

use kernel::{Day, Problem, Result, figure};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::indicator::{Indicator, Rollup};
use crate::indicators;
use crate::printed::Printed;

/// An agreement of an office for a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its short name.
    #[serde(rename = "kode")]
    pub code: String,
    /// Its title.
    #[serde(rename = "judul")]
    pub title: String,
    /// The year.
    #[serde(rename = "tahun")]
    pub year: i32,
    /// The office's code.
    #[serde(rename = "kantor")]
    pub office: String,
    /// The first day on which it holds.
    #[serde(rename = "berlaku_sejak")]
    pub since: Day,
    /// Its version.
    #[serde(rename = "versi")]
    pub version: u32,
    /// Percent at which capaian is capped, if it is; the raw one is always kept.
    #[serde(rename = "batas_capaian")]
    pub cap: Option<u32>,
    /// `terverifikasi` or `asumsi`.
    pub status: String,
    /// Its indicators.
    #[serde(rename = "butir")]
    pub items: Vec<Item>,
}

/// An indicator in an agreement, with its targets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number in the agreement.
    pub no: u32,
    /// The indicator's name.
    #[serde(rename = "indikator")]
    pub indicator: String,
    /// The goal that it serves.
    #[serde(rename = "sasaran")]
    pub goal: String,
    /// Its published title.
    #[serde(rename = "judul")]
    pub title: String,
    /// Its published unit.
    #[serde(rename = "satuan")]
    pub unit: String,
    /// The target of the year: a decimal or a category.
    #[serde(rename = "target_tahun")]
    pub target_year: String,
    /// The targets of the quarters, where there are any.
    #[serde(rename = "target_tw")]
    pub target_quarters: Option<[String; 4]>,
}

/// All agreements, with what was printed about them.
pub struct Agreements {
    all: Vec<Agreement>,
    printed: Vec<Printed>,
}

/// A target as a number; none for a category.
pub(crate) fn number(target: &str) -> Option<Decimal> {
    target.parse().ok()
}

impl Item {
    /// The indicator.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a name that no indicator has.
    pub fn indicator(&self) -> Result<&'static Indicator> {
        indicators::find(&self.indicator)
            .ok_or_else(|| Problem::Malformed(format!("Indikator {} tidak dikenal.", self.indicator)))
    }

    fn check(&self, agreement: &str) -> Result<()> {
        let indicator = self.indicator()?;
        let Some(quarters) = &self.target_quarters else { return Ok(()) };
        let additive = matches!(indicator.rollup, Rollup::Sum | Rollup::DistinctOverYear);
        let parts: Option<Vec<Decimal>> = quarters.iter().map(|q| number(q)).collect();
        let (Some(parts), Some(year)) = (parts, number(&self.target_year)) else { return Ok(()) };
        let (rolled, how) = if additive {
            (parts.iter().sum::<Decimal>(), "jumlah")
        } else {
            (parts.iter().copied().max().unwrap_or_default(), "nilai tertinggi")
        };
        if rolled == year {
            return Ok(());
        }
        Err(Problem::Malformed(format!(
            "Perjanjian {agreement}, butir {}: {how} target triwulan {} tidak sama dengan target tahun {}.",
            self.no,
            figure::decimal(rolled, 2),
            figure::decimal(year, 2)
        )))
    }
}

impl Agreements {
    /// Reads agreements and prints; refuses an agreement whose quarters do not become its year.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the file's fault.
    pub fn parse(agreements: &[&str], printed: &[&str]) -> Result<Self> {
        let broken = |e: toml::de::Error| Problem::Malformed(format!("Berkas perjanjian tidak terbaca: {e}"));
        let all: Vec<Agreement> =
            agreements.iter().map(|t| toml::from_str(t).map_err(broken)).collect::<Result<_>>()?;
        let printed = printed.iter().map(|t| toml::from_str(t).map_err(broken)).collect::<Result<_>>()?;
        for agreement in &all {
            for item in &agreement.items {
                item.check(&agreement.code)?;
            }
        }
        Ok(Self { all, printed })
    }

    /// The agreements shipped with the program.
    ///
    /// # Errors
    /// As [`Agreements::parse`]; a test keeps that from happening.
    pub fn embedded() -> Result<Self> {
        Self::parse(
            &[
                include_str!("../../../config/iku/2025-pok.toml"),
                include_str!("../../../config/iku/2025-pk-oktober.toml"),
            ],
            &[include_str!("../../../config/iku/2025-terbit.toml")],
        )
    }

    /// All agreements.
    #[must_use]
    pub fn all(&self) -> &[Agreement] {
        &self.all
    }

    /// The agreements of a year.
    #[must_use]
    pub fn of_year(&self, year: i32) -> Vec<&Agreement> {
        self.all.iter().filter(|a| a.year == year).collect()
    }

    /// The agreement of a code.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming those that there are.
    pub fn find(&self, code: &str) -> Result<&Agreement> {
        self.all.iter().find(|a| a.code == code).ok_or_else(|| {
            let codes: Vec<_> = self.all.iter().map(|a| a.code.as_str()).collect();
            Problem::Malformed(format!("Perjanjian {code} tidak ada. Pilih salah satu: {}.", codes.join(", ")))
        })
    }

    /// The newest agreed year.
    #[must_use]
    pub fn newest_year(&self) -> Option<i32> {
        self.all.iter().map(|a| a.year).max()
    }

    /// What was printed about an agreement.
    #[must_use]
    pub fn printed(&self, code: &str) -> Option<&Printed> {
        self.printed.iter().find(|p| p.agreement == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_agreements_hold_together() {
        let agreements = Agreements::embedded().unwrap();
        assert_eq!(agreements.find("2025-pok").unwrap().items.len(), 13);
        assert_eq!(agreements.find("2025-pk-oktober").unwrap().items.len(), 7);
    }

    #[test]
    fn quarters_that_do_not_add_up_are_refused() {
        let text = include_str!("../../../config/iku/2025-pok.toml").replace("\"4940\"", "\"4941\"");
        assert!(Agreements::parse(&[&text], &[]).is_err());
    }
}
