//! What a look did, in words, and which fields it showed.

use kernel::form::{Field, Sensitivity};
use records::{AnyKind, Registry};

/// The deeds of looks: as stored, as people read them, and whether they show whole records.
const DEEDS: [(&str, &str, bool); 17] = [
    ("lihat", "Dilihat", true),
    ("buka", "Dibuka isian terlindunginya", true),
    ("daftar", "Tampil di daftar", false),
    ("cari", "Tampil di hasil pencarian", false),
    ("telusur", "Tampil sebagai catatan yang terkait", false),
    ("tugas", "Tampil di daftar tugas", false),
    ("ekspor", "Diekspor ke berkas", true),
    ("unduh", "Lampirannya diunduh", true),
    ("cetak", "Dicetak", true),
    ("cocokkan", "Diusulkan sebagai orang yang sama", false),
    ("petunjuk", "Ditanyakan oleh kantor lain", false),
    ("gabung", "Dibandingkan untuk digabung", true),
    ("laporan", "Tampil di laporan giliran", false),
    ("hubungi", "Tampil di daftar yang harus dihubungi", false),
    ("jejak", "Dilihat siapa yang melihatnya", false),
    ("salinan", "Salinan datanya dibuat", true),
    ("kebocoran", "Tampil di daftar kebocoran", false),
];

/// What people call the kind of what was looked at.
pub(crate) fn kind<'a>(registry: &Registry, code: &'a str) -> &'a str {
    match registry.find(code) {
        Some(kind) => kind.info().title,
        None if code == "orang" => "Orang",
        None => code,
    }
}

/// A deed as people read it.
pub(crate) fn words(deed: &str) -> &str {
    DEEDS.iter().find(|(code, ..)| *code == deed).map_or(deed, |(_, words, _)| *words)
}

/// The labels of fields that a look may have shown: those in clear, and the protected ones, which were masked unless they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// Shown in clear.
    pub open: Vec<&'static str>,
    /// Protected.
    pub protected: Vec<&'static str>,
}

/// The fields that a deed on a kind shows. A deed that is not known is taken to show all of them: too many are told rather than too few.
pub(crate) fn fields(kind: Option<&dyn AnyKind>, deed: &str) -> Fields {
    let whole = DEEDS.iter().find(|(code, ..)| *code == deed).is_none_or(|(.., whole)| *whole);
    let all: Vec<&'static Field> = match kind {
        Some(kind) => kind.fields(),
        None => people::FIELDS.iter().collect(),
    };
    let listed = kind.map_or(&[][..], |kind| kind.info().columns);
    // A list names the person; the page and the lists of people show more of them.
    let person = |field: &Field| kind.is_none() || field.key == people::key::NAMA.name;
    let shows = |field: &&&'static Field| whole || person(field) || listed.contains(&field.key);
    let mut fields = Fields::default();
    for field in all.iter().filter(shows) {
        match field.sensitivity {
            Sensitivity::Open => fields.open.push(field.label),
            Sensitivity::Identity | Sensitivity::Health => fields.protected.push(field.label),
        }
    }
    if deed == "hubungi" {
        fields.protected = vec![TELEPHONE];
    }
    fields
}

/// The one field that a list of those to call opens.
const TELEPHONE: &str = "Telepon";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_fewer_fields_than_a_record_and_what_is_not_known_shows_all() {
        let labels = |deed| fields(None, deed).open.len();
        assert_eq!(labels("lihat"), labels("hantu"));
        assert_eq!(words("hantu"), "hantu");
        assert_eq!(words("unduh"), "Lampirannya diunduh");
        assert!(fields(None, "buka").protected.contains(&"NIK"));
    }
}
