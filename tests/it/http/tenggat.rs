//! Clocks that the office keeps: in force on another server on the same database, followed by tasks, and explained.

use axum::http::{Method, StatusCode};
use kernel::Day;
use records::{Mode, tugas};
use sea_orm::EntityTrait;
use serde_json::json;
use server::{Lindung, segar};
use testkit::{Test, TestApp, complaint, on_both};

use super::kata::{FORM, beside, planner, refused};

const ROAD: &str = "/api/v1/tenggat/pengaduan/verifikasi/ubah";
const PAGE: &str = "/tenggat/pengaduan/verifikasi";

/// The due days of all tasks, in their order.
async fn dues(test: &Test) -> Vec<String> {
    let tasks = tugas::Entity::find().all(&test.house().db).await.unwrap();
    let mut dues: Vec<String> = tasks.into_iter().map(|task| task.jatuh_tempo.to_string()).collect();
    dues.sort();
    dues
}

/// How long the verification takes for complaints registered on a day, on a server.
fn days(server: &Lindung, day: &str) -> u32 {
    let day: Day = day.parse().unwrap();
    server.house.clocks.on("pengaduan", "verifikasi", day).unwrap().n
}

#[tokio::test]
async fn a_changed_clock_moves_what_was_registered_since_its_day_on_both_servers() {
    on_both(async |test| {
        let other = beside(&test).await;
        let app = planner(&test).await;
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        for complaint in [complaint(1, "2025-06-10"), complaint(2, "2025-05-20")] {
            kind.register(&test.system(), &[complaint], &[], Mode::Write).await.unwrap();
        }
        let before = dues(&test).await;
        assert_eq!(before[1], "2025-07-02");
        let body = json!({ "n": 10, "berlaku_sejak": "2025-06-01", "alasan": "Dipercepat (contoh)" });
        let made = app.post(ROAD, &body).await;
        assert_eq!((made.status, &made.json()["n"]), (StatusCode::OK, &json!(10)), "{}", made.text);
        assert_eq!((days(&test.lindung, "2025-07-01"), days(&other, "2025-07-01")), (10, 15));
        let seen = segar::look(&other, 0).await.unwrap();
        assert_eq!((days(&other, "2025-07-01"), days(&other, "2025-05-31")), (10, 15));
        assert_eq!(dues(&test).await, [before[0].as_str(), "2025-06-24"], "what is from before keeps its clock");
        assert_eq!(segar::look(&test.lindung, 0).await.unwrap(), seen);
        let holiday = json!({ "hari": "2025-06-18", "nama": "Libur contoh", "jenis": "nasional", "dasar": "SKB Contoh",
            "alasan": "Diumumkan (contoh)" });
        assert_eq!(app.post("/api/v1/libur", &holiday).await.status, StatusCode::CREATED);
        segar::look(&other, seen).await.unwrap();
        assert_eq!(dues(&test).await, [before[0].as_str(), "2025-06-25"], "holidays and clocks are counted together");
        let told = app.get("/api/v1/tenggat").await.json();
        let line = &told["riwayat"][0];
        assert_eq!((&line["tentang"], &line["pelaku"]), (&json!("pengaduan/verifikasi"), &json!("Uji Contoh")));
        assert_eq!(line["alasan"], json!("Dipercepat (contoh)"));
        let page = TestApp::console(&test, "perencana.bp3mi-banten").await.get(PAGE).await;
        assert!(page.text.contains("Dipercepat (contoh)") && page.text.contains("10 hari kerja"), "{}", page.text);
        other.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_begins_later_is_not_in_force_before() {
    on_both(async |test| {
        let app = planner(&test).await;
        let body = json!({ "n": 20, "tampil_sebelum": 3, "berlaku_sejak": "2025-08-01", "alasan": "Uji" });
        let made = app.post(ROAD, &body).await;
        assert_eq!((made.status, &made.json()["tampil_sebelum"]), (StatusCode::OK, &json!(3)), "{}", made.text);
        let list = TestApp::console(&test, "perencana.bp3mi-banten").await.get("/tenggat").await.text;
        assert!(list.contains("20 hari kerja untuk catatan sejak"), "in the history: {list}");
        assert!(!list.contains("Uji Contoh: Uji"), "who planned another entry did not make this one: {list}");
        let newest =
            |server: &Lindung| server.house.clocks.find("pengaduan", "verifikasi").map(|one| (one.n, one.lead));
        assert_eq!(newest(&test.lindung), Some((15, None)));
        test.clock.set("2025-08-01T01:00:00Z".parse().unwrap());
        test.lindung.rujukan.refresh().await.unwrap();
        assert_eq!(newest(&test.lindung), Some((20, Some(3))));
        let list = TestApp::console(&test, "perencana.bp3mi-banten").await.get("/tenggat").await.text;
        assert!(list.contains("Uji Contoh: Uji"), "{list}");
        assert_eq!(days(&test.lindung, "2025-07-31"), 15);
        test
    })
    .await;
}

#[tokio::test]
async fn a_planned_entry_is_shown_and_a_form_of_today_takes_nothing_of_it_away() {
    on_both(async |test| {
        let app = planner(&test).await;
        let planned = json!({ "n": 20, "berlaku_sejak": "2025-08-01", "alasan": "Uji" });
        assert_eq!(app.post(ROAD, &planned).await.status, StatusCode::OK);
        let told = app.get("/api/v1/tenggat").await.json();
        let entries = told["data"].as_array().unwrap();
        assert!(entries.iter().any(|one| one["n"] == 20 && one["berlaku_sejak"] == "2025-08-01"), "{told}");
        let console = TestApp::console(&test, "perencana.bp3mi-banten").await;
        let page = console.get(PAGE).await.text;
        assert!(page.contains("direncanakan") && page.contains("sejak 1 Agu 2025"), "{page}");
        assert!(page.contains("name=\"isi_per\" value=\"2024-01-01\""), "{page}");
        let typed = "n=15&satuan=kerja&tampil_sebelum=3&hak=&status=asumsi&berlaku_sejak=15%2F08%2F2025&alasan=Uji\
                     &dilihat=1&isi_per=2024-01-01";
        let kept = console.send(Method::POST, PAGE, FORM, typed).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        test.at("2025-08-16", 8);
        test.lindung.rujukan.refresh().await.unwrap();
        for (day, n, lead) in [("2025-07-31", 15, None), ("2025-08-14", 20, None), ("2025-08-15", 20, Some(3))] {
            let day: Day = day.parse().unwrap();
            let clock = test.house().clocks.on("pengaduan", "verifikasi", day).map(|clock| (clock.n, clock.lead));
            assert_eq!(clock, Some((n, lead)), "{day}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_clock_cannot_be_is_said() {
    on_both(async |test| {
        let app = planner(&test).await;
        refused(&app.post(ROAD, &json!({ "n": 10 })).await, "/alasan");
        refused(&app.post(ROAD, &json!({ "n": -1, "alasan": "Uji" })).await, "mulai dari 0");
        let stage = json!({ "tahap": ["diterima", "entah"], "alasan": "Uji" });
        refused(&app.post(ROAD, &stage).await, "tidak dikenal. Pilih dari: diterima");
        refused(&app.post(ROAD, &json!({ "tampil_sebelum": 60, "alasan": "Uji" })).await, "tenggatnya sendiri");
        let early = json!({ "n": 10, "berlaku_sejak": "2020-01-01", "alasan": "Uji" });
        refused(&app.post(ROAD, &early).await, "Tulis 01/01/2024 atau hari sesudahnya");
        refused(&app.post(ROAD, &json!({ "alasan": "Uji" })).await, "Tidak ada yang berubah");
        let lawful = "/api/v1/tenggat/pengaduan/kontak/ubah";
        refused(&app.post(lawful, &json!({ "n": 30, "alasan": "Uji" })).await, "Sebut peraturan");
        let sourced = json!({ "n": 30, "dasar": "Peraturan Contoh 1/2025 pasal 2", "alasan": "Uji" });
        let changed = app.post(lawful, &sourced).await;
        assert_eq!((changed.status, &changed.json()["n"]), (StatusCode::OK, &json!(30)), "{}", changed.text);
        for road in ["/api/v1/tenggat/entah/verifikasi/ubah", "/api/v1/tenggat/pengaduan/entah/ubah"] {
            let answer = app.post(road, &json!({ "n": 10, "alasan": "Uji" })).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{road}: {}", answer.text);
        }
        on_the_page(&TestApp::console(&test, "perencana.bp3mi-banten").await).await;
        test
    })
    .await;
}

async fn on_the_page(console: &TestApp) {
    const TYPED: &str = "satuan=kerja&tahap=diterima&dasar=Keputusan+kantor+contoh&status=asumsi&alasan=Uji&dilihat=0";
    assert_eq!(console.get("/tenggat").await.status, StatusCode::OK);
    let wrong = console.send(Method::POST, PAGE, FORM, format!("n=4000&{TYPED}")).await;
    assert!(wrong.text.contains("value=\"4000\"") && wrong.text.contains("Paling lama 3660"), "{}", wrong.text);
    let right = console.send(Method::POST, PAGE, FORM, format!("n=12&{TYPED}")).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
    let late = console.send(Method::POST, PAGE, FORM, format!("n=13&{TYPED}")).await;
    assert!(late.text.contains("Kini lamanya 12 hari kerja"), "{}", late.text);
}
