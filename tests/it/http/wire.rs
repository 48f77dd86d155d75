//! What goes over the wire when things are odd.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{Backend, TestApp, complaint, on_each, returned, with};

#[tokio::test]
async fn every_failure_is_a_problem_that_helps() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let kind = "application/json";
        let post = async |kind: &str, body: String| app.send(Method::POST, "/api/v1/pengaduan", kind, body).await;
        let answers = [
            (app.get("/api/v1/tidak-ada").await, StatusCode::NOT_FOUND),
            (app.get("/api/v1/pengaduan/bukan-uuid").await, StatusCode::NOT_FOUND),
            (app.get("/api/v1/pengaduan?urut=nik").await, StatusCode::BAD_REQUEST),
            (app.get("/api/v1/iku?per=kemarin").await, StatusCode::BAD_REQUEST),
            (app.get("/api/v1/iku?tahun=1999").await, StatusCode::BAD_REQUEST),
            (app.send(Method::DELETE, "/api/v1/pengaduan", kind, "").await, StatusCode::METHOD_NOT_ALLOWED),
            (post(kind, "{".to_owned()).await, StatusCode::BAD_REQUEST),
            (post("text/plain", "{}".to_owned()).await, StatusCode::BAD_REQUEST),
            (post(kind, "[]".to_owned()).await, StatusCode::BAD_REQUEST),
            (post(kind, format!("{{\"nama\":\"{}\"}}", "x".repeat(2_000_000))).await, StatusCode::BAD_REQUEST),
            (post(kind, "[".repeat(100_000)).await, StatusCode::BAD_REQUEST),
            (post(kind, "{}".to_owned()).await, StatusCode::UNPROCESSABLE_ENTITY),
        ];
        for (answer, status) in answers {
            assert_eq!(answer.status, status, "{}", answer.text);
            assert_eq!(answer.headers["content-type"], "application/problem+json; charset=utf-8");
            let body = answer.json();
            for member in ["type", "title", "status", "detail", "instance"] {
                assert!(!body[member].is_null(), "{member}: {body}");
            }
            assert_eq!(body["status"], json!(status.as_u16()));
            assert_eq!(body["instance"], json!(answer.headers["x-request-id"].to_str().unwrap()));
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers["cache-control"], "no-store");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn odd_text_is_stored_as_text_and_shown_as_text() {
    on_each(&Backend::ALL, async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let name = "<script>alert(1)</script>\"'&😀 Contoh";
        let typed = serde_json::to_value(with(complaint(1, "2025-06-01"), &[("nama", name)])).unwrap();
        let made = app.post("/api/v1/pengaduan", &typed).await;
        assert_eq!(made.json()["nama"], json!(name));
        for bad in ["A\0B", "A\u{1b}[31m", "A\u{FFFD}"] {
            let typed = serde_json::to_value(with(complaint(2, "2025-06-01"), &[("pelapor", bad)])).unwrap();
            assert_eq!(app.post("/api/v1/pengaduan", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
        }
        let page =
            console(&test, "kepala").await.get(&format!("/pengaduan/{}", made.json()["id"].as_str().unwrap())).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("<script") && page.text.contains("&lt;script&gt;"));
        assert!(page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'self'"));
        test
    })
    .await;
}

/// The console, logged in.
pub(super) async fn console(test: &testkit::Test, role: &str) -> TestApp {
    let _ = TestApp::login(test, role, "BP3MI-BANTEN").await;
    let form = format!("nama={role}.bp3mi-banten&sandi=kata+sandi+uji");
    let kind = "application/x-www-form-urlencoded";
    let entered = TestApp::new(test).send(Method::POST, "/masuk", kind, form).await;
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_header("cookie", &cookie)
}

#[tokio::test]
async fn every_page_of_every_kind_can_be_opened() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let forms = [returned(1, "2025-06-01", "sakit"), returned(2, "2025-06-01", "cuti")];
        kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap();
        let app = console(&test, "kepala").await;
        let mut pages =
            vec!["/".to_owned(), "/orang".to_owned(), "/?perjanjian=2025-pk-oktober&per=2025-06-30".to_owned()];
        for kind in test.lindung.registry.all() {
            pages.push(format!("/{}", kind.info().name));
            if kind.info().more.made_by.is_none() {
                pages.push(format!("/{}/baru", kind.info().name));
            }
        }
        for (code, items) in [("2025-pok", 13), ("2025-pk-oktober", 7)] {
            for no in 1..=items {
                for role in ["pembilang", "penyebut", "tidak-dihitung"] {
                    pages.push(format!("/indikator/{code}/{no}?tw=2&peran={role}&per=2025-06-30"));
                }
            }
        }
        for page in pages {
            let answer = app.get(&page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.text.contains("<main"), "{page}");
            assert!(!answer.text.contains(" style=") && !answer.text.contains("<script"), "{page}");
        }
        let list = app.get("/indikator/2025-pok/6?tw=2&peran=tidak-dihitung").await.text;
        assert!(list.contains("PLG-2025-000002") && !list.contains("PLG-2025-000001"), "{list}");
        assert!(list.contains("Siti Contoh 2"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_form_with_errors_comes_back_with_what_was_typed() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "kepala").await;
        let kind = "application/x-www-form-urlencoded";
        let typed = "nama=Siti+Contoh&tiba_pada=31%2F02%2F2025&kategori=sakit&keterangan=Jangan+hilang";
        let page = app.send(Method::POST, "/kepulangan/baru", kind, typed).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["Siti Contoh", "31/02/2025", "Jangan hilang", "Bukan tanggal yang ada", "href=\"#tiba_pada\""] {
            assert!(page.text.contains(text), "{text}");
        }
        let good = typed.replace("31%2F02", "28%2F02");
        let saved = app.send(Method::POST, "/kepulangan/baru", kind, good).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get(saved.headers["location"].to_str().unwrap()).await.status, StatusCode::OK);
        test
    })
    .await;
}
