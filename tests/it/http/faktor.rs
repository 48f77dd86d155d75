//! The second factor: set up by its owner, asked for after the password, each code good once, and taken off when the telephone is lost.

use accounts::entity::pengguna;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use kernel::clock::Clock;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use server::putar;
use testkit::{Answer, Test, TestApp, on_both};
use totp_rs::{Algorithm, Secret, TOTP};

use super::akun::{cookie, enter};
use super::kata::{FORM, refused};
use super::login::LOGIN;

const HERE: &str = "/akun/saya/faktor";
const REQUIRED: &str = "/akun/faktor";
pub(super) const USER: &str = "kepala.uji";
const PASSWORD: &str = "sandi=kata+sandi";

/// What stands on a page between two texts.
fn between<'a>(page: &'a Answer, before: &str, after: &str) -> &'a str {
    let rest = page.text.split(before).nth(1).unwrap_or_else(|| panic!("{before}: {}", page.text));
    rest.split(after).next().unwrap()
}

fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

/// The telephone.
pub(super) struct Phone(TOTP);

impl Phone {
    fn of(page: &Answer) -> Self {
        let text = between(page, "id=\"rahasia-teks\">", "<").replace(' ', "");
        let bytes = Secret::Encoded(text).to_bytes().unwrap();
        Self(TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes).unwrap())
    }

    /// What it shows now.
    pub(super) fn code(&self, test: &Test) -> String {
        self.0.generate(u64::try_from(test.clock.now().timestamp()).unwrap())
    }

    /// What it shows at the next step; the clock goes there.
    pub(super) fn next(&self, test: &Test) -> String {
        test.clock.advance(TimeDelta::seconds(30));
        self.code(test)
    }
}

pub(super) async fn console(test: &Test, name: &str) -> TestApp {
    TestApp::console(test, name).await
}

async fn post(app: &TestApp, path: &str, form: String) -> Answer {
    app.send(Method::POST, path, FORM, form).await
}

fn typed(act: &str, rest: &str) -> String {
    format!("tindakan={act}&sandi={}&{rest}", TestApp::password().replace(' ', "+"))
}

fn words(page: &Answer) -> Vec<String> {
    let list = between(page, "id=\"kata-pemulihan\">", "</ol>");
    list.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Sets a factor up; returns the telephone, the words and the browser's new session.
pub(super) async fn set_up(test: &Test, app: &TestApp) -> (Phone, Vec<String>, TestApp) {
    let asked = post(app, HERE, typed("mulai", "")).await;
    let phone = Phone::of(&asked);
    let form = format!(
        "tindakan=pasang&tiket={}&rahasia={}&kode={}",
        hidden(&asked, "tiket"),
        hidden(&asked, "rahasia"),
        phone.code(test)
    );
    let done = post(app, HERE, form).await;
    let words = words(&done);
    assert_eq!(words.len(), 8, "{}", done.text);
    (phone, words, TestApp::new(test).with_header("cookie", &cookie(&done)))
}

pub(super) async fn knock(test: &Test, name: &str) -> Answer {
    enter(&TestApp::new(test), name, TestApp::password()).await
}

pub(super) async fn answer(test: &Test, page: &Answer, code: &str) -> Answer {
    post(&TestApp::new(test), "/masuk/kode", format!("tiket={}&kode={code}", hidden(page, "tiket"))).await
}

pub(super) fn is_in(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.headers.contains_key("set-cookie")
}

#[tokio::test]
async fn a_factor_is_set_up_with_the_password_and_a_code_and_kept_sealed() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let app = console(&test, USER).await;
        let elsewhere = console(&test, USER).await;
        assert!(app.get("/akun/saya").await.text.contains(HERE));
        let wrong = post(&app, HERE, format!("tindakan=mulai&{PASSWORD}+salah")).await;
        assert!(wrong.text.contains("Kata sandi tidak cocok") && !wrong.text.contains("rahasia-teks"));
        let asked = post(&app, HERE, typed("mulai", "")).await;
        assert!(asked.text.contains("<svg ") && asked.text.contains("otpauth://totp/Lindung:kepala.uji?secret="));
        let carried = format!("tiket={}&rahasia={}", hidden(&asked, "tiket"), hidden(&asked, "rahasia"));
        let unfit = post(&app, HERE, format!("tindakan=pasang&{carried}&kode=12345")).await;
        assert!(unfit.text.contains("Kode tidak cocok"), "{}", unfit.text);
        assert_eq!(Phone::of(&unfit).code(&test), Phone::of(&asked).code(&test), "the same secret is shown again");
        assert!(is_in(&knock(&test, USER).await), "nothing is kept before the code");
        let (_, words, app) = set_up(&test, &app).await;
        let page = app.get(HERE).await;
        assert!(page.text.contains("Kata pemulihan yang tersisa: 8"), "{}", page.text);
        assert!(!page.text.contains(&words[0]) && !page.text.contains("rahasia-teks"), "told once");
        assert_eq!(elsewhere.get(HERE).await.status, StatusCode::SEE_OTHER, "other sessions are over");
        let mine = app.get("/api/v1/akun/saya").await;
        assert_eq!(mine.json()["data"]["faktor_kedua"], json!(true), "{}", mine.text);
        assert!(mine.text.contains("faktor_kedua_dipasang") && !mine.text.contains("rahasia"), "{}", mine.text);
        // Who takes the factor off by hand in the database is found.
        let deed = "UPDATE pengguna SET faktor_sandi = NULL WHERE nama_masuk = 'kepala.uji'";
        let ctx = test.system();
        assert_eq!(accounts::audit(&ctx).await.unwrap(), []);
        test.house().db.execute_unprepared(deed).await.unwrap();
        assert_eq!(accounts::audit(&ctx).await.unwrap().len(), 1);
        test
    })
    .await;
}

