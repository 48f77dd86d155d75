//! Tasks over HTTP: whose, in which order, and who may see them.

use axum::http::{StatusCode, header};
use kernel::access;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use testkit::{Test, TestApp, complaint, on_both};

use super::pengaduan::{done, path};

async fn enter(app: &TestApp, number: u32, day: &str) -> String {
    let typed: Value = serde_json::to_value(complaint(number, day)).unwrap();
    let made = app.post("/api/v1/pengaduan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn give(test: &Test, number: &str, officer: &str, urgency: i64) {
    let (id, db) = (format!("PGD-2025-{number}"), &test.house().db);
    let sql = format!(
        "UPDATE daftar_tugas SET petugas = '{officer}', kegentingan = {urgency} \
         WHERE catatan_id = (SELECT id FROM pengaduan WHERE nomor = '{id}')"
    );
    assert_eq!(db.execute_unprepared(&sql).await.unwrap().rows_affected(), 1);
}

fn numbers(page: &Value) -> Vec<&str> {
    page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["nomor"].as_str().unwrap().trim_start_matches("PGD-2025-"))
        .collect()
}

/// Three complaints: due tomorrow, 36 days late, and in twenty days; the last a danger to life.
async fn three(test: &Test) -> TestApp {
    let app = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    for (number, day) in [(1, "2025-06-10"), (2, "2025-05-01"), (3, "2025-06-30")] {
        enter(&app, number, day).await;
    }
    give(test, "000001", "pelindungan.bp3mi-banten", 2).await;
    give(test, "000003", "pelindungan.bp3mi-banten", 0).await;
    app
}

