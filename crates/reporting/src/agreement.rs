//! Agreements (Perjanjian Kinerja) and their targets: data under `config/iku`, checked when read.

use std::path::Path;
use std::sync::Arc;

use kernel::{Day, Problem, Result, figure};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bare::Bare;
use crate::indicator::{Indicator, Rollup};
use crate::indicators;
use crate::printed::Printed;
use crate::reported::{History, Reported};
use crate::serving::{self, Named, Serving};
use crate::units;

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
    /// Whether the office made it in the console, and it was not shipped.
    #[serde(skip)]
    pub own: bool,
    /// The day on which the office signed it; none for what is shipped, and for a draft.
    #[serde(skip)]
    pub signed: Option<Day>,
    /// Which activities the office says serve its items.
    #[serde(skip)]
    pub named: Option<Named>,
}

/// An indicator in an agreement, with its targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The target of the year: a decimal or a category; empty where none is agreed.
    #[serde(rename = "target_tahun")]
    pub target_year: String,
    /// The targets of the quarters, where there are any.
    #[serde(rename = "target_tw")]
    pub target_quarters: Option<[String; 4]>,
}

/// All agreements, with what was printed about them and which activities of the budget serve them.
pub struct Agreements {
    pub(crate) all: Vec<Agreement>,
    pub(crate) printed: Vec<Printed>,
    pub(crate) serving: Vec<Serving>,
    pub(crate) history: Vec<History>,
    /// A number that grows with each signature, and with each change of what was signed; 0 for what is shipped.
    pub(crate) signed: i64,
    pub(crate) bare: Arc<Bare>,
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

    /// The target of a quarter, 1 to 4, or of the year for 0; none where there is none.
    #[must_use]
    pub fn target(&self, tw: i64) -> Option<&str> {
        let target = match usize::try_from(tw).ok()?.checked_sub(1) {
            None => Some(self.target_year.as_str()),
            Some(at) => self.target_quarters.as_ref()?.get(at).map(String::as_str),
        };
        target.filter(|target| !target.is_empty())
    }

    /// Refuses quarters that do not become the year: their sum for counts, else the highest.
    pub(crate) fn check(&self, agreement: &str) -> Result<()> {
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

fn broken(source: &str, error: &toml::de::Error) -> Problem {
    Problem::Malformed(format!("Berkas perjanjian {source} tidak terbaca: {error}"))
}

impl Agreements {
    /// Reads agreements, prints and the activities that serve them from text, each with the name of its file; refuses an agreement
    /// whose quarters do not become its year. Of two texts with the same code and version the later one stands.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the file's fault.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let mut read = Self {
            all: Vec::new(),
            printed: Vec::new(),
            serving: Vec::new(),
            history: Vec::new(),
            signed: 0,
            bare: Arc::default(),
        };
        for (name, text) in files {
            let table: toml::Table = toml::from_str(text).map_err(|e| broken(name, &e))?;
            if table.contains_key("perjanjian") {
                read.printed.push(toml::from_str(text).map_err(|e| broken(name, &e))?);
            } else if table.contains_key("butir") {
                read.add(toml::from_str(text).map_err(|e| broken(name, &e))?)?;
            } else if table.contains_key("menurut_laporan") {
                let file: History = toml::from_str(text).map_err(|e| broken(name, &e))?;
                file.check()?;
                // A later file is asked first.
                read.history.insert(0, file);
            } else if table.contains_key("kegiatan_iku") {
                let file: serving::File = toml::from_str(text).map_err(|e| broken(name, &e))?;
                // A later file says anew which activities serve an agreement.
                read.serving.retain(|held| file.all.iter().all(|one| one.agreement != held.agreement));
                read.serving.extend(file.all);
            }
        }
        read.all.sort_by_key(|agreement| agreement.version);
        read.check_versions()?;
        read.serving.iter().try_for_each(|one| one.check(&read.all))?;
        Ok(read)
    }

    fn add(&mut self, mut agreement: Agreement) -> Result<()> {
        for item in &mut agreement.items {
            item.check(&agreement.code)?;
            item.unit = units::read(&item.unit);
        }
        self.all.retain(|held| (&held.code, held.version) != (&agreement.code, agreement.version));
        self.all.push(agreement);
        Ok(())
    }

