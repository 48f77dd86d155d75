//! What the head has signed with the closing of a year: the words and photos of its report are as they were then, and are changed only
//! beside a revision of the closing.

use axum::http::StatusCode;
use records::Mode;
use serde_json::json;
use testkit::{Backend, Test, TestApp, on_both, on_each, returned};

use super::lkj::{file, parts, signed_by, text, wrote, year};
use super::lkj_foto::{activity, chose};
use super::penutupan::console;

const OFFICE: &str = "BP3MI-BANTEN";
const SIGNED: &str = "Saran yang ditandatangani (contoh).";
const LATER: &str = "Saran sesudah tanda tangan (contoh).";

/// The words of the report as a Word document, as the head makes it.
async fn words(test: &Test) -> String {
    let app = TestApp::again(test, "kepala", OFFICE).await;
    text(&parts(&file(&app, "format=docx").await), "word/document.xml")
}

/// A revision of a closing by the planner; its id.
async fn revised(test: &Test, closing: &str) -> String {
    let planner = TestApp::login(test, "perencana", OFFICE).await;
    let asked = json!({ "alasan": "Sarannya berubah (contoh)" });
    let made = planner.post(&format!("/api/v1/penutupan/{closing}/revisi"), &asked).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A revision is reviewed and signed.
async fn finished(test: &Test, closing: &str) {
    for (role, step) in [("pelindungan", "tinjau"), ("kepala", "tandatangani")] {
        let app = TestApp::login(test, role, OFFICE).await;
        let done = app.post(&format!("/api/v1/penutupan/{closing}/{step}"), &json!({})).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }
}

#[tokio::test]
async fn words_are_changed_after_the_signature_only_beside_a_revision() {
    on_both(async |test| {
        year(&test).await;
        let head = console(&test, "kepala", OFFICE).await;
        assert_eq!(wrote(&head, "saran", 0, SIGNED).await.status, StatusCode::SEE_OTHER);
        let closing = signed_by(&test, "2025-pok", 0).await;
        test.at("2026-01-12", 9);
        let head = console(&test, "kepala", OFFICE).await;
        let refused = wrote(&head, "saran", 1, LATER).await;
        assert_eq!(refused.status, StatusCode::OK, "{}", refused.text);
        for told in [
            "Belum disimpan",
            "sudah ditandatangani",
            "buat revisi dengan alasannya",
            &format!("/penutupan/{closing}\""),
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        assert!(refused.text.contains(&format!("{LATER}</textarea>")), "what was typed is kept: {}", refused.text);
        let same = wrote(&head, "saran", 1, SIGNED).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER, "what stands is no change: {}", same.text);
        let page = head.get("/lkj/teks/tulis?tahun=2025&bagian=saran").await.text;
        assert!(
            page.contains("sudah ditandatangani") && !page.contains("name=\"isi\"") && !page.contains("Versi 2"),
            "{page}"
        );
        assert!(head.get("/lkj/teks?tahun=2025").await.text.contains("buat revisi dengan alasannya"));

        let revision = revised(&test, &closing).await;
        let head = console(&test, "kepala", OFFICE).await;
        assert_eq!(wrote(&head, "saran", 1, LATER).await.status, StatusCode::SEE_OTHER);
        let body = words(&test).await;
        assert!(body.contains(SIGNED) && !body.contains(LATER), "the report is as it was signed: {body}");
        assert!(body.contains("belum ditandatangani dan tidak dimuat: Bab IV: saran."), "{body}");
        test.at("2026-01-13", 9);
        finished(&test, &revision).await;
        let body = words(&test).await;
        assert!(body.contains(LATER) && !body.contains(SIGNED) && !body.contains("tidak dimuat"), "{body}");
        test
    })
    .await;
}

#[tokio::test]
async fn photos_are_chosen_after_the_signature_only_beside_a_revision() {
    on_both(async |test| {
        year(&test).await;
        let team = TestApp::login(&test, "penempatan", OFFICE).await;
        let (_, photo) = activity(&team, "Sosialisasi (contoh)", "2025-03-04", 10).await;
        let planner = console(&test, "perencana", OFFICE).await;
        let done = chose(&planner, 0, &[(photo.as_str(), "1", "Dari sebelum tanda tangan")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let closing = signed_by(&test, "2025-pok", 0).await;
        test.at("2026-01-12", 9);
        let planner = console(&test, "perencana", OFFICE).await;
        let later = [(photo.as_str(), "1", "Dari sesudah tanda tangan")];
        let refused = chose(&planner, 1, &later).await;
        assert!(
            refused.status == StatusCode::OK && refused.text.contains("buat revisi dengan alasannya"),
            "{}",
            refused.text
        );
        assert!(
            refused.text.contains("value=\"Dari sesudah tanda tangan\""),
            "what was typed is kept: {}",
            refused.text
        );
        let page = planner.get("/lkj/foto?tahun=2025").await.text;
        assert!(
            page.contains("sudah ditandatangani") && !page.contains("Simpan pilihan") && !page.contains("Versi 2"),
            "{page}"
        );

        revised(&test, &closing).await;
        let planner = console(&test, "perencana", OFFICE).await;
        assert_eq!(chose(&planner, 1, &later).await.status, StatusCode::SEE_OTHER);
        let body = words(&test).await;
        assert!(body.contains("Dari sebelum tanda tangan") && !body.contains("Dari sesudah tanda tangan"), "{body}");
        assert!(body.contains("tidak dimuat: pilihan foto."), "{body}");
        test
    })
    .await;
}

#[tokio::test]
async fn numbers_that_are_written_beside_a_revision_are_held_against_it() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let closing = signed_by(&test, "2025-pok", 0).await;
        // A fourth return comes late.
        test.at("2026-01-12", 9);
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        kind.register(&test.system(), &[returned(4, "2025-06-04", "sakit")], &[], Mode::Write).await.unwrap();
        test.at("2026-01-13", 9);
        revised(&test, &closing).await;
        let head = console(&test, "kepala", OFFICE).await;
        let words = "Realisasi tahun 2025 sebesar 4 fasilitasi.";
        assert_eq!(wrote(&head, "faktor-kepulangan", 0, words).await.status, StatusCode::SEE_OTHER);
        let page = head.get("/lkj/teks/tulis?tahun=2025&bagian=faktor-kepulangan").await.text;
        let told = "Dicocokkan dengan 2025-pok setahun 2025 revisi 1 menurut 2025-pok: 1 sama, 0 bertentangan";
        assert!(page.contains(told), "{page}");
        let page = head.get("/lkj?tahun=2025").await.text;
        assert!(page.contains("Tidak ada angka dalam tulisan yang bertentangan"), "{page}");
        test
    })
    .await;
}