/// Changes the master key, as two people approved.
async fn key_changed(test: &Test) {
    let admin = TestApp::login(test, "admin", "BP3MI-BANTEN").await;
    let head = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let body = json!({ "macam": "putar_kunci", "isi": { "kunci": "1" }, "alasan": "Pegawai pindah (contoh)" });
    let made = admin.post("/api/v1/persetujuan", &body).await.json();
    let id = made["id"].as_str().unwrap().to_owned();
    let done = head.post(&format!("/api/v1/persetujuan/{id}/setujui"), &json!({ "alasan": "Contoh" })).await;
    assert!(done.status.is_success(), "{}", done.text);
    putar::begin(&test.lindung, Some(id.parse().unwrap())).await.unwrap();
    while putar::pass(&test.lindung, |_| {}).await.unwrap().done() > 0 {}
}

#[tokio::test]
async fn a_new_master_key_seals_the_secret_anew_and_the_telephone_stays() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, _, app) = set_up(&test, &console(&test, USER).await).await;
        key_changed(&test).await;
        let all = pengguna::Entity::find().all(&test.house().db).await.unwrap();
        let numbers: Vec<u8> = all.iter().filter_map(|user| user.faktor_sandi.as_ref()).map(|it| it[0]).collect();
        assert_eq!(numbers, [2], "who has the old key opens it no more");
        assert_eq!(accounts::audit(&test.system()).await.unwrap(), [], "the stamp went along");
        assert_eq!(app.get(HERE).await.status, StatusCode::OK, "what is open stays open");
        let asked = knock(&test, USER).await;
        assert!(is_in(&answer(&test, &asked, &phone.next(&test)).await));
        test
    })
    .await;
}

