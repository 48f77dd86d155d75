//! Vocabularies, countries, areas and offices: data under `config/referensi`, embedded in the program. What the office adds to the
//! vocabularies, changes and ends is laid over them, see [`Reference::laid`].

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use crate::period::Day;
use crate::problem::{Problem, Result};

mod area;
mod words;

use area::Names;
pub use words::REGISTERS;
use words::Vocabulary;

/// One word of a vocabulary, with the rule it comes from.
#[derive(Clone, Debug, Deserialize)]
pub struct Term {
    /// What is stored.
    #[serde(rename = "kode")]
    pub code: String,
    /// What people read.
    pub label: String,
    /// The legal basis, where one is known.
    #[serde(rename = "dasar_hukum")]
    pub basis: Option<String>,
    /// How else people write it.
    #[serde(rename = "juga", default)]
    pub also: Vec<String>,
    /// The first day on which it may be used; none for one that was always there.
    #[serde(skip)]
    pub since: Option<Day>,
    /// The first day on which it may not be used any more.
    #[serde(skip)]
    pub ended: Option<Day>,
    /// The label of the word to use in its place.
    #[serde(skip)]
    pub instead: Option<String>,
}

#[derive(Deserialize)]
struct KamusFile {
    kamus: Vec<Kamus>,
}

#[derive(Deserialize)]
struct Kamus {
    nama: String,
    isi: Vec<Term>,
}

/// A country.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its Indonesian name.
    pub name: String,
}

/// A province or a kabupaten/kota, by the code of the Ministry of Home Affairs (`36`, `36.03`).
#[derive(Clone, Debug)]
pub struct Area {
    /// The dotted code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// An office, as shipped; it becomes a row when the database is first used.
#[derive(Clone, Debug, Deserialize)]
pub struct Office {
    /// Its short code, as typed on the command line.
    #[serde(rename = "kode")]
    pub code: String,
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// `bp3mi`, `p4mi` or `pusat`.
    #[serde(rename = "jenis")]
    pub kind: String,
    /// The code of the office above it.
    #[serde(rename = "induk")]
    pub parent: Option<String>,
    /// The code of the province that it sits in; none where the file does not say.
    #[serde(rename = "provinsi")]
    pub province: Option<String>,
}

#[derive(Deserialize)]
struct OfficeFile {
    kantor: Vec<Office>,
}

/// All reference data. A version with other words shares with the one before what did not change.
#[derive(Clone)]
pub struct Reference {
    vocabularies: BTreeMap<String, Vocabulary>,
    countries: Arc<Vec<Country>>,
    country_words: Arc<Vec<String>>,
    country_names: Arc<HashMap<String, usize>>,
    areas: Arc<Vec<Area>>,
    area_names: Arc<Names>,
    /// The offices that are shipped.
    pub offices: Vec<Office>,
}

/// Lower case, single blanks: how names are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The same without the signs by which people write one word in several ways: `Laki - laki`, `(L)`, `habis-kontrak`.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|one| !matches!(one, ' ' | '.' | '-' | '_' | '(' | ')')).collect()
}

impl Reference {
    /// The reference data shipped with the program.
    ///
    /// # Errors
    /// [`Problem::Internal`] when a shipped file cannot be read; a test keeps that from happening.
    pub fn embedded() -> Result<Self> {
        let kamus: KamusFile = toml::from_str(include_str!("../../../config/referensi/kamus.toml"))
            .map_err(|e| Problem::internal(format!("kamus.toml: {e}")))?;
        let offices: OfficeFile = toml::from_str(include_str!("../../../config/referensi/kantor.toml"))
            .map_err(|e| Problem::internal(format!("kantor.toml: {e}")))?;
        let (mut countries, mut country_words, mut country_names) = (Vec::new(), Vec::new(), HashMap::new());
        for [code, name, synonyms] in rows(include_str!("../../../config/referensi/negara.csv"))? {
            let at = countries.len();
            for word in [code.as_str(), name.as_str()].into_iter().chain(synonyms.split('|')).filter(|w| !w.is_empty())
            {
                country_names.insert(fold(word), at);
                country_words.push(word.to_owned());
            }
            countries.push(Country { code, name });
        }
        let (mut areas, mut area_names) = (Vec::new(), Names::default());
        for [code, name, _] in rows(include_str!("../../../config/referensi/wilayah.csv"))? {
            area_names.learn(areas.len(), &code, &name);
            areas.push(Area { code, name });
        }
        Ok(Self {
            vocabularies: kamus.kamus.into_iter().map(|k| (k.nama, Vocabulary::of(k.isi))).collect(),
            countries: Arc::new(countries),
            country_words: Arc::new(country_words),
            country_names: Arc::new(country_names),
            areas: Arc::new(areas),
            area_names: Arc::new(area_names),
            offices: offices.kantor,
        })
    }

