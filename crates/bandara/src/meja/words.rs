//! The vocabularies of the desk as JSON: what the fields are, and the words that may stand in them.

use kernel::form::{Field, FieldKind};
use kernel::reference::{Reference, fold};
use records::Kind;
use serde_json::{Value, json};

use pemulangan::kepulangan::Kepulangan;

/// The fields of a person that the desk asks for first, in the order of the keys.
pub(super) const PERSON: &[&str] =
    &["nama", "jenis_dokumen", "nomor_dokumen", "nik", "tanggal_lahir", "jenis_kelamin", "daerah_asal", "telepon"];
/// Those of the return.
pub(super) const RETURN: &[&str] = &[
    "negara",
    "kategori",
    "alasan",
    "cara_pulang",
    "kelompok_usia",
    "pendamping",
    "ingin_mengadu",
    "kesehatan",
    "alasan_lain",
    "hak_belum_dibayar",
];
/// Those that are seldom changed or filled in.
pub(super) const MORE: &[&str] = &["tiba_pada", "tiba_jam", "jabatan", "alamat", "keterangan"];

/// A field of the desk's form.
pub(super) fn field(key: &str) -> Option<&'static Field> {
    people::FIELDS.iter().chain(Kepulangan::FIELDS).find(|field| field.key == key)
}

/// All fields of the desk's form.
pub(super) fn fields() -> impl Iterator<Item = &'static Field> {
    PERSON.iter().chain(RETURN).chain(MORE).filter_map(|key| field(key))
}

fn described(field: &Field) -> Value {
    let (kind, vocabulary, most) = match field.kind {
        FieldKind::Text(most) | FieldKind::Outside(most) | FieldKind::Named(_, most) => ("teks", None, Some(most)),
        FieldKind::Name => ("nama", None, Some(200)),
        FieldKind::Long => ("teks", None, Some(4000)),
        FieldKind::Day | FieldKind::Born => ("tanggal", None, None),
        FieldKind::BornAbout => ("lahir", None, None),
        FieldKind::Time => ("jam", None, None),
        FieldKind::Nik => ("nik", None, None),
        FieldKind::Passport => ("dokumen", None, None),
        FieldKind::Phone => ("telepon", None, None),
        FieldKind::Country => ("negara", None, None),
        FieldKind::Area => ("daerah", None, None),
        FieldKind::Term(name) => ("pilihan", Some(name), None),
        FieldKind::Terms(name) => ("beberapa", Some(name), None),
        _ => ("lain", None, None),
    };
    json!({
        "kunci": field.key, "label": field.label, "jenis": kind, "wajib": field.required, "kamus": vocabulary,
        "panjang": most,
    })
}

/// The whole file.
pub(super) fn all(reference: &Reference) -> Value {
    let vocabulary = |field: &Field| match field.kind {
        FieldKind::Term(name) | FieldKind::Terms(name) => {
            let terms = reference.terms(name).iter().map(|term| json!({ "kode": term.code, "label": term.label }));
            Some((name.to_owned(), terms.collect::<Value>()))
        }
        _ => None,
    };
    let vocabularies: serde_json::Map<String, Value> = fields().filter_map(vocabulary).collect();
    let countries: Value = reference.countries().iter().map(|country| json!([country.code, country.name])).collect();
    let areas: Value = reference.areas().iter().map(|area| json!([area.code, area.name])).collect();
    let country_words: Value = reference.country_words().map(fold).collect();
    json!({
        "kata_negara": country_words, "kata_daerah": reference.area_keys(),
        "singkatan_daerah": Reference::area_short_words(),
        "isian": fields().map(described).collect::<Value>(),
        "kamus": vocabularies, "negara": countries, "daerah": areas,
    })
}
