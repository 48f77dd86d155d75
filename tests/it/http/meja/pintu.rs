//! Who may open the desk and send, and what the browser keeps of it.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Backend, TestApp, on_both, on_each};

use super::{Desk, OFFICE, SEND, amend, count, flight, id, mark, receive, returned, with, words};

#[tokio::test]
async fn a_desk_stays_in_its_office_and_with_its_user() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let other = Desk::open(&test, "helpdesk", "BP3MI-JABAR").await;
        let (arrival, lines) = flight(&test, OFFICE, 2).await;
        let op = receive(1, returned(1), Some(lines[0]));
        assert_eq!(other.one(op.clone()).await["kesalahan"][0]["isian"], "manifes");
        assert_eq!(other.one(mark(2, lines[0], true, &[])).await["hasil"], "salah");
        assert_eq!(other.app.get(&format!("/api/v1/meja/kedatangan/{arrival}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.app.get("/api/v1/meja/kedatangan").await.json()["data"], json!([]));
        assert_eq!(desk.one(op.clone()).await["hasil"], "diterapkan");
        // The receipt of somebody else is not theirs, nor does it let anything pass.
        assert_eq!(other.one(op).await["hasil"], "salah");
        let change = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        assert_eq!(other.one(change).await["hasil"], "tunggu");
        let mut alone = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        alone["setelah"] = json!([]);
        assert_eq!(other.one(alone).await["hasil"], "salah");
        assert_eq!(count(&test).await, 1);
        // What is kept for one user is not sent in another's name.
        let answer = other.app.post(SEND, &json!({ "petugas": desk.login, "operasi": [] })).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let flights = desk.app.get("/api/v1/meja/kedatangan").await.json();
        assert_eq!(flights["data"][0]["penerbangan"], "MH 725");
        let manifest = desk.app.get(&format!("/api/v1/meja/kedatangan/{arrival}")).await.json();
        assert_eq!(manifest["data"][0]["status"], "ditemui", "{manifest}");
        // Who was met did not stay away.
        assert_eq!(desk.one(mark(4, lines[0], true, &[])).await["hasil"], "salah");
        assert_eq!(desk.one(mark(6, lines[0], false, &[])).await["hasil"], "diterapkan");
        assert_eq!(desk.one(mark(5, lines[1], true, &[])).await["hasil"], "diterapkan");
        test
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_does_not_hold_up_the_rest() {
    on_each(&[Backend::Sqlite], async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let odd = json!({ "id": id(2), "jenis": "hapus", "isi": {} });
        let bare = json!({ "jenis": "terima" });
        let old = json!({ "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "jenis": "tandai", "isi": { "manifes": id(9), "tidak_datang": true } });
        let nested = json!({ "id": id(3), "jenis": "terima", "isi": { "id": id(1003), "isi": { "nama": ["x"] } } });
        let foreign = receive(4, with(returned(4), &[("kantor_id", "x")]), None);
        let sent = desk.send(&[odd, bare, old, nested, foreign, receive(1, returned(1), None)]).await;
        assert_eq!(words(&sent), ["salah", "salah", "salah", "salah", "salah", "diterapkan"], "{sent:?}");
        let many: Vec<Value> = (0..101).map(|n| receive(100 + n, returned(n), None)).collect();
        let answer = desk.app.post(SEND, &json!({ "petugas": desk.login, "operasi": many })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(desk.app.post(SEND, &json!({ "operasi": "x" })).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(desk.app.send(Method::POST, SEND, "application/json", "{").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&test).await, 1);
        let planner = TestApp::login(&test, "perencana", OFFICE).await;
        let answer = planner.post(SEND, &json!({ "petugas": "perencana.bp3mi-banten", "operasi": [] })).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn the_desk_opens_with_the_password_and_not_too_often() {
    on_both(async |test| {
        TestApp::user(&test, "meja.uji", "helpdesk", OFFICE).await;
        let console = TestApp::console(&test, "meja.uji").await;
        let open = "/api/v1/meja/buka";
        let me = console.post(open, &json!({ "sandi": TestApp::password() })).await;
        assert_eq!(me.status, StatusCode::OK, "{}", me.text);
        assert_eq!((&me.json()["masuk"], &me.json()["kantor"]["kode"]), (&json!("meja.uji"), &json!(OFFICE)));
        let other = json!({ "petugas": "orang.lain", "sandi": TestApp::password() });
        assert_eq!(console.post(open, &other).await.status, StatusCode::UNAUTHORIZED);
        for _ in 0..10 {
            let wrong = console.post(open, &json!({ "sandi": "bukan sandinya" })).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        }
        let slowed = console.post(open, &json!({ "sandi": TestApp::password() })).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        test
    })
    .await;
}

#[tokio::test]
async fn the_session_of_the_console_opens_the_api_to_its_own_pages_only() {
    on_each(&[Backend::Sqlite], async |test| {
        TestApp::user(&test, "meja.uji", "helpdesk", OFFICE).await;
        let body = json!({ "petugas": "meja.uji", "operasi": [receive(1, returned(1), None)] });
        for (name, value) in
            [("origin", "https://contoh.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
        {
            let lured = TestApp::console(&test, "meja.uji")
                .await
                .with_header("host", "lindung.example")
                .with_header(name, value);
            let refused = lured.post(SEND, &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {value}");
        }
        assert_eq!(count(&test).await, 0);
        let own = TestApp::console(&test, "meja.uji").await.with_header("sec-fetch-site", "same-origin");
        assert_eq!(own.post(SEND, &body).await.status, StatusCode::OK);
        assert_eq!(count(&test).await, 1);
        // A token that is no good is not made good by a cookie.
        let both = TestApp::console(&test, "meja.uji").await.with_token("eyJhbGciOiJub25lIn0.e30.");
        assert_eq!(both.get("/api/v1/meja/kedatangan").await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn the_pages_that_a_browser_keeps_hold_nobody_and_are_never_stale() {
    on_each(&[Backend::Sqlite], async |test| {
        let nobody = TestApp::new(&test);
        let worker = nobody.get("/meja/sw.js").await;
        assert_eq!(worker.status, StatusCode::OK);
        assert_eq!(worker.headers["content-type"], "text/javascript; charset=utf-8");
        assert_eq!(worker.headers["cache-control"], "no-cache");
        let files = worker.text.lines().nth(1).unwrap().trim_start_matches("const FILES = ").trim_end_matches(';');
        let files: Vec<String> = serde_json::from_str(files).unwrap();
        assert!(files.len() > 15, "{files:?}");
        for file in files {
            let answer = nobody.get(&file).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert!(answer.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'self';"));
            assert!(!answer.text.contains("style=\""), "{file}");
        }
        assert_eq!(nobody.get("/meja/rahasia").await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}
