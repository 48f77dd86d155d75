//! Accounts as their keepers keep them: what is changed is in force at once, on every server on the same database.

use axum::http::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::jobs;
use testkit::{Answer, Backend, Test, TestApp, on_both, on_each};

use super::kata::{FORM, beside, refused};
use super::login::LOGIN;

pub(super) async fn enter(app: &TestApp, name: &str, password: &str) -> Answer {
    let form = format!("nama={name}&sandi={}", password.replace(' ', "+"));
    app.send(Method::POST, "/masuk", FORM, form).await
}

pub(super) fn cookie(answer: &Answer) -> String {
    let set = answer.headers.get("set-cookie").unwrap_or_else(|| panic!("{} {}", answer.status, answer.text));
    set.to_str().unwrap().split(';').next().unwrap().to_owned()
}

fn whither(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers["location"].to_str().unwrap()
}

async fn admin(test: &Test) -> TestApp {
    TestApp::login(test, "admin", "BP3MI-BANTEN").await
}

fn why() -> Value {
    json!({ "alasan": "Uji (contoh)" })
}

#[tokio::test]
async fn a_leaver_is_out_everywhere_within_a_second() {
    on_both(async |test| {
        let other = beside(&test).await;
        let admin = admin(&test).await;
        let leaver = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        let login = json!({ "username": "helpdesk.p4mi-soetta", "password": TestApp::password() });
        let refresh = leaver.post(LOGIN, &login).await.json()["refresh_token"].clone();
        let secret = cookie(&enter(&TestApp::new(&test), "helpdesk.p4mi-soetta", TestApp::password()).await);
        let page = TestApp::new(&test).with_header("cookie", &secret);
        let there = TestApp::of(other.router()).with_token(leaver.token());
        let page_there = TestApp::of(other.router()).with_header("cookie", &secret);
        // Both servers have looked at both, so that both believe them for a moment.
        for app in [&leaver, &there, &page, &page_there] {
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::OK);
        }
        assert_eq!(page.get("/meja/papan").await.status, StatusCode::OK);
        let ended = admin.post("/api/v1/akun/helpdesk.p4mi-soetta/matikan", &why()).await;
        assert_eq!((ended.status, &ended.json()["data"]["aktif"]), (StatusCode::OK, &json!(false)), "{}", ended.text);
        assert_eq!(ended.json()["sesi"], json!([]), "{}", ended.text);
        for app in [&leaver, &page] {
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED, "at once where it was done");
        }
        assert!(whither(&page.get("/meja/papan").await).starts_with("/masuk"), "the desk too");
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        for app in [&there, &page_there] {
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED, "elsewhere within a second");
        }
        let renewed = leaver.post("/api/v1/auth/refresh", &json!({ "refresh_token": refresh })).await;
        assert_eq!(renewed.status, StatusCode::UNAUTHORIZED);
        assert_eq!(leaver.post(LOGIN, &login).await.status, StatusCode::UNAUTHORIZED);
        // Let in again, they log in anew: what was open stays ended.
        let back = admin.post("/api/v1/akun/helpdesk.p4mi-soetta/hidupkan", &why()).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text);
        assert_eq!(leaver.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(leaver.post(LOGIN, &login).await.status, StatusCode::OK);
        other.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn another_role_and_another_office_hold_at_once_and_stand_in_the_history() {
    on_both(async |test| {
        let admin = admin(&test).await;
        let before = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(before.get("/api/v1/pengaduan").await.status, StatusCode::FORBIDDEN);
        let one = "/api/v1/akun/helpdesk.bp3mi-banten";
        let role = json!({ "peran": "pelindungan", "alasan": "SK contoh 1" });
        let changed = admin.post(&format!("{one}/peran"), &role).await;
        assert_eq!(changed.json()["data"]["peran"], json!("pelindungan"), "{}", changed.text);
        assert_eq!(before.get("/api/v1/pengaduan").await.status, StatusCode::UNAUTHORIZED);
        let after = TestApp::again(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(after.get("/api/v1/pengaduan").await.status, StatusCode::OK);
        refused(&admin.post(&format!("{one}/peran"), &role).await, "Pilih peran lain");
        refused(&admin.post(&format!("{one}/peran"), &json!({ "peran": "raja", "alasan": "x" })).await, "salah satu");
        refused(&admin.post(&format!("{one}/kantor"), &json!({ "kantor": "P4MI-SOETTA" })).await, "alasannya");
        let outside = json!({ "kantor": "BP3MI-JABAR", "alasan": "Uji" });
        refused(&admin.post(&format!("{one}/kantor"), &outside).await, "di luar wilayah");
        let moved = json!({ "kantor": "P4MI-SOETTA", "alasan": "SK contoh 2" });
        let moved = admin.post(&format!("{one}/kantor"), &moved).await.json();
        assert_eq!(moved["data"]["kantor"], json!("P4MI-SOETTA"), "{moved}");
        let said: Vec<_> = moved["riwayat"].as_array().unwrap().iter().map(|line| line["tindakan"].clone()).collect();
        assert_eq!(said, ["kantor_diubah", "peran_diubah", "dibuat"].map(Value::from));
        assert_eq!(moved["riwayat"][1]["alasan"], json!("SK contoh 1"));
        assert_eq!(moved["riwayat"][1]["rincian"], json!("helpdesk menjadi pelindungan"));
        // Another office's keeper sees nothing of it.
        let stranger = TestApp::login(&test, "admin", "BP3MI-JABAR").await;
        assert_eq!(stranger.get(one).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&format!("{one}/matikan"), &why()).await.status, StatusCode::NOT_FOUND);
        let listed = stranger.get("/api/v1/akun").await.text;
        assert!(!listed.contains("helpdesk.bp3mi-banten"), "{listed}");
        test
    })
    .await;
}

async fn made(admin: &TestApp, name: &str) -> String {
    let body = json!({ "nama_masuk": name, "nama": "Budi Contoh", "peran": "helpdesk", "kantor": "P4MI-SOETTA" });
    let answer = admin.post("/api/v1/akun", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["kata_sekali"].as_str().unwrap().to_owned()
}

fn ticket(page: &Answer) -> String {
    let rest = page.text.split("name=\"tiket\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

async fn choose(app: &TestApp, ticket: &str, password: &str) -> Answer {
    let password = password.replace(' ', "+");
    let form = format!("tiket={ticket}&sandi_baru={password}&sandi_ulang={password}");
    app.send(Method::POST, "/masuk/baru", FORM, form).await
}

#[tokio::test]
async fn a_one_time_word_opens_one_form_once_and_for_a_day() {
    on_both(async |test| {
        let admin = admin(&test).await;
        let mut long =
            json!({ "nama_masuk": "budi.contoh", "nama": "Budi", "peran": "helpdesk", "kantor": "P4MI-SOETTA" });
        long["alasan"] = json!("a".repeat(301));
        refused(&admin.post("/api/v1/akun", &long).await, "300 huruf");
        (long["alasan"], long["nama"]) = (json!(""), json!("a".repeat(201)));
        refused(&admin.post("/api/v1/akun", &long).await, "200 huruf");
        let word = made(&admin, "budi.contoh").await;
        let door = TestApp::new(&test);
        let by_api = door.post(LOGIN, &json!({ "username": "budi.contoh", "password": word })).await;
        refused(&by_api, "sekali pakai");
        let asked = enter(&door, "budi.contoh", &word.to_uppercase()).await;
        assert!(asked.status == StatusCode::OK && !asked.headers.contains_key("set-cookie"), "{}", asked.text);
        let carried = ticket(&asked);
        let weak = choose(&door, &carried, "budi.contoh").await;
        assert!(weak.status == StatusCode::OK && weak.text.contains("role=\"alert\""), "{}", weak.text);
        let entered = choose(&door, &carried, "perahu lumpia 47 senja").await;
        assert_eq!(whither(&entered), "/meja/");
        let inside = TestApp::new(&test).with_header("cookie", &cookie(&entered));
        assert_eq!(inside.get("/akun/saya").await.status, StatusCode::OK);
        assert!(enter(&door, "budi.contoh", &word).await.text.contains("tidak cocok"), "the word is used up");
        assert_eq!(whither(&choose(&door, &carried, "kuda hijau menari pelan").await), "/masuk");
        assert_eq!(whither(&enter(&door, "budi.contoh", "perahu lumpia 47 senja").await), "/meja/");
        // Forgotten: the new word ends the old password, and ends by itself after a day.
        let again = admin.post("/api/v1/akun/budi.contoh/sandi-sekali", &why()).await;
        let word = again.json()["kata_sekali"].as_str().unwrap_or_else(|| panic!("{}", again.text)).to_owned();
        assert_eq!(whither(&inside.get("/akun/saya").await), "/masuk?kembali=/akun/saya");
        assert!(enter(&door, "budi.contoh", "perahu lumpia 47 senja").await.text.contains("tidak cocok"));
        let late = ticket(&enter(&door, "budi.contoh", &word).await);
        test.clock.advance(chrono::TimeDelta::minutes(16));
        assert_eq!(whither(&choose(&door, &late, "kuda hijau menari pelan").await), "/masuk");
        test.clock.advance(chrono::TimeDelta::hours(24));
        assert!(enter(&door, "budi.contoh", &word).await.text.contains("tidak cocok"), "a day is over");
        test
    })
    .await;
}

#[tokio::test]
async fn the_last_admin_stays_and_nobody_changes_their_own_rights() {
    on_both(async |test| {
        let admin = admin(&test).await;
        let me = "/api/v1/akun/admin.bp3mi-banten";
        for (road, body) in [
            ("matikan", why()),
            ("peran", json!({ "peran": "kepala", "alasan": "Uji" })),
            ("kantor", json!({ "kantor": "P4MI-SOETTA", "alasan": "Uji" })),
            ("sandi-sekali", why()),
        ] {
            refused(&admin.post(&format!("{me}/{road}"), &body).await, "akun Anda sendiri");
        }
        let (ctx, held) = (test.lindung.system_for("KP2MI", "Uji").unwrap(), &test.lindung.accounts);
        let last = accounts::manage::disable(&ctx, held, "admin.bp3mi-banten", "Uji").await.unwrap_err();
        assert!(last.to_string().contains("pengelola akun terakhir"), "{last}");
        let last = accounts::manage::role(&ctx, held, "admin.bp3mi-banten", ("kepala", "Uji")).await.unwrap_err();
        assert!(last.to_string().contains("pengelola akun terakhir"), "{last}");
        TestApp::user(&test, "pengelola.contoh", "admin", "KP2MI").await;
        accounts::manage::disable(&ctx, held, "admin.bp3mi-banten", "Uji").await.unwrap();
        assert_eq!(admin.get("/api/v1/akun").await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn the_list_tells_who_logged_in_last_and_what_failed_since() {
    on_both(async |test| {
        let admin = admin(&test).await;
        TestApp::user(&test, "budi.contoh", "helpdesk", "P4MI-SOETTA").await;
        let of = async || {
            let all = admin.get("/api/v1/akun?cari=budi&peran=helpdesk&keadaan=aktif").await.json();
            assert_eq!(all["data"].as_array().unwrap().len(), 1, "{all}");
            all["data"][0].clone()
        };
        let fresh = of().await;
        assert_eq!((&fresh["masuk_terakhir"], &fresh["gagal_masuk"]), (&Value::Null, &json!(0)), "{fresh}");
        for _ in 0..2 {
            assert!(enter(&TestApp::new(&test), "budi.contoh", "bukan kata sandi itu").await.text.contains("cocok"));
        }
        assert_eq!(of().await["gagal_masuk"], json!(2));
        let browser = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36";
        let door = TestApp::new(&test).with_header("user-agent", browser);
        assert_eq!(whither(&enter(&door, "budi.contoh", TestApp::password()).await), "/meja/");
        let known = of().await;
        assert!(known["masuk_terakhir"].is_string(), "{known}");
        assert_eq!((&known["gagal_masuk"], &known["sesi_terbuka"]), (&json!(0), &json!(1)), "{known}");
        let one = admin.get("/api/v1/akun/budi.contoh").await.json();
        assert_eq!(one["sesi"][0]["perangkat"], json!("Chrome di Windows"), "{one}");
        let end = json!({ "sesi": one["sesi"][0]["id"], "alasan": "Komputer hilang (contoh)" });
        assert_eq!(admin.post("/api/v1/akun/budi.contoh/akhiri-sesi", &end).await.status, StatusCode::OK);
        assert_eq!(of().await["sesi_terbuka"], json!(0));
        let none = admin.get("/api/v1/akun?keadaan=mati").await.json();
        assert_eq!(none["data"], json!([]));
        test
    })
    .await;
}

#[tokio::test]
async fn a_history_that_somebodys_hand_changed_is_named_by_the_audit() {
    on_both(async |test| {
        TestApp::user(&test, "budi.contoh", "helpdesk", "P4MI-SOETTA").await;
        TestApp::user(&test, "budi.contoh", "helpdesk", "P4MI-SOETTA").await;
        let found = async || {
            let all = jobs::verify(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap();
            all.iter().map(ToString::to_string).filter(|text| text.contains("riwayat akun")).collect::<Vec<_>>()
        };
        assert_eq!(found().await, [""; 0]);
        test.house().db.execute_unprepared("UPDATE peristiwa_akun SET pelaku = 'Lain' WHERE nomor = 2").await.unwrap();
        assert_eq!(found().await.len(), 1);
        test.house().db.execute_unprepared("DELETE FROM peristiwa_akun WHERE nomor = 1").await.unwrap();
        assert!(found().await[0].starts_with("pengguna budi.contoh: riwayat akun"), "{:?}", found().await);
        test
    })
    .await;
}

#[tokio::test]
async fn an_admin_has_a_home_and_no_link_leads_to_a_refusal() {
    on_each(&[Backend::Sqlite], async |test| {
        TestApp::user(&test, "pengelola.contoh", "admin", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "pengelola.contoh").await;
        assert_eq!(whither(&console.get("/").await), "/admin");
        let home = console.get("/admin").await;
        assert!(home.text.contains("Cadangan belum"), "{}", home.text);
        assert_eq!(home.status, StatusCode::OK, "{}", home.text);
        for text in ["Belum pernah selesai", "Skema basis data", "SQLite", "Keluar"] {
            assert!(home.text.contains(text), "{text}: {}", home.text);
        }
        let links: Vec<&str> = home
            .text
            .split("href=\"/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|to| *to != "#isi")
            .collect();
        assert!(links.len() > 10, "{links:?}");
        for link in links {
            let answer = console.get(&format!("/{link}")).await;
            assert!([StatusCode::OK, StatusCode::SEE_OTHER].contains(&answer.status), "/{link}: {}", answer.status);
        }
        for role in ["helpdesk", "pelindungan", "penempatan", "perencana", "kepala"] {
            TestApp::user(&test, "lain.contoh", role, "BP3MI-BANTEN").await;
            let _ = TestApp::login(&test, role, "BP3MI-BANTEN").await;
            let console = TestApp::console(&test, &format!("{role}.bp3mi-banten")).await;
            for page in ["/admin", "/akun", "/akun/baru", "/akun/lain.contoh"] {
                assert_eq!(console.get(page).await.status, StatusCode::FORBIDDEN, "{role} {page}");
            }
            for page in ["/akun/baru", "/akun/lain.contoh"] {
                let sent = console.send(Method::POST, page, FORM, "tindakan=matikan&alasan=x").await;
                assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role} {page}");
            }
            assert_eq!(console.get("/akun/saya").await.status, StatusCode::OK, "{role}");
        }
        test
    })
    .await;
}