    /// The shipped office of a code or name, in any letter case.
    #[must_use]
    pub fn office(&self, typed: &str) -> Option<&Office> {
        let typed = fold(typed);
        self.offices.iter().find(|office| fold(&office.code) == typed || fold(&office.name) == typed)
    }

    /// The regional office in the province of an area; none where a neighbour serves it, since no source says which.
    #[must_use]
    pub fn office_of_area(&self, area: &str) -> Option<&Office> {
        let province = area.get(..2)?;
        self.offices.iter().find(|office| office.kind == "bp3mi" && office.province.as_deref() == Some(province))
    }

    /// All countries.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The country that somebody typed: code, Indonesian name or a usual other name.
    #[must_use]
    pub fn country(&self, typed: &str) -> Option<&Country> {
        self.country_names.get(&fold(typed)).and_then(|&at| self.countries.get(at))
    }

    /// The words for countries that a program may send: codes, names, usual other names.
    pub fn country_words(&self) -> impl Iterator<Item = &str> {
        self.country_words.iter().map(String::as_str)
    }

    /// The words for areas that a program may send: codes and names.
    pub fn area_words(&self) -> impl Iterator<Item = &str> {
        self.areas.iter().flat_map(|area| [area.code.as_str(), area.name.as_str()])
    }

    /// All provinces and kabupaten/kota, in the order of their codes.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }
}

/// The rows of a shipped CSV file of three columns, without its head.
fn rows(text: &str) -> Result<Vec<[String; 3]>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize::<(String, String, String)>()
        .map(|row| row.map(|(a, b, c)| [a, b, c]).map_err(|e| Problem::internal(format!("reference data: {e}"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_data_is_whole() {
        let reference = Reference::embedded().unwrap();
        assert_eq!(reference.areas().iter().filter(|a| a.code.len() == 2).count(), 38);
        assert_eq!(reference.areas().iter().filter(|a| a.code.len() == 5).count(), 514);
        assert_eq!(reference.country("uea").unwrap().code, "AE");
        assert_eq!(reference.area("Kab. Lebak").unwrap().code, "36.02");
        for (typed, code) in
            [("Indramayu", "32.12"), ("Kab.Indramayu", "32.12"), ("Lombok Timur", "52.03"), ("NTB", "52")]
        {
            assert_eq!(reference.area(typed).map(|area| area.code.as_str()), Some(code), "{typed}");
        }
        assert!(reference.area("Tangerang").is_none(), "a kabupaten and a kota");
        for typed in ["LK", "Pria", "laki laki"] {
            assert_eq!(reference.term("jenis_kelamin", typed).map(|term| term.code.as_str()), Some("L"), "{typed}");
        }
        assert_eq!(reference.term("cara_pulang", "Mandiri").unwrap().code, "mandiri");
        assert!(reference.offices.iter().any(|o| o.code == "BP3MI-BANTEN"));
        for (area, code) in [("32.12", Some("BP3MI-JABAR")), ("36", Some("BP3MI-BANTEN")), ("15.01", None), ("", None)]
        {
            assert_eq!(reference.office_of_area(area).map(|office| office.code.as_str()), code, "{area}");
        }
    }
}
