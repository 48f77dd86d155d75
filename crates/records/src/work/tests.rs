use kernel::offices::Office;
use kernel::{CatatanId, KantorId, Permission};

use super::*;
use crate::More;

const INFO: Info = Info {
    name: "pengaduan",
    table: "pengaduan",
    title: "Pengaduan",
    menu: None,
    prefix: "PGD",
    permission: Permission::Cases,
    person: true,
    day: kernel::form::Key::new("diterima_pada"),
    unique: None,
    same: &["diterima_pada"],
    measures: &[],
    columns: &[],
    filters: &[],
    more: More::NONE,
};

fn office(last: u128, code: &str) -> Office {
    Office { id: KantorId(uuid::Uuid::from_u128(last)), code: code.to_owned(), name: code.to_owned(), parent: None }
}

fn head() -> Head {
    let at = chrono::DateTime::UNIX_EPOCH;
    Head {
        id: CatatanId(uuid::Uuid::from_u128(9)),
        number: "PGD-2025-000001".to_owned(),
        office: KantorId(uuid::Uuid::from_u128(1)),
        person: None,
        key: String::new(),
        version: 1,
        created: at,
        changed: at,
        withdrawn: None,
    }
}

fn task(info: &Info, head: &Head, status: (&str, Stage), fields: &[(&str, &str)]) -> Option<Model> {
    let form = fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let (clocks, calendar) = (Clocks::embedded().unwrap(), Calendar::embedded().unwrap());
    let offices = Offices::new(vec![office(1, "BP3MI-UJI"), office(2, "P4MI-UJI")]);
    work(info, head, status, &form, Work { clocks: &clocks, calendar: &calendar, offices: &offices })
}

fn due(status: (&str, Stage), fields: &[(&str, &str)]) -> Option<(Option<String>, String)> {
    task(&INFO, &head(), status, fields).map(|task| (task.tenggat, task.jatuh_tempo.to_string()))
}

#[test]
fn the_nearest_clock_decides() {
    let expected = |clock: &str, day: &str| Some((Some(clock.to_owned()), day.to_owned()));
    // 27 June 2025 is a holiday.
    assert_eq!(due(("diterima", Stage::New), &[("diterima_pada", "2025-06-10")]), expected("verifikasi", "2025-07-02"));
    let old = [("diterima_pada", "2025-03-01"), ("dilimpahkan_pada", "2025-06-10")];
    assert_eq!(due(("dilimpahkan", Stage::Running), &old), expected("kontak", "2025-04-30"));
}

#[test]
fn a_case_runs_on_the_rules_of_the_day_of_its_registration() {
    let fields = |day| [("diterima_pada", day), ("klarifikasi_2_pada", "2025-10-20")];
    let clock = |day| due(("klarifikasi_2", Stage::Running), &fields(day)).unwrap().0.unwrap();
    assert_eq!((clock("2025-10-07"), clock("2025-10-08")), ("kontak".to_owned(), "komitmen".to_owned()));
}

#[test]
fn an_open_record_without_a_clock_stays_in_the_list() {
    assert_eq!(due(("diterima", Stage::New), &[]), Some((None, "9999-12-31".to_owned())));
    assert_eq!(task(&INFO, &head(), ("diterima", Stage::New), &[]).unwrap().due(), None);
}

#[test]
fn what_has_ended_or_has_no_clocks_is_no_task() {
    let fields = [("diterima_pada", "2025-06-10")];
    assert_eq!(task(&INFO, &head(), ("selesai", Stage::Done), &fields), None);
    assert_eq!(task(&INFO, &head(), ("ditutup", Stage::Dropped), &fields), None);
    let withdrawn = Head { withdrawn: Some(chrono::DateTime::UNIX_EPOCH), ..head() };
    assert_eq!(task(&INFO, &withdrawn, ("diterima", Stage::New), &fields), None);
    assert_eq!(task(&Info { name: "penempatan", ..INFO }, &head(), ("diterima", Stage::New), &fields), None);
}

#[test]
fn what_has_ended_is_a_task_while_its_file_is_missing() {
    let asks = Info { name: "butir-zi", more: More { proven: true, ..More::NONE }, ..INFO };
    let task = |info: &Info, stage: Stage, attached: bool| {
        let fields = [("diterima_pada", "2026-03-02"), ("dinilai_pada", "2026-03-02")];
        let mut form: Form = fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        unproven(info, &mut form, attached);
        let (clocks, calendar) = (Clocks::embedded().unwrap(), Calendar::embedded().unwrap());
        let offices = Offices::new(vec![office(1, "BP3MI-UJI")]);
        let by = Work { clocks: &clocks, calendar: &calendar, offices: &offices };
        work(info, &head(), ("diverifikasi", stage), &form, by).and_then(|task| task.tenggat)
    };
    assert_eq!(task(&asks, Stage::Done, false), Some("bukti_butir".to_owned()));
    assert_eq!(task(&asks, Stage::Done, true), None);
    assert_eq!(task(&asks, Stage::Dropped, false), None);
    assert_eq!(task(&Info { name: "butir-zi", ..INFO }, Stage::Done, false), None);
}

#[test]
fn officer_and_urgency_are_what_the_record_says() {
    let with = |more: &[(&'static str, &'static str)]| {
        let fields = [&[("diterima_pada", "2025-06-10")], more].concat();
        let task = task(&INFO, &head(), ("diterima", Stage::New), &fields).unwrap();
        (task.petugas, task.kegentingan)
    };
    assert_eq!(with(&[]), (None, 2));
    assert_eq!(with(&[("petugas", "Siti.Contoh"), ("kegentingan", "nyawa")]), (Some("siti.contoh".to_owned()), 0));
    assert_eq!(with(&[("petugas", " "), ("kegentingan", "mendesak")]), (None, 1));
    assert_eq!(with(&[("kegentingan", "biasa")]), (None, 2));
}

#[test]
fn a_clock_may_name_the_office_that_must_act() {
    let text = "[[tenggat]]\nkode = \"uji\"\njenis = \"pengaduan\"\nn = 3\nsatuan = \"kerja\"\ndari = [\"diterima_pada\"]\n\
        untuk = \"Uji\"\ndasar_hukum = \"Uji\"\nberlaku_sejak = \"2025-01-01\"\nstatus = \"asumsi\"\nkantor = \"ke_kantor\"\n";
    let (clocks, calendar) = (Clocks::parse("uji.toml", text).unwrap(), Calendar::embedded().unwrap());
    let offices = Offices::new(vec![office(1, "BP3MI-UJI"), office(2, "P4MI-UJI")]);
    let by = Work { clocks: &clocks, calendar: &calendar, offices: &offices };
    let acting = |code: &str| {
        let form = Form::from([
            ("diterima_pada".to_owned(), "2025-06-10".to_owned()),
            ("ke_kantor".to_owned(), code.to_owned()),
        ]);
        work(&INFO, &head(), ("diterima", Stage::New), &form, by).unwrap().kantor_id.0.as_u128()
    };
    assert_eq!((acting("P4MI-UJI"), acting("TIDAK-ADA")), (2, 1));
}
