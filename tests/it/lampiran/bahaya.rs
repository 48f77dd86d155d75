//! Files that harm who opens them: refused with what to do, and nothing is left of them.

use std::io::Write;

use axum::http::StatusCode;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::ImageFormat;
use serde_json::json;
use testkit::{TestApp, on_both};

use super::{PDF, docx, files, picture, record, rows, xlsx};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relations of a part with one that leads elsewhere.
fn relations(kind: &str) -> Vec<u8> {
    format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{RELATIONS}/{kind}\" \
         Target=\"https://contoh.example/a\" TargetMode=\"External\"/></Relationships>"
    )
    .into_bytes()
}

/// A PDF with one more object.
fn pdf(object: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n2 0 obj\n", object, b"\nendobj\n", &PDF[9..]].concat()
}

/// A PDF whose object lies among packed ones.
fn packed(object: &str) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    write!(out, "3 0 {object}").unwrap();
    let data = out.finish().unwrap();
    let head = format!("<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n", data.len());
    pdf(&[head.as_bytes(), &data, b"\nendstream"].concat())
}

/// A picture that says that it has so many points, and has hardly any.
fn swollen(format: ImageFormat, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = picture(format, 1);
    if format == ImageFormat::Png {
        bytes[16..20].copy_from_slice(&u32::from(width).to_be_bytes());
        bytes[20..24].copy_from_slice(&u32::from(height).to_be_bytes());
        return bytes;
    }
    let at = bytes.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[tokio::test]
async fn what_runs_loads_or_swells_is_refused_with_what_to_do_and_leaves_nothing() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let script = "<< /S /J#61vaScript /JS (app.alert) >>";
        let settings = "word/_rels/settings.xml.rels";
        let huge = swollen(ImageFormat::Png, 60_000, 60_000);
        let ole = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 504]].concat();
        let cases: [(&str, Vec<u8>, &str); 16] = [
            (
                "a.png",
                huge.clone(),
                "60.000 × 60.000 titik (3.600 juta) terlalu besar untuk dibuka; paling banyak 120 juta",
            ),
            ("a.jpg", swollen(ImageFormat::Jpeg, 60_000, 60_000), "3.600 juta"),
            ("a.docx", docx(&[("word/media/image1.png", &huge)]), "3.600 juta"),
            ("a.docx", docx(&[(settings, &relations("attachedTemplate"))]), "templat dari tempat lain"),
            ("a.docx", docx(&[("word/_rels/document.xml.rels", &relations("image"))]), "gambar dari tempat lain"),
            ("a.docx", docx(&[("word/embeddings/oleObject1.bin", &ole)]), "objek OLE"),
            ("a.docx", docx(&[("word/activeX/activeX1.xml", b"<a/>")]), "ActiveX"),
            ("a.docx", docx(&[("word/header1.xml", b"<w:fldSimple w:instr=\" DDEAUTO x\"/>")]), "perintah DDE"),
            (
                "a.docx",
                docx(&[("word/embeddings/a.docx", &docx(&[(settings, &relations("attachedTemplate"))]))]),
                "templat",
            ),
            ("a.pdf", pdf(script.as_bytes()), "berisi skrip"),
            ("a.pdf", packed(script), "berisi skrip"),
            ("a.pdf", pdf(b"<< /OpenAction << /S /Launch /F (cmd.exe) >> >>"), "menjalankan program"),
            ("a.pdf", pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), "berkas lain"),
            ("a.pdf", pdf(b"<< /AcroForm << /XFA 9 0 R >> >>"), "XFA"),
            ("a.pdf", pdf(b"<< /Encrypt 9 0 R >>"), "terkunci"),
            (
                "a.pdf",
                pdf(b"<< /Type /ObjStm /N 1 /First 4 /Filter /LZWDecode >> stream\nx\nendstream"),
                "tidak dapat diperiksa",
            ),
        ];
        for (name, bytes, words) in cases {
            let answer = app.upload(&list, (name, &bytes), "").await;
            let context = format!("{name} ({words}): {}", answer.text);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{context}");
            assert_eq!(answer.json()["errors"][0]["pointer"], json!("/berkas"), "{context}");
            assert!(answer.text.contains(words) && answer.text.contains("unggah"), "{context}");
        }
        assert!(files(&test).is_empty() && rows(&test).await.is_empty());
        assert_eq!(app.get(&record).await.json()["versi"], json!(1));
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_harmless_and_what_the_program_prints_itself_is_taken() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let link =
            docx(&[("word/_rels/document.xml.rels", &relations("hyperlink")), ("word/embeddings/a.xlsx", &xlsx())]);
        let link_in_pdf = pdf(b"<< /A << /S /URI /URI (https://contoh.example/JS) >> /OpenAction [1 0 R /Fit] >>");
        let large = swollen(ImageFormat::Jpeg, 12_000, 9_000);
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let report = console.get("/meja/laporan.pdf?tanggal=01/07/2025&giliran=malam").await;
        assert_eq!(report.status, StatusCode::OK, "{}", report.text);
        let bundle = app.get(&format!("{record}/berkas")).await.bytes;
        for (name, bytes) in [
            ("tautan.docx", link),
            ("tautan.pdf", link_in_pdf),
            ("foto-108-juta.jpg", large),
            ("laporan.pdf", report.bytes),
            ("berkas.docx", bundle),
        ] {
            let made = app.upload(&list, (name, &bytes), "").await;
            assert_eq!(made.status, StatusCode::CREATED, "{name}: {}", made.text);
        }
        test
    })
    .await;
}
