//! The sections that people write, in the order of the report.

use crate::sumber::Source;

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
    ("masalah", "Bab IV: permasalahan"),
    ("tindak-lanjut", "Bab IV: upaya tindak lanjut"),
    ("saran", "Bab IV: saran"),
];

/// The key of what the team says of an item: `faktor` or `upaya`.
#[must_use]
pub fn of_item(what: &str, no: u32) -> String {
    format!("iku-{no}-{what}")
}

/// The sections of a report.
#[must_use]
pub fn sections(source: &Source) -> Vec<Section> {
    let fixed = FIXED.iter().map(|(key, title)| Section { key: (*key).to_owned(), title: (*title).to_owned() });
    let of = |no: u32, what: &str, words: &str| Section { key: of_item(what, no), title: format!("IKU {no}: {words}") };
    let items = source.lines.iter().flat_map(|line| {
        let no = line.item.no;
        [of(no, "faktor", "faktor yang memengaruhi"), of(no, "upaya", "upaya")]
    });
    fixed.chain(items).collect()
}

/// The title of a section.
#[must_use]
pub fn title(key: &str, source: &Source) -> String {
    let found = sections(source).into_iter().find(|section| section.key == key);
    found.map_or_else(|| key.to_owned(), |section| section.title)
}
