//! Inputs of the same kinds as in `masukan` that differ from those: read, refused with a place, or asked about. Through the import, the
//! api and manifests.

use axum::http::StatusCode;
use kernel::Ctx;
use records::Mode;
use records::import::{Report, Request, run};
use rust_xlsxwriter::{Format, Note, Workbook};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each};

const HEAD: &str = "nama,nik,nomor_dokumen,tanggal_lahir,jenis_kelamin,tiba_pada,kategori";
const NIK: &str = "3603994101870001";

async fn import(test: &Test, ctx: &Ctx, file: &str) -> kernel::Result<Report> {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    run(ctx, kind, Request { name: "uji.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: false }, &|_| {})
        .await
}

async fn names(test: &Test) -> Vec<String> {
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    let mut names: Vec<String> = people.into_iter().map(|person| person.nama).collect();
    names.sort();
    names
}

/// Somebody on record, and rows with the same number or one like it that may not become theirs; the column that is asked about.
const OTHERS: [(&str, &str, &str); 5] = [
    (
        "Ana Contoh,3603994101870001,X7000001,1987-01-01,P",
        "Ana Contoh,3603994101870001,X7000002,1987-01-01,P",
        "nomor_dokumen",
    ),
    ("Ana Contoh,3603994101870001,X7000001,1987-01-01,P", "Anak Ana Contoh,,X7000001,,", "nama"),
    ("Ana Contoh,3603994101870001,X7000001,1987-01-01,P", "Balita dari Ana Contoh,,X7000001,,", "nama"),
    ("Ali bin Karta,3603990101870001,,,L", "Ali bin Wiryo,3603990101870001,,,L", "nama"),
    ("Ana Contoh,3603994101870001,X7000001,1987-01-01,P", "Ana Contoh,3603994101870001,,1992,P", "tanggal_lahir"),
];

#[tokio::test]
async fn two_numbers_of_two_people_a_father_and_a_child_are_asked_about_in_files() {
    on_both(async |test| {
        let ctx = test.system();
        for (at, (held, row, column)) in OTHERS.iter().enumerate() {
            // The other whose passport the first row has.
            let budi = "Budi Misalan,3603990101600001,X7000002,1960-01-01,L,2025-06-01,sakit";
            let file = format!("{HEAD}\n{held},2025-06-01,sakit\n{budi}\n");
            import(&test, &ctx, &file).await.unwrap();
            let before = names(&test).await;
            let report = import(&test, &ctx, &format!("{HEAD}\n{row},2025-06-{},sakit\n", at + 10)).await.unwrap();
            let asked: Vec<&str> = report.errors.iter().map(|error| error.column.as_str()).collect();
            assert!(asked.contains(column) && asked.contains(&"orang_id"), "{row}: {:?}", report.errors);
            assert!(!report.written && names(&test).await == before, "{row}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn two_numbers_of_two_people_are_asked_about_by_the_api_and_both_ways_are_open() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let sent = |name: &str, nik: &str, passport: &str, day: &str| {
            json!({ "nama": name, "nik": nik, "nomor_dokumen": passport, "tiba_pada": day, "kategori": "sakit" })
        };
        let path = "/api/v1/kepulangan";
        let ana = app.post(path, &sent("Ana Contoh", NIK, "X7000001", "2025-06-01")).await;
        let budi = app.post(path, &sent("Budi Misalan", "3603990101600001", "X7000002", "2025-06-01")).await;
        assert_eq!([ana.status, budi.status], [StatusCode::CREATED; 2]);
        let mut crossed = sent("Ana Contoh", NIK, "X7000002", "2025-06-02");
        let asked = app.post(path, &crossed).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.text);
        let pointers: Vec<Value> =
            asked.json()["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
        assert_eq!(pointers, ["/nomor_dokumen", "/orang_id"]);
        assert!(!asked.text.contains("Budi Misalan"), "masked: {}", asked.text);
        crossed["orang_id"] = ana.json()["orang_id"].clone();
        let hers = app.post(path, &crossed).await;
        assert_eq!((hers.status, &hers.json()["orang_id"]), (StatusCode::CREATED, &ana.json()["orang_id"]), "{}", hers.text);
        crossed["orang_id"] = json!("baru");
        crossed["tiba_pada"] = json!("2025-06-03");
        let new = app.post(path, &crossed).await;
        assert_eq!(new.status, StatusCode::CREATED, "{}", new.text);
        assert_eq!(names(&test).await, ["Ana Contoh", "Ana Contoh", "Budi Misalan"]);
        test
    })
    .await;
}

#[tokio::test]
async fn words_and_blind_digits_are_no_number_by_the_api_and_in_a_manifest() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let path = "/api/v1/pengaduan";
        let sent = serde_json::to_value(testkit::complaint(1, "2025-06-01")).unwrap();
        for number in
            ["dlm proses", "TBA", "belum keluar", "123", "1111", "menunggu 2025", "CONTOH", "sda", "no. belum ada"]
        {
            let mut typed = sent.clone();
            typed["nomor_siskop2mi"] = json!(number);
            let refused = app.post(path, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}: {}", refused.text);
            assert_eq!(refused.json()["errors"][0]["pointer"], "/nomor_siskop2mi");
        }
        let made = app.post(path, &sent).await.json();
        let lines = json!({ "baris": [{ "nomor": made["nomor"], "nomor_siskop2mi": "dlm proses" }] });
        let entered = app.post("/api/v1/pengaduan/siskop2mi", &lines).await;
        assert!(entered.text.contains("bukan nomor"), "{}", entered.text);
        let row = cases::pengaduan::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        assert_eq!(row.nomor_siskop2mi, None, "nothing that IKU 2 would count");

        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let flight = json!({ "penerbangan": "MH 725 (contoh)", "tiba_pada": "2025-06-10", "negara": "MY" });
        let arrival = desk.post("/api/v1/kedatangan", &flight).await.json();
        let path = format!("/api/v1/kedatangan/{}/manifes", arrival["id"].as_str().unwrap());
        let rows = [
            "1\tSiti Contoh\tHILANG2025\t",
            "2\tSiti Contoh\tSPLP/2025\t",
            "3\tSiti Contoh\tA1111111\t",
            "4\tSiti Contoh\t\t1212121212121212",
            "5\tSiti Contoh\t\t3602991111111111",
            "6\tSiti & Budi Contoh\t\t",
            "7\tTanpa nama\t\t",
            "8\t",
            "9\t4. Eka Contoh\tX7000009\t",
        ];
        let text = format!("No\tNama\tNo Paspor\tNIK\n{}", rows.join("\n"));
        let looked = desk.post(&path, &json!({ "teks": text, "uji": true })).await.json();
        assert_eq!((&looked["salah"], looked["data"].as_array().unwrap().len()), (&json!(7), 8), "{looked}");
        assert_eq!(looked["data"][7]["nama"], "Eka Contoh");
        assert!(looked["peringatan"].as_str().unwrap().contains("Baris 9 dilewati: hanya nomor urut"), "{looked}");
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_file_would_lose_is_asked_about_first() {
    on_both(async |test| {
        let ctx = test.system();
        let refused = async |file: &str| import(&test, &ctx, file).await.unwrap_err().to_string();
        for (head, cell, said) in [
            ("Tempat/Tgl Lahir", "Lebak 1987", "tampak berisi tanggal_lahir"),
            ("No. Identitas KTP", NIK, "tampak berisi nik"),
            ("Paspor lain", "X7000001", "tampak berisi nomor_dokumen"),
            ("L", "v", "tampak berisi jenis_kelamin"),
        ] {
            let file = format!("Nama,Tgl Tiba (dd/mm/yyyy),Kategori (wajib),{head}\nAna Contoh,2025-06-01,sakit,{cell}\n");
            let refusal = refused(&file).await;
            assert!(refusal.contains("Kolom D") && refusal.contains(said), "{head}: {refusal}");
        }
        let two = "Nama,Tgl Tiba,Kategori,No Paspor,No SPLP\nAna Contoh,2025-06-01,sakit,,XD700001\n";
        assert!(refused(two).await.contains("sama-sama"));
        let open = "nama,tiba_pada,kategori,keterangan\nAna Contoh,2025-06-01,sakit,\"katanya\nBudi Contoh,2025-06-01,sakit,x\n\
                    Cici Contoh,2025-06-01,sakit,begitu\"\nDodi Contoh,2025-06-01,sakit,x\n";
        assert!(refused(open).await.contains("baris 2 baru ditutup di baris 4"));
        assert_eq!(names(&test).await, [""; 0], "nothing is written before");

        let twice = "nama,tgl. tiba,kategori,ket\nSiti Contoh,12/VI/2025,sakit,x\nSiti Contoh,12/VI/2025,sakit,x\n";
        let report = import(&test, &ctx, twice).await.unwrap();
        assert_eq!((report.new, report.repeated, report.written), (1, 1, true), "{:?}", report.errors);
        assert!(report.remarks.iter().any(|one| one.contains("baris 3")), "{:?}", report.remarks);
        let row = pemulangan::kepulangan::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        assert_eq!((row.tiba_pada.to_string(), row.keterangan.as_deref()), ("2025-06-12".to_owned(), Some("x")));
        let days = "nama,tiba_pada,kategori\nEka Contoh,12/06/2025 s.d. 14/06/2025,sakit\nFani Contoh,45820,sakit\n";
        let report = import(&test, &ctx, days).await.unwrap();
        let said: Vec<&str> = report.errors.iter().map(|error| error.detail.as_str()).collect();
        assert!(said[0].contains("lebih dari satu tanggal") && said[1].contains("12/06/2025"), "{said:?}");
        assert_eq!(people::entity::Entity::find().count(&test.house().db).await.unwrap(), 1);
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_workbook_says_beside_its_cells_is_told() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, head) in (0_u16..).zip(["nama", "tiba_pada", "tiba_jam", "kategori", "biaya_rp"]) {
            sheet.write(0, at, head).unwrap();
        }
        for (row, name) in [(1, "Ana Contoh"), (2, "Budi Contoh"), (3, "Cici Contoh")] {
            for (at, text) in [(0_u16, name), (1, "2025-06-01"), (3, "sakit")] {
                sheet.write(row, at, text).unwrap();
            }
        }
        sheet.write_with_format(1, 0, "Ana Contoh", &Format::new().set_font_strikethrough()).unwrap();
        sheet.insert_note(2, 0, &Note::new("Nama sebenarnya lain")).unwrap();
        sheet.write_number_with_format(1, 2, 0.938_28, &Format::new().set_num_format("hh:mm")).unwrap();
        sheet.write_number_with_format(3, 4, 1_250.0, &Format::new().set_num_format("[$RM-43E] #,##0")).unwrap();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let request = Request { name: "uji.xlsx", bytes: &bytes, mode: Mode::Write, skip_bad: true };
        let report = run(&ctx, kind, request, &|_| {}).await.unwrap();
        let wrong: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
        assert_eq!(wrong, [(4, "biaya_rp")], "ringgit are no rupiah: {:?}", report.errors);
        for said in ["baris 2 berisi sel yang dicoret", "Komentar pada sel A3"] {
            assert!(report.remarks.iter().any(|one| one.contains(said)), "{said}: {:?}", report.remarks);
        }
        let rows = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
        assert!(rows.iter().any(|row| row.tiba_jam.as_deref() == Some("22:31")), "as it is shown, without its seconds");
        test
    })
    .await;
}
