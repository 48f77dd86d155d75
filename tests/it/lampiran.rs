//! Attachments of records: what is taken, what is refused, who gets it, and that files and rows stay together.

mod bahaya;
mod berkas;
mod bukti;
mod halaman;
mod ruang;
mod simpan;
mod tolak;

use std::io::{Cursor, Write};
use std::path::PathBuf;

use axum::http::StatusCode;
use image::{ImageFormat, RgbImage};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use testkit::{Test, TestApp, complaint, on_both};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

fn picture(format: ImageFormat, shade: u8) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_fn(60, 40, |x, _| image::Rgb([shade, u8::try_from(4 * x).unwrap(), 120]))
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{WORD}\"/></Types>");
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", types.as_bytes()), ("word/document.xml", b"<w:document/>")];
    parts.extend_from_slice(more);
    archive(&parts)
}

fn xlsx() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "nama").unwrap();
    book.save_to_buffer().unwrap()
}

/// A complaint of BP3MI Banten, by its path in the api.
async fn record(app: &TestApp, number: u32) -> String {
    let made = app.post("/api/v1/pengaduan", &serde_json::to_value(complaint(number, "2025-06-01")).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    format!("/api/v1/pengaduan/{}", made.json()["id"].as_str().unwrap())
}

/// Every file in the folder of attachments, also those being written.
fn files(test: &Test) -> Vec<PathBuf> {
    let Ok(folders) = std::fs::read_dir(test.folder().join("lampiran")) else { return Vec::new() };
    let inside = |folder: std::fs::DirEntry| std::fs::read_dir(folder.path()).unwrap();
    folders.flatten().flat_map(inside).flatten().map(|file| file.path()).collect()
}

async fn rows(test: &Test) -> Vec<lampiran::Model> {
    lampiran::Entity::find().all(&test.house().db).await.unwrap()
}

fn id(answer: &testkit::Answer) -> String {
    answer.json()["id"].as_str().unwrap_or_else(|| panic!("{}", answer.text)).to_owned()
}

#[tokio::test]
async fn each_kind_is_taken_and_given_out_as_what_it_is() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let sent = [
            ("Surat Kuasa – Siti.pdf", PDF.to_vec(), "pdf"),
            ("foto.JPG", picture(ImageFormat::Jpeg, 1), "jpeg"),
            ("layar.png", picture(ImageFormat::Png, 1), "png"),
            ("kronologi.docx", docx(&[]), "docx"),
            ("gaji.xlsx", xlsx(), "xlsx"),
        ];
        for (name, bytes, kind) in &sent {
            let made = app.upload(&list, (name, bytes), "Diserahkan keluarga").await;
            assert_eq!(made.status, StatusCode::CREATED, "{name}: {}", made.text);
            let body = made.json();
            assert_eq!(
                (&body["macam"], &body["nama"], &body["sudah_ada"]),
                (&json!(kind), &json!(name), &json!(false))
            );
            assert_eq!(body["keterangan"], json!("Diserahkan keluarga"));
            let got = app.get(made.headers["location"].to_str().unwrap()).await;
            assert_eq!(got.status, StatusCode::OK, "{}", got.text);
            assert_eq!(&got.bytes, bytes, "{name}");
            assert_eq!(got.headers["content-type"].to_str().unwrap(), body["tipe"].as_str().unwrap());
            for (header, value) in [
                ("x-content-type-options", "nosniff"),
                ("content-security-policy", "sandbox; default-src 'none'"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(got.headers[header], value, "{name}");
            }
            let saved = got.headers["content-disposition"].to_str().unwrap();
            assert!(saved.starts_with("attachment; filename=\""), "{saved}");
        }
        let all = app.get(&list).await.json()["data"].as_array().unwrap().clone();
        assert_eq!(all.len(), 5);
        let first = app.get(&format!("{list}/{}", all[0]["id"].as_str().unwrap())).await;
        let saved = first.headers["content-disposition"].to_str().unwrap();
        assert!(saved.ends_with("filename*=UTF-8''Surat%20Kuasa%20%E2%80%93%20Siti.pdf"), "{saved}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_same_file_three_times_is_one_attachment_and_one_line_of_history() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let (record, other) = (record(&app, 1).await, record(&app, 2).await);
        let list = format!("{record}/lampiran");
        let send = || app.upload(&list, ("surat.pdf", PDF), "");
        let (one, two, three) = tokio::join!(send(), send(), send());
        let mut statuses = [one.status, two.status, three.status];
        statuses.sort();
        assert_eq!(
            statuses,
            [StatusCode::OK, StatusCode::OK, StatusCode::CREATED],
            "{} {} {}",
            one.text,
            two.text,
            three.text
        );
        assert!(id(&one) == id(&two) && id(&two) == id(&three));
        let read = app.get(&record).await.json();
        assert_eq!((&read["versi"], read["riwayat"].as_array().unwrap().len()), (&json!(2), 2));
        // The same content on another record lies in the same file.
        assert_eq!(app.upload(&format!("{other}/lampiran"), ("lain.pdf", PDF), "").await.status, StatusCode::CREATED);
        assert_eq!((rows(&test).await.len(), files(&test).len()), (2, 1));
        test
    })
    .await;
}

