//! What people really send: each kind of slip is read as people see it, refused with a sentence, or asked about. Nobody becomes
//! somebody else.

mod berkas;
mod buku;
mod daftar;
mod jalan;
mod sel;
mod semua;
mod siskop;
mod tabel;

use axum::http::StatusCode;
use kernel::form::Form;
use kernel::{Ctx, FieldError};
use records::import::{Report, Request, run};
use records::{AnyKind, Change, Mode, Outcome};
use rust_xlsxwriter::Workbook;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;
use testkit::{Test, TestApp, form, on_both};

const HEAD: &str = "nama,nik,tanggal_lahir,jenis_kelamin,daerah_asal,tiba_pada,kategori,negara";

async fn import(test: &Test, ctx: &Ctx, file: &str, mode: Mode) -> Report {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let request = Request { name: "uji.csv", bytes: file.as_bytes(), mode, skip_bad: false };
    run(ctx, kind, request, &|_| {}).await.unwrap()
}

fn kind<'a>(test: &'a Test, name: &str) -> &'a dyn AnyKind {
    test.lindung.registry.find(name).unwrap()
}

async fn outcome(test: &Test, ctx: &Ctx, kind_of: &str, typed: Form) -> Outcome {
    let done = kind(test, kind_of).register(ctx, &[typed], &[], Mode::Write).await.unwrap();
    done.outcomes.into_iter().next().unwrap()
}

async fn names(test: &Test) -> Vec<String> {
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    let mut names: Vec<String> = people.into_iter().map(|person| person.nama).collect();
    names.sort();
    names
}

fn refused(outcome: &Outcome, field: &str) -> String {
    let Outcome::Wrong(errors) = outcome else { panic!("{outcome:?}") };
    let FieldError { detail, .. } =
        errors.iter().find(|error| error.field == field).unwrap_or_else(|| panic!("{errors:?}"));
    detail.clone()
}

#[tokio::test]
async fn what_fills_a_number_is_nobodys() {
    on_both(async |test| {
        let ctx = test.system();
        for nik in ["0000000000000000", "9999999999999999", "1234567890123456", "3602990000000000", "3603990101900000"]
        {
            let typed =
                form(&[("nama", "Ana Contoh"), ("nik", nik), ("tiba_pada", "2025-06-01"), ("kategori", "sakit")]);
            assert!(refused(&outcome(&test, &ctx, "kepulangan", typed).await, "nik").contains("kosongkan"), "{nik}");
        }
        for number in ["HILANG", "tidak ada", "00000", "X0000000", "AAAAAA", "12345"] {
            let typed = form(&[
                ("nama", "Ana Contoh"),
                ("nomor_dokumen", number),
                ("tiba_pada", "2025-06-01"),
                ("kategori", "sakit"),
            ]);
            assert!(!refused(&outcome(&test, &ctx, "kepulangan", typed).await, "nomor_dokumen").is_empty(), "{number}");
        }
        for number in ["-", "0", "belum", "n/a"] {
            let typed = testkit::complaint(1, "2025-06-01");
            let typed = testkit::with(typed, &[("nomor_siskop2mi", number)]);
            refused(&outcome(&test, &ctx, "pengaduan", typed).await, "nomor_siskop2mi");
        }
        for name in ["-", ".", "12345", "#N/A", "belum ada", "Siti\nContoh", "Siti \u{202e}Contoh"] {
            let typed = form(&[("nama", name), ("tiba_pada", "2025-06-01"), ("kategori", "sakit")]);
            refused(&outcome(&test, &ctx, "kepulangan", typed).await, "nama");
        }
        assert_eq!(names(&test).await, [""; 0]);
        test
    })
    .await;
}

#[tokio::test]
async fn what_was_stored_before_such_texts_were_refused_stays_until_it_is_changed() {
    on_both(async |test| {
        let ctx = test.system();
        let typed = testkit::with(testkit::complaint(1, "2025-06-01"), &[("nomor_siskop2mi", "S-1")]);
        let Outcome::New(id, _) = outcome(&test, &ctx, "pengaduan", typed).await else { panic!() };
        let old = "UPDATE pengaduan SET nomor_siskop2mi = '-'; UPDATE orang SET nama = '12345'";
        test.house().db.execute_unprepared(old).await.unwrap();
        let edit = async |pairs: &[(&str, &str)]| {
            let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
            kind(&test, "pengaduan").edit(&ctx, change, form(pairs)).await
        };
        edit(&[("tuntutan", "Upah dibayar")]).await.unwrap();
        let row = cases::pengaduan::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        assert_eq!((row.nomor_siskop2mi.as_deref(), row.tuntutan.as_deref()), (Some("-"), Some("Upah dibayar")));
        assert!(edit(&[("nomor_siskop2mi", "belum")]).await.is_err(), "what is changed is looked at");
        let tx = ctx.begin().await.unwrap();
        let draft =
            async |pairs: &[(&str, &str)]| people::draft(&tx, &ctx, row.orang_id, None, &form(pairs)).await.map(|_| ());
        draft(&[("daerah_asal", "36.04")]).await.unwrap();
        assert!(draft(&[("nama", "67890")]).await.is_err());
        test
    })
    .await;
}

