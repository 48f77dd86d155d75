//! What takes two people: asked for by one, approved by another of the office, used once and for nothing else.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use kernel::form::Form;
use kernel::two::{self, Asked, Entity, Kind};
use kernel::{Ctx, Problem};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use server::jobs;
use testkit::{Test, TestApp, on_both};
use uuid::Uuid;

const ROAD: &str = "/api/v1/persetujuan";
const FORM: &str = "application/x-www-form-urlencoded";

async fn asked(app: &TestApp) -> Uuid {
    let body = json!({ "macam": "putar_kunci", "isi": { "kunci": "1" }, "alasan": "Pegawai pindah (contoh)" });
    let made = app.post(ROAD, &body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

async fn answered(app: &TestApp, id: Uuid, act: &str) -> StatusCode {
    app.post(&format!("{ROAD}/{id}/{act}"), &json!({ "alasan": "Sudah dibicarakan (contoh)" })).await.status
}

fn what(key: &str) -> Form {
    Form::from([("kunci".to_owned(), key.to_owned())])
}

async fn spent(ctx: &Ctx, id: Uuid, key: &str) -> kernel::Result<()> {
    let tx = ctx.begin().await?;
    two::spend(&tx, ctx, id, Asked { kind: Kind::Rotate, what: &what(key) }).await?;
    tx.commit().await
}

async fn states(app: &TestApp) -> Vec<Value> {
    let all = app.get(ROAD).await.json();
    all["data"].as_array().unwrap().iter().map(|one| one["keadaan"].clone()).collect()
}

async fn both(test: &Test) -> (TestApp, TestApp) {
    (TestApp::login(test, "admin", "BP3MI-BANTEN").await, TestApp::login(test, "kepala", "BP3MI-BANTEN").await)
}

#[tokio::test]
async fn another_person_approves_and_it_is_used_once() {
    on_both(async |test| {
        let (admin, head) = both(&test).await;
        let ctx = test.system();
        let id = asked(&admin).await;
        assert_eq!(answered(&admin, id, "setujui").await, StatusCode::CONFLICT, "not by who asked");
        assert!(matches!(spent(&ctx, id, "1").await, Err(Problem::Refused { .. })), "not before it is approved");
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        assert_eq!(answered(&other, id, "setujui").await, StatusCode::NOT_FOUND, "not from another office");
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(answered(&team, id, "setujui").await, StatusCode::FORBIDDEN);
        assert_eq!(answered(&head, id, "setujui").await, StatusCode::OK);
        assert_eq!(answered(&head, id, "setujui").await, StatusCode::CONFLICT, "once");
        assert!(spent(&ctx, id, "2").await.is_err(), "for nothing else");
        let tx = ctx.begin().await.unwrap();
        two::spend(&tx, &ctx, id, Asked { kind: Kind::Rotate, what: &what("1") }).await.unwrap();
        drop(tx);
        assert_eq!(states(&admin).await, ["disetujui"], "what fails has spent nothing");
        spent(&ctx, id, "1").await.unwrap();
        assert!(spent(&ctx, id, "1").await.is_err());
        assert_eq!(answered(&head, id, "tolak").await, StatusCode::CONFLICT);
        assert_eq!(states(&head).await, ["dipakai"]);
        test
    })
    .await;
}

#[tokio::test]
async fn who_keeps_the_accounts_is_not_both_people() {
    on_both(async |test| {
        let (admin, _) = both(&test).await;
        let id = asked(&admin).await;
        let lost = json!({ "alasan": "Lupa kata sandi (contoh)" });
        let word = admin.post("/api/v1/akun/kepala.bp3mi-banten/sandi-sekali", &lost).await;
        assert_eq!(word.status, StatusCode::OK, "{}", word.text);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(answered(&head, id, "setujui").await, StatusCode::CONFLICT, "the word was in the hands of who asks");
        let body = json!({ "macam": "putar_kunci", "isi": { "kunci": "1" }, "alasan": "Contoh" });
        let other = head.post(ROAD, &body).await;
        assert!(other.status == StatusCode::CONFLICT && other.text.contains("7 hari"), "nor asks: {}", other.text);
        assert_eq!(answered(&head, id, "tolak").await, StatusCode::OK, "a refusal harms nobody");
        test.clock.advance(TimeDelta::days(7));
        let admin = TestApp::again(&test, "admin", "BP3MI-BANTEN").await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let id = asked(&admin).await;
        assert_eq!(answered(&head, id, "setujui").await, StatusCode::OK, "its user had time to see it");
        test
    })
    .await;
}

#[tokio::test]
async fn of_two_uses_at_once_one_is_refused() {
    on_both(async |test| {
        let (admin, head) = both(&test).await;
        let id = asked(&admin).await;
        assert_eq!(answered(&head, id, "setujui").await, StatusCode::OK);
        let (ctx, again) = (test.system(), test.system());
        let (one, two) = tokio::join!(spent(&ctx, id, "1"), spent(&again, id, "1"));
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {two:?}");
        let rows = Entity::find().all(&test.house().db).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.langkah == "pakai").count(), 1);
        test
    })
    .await;
}

