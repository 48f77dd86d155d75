//! A disk that does not take the log of `SQLite`: nobody is told that something stands, and nothing is shown, until the program is started again.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Arc;

use axum::http::StatusCode;
use pemulangan::kepulangan::entity;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;
use server::jobs;
use testkit::{Backend, Test, TestApp, returned};

const PATH: &str = "/api/v1/kepulangan";

fn person(number: u32, day: &str) -> Value {
    serde_json::to_value(returned(number, day, "sakit")).unwrap()
}

#[tokio::test]
async fn what_the_disk_did_not_take_is_neither_acknowledged_nor_shown() {
    let mut test = Test::open(Backend::Sqlite).await;
    let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
    let made = app.post(PATH, &person(1, "2025-06-01")).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let first = format!("{PATH}/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(app.get(&first).await.status, StatusCode::OK);
    let (log, aside) = (test.folder().join("lindung.db-wal"), test.folder().join("lindung.db-log"));
    fs::rename(&log, &aside).unwrap();
    // The connections that are open go on writing into the log; the kernel refuses to flush what stands in its place.
    symlink("/dev/null", &log).unwrap();
    let refused = async |number: u32| {
        let answer = app.post(PATH, &person(number, "2025-06-02")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text);
        assert!(!answer.text.contains("PLG-2025"), "{}", answer.text);
        let shown = app.get(&first).await;
        assert_eq!(shown.status, StatusCode::SERVICE_UNAVAILABLE, "{}", shown.text);
    };
    refused(2).await;
    fs::rename(&aside, &log).unwrap();
    refused(3).await;
    let own = test.lindung.config.clone();
    let again = server::compose::open_with(own, Arc::clone(&test.clock) as _).await.unwrap();
    std::mem::replace(&mut test.lindung, again).close().await.unwrap();
    let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
    assert_eq!(app.get(&first).await.status, StatusCode::OK);
    assert_eq!(app.post(PATH, &person(4, "2025-06-03")).await.status, StatusCode::CREATED);
    let there = entity::Entity::find().count(&test.house().db).await.unwrap();
    assert_eq!(there, 4, "what was refused without being undone is there, and is found by who sends it again");
    assert_eq!(jobs::verify(&test.lindung, "2025-06-30".parse().unwrap()).await.unwrap(), []);
    test.close().await;
}