#[tokio::test]
async fn what_nobody_sees_weighs_nothing_and_what_offices_write_is_known() {
    on_both(async |test| {
        let ctx = test.system();
        let rows = [
            "Ze\u{200b}nita Contoh,3603994101900001\u{200b},31\u{a0}Agust\u{a0}1990,Pr,Kab.Indramayu,10 Peb 2025,sakit,Malaysia",
            "'Budi Contoh,'3603990101900002,2-Peb-1990,LK,Lombok Timur,'12/02/2025,sakit,-",
            "Nur Contoh,—,-,Wanita,NTB,2025-02-12,sakit,",
        ];
        let report = import(&test, &ctx, &format!("{HEAD}\n{}\n", rows.join("\n")), Mode::Write).await;
        assert!(report.errors.is_empty(), "{:?}", report.errors);
        assert_eq!((report.new, report.written), (3, true));
        assert_eq!(names(&test).await, ["Budi Contoh", "Nur Contoh", "Zenita Contoh"]);
        test
    })
    .await;
}

const WATI: [(&str, &str); 4] =
    [("nama", "Wati Contoh"), ("nik", "3603994101870001"), ("jenis_kelamin", "P"), ("tanggal_lahir", "1987-01-01")];

fn returned(person: &[(&str, &str)], day: &str) -> Form {
    testkit::with(form(person), &[("tiba_pada", day), ("kategori", "sakit"), ("negara", "MY")])
}

const BAMBANG: [(&str, &str); 4] =
    [("nama", "Bambang Misalan"), ("nik", "3603994101870001"), ("jenis_kelamin", "L"), ("tanggal_lahir", "1960-05-17")];

#[tokio::test]
async fn a_number_of_somebody_else_is_asked_about_and_both_ways_out_are_open() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let sent = |person: &[(&str, &str)], day: &str| serde_json::to_value(returned(person, day)).unwrap();
        let path = "/api/v1/kepulangan";
        let wati = app.post(path, &sent(&WATI, "2025-06-01")).await;
        assert_eq!(wati.status, StatusCode::CREATED, "{}", wati.text);
        let asked = app.post(path, &sent(&BAMBANG, "2025-06-02")).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.text);
        let problem = asked.json();
        assert_eq!(problem["type"], "/problems/bertentangan");
        let pointers: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/nama", "/jenis_kelamin", "/tanggal_lahir", "/orang_id"]);
        assert!(!asked.text.contains("Wati Contoh"), "masked: {}", asked.text);
        assert_eq!(names(&test).await, ["Wati Contoh"], "nothing is written before somebody says who it is");

        let mut other = sent(&BAMBANG, "2025-06-02");
        other["orang_id"] = json!("baru");
        let other = app.post(path, &other).await;
        assert_eq!(other.status, StatusCode::CREATED, "{}", other.text);
        assert_eq!(names(&test).await, ["Bambang Misalan", "Wati Contoh"]);
        let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        let bambang = people.iter().find(|person| person.nama.starts_with("Bambang")).unwrap();
        assert!(bambang.nik_sandi.is_some(), "kept, and in doubt");

        let mut again = sent(&BAMBANG, "2025-06-05");
        again["orang_id"] = other.json()["orang_id"].clone();
        let again = app.post(path, &again).await;
        assert_eq!(
            (again.status, &again.json()["orang_id"]),
            (StatusCode::CREATED, &other.json()["orang_id"]),
            "{}",
            again.text
        );

        let mut same = sent(&BAMBANG, "2025-06-03");
        same["orang_id"] = json!(wati.json()["orang_id"]);
        let same = app.post(path, &same).await;
        assert_eq!(same.status, StatusCode::CREATED, "{}", same.text);
        assert_eq!(same.json()["orang_id"], wati.json()["orang_id"]);
        let slip = [("nama", "Watti Contoh"), ("nik", "3603994101870001"), ("jenis_kelamin", "P")];
        let slip = app.post(path, &sent(&slip, "2025-06-04")).await;
        assert_eq!(slip.json()["orang_id"], wati.json()["orang_id"], "a slip of the pen is nobody else");
        test
    })
    .await;
}

#[tokio::test]
async fn a_row_of_a_file_whose_number_is_somebody_elses_is_red_until_it_says_who() {
    on_both(async |test| {
        let ctx = test.system();
        let ana = "Ana Contoh,3603994101870001,1987-01-01,P,,2025-06-01,sakit,MY";
        let budi = "Budi Misalan,3603994101870001,1960-05-17,L,,2025-06-02,sakit,MY";
        let both = format!("{HEAD}\n{ana}\n{budi}\n");
        for mode in [Mode::DryRun, Mode::Write] {
            let report = import(&test, &ctx, &both, mode).await;
            assert!(!report.written);
            let rows: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
            let expected = [(3, "nama"), (3, "jenis_kelamin"), (3, "tanggal_lahir"), (3, "orang_id")];
            assert_eq!(rows, expected);
        }
        let said = format!("{HEAD},orang_id\n{ana},\n{budi},baru\n");
        let report = import(&test, &ctx, &said, Mode::Write).await;
        assert!(report.written && report.errors.is_empty(), "{:?}", report.errors);
        assert_eq!(names(&test).await, ["Ana Contoh", "Budi Misalan"]);
        test
    })
    .await;
}