#[tokio::test]
async fn after_the_password_a_code_is_asked_for_and_each_is_good_once() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, words, _) = set_up(&test, &console(&test, USER).await).await;
        let asked = knock(&test, USER).await;
        assert!(asked.text.contains("Kode dari ponsel") && !asked.headers.contains_key("set-cookie"), "{}", asked.text);
        let used = answer(&test, &asked, &phone.code(&test)).await;
        assert!(used.text.contains("sudah dipakai") && !is_in(&used), "the code of the setting up: {}", used.text);
        let code = phone.next(&test);
        assert!(is_in(&answer(&test, &asked, &code).await));
        assert!(!is_in(&answer(&test, &knock(&test, USER).await, &code).await), "each code once");
        // A word in its place, once; each use is in the history.
        assert!(is_in(&answer(&test, &knock(&test, USER).await, &words[0].to_uppercase()).await));
        assert!(!is_in(&answer(&test, &knock(&test, USER).await, &words[0]).await));
        // A ticket is for its form only, and for a quarter of an hour.
        let late = knock(&test, USER).await;
        let ticket = hidden(&late, "tiket");
        let form = format!("tiket={ticket}&sandi_baru=perahu+lumpia+47+senja&sandi_ulang=perahu+lumpia+47+senja");
        assert_eq!(post(&TestApp::new(&test), "/masuk/baru", form).await.headers["location"], "/masuk");
        test.clock.advance(TimeDelta::minutes(16));
        let refused = answer(&test, &late, &phone.next(&test)).await;
        assert!(refused.text.contains("Masuk lagi dari awal") && !is_in(&refused), "{}", refused.text);
        let inside = answer(&test, &knock(&test, USER).await, &phone.next(&test)).await;
        let inside = TestApp::new(&test).with_header("cookie", &cookie(&inside));
        assert!(inside.get("/akun/saya").await.text.contains("sisa 7"));
        test
    })
    .await;
}

#[tokio::test]
async fn codes_are_tried_as_seldom_as_passwords() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, ..) = set_up(&test, &console(&test, USER).await).await;
        let asked = knock(&test, USER).await;
        for _ in 0..10 {
            assert!(answer(&test, &asked, "1").await.text.contains("Kode tidak cocok"));
        }
        let code = phone.next(&test);
        let waits = answer(&test, &asked, &code).await;
        assert!(waits.text.contains("Terlalu banyak percobaan"), "{}", waits.text);
        assert!(knock(&test, USER).await.text.contains("Kode dari ponsel"), "the password is counted by itself");
        test.clock.advance(TimeDelta::minutes(5));
        assert!(is_in(&answer(&test, &asked, &phone.next(&test)).await));
        test
    })
    .await;
}

#[tokio::test]
async fn a_program_sends_the_code_with_the_password() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, words, _) = set_up(&test, &console(&test, USER).await).await;
        let app = TestApp::new(&test);
        let body = |code: &str| json!({ "username": USER, "password": TestApp::password(), "kode": code });
        let bare = app.post(LOGIN, &json!({ "username": USER, "password": TestApp::password() })).await;
        assert_eq!(bare.status, StatusCode::UNAUTHORIZED);
        assert_eq!(bare.json()["type"], json!("/problems/perlu-kode"), "{}", bare.text);
        let code = phone.next(&test);
        let done = app.post(LOGIN, &body(&code)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        for wrong in [code.as_str(), "000", "abcd-efgh-jkmn-pqrs"] {
            let answer = app.post(LOGIN, &body(wrong)).await;
            let kind = answer.json()["type"].clone();
            assert_eq!((answer.status, kind), (StatusCode::UNAUTHORIZED, json!("/problems/perlu-masuk")), "{wrong}");
        }
        assert_eq!(app.post(LOGIN, &body(&words[1])).await.status, StatusCode::OK);
        // Whoever is in is asked for the password only.
        let token = done.json()["access_token"].as_str().unwrap().to_owned();
        let opened = app.with_token(&token).post("/api/v1/meja/buka", &json!({ "sandi": TestApp::password() })).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        test
    })
    .await;
}

#[tokio::test]
async fn it_is_taken_off_and_the_words_made_anew_with_password_and_code() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, old, app) = set_up(&test, &console(&test, USER).await).await;
        let refused = post(&app, HERE, typed("kata", "kode=1")).await;
        assert!(refused.text.contains("Kode tidak cocok"), "{}", refused.text);
        let made = post(&app, HERE, typed("kata", &format!("kode={}", phone.next(&test)))).await;
        let new = words(&made);
        assert!(new.len() == 8 && new.iter().all(|word| !old.contains(word)));
        assert!(!is_in(&answer(&test, &knock(&test, USER).await, &old[0]).await), "the old words are void");
        let gone = post(&app, HERE, typed("lepas", &format!("kode={}", new[0]))).await;
        assert!(gone.text.contains("Belum terpasang"), "{}", gone.text);
        let app = TestApp::new(&test).with_header("cookie", &cookie(&gone));
        assert_eq!(app.get(HERE).await.status, StatusCode::OK, "this browser goes on");
        assert!(is_in(&knock(&test, USER).await));
        test
    })
    .await;
}

