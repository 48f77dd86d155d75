//! Words, names of registers and holidays that the office keeps: used on another server on the same database, and explained.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use records::Mode;
use records::import::{Request, run};
use records::tugas;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::{Lindung, compose, segar};
use testkit::{Answer, Test, TestApp, complaint, klaim, on_both, with};

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

pub(super) async fn planner(test: &Test) -> TestApp {
    TestApp::login(test, "perencana", "BP3MI-BANTEN").await
}

/// Another server on the same database.
pub(super) async fn beside(test: &Test) -> Lindung {
    compose::open_with(test.lindung.config.clone(), Arc::clone(&test.clock) as _).await.unwrap()
}

fn of(server: &Lindung, app: &TestApp) -> TestApp {
    TestApp::of(server.router()).with_token(app.token())
}

async fn claimed(app: &TestApp, number: u32, branch: &str) -> Value {
    let body = serde_json::to_value(with(klaim(number, "2025-06-01"), &[("cabang", branch)])).unwrap();
    let answer = app.post("/api/v1/klaim", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["cabang"].clone()
}

pub(super) fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert!(answer.text.contains(words), "{words}: {}", answer.text);
}

#[tokio::test]
async fn a_branch_that_is_added_is_spelled_by_the_register_on_both_servers() {
    on_both(async |test| {
        let other = beside(&test).await;
        let app = planner(&test).await;
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(claimed(&team, 1, "bpjs ketenagakerjaan cabang serang").await, json!("Serang"));
        assert_eq!(claimed(&team, 2, "KC Cilegon").await, json!("KC Cilegon"), "what is not there stays as typed");
        let body = json!({ "label": "Cilegon", "juga": ["KC Cilegon"], "alasan": "Cabang baru (contoh)" });
        let made = app.post("/api/v1/kata/cabang_bpjs", &body).await;
        assert_eq!((made.status, &made.json()["kode"]), (StatusCode::CREATED, &json!("cilegon")), "{}", made.text);
        assert_eq!(claimed(&team, 3, "kc cilegon").await, json!("Cilegon"));
        assert_eq!(claimed(&of(&other, &team), 4, "kc cilegon").await, json!("kc cilegon"));
        segar::look(&other, 0).await.unwrap();
        assert_eq!(claimed(&of(&other, &team), 5, "kc cilegon").await, json!("Cilegon"));
        let log = team.get("/api/v1/klaim/cabang").await.json();
        assert_eq!(log["data"][0]["cabang"], json!("Cilegon"), "old spellings are one branch: {log}");
        a_file_is_spelled_alike(&other).await;
        let history = app.get("/api/v1/kata/cabang_bpjs").await.json()["riwayat"].clone();
        assert_eq!((&history[0]["tindakan"], &history[0]["pelaku"]), (&json!("ditambah"), &json!("Uji Contoh")));
        assert_eq!(history[0]["alasan"], json!("Cabang baru (contoh)"));
        let page = TestApp::console(&test, "perencana.bp3mi-banten").await.get("/kata/cabang_bpjs").await;
        assert!(page.text.contains("Cabang baru (contoh)") && page.text.contains("Uji Contoh"), "{}", page.text);
        other.close().await.unwrap();
        test
    })
    .await;
}

async fn a_file_is_spelled_alike(server: &Lindung) {
    let ctx = server.system("Uji").unwrap();
    let kind = server.registry.find("klaim").unwrap();
    let file = "nama,jenis_klaim,diajukan_pada,cabang\nAna Contoh,meninggal_dunia,2025-06-01,KC CILEGON\n\
                Budi Contoh,meninggal_dunia,2025-06-01,Rangkasbitung\n";
    let request = Request { name: "uji.csv", bytes: file.as_bytes(), mode: Mode::DryRun, skip_bad: false };
    let report = run(&ctx, kind, request, &|_| {}).await.unwrap();
    let odd: Vec<_> = report.warnings.iter().filter(|one| one.column == "cabang").collect();
    assert_eq!(odd.len(), 1, "{:?}", report.warnings);
    assert!(odd[0].detail.contains("Rangkasbitung belum ada di daftar"), "{:?}", odd[0]);
}

async fn event(app: &TestApp, word: &str, title: &str) -> Answer {
    let body = json!({ "jenis_kegiatan": word, "judul": title, "tanggal": "2025-06-01" });
    app.post("/api/v1/kegiatan", &body).await
}

