//! One arrival of one person is recorded once: who stands already is asked about, at the desk and in the console.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

use super::{Desk, OFFICE, count, flight, id, mark, receive, returned, with};

const FORM: &str = "application/x-www-form-urlencoded";
const HISTORY: &str = "Dicatat sebagai kedatangan lain selain PLG-2025-000001.";

fn later(number: u32, more: &[(&str, &str)]) -> Value {
    receive(number, with(with(returned(1), &[("tiba_jam", "09:40")]), more), None)
}

#[tokio::test]
async fn a_desk_asks_about_who_was_received_that_day_and_takes_either_answer() {
    on_both(async |test| {
        let one = Desk::open(&test, "helpdesk", OFFICE).await;
        let two = Desk::open(&test, "pelindungan", OFFICE).await;
        assert_eq!(one.one(receive(1, returned(1), None)).await["hasil"], "diterapkan");
        // The same content again is the same record, as ever.
        assert_eq!(two.one(receive(2, returned(1), None)).await["nomor"], "PLG-2025-000001");
        let asked = two.one(later(3, &[])).await;
        assert_eq!((&asked["hasil"], &asked["kesalahan"][0]["isian"]), (&json!("salah"), &json!("selain")), "{asked}");
        let detail = asked["kesalahan"][0]["rincian"].as_str().unwrap();
        assert!(detail.starts_with("Sudah dicatat 12.00, PLG-2025-000001."), "{detail}");
        assert_eq!(count(&test).await, 1);
        // It is that one: what it leaves empty is filled in.
        let same = two.one(later(3, &[("sama", &id(1001)), ("cara_pulang", "mandiri")])).await;
        assert_eq!((&same["hasil"], &same["catatan"]), (&json!("diterapkan"), &json!(id(1001))), "{same}");
        assert_eq!(count(&test).await, 1);
        // Nobody is brought together with somebody else.
        let stranger = receive(7, with(returned(2), &[("sama", &id(1001))]), None);
        assert_eq!(two.one(stranger).await["kesalahan"][0]["isian"], "selain");
        // It is another one, said by the id that the desk knows, or by the number; the history keeps that.
        let other = two.one(later(4, &[("selain", &id(1001))])).await;
        assert_eq!((&other["hasil"], &other["nomor"]), (&json!("diterapkan"), &json!("PLG-2025-000002")), "{other}");
        let history = two.app.get(&format!("/api/v1/kepulangan/{}/riwayat", id(1004))).await;
        assert!(history.text.contains(HISTORY), "{}", history.text);
        assert_eq!(count(&test).await, 2);
        // Somebody else of the same name, on another day, or an answer about nobody.
        assert_eq!(two.one(later(5, &[("tiba_pada", "30/06/2025")])).await["hasil"], "diterapkan");
        let stray = receive(6, with(returned(2), &[("selain", "PLG-2025-000001")]), None);
        assert_eq!(two.one(stray).await["hasil"], "diterapkan");
        let history = two.app.get(&format!("/api/v1/kepulangan/{}/riwayat", id(1006))).await;
        assert!(!history.text.contains("kedatangan lain"), "{}", history.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_line_of_a_manifest_can_be_met_by_who_walked_in() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let (arrival, lines) = flight(&test, OFFICE, 1).await;
        assert_eq!(desk.one(receive(1, returned(1), None)).await["hasil"], "diterapkan");
        let again = |more: &[(&str, &str)]| receive(2, with(returned(1), more), Some(lines[0]));
        assert_eq!(desk.one(again(&[])).await["kesalahan"][0]["isian"], "selain");
        let met = desk.one(again(&[("sama", &id(1001))])).await;
        assert_eq!((&met["hasil"], &met["catatan"]), (&json!("diterapkan"), &json!(id(1001))), "{met}");
        let shown = desk.app.get(&format!("/api/v1/meja/kedatangan/{arrival}")).await.json();
        assert_eq!((&shown["data"][0]["status"], &shown["tambahan"]), (&json!("ditemui"), &json!(0)), "{shown}");
        assert_eq!(count(&test).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn the_desk_is_told_while_the_form_is_filled_in() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        desk.one(receive(1, returned(1), None)).await;
        let ask = async |isi: Value| {
            let answer = desk.app.post("/api/v1/meja/periksa", &json!({ "isi": isi })).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()["data"].clone()
        };
        let sure = ask(returned(1)).await;
        assert_eq!((&sure[0]["nomor"], &sure[0]["pasti"]), (&json!("PLG-2025-000001"), &json!(true)), "{sure}");
        let name = json!({ "nama": "siti  CONTOH 1", "tiba_pada": "01/07/2025" });
        assert_eq!(ask(name).await[0]["pasti"], false);
        assert_eq!(ask(json!({ "nama": "Siti Contoh 1", "tiba_pada": "30/06/2025" })).await, json!([]));
        assert_eq!(ask(with(returned(2), &[("nama", "Siti Contoh 1")])).await, json!([]), "another NIK, somebody else");
        assert_eq!(ask(json!({})).await, json!([]), "a form that is only begun");
        let elsewhere = Desk::open(&test, "helpdesk", "BP3MI-JABAR").await;
        let theirs = elsewhere.app.post("/api/v1/meja/periksa", &json!({ "isi": returned(1) })).await;
        assert_eq!(theirs.json()["data"], json!([]));
        test
    })
    .await;
}

#[tokio::test]
async fn the_console_asks_before_it_saves_and_keeps_what_was_typed() {
    on_both(async |test| {
        TestApp::user(&test, "uji.meja", "helpdesk", OFFICE).await;
        let console = TestApp::console(&test, "uji.meja").await;
        let save = async |body: String| console.send(Method::POST, "/kepulangan/baru", FORM, body).await;
        let typed = "nama=Siti+Contoh&nik=3603994101900001&tiba_pada=01%2F07%2F2025&kategori=sakit".to_owned();
        assert_eq!(save(typed.clone()).await.status, StatusCode::SEE_OTHER);
        assert_eq!(save(typed.clone()).await.status, StatusCode::SEE_OTHER, "sent twice, it is opened");
        let more = format!("{typed}&keterangan=Jangan+hilang");
        let asked = save(more.clone()).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
        for text in ["Sudah dicatat 12.00, PLG-2025-000001", "buka catatan itu", "Kedatangan lain", "Jangan hilang"] {
            assert!(asked.text.contains(text), "{text}: {}", asked.text);
        }
        assert_eq!(count(&test).await, 1);
        let saved = save(format!("{more}&selain=PLG-2025-000001")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let page = console.get(saved.headers["location"].to_str().unwrap()).await;
        assert!(page.text.contains("Dicatat sebagai kedatangan lain selain PLG-2025-000001"), "{}", page.text);
        assert_eq!(count(&test).await, 2);
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_desk_has_is_not_sent_again_until_somebody_changes_it() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let other = Desk::open(&test, "pelindungan", OFFICE).await;
        let (arrival, lines) = flight(&test, OFFICE, 2).await;
        let asks = async |road: &str, mark: Option<&str>| {
            let app = desk.app.clone();
            let app = mark.into_iter().fold(app, |app, mark| app.with_header("if-none-match", mark));
            let answer = app.get(road).await;
            (answer.status, answer.headers["etag"].to_str().unwrap().to_owned())
        };
        let road = format!("/api/v1/meja/kedatangan/{arrival}");
        for (road, change) in [
            (road.as_str(), mark(1, lines[0], true, &[])),
            (road.as_str(), mark(2, lines[0], false, &[1])),
            (road.as_str(), receive(3, returned(1), Some(lines[0]))),
        ] {
            let (status, held) = asks(road, None).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(asks(road, Some(&held)).await.0, StatusCode::NOT_MODIFIED);
            assert_eq!(asks(road, Some(&format!("W/{held}"))).await.0, StatusCode::NOT_MODIFIED, "packed by a proxy");
            assert_eq!(other.one(change).await["hasil"], "diterapkan");
            assert_eq!(asks(road, Some(&held)).await.0, StatusCode::OK);
        }
        // Who was taken on in the console is no change of a line, and stands in the answer too.
        let (_, held) = asks(&road, None).await;
        let next = format!("/api/v1/kedatangan/{arrival}/manifes/berikutnya");
        assert_eq!(other.app.post(&next, &json!({})).await.json()["baris"]["id"], json!(lines[1]));
        assert_eq!(asks(&road, Some(&held)).await.0, StatusCode::OK, "somebody was taken on");
        assert_eq!(desk.app.get(&road).await.json()["data"][1]["diambil_oleh"], json!(other.login));
        let all = "/api/v1/meja/kedatangan";
        let (_, held) = asks(all, None).await;
        assert_eq!(asks(all, Some(&held)).await.0, StatusCode::NOT_MODIFIED);
        let next = json!({ "penerbangan": "MH 727", "tiba_pada": "2025-07-01" });
        assert_eq!(other.app.post("/api/v1/kedatangan", &next).await.status, StatusCode::CREATED);
        assert_eq!(asks(all, Some(&held)).await.0, StatusCode::OK, "a new flight");
        // Who is on no manifest counts for every desk.
        let mut extra = receive(4, returned(3), None);
        extra["isi"]["kedatangan"] = json!(arrival);
        assert_eq!(other.one(extra).await["hasil"], "diterapkan");
        assert_eq!(desk.app.get(&road).await.json()["tambahan"], 1);
        test
    })
    .await;
}
