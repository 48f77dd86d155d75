//! What goes out: in workbooks numbers are numbers, days are days and text is text; on paper each letter can be read, or it is not
//! printed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _};
use kernel::form::FieldKind;
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, klaim, on_both, with};

use testkit::least;

type Line = BTreeMap<String, Seen>;

/// The cells of a sheet by row, each row by the heads of its columns, read as a spreadsheet reads them.
fn sheet(bytes: &[u8], name: &str) -> (Vec<String>, Vec<Line>) {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(book.worksheet_formula(name).unwrap().used_cells().next().is_none(), "a formula came out");
    let cells = book.worksheet_range(name).unwrap();
    let mut rows = cells.rows();
    let heads: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    let line = |row: &[Data]| {
        let filled = row.iter().enumerate().filter(|(_, data)| **data != Data::Empty);
        filled.map(|(column, data)| (heads[column].clone(), Seen::of(data))).collect()
    };
    let lines = rows.map(line).collect();
    (heads, lines)
}

/// The sum that a spreadsheet makes of a column: text counts nothing.
fn sum(rows: &[Line], head: &str) -> f64 {
    rows.iter().filter_map(|row| row.get(head)).map(Seen::number).sum()
}

#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Number(f64),
    Day(String),
    Text(String),
    Other(String),
}

impl Seen {
    fn of(data: &Data) -> Self {
        match data {
            Data::Float(number) => Self::Number(*number),
            Data::Int(number) => Self::Number(number.to_string().parse().unwrap()),
            Data::DateTime(_) => Self::Day(data.as_date().unwrap().to_string()),
            Data::String(text) => Self::Text(text.clone()),
            other => Self::Other(format!("{other:?}")),
        }
    }

    fn number(&self) -> f64 {
        if let Self::Number(number) = self { *number } else { 0.0 }
    }
}

async fn exported(app: &TestApp, kind: &str, form: &str) -> Answer {
    let file = app.post(&format!("/api/v1/{kind}/ekspor"), &json!({ "bentuk": form })).await;
    assert_eq!(file.status, StatusCode::OK, "{kind}: {}", file.text);
    file
}