#[tokio::test]
async fn a_request_ends_with_a_day_with_a_refusal_and_with_somebodys_hand() {
    on_both(async |test| {
        let (admin, head) = both(&test).await;
        let ctx = test.system();
        let refused = asked(&admin).await;
        assert_eq!(answered(&head, refused, "setujui").await, StatusCode::OK);
        assert_eq!(answered(&admin, refused, "tolak").await, StatusCode::OK, "taken back");
        assert!(spent(&ctx, refused, "1").await.is_err());
        let altered = asked(&admin).await;
        assert_eq!(answered(&head, altered, "setujui").await, StatusCode::OK);
        let sql = "UPDATE persetujuan SET alasan = 'Lain' WHERE langkah = 'setuju'";
        test.house().db.execute_unprepared(sql).await.unwrap();
        assert!(matches!(spent(&ctx, altered, "1").await, Err(Problem::Internal(_))));
        let findings = jobs::verify(&test.lindung, "2025-07-01".parse().unwrap()).await.unwrap();
        assert!(findings.iter().all(|one| one.about == "persetujuan") && !findings.is_empty(), "{findings:?}");
        let late = asked(&admin).await;
        test.clock.advance(TimeDelta::hours(25));
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(answered(&head, late, "setujui").await, StatusCode::CONFLICT);
        let all = head.get(ROAD).await.json();
        assert_eq!(all["data"][0]["lewat"], json!(true), "{all}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_asks_and_answers() {
    on_both(async |test| {
        for role in ["admin", "kepala"] {
            TestApp::login(&test, role, "BP3MI-BANTEN").await;
        }
        let admin = TestApp::console(&test, "admin.bp3mi-banten").await;
        let head = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let typed = "macam=putar_kunci&kunci=1&alasan=";
        let wrong = admin.send(Method::POST, "/persetujuan", FORM, typed).await;
        assert!(wrong.text.contains("Tulis alasannya"), "{}", wrong.text);
        let other = admin.send(Method::POST, "/persetujuan", FORM, "macam=putar_kunci&kunci=7&alasan=Contoh").await;
        assert!(other.text.contains("sekarang nomor 1"), "{}", other.text);
        let made = admin.send(Method::POST, "/persetujuan", FORM, format!("{typed}Contoh")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let id = Entity::find().one(&test.house().db).await.unwrap().unwrap().id;
        let road = format!("/persetujuan/{id}/setujui");
        let shown = admin.get("/persetujuan").await.text;
        assert!(!shown.contains(&road), "who asks is not asked");
        assert!(shown.contains("Belum ada titipan"), "one lost file would lose everything: {shown}");
        assert!(head.get("/persetujuan").await.text.contains(&road));
        let done = head.send(Method::POST, &road, FORM, "alasan=Contoh").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let again = head.send(Method::POST, &road, FORM, "alasan=Contoh").await;
        assert!(again.text.contains("sudah disetujui"), "{}", again.text);
        test
    })
    .await;
}
