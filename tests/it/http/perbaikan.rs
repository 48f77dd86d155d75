//! Withdrawing, moving, correcting and merging over the api and in the console.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned, with};

fn body(form: kernel::form::Form) -> Value {
    serde_json::to_value(form).unwrap()
}

async fn made(app: &TestApp, kind: &str, form: kernel::form::Form) -> Value {
    let answer = app.post(&format!("/api/v1/{kind}"), &body(form)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

fn path(kind: &str, record: &Value) -> String {
    format!("/api/v1/{kind}/{}", record["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_record_is_withdrawn_with_a_reason_and_entered_again() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let form = with(complaint(1, "2025-06-01"), &[("nomor_siskop2mi", "S-1"), ("siskop2mi_pada", "2025-06-02")]);
        let first = path("pengaduan", &made(&app, "pengaduan", form.clone()).await);
        let (withdraw, restore) = (format!("{first}/batalkan"), format!("{first}/pulihkan"));
        let reason = json!({ "alasan": "Tercatat dua kali" });
        assert_eq!(planner.act(&withdraw, 1, &reason).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.act(&withdraw, 7, &reason).await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(app.post(&withdraw, &reason).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(app.act(&withdraw, 1, &json!({ "alasan": " " })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = app.act(&withdraw, 1, &reason).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(done.json()["dibatalkan_pada"].is_string() && done.headers["etag"] == "\"2\"");
        assert!(app.get("/api/v1/pengaduan").await.json()["data"][0]["dibatalkan_pada"].is_string());
        let step = app.act(&format!("{first}/catatan"), 2, &reason).await;
        assert_eq!((step.status, &step.json()["perintah"]), (StatusCode::CONFLICT, &json!("catatan")), "{}", step.text);
        let again = app.act(&withdraw, 2, &reason).await;
        assert_eq!((again.status, &again.json()["boleh"]), (StatusCode::CONFLICT, &json!(["pulihkan"])));
        made(&app, "pengaduan", form).await;
        let taken = app.act(&restore, 2, &reason).await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
        assert!(taken.text.contains("sudah dicatat lagi"), "{}", taken.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_record_is_no_longer_linked_to() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let flight = json!({ "tiba_pada": "2025-06-01", "penerbangan": "ZZ 1" });
        let flight = app.post("/api/v1/kedatangan", &flight).await.json();
        let number = flight["nomor"].as_str().unwrap();
        let linked = |person| with(returned(person, "2025-06-01", "sakit"), &[("kedatangan", number)]);
        let old = path("kepulangan", &made(&app, "kepulangan", linked(1)).await);
        let act = json!({ "alasan": "Salah", "kantor": "P4MI-SOETTA" });
        let moved = app.act(&format!("{}/pindahkan", path("kedatangan", &flight)), 1, &act).await;
        assert_eq!(moved.status, StatusCode::CONFLICT);
        assert!(moved.text.contains("PLG-2025-000001"), "{}", moved.text);
        let moved = app.act(&format!("{old}/pindahkan"), 1, &act).await;
        assert!(moved.text.contains(number), "{}", moved.text);
        let why = json!({ "alasan": "Salah" });
        assert_eq!(app.act(&format!("{}/batalkan", path("kedatangan", &flight)), 1, &why).await.status, StatusCode::OK);
        let new = app.post("/api/v1/kepulangan", &body(linked(2))).await;
        assert_eq!(new.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(new.text.contains("sudah dibatalkan"), "{}", new.text);
        // What was linked before can still be corrected.
        let change = json!({ "alasan_perubahan": "Uji", "negara": "TW" });
        assert_eq!(app.patch(&old, 1, &change).await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn a_record_moves_to_an_office_below_and_is_seen_there() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let airport = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let record = made(&app, "pengaduan", complaint(1, "2025-06-01")).await;
        let here = path("pengaduan", &record);
        let person = format!("/api/v1/orang/{}", record["orang_id"].as_str().unwrap());
        assert_eq!(airport.get(&here).await.status, StatusCode::NOT_FOUND);
        let to = |office: &str| json!({ "alasan": "Salah kantor", "kantor": office });
        let road = format!("{here}/pindahkan");
        for office in ["BP3MI-JABAR", "BP3MI-BANTEN", ""] {
            assert_eq!(app.act(&road, 1, &to(office)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{office}");
        }
        let moved = app.act(&road, 1, &to("P4MI-SOETTA")).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
        let line = &moved.json()["riwayat"][1];
        assert_eq!(line["perubahan"]["kantor"], json!({ "dari": "BP3MI-BANTEN", "ke": "P4MI-SOETTA" }));
        assert_eq!(airport.get(&here).await.json()["riwayat"].as_array().unwrap().len(), 2);
        assert_eq!(airport.get(&person).await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn a_person_is_corrected_by_right_and_never_behind_anybodys_back() {
    on_both(async |test| {
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let record = made(&team, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        made(&other, "kepulangan", returned(2, "2025-06-01", "sakit")).await;
        made(&team, "kepulangan", returned(3, "2025-06-01", "sakit")).await;
        let person = format!("/api/v1/orang/{}", record["orang_id"].as_str().unwrap());
        let read = team.get(&person).await;
        assert_eq!((&read.json()["versi"], &read.headers["etag"]), (&json!(1), &"\"1\"".parse().unwrap()));
        let name = json!({ "alasan_perubahan": "Salah ketik", "nama": "Siti Betul" });
        assert_eq!(desk.patch(&person, 1, &json!({ "nama": "A" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(desk.patch(&person, 1, &name).await.json()["nama"], json!("Siti Betul"));
        assert_eq!(desk.patch(&person, 1, &name).await.status, StatusCode::PRECONDITION_FAILED);
        let nik = |last: u8| json!({ "alasan_perubahan": "Kartunya", "nik": format!("360399410190000{last}") });
        assert_eq!(desk.patch(&person, 2, &nik(9)).await.status, StatusCode::FORBIDDEN);
        let taken = team.patch(&person, 2, &nik(3)).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.json()["errors"][0]["detail"].as_str().unwrap().contains("/orang/"), "{}", taken.text);
        // A NIK that only another office knows is like one that nobody has.
        assert_eq!(team.patch(&person, 2, &nik(2)).await.json()["versi"], json!(3));
        assert_eq!(team.patch(&person, 3, &nik(9)).await.json()["versi"], json!(4));
        let file = team.get(&format!("{person}/berkas")).await.json();
        for line in [2, 3] {
            assert_eq!(file["riwayat"][line]["perubahan"], json!({ "nik": "berubah" }));
        }
        assert_eq!(file["data"][0]["nomor"], record["nomor"]);
        test
    })
    .await;
}

/// Two people, one with a passport in an office, one with a NIK.
async fn two(test: &Test, one: &TestApp, other: &TestApp) -> (String, String) {
    let passport = kernel::form::Form::from([
        ("nama".to_owned(), "Siti Contoh".to_owned()),
        ("nomor_dokumen".to_owned(), "ZZ000001".to_owned()),
        ("tiba_pada".to_owned(), "2025-06-01".to_owned()),
        ("kategori".to_owned(), "sakit".to_owned()),
    ]);
    test.clock.advance(chrono::TimeDelta::minutes(1));
    let from = made(one, "kepulangan", passport).await["orang_id"].as_str().unwrap().to_owned();
    let to =
        made(other, "kepulangan", returned(1, "2025-06-02", "sakit")).await["orang_id"].as_str().unwrap().to_owned();
    (from, to)
}

#[tokio::test]
async fn people_are_merged_by_right_within_what_the_actor_sees() {
    on_both(async |test| {
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let (from, to) = two(&test, &team, &team).await;
        let road = format!("/api/v1/orang/{from}/gabung");
        let asked = json!({ "ke": to, "alasan": "Orang yang sama" });
        assert_eq!(desk.act(&road, 1, &asked).await.status, StatusCode::FORBIDDEN);
        assert_eq!(team.act(&road, 2, &asked).await.status, StatusCode::PRECONDITION_FAILED);
        let silent = json!({ "ke": to });
        assert_eq!(team.act(&road, 1, &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let stale = json!({ "ke": to, "alasan": "Uji", "versi_ke": 5 });
        assert_eq!(team.act(&road, 1, &stale).await.status, StatusCode::PRECONDITION_FAILED);
        let same = json!({ "ke": from, "alasan": "Uji" });
        assert_eq!(team.act(&road, 1, &same).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let merged = team.act(&road, 1, &asked).await;
        assert_eq!((merged.status, &merged.json()["id"]), (StatusCode::OK, &json!(to)), "{}", merged.text);
        let old = team.get(&format!("/api/v1/orang/{from}")).await.json();
        assert_eq!((&old["id"], &old["digabung_dari"]), (&json!(to), &json!(from)));
        assert_eq!(team.act(&road, 2, &asked).await.status, StatusCode::CONFLICT);
        let file = team.get(&format!("/api/v1/orang/{to}/berkas")).await.json();
        assert_eq!(file["data"].as_array().unwrap().len(), 2);
        test
    })
    .await;
}

#[tokio::test]
async fn whose_records_stand_in_other_offices_is_merged_above() {
    on_both(async |test| {
        let banten = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let jabar = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let centre = TestApp::login(&test, "kepala", "KP2MI").await;
        let (from, to) = two(&test, &jabar, &banten).await;
        let road = format!("/api/v1/orang/{from}/gabung");
        let asked = json!({ "ke": to, "alasan": "Orang yang sama" });
        assert_eq!(banten.act(&road, 1, &asked).await.status, StatusCode::NOT_FOUND);
        // Banten meets the same passport and has its own view of that person; the one of Jabar stays out of reach.
        let again = kernel::form::Form::from([
            ("nama".to_owned(), "Siti Contoh".to_owned()),
            ("nomor_dokumen".to_owned(), "ZZ000001".to_owned()),
            ("tiba_pada".to_owned(), "2025-06-03".to_owned()),
            ("kategori".to_owned(), "sakit".to_owned()),
        ]);
        made(&banten, "kepulangan", again).await;
        assert_eq!(banten.act(&road, 1, &asked).await.status, StatusCode::NOT_FOUND);
        assert_eq!(centre.act(&road, 1, &asked).await.status, StatusCode::OK);
        test
    })
    .await;
}

/// A client of the console with a session of its own.
async fn console(test: &Test) -> TestApp {
    let app = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let typed = format!("nama=kepala.bp3mi-banten&sandi={}&kembali=/", TestApp::password().replace(' ', "+"));
    let answer = app.send(Method::POST, "/masuk", "application/x-www-form-urlencoded", typed).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_token(app.token()).with_header("cookie", &cookie)
}

#[tokio::test]
async fn the_console_gives_back_what_was_typed_and_shows_what_was_done() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test).await;
        let send = async |path: &str, typed: &str| {
            app.send(Method::POST, path, "application/x-www-form-urlencoded", typed.to_owned()).await
        };
        let record = made(&app, "pengaduan", complaint(1, "2025-06-01")).await;
        let page = format!("/pengaduan/{}", record["id"].as_str().unwrap());
        let bad = send(&format!("{page}/pindahkan"), "versi=1&kantor=BP3MI-JABAR&alasan_pindah=Salah+meja").await;
        assert_eq!(bad.status, StatusCode::OK, "{}", bad.text);
        assert!(bad.text.contains("Salah meja") && bad.text.contains("kantor-e"), "{}", bad.text);
        let silent = send(&format!("{page}/pindahkan"), "versi=1&kantor=&alasan_pindah=").await;
        assert!(silent.text.contains("kantor-e") && silent.text.contains("alasan_pindah-e"), "{}", silent.text);
        let empty = send(&format!("{page}/batalkan"), "versi=1&alasan=").await;
        assert!(empty.text.contains("alasan-e"), "{}", empty.text);
        let done = send(&format!("{page}/batalkan"), "versi=1&alasan=Tercatat+dua+kali").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let shown = app.get(&page).await.text;
        assert!(shown.contains("Tercatat dua kali") && shown.contains("Pulihkan catatan ini"), "{shown}");
        assert!(app.get("/pengaduan").await.text.contains("Dibatalkan"));
        let (from, to) = two(&test, &app, &app).await;
        assert!(app.get(&format!("/orang/{from}")).await.text.contains("PLG-2025-000001"));
        assert!(app.get(&format!("/orang/{from}/gabung")).await.text.contains("Gabungkan ke siapa?"));
        let compared = app.get(&format!("/orang/{from}/gabung?ke=/orang/{to}")).await.text;
        assert!(compared.contains("Dipertahankan") && compared.contains("36••••••••••••01"), "{compared}");
        let typed = format!("ke={to}&versi=1&versi_ke=1&alasan=");
        let refused = send(&format!("/orang/{from}/gabung"), &typed).await;
        assert!(refused.text.contains("alasan-e"), "{}", refused.text);
        let edit = app.get(&format!("/orang/{from}/ubah")).await.text;
        assert!(edit.contains("ZZ000001"), "{edit}");
        let done = send(&format!("/orang/{from}/gabung"), &format!("{typed}Orang+yang+sama")).await;
        assert_eq!(done.headers["location"], format!("/orang/{to}"), "{}", done.text);
        assert!(app.get(&format!("/orang/{from}")).await.text.contains("sudah digabung"));
        let named = send(&format!("/orang/{to}/ubah"), "versi=2&nama=Siti+Betul&alasan_perubahan=").await;
        assert!(named.text.contains("Siti Betul") && named.text.contains("alasan_perubahan-e"), "{}", named.text);
        test
    })
    .await;
}
