//! Creating, reading and changing records over the api.

use axum::http::StatusCode;
use kernel::access;
use kernel::clock::Clock;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned, with};

fn body(form: kernel::form::Form) -> Value {
    serde_json::to_value(form).unwrap()
}

async fn count(test: &Test) -> u64 {
    cases::pengaduan::entity::Entity::find().count(&test.house().db).await.unwrap()
}

const PATH: &str = "/api/v1/pengaduan";

#[tokio::test]
async fn the_same_request_sent_three_times_is_one_record() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let keyed = TestApp::new(&test).with_token(app.token()).with_header("idempotency-key", "meja-1-0001");
        let typed = body(complaint(1, "2025-06-01"));
        let mut ids = Vec::new();
        for _ in 0..3 {
            let answer = keyed.post(PATH, &typed).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
            ids.push(answer.json()["id"].clone());
        }
        assert!(ids.iter().all(|id| *id == ids[0]));
        assert_eq!(count(&test).await, 1);
        let other = keyed.post(PATH, &body(complaint(2, "2025-06-01"))).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The key is private: another user's request with it is a request of its own.
        let colleague = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let keyed = TestApp::new(&test).with_token(colleague.token()).with_header("idempotency-key", "meja-1-0001");
        assert_eq!(keyed.post(PATH, &body(complaint(3, "2025-06-01"))).await.status, StatusCode::CREATED);
        assert_eq!(count(&test).await, 2);
        test
    })
    .await;
}