#[tokio::test]
async fn claims_add_up_and_their_days_are_days() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let paid = [("dibayar_pada", "2025-06-20"), ("jumlah_rp", "85000000"), ("rekening", "0012345678901")];
        let odd = [
            ("jumlah_rp", "1250000"),
            ("dibayar_pada", "2025-06-12"),
            ("nomor_klaim", "=1+1"),
            ("cabang", "+62 Serang"),
        ];
        for (number, pairs) in [(1, &paid[..]), (2, &odd[..]), (3, &[("nomor_klaim", "20261234567890123")][..])] {
            let body = serde_json::to_value(with(klaim(number, "2025-06-01"), pairs)).unwrap();
            let made = app.post("/api/v1/klaim", &body).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        }
        let file = exported(&app, "klaim", "xlsx").await;
        let (heads, rows) = sheet(&file.bytes, test.lindung.registry.find("klaim").unwrap().info().title);
        assert_eq!(rows.len(), 3);
        assert!((sum(&rows, "Jumlah dibayar (Rp)") - 86_250_000.0).abs() < f64::EPSILON, "{rows:?}");
        let seen = |at: usize, head: &str| rows[at][head].clone();
        assert_eq!(seen(1, "Tanggal dibayar"), Seen::Day("2025-06-12".to_owned()));
        assert_eq!(seen(2, "Tanggal diajukan"), Seen::Day("2025-06-01".to_owned()));
        assert_eq!(seen(1, "Nomor klaim"), Seen::Text("=1+1".to_owned()));
        assert_eq!(seen(1, "Cabang BPJS Ketenagakerjaan"), Seen::Text("+62 Serang".to_owned()));
        assert_eq!(seen(0, "Nomor klaim"), Seen::Text("20261234567890123".to_owned()), "a number that names is text");
        assert_eq!(seen(2, "Rekening ahli waris"), Seen::Text(people::SHUT.to_owned()));
        assert_eq!(seen(2, "NIK"), Seen::Text(people::SHUT.to_owned()));
        assert!(!rows[2].contains_key("Alasan ditolak"), "nothing is nothing");
        for head in ["Nomor", "Kantor", "Nama lengkap", "NIK", "Daerah asal", "Alasan ditolak", "Status", "Dibatalkan"]
        {
            assert!(heads.iter().any(|one| one == head), "{head}: {heads:?}");
        }
        let text = exported(&app, "klaim", "csv").await.text;
        assert!(text.contains("'=1+1") && text.contains(";85000000;") && text.contains(";2025-06-12;"), "{text}");
        assert!(text.lines().next().unwrap().contains("Nama lengkap;NIK;"), "{text}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_file_has_every_field_in_the_order_of_the_form_for_every_kind() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for (kind, body) in least() {
            let made = app.post(&format!("/api/v1/{kind}"), &body).await;
            assert_eq!(made.status, StatusCode::CREATED, "{kind}: {}", made.text);
            let known = test.lindung.registry.find(kind).unwrap();
            let (info, fields) = (known.info(), known.fields());
            let file = exported(&app, kind, "xlsx").await;
            let (heads, rows) = sheet(&file.bytes, info.title);
            let mut expected = vec!["Nomor", "Kantor"];
            expected.extend(fields.iter().map(|field| field.label));
            expected.extend(["Status", "Dibatalkan"]);
            assert_eq!(heads, expected, "{kind}");
            let mut once = heads.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), heads.len(), "{kind}: two columns have one head");
            for field in &fields {
                let Some(value) = body.get(field.key) else { continue };
                let seen = rows[0][field.label].clone();
                match field.kind {
                    _ if field.kind.is_day() => assert_eq!(seen, Seen::Day(value.as_str().unwrap().to_owned())),
                    FieldKind::Money | FieldKind::Count | FieldKind::Year | FieldKind::Score => {
                        assert_eq!(seen, Seen::Number(value.as_f64().unwrap()), "{kind} {}", field.key);
                    }
                    _ => assert!(matches!(seen, Seen::Text(_)), "{kind} {}: {seen:?}", field.key),
                }
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn figures_are_numbers_and_per_cent_is_per_cent() {
    on_both(async |test| {
        let ctx = test.system();
        let agreement = test.lindung.agreements.find("2025-pok").unwrap();
        let iku =
            reporting::table::build(&ctx, &test.lindung.agreements, agreement, reporting::Known::Now).await.unwrap();
        let (per_cent, counted) = {
            let of = |unit: bool| iku.lines.iter().find(|line| (line.item.unit == "persen") == unit).unwrap();
            (of(true).item.clone(), of(false).item.clone())
        };
        let bytes = reporting::render::xlsx(std::slice::from_ref(&iku)).unwrap();
        let (_, rows) = sheet(&bytes, "2025-pok");
        let target = |no: u32| {
            let row = rows.iter().find(|row| (row["no"].number() - f64::from(no)).abs() < 0.1).unwrap();
            row["target_tahun"].number()
        };
        let meant = |item: &reporting::Item| item.target_year.parse::<f64>().unwrap();
        assert!((target(per_cent.no) * 100.0 - meant(&per_cent)).abs() < 1e-9, "{per_cent:?}");
        assert!((target(counted.no) - meant(&counted)).abs() < 1e-9, "{counted:?}");
        let mut styles = String::new();
        let mut parts = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        parts.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
        assert!(styles.contains("formatCode=\"0.00%\""), "{styles}");
        test
    })
    .await;
}

async fn home(app: &TestApp, number: u32, name: &str) -> (String, Value) {
    let body = with(testkit::returned(number, "2025-06-01", "sakit"), &[("nama", name), ("tiba_jam", "22:31")]);
    let made = app.post("/api/v1/kepulangan", &serde_json::to_value(body).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made = made.json();
    (format!("/api/v1/kepulangan/{}", made["id"].as_str().unwrap()), made)
}

#[tokio::test]
async fn what_cannot_be_printed_legibly_is_refused_and_word_has_it() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        TestApp::user(&test, "uji.meja", "helpdesk", "P4MI-SOETTA").await;
        let console = TestApp::console(&test, "uji.meja").await;
        let (arabic, _) = home(&app, 1, "محمد علي").await;
        let paper = app.post(&format!("{arabic}/berita-acara"), &json!({})).await;
        assert!(paper.status == StatusCode::OK && paper.bytes.starts_with(b"%PDF-"), "{}", paper.text);
        for (number, name, letter) in [
            (2, "陈美玲", "陈 (U+9648)"),
            (3, "สมชาย", "ส (U+0E2A)"),
            (4, "மாலா", "ம (U+0BAE)"),
            (5, "Siti 😀", "😀 (U+1F600)"),
        ] {
            let (here, made) = home(&app, number, name).await;
            let refused = app.post(&format!("{here}/berita-acara"), &json!({})).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{name}: {}", refused.text);
            let detail = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(letter) && detail.contains(&format!("“Nama: {name}”")), "{detail}");
            assert!(
                detail.contains("huruf Latin") && detail.contains("fonts-noto-cjk") && detail.contains("DOCX"),
                "{detail}"
            );
            let word = app.post(&format!("{here}/berita-acara"), &json!({ "bentuk": "docx" })).await;
            assert!(word.status == StatusCode::OK && word.bytes.starts_with(b"PK"), "{}", word.text);
            let mut text = String::new();
            let mut parts = zip::ZipArchive::new(Cursor::new(&word.bytes)).unwrap();
            parts.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
            assert!(text.contains(name), "{text}");
            let page = format!("/kepulangan/{}/berita-acara", made["id"].as_str().unwrap());
            let page = console.send(axum::http::Method::POST, &page, "application/x-www-form-urlencoded", "").await;
            assert!(page.status == StatusCode::CONFLICT && page.text.contains(letter), "{} {}", page.status, page.text);
        }
        // Full-width letters are the letters of the keyboard, and kept as such.
        let (wide, made) = home(&app, 6, "Ｓｉｔｉ Contoh").await;
        let paper = app.post(&format!("{wide}/berita-acara"), &json!({})).await;
        assert!(paper.status == StatusCode::OK && paper.bytes.starts_with(b"%PDF-"), "{}", paper.text);
        assert_eq!(made["nama"], "Siti Contoh");
        let report = "tanggal=01/06/2025&giliran=siang";
        let shift = console.get(&format!("/meja/laporan.pdf?{report}")).await;
        assert!(shift.status == StatusCode::CONFLICT && shift.text.contains("陈"), "{} {}", shift.status, shift.text);
        let book = console.get(&format!("/meja/laporan.xlsx?{report}")).await;
        let (_, people) = sheet(&book.bytes, "Orang");
        assert_eq!(people[0]["Tanggal"], Seen::Day("2025-06-01".to_owned()));
        assert!(people.iter().any(|row| row["Nama"] == Seen::Text("陈美玲".to_owned())));
        let (_, counts) = sheet(&book.bytes, "Ringkasan");
        assert_eq!(counts[0]["Jumlah"], Seen::Number(6.0));
        test
    })
    .await;
}

