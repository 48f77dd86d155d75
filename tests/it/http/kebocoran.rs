//! A breach by session: which device an account looked with, and what was seen in that session alone.

use axum::http::StatusCode;
use kernel::access::{Column, Entity as Looks};
use kernel::chain;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use testkit::{Test, TestApp, complaint, on_both};

const USER: &str = "pelindungan.bp3mi-banten";
const ROAD: &str = "akun=pelindungan.bp3mi-banten&dari=2025-07-01&sampai=2025-07-31";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Records of so many people, each as address and person.
async fn records(app: &TestApp, many: u32) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for number in 1..=many {
        let form = serde_json::to_value(complaint(number, "2025-06-01")).unwrap();
        let made = app.post("/api/v1/pengaduan", &form).await.json();
        let text = |key: &str| made[key].as_str().unwrap().to_owned();
        all.push((format!("/api/v1/pengaduan/{}", text("id")), text("orang_id")));
    }
    all
}

/// A session of the account with a browser of its own.
async fn session(test: &Test, browser: &str) -> TestApp {
    let app = TestApp::new(test).with_header("user-agent", browser);
    let body = json!({ "username": USER, "password": TestApp::password() });
    let answer = app.post("/api/v1/auth/login", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    app.with_token(answer.json()["access_token"].as_str().unwrap())
}

async fn breach(head: &TestApp, more: &str) -> Value {
    let found = head.get(&format!("/api/v1/pelindungan/kebocoran?{ROAD}{more}")).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.text);
    found.json()
}

fn people(found: &Value) -> Vec<&str> {
    found["data"].as_array().unwrap().iter().map(|line| line["orang_id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_was_seen_is_told_by_session_with_its_device() {
    on_both(async |test| {
        test.at("2025-07-02", 9);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        TestApp::user(&test, USER, "pelindungan", "BP3MI-BANTEN").await;
        let all = records(&head, 3).await;
        let (own, thief) = (session(&test, "").await, session(&test, FIREFOX).await);
        for (app, (road, _)) in [(&own, &all[0]), (&thief, &all[1]), (&thief, &all[2])] {
            assert_eq!(app.get(road).await.status, StatusCode::OK);
        }
        let whole = breach(&head, "").await;
        let sessions = whole["sesi"].as_array().unwrap();
        assert_eq!((sessions.len(), people(&whole).len()), (2, 3), "{whole}");
        let theirs = sessions.iter().find(|one| one["perangkat"].to_string().contains("Firefox")).unwrap();
        assert_eq!(
            (&theirs["banyak"], &theirs["alamat"], &theirs["jenis"]),
            (&json!(2), &json!("127.0.0.1"), &json!("token"))
        );
        let id = theirs["id"].as_str().unwrap();
        let part = breach(&head, &format!("&sesi={id}")).await;
        assert_eq!(people(&part), [all[1].1.as_str(), all[2].1.as_str()]);
        assert_eq!(
            (&part["tindakan"], part["sesi"].as_array().unwrap().len()),
            (&json!(2), 2),
            "the others are told: {part}"
        );
        let strange = head.get(&format!("/api/v1/pelindungan/kebocoran?{ROAD}&sesi=laptop")).await;
        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", strange.text);
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let page = console.get(&format!("/pelindungan/kebocoran?{ROAD}")).await;
        assert!(page.text.contains("Firefox") && page.text.contains(&format!("sesi={id}")), "{}", page.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_session_of_a_look_is_within_its_stamp() {
    on_both(async |test| {
        test.at("2025-07-02", 9);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let all = records(&head, 1).await;
        assert_eq!(head.get(&all[0].0).await.status, StatusCode::OK);
        let db = &test.house().db;
        let looks = Looks::find().filter(Column::Tindakan.eq("lihat")).all(db).await.unwrap();
        assert!(!looks.is_empty() && looks.iter().all(|look| look.sesi_id.is_some()), "{looks:?}");
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        db.execute_unprepared("UPDATE jejak_akses SET sesi_id = NULL WHERE tindakan = 'lihat'").await.unwrap();
        assert!(
            !chain::audit(&test.system()).await.unwrap().is_empty(),
            "whose session it was is not taken away unseen"
        );
        test
    })
    .await;
}
