//! A figure explained, looked at from other sides, and beside another agreement: api and console.

use axum::http::StatusCode;
use records::Mode;
use serde_json::json;
use testkit::{Test, TestApp, complaint, on_both, returned};

use super::penutupan::console;

/// Six returns of one woman's neighbours, one of them counted in a complaint too, and one from Taiwan.
async fn records(test: &Test) {
    let register = async |kind: &str, forms: &[kernel::form::Form]| {
        let kind = test.lindung.registry.find(kind).unwrap();
        kind.register(&test.system(), forms, &[], Mode::Write).await.unwrap();
    };
    let mut forms: Vec<_> = (1..=6).map(|number| returned(number, "2025-02-03", "sakit")).collect();
    forms.push(testkit::with(returned(1, "2025-03-03", "bermasalah"), &[("negara", "TW")]));
    register("kepulangan", &forms).await;
    register("pengaduan", &[complaint(2, "2025-02-05")]).await;
}

#[tokio::test]
async fn a_figure_is_explained_and_small_cells_do_not_leave_the_office() {
    on_both(async |test| {
        records(&test).await;
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let base = "/api/v1/iku/2025-pok/6";
        let words = app.get(&format!("{base}/penjelasan?tw=1")).await.json();
        assert_eq!(words["tumpang_tindih"]["orang"], 6);
        assert_eq!(words["tumpang_tindih"]["lebih_sekali"], 1);
        let shared = &words["tumpang_tindih"]["bersama"];
        assert!(shared.as_array().unwrap().iter().any(|s| s["no"] == 1 && s["orang"] == 1), "{words}");
        assert!(words["penjelasan"]["setahun"].as_str().unwrap().contains("jumlah keempat triwulan"));
        assert!(!words["penjelasan"]["aturan"].as_array().unwrap().is_empty());
        let outside = app.get(&format!("{base}/sebaran?menurut=negara")).await.json();
        let counts: Vec<_> = outside["sel"].as_array().unwrap().iter().map(|cell| cell["banyak"].clone()).collect();
        assert_eq!(counts, [json!(null), json!(null)], "the lone small cell takes the next with it: {outside}");
        let inside = app.get(&format!("{base}/sebaran?menurut=negara&untuk=dalam")).await.json();
        assert_eq!((inside["sel"][0]["banyak"].clone(), inside["sel"][1]["banyak"].clone()), (json!(6), json!(1)));
        let file = app.get(&format!("{base}/sebaran?menurut=negara&untuk=dalam&format=csv")).await;
        assert!(file.text.contains("disamarkan") && !file.text.contains(";6"), "{}", file.text);
        for wrong in ["menurut=agama", "untuk=semua", "format=pdf", "tw=5"] {
            assert_eq!(app.get(&format!("{base}/sebaran?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let pairs = app.get("/api/v1/perbandingan?tahun=2025").await.json();
        assert!(pairs["pasangan"].as_array().unwrap().len() >= 5, "{pairs}");
        assert_eq!(app.get("/api/v1/perbandingan?tahun=2031").await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

#[tokio::test]
async fn the_pages_open_for_who_reads_figures() {
    on_both(async |test| {
        records(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let helpdesk = console(&test, "helpdesk", "BP3MI-BANTEN").await;
        for (path, words) in [
            ("/indikator/2025-pok/6/penjelasan", "1 di antaranya tercatat lebih dari satu kali"),
            ("/indikator/2025-pok/6/penjelasan?tw=1", "Kelompok umur"),
            ("/indikator/2025-pok/6/sebaran.csv?menurut=negara", "disamarkan"),
            ("/perbandingan", "juga menghitung pemberdayaan"),
        ] {
            let answer = planner.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
            assert!(answer.text.contains(words), "{path}: {}", answer.text);
            assert_eq!(helpdesk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn printed_years_stand_beside_counted_ones_and_never_in_them() {
    on_both(async |test| {
        records(&test).await;
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        let last_year = [complaint(11, "2024-02-05"), complaint(12, "2024-08-05")];
        kind.register(&test.system(), &last_year, &[], Mode::Write).await.unwrap();
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let told = app.get("/api/v1/iku/2025-pok/1/tahun").await.json();
        let [first, second, third] = told["tahun"].as_array().unwrap().as_slice() else { panic!("{told}") };
        assert_eq!((&first["dihitung"], &first["menurut_laporan"]["nilai"]), (&json!(null), &json!("41")));
        assert_eq!((&second["dihitung"]["nilai"], &second["menurut_laporan"]["nilai"]), (&json!("0"), &json!("5")));
        assert_eq!(second["dihitung"]["tw"], json!(["0", null, "0", null]));
        assert_eq!((&third["dihitung"]["nilai"], &third["menurut_laporan"]), (&json!("0"), &json!(null)));
        assert_eq!((&third["dihitung"]["target"], &second["dihitung"]["target"]), (&json!("70"), &json!(null)));
        let whole = app.get("/api/v1/iku?perjanjian=2025-pok").await.json();
        assert_eq!(whole["butir"][0]["tahun"]["nilai"], third["dihitung"]["nilai"], "what is counted stays what it is");

        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let page = planner.get("/indikator/2025-pok/1/penjelasan").await.text;
        for words in [
            "<em>menurut laporan</em>: Laporan Kinerja BP3MI Banten 2025, Bab III",
            "(hlm. 18)",
            "Masa yang sama tahun lalu",
            "<desc id=\"grafik-tahun-isi\">2023: 41\u{a0}%, menurut laporan.",
            "Angka grafik ini dalam tabel",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let other = console(&test, "kepala", "BP3MI-NTB").await;
        let page = other.get("/indikator/2025-pok/1/penjelasan").await.text;
        assert!(!page.contains("menurut laporan</em>: Laporan") && page.contains("Tahun ke tahun"), "{page}");
        test
    })
    .await;
}
