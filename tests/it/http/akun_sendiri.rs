//! What users do with their own account, and how the first account of a house is made.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{Answer, Test, TestApp, on_both};

use super::akun::{cookie, enter};
use super::kata::{FORM, beside, refused};

const NEW: &str = "perahu lumpia 47 senja";
const END: &str = "/api/v1/akun/saya/akhiri-sesi";

async fn change(app: &TestApp, (old, new, again): (&str, &str, &str)) -> Answer {
    let [old, new, again] = [old, new, again].map(|text| text.replace(' ', "+"));
    let form = format!("sandi={old}&sandi_baru={new}&sandi_ulang={again}");
    app.send(Method::POST, "/akun/saya/sandi", FORM, form).await
}

async fn console(test: &Test, name: &str, password: &str) -> TestApp {
    TestApp::new(test).with_header("cookie", &cookie(&enter(&TestApp::new(test), name, password).await))
}

#[tokio::test]
async fn an_own_password_is_changed_with_the_old_one_and_ends_all_else() {
    on_both(async |test| {
        let by_api = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        let (me, old) = ("helpdesk.p4mi-soetta", TestApp::password());
        let here = console(&test, me, old).await;
        let elsewhere = console(&test, me, old).await;
        let page = here.get("/akun/saya").await;
        assert!(page.text.contains("hanya terbuka dengan kata sandi yang lama"), "it is said before: {}", page.text);
        for (typed, words) in [
            (("salah salah salah", NEW, NEW), "Kata sandi tidak cocok"),
            ((old, "helpdesk12345", "helpdesk12345"), "kata-kata kantor"),
            ((old, NEW, "perahu lumpia 48 senja"), "Tidak sama dengan yang pertama"),
            ((old, old, old), "Pilih yang lain"),
        ] {
            let refused = change(&here, typed).await;
            assert!(refused.status == StatusCode::OK && refused.text.contains(words), "{words}: {}", refused.text);
        }
        let same = by_api.post("/api/v1/akun/saya/sandi", &json!({ "sandi": old, "sandi_baru": old })).await;
        refused(&same, "Pilih yang lain");
        let done = change(&here, (old, NEW, NEW)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(done.headers["location"], "/akun/saya");
        let stays = TestApp::new(&test).with_header("cookie", &cookie(&done));
        assert!(stays.get("/akun/saya").await.text.contains("Kata sandi diganti"));
        for app in [&here, &elsewhere, &by_api] {
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        }
        assert!(enter(&TestApp::new(&test), me, old).await.text.contains("tidak cocok"));
        assert_eq!(enter(&TestApp::new(&test), me, NEW).await.status, StatusCode::SEE_OTHER);
        test
    })
    .await;
}

#[tokio::test]
async fn own_sessions_are_listed_and_ended_and_nobody_elses() {
    on_both(async |test| {
        TestApp::user(&test, "budi.contoh", "helpdesk", "P4MI-SOETTA").await;
        TestApp::user(&test, "ana.contoh", "helpdesk", "P4MI-SOETTA").await;
        let here = console(&test, "budi.contoh", TestApp::password()).await;
        let desk = console(&test, "budi.contoh", TestApp::password()).await;
        let ana = console(&test, "ana.contoh", TestApp::password()).await;
        let mine = here.get("/api/v1/akun/saya").await.json();
        assert_eq!(mine["sesi"].as_array().unwrap().len(), 2, "{mine}");
        assert_eq!(mine["sesi"][0]["alamat"], json!("127.0.0.1"));
        refused(&here.post(END, &json!({})).await, "Sebut id sesi");
        let foreign = ana.get("/api/v1/akun/saya").await.json()["sesi"][0]["id"].clone();
        let tried = here.post(END, &json!({ "sesi": foreign, "sandi": TestApp::password() })).await;
        assert_eq!(tried.status, StatusCode::NO_CONTENT);
        assert_eq!(ana.get("/akun/saya").await.status, StatusCode::OK);
        for one in mine["sesi"].as_array().unwrap() {
            refused(&here.post(END, &json!({ "sesi": one["id"] })).await, "Kata sandi tidak cocok");
        }
        let others = async |typed: &str| {
            let form = format!("sesi=&sandi_sesi={}", typed.replace(' ', "+"));
            here.send(Method::POST, "/akun/saya/sesi", FORM, form).await
        };
        for typed in ["", "salah salah salah"] {
            let page = others(typed).await;
            assert!(page.status == StatusCode::OK && page.text.contains("Kata sandi tidak cocok"), "{}", page.text);
        }
        assert_eq!(desk.get("/akun/saya").await.status, StatusCode::OK, "nothing ends without the password");
        let ended = others(TestApp::password()).await;
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
        assert_eq!(desk.get("/akun/saya").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/akun/saya").await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn a_login_ends_the_session_that_the_browser_had() {
    on_both(async |test| {
        let (budi, ana) = ("budi.contoh", "ana.contoh");
        for name in [budi, ana] {
            TestApp::user(&test, name, "helpdesk", "P4MI-SOETTA").await;
        }
        let first = console(&test, budi, TestApp::password()).await;
        let elsewhere = console(&test, budi, TestApp::password()).await;
        let second = cookie(&enter(&first, ana, TestApp::password()).await);
        assert_eq!(first.get("/akun/saya").await.status, StatusCode::SEE_OTHER, "whoever's it was");
        let second = TestApp::new(&test).with_header("cookie", &second);
        assert!(enter(&second, ana, "salah salah salah").await.text.contains("tidak cocok"));
        assert_eq!(second.get("/akun/saya").await.status, StatusCode::OK, "a wrong password ends nothing");
        assert_eq!(elsewhere.get("/akun/saya").await.status, StatusCode::OK, "nor does a login another browser's");
        test
    })
    .await;
}

async fn start(app: &TestApp, word: &str, login: &str) -> Answer {
    let password = NEW.replace(' ', "+");
    let form = format!(
        "kata={word}&nama_masuk={login}&nama=Rina+Contoh&kantor=BP3MI-BANTEN&sandi_baru={password}&sandi_ulang={password}"
    );
    app.send(Method::POST, "/mulai", FORM, form).await
}

#[tokio::test]
async fn the_first_admin_is_made_with_the_newest_word_of_a_terminal_and_once() {
    on_both(async |test| {
        let held = &test.lindung.accounts;
        let door = TestApp::new(&test);
        assert!(door.get("/mulai").await.text.contains("lindung serve"), "without a word it says what to do");
        assert!(start(&door, "", "rina.contoh").await.text.contains("Belum ada akun"));
        let old = accounts::invite(held).await.unwrap().unwrap();
        let word = accounts::invite(held).await.unwrap().unwrap();
        assert_eq!(door.get("/masuk").await.headers["location"], "/mulai");
        for wrong in [old.as_str(), "", "aaaa-aaaa-aaaa-aaaa"] {
            assert!(start(&door, wrong, "rina.contoh").await.text.contains("Kata itu tidak cocok"), "{wrong}");
        }
        assert!(start(&door, &word, "r").await.text.contains("3 sampai 64"), "the word is kept for another try");
        // Another server has a word of its own, good until somebody has an account.
        let other = beside(&test).await;
        let there = TestApp::of(other.router());
        let second = accounts::invite(&other.accounts).await.unwrap().unwrap();
        let made = start(&door, &word, "rina.contoh").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let inside = TestApp::new(&test).with_header("cookie", &cookie(&made));
        assert_eq!(inside.get("/admin").await.status, StatusCode::OK);
        for answer in [start(&door, &word, "kedua.contoh").await, start(&there, &second, "kedua.contoh").await] {
            assert!(!answer.headers.contains_key("set-cookie"), "{} {}", answer.status, answer.text);
        }
        for app in [&door, &there] {
            assert_eq!(app.get("/mulai").await.headers["location"], "/masuk");
            assert_eq!(app.get("/masuk").await.status, StatusCode::OK);
        }
        assert_eq!(accounts::invite(held).await.unwrap(), None);
        other.close().await.unwrap();
        test
    })
    .await;
}
