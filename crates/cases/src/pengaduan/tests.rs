use chrono::DateTime;
use kernel::form::{Field, Form, Values, parse};
use kernel::reference::Reference;
use kernel::{CatatanId, Day, KantorId, OrangId, Problem, Result};
use records::{Cell, DAY, Head, Kind, Record, Verbs};
use sea_orm::Iterable;
use sea_orm::prelude::Uuid;
use strum::IntoEnumIterator;

use super::Pengaduan;
use super::decide::decide;
use super::entity::Model;
use super::status::Status;
use super::table::Verb;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A complaint on the way that leads to a state, one step a day from 1 June on.
fn complaint(status: Status) -> Model {
    let at = |reached: bool, on: &str| reached.then(|| day(on));
    let stage = match status {
        Status::Diterima => 0,
        Status::DokumenKurang => 1,
        Status::Diverifikasi => 2,
        Status::Klarifikasi2 => 4,
        Status::Mediasi => 5,
        _ => 3,
    };
    let text = || Some("contoh".to_owned());
    Model {
        status,
        diverifikasi_pada: at(stage >= 2, "2025-06-03"),
        dilimpahkan_pada: at(status == Status::Dilimpahkan, "2025-06-07"),
        dilimpahkan_ke: text().filter(|_| status == Status::Dilimpahkan).map(|_| "kepolisian".to_owned()),
        selesai_pada: at(status == Status::Selesai, "2025-06-07"),
        hasil: text().filter(|_| status == Status::Selesai),
        ditutup_pada: at(status == Status::Ditutup, "2025-06-07"),
        dasar_penutupan: text().filter(|_| status == Status::Ditutup).map(|_| "di_luar_kewenangan".to_owned()),
        dokumen_kurang_pada: at(stage == 1, "2025-06-02"),
        dokumen_kurang: text().filter(|_| stage == 1),
        klarifikasi_1_pada: at(stage >= 3, "2025-06-04"),
        klarifikasi_2_pada: at(stage >= 4, "2025-06-05"),
        mediasi_pada: at(stage >= 5, "2025-06-06"),
        dicabut_pada: at(status == Status::Dicabut, "2025-06-07"),
        ..received()
    }
}

/// A complaint that has just been received.
fn received() -> Model {
    let id = Uuid::nil();
    Model {
        id: CatatanId(id),
        nomor: "PGD-2025-000001".to_owned(),
        kantor_id: KantorId(id),
        orang_id: OrangId(id),
        kunci_isi: "contoh".to_owned(),
        status: Status::Diterima,
        versi: 1,
        dibuat_pada: DateTime::UNIX_EPOCH,
        diubah_pada: DateTime::UNIX_EPOCH,
        dibatalkan_pada: None,
        diterima_pada: day("2025-06-01"),
        kanal: "telepon".to_owned(),
        pelapor: "Contoh".to_owned(),
        hubungan_pelapor: "anak".to_owned(),
        telepon_pelapor_sandi: None,
        negara: None,
        jenis_kasus: "tppo".to_owned(),
        pemberi_kerja: None,
        prosedural: None,
        kronologi: None,
        nomor_siskop2mi: None,
        siskop2mi_pada: None,
        diverifikasi_pada: None,
        dilimpahkan_pada: None,
        dilimpahkan_ke: None,
        selesai_pada: None,
        hasil: None,
        ditutup_pada: None,
        dasar_penutupan: None,
        dibuka_kembali_pada: None,
        kembali_pada: None,
        diterima_jam: None,
        nomor_asal: None,
        surat_kuasa: None,
        jenis_lain: None,
        jenis_pemberi_kerja: None,
        p3mi: None,
        tuntutan: None,
        kegentingan: None,
        petugas: None,
        dokumen_kurang_pada: None,
        dokumen_kurang: None,
        klarifikasi_1_pada: None,
        klarifikasi_2_pada: None,
        komitmen_sampai: None,
        mediasi_pada: None,
        limpah_kantor: None,
        surat_limpah: None,
        kontak_pada: None,
        dicabut_pada: None,
        pertama_berakhir_pada: None,
        pertama_berakhir: None,
    }
}

