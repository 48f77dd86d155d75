//! One login for console and desk, and a desk that outlives its password and its officer.

use axum::http::{Method, StatusCode};
use bandara::meja::TakeoverEntity;
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::{Answer, Backend, Test, TestApp, on_both, on_each};

use super::{Desk, OFFICE, SEND, amend, count, receive, returned};

const FORM: &str = "application/x-www-form-urlencoded";
const SESSION: &str = "/api/v1/meja/sesi";
const ENTRUST: &str = "/api/v1/meja/simpanan";
const OPEN: &str = "/api/v1/meja/simpanan/buka";

/// Logs in at the page, with what its script leaves.
async fn enter(test: &Test, name: &str, left: &str) -> Answer {
    let form = format!("nama={name}&sandi=kata+sandi+uji&titipan={left}");
    TestApp::new(test).send(Method::POST, "/masuk", FORM, form).await
}

/// The browser after an answer, with all of its cookies.
fn inside(test: &Test, entered: &Answer) -> TestApp {
    let all = entered.headers.get_all("set-cookie").iter();
    let pairs: Vec<&str> = all.map(|one| one.to_str().unwrap().split(';').next().unwrap()).collect();
    TestApp::new(test).with_header("cookie", &pairs.join("; "))
}

#[tokio::test]
async fn what_the_login_page_leaves_comes_back_to_a_living_session_only() {
    on_both(async |test| {
        let left = "0a".repeat(32);
        TestApp::user(&test, "meja.uji", "helpdesk", OFFICE).await;
        let entered = enter(&test, "meja.uji", &left).await;
        assert_eq!(entered.headers["location"], "/meja/", "{}", entered.text);
        let browser = inside(&test, &entered);
        let told = browser.get(SESSION).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text);
        assert_eq!((&told.json()["kunci"], &told.json()["diri"]["masuk"]), (&json!(left), &json!("meja.uji")));
        // Without scripts nothing is left, and the login is the same.
        let plain = inside(&test, &enter(&test, "meja.uji", "").await).get(SESSION).await;
        assert_eq!((plain.status, &plain.json()["kunci"]), (StatusCode::OK, &json!(null)));
        test.clock.advance(chrono::TimeDelta::minutes(31));
        assert_eq!(browser.get(SESSION).await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn every_role_lands_where_its_work_is() {
    on_each(&[Backend::Sqlite], async |test| {
        for (role, page) in [
            ("helpdesk", "/meja/"),
            ("pelindungan", "/tugas"),
            ("penempatan", "/tugas"),
            ("perencana", "/"),
            ("kepala", "/"),
            ("admin", "/admin"),
        ] {
            let name = format!("{role}.uji");
            TestApp::user(&test, &name, role, OFFICE).await;
            let entered = enter(&test, &name, "").await;
            assert_eq!(entered.headers["location"], page, "{role}");
            let landed = inside(&test, &entered).get(page).await;
            assert_eq!(landed.status, StatusCode::OK, "{role}: {}", landed.text);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_desk_is_taken_over_by_a_colleague_who_says_why_and_nothing_is_done_twice() {
    on_both(async |test| {
        let ayu = Desk::open(&test, "helpdesk", OFFICE).await;
        let key = "0b".repeat(32);
        let held = ayu.app.post(ENTRUST, &json!({ "kunci": key })).await.json()["titipan"].clone();
        assert!(!held.as_str().unwrap().contains(&key), "{held}");
        assert_eq!(ayu.app.post(ENTRUST, &json!({ "kunci": "0B" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Its owner needs no reason; that is how a changed password goes on.
        let own = ayu.app.post(OPEN, &json!({ "titipan": held })).await;
        assert_eq!((own.status, &own.json()["kunci"]), (StatusCode::OK, &json!(key)));
        let op = receive(1, returned(1), None);
        assert_eq!(ayu.one(op.clone()).await["hasil"], "diterapkan");
        let budi = Desk::open(&test, "pelindungan", OFFICE).await;
        assert_eq!(budi.one(op.clone()).await["hasil"], "salah", "another's receipt");
        let silent = budi.app.post(OPEN, &json!({ "titipan": held, "alasan": " " })).await;
        assert_eq!(silent.json()["errors"][0]["pointer"], "/alasan", "{}", silent.text);
        let asked = json!({ "titipan": held, "alasan": "giliran berganti" });
        let elsewhere = Desk::open(&test, "helpdesk", "BP3MI-JABAR").await;
        let refused = elsewhere.app.post(OPEN, &asked).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(TakeoverEntity::find().all(&test.house().db).await.unwrap().is_empty());
        let opened = budi.app.post(OPEN, &asked).await;
        assert_eq!((opened.status, &opened.json()["kunci"]), (StatusCode::OK, &json!(key)));
        assert_eq!(opened.json()["petugas"], json!(ayu.login));
        let written = TakeoverEntity::find().all(&test.house().db).await.unwrap();
        assert_eq!(written.len(), 1);
        assert_eq!(written[0].alasan, "giliran berganti");
        // What had arrived is answered as before; what had not is applied, also where it waits for the other's.
        assert_eq!(budi.one(op).await["hasil"], "sudah");
        let change = amend(2, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        assert_eq!(budi.one(change).await["hasil"], "diterapkan");
        assert_eq!(count(&test).await, 1);
        let as_another = budi.app.post(SEND, &json!({ "petugas": ayu.login, "operasi": [] })).await;
        assert_eq!(as_another.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}