    /// A later version of an agreement begins later, and speaks of the same office and year.
    fn check_versions(&self) -> Result<()> {
        for (at, one) in self.all.iter().enumerate() {
            for later in self.all.iter().skip(at + 1).filter(|later| later.code == one.code) {
                if later.since <= one.since || later.year != one.year || later.office != one.office {
                    return Err(Problem::Malformed(format!(
                        "Perjanjian {} versi {}: tahun dan kantornya harus sama dengan versi {}, dan berlaku_sejak lebih kemudian.",
                        one.code, later.version, one.version
                    )));
                }
            }
        }
        Ok(())
    }

    /// The agreements shipped with the program, and those of a folder, if one is named: every `.toml` file in it that
    /// holds an agreement or a print.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming what cannot be read.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut files: Vec<(String, String)> =
            SHIPPED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        if let Some(folder) = folder {
            let unreadable = |error: std::io::Error| {
                Problem::Malformed(format!("Folder perjanjian {} tidak terbaca: {error}.", folder.display()))
            };
            let mut paths: Vec<_> = std::fs::read_dir(folder)
                .map_err(unreadable)?
                .filter_map(|entry| entry.ok().map(|e| e.path()))
                .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
                .collect();
            paths.sort();
            for path in paths {
                let text = std::fs::read_to_string(&path).map_err(unreadable)?;
                files.push((path.display().to_string(), text));
            }
        }
        Self::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    /// The agreements shipped with the program.
    ///
    /// # Errors
    /// As [`Agreements::load`]; a test keeps that from happening.
    pub fn embedded() -> Result<Self> {
        Self::load(None)
    }

    /// All agreements, every version.
    #[must_use]
    pub fn all(&self) -> &[Agreement] {
        &self.all
    }

    /// The agreements of a year, the newest version of each, in the order of their first ones.
    #[must_use]
    pub fn of_year(&self, year: i32) -> Vec<&Agreement> {
        let newest = |a: &&Agreement| !self.all.iter().any(|b| b.code == a.code && b.version > a.version);
        let mut all: Vec<&Agreement> = self.all.iter().filter(|a| a.year == year).filter(newest).collect();
        all.sort_by_key(|a| self.all.iter().position(|b| b.code == a.code));
        all
    }

    /// By what a year is counted: its agreements, or all indicators without a target where it has none.
    #[must_use]
    pub fn counted_by(&self, year: i32) -> Vec<&Agreement> {
        let agreed = self.of_year(year);
        if agreed.is_empty() { self.bare.of(year).into_iter().collect() } else { agreed }
    }

    /// The newest version of the agreement of a code.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming those that there are.
    pub fn find(&self, code: &str) -> Result<&Agreement> {
        self.all.iter().rev().find(|a| a.code == code).ok_or_else(|| {
            let mut codes: Vec<_> = self.all.iter().map(|a| a.code.as_str()).collect();
            codes.dedup();
            Problem::Malformed(format!("Perjanjian {code} tidak ada. Pilih salah satu: {}.", codes.join(", ")))
        })
    }

    /// The version of an agreement that holds on a day, as that day knew it: the newest that has begun and was signed by then; the first
    /// before all of them.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a code that does not exist.
    pub fn in_force(&self, code: &str, day: Day) -> Result<&Agreement> {
        self.in_force_as_known(code, day, day)
    }

    /// The version of an agreement that holds on a day, of those that were signed by a day on which that is asked.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a code that does not exist.
    pub fn in_force_as_known(&self, code: &str, day: Day, asked: Day) -> Result<&Agreement> {
        let known = |a: &Agreement| a.signed.is_none_or(|signed| signed <= asked);
        let begun = self.all.iter().rev().find(|a| a.code == code && a.since <= day && known(a));
        let first = || self.all.iter().find(|a| a.code == code);
        begun.or_else(first).or_else(|| self.bare.named(code)).map_or_else(|| self.find(code), Ok)
    }

    /// What was printed about an agreement.
    #[must_use]
    pub fn printed(&self, code: &str) -> Option<&Printed> {
        self.printed.iter().find(|p| p.agreement == code)
    }

