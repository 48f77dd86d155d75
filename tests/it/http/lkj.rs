//! The annual performance report: what stands in its files is what the closing says, and each figure says where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use axum::http::{Method, StatusCode};
use calamine::{Data, DataType as _, Range, Reader as _};
use laporan::{Asked, Output, Source};
use records::Mode;
use regex::Regex;
use reporting::Agreements;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;
use testkit::{Backend, Test, TestApp, on_both, on_each, returned};

use super::penutupan::console;
pub(super) use crate::word::opened as parts;

pub(super) type Parts = BTreeMap<String, Vec<u8>>;

/// Three returns in three quarters of 2025, and the year is over.
pub(super) async fn year(test: &Test) {
    let forms = [
        returned(1, "2025-02-03", "sakit"),
        returned(2, "2025-05-04", "bermasalah"),
        returned(3, "2025-05-05", "bermasalah"),
    ];
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    test.at("2026-01-10", 9);
}

/// The year closed and signed by the agreement that begins it; its id.
async fn signed(test: &Test) -> String {
    signed_by(test, "2025-pok", 0).await
}

/// A period of 2025 closed and signed by an agreement; its id.
pub(super) async fn signed_by(test: &Test, agreement: &str, tw: u8) -> String {
    let planner = TestApp::login(test, "perencana", "BP3MI-BANTEN").await;
    let asked = json!({ "tahun": 2025, "tw": tw, "perjanjian": agreement });
    let made = planner.post("/api/v1/penutupan", &asked).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    for (role, step) in [("pelindungan", "tinjau"), ("kepala", "tandatangani")] {
        let app = TestApp::login(test, role, "BP3MI-BANTEN").await;
        let done = app.post(&format!("/api/v1/penutupan/{id}/{step}"), &json!({})).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }
    id
}

pub(super) async fn file(app: &TestApp, query: &str) -> Vec<u8> {
    let answer = app.get(&format!("/api/v1/lkj?tahun=2025&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer.bytes
}

pub(super) fn text(parts: &Parts, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("{name} is missing")).clone()).unwrap()
}

/// Every part is well formed, and what a part relates to is there.
pub(super) fn sound(parts: &Parts) {
    let target = Regex::new("Target=\"([^\"]+)\"").unwrap();
    let ending = |name: &str| name.rsplit_once('.').map_or("", |(_, ending)| ending).to_owned();
    for name in parts.keys().filter(|name| ["xml", "rels"].contains(&ending(name).as_str())) {
        let held = text(parts, name);
        let mut reader = quick_xml::Reader::from_str(&held);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        let Some((folder, _)) = name.split_once("_rels/").filter(|_| ending(name) == "rels") else { continue };
        for found in target.captures_iter(&held) {
            let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
            for step in found[1].split('/') {
                if step == ".." { steps.pop().map(drop).unwrap() } else { steps.push(step) }
            }
            assert!(parts.contains_key(&steps.join("/")), "{name} relates to {}", &found[1]);
        }
    }
}

/// All that a pattern finds, its first group.
pub(super) fn all(text: &str, pattern: &str) -> Vec<String> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// A document as people read it: figures in a sentence are runs of their own.
pub(super) fn read(body: &str) -> String {
    Regex::new("<[^>]+>").unwrap().replace_all(body, "").into_owned()
}

pub(super) fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    calamine::Xlsx::new(Cursor::new(bytes)).unwrap().worksheet_range(name).unwrap()
}

/// Numbers of captions, in the order of the document.
fn counted(body: &str, word: &str) -> Vec<usize> {
    let pattern = format!(
        "SEQ {word} [^<]*</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>(\\d+)"
    );
    all(body, &pattern).iter().map(|number| number.parse().unwrap()).collect()
}

