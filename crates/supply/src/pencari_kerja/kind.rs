//! The fields of pencari kerja, and what they must agree in.

use kernel::form::{Field, FieldKind, Form, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{decide, measures, steps};

/// What is asked of somebody who walks in; all else may follow.
const BRIEF: &[&str] = &[
    "nama",
    "nik",
    "tanggal_lahir",
    "jenis_kelamin",
    "telepon",
    KEY.dicatat_pada.name,
    KEY.sumber.name,
    KEY.berminat.name,
    KEY.negara_minat.name,
    KEY.jabatan_minat.name,
    KEY.persetujuan.name,
];

/// The kind.
#[derive(Clone, Copy)]
pub struct PencariKerja;

impl Kind for PencariKerja {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "pencari-kerja",
        table: "pencari_kerja",
        title: "Pencari kerja",
        menu: Some(Section::Penempatan),
        prefix: "PKJ",
        permission: Permission::Supply,
        person: true,
        day: KEY.dicatat_pada,
        unique: None,
        same: &[KEY.dicatat_pada.name, KEY.sumber.name],
        measures: &[measures::DATA_SUPPLY],
        columns: &["dicatat_pada", "sumber", "negara_minat", "pendidikan"],
        filters: &["sumber", "negara_minat"],
        more: More {
            // Of thousands most need no work.
            pursued: false,
            beside: &[("corong", "Kelanjutan")],
            brief: BRIEF,
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.dicatat_pada, "Tanggal dicatat", FieldKind::Day).required(),
        Field::new(KEY.sumber, "Sumber", FieldKind::Term("sumber_supply")).required(),
        Field::new(KEY.berminat, "Berminat bekerja di luar negeri", FieldKind::YesNo).required(),
        Field::new(KEY.kegiatan, "Kegiatan", FieldKind::Link("kegiatan"))
            .help("Nomor kegiatannya, misalnya KGT-2026-000001; kosong bila datang sendiri."),
        Field::new(KEY.negara_minat, "Negara yang diminati", FieldKind::Country),
        Field::new(KEY.jabatan_minat, "Jabatan yang diminati", FieldKind::Text(120)),
        Field::new(KEY.pendidikan, "Pendidikan", FieldKind::Term("pendidikan")),
        Field::new(KEY.keterampilan, "Keterampilan", FieldKind::Text(200)),
        Field::new(KEY.bahasa, "Bahasa", FieldKind::Terms("bahasa")),
        Field::new(KEY.tingkat_bahasa, "Tingkat bahasa", FieldKind::Text(60)).help("Misalnya JLPT N4."),
        Field::new(KEY.sertifikat, "Sertifikat", FieldKind::Text(200)),
        Field::new(KEY.persetujuan, "Bersedia dihubungi dan datanya diteruskan", FieldKind::YesNo),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.siapkerja_pada, "Terdaftar di SIAPkerja", FieldKind::Day).later(),
        Field::new(KEY.gtog_pada, "Terdaftar G to G", FieldKind::Day).later(),
        Field::new(KEY.kontak_pada, "Kontak terakhir", FieldKind::Day).later(),
        Field::new(KEY.hasil_kontak, "Hasil kontak", FieldKind::Term("hasil_kontak")).later(),
    ];

    const STEPS: &'static [Step] = steps::STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([values.together(KEY.hasil_kontak, KEY.kontak_pada, "Isi hari menghubunginya.")])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn begins(from: &str, form: &Form) -> Form {
        match from {
            "kegiatan" => of_event(form),
            "" => Form::from([(KEY.sumber.name.to_owned(), WALKED_IN.to_owned())]),
            _ => Form::new(),
        }
    }

    fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
        decide::barred(record, verb)
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }
}

/// The source of who comes to the office by themselves.
const WALKED_IN: &str = "datang_langsung";

/// What a record begins with that is made at an event: its day, and the source that its sort stands for.
fn of_event(form: &Form) -> Form {
    let source = match form.get("jenis_kegiatan").map(String::as_str) {
        Some("job_fair") => Some("job_fair"),
        Some("sosialisasi" | "diseminasi" | "kunjungan_sekolah") => Some("sosialisasi"),
        _ => None,
    };
    let day = form.get("tanggal").cloned();
    let taken = [(KEY.dicatat_pada.name, day), (KEY.sumber.name, source.map(str::to_owned))];
    taken.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_recorded_at_an_event_has_its_day_and_its_sort_as_the_source() {
        let event = |sort: &str| {
            let form = [("jenis_kegiatan", sort), ("tanggal", "2025-06-01"), ("judul", "Job fair contoh")];
            PencariKerja::begins("kegiatan", &form.map(|(key, text)| (key.to_owned(), text.to_owned())).into())
        };
        for (sort, source) in [("job_fair", "job_fair"), ("kunjungan_sekolah", "sosialisasi")] {
            let begun = event(sort);
            assert_eq!(begun.get("sumber").map(String::as_str), Some(source));
            assert_eq!(begun.get("dicatat_pada").map(String::as_str), Some("2025-06-01"));
        }
        let alone = PencariKerja::begins("", &Form::new());
        assert_eq!(alone.get("sumber").map(String::as_str), Some("datang_langsung"));
        assert!(!event("rapat_koordinasi").contains_key("sumber"), "nothing is guessed");
        assert!(PencariKerja::begins("sesi", &Form::from([("tanggal".to_owned(), "x".to_owned())])).is_empty());
    }
}
