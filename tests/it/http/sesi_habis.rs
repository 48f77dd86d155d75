//! A form that was sent when the session was over comes back after logging in, to whoever typed it.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use testkit::{Answer, Backend, TestApp, on_both, on_each};

use super::authorisation::{Operation, PUBLIC, is_api};
use super::wire::console;

const FORM: &str = "application/x-www-form-urlencoded";
const NEW: &str = "/pengaduan/baru";
const TYPED: &str = "nama=Siti+Contoh&diterima_pada=01/06/2025&kanal=telepon&pelapor=Budi+Contoh\
                     &hubungan_pelapor=suami_istri&jenis_kasus=gaji_tidak_dibayar&negara=Malaysia\
                     &kronologi=Baris+satu%0D%0ABaris+%22dua%22";
const CARRIED: &str = "Sesi Anda berakhir. Masuk lagi; isian Anda dikembalikan.";
const UNSENT: &str = "Yang baru Anda kirim belum tersimpan";

async fn send(app: &TestApp, path: &str, body: String) -> Answer {
    app.send(Method::POST, path, FORM, body).await
}

/// The hidden inputs of a page, as a browser reads them.
fn hidden(page: &str) -> Vec<(String, String)> {
    let plain =
        |text: &str| text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    inputs
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (plain(name), plain(rest.split_once('"').unwrap().0))
        })
        .collect()
}

fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Sends the login page on, as it was answered, with a name and the password of the tests.
async fn log_in(app: &TestApp, page: &Answer, name: &str, password: &str) -> Answer {
    let mut fields = hidden(&page.text);
    fields.push(("nama".to_owned(), name.to_owned()));
    fields.push(("sandi".to_owned(), password.to_owned()));
    send(app, "/masuk", encoded(&fields)).await
}

fn inside(test: &testkit::Test, entered: &Answer) -> TestApp {
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    TestApp::new(test).with_header("cookie", cookie)
}

