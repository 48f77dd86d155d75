//! A clock that is set back, and two servers whose clocks differ: what was recorded stays in its order, and nothing is lost.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use kernel::chain;
use kernel::clock::{Clock, SetClock};
use serde_json::{Value, json};
use testkit::{TestApp, complaint, on_both};

const PATH: &str = "/api/v1/pengaduan";

async fn record(app: &TestApp, number: u32) -> Value {
    let made = app.post(PATH, &serde_json::to_value(complaint(number, "2025-06-01")).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()
}

/// Changes a record; the answer is the record.
async fn change(app: &TestApp, id: &str, version: i64, country: &str) -> Value {
    let why = json!({ "alasan_perubahan": format!("Negara {country}"), "negara": country });
    let changed = app.patch(&format!("{PATH}/{id}"), version, &why).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    changed.json()
}

/// The reasons of a record's history, in its order.
fn reasons(record: &Value) -> Vec<&str> {
    record["riwayat"].as_array().unwrap().iter().filter_map(|line| line["alasan"].as_str()).collect()
}

#[tokio::test]
async fn what_is_recorded_after_the_clock_went_back_stands_after_what_was_there() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let first = record(&app, 1).await;
        let id = first["id"].as_str().unwrap();
        change(&app, id, 1, "TW").await;
        test.clock.advance(TimeDelta::hours(-3));
        let app = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        let second = record(&app, 2).await;
        assert!(second["id"].as_str().unwrap() > id, "ids go on: {first} {second}");
        assert_ne!(second["nomor"], first["nomor"]);
        change(&app, id, 2, "HK").await;
        test.clock.advance(TimeDelta::hours(3));
        let app = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        let last = change(&app, id, 3, "SG").await;
        assert_eq!(reasons(&last), ["Dicatat.", "Negara TW", "Negara HK", "Negara SG"], "{last}");
        assert_eq!(app.get(PATH).await.json()["data"].as_array().unwrap().len(), 2);
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn two_servers_whose_clocks_differ_lose_nothing_and_keep_one_order() {
    on_both(async |test| {
        let here = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let behind = Arc::new(SetClock::at(test.clock.now() - TimeDelta::hours(2)));
        let other = server::compose::open_with(test.lindung.config.clone(), behind as _).await.unwrap();
        let there = TestApp::of(other.router());
        let body = json!({ "username": "pelindungan.bp3mi-banten", "password": TestApp::password() });
        let answer = there.post("/api/v1/auth/login", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let there = there.with_token(answer.json()["access_token"].as_str().unwrap());
        let first = record(&here, 1).await;
        let second = record(&there, 2).await;
        assert_ne!(first["nomor"], second["nomor"]);
        for record in [&first, &second] {
            let id = record["id"].as_str().unwrap();
            change(&there, id, 1, "TW").await;
            change(&here, id, 2, "HK").await;
            // Who saw an older state is told, on whichever server.
            let late = json!({ "alasan_perubahan": "Terlambat", "negara": "MY" });
            let told = there.patch(&format!("{PATH}/{id}"), 2, &late).await;
            assert_eq!(told.status, StatusCode::PRECONDITION_FAILED, "{}", told.text);
            let last = change(&there, id, 3, "SG").await;
            assert_eq!(reasons(&last), ["Dicatat.", "Negara TW", "Negara HK", "Negara SG"], "{last}");
        }
        assert_eq!(here.get(PATH).await.json()["data"].as_array().unwrap().len(), 2);
        other.close().await.unwrap();
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}