#[tokio::test]
async fn the_most_urgent_comes_first_and_then_the_nearest() {
    on_both(async |test| {
        let app = three(&test).await;
        let team = app.get("/api/v1/tugas?siapa=tim").await.json();
        assert_eq!(numbers(&team), ["000003", "000002", "000001"]);
        let mine = app.get("/api/v1/tugas").await.json();
        assert_eq!(numbers(&mine), ["000003", "000001"]);
        let late = &team["data"][1];
        assert_eq!(
            (&late["jatuh_tempo"], &late["keterangan"], &late["kegentingan"], &late["asumsi"], &late["petugas"]),
            (&json!("2025-05-26"), &json!("terlambat 36 hari"), &json!("biasa"), &json!(true), &Value::Null)
        );
        assert_eq!(late["nama"], json!("Siti Contoh 2"));
        test
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        for (number, day) in (1..=7).zip(["2025-06-10", "2025-06-10", "2025-05-01"].into_iter().cycle()) {
            enter(&app, number, day).await;
        }
        give(&test, "000005", "", 1).await;
        let whole = app.get("/api/v1/tugas?siapa=tim").await.json();
        let (mut walked, mut after) = (Vec::new(), String::new());
        loop {
            let page = app.get(&format!("/api/v1/tugas?siapa=tim&batas=2{after}")).await.json();
            walked.extend(numbers(&page).into_iter().map(str::to_owned));
            let Some(next) = page["berikutnya"].as_str() else { break };
            after = format!("&sebelum={next}");
        }
        assert_eq!(walked, numbers(&whole));
        assert_eq!(walked, ["000005", "000003", "000006", "000001", "000002", "000004", "000007"]);
        let wrong = app.get("/api/v1/tugas?sebelum=entah").await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

#[tokio::test]
async fn tasks_stay_in_their_office_and_with_those_who_may_read_the_kind() {
    on_both(async |test| {
        three(&test).await;
        let above = TestApp::login(&test, "kepala", "KP2MI").await;
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let below = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let team = "/api/v1/tugas?siapa=tim";
        assert_eq!(numbers(&above.get(team).await.json()).len(), 3);
        // The helpdesk has tasks too, of what it may read.
        for app in [&other, &below, &planner, &desk] {
            assert_eq!(app.get(team).await.json()["data"], json!([]));
        }
        test
    })
    .await;
}

#[tokio::test]
async fn who_is_named_in_the_list_is_logged() {
    on_both(async |test| {
        let app = three(&test).await;
        // Each person that a look showed is 16 bytes of it.
        let shown = async || {
            let looks = access::Entity::find().all(&test.house().db).await.unwrap();
            looks.iter().map(|look| look.orang.as_ref().map_or(0, Vec::len) / 16).sum::<usize>()
        };
        let before = shown().await;
        app.get("/api/v1/tugas?siapa=tim").await;
        assert_eq!(shown().await - before, 3);
        test
    })
    .await;
}

/// A client of the console, logged in as the user of [`three`].
async fn console(test: &Test) -> TestApp {
    let typed = format!("nama=pelindungan.bp3mi-banten&sandi={}&kembali=/", TestApp::password().replace(' ', "+"));
    let answer =
        TestApp::new(test).send(axum::http::Method::POST, "/masuk", "application/x-www-form-urlencoded", typed).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_header("cookie", &cookie)
}

#[tokio::test]
async fn the_page_says_in_words_what_is_late() {
    on_both(async |test| {
        let app = three(&test).await;
        let ctx = test.system();
        assert_eq!(records::tugas::remind(&ctx, ctx.today()).await.unwrap(), 2);
        let page = console(&test).await;
        let mine = page.get("/tugas").await.text;
        assert!(mine.contains("Pengingat hari ini") && mine.contains(">besok<"), "{mine}");
        assert!(mine.contains("Mengancam nyawa") && mine.contains("Siti Contoh 3"), "{mine}");
        assert!(!mine.contains("PGD-2025-000002"), "{mine}");
        let team = page.get("/tugas?siapa=tim").await.text;
        let nobodys = team.find("Jatuh tempo, belum ada petugasnya").map(|at| &team[at..]).unwrap_or_default();
        assert!(nobodys.split("</section>").next().unwrap().contains("PGD-2025-000002"), "{team}");
        assert!(mine.contains("1 tugas kantor"), "{mine}");
        assert!(team.contains("terlambat 36 hari") && team.contains("belum ada petugas"), "{team}");
        assert!(team.contains("Uji Contoh") && team.contains("tenggat asumsi"), "{team}");
        let dashboard = page.get("/").await.text;
        assert!(dashboard.contains("1 tugas Anda terlambat"), "{dashboard}");
        // The reminder stands until the record moves on.
        let id = app.get("/api/v1/tugas").await.json()["data"][1]["id"].as_str().unwrap().to_owned();
        let done = json!({ "alasan_perubahan": "Uji", "diverifikasi_pada": "2025-06-24" });
        assert_eq!(app.patch(&format!("/api/v1/pengaduan/{id}"), 1, &done).await.status, StatusCode::OK);
        assert!(!page.get("/tugas").await.text.contains("Pengingat hari ini"));
        let record = page.get(&format!("/pengaduan/{id}")).await.text;
        assert!(record.contains("<h2>Tenggat</h2>") && record.contains("3 hari lagi"), "{record}");
        assert!(record.contains("Asumsi: belum dipastikan") && record.contains("pasal 30 huruf c"), "{record}");
        test
    })
    .await;
}

async fn agreement(app: &TestApp, number: &str, until: &str) -> String {
    let typed = json!({
        "mitra": "Kabupaten Contoh", "jenis_mitra": "pemda_kabupaten_kota", "nomor_naskah": number,
        "mulai_pada": "2025-01-02", "sampai_pada": until,
    });
    let made = app.post("/api/v1/kerja-sama", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_agreement_is_a_task_from_ninety_days_before_its_end() {
    on_both(async |test| {
        let team = "/api/v1/tugas?siapa=tim";
        let app = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let first = agreement(&app, "PKS-CONTOH-1", "2025-09-29").await;
        agreement(&app, "PKS-CONTOH-2", "2025-09-30").await;
        agreement(&app, "PKS-CONTOH-3", "2027-12-31").await;
        let today = app.get(team).await.json();
        assert_eq!(numbers(&today), ["KSM-2025-000001"]);
        let task = &today["data"][0];
        assert_eq!(
            (&task["untuk"], &task["jatuh_tempo"], &task["asumsi"]),
            (&json!("Perpanjang atau akhiri kerja sama"), &json!("2025-09-29"), &json!(true))
        );
        // A day later nothing was written, and the next one is shown; the count on the page says the same.
        test.at("2025-07-02", 9);
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        assert_eq!(numbers(&app.get(team).await.json()), ["KSM-2025-000001", "KSM-2025-000002"]);
        let page = TestApp::console(&test, "penempatan.bp3mi-banten").await.get("/tugas").await.text;
        assert!(page.contains("dari 2<") && page.contains("KSM-2025-000002"), "{page}");
        assert!(!page.contains("KSM-2025-000003"), "{page}");
        // Prolonged, it is none.
        let longer = json!({ "alasan_perubahan": "Diperpanjang (contoh)", "sampai_pada": "2028-09-29" });
        assert_eq!(app.patch(&format!("/api/v1/kerja-sama/{first}"), 1, &longer).await.status, StatusCode::OK);
        assert_eq!(numbers(&app.get(team).await.json()), ["KSM-2025-000002"]);
        test
    })
    .await;
}

async fn telegram(app: &TestApp, nature: &str) -> String {
    let typed = json!({ "diterima_pada": "2025-06-30", "nomor_agenda": "17/CONTOH", "perwakilan": "KBRI Contoh",
        "nomor_brafaks": "B-00017/CONTOH", "tanggal_brafaks": "2025-06-29", "sifat": nature, "perihal": "Pemulangan" });
    let made = app.post("/api/v1/brafaks", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    path("brafaks", &made.json())
}

#[tokio::test]
async fn a_telegram_without_disposition_is_the_heads_own_task() {
    on_both(async |test| {
        let clerk = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let above = TestApp::login(&test, "kepala", "KP2MI").await;
        let here = telegram(&clerk, "biasa").await;
        let mine = "/api/v1/tugas";
        let own = head.get(mine).await.json();
        assert_eq!(numbers(&own), ["BRF-2025-000001"]);
        let task = &own["data"][0];
        assert_eq!(
            (&task["tenggat"], &task["untuk"], &task["jatuh_tempo"], &task["petugas"]),
            (&json!("disposisi"), &json!("Beri disposisi brafaks"), &json!("2025-07-01"), &Value::Null)
        );
        for other in [&clerk, &team, &above] {
            assert_eq!(other.get(mine).await.json()["data"], json!([]));
            assert_eq!(numbers(&other.get("/api/v1/tugas?siapa=tim").await.json()), ["BRF-2025-000001"]);
        }
        // The reminder and the counts are the head's too, and nobody is told that it lacks an officer.
        let ctx = test.system();
        assert_eq!(records::tugas::remind(&ctx, ctx.today()).await.unwrap(), 1);
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let page = console.get("/tugas").await.text;
        assert!(page.contains("Pengingat hari ini") && page.contains("dari 1<"), "{page}");
        assert!(!page.contains("Tidak ada tugas") && !page.contains("belum ada petugas"), "{page}");
        assert!(console.get("/").await.text.contains("1 tugas Anda terlambat"));
        let seen = TestApp::console(&test, "pelindungan.bp3mi-banten").await.get("/tugas?siapa=tim").await.text;
        assert!(seen.contains("menunggu disposisi kepala") && !seen.contains("belum ada petugas"), "{seen}");
        // Given to somebody, it is that officer's.
        let order = json!({ "instruksi": "Jemput", "petugas": "pelindungan.bp3mi-banten", "tenggat": "2025-07-04" });
        done(&head, &here, "disposisi", order).await;
        assert_eq!(head.get(mine).await.json()["data"], json!([]));
        let given = team.get(mine).await.json();
        assert_eq!(
            (numbers(&given), &given["data"][0]["jatuh_tempo"]),
            (vec!["BRF-2025-000001"], &json!("2025-07-04"))
        );
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_the_heads_by_right_stands_in_order_with_what_is_the_heads_by_name() {
    on_both(async |test| {
        three(&test).await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        telegram(&head, "biasa").await;
        for (number, urgency) in [("000001", 2), ("000002", 2), ("000003", 0)] {
            give(&test, number, "kepala.bp3mi-banten", urgency).await;
        }
        let expected = ["000003", "000002", "BRF-2025-000001", "000001"];
        assert_eq!(numbers(&head.get("/api/v1/tugas").await.json()), expected);
        let first = head.get("/api/v1/tugas?batas=3").await.json();
        let next = first["berikutnya"].as_str().unwrap().to_owned();
        let rest = head.get(&format!("/api/v1/tugas?batas=3&sebelum={next}")).await.json();
        assert_eq!([numbers(&first), numbers(&rest)].concat(), expected);
        test
    })
    .await;
}

#[tokio::test]
async fn urgency_moves_the_day() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let mut typed: Value = serde_json::to_value(complaint(1, "2025-07-01")).unwrap();
        typed["kegentingan"] = json!("nyawa");
        let made = head.post("/api/v1/pengaduan", &typed).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        telegram(&head, "sangat_segera").await;
        let team = head.get("/api/v1/tugas?siapa=tim").await.json();
        let told = |at: usize| {
            let task = &team["data"][at];
            [&task["tenggat"], &task["jatuh_tempo"], &task["keterangan"], &task["asumsi"]].map(Value::clone)
        };
        assert_eq!(told(0), [json!("nyawa"), json!("2025-07-01"), json!("hari ini"), json!(true)]);
        assert_eq!(told(1), [json!("disposisi_segera"), json!("2025-06-30"), json!("terlambat 1 hari"), json!(true)]);
        assert_eq!(numbers(&head.get("/api/v1/tugas").await.json()), ["BRF-2025-000001"], "the head's by either clock");
        let here = made.json()["id"].as_str().unwrap().to_owned();
        let page = TestApp::console(&test, "kepala.bp3mi-banten").await.get(&format!("/pengaduan/{here}")).await.text;
        assert!(
            page.contains("hari itu juga (hitungan jam) sejak") && page.contains("Asumsi: belum dipastikan"),
            "{page}"
        );
        // Less urgent, it has the span of others.
        let calmer = json!({ "alasan_perubahan": "Sudah aman (contoh)", "kegentingan": "biasa" });
        assert_eq!(head.patch(&format!("/api/v1/pengaduan/{here}"), 1, &calmer).await.status, StatusCode::OK);
        let page = head.get("/api/v1/tugas?siapa=tim&jenis=pengaduan").await.json();
        assert_eq!(page["data"][0]["tenggat"], json!("verifikasi"));
        test
    })
    .await;
}
