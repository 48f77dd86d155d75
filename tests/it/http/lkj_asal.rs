//! Where the report's figures come from: its budget is that of the closing, and each figure of a sentence or a chart leads to its origin.

use axum::http::StatusCode;
use laporan::model::{Block, Look};
use laporan::{Asked, Source};
use serde_json::json;
use testkit::{Backend, TestApp, on_both, on_each};

use super::dipa;
use super::lkj::{all, file, parts, read, sheet, signed_by, text, year};

const OFFICE: &str = "BP3MI-BANTEN";

#[tokio::test]
async fn the_budget_is_that_of_the_closing_and_what_changed_since_is_said() {
    on_both(async |test| {
        test.at("2025-12-31", 12);
        let planner = TestApp::login(&test, "perencana", OFFICE).await;
        dipa::year(&planner).await;
        let spent = dipa::entered(&planner, dipa::COMPLAINTS, (None, "2025-06-30"), 1_000_000).await;
        let gone = dipa::entered(&planner, dipa::COMPLAINTS, (None, "2025-08-31"), 2_000_000).await;
        year(&test).await;
        signed_by(&test, "2025-pok", 0).await;
        let closed = "dari pagu Rp\u{a0}195.000.000 direalisasikan Rp\u{a0}133.847.877 atau 68,64\u{a0}%";
        let changed = "Catatan anggaran berubah sesudah penutupan";
        let app = TestApp::again(&test, "kepala", OFFICE).await;
        let body = read(&text(&parts(&file(&app, "format=docx").await), "word/document.xml"));
        assert!(body.contains(closed) && !body.contains(changed), "{body}");
        assert!(body.contains("sampai dengan 31 Desember 2025, seperti diketahui pada"), "{body}");

        // One is corrected, one withdrawn, and a revision that holds since December comes late.
        test.at("2026-01-12", 9);
        let planner = TestApp::again(&test, "perencana", OFFICE).await;
        let road = |one: &serde_json::Value| format!("/api/v1/anggaran/{}", one["id"].as_str().unwrap());
        let change =
            json!({ "jumlah_rp": 5_000_000, "tanggal": "2025-07-31", "alasan_perubahan": "Salah ketik (contoh)" });
        assert_eq!(planner.patch(&road(&spent), 1, &change).await.status, StatusCode::OK);
        let away = planner.act(&format!("{}/batalkan", road(&gone)), 1, &json!({ "alasan": "Ganda (contoh)" })).await;
        assert_eq!(away.status, StatusCode::OK, "{}", away.text);
        dipa::entered(&planner, dipa::PREVENTION, (Some(2), "2025-12-15"), 150_000_000).await;
        let app = TestApp::again(&test, "kepala", OFFICE).await;
        let body = read(&text(&parts(&file(&app, "format=docx").await), "word/document.xml"));
        assert!(body.contains(closed), "{body}");
        let now = "kini pagunya Rp\u{a0}197.400.000 dan realisasinya Rp\u{a0}135.847.877";
        assert!(body.contains(changed) && body.contains(now), "{body}");
        let trace = sheet(&file(&app, "format=xlsx").await, "Asal angka");
        let ceiling = trace.rows().find(|row| row[3] == "Anggaran, semua kegiatan, pagu").unwrap();
        assert!(ceiling[4].to_string().starts_with("catatan anggaran seperti diketahui pada"), "{ceiling:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn what_was_moved_to_an_office_out_of_sight_after_the_closing_is_still_in_its_budget() {
    on_both(async |test| {
        test.at("2025-12-31", 12);
        let planner = TestApp::login(&test, "perencana", OFFICE).await;
        dipa::year(&planner).await;
        let spent = dipa::entered(&planner, dipa::COMPLAINTS, (None, "2025-06-30"), 1_000_000).await;
        year(&test).await;
        signed_by(&test, "2025-pok", 0).await;
        test.at("2026-01-12", 9);
        let centre = TestApp::login(&test, "perencana", "KP2MI").await;
        let road = format!("/api/v1/anggaran/{}/pindahkan", spent["id"].as_str().unwrap());
        let moved = centre.act(&road, 1, &json!({ "kantor": "BP3MI-NTB", "alasan": "Salah kantor (contoh)" })).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
        let app = TestApp::again(&test, "kepala", OFFICE).await;
        let body = read(&text(&parts(&file(&app, "format=docx").await), "word/document.xml"));
        for told in [
            "dari pagu Rp\u{a0}195.000.000 direalisasikan Rp\u{a0}131.847.877",
            "kini pagunya Rp\u{a0}195.000.000 dan realisasinya Rp\u{a0}130.847.877",
        ] {
            assert!(body.contains(told), "{told}: {body}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn every_figure_of_a_sentence_or_a_chart_leads_to_its_origin() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        signed_by(&test, "2025-pok", 0).await;
        let ctx = test.lindung.system_for(OFFICE, "Uji").unwrap();
        let agreements = reporting::Agreements::embedded().unwrap();
        let source = Source::gather(&ctx, &agreements, &Asked { year: 2025, ..Asked::default() }).await.unwrap();
        let report = laporan::report(&source);
        let (mut told, mut drawn) = (0, 0);
        for block in &report.blocks {
            match block {
                Block::Told(said) => {
                    told += said.iter().filter(|one| one.origin.is_some()).count();
                    assert!(said.iter().all(|one| one.origin.is_none_or(|at| at < report.origins.len())), "{said:?}");
                }
                Block::Chart(chart) => {
                    let points = || chart.series.iter().flat_map(|series| &series.points);
                    assert!(points().all(|point| point.value.is_some() == point.origin.is_some()), "{chart:?}");
                    let target = chart.series.iter().find(|series| series.name == "Target");
                    assert!(target.is_none_or(|series| series.look == Look::Line), "{chart:?}");
                    drawn += points().filter(|point| point.origin.is_some()).count();
                }
                _ => {}
            }
        }
        assert!(told > 40 && drawn > 40, "{told} {drawn}");
        let mut evaluated = report.blocks.iter().filter_map(|block| match block {
            Block::Told(said) if said[0].text.starts_with("Evaluasi.") => Some(said),
            _ => None,
        });
        let said = evaluated.nth(5).unwrap();
        let reached = said.iter().find(|one| one.text == "3 fasilitasi").unwrap();
        let origin = &report.origins[reached.origin.unwrap()];
        assert_eq!(origin.figure, "IKU 6, realisasi setahun 2025");
        assert!(origin.address.ends_with("/anggota/6") && origin.address.starts_with("/penutupan/"), "{origin:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_chart_in_word_has_axes_with_titles_and_its_figures_below_it() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", OFFICE).await;
        let document = parts(&file(&app, "format=docx").await);
        let charts = document.keys().filter(|name| name.starts_with("word/charts/chart"));
        let charts: Vec<String> = charts.map(|name| text(&document, name)).collect();
        assert!(
            charts.len() > 1 && charts.iter().all(|chart| chart.contains("<c:majorGridlines>")),
            "{}",
            charts.len()
        );
        let chart = charts.iter().find(|chart| chart.contains("<a:t>Masa</a:t>")).unwrap();
        let lines = all(chart, "(?s)<c:lineChart>(.*?)</c:lineChart>");
        assert!(lines.len() == 1 && lines[0].contains("<c:v>Target</c:v>"), "{chart}");
        let body = text(&document, "word/document.xml");
        assert!(body.contains(">Angka grafik ini:<"), "{body}");
        let bare = text(&parts(&file(&app, "format=docx&asal=tidak").await), "word/document.xml");
        assert!(!bare.contains("Angka grafik ini"), "the figures are written once more for their origins only");
        test
    })
    .await;
}

/// Tables 1 to 6 of a year with a register of staff.
const STAFF: usize = 6;

#[tokio::test]
async fn the_guide_says_where_the_table_of_each_indicator_stands() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let ctx = test.lindung.system_for(OFFICE, "Uji").unwrap();
        let agreements = reporting::Agreements::embedded().unwrap();
        let source = Source::gather(&ctx, &agreements, &Asked { year: 2025, ..Asked::default() }).await.unwrap();
        let report = laporan::report(&source);
        let numbered = report.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if table.numbered => Some(table.title.as_str()),
            _ => None,
        });
        let titles: Vec<&str> = numbered.collect();
        let guide = include_str!("../../../docs/panduan/lkj.md");
        for line in &source.lines {
            let title = format!("Capaian IKU {} pada Tahun 2025", line.item.title);
            let number = STAFF + 1 + titles.iter().position(|one| *one == title).unwrap();
            let named = format!(": IKU {} ", line.item.no);
            let row = guide.lines().find(|row| row.starts_with("| Tabel") && row.contains(&named)).unwrap();
            let here = row.split('|').nth(2).unwrap().trim();
            assert_eq!(here.split([',', ';']).next(), Some(format!("Tabel {number}").as_str()), "{row}");
        }
        test
    })
    .await;
}
