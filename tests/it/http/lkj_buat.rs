//! Making the annual report from the console: its page says how far it is, the file waits to be saved, and what went wrong is told with
//! what to do.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use testkit::{Answer, Backend, TestApp, on_each};

use super::kata::FORM;
use super::lkj::{file, parts, signed_by, text, year};
use super::penutupan::console;

const OFFICE: &str = "BP3MI-BANTEN";

/// Presses the button of the page.
async fn pressed(app: &TestApp, basis: &str, form: &str) -> Answer {
    let typed = format!("tahun=2025&kantor={OFFICE}&dasar={basis}&format={form}&asal=ya");
    app.send(Method::POST, "/lkj/buat", FORM, typed).await
}

/// The page once the report is at no step any more. While it is, the page asks again by itself and says at which step it is.
async fn ended(app: &TestApp) -> String {
    for _ in 0..1_200 {
        let page = app.get("/lkj/buat").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let working = page.text.contains("aria-current=\"step\"");
        assert_eq!(page.headers.contains_key("refresh"), working, "{}", page.text);
        if !working {
            return page.text;
        }
        assert!(page.text.contains("<progress") && page.text.contains(" dari 4: "), "{}", page.text);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the report is never made")
}

#[tokio::test]
async fn a_report_is_made_beside_its_page_and_waits_to_be_saved() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", OFFICE).await;
        let page = head.get("/lkj/buat").await;
        assert!(
            page.status == StatusCode::OK && page.text.contains("Tidak ada laporan yang sedang dibuat"),
            "{}",
            page.text
        );
        let early = head.get("/lkj/buat/berkas").await;
        assert!(
            early.status == StatusCode::BAD_REQUEST && early.text.contains("Buat lagi di halaman"),
            "{}",
            early.text
        );
        for _ in 0..2 {
            let led = pressed(&head, "2025-pok", "xlsx").await;
            assert_eq!((led.status, led.headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/lkj/buat"));
        }
        let page = ended(&head).await;
        assert!(page.contains("Laporan sudah jadi") && page.contains("tahun 2025 sebagai Excel"), "{page}");
        assert!(head.get("/lkj?tahun=2025").await.text.contains("Lihat yang sedang dibuat"));
        let saved = head.get("/lkj/buat/berkas").await;
        let named = saved.headers["content-disposition"].to_str().unwrap();
        assert_eq!(named, "attachment; filename=\"lkj-BP3MI-BANTEN-2025-konsep.xlsx\"");
        let app = TestApp::again(&test, "kepala", OFFICE).await;
        assert_eq!(saved.bytes, file(&app, "format=xlsx").await, "it is the file that the api makes");
        assert_eq!(head.get("/lkj/buat/berkas").await.bytes, saved.bytes, "it may be fetched again");
        // An address names no file: others find their own, which is none.
        for (role, office) in [("perencana", OFFICE), ("kepala", "BP3MI-NTB"), ("kepala", "KP2MI")] {
            let other = console(&test, role, office).await;
            assert_eq!(other.get("/lkj/buat/berkas").await.status, StatusCode::BAD_REQUEST, "{role} {office}");
            let page = other.get("/lkj/buat").await.text;
            assert!(page.contains("Tidak ada laporan yang sedang dibuat") && !page.contains("sebagai Excel"), "{page}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_report_that_cannot_be_made_says_what_to_do() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", OFFICE).await;
        assert_eq!(pressed(&head, "2025-hantu", "docx").await.status, StatusCode::SEE_OTHER);
        let page = ended(&head).await;
        for told in ["Laporan tidak jadi", "Belum ada perjanjian kinerja", "Sesuaikan pilihannya"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let odd = pressed(&head, "2025-pok", "rtf").await;
        assert!(odd.status == StatusCode::BAD_REQUEST && odd.text.contains("docx, xlsx atau pdf"), "{}", odd.text);
        let helpdesk = console(&test, "helpdesk", OFFICE).await;
        for path in ["/lkj/buat", "/lkj/buat/berkas"] {
            assert_eq!(helpdesk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(pressed(&helpdesk, "2025-pok", "docx").await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn agreement_and_closing_of_a_report_are_chosen_before_and_after_they_are_closed() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", OFFICE).await;
        let page = head.get("/lkj?tahun=2025").await.text;
        for told in ["2025-pok: angka hari ini, belum ditutup", "2025-pk-oktober: angka hari ini, belum ditutup"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let made = async |app: &TestApp, basis: &str| {
            assert_eq!(pressed(app, basis, "docx").await.status, StatusCode::SEE_OTHER);
            assert!(ended(app).await.contains("Laporan sudah jadi"));
            text(&parts(&app.get("/lkj/buat/berkas").await.bytes), "word/document.xml")
        };
        let body = made(&head, "2025-pk-oktober").await;
        assert!(body.contains("belum ditutup menurut 2025-pk-oktober"), "{body}");
        let closing = signed_by(&test, "2025-pk-oktober", 0).await;
        let head = console(&test, "kepala", OFFICE).await;
        let page = head.get("/lkj?tahun=2025").await.text;
        assert!(page.contains("Penutupan 2025-pk-oktober terbaru yang ditandatangani"), "{page}");
        assert!(page.contains("2025-pok: angka hari ini, belum ditutup") && page.contains(&closing), "{page}");
        assert!(made(&head, &closing).await.contains("angka penutupan 2025-pk-oktober setahun 2025,"));
        assert!(made(&head, "2025-pok").await.contains("belum ditutup menurut 2025-pok"));
        test
    })
    .await;
}
