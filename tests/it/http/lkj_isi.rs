//! What the annual performance report says of closings that are not the newest, and who writes in it.

use std::io::{Cursor, Write as _};

use axum::http::StatusCode;
use calamine::DataType as _;
use periksa::Laporan;
use records::Mode;
use serde_json::json;
use testkit::{Backend, TestApp, on_each, returned};

use super::lkj::{Parts, all, file, parts, read, sheet, signed_by, text, wrote, year};
use super::penutupan::console;

#[tokio::test]
async fn an_office_above_reads_the_texts_of_an_office_and_does_not_write_them() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let own = console(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(wrote(&own, "saran", 0, "Saran kantor.").await.status, StatusCode::SEE_OTHER);
        let above = console(&test, "kepala", "KP2MI").await;
        let page = above.get("/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=saran").await.text;
        assert!(page.contains("Saran kantor.") && !page.contains("name=\"isi\""), "{page}");
        let refused = wrote(&above, "saran", 1, "Saran pusat.").await;
        assert!(refused.text.contains("hanya ditulis oleh kantornya sendiri"), "{} {}", refused.status, refused.text);
        let page = own.get("/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=saran").await.text;
        assert!(page.contains("Versi 1") && !page.contains("Versi 2") && !page.contains("Saran pusat."), "{page}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_text_with_a_number_of_a_person_is_refused_and_kept_and_an_amount_is_not() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let own = console(&test, "kepala", "BP3MI-BANTEN").await;
        for (words, piece) in [
            ("Atas nama contoh, NIK 3603994101900001.", "memuat 3603994101900001,"),
            ("Keluarga dihubungi di 0812 0000 1111.", "memuat 0812 0000 1111,"),
        ] {
            let refused = wrote(&own, "saran", 0, words).await;
            assert!(refused.status == StatusCode::OK && refused.text.contains("Belum disimpan"), "{}", refused.text);
            assert!(refused.text.contains(piece), "{}", refused.text);
            assert!(refused.text.contains(&format!("{words}</textarea>")), "the text is kept: {}", refused.text);
        }
        let budget = "Pagu 2025 sebesar Rp 11.664.497.000, realisasi 10.609.922.619 atau 90,96 persen.";
        assert_eq!(wrote(&own, "saran", 0, budget).await.status, StatusCode::SEE_OTHER);
        test
    })
    .await;
}

#[tokio::test]
async fn years_are_chosen_and_what_is_none_is_told_at_the_box() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        for path in ["/lkj", "/lkj/teks", "/lkj/foto"] {
            for (asked, said) in [
                ("2027", "Belum ada perjanjian kinerja"),
                ("2031", "Tahun 2031 tidak ada laporannya. Pilih tahun 2025 sampai 2027."),
                ("abc", "Tahun abc tidak terbaca. Pilih tahun 2025 sampai 2027."),
                ("", "<option value=\"2025\" selected>2025</option>"),
            ] {
                let page = head.get(&format!("{path}?tahun={asked}")).await;
                assert!(page.status == StatusCode::OK && page.text.contains(said), "{path} {asked}: {}", page.text);
                assert!(page.text.contains("<select id=\"tahun\""), "{path} {asked}: {}", page.text);
                let leads = page.text.contains("siapkan perjanjiannya di halaman <a href=\"/perjanjian\">");
                assert_eq!(leads, (path, asked) == ("/lkj", "2027"), "{path} {asked}: {}", page.text);
            }
        }
        let wrong = head.get("/lkj/teks/tulis?tahun=abc&kantor=BP3MI-BANTEN&bagian=saran").await;
        assert!(
            wrong.status == StatusCode::BAD_REQUEST && wrong.text.contains("Tahun abc tidak terbaca"),
            "{}",
            wrong.text
        );
        test
    })
    .await;
}

