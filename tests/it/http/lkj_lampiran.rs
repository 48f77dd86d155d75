//! The annexes of the annual report: the agreements of the year with who signed them, the goals, what the other agreements came to, and
//! how many files stand behind each indicator.

use axum::http::StatusCode;
use serde_json::json;
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::lkj::{file, parts, sheet, text, year};

const OFFICE: &str = "BP3MI-BANTEN";

/// An agreement of 2026, signed by the head; the head.
async fn signed(test: &Test) -> TestApp {
    test.at("2026-01-12", 9);
    let planner = TestApp::login(test, "perencana", OFFICE).await;
    let made = planner.post("/api/v1/perjanjian", &json!({ "tahun": 2026 })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let road = format!("/api/v1/perjanjian/{}", made.json()["id"].as_str().unwrap());
    let head = TestApp::login(test, "kepala", OFFICE).await;
    let step = head.get(&road).await.json()["langkah"].clone();
    let done = head.post(&format!("{road}/tandatangani"), &json!({ "langkah": step })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    head
}

#[tokio::test]
async fn each_agreement_of_the_year_stands_as_signed_and_what_the_others_came_to_is_traced() {
    on_both(async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", OFFICE).await;
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        for told in [
            "Lampiran 1. Perjanjian Kinerja",
            "(2025-pk-oktober versi 1), berlaku sejak 1 Oktober 2025",
            "penandatangan dan waktunya tidak tercatat di sini",
            "Sasaran strategis menurut perjanjian",
            "Pengukuran Perjanjian Kinerja Oktober 2025 (7 indikator), Tahun 2025",
            "Berkas pendukung setiap indikator",
            "Belum ada foto kegiatan yang dipilih.",
            "Lampiran 5. Definisi indikator",
        ] {
            assert!(body.contains(told), "{told}: {body}");
        }
        let book = file(&app, "format=xlsx").await;
        let trace = sheet(&book, "Asal angka");
        let other = "2025-pk-oktober, butir 4, realisasi setahun 2025";
        let row = trace.rows().find(|row| row[3] == other).unwrap_or_else(|| panic!("{other}"));
        assert_eq!(
            (row[2].to_string(), row[6].to_string().starts_with("/indikator/2025-pk-oktober/4?tw=0")),
            ("3".to_owned(), true)
        );
        assert!(trace.rows().any(|row| row[3] == "IKU 6, catatan berlampiran 2025"));
        for (agreed, address) in [
            ("2025-pok, butir 6, target setahun 2025", "/perjanjian/2025-pok.1"),
            ("2025-pk-oktober, butir 4, target setahun 2025", "/perjanjian/2025-pk-oktober.1"),
        ] {
            let row = trace.rows().find(|row| row[3] == agreed).unwrap_or_else(|| panic!("{agreed}"));
            assert_eq!((row[4].to_string(), row[6].to_string()), ("perjanjian versi 1".to_owned(), address.to_owned()));
        }
        test
    })
    .await;
}

#[tokio::test]
async fn an_agreement_signed_in_the_console_says_by_whom_and_when() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = signed(&test).await;
        let answer = head.get("/api/v1/lkj?tahun=2026&format=docx").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let body = text(&parts(&answer.bytes), "word/document.xml");
        assert!(body.contains("ditandatangani ") && body.contains(" pada 12 Jan 2026, "), "{body}");
        assert!(body.contains("Tahun 2026 tidak mempunyai perjanjian lain."), "{body}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_revised_agreement_tells_what_it_replaces_and_is_not_taken_for_a_draft_that_was_thrown_away() {
    on_both(async |test| {
        signed(&test).await;
        test.at("2026-10-05", 9);
        let planner = TestApp::login(&test, "perencana", OFFICE).await;
        let head = TestApp::login(&test, "kepala", OFFICE).await;
        let all = planner.get("/api/v1/perjanjian?tahun=2026").await.json();
        let first = all["data"][0]["id"].as_str().unwrap_or_else(|| panic!("{all}")).to_owned();
        let mut second = String::new();
        for keeps in [false, true] {
            let asked = json!({ "berlaku_sejak": "2026-10-01", "alasan": "Revisi DIPA (contoh)." });
            let made = planner.post(&format!("/api/v1/perjanjian/{first}/revisi"), &asked).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
            second = made.json()["id"].as_str().unwrap().to_owned();
            let (app, step, body) = if keeps {
                (&head, "tandatangani", json!({ "langkah": made.json()["langkah"] }))
            } else {
                (&planner, "buang", json!({ "alasan": "Salah hari (contoh)" }))
            };
            let done = app.post(&format!("/api/v1/perjanjian/{second}/{step}"), &body).await;
            assert_eq!(done.status, StatusCode::OK, "{step}: {}", done.text);
        }
        let body = text(&parts(&head.get("/api/v1/lkj?tahun=2026&format=docx").await.bytes), "word/document.xml");
        assert!(!body.contains("penandatangan dan waktunya tidak tercatat di sini"), "{body}");
        for told in [
            "(2026-pok versi 2), berlaku sejak 1 Oktober 2026, ditandatangani ",
            "Versi ini menggantikan versi 1 (berlaku sejak 1 Januari 2026, ditandatangani ",
            "Alasannya: Revisi DIPA (contoh).",
            format!("/perjanjian/{second}").as_str(),
        ] {
            assert!(body.contains(told), "{told}: {body}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn files_of_records_that_count_are_counted_for_their_indicator() {
    on_both(async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", OFFICE).await;
        let list = app.get("/api/v1/kepulangan").await.json();
        let id = list["data"][0]["id"].as_str().unwrap();
        for number in [1, 2] {
            let pdf = format!("%PDF-1.7\n{number} 0 obj\nendobj\n%%EOF\n");
            let road = format!("/api/v1/kepulangan/{id}/lampiran");
            let sent = app.upload(&road, ("bukti.pdf", pdf.as_bytes()), "").await;
            assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
        }
        let book = file(&app, "format=xlsx").await;
        let trace = sheet(&book, "Asal angka");
        let told = |what: &str| {
            let figure = format!("IKU 6, {what} 2025");
            trace.rows().find(|row| row[3].to_string() == figure).map(|row| row[2].to_string())
        };
        assert_eq!(told("catatan berlampiran").as_deref(), Some("1"));
        assert_eq!(told("berkas terlampir").as_deref(), Some("2"));
        test
    })
    .await;
}
