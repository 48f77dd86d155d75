//! Numbers that people type in the texts of the annual report are held against the record: on the page, over the api, in the document.

use axum::http::StatusCode;
use laporan::{Asked, Source, ketikan};
use periksa::Laporan;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::lkj::{file, parts, signed_by, text, wrote, year};
use super::penutupan::console;

/// Three returns were facilitated in 2025, two of them in the second quarter; 3.390 were agreed.
const RIGHT: &str = "Realisasi tahun 2025 sebesar 3 fasilitasi dari target 3.390.";
const WRONG: &str = "Realisasi tahun 2025 sebesar 8 fasilitasi dari target 3.390.";
const SECTION: &str = "faktor-kepulangan";
const EDIT: &str = "/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=faktor-kepulangan";

async fn told(app: &TestApp) -> Value {
    let answer = app.get("/api/v1/lkj/angka?tahun=2025").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn warned(test: &Test) -> Vec<String> {
    let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
    let asked = Asked { year: 2025, ..Asked::default() };
    let source = Source::gather(&ctx, &test.lindung.agreements, &asked).await.unwrap();
    ketikan::warnings(&source)
}

#[tokio::test]
async fn a_text_with_the_records_figures_is_held_and_one_with_another_digit_is_marked() {
    on_both(async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        assert!(!head.get("/lkj?tahun=2025").await.text.contains("angka-tulisan"), "nothing is written yet");
        assert_eq!(wrote(&head, SECTION, 0, RIGHT).await.status, StatusCode::SEE_OTHER);
        let page = head.get(EDIT).await.text;
        assert!(page.contains("2 sama, 0 bertentangan, 0 tidak dapat dicocokkan; 1 lainnya"), "{page}");
        let page = head.get("/lkj?tahun=2025").await.text;
        assert!(page.contains("Tidak ada angka dalam tulisan yang bertentangan"), "{page}");
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let first = told(&app).await;
        assert_eq!(
            (&first["bertentangan"], &first["sama"], &first["angka"]),
            (&json!(0), &json!(2), &json!([])),
            "{first}"
        );
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        assert!(body.contains(RIGHT) && !body.contains("menurut catatan: "), "{body}");
        assert_eq!(warned(&test).await, Vec::<String>::new());

        // Saving is not refused: the record may be what is wrong.
        assert_eq!(wrote(&head, SECTION, 1, WRONG).await.status, StatusCode::SEE_OTHER);
        let page = head.get(EDIT).await.text;
        assert!(page.contains("1 sama, 1 bertentangan, 0 tidak dapat dicocokkan"), "{page}");
        assert!(
            page.contains(&format!("“{WRONG}” Tertulis <b>8</b>, menurut catatan realisasi tahun 2025 ")),
            "{page}"
        );
        assert!(page.contains("href=\"/indikator/2025-pok/6?tw=0&amp;peran=pembilang\">3</a>"), "{page}");
        let page = head.get("/lkj?tahun=2025").await.text;
        assert!(page.contains("1 angka dalam tulisan bertentangan") && page.contains("Tertulis <b>8</b>"), "{page}");
        let found = told(&app).await;
        let one = &found["angka"][0];
        assert_eq!((&found["bertentangan"], &one["tertulis"]), (&json!(1), &json!("8")), "{found}");
        assert_eq!((&one["bagian"], &one["keadaan"]), (&json!(SECTION), &json!("bertentangan")), "{found}");
        assert_eq!(one["catatan"][0]["angka"], json!("3"), "{found}");
        let warned = warned(&test).await;
        assert!(warned.len() == 2 && warned[0].contains("1 angka dalam tulisan"), "{warned:?}");
        assert!(warned[1].contains("tertulis 8, menurut catatan realisasi tahun 2025 3 (/indikator/"), "{warned:?}");
        let answer = app.get("/api/v1/lkj?tahun=2025&format=docx").await;
        assert_eq!(answer.headers["x-angka-bertentangan"], "1");
        let body = text(&parts(&answer.bytes), "word/document.xml");
        assert!(body.contains("sebesar 8 [menurut catatan: 3] fasilitasi dari target 3.390."), "{body}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_figure_that_a_report_printed_of_an_earlier_year_is_held_and_makes_no_other_wrong() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let words = "Pada Tahun 2023 realisasi sebesar 11.198 fasilitasi dari target 6.350.\n\nPada Tahun 2024 realisasi sebesar \
                     7.875 fasilitasi.";
        assert_eq!(wrote(&head, SECTION, 0, words).await.status, StatusCode::SEE_OTHER);
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let found = told(&app).await;
        assert_eq!((&found["bertentangan"], &found["sama"]), (&json!(0), &json!(2)), "{found}");
        assert_eq!((&found["angka"][0]["tertulis"], &found["angka"][1]), (&json!("7.875"), &Value::Null), "{found}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_signed_report_is_marked_too_and_what_cannot_be_held_is_listed() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let words = "Menurut Pasal 5 ada 12 petugas.\n\nRealisasi TW2 sebesar 9 fasilitasi.";
        assert_eq!(wrote(&head, "upaya-kepulangan", 0, words).await.status, StatusCode::SEE_OTHER);
        assert_eq!(wrote(&head, "saran", 0, "Realisasi IKU 6 sebesar 7.").await.status, StatusCode::SEE_OTHER);
        let id = signed_by(&test, "2025-pok", 0).await;
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let found = told(&app).await;
        assert_eq!((&found["bertentangan"], &found["tidak_dapat_dicocokkan"]), (&json!(2), &json!(1)), "{found}");
        let typed: Vec<&str> =
            found["angka"].as_array().unwrap().iter().map(|one| one["tertulis"].as_str().unwrap()).collect();
        assert_eq!(typed, ["7", "12", "9"], "{found}");
        assert_eq!(found["angka"][0]["catatan"][0]["alamat"], json!(format!("/penutupan/{id}/anggota/6")), "{found}");
        let bytes = file(&app, "format=docx").await;
        let body = text(&parts(&bytes), "word/document.xml");
        for told in ["TW2 sebesar 9 [menurut catatan: 2] fasilitasi.", "IKU 6 sebesar 7 [menurut catatan: 3]."] {
            assert!(body.contains(told), "{told}: {body}");
        }
        let checked = Laporan::read([("lkj.docx", bytes.as_slice())]).unwrap();
        let found: Vec<String> = checked.check().iter().map(|one| format!("{one:?}")).collect();
        assert_eq!(found, Vec::<String>::new());
        test
    })
    .await;
}