#[tokio::test]
async fn a_report_without_a_signed_closing_is_struck_through_and_sound() {
    on_both(async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let bytes = file(&app, "format=docx").await;
        assert_eq!(bytes, file(&app, "format=docx").await, "the same report is the same file");
        let book = file(&app, "format=xlsx").await;
        assert_eq!(book, file(&app, "format=xlsx").await);
        let sheets = self::parts(&book);
        let mut sheets = sheets.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        assert!(sheets.all(|(_, held)| {
            let held = String::from_utf8_lossy(held);
            held.contains("KONSEP</oddHeader>") && held.contains("fitToHeight=\"0\"")
        }));
        crate::word::sound(&bytes);
        let parts = self::parts(&bytes);
        sound(&parts);
        assert!(text(&parts, "word/header1.xml").contains("string=\"KONSEP\""));
        let body = text(&parts, "word/document.xml");
        assert!(body.contains("belum ditutup") && body.contains("w:headerReference"), "{body}");
        assert!(body.contains("<w:pageBreakBefore/>") && !body.contains("w:type=\"page\""), "no page is left empty");
        for (word, least) in [("Tabel", 17), ("Gambar", 1)] {
            let numbers = counted(&body, word);
            assert!(numbers.len() >= least, "{word} {numbers:?}");
            assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{word}");
        }
        for heading in ["KATA PENGANTAR", "DAFTAR TABEL", "BAB III AKUNTABILITAS KINERJA", "C. Realisasi Anggaran"] {
            assert_eq!(body.matches(heading).count(), 2, "{heading} and its line in the contents");
        }
        let (anchors, names) = (all(&body, "w:anchor=\"([^\"]+)\""), all(&body, "w:name=\"([^\"]+)\""));
        let there: BTreeSet<&String> = names.iter().collect();
        assert_eq!(there.len(), names.len(), "names are unique");
        assert!(anchors.iter().all(|to| there.contains(to)) && there.iter().any(|name| name.starts_with("asal_")));
        let bare = text(&self::parts(&file(&app, "format=docx&asal=tidak").await), "word/document.xml");
        assert!(!bare.contains("asal_") && !bare.contains("/indikator/2025-pok/"));
        // What is printed is made of the same report, whichever the database: once is enough.
        if test.backend == Backend::Sqlite {
            let pdf = file(&app, "format=pdf").await;
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn the_numbers_of_a_chart_are_those_of_its_workbook_and_of_the_table_above_it() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let parts = parts(&file(&app, "format=docx").await);
        let mut returns = 0;
        for number in 1.. {
            let Some(chart) = parts.get(&format!("word/charts/chart{number}.xml")) else { break };
            let chart = String::from_utf8(chart.clone()).unwrap();
            let drawn: Vec<f64> = all(&chart, "(?s)<c:numCache>(.*?)</c:numCache>")
                .iter()
                .flat_map(|series| all(series, "<c:v>([^<]+)</c:v>"))
                .map(|value| value.parse().unwrap())
                .collect();
            let held = sheet(&parts[&format!("word/embeddings/grafik{number}.xlsx")], "Data");
            let column = |at: usize| held.rows().filter_map(move |row| row.get(at).and_then(Data::get_float));
            let kept: Vec<f64> = (1..held.width()).flat_map(column).collect();
            assert_eq!(drawn, kept, "chart {number}");
            // Returns of 2025: one, two, none, none, three in the year.
            returns += usize::from(drawn.starts_with(&[1.0, 2.0, 0.0, 0.0, 3.0]));
        }
        assert_eq!(returns, 1);
        test
    })
    .await;
}

fn number(data: &Data) -> f64 {
    data.get_float().unwrap_or_else(|| panic!("{data:?} is no number"))
}