    /// What an indicator of an office came to in a year by a report, if one prints it.
    #[must_use]
    pub fn reported(&self, office: &str, indicator: &str, year: i32) -> Option<Reported> {
        self.history.iter().find_map(|file| file.find(office, indicator, year))
    }

    /// Which activities of the budget serve the items of an agreement.
    #[must_use]
    pub fn serving(&self, code: &str) -> Vec<&Serving> {
        self.serving.iter().filter(|one| one.agreement == code).collect()
    }

    /// The indicator that budget and print mean by a number: that of the first version of the agreement which has the number,
    /// for which they were written. A later version may number anew.
    pub(crate) fn meant(&self, code: &str, no: u32) -> Option<&str> {
        let numbered = |one: &&Agreement| one.code == code && one.items.iter().any(|item| item.no == no);
        let first = self.all.iter().filter(numbered).min_by_key(|one| one.version)?;
        first.items.iter().find(|item| item.no == no).map(|item| item.indicator.as_str())
    }

    /// Whether budget and print mean this item, of whatever version, by a number.
    pub(crate) fn means(&self, code: &str, no: u32, item: &Item) -> bool {
        self.meant(code, no) == Some(item.indicator.as_str())
    }
}

const SHIPPED: [(&str, &str); 5] = [
    ("2025-pok.toml", include_str!("../../../config/iku/2025-pok.toml")),
    ("2025-pk-oktober.toml", include_str!("../../../config/iku/2025-pk-oktober.toml")),
    ("2025-terbit.toml", include_str!("../../../config/iku/2025-terbit.toml")),
    ("kegiatan.toml", include_str!("../../../config/iku/kegiatan.toml")),
    ("riwayat-banten.toml", include_str!("../../../config/iku/riwayat-banten.toml")),
];

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
    fn activities_serve_items_that_there_are() {
        let shipped = Agreements::embedded().unwrap();
        let serving = shipped.serving("2025-pok");
        assert!((1..=13).all(|no| serving.iter().any(|one| one.items.contains(&no))));
        assert!(serving.iter().any(|one| one.names("layanan  umum") && one.items == [11, 12, 13]));
        let first = include_str!("../../../config/iku/2025-pok.toml");
        let text = include_str!("../../../config/iku/kegiatan.toml");
        let wrong = text.replace("butir = [10]", "butir = [14]");
        assert!(Agreements::parse([("a.toml", first), ("b.toml", wrong.as_str())]).is_err());
        let own = text.replace("\"Layanan Umum\", ", "");
        let both = Agreements::parse([("a.toml", first), ("b.toml", text), ("c.toml", own.as_str())]).unwrap();
        assert!(!both.serving("2025-pok").iter().any(|one| one.names("Layanan Umum")), "the later file stands");
    }

    #[test]
    fn quarters_that_do_not_add_up_are_refused() {
        let text = include_str!("../../../config/iku/2025-pok.toml").replace("\"4940\"", "\"4941\"");
        assert!(Agreements::parse([("a.toml", text.as_str())]).is_err());
    }

    #[test]
    fn a_revision_holds_from_its_day() {
        let first = include_str!("../../../config/iku/2025-pok.toml");
        let revised = first
            .replace("versi = 1", "versi = 2")
            .replace("berlaku_sejak = \"2025-01-01\"", "berlaku_sejak = \"2025-07-01\"")
            .replace("\"19760\"", "\"16000\"")
            .replace("\"4940\"", "\"4000\"");
        let both = Agreements::parse([("b.toml", revised.as_str()), ("a.toml", first)]).unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let target = |on: &str| {
            let agreement = both.in_force("2025-pok", day(on)).unwrap();
            (agreement.version, agreement.items.iter().find(|i| i.no == 7).unwrap().target_year.clone())
        };
        assert_eq!(target("2024-12-31"), (1, "19760".to_owned()));
        assert_eq!(target("2025-06-30"), (1, "19760".to_owned()));
        assert_eq!(target("2025-07-01"), (2, "16000".to_owned()));
        assert_eq!(both.of_year(2025).len(), 1);
        assert_eq!(both.find("2025-pok").unwrap().version, 2);
        let same_day = revised.replace("2025-07-01", "2025-01-01");
        assert!(Agreements::parse([("a.toml", first), ("b.toml", same_day.as_str())]).is_err());
    }
}