#[tokio::test]
async fn no_row_of_a_file_vanishes_and_each_is_named_by_its_line() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nama,tiba_pada,kategori,keterangan";
        let open = format!("{head}\nAna Contoh,2025-06-01,sakit,\nBudi Contoh,2025-06-01,sakit,\"katanya\nCici Contoh,2025-06-01,sakit,\n");
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let request = Request { name: "uji.csv", bytes: open.as_bytes(), mode: Mode::Write, skip_bad: false };
        let refusal = run(&ctx, kind, request, &|_| {}).await.unwrap_err().to_string();
        assert!(refusal.contains("baris 3 tidak pernah ditutup"), "{refusal}");
        let text = format!("{head},telepon\nAna Contoh,2025-06-01,sakit,- gaji belum dibayar,=\"081200000001\"\nBudi Contoh,2025-06-01,sakit,@akun,\nCici \"\"Ita\"\" Contoh,2025-06-01,sakit,layar 12\"\",\n");
        let report = import(&test, &ctx, &text, Mode::DryRun).await;
        assert!(report.errors.is_empty() && report.new == 3, "{:?}", report.errors);
        for end in ["\n", "\r\n", "\r"] {
            let lines = [head, "\"Ana \"\"Ita\"\" Contoh\",2025-06-01,sakit,\"dua\nbaris\"", "Budi Contoh,besok,sakit,", "Cici Contoh,2025-06-01,sakit,paspor, ditahan"];
            let report = import(&test, &ctx, &lines.join(end), Mode::Write).await;
            let rows: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
            assert_eq!(rows, [(4, "tiba_pada"), (5, "")], "{end:?}: {:?}", report.errors);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_person_is_read_under_the_heads_that_offices_use() {
    on_both(async |test| {
        let ctx = test.system();
        let heads = "FULL NAME (AS IN PASSPORT),No. KTP,No Paspor,Tgl Lahir,JK,Provinsi,Kab/Kota,Tanggal Kedatangan,Kategori kepulangan,Warna Koper";
        let row = "Nur Contoh,3603994101900001,X1234567,12 Agust 1987,Pr,Jawa Barat,Indramayu,2025-06-01,sakit,merah";
        let report = import(&test, &ctx, &format!("{heads}\n{row}\n"), Mode::Write).await;
        assert!(report.written && report.errors.is_empty(), "{:?}", report.errors);
        assert_eq!(report.unknown, ["Provinsi", "Warna Koper"], "what is not read is told");
        let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        let [person] = people.as_slice() else { panic!("{people:?}") };
        assert!(person.nik_sandi.is_some() && person.dokumen_sandi.is_some());
        let particulars = (person.jenis_kelamin.as_deref(), person.daerah_asal.as_deref());
        assert_eq!((particulars, person.tanggal_lahir), ((Some("P"), Some("32.12")), "1987-08-12".parse().ok()));
        test
    })
    .await;
}

#[tokio::test]
async fn a_number_that_excel_has_changed_is_refused_or_told() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("klaim").unwrap();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, head) in
            ["nama", "jenis_klaim", "diajukan_pada", "cabang", "nomor_klaim", "telepon"].iter().enumerate()
        {
            sheet.write(0, u16::try_from(at).unwrap(), *head).unwrap();
        }
        for (row, number) in [(1, 20_261_234_567_890_123_f64), (2, 202_612_345.0)] {
            for (at, text) in ["Siti Contoh", "meninggal_dunia", "2025-06-01", "Serang"].iter().enumerate() {
                sheet.write(row, u16::try_from(at).unwrap(), *text).unwrap();
            }
            sheet.write(row, 4, number).unwrap();
            sheet.write(row, 5, 81_299_000_001_f64).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        let request = Request { name: "uji.xlsx", bytes: &bytes, mode: Mode::DryRun, skip_bad: false };
        let report = run(&ctx, kind, request, &|_| {}).await.unwrap();
        let errors: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
        assert_eq!(errors, [(2, "nomor_klaim")], "{:?}", report.errors);
        let remarks: Vec<_> = report.warnings.iter().map(|warning| (warning.row, warning.column.as_str())).collect();
        assert_eq!(remarks, [(2, "telepon"), (3, "telepon")], "{:?}", report.warnings);
        let page = b"<html><body><table><tr><td>nama</td></tr></table></body></html>";
        let request = Request { name: "uji.xls", bytes: page, mode: Mode::DryRun, skip_bad: false };
        let refusal = run(&ctx, kind, request, &|_| {}).await.unwrap_err().to_string();
        assert!(refusal.contains("HTML"), "{refusal}");
        test
    })
    .await;
}