#[tokio::test]
async fn every_figure_is_traced_and_equals_that_of_the_signed_closing() {
    on_both(async |test| {
        year(&test).await;
        let id = signed(&test).await;
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let document = parts(&file(&app, "format=docx").await);
        sound(&document);
        assert!(!document.contains_key("word/header1.xml") && !text(&document, "word/document.xml").contains("KONSEP"));
        let bytes = file(&app, "format=xlsx&penutupan=0").await;
        sound(&parts(&bytes));
        let trace = sheet(&bytes, "Asal angka");
        let mut figures: BTreeMap<String, Vec<Data>> = BTreeMap::new();
        let mut sheets: BTreeMap<String, Range<Data>> = BTreeMap::new();
        for row in trace.rows().skip(1) {
            let name = row[0].to_string();
            let here = sheets.entry(name.clone()).or_insert_with(|| sheet(&bytes, &name));
            let cell = row[1].to_string();
            let column = u32::from(cell.as_bytes()[0] - b'A');
            let line: u32 = cell[1..].parse().unwrap();
            assert_eq!(here.get_value((line - 1, column)), Some(&row[2]), "{row:?}");
            figures.entry(row[3].to_string()).or_default().push(row[2].clone());
        }
        let closing = app.get(&format!("/api/v1/penutupan/{id}")).await.json();
        let mut compared = 0;
        for one in closing["angka"].as_array().unwrap() {
            for (key, word) in [("nilai", "realisasi"), ("capaian", "capaian")] {
                let told = figures.get(&format!("IKU {}, {word} setahun 2025", one["no"])).cloned().unwrap_or_default();
                let Some(value) = one[key].as_str() else {
                    assert!(told.is_empty(), "{one}");
                    continue;
                };
                assert!(told.len() >= 3, "{word}: {one}");
                let percent = key == "capaian" || one["satuan"] == json!("persen");
                let value: f64 = value.parse::<Decimal>().unwrap().to_f64().unwrap();
                let value = if percent { value / 100.0 } else { value };
                assert!(told.iter().all(|data| (number(data) - value).abs() < 1e-9), "{word}: {one} {told:?}");
                compared += 1;
            }
        }
        assert!(compared >= 2, "{closing}");
        assert!(trace.rows().any(|row| row[6].to_string() == format!("/penutupan/{id}/anggota/6")));
        let wrong = app.get("/api/v1/lkj?tahun=2025&penutupan=7").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Nomor yang ada: 0"), "{}", wrong.text);
        test
    })
    .await;
}

#[tokio::test]
async fn of_two_agreements_the_first_is_reported_and_a_number_of_both_is_asked_about() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        signed(&test).await;
        test.at("2026-01-11", 9);
        let later = signed_by(&test, "2025-pk-oktober", 0).await;
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let told = async |query: &str| text(&parts(&file(&app, query).await), "word/document.xml");
        assert!(told("format=docx").await.contains("angka penutupan 2025-pok setahun 2025,"));
        for query in ["perjanjian=2025-pk-oktober", "perjanjian=2025-pk-oktober&penutupan=0"] {
            assert!(told(query).await.contains("angka penutupan 2025-pk-oktober setahun 2025,"), "{query}");
        }
        assert!(told(&format!("penutupan={later}")).await.contains("angka penutupan 2025-pk-oktober setahun 2025,"));
        let unclear = app.get("/api/v1/lkj?tahun=2025&penutupan=0").await;
        assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unclear.text);
        assert!(unclear.text.contains("--agreement 2025-pk-oktober"), "{}", unclear.text);
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let page = head.get("/lkj?tahun=2025").await.text;
        assert!(page.contains("Penutupan 2025-pok terbaru yang ditandatangani"), "{page}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_says_what_the_report_will_be() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let page = head.get("/lkj").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("belum ditutup") && page.text.contains("action=\"/lkj/buat\""), "{}", page.text);
        signed(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        assert!(head.get("/lkj?tahun=2025").await.text.contains("sudah ditutup dan ditandatangani"));
        let saved = head.get("/lkj/unduh?tahun=2025&kantor=BP3MI-BANTEN&penutupan=&format=xlsx&asal=ya").await;
        let named = saved.headers["content-disposition"].to_str().unwrap();
        assert_eq!(named, "attachment; filename=\"lkj-BP3MI-BANTEN-2025.xlsx\"");
        let other = TestApp::login(&test, "kepala", "BP3MI-NTB").await;
        let refused = other.get("/api/v1/lkj?tahun=2025&kantor=BP3MI-BANTEN").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.get("/api/v1/lkj?tahun=2025").await.status, StatusCode::BAD_REQUEST);
        // Who may not read budgets is told so, and the rest of the report is there.
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&team, "format=docx").await), "word/document.xml");
        assert!(body.contains("tidak berwenang membaca catatan anggaran"));
        test
    })
    .await;
}