#[tokio::test]
async fn many_who_attach_at_once_all_succeed() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let pictures: Vec<Vec<u8>> = (0..4).map(|n| picture(ImageFormat::Png, n)).collect();
        let send = |n: usize| app.upload(&list, ("foto.png", &pictures[n]), "");
        let (one, two, three, four) = tokio::join!(send(0), send(1), send(2), send(3));
        for answer in [one, two, three, four] {
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        }
        let read = app.get(&record).await.json();
        assert_eq!((&read["versi"], rows(&test).await.len()), (&json!(5), 4));
        assert_eq!(server::jobs::verify(&test.lindung, "2025-07-01".parse().unwrap()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn a_removed_attachment_stays_on_file_with_its_reason_and_is_not_given_out() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let one = format!("{list}/{}", id(&app.upload(&list, ("surat.pdf", PDF), "").await));
        let unsaid = app.post(&format!("{one}/hapus"), &json!({})).await;
        assert_eq!(
            (unsaid.status, unsaid.json()["errors"][0]["pointer"].clone()),
            (StatusCode::UNPROCESSABLE_ENTITY, json!("/alasan"))
        );
        let removed = app.post(&format!("{one}/hapus"), &json!({ "alasan": "Milik orang lain" })).await;
        assert_eq!(removed.status, StatusCode::OK, "{}", removed.text);
        assert_eq!(removed.json()["alasan"], json!("Milik orang lain"));
        assert_eq!(app.post(&format!("{one}/hapus"), &json!({ "alasan": "Lagi" })).await.status, StatusCode::CONFLICT);
        assert_eq!(app.get(&one).await.status, StatusCode::NOT_FOUND);
        let history: Vec<Value> = app.get(&record).await.json()["riwayat"].as_array().unwrap().clone();
        assert_eq!(history.len(), 3, "a refused removal leaves no line");
        assert!(history.iter().any(|line| line["alasan"] == json!("Milik orang lain")));
        // It may be attached again, as a new one.
        assert_eq!(app.upload(&list, ("surat.pdf", PDF), "").await.status, StatusCode::CREATED);
        assert_eq!((rows(&test).await.len(), files(&test).len()), (2, 1));
        test
    })
    .await;
}

#[tokio::test]
async fn another_office_finds_no_attachment_and_a_move_takes_them_along() {
    on_both(async |test| {
        let airport = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let banten = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let record = record(&airport, 1).await;
        let list = format!("{record}/lampiran");
        let one = format!("{list}/{}", id(&airport.upload(&list, ("surat.pdf", PDF), "").await));
        let why = json!({ "alasan": "Uji" });
        assert_eq!(banten.get(&one).await.status, StatusCode::OK);
        for (road, answer) in [
            (&list, other.get(&list).await),
            (&one, other.get(&one).await),
            (&list, other.upload(&list, ("x.pdf", PDF), "").await),
            (&one, other.post(&format!("{one}/hapus"), &why).await),
            (&record, other.get(&format!("{record}/berkas")).await),
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{road}: {}", answer.text);
        }
        // An attachment is found through its own record alone.
        let stranger = self::record(&other, 2).await;
        let bent = one.replace(&record, &stranger);
        assert_eq!(other.get(&bent).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.post(&format!("{bent}/hapus"), &why).await.status, StatusCode::NOT_FOUND);
        assert_eq!(files(&test).len(), 1);
        let moved = json!({ "alasan": "Salah kantor", "kantor": "BP3MI-BANTEN" });
        let version = banten.get(&record).await.json()["versi"].as_i64().unwrap();
        assert_eq!(banten.act(&format!("{record}/pindahkan"), version, &moved).await.status, StatusCode::OK);
        let office = test.house().offices.by_code("BP3MI-BANTEN").unwrap().id;
        assert!(rows(&test).await.iter().all(|row| row.kantor_id == office));
        assert_eq!(airport.get(&one).await.status, StatusCode::NOT_FOUND);
        assert_eq!(banten.get(&one).await.status, StatusCode::OK);
        test
    })
    .await;
}
