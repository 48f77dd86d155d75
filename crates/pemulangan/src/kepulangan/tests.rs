use chrono::DateTime;
use kernel::form::{Field, Form, Values, parse};
use kernel::reference::Reference;
use kernel::{CatatanId, Day, KantorId, OrangId, Problem, Result};
use records::{Cell, Head, Kind, Record, Verbs};
use sea_orm::Iterable;
use sea_orm::prelude::Uuid;
use strum::IntoEnumIterator;

use super::Kepulangan;
use super::decide::decide;
use super::entity::Model;
use super::status::{Days, Status};
use super::steps::STEPS;
use super::table::{DEAD, Verb};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A return that has reached a state, one step a day from 1 June on.
fn returned(status: Status) -> Model {
    let at = |reached: bool, on: &str| reached.then(|| day(on));
    Model {
        status,
        dirawat_pada: at(status == Status::Dirawat, "2025-06-02"),
        ditampung_pada: at(status == Status::Ditampung, "2025-06-03"),
        pulang_pada: at(matches!(status, Status::Dipulangkan | Status::Selesai), "2025-06-04"),
        serah_terima_pada: at(status == Status::Selesai, "2025-06-05"),
        ..arrived()
    }
}

fn arrived() -> Model {
    let id = Uuid::nil();
    let form: Form = [("tiba_pada", "2025-06-01"), ("kategori", "sakit"), ("alasan", "sakit_kecelakaan_kerja")]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into();
    let own: Vec<&Field> = Kepulangan::FIELDS.iter().collect();
    let values = parse(&own, &form, &Reference::embedded().unwrap(), day("2025-12-31")).unwrap().values;
    let head = Head {
        id: CatatanId(id),
        number: "PLG-2025-000001".to_owned(),
        office: KantorId(id),
        person: Some(OrangId(id)),
        key: "contoh".to_owned(),
        version: 1,
        created: DateTime::UNIX_EPOCH,
        changed: DateTime::UNIX_EPOCH,
        withdrawn: None,
    };
    records::build::<Kepulangan>(&head, &values, &records::Sealer { table: "kepulangan", key: None }).unwrap()
}

/// What a verb is told, as its step would read it.
fn values(verb: Verb, on: &str, more: &[(&'static str, &str)]) -> Values {
    let step = STEPS.iter().find(|step| step.name == verb.code()).unwrap();
    let typed = [
        ("tanggal", on),
        ("cara_pulang", "mandiri"),
        ("rumah_sakit", "RS Contoh"),
        ("jenis_penerima", "keluarga"),
        ("penerima", "Budi Contoh"),
        ("jenis", "konsumsi"),
        ("alasan", "Contoh"),
    ];
    let fields: Vec<&Field> = step.fields.iter().chain([&step.reason]).collect();
    let known = |key: &str| fields.iter().any(|field| field.key == key);
    let form: Form = typed
        .iter()
        .chain(more)
        .filter(|(key, _)| known(key))
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect();
    parse(&fields, &form, &Reference::embedded().unwrap(), day("2025-12-31")).unwrap().values
}

fn cell(status: Status, verb: Verb) -> Cell<Status> {
    verb.cell(status)
}

fn verdict(record: &Model, verb: Verb) -> Result<(), &'static str> {
    records::verdict::<Kepulangan>(record, verb)
}

fn run(record: &Model, verb: Verb, values: &Values) -> Result<Model> {
    decide(record, verb, values, &Head { version: record.versi + 1, ..record.head() })
}

fn take(record: &Model, verb: Verb, on: &str) -> Model {
    verdict(record, verb).unwrap();
    run(record, verb, &values(verb, on, &[])).unwrap()
}

/// Where each verb leads from each state, written down by hand: `=` stays, `<` back to the arrival, `>` back to the way home, a
/// dot is refused. Columns: rawat, pulih, tampung, berangkatkan, serah-terima, selesai, konfirmasi, meninggal, lengkapi-jenazah,
/// layanan, catatan, buka-kembali.
const BY_HAND: [(Status, &str); 5] = [
    (Status::Tiba, "R . T B S S . = j = = ."),
    (Status::Dirawat, ". < T B S . . = j = = ."),
    (Status::Ditampung, "R . . B S S . = j = = ."),
    (Status::Dipulangkan, "R . T . S S = = j = = ."),
    (Status::Selesai, ". . . . . . = . . . = >"),
];

fn target(from: Status, letter: &str) -> Option<Status> {
    match letter {
        "." => None,
        "=" | "j" => Some(from),
        "<" => Some(Status::Tiba),
        ">" | "B" => Some(Status::Dipulangkan),
        "R" => Some(Status::Dirawat),
        "T" => Some(Status::Ditampung),
        "S" => Some(Status::Selesai),
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
            let mut record = returned(status);
            if letter == "j" {
                assert!(verdict(&record, verb).is_err(), "only for who died: {status:?}");
                record.kategori = DEAD.to_owned();
            }
            let expected = target(status, letter);
            assert_eq!(verdict(&record, verb).is_ok(), expected.is_some(), "{status:?} {verb:?}");
            let Some(expected) = expected else { continue };
            let new = run(&record, verb, &values(verb, "2025-06-08", &[])).unwrap();
            assert_eq!((new.status, new.versi), (expected, 2), "{status:?} {verb:?}");
            assert_eq!(Days::of(&new).status(), expected, "the days say it too: {status:?} {verb:?}");
        }
    }
}