#[tokio::test]
async fn another_office_and_another_year_have_their_own_report() {
    on_each(&[Backend::Sqlite], async |test| {
        let text = include_str!("../../../config/iku/2025-pok.toml")
            .replace("kode = \"2025-pok\"", "kode = \"2024-ntb\"")
            .replace("tahun = 2025", "tahun = 2024")
            .replace("kantor = \"BP3MI-BANTEN\"", "kantor = \"BP3MI-NTB\"")
            .replace("berlaku_sejak = \"2025-01-01\"", "berlaku_sejak = \"2024-01-01\"");
        let agreements = Agreements::parse([("ntb.toml", text.as_str())]).unwrap();
        let ctx = test.lindung.system_for("BP3MI-NTB", "Uji").unwrap();
        let asked = Asked { year: 2024, ..Asked::default() };
        let source = Source::gather(&ctx, &agreements, &asked).await.unwrap();
        let report = laporan::report(&source);
        assert!(
            report.draft && report.year == 2024 && report.office.contains("Nusa Tenggara Barat"),
            "{}",
            report.office
        );
        assert!(report.basis.contains("Tahun 2024 belum ditutup"));
        for form in Output::ALL {
            let bytes = laporan::write(&report, form, true, &test.lindung.fonts).unwrap();
            assert!(bytes.len() > 5_000, "{form:?}");
        }
        let wrong = Source::gather(&ctx, &agreements, &Asked { year: 2023, ..Asked::default() }).await.unwrap_err();
        assert!(wrong.to_string().contains("Belum ada perjanjian kinerja BP3MI Nusa Tenggara Barat"), "{wrong}");
        assert!(report.blocks.len() > 100);
        test
    })
    .await;
}

/// Sends a section of the report of 2025 as it was read in a version.
pub(super) async fn wrote(app: &TestApp, section: &str, version: i64, words: &str) -> testkit::Answer {
    let version = version.to_string();
    let fields = [
        ("tahun", "2025"),
        ("kantor", "BP3MI-BANTEN"),
        ("bagian", section),
        ("versi", version.as_str()),
        ("isi", words),
    ];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.send(Method::POST, "/lkj/teks/tulis", "application/x-www-form-urlencoded", body).await
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing_and_what_is_written_stands_in_the_report() {
    on_both(async |test| {
        year(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let team = console(&test, "pelindungan", "BP3MI-BANTEN").await;
        let list = head.get("/lkj/teks?tahun=2025").await;
        assert!(list.text.contains("0 dari 48 bagian sudah ditulis"), "{}", list.text);
        let first = wrote(&team, "saran", 0, "Saran pertama.\r\n\r\nParagraf kedua.").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
        // The head read the section when it was empty.
        let late = wrote(&head, "saran", 0, "Saran kepala <b>.\n\nParagraf kedua.").await;
        assert_eq!(late.status, StatusCode::OK, "{}", late.text);
        for told in [
            "baru saja diubah orang lain",
            "<del>Saran pertama.</del>",
            "<ins>Saran kepala &lt;b&gt;.</ins>",
            "name=\"versi\" value=\"1\"",
            "\nSaran kepala &lt;b&gt;.\n\nParagraf kedua.</textarea>",
        ] {
            assert!(late.text.contains(told), "{told}: {}", late.text);
        }
        let merged = wrote(&head, "saran", 1, "Saran pertama.\n\nSaran kepala <b>.").await;
        assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text);
        let page = head.get("/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=saran").await.text;
        assert_eq!(page.matches("id=\"isi\"").count(), 1, "an id stands once: {page}");
        assert!(page.contains("for=\"tulisan\"") && page.contains("id=\"tulisan\""), "{page}");
        assert!(page.contains("Versi 2") && page.contains("Versi 1") && page.contains("Paragraf kedua."), "{page}");
        let faktor = wrote(&team, "faktor-hantu", 0, "Cuaca buruk.").await;
        assert_eq!(faktor.status, StatusCode::NOT_FOUND, "no indicator has that name: {}", faktor.text);
        let long = wrote(&team, "upaya-penanganan-pengaduan", 0, &"x".repeat(20_001)).await;
        assert!(long.status == StatusCode::OK && long.text.contains("lebih dari 20.000 huruf"), "{}", long.status);
        let kept = wrote(&team, "upaya-penanganan-pengaduan", 0, "Piket setiap hari.").await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        assert!(body.contains("Saran kepala &lt;b&gt;.") && body.contains("Piket setiap hari."));
        assert!(!body.contains("[Belum ditulis: Bab IV: saran]") && body.contains("[Belum ditulis: Kata pengantar]"));
        let helpdesk = console(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(helpdesk.get("/lkj/teks?tahun=2025").await.status, StatusCode::FORBIDDEN);
        assert_eq!(wrote(&helpdesk, "saran", 2, "x").await.status, StatusCode::FORBIDDEN);
        let other = console(&test, "kepala", "BP3MI-NTB").await;
        assert_eq!(wrote(&other, "saran", 2, "x").await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}
