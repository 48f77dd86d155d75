//! A restored house is opened by two people of it, and serves nobody before.

use std::sync::Arc;

use axum::http::StatusCode;
use kernel::clock::Clock;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use server::{compose, jobs, salin};
use tempfile::TempDir;
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::{Custody, acknowledged, backed_up, elsewhere, gone};

const ROAD: &str = "/api/v1/persetujuan";

/// Somebody who was there before, at the door of the restored house.
async fn knocks(house: &server::Lindung, login: &str) -> TestApp {
    let app = TestApp::of(house.router());
    let body = json!({ "username": login, "password": TestApp::password() });
    let answer = app.post("/api/v1/auth/login", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    app.with_token(answer.json()["access_token"].as_str().unwrap())
}

fn request(backup: &str) -> Value {
    json!({ "macam": "buka_pulihan", "isi": { "cadangan": backup }, "alasan": "Server terbakar (contoh)" })
}

/// How often something was begun that is done without anybody asking.
async fn runs(house: &server::Lindung) -> u64 {
    jobs::Entity::find().count(&house.house.db).await.unwrap()
}

async fn reads(app: &TestApp) -> StatusCode {
    app.get("/api/v1/kepulangan").await.status
}

/// The house that came of a backup of one with two people.
async fn restored(test: &Test, custody: &Custody, (to, place): (&TempDir, &TempDir)) -> (server::Config, String) {
    for role in ["admin", "kepala"] {
        TestApp::login(test, role, "BP3MI-BANTEN").await;
    }
    acknowledged(test, 1).await;
    let config = custody.config(test);
    let made = backed_up(test, &config, to.path(), 0).await.unwrap();
    let elsewhere = elsewhere(&config, place.path()).await;
    salin::restore(&elsewhere, &made.folder, custody.identities()).await.unwrap();
    (elsewhere, made.manifest.dibuat_pada.to_rfc3339())
}

#[tokio::test]
async fn two_people_of_the_backup_open_it_and_nothing_is_served_before() {
    on_both(async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let (elsewhere, backup) = restored(&test, &custody, (&to, &place)).await;
        let clock = || Arc::clone(&test.clock) as Arc<dyn Clock>;
        let house = compose::open_with(elsewhere.clone(), clock()).await.unwrap();
        let (admin, head) = (knocks(&house, "admin.bp3mi-banten").await, knocks(&house, "kepala.bp3mi-banten").await);
        let read = head.get("/api/v1/kepulangan").await;
        assert!(read.status == StatusCode::SERVICE_UNAVAILABLE && read.text.contains("/persetujuan"), "{}", read.text);
        for road in ["/api/v1/akun/saya", "/api/v1/openapi.json"] {
            assert_eq!(head.get(road).await.status, StatusCode::SERVICE_UNAVAILABLE, "{road}");
        }
        let before = runs(&house).await;
        jobs::due(&house).await;
        assert_eq!(runs(&house).await, before, "nor is anything done at night");
        assert_eq!(TestApp::of(house.router()).get("/healthz").await.status, StatusCode::OK);
        let page = TestApp::of(house.router()).get("/orang").await;
        assert!(page.status == StatusCode::SERVICE_UNAVAILABLE && page.text.contains("/persetujuan"), "{}", page.text);

        let other = admin.post(ROAD, &request("2020-01-01T00:00:00+00:00")).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "not another backup: {}", other.text);
        let proposed = admin.post(ROAD, &request(&backup)).await;
        assert_eq!(proposed.status, StatusCode::OK, "{}", proposed.text);
        let agreeing = format!("{ROAD}/{}/setujui", proposed.json()["id"].as_str().unwrap());
        let agreed = json!({ "alasan": "Cadangan terakhir (contoh)" });
        assert_eq!(admin.post(&agreeing, &agreed).await.status, StatusCode::CONFLICT, "not by who asked");
        // Closed and opened again it waits still.
        house.close().await.unwrap();
        let house = compose::open_with(elsewhere.clone(), clock()).await.unwrap();
        assert_eq!(reads(&knocks(&house, "kepala.bp3mi-banten").await).await, StatusCode::SERVICE_UNAVAILABLE);

        let head = knocks(&house, "kepala.bp3mi-banten").await;
        let done = head.post(&agreeing, &agreed).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert_eq!(reads(&head).await, StatusCode::OK);
        jobs::due(&house).await;
        assert!(runs(&house).await > before, "what was due is made up for");
        let all = head.get(ROAD).await.json();
        assert_eq!(all["data"][0]["keadaan"], json!("dipakai"), "{all}");
        let late = head.post(ROAD, &request(&backup)).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it is open: {}", late.text);
        house.close().await.unwrap();
        gone(&custody.config(&test), &elsewhere).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_file_that_says_no_instant_leaves_nothing_open() {
    on_each(&[Backend::Sqlite], async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let (elsewhere, backup) = restored(&test, &custody, (&to, &place)).await;
        let laid = elsewhere.data_dir.join("dipulihkan.txt");
        assert_eq!(std::fs::read_to_string(&laid).unwrap(), format!("{backup}\nsqlite\n"));
        std::fs::write(&laid, "\n").unwrap();
        let clock = || Arc::clone(&test.clock) as Arc<dyn Clock>;
        let opened = compose::open_with(elsewhere.clone(), clock()).await;
        assert!(opened.is_err_and(|problem| problem.to_string().contains("kosong")));
        std::fs::write(&laid, format!("{backup}\n")).unwrap();
        let house = compose::open_with(elsewhere.clone(), clock()).await.unwrap();
        assert!(!laid.exists(), "what was taken up is done");
        let proposed = knocks(&house, "kepala.bp3mi-banten").await.post(ROAD, &request(&backup)).await;
        assert_eq!(proposed.status, StatusCode::OK, "{}", proposed.text);
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn a_house_that_was_not_restored_is_open() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(reads(&head).await, StatusCode::OK);
        let asked = head.post(ROAD, &request("2020-01-01T00:00:00+00:00")).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text);
        test
    })
    .await;
}