#[tokio::test]
async fn a_closing_that_was_revised_and_a_quarter_that_was_closed_otherwise_are_told() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        signed_by(&test, "2025-pok", 1).await;
        // A return of the first quarter comes late, after its closing.
        test.at("2026-01-12", 9);
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        kind.register(&test.system(), &[returned(4, "2025-02-04", "sakit")], &[], Mode::Write).await.unwrap();
        test.at("2026-01-13", 9);
        let first = signed_by(&test, "2025-pok", 0).await;
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        assert!(
            read(&body).contains("Penutupan 2025-pok TW1 2025 yang ditandatangani menyebut 1 fasilitasi untuk TW1"),
            "{body}"
        );
        assert!(body.contains("dihitung ulang seperti diketahui pada") && !body.contains("DIGANTI"));
        test.at("2026-01-14", 9);
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let asked = json!({ "alasan": "Satu kepulangan menyusul" });
        let made = planner.post(&format!("/api/v1/penutupan/{first}/revisi"), &asked).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let second = made.json()["id"].as_str().unwrap().to_owned();
        for (role, step) in [("pelindungan", "tinjau"), ("kepala", "tandatangani")] {
            let app = TestApp::login(&test, role, "BP3MI-BANTEN").await;
            let done = app.post(&format!("/api/v1/penutupan/{second}/{step}"), &json!({})).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let old = parts(&file(&app, "format=docx&penutupan=0").await);
        assert!(text(&old, "word/header1.xml").contains("string=\"DIGANTI\""));
        assert!(text(&old, "word/document.xml").contains("telah diganti 2025-pok setahun 2025 revisi 1"));
        let new = parts(&file(&app, "format=docx").await);
        assert!(!new.contains_key("word/header1.xml") && !text(&new, "word/document.xml").contains("DIGANTI"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_report_says_that_one_person_reviewed_and_signed_its_closing() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let asked = json!({ "tahun": 2025, "tw": 0, "perjanjian": "2025-pok" });
        let made = planner.post("/api/v1/penutupan", &asked).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for step in ["tinjau", "tandatangani"] {
            let done = head.post(&format!("/api/v1/penutupan/{id}/{step}"), &json!({})).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
        let body = text(&parts(&file(&head, "format=docx").await), "word/document.xml");
        assert!(body.contains("Yang meninjau dan yang menandatangani penutupan ini orang yang sama."), "{body}");
        test
    })
    .await;
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, held) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(held).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What the check of published tables finds in a document: the rule, and where with what is printed.
fn found(parts: &Parts) -> Vec<String> {
    let bytes = packed(parts);
    let report = Laporan::read([("lkj.docx", bytes.as_slice())]).unwrap();
    report.check().iter().map(|one| format!("{one:?}")).collect()
}

#[tokio::test]
async fn a_figure_changed_in_the_table_of_an_item_is_found_by_the_check() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        signed_by(&test, "2025-pok", 0).await;
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let mut document = parts(&file(&app, "format=docx").await);
        assert_eq!(found(&document), Vec::<String>::new());
        let body = text(&document, "word/document.xml");
        // The first place is the list of tables, the last is the caption; behind the quarter stand target and realisation.
        let caption = body.rfind("Capaian IKU Jumlah fasilitasi pelayanan kepulangan").unwrap();
        let row = caption + body[caption..].find(">TW1</w:t>").unwrap();
        let open = "<w:t xml:space=\"preserve\">";
        let target = row + body[row..].find(open).unwrap() + open.len();
        let realised = target + body[target..].find(open).unwrap() + open.len();
        assert!(body[realised..].starts_with("1</w:t>"), "{}", &body[row..realised + 40]);
        let changed = format!("{}7{}", &body[..realised], &body[realised + 1..]);
        document.insert("word/document.xml".to_owned(), changed.into_bytes());
        let told = found(&document);
        let wrong = told.iter().find(|one| one.contains("tercetak-dua-cara")).unwrap_or_else(|| panic!("{told:?}"));
        assert!(wrong.contains("kepulangan") && wrong.contains("realisasi TW1") && wrong.contains("Tabel"), "{wrong}");
        test
    })
    .await;
}

#[tokio::test]
async fn years_that_a_report_printed_stand_beside_the_counted_one_and_never_in_its_series() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let document = parts(&file(&app, "format=docx").await);
        let body = text(&document, "word/document.xml");
        assert!(body.contains("Angka tahun 2023 dan 2024 adalah angka menurut laporan"), "{body}");
        let mut beside = 0;
        for number in 1.. {
            let Some(chart) = document.get(&format!("word/charts/chart{number}.xml")) else { break };
            let chart = String::from_utf8(chart.clone()).unwrap();
            if !chart.contains("Menurut laporan") {
                continue;
            }
            let drawn = |series: &String| -> Vec<String> {
                let held = all(series, "(?s)<c:numCache>(.*?)</c:numCache>");
                held.iter().flat_map(|held| all(held, "<c:v>([^<]+)</c:v>")).collect()
            };
            let series: Vec<Vec<String>> = all(&chart, "(?s)<c:ser>(.*?)</c:ser>").iter().map(drawn).collect();
            assert_eq!(series.len(), 2, "chart {number}");
            // Returns: three counted in 2025, and what the report prints of the years before.
            beside += usize::from(series[0] == ["3"] && series[1] == ["11198", "7857"]);
        }
        assert_eq!(beside, 1);
        let bytes = file(&app, "format=xlsx").await;
        let trace = sheet(&bytes, "Asal angka");
        let told = trace.rows().find(|row| row[3] == "IKU 6, menurut laporan, setahun 2023").unwrap();
        assert!(
            (told[2].get_float().unwrap() - 11_198.0).abs() < 1e-9 && told[4].to_string().contains("bukan penutupan"),
            "{told:?}"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn a_figure_changed_in_a_sentence_of_an_item_is_found_by_the_check() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        signed_by(&test, "2025-pok", 0).await;
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let document = parts(&file(&app, "format=docx").await);
        let body = text(&document, "word/document.xml");
        // The evaluation below the item's heading, and the line of the summary that names it.
        let before = "Realisasi tahun 2025 adalah </w:t></w:r><w:hyperlink w:anchor=\"asal_";
        let mut places = Vec::new();
        for (at, _) in body.match_indices(">3 fasilitasi</w:t>") {
            if body[..at].rfind(before).is_some_and(|begun| at - begun < 200) {
                places.push(at + 1);
            }
        }
        assert_eq!(places.len(), 2, "{body}");
        for place in places {
            let changed = format!("{}8{}", &body[..place], &body[place + 1..]);
            let mut other = document.clone();
            other.insert("word/document.xml".to_owned(), changed.into_bytes());
            let told = found(&other);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains("narasi-lawan-tabel") && told[0].contains("8 menurut narasi"), "{told:?}");
            assert!(told[0].contains("bagian") && told[0].contains("kepulangan"), "{told:?}");
        }
        test
    })
    .await;
}
