//! The sections that people write, in the order of the report.

use reporting::Agreement;

/// A section that is written by people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
}

/// The sections of every report.
const FIXED: [(&str, &str); 10] = [
    ("pengantar", "Kata pengantar"),
    ("latar", "Bab I: latar belakang"),
    ("tugas", "Bab I: tugas pokok dan fungsi"),
    ("pegawai", "Bab I: sumber daya manusia"),
    ("potensi", "Bab I: potensi dan permasalahan"),
    ("renstra", "Bab II: rencana strategis"),
    ("anggaran", "Bab III: penjelasan realisasi anggaran"),
    ("masalah", "Bab IV: permasalahan, di samping kendala yang tercatat"),
    ("tindak-lanjut", "Bab IV: upaya tindak lanjut, di samping kendala yang tercatat"),
    ("saran", "Bab IV: saran"),
];

/// What a team says of an indicator, whichever agreement it stands in.
const OF_ITEM: [(&str, &str); 2] = [("faktor", "faktor yang memengaruhi"), ("upaya", "upaya")];

/// The key of what a team says of an indicator.
#[must_use]
pub fn of_item(what: &str, indicator: &str) -> String {
    format!("{what}-{indicator}")
}

/// The sections of the reports by some agreements, each once.
#[must_use]
pub fn sections(agreements: &[&Agreement]) -> Vec<Section> {
    let fixed = FIXED.iter().map(|(key, title)| Section { key: (*key).to_owned(), title: (*title).to_owned() });
    let mut all: Vec<Section> = fixed.collect();
    for item in agreements.iter().flat_map(|agreement| &agreement.items) {
        for (what, words) in OF_ITEM {
            let key = of_item(what, &item.indicator);
            if all.iter().all(|held| held.key != key) {
                all.push(Section { key, title: format!("IKU {}. {}: {words}", item.no, item.title) });
            }
        }
    }
    all
}

/// The title of a section.
#[must_use]
pub fn title(key: &str, agreement: &Agreement) -> String {
    let found = sections(&[agreement]).into_iter().find(|section| section.key == key);
    found.map_or_else(|| key.to_owned(), |section| section.title)
}