#[tokio::test]
async fn the_same_request_sent_three_times_at_once_is_one_record_and_one_answer() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        for round in 1..=5_u32 {
            let key = format!("meja-1-{round}");
            let keyed = TestApp::new(&test).with_token(app.token()).with_header("idempotency-key", &key);
            let typed = body(complaint(round, "2025-06-01"));
            let (a, b, c) = tokio::join!(keyed.post(PATH, &typed), keyed.post(PATH, &typed), keyed.post(PATH, &typed));
            for answer in [&a, &b, &c] {
                assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
                assert_eq!(answer.json()["id"], a.json()["id"]);
            }
            assert_eq!(count(&test).await, u64::from(round));
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_client_may_bring_its_own_id() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let id = "0197a5de-0000-7000-8000-000000000001";
        let typed = body(with(complaint(1, "2025-06-01"), &[("id", id)]));
        assert_eq!(app.post(PATH, &typed).await.json()["id"], json!(id));
        assert_eq!(app.post(PATH, &typed).await.status, StatusCode::OK);
        let clash = body(with(complaint(2, "2025-06-02"), &[("id", id)]));
        assert_eq!(app.post(PATH, &clash).await.status, StatusCode::CONFLICT);
        let same = app.post(PATH, &body(complaint(1, "2025-06-01"))).await;
        assert_eq!(same.status, StatusCode::CONFLICT);
        assert!(same.text.contains("PGD-2025-000001"), "{}", same.text);
        let old = body(with(complaint(3, "2025-06-02"), &[("id", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")]));
        assert_eq!(app.post(PATH, &old).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(count(&test).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_client_may_not_set_is_refused() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        for field in ["kantor_id", "status", "versi", "nomor", "dibuat_pada", "orang_id", "kunci_isi", "is_admin"] {
            let typed = body(with(complaint(1, "2025-06-01"), &[(field, "x")]));
            let answer = app.post(PATH, &typed).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert_eq!(answer.json()["errors"][0]["pointer"], json!(format!("/{field}")));
        }
        assert_eq!(count(&test).await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn a_change_is_guarded_and_told_in_the_history() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let made = app.post(PATH, &body(complaint(1, "2025-06-01"))).await;
        assert_eq!(made.headers["etag"], "\"1\"");
        let path = format!("{PATH}/{}", made.json()["id"].as_str().unwrap());
        let change = json!({ "alasan_perubahan": "Sudah diperiksa", "diverifikasi_pada": "2025-06-03" });
        let changed = app.patch(&path, 1, &change).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
        let record = changed.json();
        assert_eq!((&record["status"], &record["versi"]), (&json!("diverifikasi"), &json!(2)));
        let line = &record["riwayat"][1];
        assert_eq!((&line["dari"], &line["ke"]), (&json!("diterima"), &json!("diverifikasi")));
        assert_eq!(line["perubahan"]["diverifikasi_pada"], json!({ "dari": null, "ke": "2025-06-03" }));
        assert_eq!(app.patch(&path, 1, &change).await.status, StatusCode::PRECONDITION_FAILED);
        let late = json!({ "alasan_perubahan": "Uji", "diverifikasi_pada": "2025-05-31" });
        assert_eq!(app.patch(&path, 2, &late).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let silent = json!({ "negara": "TW" });
        assert_eq!(app.patch(&path, 2, &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sealed = json!({ "alasan_perubahan": "Nomor baru", "telepon_pelapor": "+62 800 1111 2222" });
        let record = app.patch(&path, 2, &sealed).await.json();
        assert_eq!(record["riwayat"][2]["perubahan"]["telepon_pelapor"], json!("berubah"));
        assert!(!record.to_string().contains("11112222"), "{record}");
        test
    })
    .await;
}

#[tokio::test]
async fn protected_fields_are_masked_opened_by_right_and_the_opening_is_logged() {
    on_both(async |test| {
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let form =
            with(returned(1, "2025-06-01", "sakit"), &[("kesehatan", "Rahasia contoh"), ("telepon", "+628000000001")]);
        let made = desk.post("/api/v1/kepulangan", &body(form)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert!(!made.text.contains("Rahasia") && !made.text.contains("3603994101900001"));
        assert_eq!(made.json()["nik"], json!("36••••••••••••01"));
        let path = format!("/api/v1/kepulangan/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(desk.get(&format!("{path}?buka=true")).await.status, StatusCode::FORBIDDEN);
        let person = kernel::OrangId(made.json()["orang_id"].as_str().unwrap().parse().unwrap());
        let day = chrono::TimeDelta::days(1);
        let span = (test.clock.now() - day, test.clock.now() + day);
        let before = access::seen(&test.house().db, person, span).await.unwrap().len();
        let opened = team.get(&format!("{path}?buka=true")).await.json();
        assert_eq!((&opened["nik"], &opened["kesehatan"]), (&json!("3603994101900001"), &json!("Rahasia contoh")));
        let after = access::seen(&test.house().db, person, span).await.unwrap().len();
        assert_eq!(after, before + 1);
        let traces = access::Entity::find().all(&test.house().db).await.unwrap();
        assert!(traces.iter().any(|t| t.tindakan == "buka" && t.dibuka && t.jenis == "kepulangan"));
        test
    })
    .await;
}

#[tokio::test]
async fn no_protected_text_stands_in_the_database_file() {
    on_each(&[Backend::Sqlite], async |test| {
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let form = with(
            returned(1, "2025-06-01", "sakit"),
            &[
                ("kesehatan", "Kanarikesehatan"),
                ("alamat", "Kanarialamat"),
                ("telepon", "+628123123123"),
                ("nomor_dokumen", "ZZKANARI1"),
            ],
        );
        assert_eq!(team.post("/api/v1/kepulangan", &body(form)).await.status, StatusCode::CREATED);
        let mut bytes = Vec::new();
        for file in std::fs::read_dir(test.folder()).unwrap().flatten() {
            bytes.extend(std::fs::read(file.path()).unwrap());
        }
        let holds = |text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
        assert!(holds("Siti Contoh 1"), "the file was not read");
        for canary in ["3603994101900001", "Kanarikesehatan", "Kanarialamat", "628123123123", "ZZKANARI1"] {
            assert!(!holds(canary), "{canary}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn every_kind_takes_its_required_fields_and_gives_them_back() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let bodies = testkit::least();
        let by_hand =
            test.lindung.registry.all().iter().map(|kind| kind.info()).filter(|info| info.more.made_by.is_none());
        for info in by_hand {
            assert!(
                bodies.iter().any(|(kind, _)| *kind == info.name),
                "{}: add what a client sends at least",
                info.name
            );
        }
        for (kind, body) in bodies {
            let answer = app.post(&format!("/api/v1/{kind}"), &body).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{kind}: {}", answer.text);
            let record = answer.json();
            for (key, value) in body.as_object().unwrap() {
                assert_eq!(&record[key], value, "{kind}.{key}");
            }
            assert_eq!(app.get(&format!("/api/v1/{kind}")).await.json()["data"].as_array().unwrap().len(), 1, "{kind}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_is_read_page_by_page_without_gap_or_repeat() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        for number in 0..7 {
            assert_eq!(app.post(PATH, &body(complaint(number, "2025-06-01"))).await.status, StatusCode::CREATED);
        }
        let mut seen = Vec::new();
        let mut path = format!("{PATH}?batas=3");
        loop {
            let page = app.get(&path).await.json();
            seen.extend(page["data"].as_array().unwrap().iter().map(|r| r["nomor"].as_str().unwrap().to_owned()));
            let Some(next) = page["berikutnya"].as_str() else { break };
            path = format!("{PATH}?batas=3&sebelum={next}");
        }
        let expected: Vec<String> = (1..=7).rev().map(|n| format!("PGD-2025-{n:06}")).collect();
        assert_eq!(seen, expected);
        test
    })
    .await;
}
