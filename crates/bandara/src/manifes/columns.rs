//! What the columns of a manifest hold.

use std::collections::HashMap;

use kernel::form::{Field, FieldKind};
use people::heads::{self, bare, folded};
use records::Kind;

use super::names::USUAL;
use pemulangan::kepulangan::Kepulangan;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// A field of the person or of the return.
    Field(&'static Field),
    /// The flight, to be compared with the arrival's.
    Flight,
    /// The day of arrival, to be compared with the arrival's.
    Day,
    /// Age in years.
    Age,
    /// The running number, which is passed over.
    Number,
    /// Something that is kept as it is.
    Other,
}

impl Holds {
    /// The stored word.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Field(field) => field.key,
            Self::Flight => "penerbangan",
            Self::Day => "tiba_pada",
            Self::Age => "umur",
            Self::Number => "nomor_urut",
            Self::Other => "",
        }
    }

    /// Out of the stored word.
    pub(super) fn parse(code: &str) -> Self {
        match code {
            "penerbangan" => Self::Flight,
            "tiba_pada" => Self::Day,
            "umur" => Self::Age,
            "nomor_urut" => Self::Number,
            key => fields().find(|field| field.key == key).map_or(Self::Other, Self::Field),
        }
    }
}

/// The fields that a manifest may bring.
pub(super) fn fields() -> impl Iterator<Item = &'static Field> {
    let own = |field: &&Field| {
        !field.later && field.key != "tiba_pada" && field.key != "tiba_jam" && !matches!(field.kind, FieldKind::Link(_))
    };
    people::FIELDS.iter().chain(Kepulangan::FIELDS.iter().filter(own))
}

/// What may be chosen for a column: stored word and label.
pub(super) fn choices() -> Vec<(&'static str, &'static str)> {
    let mut all = vec![("", "(disimpan apa adanya)"), ("nomor_urut", "Nomor urut (dilewati)")];
    all.extend(fields().map(|field| (field.key, field.label)));
    all.extend([("umur", "Umur"), ("penerbangan", "Penerbangan"), ("tiba_pada", "Tanggal tiba")]);
    all
}

/// What a head is known to stand for: by what the office chose before, by key, by label, or as is usual.
pub(super) fn known(head: &str, memory: &HashMap<String, String>) -> Option<Holds> {
    let wanted = folded(head);
    if wanted.is_empty() {
        return None;
    }
    if let Some(code) = memory.get(&wanted) {
        return Some(Holds::parse(code));
    }
    let by_field = fields().find(|f| folded(f.key) == wanted || folded(f.label) == wanted).map(Holds::Field);
    let usual = |wanted: &str| USUAL.iter().find(|(usual, _)| *usual == wanted).map(|(_, code)| *code);
    by_field.or_else(|| {
        usual(&wanted).or_else(|| heads::usual(head)).or_else(|| usual(&folded(&bare(head)))).map(Holds::parse)
    })
}

/// What each column holds: as chosen, else as known. A field stands in one column: the first, but kabupaten before provinsi.
pub(super) fn of(heads: &[String], chosen: &HashMap<usize, String>, memory: &HashMap<String, String>) -> Vec<Holds> {
    let guess = |(at, head): (usize, &String)| {
        chosen.get(&at).map_or_else(|| known(head, memory).unwrap_or(Holds::Other), |code| Holds::parse(code))
    };
    let mut all: Vec<Holds> = heads.iter().enumerate().map(guess).collect();
    let provinces = heads.iter().filter(|head| folded(head) == "provinsi").count();
    let areas = all.iter().filter(|holds| holds.code() == "daerah_asal").count();
    for (at, head) in heads.iter().enumerate() {
        let earlier = all
            .iter()
            .take(at)
            .any(|other| !other.code().is_empty() && Some(other.code()) == all.get(at).map(|h| h.code()));
        let wide = areas > provinces && folded(head) == "provinsi" && !chosen.contains_key(&at);
        if let Some(holds) = all.get_mut(at).filter(|_| earlier || wide) {
            *holds = Holds::Other;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(heads: &[&str]) -> Vec<&'static str> {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        of(&heads, &HashMap::new(), &HashMap::new()).into_iter().map(Holds::code).collect()
    }

    #[test]
    fn usual_heads_are_known_and_others_are_kept() {
        assert_eq!(
            codes(&["No.", "NAMA LENGKAP", "No. Paspor", "Tgl Lahir", "L/P", "Warna Koper"]),
            ["nomor_urut", "nama", "nomor_dokumen", "tanggal_lahir", "jenis_kelamin", ""]
        );
    }

    #[test]
    fn a_field_stands_in_one_column_and_the_narrower_area_wins() {
        assert_eq!(codes(&["Nama", "Nama PMI"]), ["nama", ""]);
        assert_eq!(codes(&["Provinsi", "Kabupaten"]), ["", "daerah_asal"]);
        assert_eq!(codes(&["Provinsi"]), ["daerah_asal"]);
    }

    #[test]
    fn what_the_office_chose_comes_first() {
        let memory = HashMap::from([("warna koper".to_owned(), "keterangan".to_owned())]);
        assert_eq!(known("Warna Koper", &memory).unwrap().code(), "keterangan");
    }

    #[test]
    fn every_usual_head_names_something_that_is_there() {
        for (head, code) in USUAL.iter().chain(heads::OF_RECORDS) {
            assert_eq!(Holds::parse(code).code(), *code, "{head}");
        }
    }
}