#[tokio::test]
async fn a_word_is_offered_ended_and_revived_and_old_records_keep_it() {
    on_both(async |test| {
        let other = beside(&test).await;
        let app = planner(&test).await;
        let team = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let body = json!({ "label": "Pameran (contoh)", "alasan": "Uji" });
        assert_eq!(app.post("/api/v1/kata/jenis_kegiatan", &body).await.status, StatusCode::CREATED);
        segar::look(&other, 0).await.unwrap();
        let there = of(&other, &team);
        let made = event(&there, "pameran_contoh", "Pertama").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let here = format!("/api/v1/kegiatan/{}", made.json()["id"].as_str().unwrap());
        let console = TestApp::console(&test, "penempatan.bp3mi-banten").await;
        assert!(console.get("/kegiatan/baru").await.text.contains("Pameran (contoh)"));
        let ended = json!({ "alasan": "Salah nama (contoh)" });
        let answer = app.post("/api/v1/kata/jenis_kegiatan/pameran_contoh/akhiri", &ended).await;
        assert_eq!((answer.status, &answer.json()["dipakai"]), (StatusCode::OK, &json!(false)), "{}", answer.text);
        segar::look(&other, 0).await.unwrap();
        for server in [&team, &there] {
            refused(&event(server, "pameran_contoh", "Kedua").await, "tidak dipakai lagi sejak 01/07/2025");
        }
        assert!(!console.get("/kegiatan/baru").await.text.contains("Pameran (contoh)"));
        let page = console.get(here.trim_start_matches("/api/v1")).await;
        assert!(page.text.contains("Pameran (contoh)"), "{}", page.text);
        let change = json!({ "judul": "Pertama, lagi", "alasan_perubahan": "Uji" });
        let changed = there.patch(&here, 1, &change).await;
        assert_eq!(changed.status, StatusCode::OK, "an old record is still corrected: {}", changed.text);
        let found = there.get("/api/v1/kegiatan?jenis_kegiatan=pameran_contoh").await.json();
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{found}");
        let back = json!({ "alasan": "Dipakai lagi (contoh)" });
        assert_eq!(app.post("/api/v1/kata/jenis_kegiatan/pameran_contoh/hidupkan", &back).await.status, StatusCode::OK);
        assert_eq!(event(&team, "pameran_contoh", "Ketiga").await.status, StatusCode::CREATED);
        let history = app.get("/api/v1/kata/jenis_kegiatan").await.json()["riwayat"].clone();
        let done: Vec<_> = history.as_array().unwrap().iter().map(|line| line["tindakan"].as_str().unwrap()).collect();
        assert_eq!(done, ["dihidupkan", "diakhiri", "ditambah"]);
        other.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_to_a_word_is_said() {
    on_both(async |test| {
        let app = planner(&test).await;
        let words = "/api/v1/kata/cabang_bpjs";
        refused(&app.post(words, &json!({ "label": "Cilegon" })).await, "/alasan");
        refused(&app.post(words, &json!({ "label": "KC Serang", "alasan": "Uji" })).await, "sudah dipakai kata Serang");
        let closed = app.post("/api/v1/kata/jenis_kelamin", &json!({ "label": "Lain", "alasan": "Uji" })).await;
        refused(&closed, "tidak menerima kata baru");
        let needed = app.post("/api/v1/kata/kategori_pulang/sakit/akhiri", &json!({ "alasan": "Uji" })).await;
        refused(&needed, "bergantung padanya");
        for road in ["/api/v1/kata/entah", "/api/v1/kata/cabang_bpjs/entah/ubah"] {
            let answer = app.post(road, &json!({ "label": "Uji", "alasan": "Uji" })).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{road}: {}", answer.text);
        }
        let label = json!({ "label": "Sakit (dirujuk)", "alasan": "Uji" });
        let changed = app.post("/api/v1/kata/kategori_pulang/sakit/ubah", &label).await;
        assert_eq!((changed.status, &changed.json()["kode"]), (StatusCode::OK, &json!("sakit")), "{}", changed.text);
        let console = TestApp::console(&test, "perencana.bp3mi-banten").await;
        let wrong = console.send(Method::POST, "/kata/rumah_sakit", FORM, "label=RS+Contoh&alasan=").await;
        assert!(wrong.text.contains("value=\"RS Contoh\""), "what was typed comes back: {}", wrong.text);
        let right = console.send(Method::POST, "/kata/rumah_sakit", FORM, "label=RS+Contoh&alasan=Uji").await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
        for page in
            ["/kata", "/kata/rumah_sakit", "/kata/rumah_sakit/rs_contoh/ubah", "/libur", "/libur/2025-12-25/cabut"]
        {
            assert_eq!(console.get(page).await.status, StatusCode::OK, "{page}");
        }
        let typed = "label=RS+Contoh+Baru&alasan=Uji&dilihat=2";
        let changed = console.send(Method::POST, "/kata/rumah_sakit/rs_contoh/ubah", FORM, typed).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
        assert_eq!(console.get("/libur?tahun=-2147483648").await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

async fn due(test: &Test) -> String {
    tugas::Entity::find().one(&test.house().db).await.unwrap().unwrap().jatuh_tempo.to_string()
}

#[tokio::test]
async fn a_holiday_moves_the_deadlines_of_what_is_open_and_of_what_comes() {
    on_both(async |test| {
        let other = beside(&test).await;
        let app = planner(&test).await;
        let ctx = test.system();
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        kind.register(&ctx, &[complaint(1, "2025-06-10")], &[], Mode::Write).await.unwrap();
        assert_eq!(due(&test).await, "2025-07-02");
        let body = json!({ "hari": "2025-06-18", "nama": "Libur contoh", "jenis": "nasional", "dasar": "SKB Contoh",
            "alasan": "Diumumkan (contoh)" });
        let made = app.post("/api/v1/libur", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        refused(&app.post("/api/v1/libur", &body).await, "sudah libur: Libur contoh");
        let seen = segar::look(&other, 0).await.unwrap();
        assert_eq!(due(&test).await, "2025-07-03", "derived once, by whichever server comes first");
        assert!(!other.house.calendar.is_working("2025-06-18".parse().unwrap()));
        assert_eq!(segar::look(&test.lindung, 0).await.unwrap(), seen);
        let taken = app.post("/api/v1/libur/2025-06-18/cabut", &json!({ "alasan": "Batal (contoh)" })).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
        segar::look(&other, seen).await.unwrap();
        assert_eq!(due(&test).await, "2025-07-02");
        let told = app.get("/api/v1/libur?tahun=2025").await.json();
        assert_eq!(
            (&told["riwayat"][0]["tindakan"], &told["riwayat"][1]["tindakan"]),
            (&json!("dicabut"), &json!("ditambah"))
        );
        assert_eq!(told["riwayat"][1]["alasan"], json!("Diumumkan (contoh)"));
        assert_eq!(told["riwayat"][0]["pelaku"], json!("Uji Contoh"));
        other.close().await.unwrap();
        test
    })
    .await;
}