#[test]
fn every_refusal_says_what_comes_first_and_every_rule_its_source() {
    for (status, verb) in Status::iter().flat_map(|status| Verb::iter().map(move |verb| (status, verb))) {
        let text = match cell(status, verb) {
            Cell::No(why) => why,
            Cell::To(_, rule) | Cell::Stays(rule) | Cell::Back(rule) => rule,
        };
        assert!(text.len() > 20, "{status:?} {verb:?}");
    }
    assert!(Verb::iter().all(|verb| STEPS.iter().any(|step| step.name == verb.code())));
    let markdown = records::kind::<Kepulangan>().stages().unwrap();
    assert_eq!(markdown.matches("| rawat |").count(), 5);
}

#[test]
fn who_falls_ill_and_dies_stays_one_return() {
    let ill = take(&returned(Status::Ditampung), Verb::Rawat, "2025-06-04");
    let dead = take(&ill, Verb::Meninggal, "2025-06-06");
    assert_eq!((dead.status, dead.kategori.as_str(), dead.id), (Status::Dirawat, DEAD, ill.id));
    assert_eq!((dead.alasan.as_deref(), dead.meninggal_pada), (ill.alasan.as_deref(), Some(day("2025-06-06"))));
    for verb in [Verb::Rawat, Verb::Pulih, Verb::Tampung, Verb::Meninggal, Verb::Selesai] {
        assert!(verdict(&dead, verb).is_err(), "{verb:?}");
    }
    let first = values(Verb::LengkapiJenazah, "", &[("dokumen_jenazah", "paspor, izin_keluar")]);
    let papers = run(&dead, Verb::LengkapiJenazah, &first).unwrap();
    let second = values(Verb::LengkapiJenazah, "", &[("dokumen_jenazah", "surat_kematian")]);
    let papers = run(&papers, Verb::LengkapiJenazah, &second).unwrap();
    assert_eq!(papers.dokumen_jenazah.as_deref(), Some("izin_keluar,paspor,surat_kematian"));
    assert_eq!(take(&papers, Verb::SerahTerima, "2025-06-07").status, Status::Selesai);
}

#[test]
fn ill_recovered_and_ill_again_on_one_day() {
    let mut record = arrived();
    for (verb, status) in [
        (Verb::Rawat, Status::Dirawat),
        (Verb::Pulih, Status::Tiba),
        (Verb::Rawat, Status::Dirawat),
        (Verb::Tampung, Status::Ditampung),
        (Verb::Rawat, Status::Dirawat),
        (Verb::Berangkatkan, Status::Dipulangkan),
        (Verb::Rawat, Status::Dirawat),
        (Verb::Pulih, Status::Ditampung),
        (Verb::Selesai, Status::Selesai),
        (Verb::BukaKembali, Status::Ditampung),
    ] {
        record = take(&record, verb, "2025-06-02");
        let state = Days::of(&record).status();
        assert_eq!((record.status, state), (status, status), "{verb:?}");
    }
}

#[test]
fn nothing_happens_before_the_arrival_or_before_the_stage_that_was_reached() {
    for status in Status::iter() {
        for verb in Verb::iter().filter(|verb| verdict(&returned(status), *verb).is_ok()) {
            if matches!(verb, Verb::Layanan | Verb::Catatan) {
                continue;
            }
            let early = run(&returned(status), verb, &values(verb, "2025-05-31", &[]));
            assert!(matches!(early, Err(Problem::Invalid(_))), "{status:?} {verb:?}");
            let moves = !matches!(cell(status, verb), Cell::Stays(_)) || verb == Verb::Konfirmasi;
            let between = run(&returned(status), verb, &values(verb, "2025-06-01", &[]));
            assert_eq!(between.is_err(), moves && status != Status::Tiba, "{status:?} {verb:?}");
        }
    }
}

#[test]
fn what_the_office_pays_names_its_budget_line() {
    let paid = |more: &[(&'static str, &str)]| {
        let typed = [&[("cara_pulang", "difasilitasi")][..], more].concat();
        run(&arrived(), Verb::Berangkatkan, &values(Verb::Berangkatkan, "2025-06-02", &typed))
    };
    assert!(paid(&[]).is_ok());
    assert!(paid(&[("biaya_rp", "750000"), ("mata_anggaran", "kepulangan")]).is_ok());
    let Err(Problem::Invalid(errors)) = paid(&[("biaya_rp", "750000")]) else { panic!() };
    assert_eq!(errors[0].field, "mata_anggaran");
}
