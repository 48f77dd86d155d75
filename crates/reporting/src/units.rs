//! The units of items of agreements: a closed list, since signs, cells of files and sentences hang on the word.

use std::iter;

/// The unit by which a figure is written with its sign.
const PERCENT: &str = "persen";

/// Every unit that an item may have.
pub(crate) const ALL: [&str; 12] = [
    PERCENT,
    "nilai",
    "kategori",
    "orang",
    "kasus",
    "klaim",
    "fasilitasi",
    "butir",
    "kegiatan",
    "dokumen",
    "laporan",
    "orang-verifikasi",
];

/// What the api takes: a unit, or nothing yet.
pub(crate) fn sent() -> Vec<&'static str> {
    iter::once("").chain(ALL).collect()
}

/// The unit that is meant by a text: letter case means nothing, and percent has several spellings.
#[must_use]
pub(crate) fn known(text: &str) -> Option<&'static str> {
    let folded = text.trim().to_lowercase();
    let meant = match folded.as_str() {
        "%" | "persentase" | "prosentase" => PERCENT,
        other => other,
    };
    ALL.into_iter().find(|unit| *unit == meant)
}

/// A unit as it is shown and compared: in the spelling of the list, or as it was written before there was one.
#[must_use]
pub(crate) fn read(text: &str) -> String {
    known(text).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_one_unit_however_it_is_written_and_what_is_not_known_stays() {
        for text in ["persen", " Persen", "%", "Persentase"] {
            assert_eq!(known(text), Some(PERCENT), "{text}");
        }
        assert_eq!((known("Orang"), known("ekor"), known("")), (Some("orang"), None, None));
        assert_eq!((read("ORANG"), read("ekor")), ("orang".to_owned(), "ekor".to_owned()));
    }

    #[test]
    fn every_unit_of_what_is_shipped_and_of_every_indicator_is_in_the_list() {
        let shipped = crate::Agreements::embedded().unwrap();
        let agreed = shipped.all().iter().flat_map(|one| &one.items).map(|item| item.unit.as_str());
        for unit in agreed.chain(crate::indicators::ALL.iter().map(|one| one.unit)) {
            assert_eq!(known(unit), Some(unit));
        }
    }
}
