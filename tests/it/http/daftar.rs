//! Lists in every order, page by page, with their columns and counts.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Test, TestApp, least, on_both};

use super::pengaduan::{done, made, path, team};
use super::wire::console;

const FORM: &str = "application/x-www-form-urlencoded";
const ORDERS: [&str; 10] =
    ["nomor", "-nomor", "tanggal", "-tanggal", "tenggat", "-tenggat", "petugas", "-petugas", "status", "-status"];

/// Complaints with ties and gaps in everything by which lists are ordered, of an office and of one below it; and one that is not seen.
async fn world(test: &Test) -> TestApp {
    let app = team(test).await;
    let below = TestApp::login(test, "pelindungan", "P4MI-SOETTA").await;
    for login in ["ani.contoh", "budi.contoh"] {
        TestApp::user(test, login, "pelindungan", "BP3MI-BANTEN").await;
    }
    for number in 1..=9_u32 {
        let day = ["2025-06-02", "2025-06-01", "2025-06-03"][number as usize % 3];
        let by = if number % 4 == 0 { &below } else { &app };
        let record = made(by, number, &[("diterima_pada", day)]).await;
        let here = path("pengaduan", &record);
        if let Some(officer) = [None, Some("budi.contoh"), Some("ani.contoh")][number as usize % 3] {
            done(by, &here, "tugaskan", json!({ "petugas": officer, "alasan": "Contoh" })).await;
        }
        if number == 5 || number == 6 {
            done(by, &here, "cabut", json!({ "alasan": "Contoh" })).await;
        }
    }
    made(&TestApp::login(test, "pelindungan", "BP3MI-JABAR").await, 10, &[]).await;
    app
}

/// All pages of a list, two records each, with something done after the first.
async fn walk(app: &TestApp, order: &str, text: &str, between: impl AsyncFn(&Value)) -> Vec<Value> {
    let (mut all, mut mark) = (Vec::new(), json!(""));
    loop {
        let body = json!({ "urut": order, "cari": text, "batas": 2, "sebelum": mark });
        let page = app.post("/api/v1/pengaduan/cari", &body).await;
        assert_eq!(page.status, StatusCode::OK, "{order}: {}", page.text);
        let page = page.json();
        let rows = page["data"].as_array().unwrap();
        if all.is_empty() {
            between(rows.last().unwrap()).await;
        }
        all.extend(rows.iter().cloned());
        mark = page["berikutnya"].clone();
        if mark.is_null() {
            return all;
        }
    }
}

/// Numbers are counted for each office, ids for all.
fn ids(rows: &[Value]) -> BTreeSet<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_order_gives_every_record_once_page_by_page() {
    on_both(async |test| {
        let app = world(&test).await;
        for order in ORDERS {
            for text in ["", "siti"] {
                let rows = walk(&app, order, text, async |_| {}).await;
                assert_eq!((rows.len(), ids(&rows).len()), (9, 9), "{order} {text}: {rows:?}");
                let key = match order.trim_start_matches('-') {
                    "nomor" => "nomor",
                    "tanggal" => "diterima_pada",
                    "petugas" => "petugas",
                    "status" => "status",
                    _ => continue,
                };
                let keys: Vec<&str> = rows.iter().filter_map(|row| row[key].as_str()).collect();
                let empty = rows.iter().rev().take_while(|row| row[key].is_null()).count();
                assert_eq!(keys.len() + empty, 9, "{order}: what is empty comes last");
                let mut sorted = keys.clone();
                sorted.sort_unstable();
                if order.starts_with('-') {
                    sorted.reverse();
                }
                assert_eq!(keys, sorted, "{order} {text}");
            }
        }
        for order in ["tenggat", "-tenggat"] {
            let rows = walk(&app, order, "", async |_| {}).await;
            assert!(
                rows[7..].iter().all(|row| row["status"] == "dicabut"),
                "what has no deadline comes last: {rows:?}"
            );
        }
        test
    })
    .await;
}

#[tokio::test]
async fn officers_are_ordered_letter_by_letter() {
    on_both(async |test| {
        let app = team(&test).await;
        let logins = ["ana.contoh", "an.zulu.contoh", "an-yuli.contoh", "an_wati.contoh"];
        for (number, login) in (1_u32..).zip(logins) {
            TestApp::user(&test, login, "pelindungan", "BP3MI-BANTEN").await;
            let here = path("pengaduan", &made(&app, number, &[]).await);
            done(&app, &here, "tugaskan", json!({ "petugas": login, "alasan": "Contoh" })).await;
        }
        let rows = walk(&app, "petugas", "", async |_| {}).await;
        let order: Vec<&str> = rows.iter().filter_map(|row| row["petugas"].as_str()).collect();
        assert_eq!(order, ["an-yuli.contoh", "an.zulu.contoh", "an_wati.contoh", "ana.contoh"]);
        test
    })
    .await;
}