fn values(on: &str, more: &[(&'static str, &str)]) -> Values {
    let typed = [
        ("dokumen_kurang", "perjanjian kerja"),
        ("hasil", "hak terpenuhi (contoh)"),
        ("dasar_penutupan", "di_luar_kewenangan"),
        ("dilimpahkan_ke", "kepolisian"),
        ("surat_limpah", "B-1/CONTOH/2025"),
        ("petugas", "petugas.contoh"),
        ("nomor_siskop2mi", "CONTOH-1"),
    ];
    let form: Form =
        typed.iter().chain(more).chain(&[("tanggal", on)]).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let mut fields: Vec<&Field> = Pengaduan::FIELDS.iter().filter(|field| form.contains_key(field.key)).collect();
    fields.push(&DAY);
    parse(&fields, &form, &Reference::embedded().unwrap(), day("2025-12-31")).unwrap().values
}

fn cell(status: Status, verb: Verb) -> Cell<Status> {
    verb.cell(status)
}

fn verdict(status: Status, verb: Verb) -> Result<(), &'static str> {
    records::verdict::<Pengaduan>(&complaint(status), verb)
}

fn run(record: &Model, verb: Verb, values: &Values) -> Result<Model> {
    let head = Head { version: record.versi + 1, ..record.head() };
    decide(record, verb, values, &head)
}

/// The state that the fields of a row say, as an edit would read them.
fn state(record: &Model) -> Status {
    let days = [
        ("dokumen_kurang_pada", record.dokumen_kurang_pada),
        ("diverifikasi_pada", record.diverifikasi_pada),
        ("klarifikasi_1_pada", record.klarifikasi_1_pada),
        ("klarifikasi_2_pada", record.klarifikasi_2_pada),
        ("mediasi_pada", record.mediasi_pada),
        ("dilimpahkan_pada", record.dilimpahkan_pada),
        ("selesai_pada", record.selesai_pada),
        ("ditutup_pada", record.ditutup_pada),
        ("dicabut_pada", record.dicabut_pada),
        ("dibuka_kembali_pada", record.dibuka_kembali_pada),
    ];
    let form: Form = days.iter().filter_map(|(k, d)| Some(((*k).to_owned(), (*d)?.to_string()))).collect();
    let fields: Vec<&Field> = Pengaduan::FIELDS.iter().filter(|field| form.contains_key(field.key)).collect();
    Status::of(&parse(&fields, &form, &Reference::embedded().unwrap(), day("2025-12-31")).unwrap().values)
}

/// Where each verb leads from each state, written down by hand: `=` stays, `<` back to the stage before, a dot is refused.
/// Columns: minta-dokumen, verifikasi, klarifikasi, mediasi, limpahkan, kembali, selesaikan, tutup, cabut, buka-kembali,
/// tugaskan, hubungi, catatan, nomor-siskop2mi.
const BY_HAND: [(Status, &str); 10] = [
    (Status::Diterima, "K V . . . . . T C . = = = ="),
    (Status::DokumenKurang, "= V . . . . . T C . = = = ="),
    (Status::Diverifikasi, ". . 1 . L . S T C . = = = ="),
    (Status::Klarifikasi1, ". . 2 . L . S T C . = = = ="),
    (Status::Klarifikasi2, ". . . M L . S T C . = = = ="),
    (Status::Mediasi, ". . . . L . S T C . = = = ="),
    (Status::Dilimpahkan, ". . . . . < S T . . = = = ="),
    (Status::Selesai, ". . . . . . . . . < . . = ="),
    (Status::Ditutup, ". . . . . . . . . < . . = ="),
    (Status::Dicabut, ". . . . . . . . . < . . = ="),
];

fn target(from: Status, letter: &str) -> Option<Status> {
    match letter {
        "." => None,
        "=" => Some(from),
        "K" => Some(Status::DokumenKurang),
        "V" => Some(Status::Diverifikasi),
        "<" | "1" => Some(Status::Klarifikasi1),
        "2" => Some(Status::Klarifikasi2),
        "M" => Some(Status::Mediasi),
        "L" => Some(Status::Dilimpahkan),
        "S" => Some(Status::Selesai),
        "T" => Some(Status::Ditutup),
        "C" => Some(Status::Dicabut),
        other => panic!("{other}"),
    }
}

#[test]
fn every_cell_is_as_written_by_hand() {
    assert!(Status::iter().eq(BY_HAND.iter().map(|(status, _)| *status)));
    for (status, row) in BY_HAND {
        let letters: Vec<&str> = row.split(' ').collect();
        assert_eq!(letters.len(), Verb::iter().count());
        for (verb, letter) in Verb::iter().zip(letters) {
            let record = complaint(status);
            let expected = target(status, letter);
            assert_eq!(verdict(status, verb).is_ok(), expected.is_some(), "{status:?} {verb:?}");
            let Some(expected) = expected else { continue };
            let new = run(&record, verb, &values("2025-06-08", &[])).unwrap();
            assert_eq!((new.status, new.versi), (expected, 2), "{status:?} {verb:?}");
        }
    }
}

#[test]
fn every_refusal_says_what_comes_first_and_every_rule_its_source() {
    for status in Status::iter() {
        for verb in Verb::iter() {
            let text = match cell(status, verb) {
                Cell::No(why) => why,
                Cell::To(_, rule) | Cell::Stays(rule) | Cell::Back(rule) => rule,
            };
            assert!(text.len() > 20, "{status:?} {verb:?}");
        }
    }
}

#[test]
fn the_days_of_a_row_say_its_state_after_every_step() {
    for status in Status::iter() {
        assert_eq!(state(&complaint(status)), status);
        for verb in Verb::iter().filter(|verb| verdict(status, *verb).is_ok()) {
            let new = run(&complaint(status), verb, &values("2025-06-08", &[])).unwrap();
            assert_eq!(state(&new), new.status, "{status:?} {verb:?}");
        }
    }
}

#[test]
fn ended_reopened_and_ended_again_on_one_day() {
    let mut record = complaint(Status::Mediasi);
    for (verb, status) in [
        (Verb::Selesaikan, Status::Selesai),
        (Verb::BukaKembali, Status::Mediasi),
        (Verb::Tutup, Status::Ditutup),
        (Verb::BukaKembali, Status::Mediasi),
    ] {
        record = run(&record, verb, &values("2025-06-08", &[])).unwrap();
        assert_eq!((record.status, state(&record)), (status, status), "{verb:?}");
    }
    let first = (record.pertama_berakhir_pada, record.pertama_berakhir.as_deref());
    assert_eq!(first, (Some(day("2025-06-08")), Some("selesai")), "the first ending is kept");
}

#[test]
fn nothing_happens_before_the_receipt_or_before_the_stage_that_was_reached() {
    for status in Status::iter() {
        for verb in Verb::iter().filter(|verb| verdict(status, *verb).is_ok()) {
            let moves = !matches!(cell(status, verb), Cell::Stays(_));
            let early = run(&complaint(status), verb, &values("2025-05-31", &[]));
            assert!(matches!(early, Err(Problem::Invalid(_))), "{status:?} {verb:?}");
            let between = run(&complaint(status), verb, &values("2025-06-01", &[]));
            assert_eq!(between.is_err(), moves && status != Status::Diterima, "{status:?} {verb:?}");
        }
    }
}

#[test]
fn an_attorney_needs_a_power_of_attorney_before_verification() {
    let record = Model { hubungan_pelapor: "lsm".to_owned(), ..complaint(Status::Diterima) };
    let Err(Problem::Invalid(errors)) = run(&record, Verb::Verifikasi, &values("2025-06-02", &[])) else { panic!() };
    assert_eq!(errors[0].field, "surat_kuasa");
    let with = values("2025-06-02", &[("surat_kuasa", "SK-1 (contoh)")]);
    assert_eq!(run(&record, Verb::Verifikasi, &with).unwrap().surat_kuasa.as_deref(), Some("SK-1 (contoh)"));
}

#[test]
fn an_office_of_ours_is_named_exactly_where_it_is_referred_to_one() {
    let record = complaint(Status::Diverifikasi);
    let to = |more: &[(&'static str, &str)]| run(&record, Verb::Limpahkan, &values("2025-06-08", more)).is_ok();
    assert!(to(&[]));
    assert!(!to(&[("limpah_kantor", "P4MI-SOETTA")]));
    assert!(!to(&[("dilimpahkan_ke", "p4mi")]));
    assert!(to(&[("dilimpahkan_ke", "p4mi"), ("limpah_kantor", "P4MI-SOETTA")]));
}

#[test]
fn a_row_from_before_the_steps_keeps_its_fingerprint() {
    // Worked out by hand from the columns that there were then.
    let before = "35b929ad4d0bc769d9a1f5709e36a7404dfd7f0402efa11051d05fd58b460f3e";
    assert!(records::fits(&received(), before));
    let assigned = Model { petugas: Some("petugas.contoh".to_owned()), ..received() };
    assert!(!records::fits(&assigned, before), "what stands in a new column is not passed over");
    let now = records::proof(&received());
    assert!(records::fits(&received(), &now) && !records::fits(&assigned, &now), "nor by the rule of now");
}