#[tokio::test]
async fn what_was_typed_is_given_back_after_logging_in_and_recorded_once() {
    on_both(async |test| {
        let old = console(&test, "pelindungan").await;
        test.clock.advance(TimeDelta::minutes(31));
        let door = send(&old, NEW, TYPED.to_owned()).await;
        assert_eq!(door.status, StatusCode::UNAUTHORIZED, "{}", door.text);
        assert!(door.text.contains(CARRIED) && door.text.contains("action=\"/masuk\""), "{}", door.text);
        assert!(!door.text.contains("Budi") && !door.headers.contains_key("location"), "{}", door.text);
        let me = "pelindungan.bp3mi-banten";
        let wrong = log_in(&old, &door, me, "salah salah salah").await;
        assert!(wrong.text.contains("tidak cocok") && hidden(&wrong.text) == hidden(&door.text), "{}", wrong.text);
        // Somebody else at the same desk gets nothing of it.
        TestApp::user(&test, "rekan.contoh", "pelindungan", "BP3MI-BANTEN").await;
        let other = log_in(&old, &wrong, "rekan.contoh", TestApp::password()).await;
        assert!(other.text.contains("diketik oleh pengguna pelindungan.bp3mi-banten"), "{}", other.text);
        assert!(!other.text.contains("Budi") && !other.text.contains("Kirim isian tadi"), "{}", other.text);
        let entered = log_in(&old, &wrong, me, TestApp::password()).await;
        assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
        for text in ["Belum terkirim", "Kirim isian tadi", "Budi Contoh", "action=\"/pengaduan/baru\""] {
            assert!(entered.text.contains(text), "{text}: {}", entered.text);
        }
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let all = async || head.get("/api/v1/pengaduan").await.json()["data"].as_array().unwrap().len();
        assert_eq!(all().await, 0, "nothing goes by itself");
        let fields = hidden(&entered.text);
        assert_eq!(encoded(&fields).replace("%2F", "/"), TYPED);
        let sent = send(&inside(&test, &entered), NEW, encoded(&fields)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert_eq!(all().await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn a_form_of_a_stranger_is_not_carried_and_passwords_never_are() {
    on_each(&[Backend::Sqlite], async |test| {
        let stranger = send(&TestApp::new(&test), NEW, TYPED.to_owned()).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER, "who was never logged in logs in first: {}", stranger.text);
        assert!(!stranger.text.contains("isian"), "{}", stranger.text);
        // It is told that it is not kept, also after a wrong password, and not to who only looks.
        let visitor = TestApp::new(&test);
        let door = visitor.get(stranger.headers["location"].to_str().unwrap()).await;
        assert!(door.status == StatusCode::OK && door.text.contains(UNSENT), "{}", door.text);
        let wrong = log_in(&visitor, &door, "siapa.contoh", "salah salah salah").await;
        assert!(wrong.text.contains("tidak cocok") && wrong.text.contains(UNSENT), "{}", wrong.text);
        let looked = visitor.get(NEW).await;
        let looked = visitor.get(looked.headers["location"].to_str().unwrap()).await;
        assert!(looked.text.contains("/pengaduan/baru") && !looked.text.contains(UNSENT), "{}", looked.text);
        let old = console(&test, "pelindungan").await;
        test.clock.advance(TimeDelta::minutes(31));
        let door = send(&old, NEW, format!("{TYPED}&sandi=kuda+hijau")).await;
        let entered = log_in(&old, &door, "pelindungan.bp3mi-banten", TestApp::password()).await.text;
        assert!(entered.contains("Kirim isian tadi") && !entered.contains("kuda hijau"), "{entered}");
        assert!(entered.contains("name=\"sandi\" type=\"password\""), "{entered}");
        test
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_carried_is_told_and_what_was_not_carried_is_not_given_back() {
    on_each(&[Backend::Sqlite], async |test| {
        let late = console(&test, "pelindungan").await;
        test.clock.advance(TimeDelta::minutes(31));
        for size in [600_000, 2_000_000] {
            let large = send(&late, NEW, format!("kronologi={}", "x".repeat(size))).await;
            assert_eq!(large.status, StatusCode::UNAUTHORIZED);
            assert!(large.text.contains("terlalu besar untuk dibawa") && !large.text.contains("isian\""), "{size}");
        }
        let most = send(&late, NEW, format!("kronologi={}", "x".repeat(500_000))).await;
        let back = log_in(&late, &most, "pelindungan.bp3mi-banten", TestApp::password()).await;
        assert!(back.text.contains("Kirim isian tadi"), "{}", back.status);
        // Forms of other sites are never carried, and a form that was not carried by us is not given back.
        let foreign = TestApp::new(&test).with_header("sec-fetch-site", "cross-site");
        assert_eq!(send(&foreign, NEW, TYPED.to_owned()).await.status, StatusCode::FORBIDDEN);
        let made_up = "nama=pelindungan.bp3mi-banten&sandi=kata+sandi+uji&isian=00ff";
        let refused = send(&late, "/masuk", made_up.to_owned()).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains("tidak dapat dikembalikan") && !refused.headers.contains_key("set-cookie"));
        test
    })
    .await;
}

#[tokio::test]
async fn every_form_of_the_console_comes_back_after_its_session_ended() {
    on_each(&[Backend::Sqlite], async |test| {
        let old = console(&test, "kepala").await;
        test.clock.advance(TimeDelta::minutes(31));
        let routes = test.lindung.routes();
        let mut forms = 0;
        for route in routes.all().iter().filter(|route| !is_api(route) && route.0 == Method::POST) {
            // What is sent after a new factor is itself a form that is carried.
            if PUBLIC.contains(&route.1.as_str()) || route.1 == "/masuk/isian" {
                continue;
            }
            let Operation { path, .. } = Operation::of(route);
            let door = send(&old, &path, "keterangan=Baris+Contoh".to_owned()).await;
            assert_eq!(door.status, StatusCode::UNAUTHORIZED, "{path}: {}", door.text);
            assert!(door.text.contains(CARRIED) && door.text.contains("name=\"isian\""), "{path}: {}", door.text);
            let with_files = old.upload(&path, ("contoh.pdf", b"%PDF-1.4"), "Baris Contoh").await;
            assert!(with_files.text.contains(CARRIED), "{path}: {}", with_files.text);
            forms += 1;
        }
        assert!(forms > 60, "{forms}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_failure_gives_the_form_back() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "pelindungan").await;
        // Somebody who is not there: the page says so and has what was typed.
        let gone = "/orang/0190a5de-0000-7000-8000-000000000000/ubah";
        let body = "alasan_perubahan=Baris+satu+Contoh&versi=1&sandi=kuda+hijau";
        let app = app.with_header("content-length", &body.len().to_string());
        let failed = send(&app, gone, body.to_owned()).await;
        assert_eq!(failed.status, StatusCode::NOT_FOUND, "{}", failed.text);
        assert!(failed.text.contains("Isian Anda ada di bawah ini"), "{}", failed.text);
        assert!(failed.text.contains("Baris satu Contoh") && !failed.text.contains("kuda hijau"), "{}", failed.text);
        assert!(failed.text.contains(&format!("action=\"{gone}\"")), "{}", failed.text);
        // A page that only was looked for promises nothing.
        let looked = app.get(gone).await;
        assert!(!looked.text.contains("Isian Anda"), "{}", looked.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_pasted_table_is_given_back_and_its_file_is_chosen_again() {
    on_each(&[Backend::Sqlite], async |test| {
        let old = console(&test, "penempatan").await;
        test.clock.advance(TimeDelta::minutes(31));
        let body = "--batas\r\nContent-Disposition: form-data; name=\"teks\"\r\n\r\nNama\tNIK\r\nSiti Contoh\t1\r\n\
                    --batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n\r\n--batas--\r\n";
        let kind = "multipart/form-data; boundary=batas";
        let door = old.send(Method::POST, "/pencari-kerja/banyak", kind, body).await;
        assert!(door.text.contains(CARRIED) && !door.text.contains("Siti"), "{}", door.text);
        let entered = log_in(&old, &door, "penempatan.bp3mi-banten", TestApp::password()).await;
        for text in
            ["Siti Contoh", "enctype=\"multipart/form-data\"", "name=\"berkas\" type=\"file\"", "Kirim isian tadi"]
        {
            assert!(entered.text.contains(text), "{text}: {}", entered.text);
        }
        test
    })
    .await;
}