#[tokio::test]
async fn letters_that_a_font_of_the_machine_has_are_printed() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        let (here, _) = home(&app, 2, "玲美陈").await;
        let print = async |test: &Test, fonts: &std::path::Path| {
            let config = server::Config { fonts_dir: fonts.to_owned(), ..test.lindung.config.clone() };
            let other = server::compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap();
            let app = TestApp::of(other.router()).with_token(app.token());
            let paper = app.post(&format!("{here}/berita-acara"), &json!({})).await;
            other.close().await.unwrap();
            paper
        };
        let folder = test.folder().join("huruf");
        std::fs::create_dir_all(folder.join("dalam")).unwrap();
        std::fs::write(folder.join("rusak.ttf"), b"bukan huruf").unwrap();
        std::fs::write(folder.join("dalam/sebagian.ttf"), font("陈美")).unwrap();
        let half = print(&test, &folder).await;
        assert_eq!(half.status, StatusCode::CONFLICT, "{}", half.text);
        let detail = half.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("玲 (U+73B2)") && !detail.contains("陈 (U+9648)"), "{detail}");
        std::fs::write(folder.join("dalam/sisa.ttf"), font("玲")).unwrap();
        let whole = print(&test, &folder).await;
        assert!(whole.status == StatusCode::OK && whole.bytes.starts_with(b"%PDF-"), "{}", whole.text);
        test
    })
    .await;
}

/// A font that has these letters only, all of one shape: one that is shipped, under another map from letters to shapes.
fn font(letters: &str) -> Vec<u8> {
    let mut bytes =
        typst_assets::fonts().find(|bytes| bytes.windows(14).any(|name| name == b"DejaVuSansMono")).unwrap().to_vec();
    let word = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let tables = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let entry = (0..tables).map(|table| 12 + 16 * table).find(|at| &bytes[*at..*at + 4] == b"cmap").unwrap();
    let at = usize::try_from(word(entry + 8)).unwrap();
    let mut letters: Vec<u32> = letters.chars().map(u32::from).collect();
    letters.sort_unstable();
    let groups = u32::try_from(letters.len()).unwrap();
    // Version 0 with one subtable, for all of Unicode (platform 3, encoding 10), of format 12.
    let mut map: Vec<u8> = [0_u16, 1, 3, 10].iter().flat_map(|word| word.to_be_bytes()).collect();
    map.extend(12_u32.to_be_bytes());
    map.extend([12_u16, 0].iter().flat_map(|word| word.to_be_bytes()));
    map.extend([16 + 12 * groups, 0, groups].iter().flat_map(|word| word.to_be_bytes()));
    map.extend(letters.iter().flat_map(|letter| [*letter, *letter, 36]).flat_map(u32::to_be_bytes));
    let length = u32::try_from(map.len()).unwrap();
    bytes[entry + 12..entry + 16].copy_from_slice(&length.to_be_bytes());
    bytes[at..at + map.len()].copy_from_slice(&map);
    bytes
}
