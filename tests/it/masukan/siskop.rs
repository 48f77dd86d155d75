//! A7: a number that is none is no number of SISKOP2MI, whoever sends it, and IKU 2 stays where it was.

use axum::http::{Method, StatusCode};
use records::Mode;
use records::import::{Request, run};
use rust_xlsxwriter::{Formula, Workbook};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use testkit::{Test, TestApp, complaint, on_both, with};

const NONE: [&str; 8] = ["-", "0", "belum", "n/a", "BELUM ADA", "—", "xxx", "menyusul"];

/// How many complaints have a number, and how many count as entered.
async fn numbered(test: &Test) -> [i64; 2] {
    let db = &test.house().db;
    let counted = "SELECT count(*) AS n FROM pengaduan WHERE nomor_siskop2mi IS NOT NULL";
    let facts = "SELECT count(*) AS n FROM fakta WHERE ukuran = 'pengaduan-siskop2mi' AND dihitung AND dicatat_sampai IS NULL AND \
                 hari_akhir IS NOT NULL";
    let mut all = [0; 2];
    for (into, sql) in all.iter_mut().zip([counted, facts]) {
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        *into = row.try_get("", "n").unwrap();
    }
    all
}

#[tokio::test]
async fn a_word_for_none_is_no_number_of_siskop2mi_by_any_way() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let form = "application/x-www-form-urlencoded";
        let made = app.post("/api/v1/pengaduan", &json!(complaint(1, "2025-06-01"))).await.json();
        let (id, number) = (made["id"].as_str().unwrap(), made["nomor"].as_str().unwrap());
        let record = format!("/api/v1/pengaduan/{id}");
        for none in NONE {
            let new = app
                .post("/api/v1/pengaduan", &json!(with(complaint(2, "2025-06-02"), &[("nomor_siskop2mi", none)])))
                .await;
            assert_eq!(new.status, StatusCode::UNPROCESSABLE_ENTITY, "{none}: {}", new.text);
            let change = app.patch(&record, 1, &json!({ "nomor_siskop2mi": none, "alasan_perubahan": "Uji" })).await;
            assert_eq!(change.status, StatusCode::UNPROCESSABLE_ENTITY, "{none}: {}", change.text);
            let step = app.act(&format!("{record}/nomor-siskop2mi"), 1, &json!({ "nomor_siskop2mi": none })).await;
            assert_eq!(step.status, StatusCode::UNPROCESSABLE_ENTITY, "{none}: {}", step.text);
            let list = json!({ "baris": [{ "nomor": number, "nomor_siskop2mi": none }] });
            let list = app.post("/api/v1/pengaduan/siskop2mi", &list).await.json();
            assert_eq!((&list["dicatat"], &list["salah"]), (&json!(0), &json!(1)), "{none}: {list}");
            let typed: String = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("id", id), ("versi", "1"), ("nomor_siskop2mi", none)])
                .finish();
            let page = console.send(Method::POST, "/pengaduan/belum-siskop2mi", form, typed).await;
            assert_eq!(page.status, StatusCode::OK, "{none}");
            let file = format!("nomor;nomor_siskop2mi\n{number};{none}\n");
            let looked = console.upload("/pengaduan/belum-siskop2mi/berkas", ("n.csv", file.as_bytes()), "").await;
            assert!(looked.text.contains("0 baris dapat dicatat"), "{none}: {}", looked.text);
            // A file of complaints: a dash and n/a mean that nothing stands there.
            let kind = test.lindung.registry.find("pengaduan").unwrap();
            let head = "nama,diterima_pada,kanal,pelapor,hubungan_pelapor,jenis_kasus,nomor_siskop2mi";
            let file = format!("{head}\nIku Contoh,2025-06-03,telepon,P Contoh,suami_istri,phk,{none}\n");
            let request = Request { name: "uji.csv", bytes: file.as_bytes(), mode: Mode::DryRun, skip_bad: false };
            let report = run(&test.system(), kind, request, &|_| {}).await.unwrap();
            let refused = report.errors.iter().any(|error| error.column == "nomor_siskop2mi");
            assert_eq!(refused, !["-", "—", "n/a"].contains(&none), "{none}: {:?}", report.errors);
        }
        assert_eq!(numbered(&test).await, [0, 0]);
        test
    })
    .await;
}

#[tokio::test]
async fn a_file_of_numbers_is_read_like_every_table_and_tells_each_row() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        for number in 1..=5 {
            let made = app.post("/api/v1/pengaduan", &json!(complaint(number, "2025-06-01"))).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        }
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Petunjuk").unwrap().write_string(0, 0, "Isi lembar berikutnya").unwrap();
        let sheet = book.add_worksheet().set_name("Nomor").unwrap();
        sheet.write_string(0, 0, "DAFTAR NOMOR SISKOP2MI").unwrap();
        for (column, head) in (0..).zip(["Nomor Pengaduan", "Nomor SISKOP2MI", "Tanggal"]) {
            sheet.write_string(2, column, head).unwrap();
        }
        for row in 0..5_u32 {
            sheet.write_string(row + 3, 0, format!("PGD-2025-{:06}\u{200b}", row + 1)).unwrap();
        }
        sheet.write_string(3, 1, "'S-1").unwrap().write_string(3, 2, "10 Jun\u{a0}2025").unwrap();
        sheet.write_formula(4, 1, Formula::new("=\"S-\"&2").set_result("S-2")).unwrap();
        sheet.write_string(5, 1, "#N/A").unwrap();
        sheet.write_number(6, 1, 20_251_234_567_890_123_f64).unwrap();
        sheet.write_string(7, 1, "S-5").unwrap();
        sheet.set_row_hidden(7).unwrap();
        sheet.write_string(8, 2, "11 Juni 2025").unwrap();
        let file = book.save_to_buffer().unwrap();
        let page = console.upload("/pengaduan/belum-siskop2mi/berkas", ("n.xlsx", &file), "").await.text;
        for said in [
            "2 baris dapat dicatat, 0 sudah tercatat, 3 belum benar",
            "Lembar Petunjuk tidak dibaca",
            "Lembar Nomor: baris 1 dilewati",
            "Lembar Nomor: baris 8 tersembunyi",
            "9 dilewati: tidak ada nomor",
            "berisi rumus",
            "galat Excel",
            "lebih panjang dari 15 angka",
            "<td class=\"num\">lembar Nomor, 5</td>",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let carried = page.split("name=\"baris\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let typed: String = form_urlencoded::Serializer::new(String::new()).append_pair("baris", carried).finish();
        let form = "application/x-www-form-urlencoded";
        let saved = console.send(Method::POST, "/pengaduan/belum-siskop2mi/simpan", form, typed).await;
        assert!(saved.text.contains("2 baris dicatat"), "{}", saved.text);
        assert_eq!(numbered(&test).await, [2, 2]);
        test
    })
    .await;
}