#[tokio::test]
async fn a_page_goes_on_where_the_last_one_ended_though_its_record_moved() {
    on_both(async |test| {
        let app = world(&test).await;
        for (order, day) in [("tanggal", "2025-05-01"), ("-tanggal", "2025-06-09"), ("tenggat", "2025-05-02")] {
            let moved = async |row: &Value| {
                let change = json!({ "alasan_perubahan": "Salah ketik (contoh)", "diterima_pada": day });
                let answer = app.patch(&path("pengaduan", row), row["versi"].as_i64().unwrap(), &change).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            };
            let rows = walk(&app, order, "", moved).await;
            assert_eq!((rows.len(), ids(&rows).len()), (9, 9), "{order}: {rows:?}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn every_kind_is_listed_in_every_order_that_it_has() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for (kind, body) in least() {
            let road = format!("/api/v1/{kind}");
            let record = app.post(&road, &body).await;
            assert_eq!(record.status, StatusCode::CREATED, "{kind}: {}", record.text);
            let id = record.json()["id"].clone();
            let unknown = app.get(&format!("{road}?urut=nik")).await;
            assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", unknown.text);
            let told = unknown.json()["detail"].as_str().unwrap().to_owned();
            let (_, orders) = told.split_once("Yang ada untuk urut: ").unwrap();
            let orders: Vec<&str> = orders.trim_end_matches('.').split(", ").collect();
            assert!(orders.len() >= 6 && told.starts_with("Urutan nik tidak dikenal."), "{told}");
            for order in orders {
                let list = app.get(&format!("{road}?urut={order}&batas=200")).await;
                assert_eq!(list.status, StatusCode::OK, "{kind} {order}: {}", list.text);
                let rows = list.json()["data"].as_array().unwrap().iter().filter(|row| row["id"] == id).count();
                assert_eq!(rows, 1, "{kind} {order}");
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused_with_a_sentence() {
    on_both(async |test| {
        let app = world(&test).await;
        let by_day = app.get("/api/v1/pengaduan?urut=tanggal&batas=2").await.json()["berikutnya"].clone();
        let newest = app.get("/api/v1/pengaduan?batas=2").await.json()["berikutnya"].clone();
        for (order, mark) in [("", &by_day), ("tanggal", &newest)] {
            let mark = mark.as_str().unwrap();
            let answer = app.get(&format!("/api/v1/pengaduan?urut={order}&sebelum={mark}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
            assert!(answer.text.contains("dari urutan lain"), "{}", answer.text);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_shows_officer_and_deadline_and_is_ordered_by_its_heads() {
    on_both(async |test| {
        let app = world(&test).await;
        let first = app.get("/api/v1/pengaduan?petugas=ani.contoh").await.json()["data"][0]["id"].clone();
        test.at("2025-12-01", 9);
        let page = console(&test, "pelindungan").await;
        let list = page.get("/pengaduan").await.text;
        for told in ["Tenggat terdekat", "terlambat ", "badge late", "ani.contoh", "9 catatan di kantor Anda"] {
            assert!(list.contains(told), "{told}: {list}");
        }
        assert!(!list.contains("aria-sort") && list.contains("value=\"tenggat\""), "{list}");
        let sorted = page.get("/pengaduan?petugas=ani.contoh&urut=tenggat").await.text;
        for told in ["aria-sort=\"ascending\"", "value=\"-tenggat\"", "name=\"petugas\" value=\"ani.contoh\""] {
            assert!(sorted.contains(told), "{told}: {sorted}");
        }
        assert!(sorted.contains("3 catatan dengan Petugas: ani.contoh."), "{sorted}");
        let behind = format!("/pengaduan?petugas=ani.contoh&sebelum={}", first.as_str().unwrap());
        let behind = page.get(&behind).await.text;
        assert!(behind.contains("Lanjutan daftar dengan Petugas: ani.contoh."), "{behind}");
        assert!(!behind.contains("3 catatan dengan"), "only the first page counts: {behind}");
        let found = page.send(Method::POST, "/pengaduan/cari", FORM, "cari=siti&urut=-tanggal").await.text;
        assert!(found.contains("9 catatan dengan "), "{found}");
        assert!(found.contains("aria-sort=\"descending\"") && found.contains("value=\"tanggal\""), "{found}");
        let file = page.send(Method::POST, "/pengaduan/ekspor", FORM, "bentuk=csv&urut=tenggat&status=dicabut").await;
        assert_eq!((file.status, file.text.matches("PGD-").count()), (StatusCode::OK, 2), "{}", file.text);
        let unknown = page.get("/pengaduan?urut=nik").await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}