#[tokio::test]
async fn an_office_asks_for_it_and_who_has_none_can_do_nothing_else() {
    on_both(async |test| {
        TestApp::user(&test, "pengelola.uji", "admin", "BP3MI-BANTEN").await;
        TestApp::user(&test, "desk.uji", "helpdesk", "P4MI-SOETTA").await;
        let admin = console(&test, "pengelola.uji").await;
        let team = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let before = console(&test, "pelindungan.p4mi-soetta").await;
        let elsewhere = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let desk = console(&test, "desk.uji").await;
        assert_eq!(desk.get(REQUIRED).await.status, StatusCode::FORBIDDEN);
        let decide = |on: &str, office: &str, why: &str| format!("kantor={office}&wajib={on}&alasan={why}");
        assert_eq!(post(&desk, REQUIRED, decide("ya", "P4MI-SOETTA", "Uji")).await.status, StatusCode::FORBIDDEN);
        for (form, said) in [
            (decide("ya", "BP3MI-BANTEN", ""), "Tulis alasannya"),
            (decide("mungkin", "BP3MI-BANTEN", "Uji"), "Pilih wajib atau tidak"),
            (decide("ya", "BP3MI-JABAR", "Uji"), "di luar wilayah"),
            (decide("tidak", "BP3MI-BANTEN", "Uji"), "memang tidak"),
        ] {
            let page = post(&admin, REQUIRED, form).await;
            assert!(page.status == StatusCode::OK && page.text.contains(said), "{said}: {}", page.text);
        }
        let (_, _, admin) = set_up(&test, &admin).await;
        let done = post(&admin, REQUIRED, decide("ya", "BP3MI-BANTEN", "SK+contoh+3")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = admin.get(REQUIRED).await;
        assert!(page.text.contains("SK contoh 3") && page.text.contains("oleh kantor di atasnya"), "{}", page.text);
        // Sessions of who has none are over; all others go on.
        assert_eq!(team.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(before.get("/akun/saya").await.status, StatusCode::SEE_OTHER);
        for app in [&admin, &desk] {
            assert_eq!(app.get("/akun/saya").await.status, StatusCode::OK);
        }
        assert_eq!(elsewhere.get("/api/v1/orang").await.status, StatusCode::OK);
        let name = "pelindungan.p4mi-soetta";
        let login = json!({ "username": name, "password": TestApp::password() });
        refused(&TestApp::new(&test).post(LOGIN, &login).await, "mewajibkan faktor kedua");
        let asked = knock(&test, name).await;
        assert!(asked.text.contains("Pasang faktor kedua") && !asked.headers.contains_key("set-cookie"));
        let phone = Phone::of(&asked);
        let form = |code: &str| {
            format!(
                "tiket={}&rahasia={}&kode={code}&kembali=/akun/saya",
                hidden(&asked, "tiket"),
                hidden(&asked, "rahasia")
            )
        };
        let wrong = post(&TestApp::new(&test), "/masuk/faktor", form("1")).await;
        assert!(wrong.text.contains("Kode tidak cocok") && !wrong.headers.contains_key("set-cookie"), "{}", wrong.text);
        let made = post(&TestApp::new(&test), "/masuk/faktor", form(&phone.code(&test))).await;
        assert_eq!(words(&made).len(), 8);
        let inside = TestApp::new(&test).with_header("cookie", &cookie(&made));
        let on = post(&inside, "/masuk/isian", "kembali=/akun/saya&isian=".to_owned()).await;
        assert_eq!(on.headers["location"], "/akun/saya", "{}", on.text);
        assert_eq!(inside.get("/akun/saya").await.status, StatusCode::OK);
        let stays = post(&inside, HERE, typed("lepas", &format!("kode={}", phone.next(&test)))).await;
        assert!(stays.text.contains("jadi tidak dapat dilepas"), "{}", stays.text);
        let off = post(&admin, REQUIRED, decide("tidak", "BP3MI-BANTEN", "Uji")).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_lost_telephone_is_answered_by_the_admin_with_a_word() {
    on_both(async |test| {
        let admin = TestApp::login(&test, "admin", "BP3MI-BANTEN").await;
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (_, words, app) = set_up(&test, &console(&test, USER).await).await;
        let road = "/api/v1/akun/kepala.uji/lepas-faktor";
        refused(&admin.post(road, &json!({})).await, "alasannya");
        // A forgotten password is not a lost telephone: the code is still asked for.
        let word = admin.post("/api/v1/akun/kepala.uji/sandi-sekali", &json!({ "alasan": "Lupa (contoh)" })).await;
        let asked = chosen(&test, &word.json(), "perahu lumpia 47 senja").await;
        assert!(asked.text.contains("Kode dari ponsel"), "{}", asked.text);
        // What the word had left for the desk is taken away; a session is not begun.
        let session = format!("{}=", web::COOKIE_NAME);
        let cookies: Vec<_> = asked.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap()).collect();
        assert!(cookies.iter().all(|one| !one.starts_with(&session)), "{cookies:?}");
        assert!(is_in(&answer(&test, &asked, &words[2]).await));
        assert_eq!(app.get(HERE).await.status, StatusCode::SEE_OTHER);
        let word = admin.post(road, &json!({ "alasan": "Ponsel hilang (contoh)" })).await;
        assert_eq!(word.status, StatusCode::OK, "{}", word.text);
        let old = enter(&TestApp::new(&test), USER, "perahu lumpia 47 senja").await;
        assert!(old.text.contains("tidak cocok"), "the password goes with it: {}", old.text);
        assert!(is_in(&chosen(&test, &word.json(), "kuda hijau menari pelan").await));
        let seen = admin.get("/api/v1/akun/kepala.uji").await.json();
        assert_eq!(seen["data"]["faktor_kedua"], json!(false));
        let line = seen["riwayat"].as_array().unwrap().iter().find(|line| line["tindakan"] == "faktor_kedua_dilepas");
        assert_eq!(line.unwrap()["alasan"], json!("Ponsel hilang (contoh)"), "{seen}");
        refused(&admin.post(road, &json!({ "alasan": "Uji" })).await, "tidak punya faktor kedua");
        assert_eq!(accounts::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn a_form_that_was_typed_comes_back_after_the_code() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, _, app) = set_up(&test, &console(&test, USER).await).await;
        test.clock.advance(TimeDelta::minutes(31));
        let over = post(&app, "/pengaduan/baru", "nama=Siti+Contoh".to_owned()).await;
        let login =
            format!("nama={USER}&sandi={}&isian={}", TestApp::password().replace(' ', "+"), hidden(&over, "isian"));
        let asked = post(&TestApp::new(&test), "/masuk", login).await;
        assert!(asked.text.contains("Kode dari ponsel"), "{}", asked.text);
        let form =
            format!("tiket={}&isian={}&kode={}", hidden(&asked, "tiket"), hidden(&asked, "isian"), phone.next(&test));
        let back = post(&TestApp::new(&test), "/masuk/kode", form).await;
        assert!(back.headers.contains_key("set-cookie") && back.text.contains("Siti Contoh"), "{}", back.text);
        test
    })
    .await;
}

/// Comes in with a one-time word and chooses a password.
async fn chosen(test: &Test, word: &Value, password: &str) -> Answer {
    let door = TestApp::new(test);
    let asked = enter(&door, USER, word["kata_sekali"].as_str().unwrap()).await;
    let password = password.replace(' ', "+");
    let form = format!("tiket={}&sandi_baru={password}&sandi_ulang={password}", hidden(&asked, "tiket"));
    post(&door, "/masuk/baru", form).await
}
