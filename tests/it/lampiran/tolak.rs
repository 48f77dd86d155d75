//! What is not taken: clear words at the field, no row, no history, and no file left behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use image::ImageFormat;
use serde_json::json;
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::{PDF, archive, docx, files, picture, record, rows};

const FORM: &str = "multipart/form-data; boundary=batas";

async fn untouched(test: &Test, app: &TestApp, record: &str) {
    assert_eq!(files(test), Vec::<std::path::PathBuf>::new());
    assert!(rows(test).await.is_empty());
    assert_eq!(app.get(record).await.json()["versi"], json!(1));
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused_and_leaves_nothing() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let zeros = vec![0; 8 * 1024 * 1024];
        let names: Vec<String> = (0..26).map(|n| format!("word/media/{n}.bin")).collect();
        let bomb: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), zeros.as_slice())).collect();
        let bomb = docx(&bomb);
        assert!(bomb.len() < 1024 * 1024, "a bomb is small before it goes off");
        let two_kinds = [PDF, &docx(&[])].concat();
        let prefixed = [b"%PDF-1.7\n".as_slice(), &docx(&[]), b"\n%%EOF"].concat();
        let jpeg = picture(ImageFormat::Jpeg, 9);
        let cases: [(&str, &[u8], &str); 17] = [
            ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "bukan PDF"),
            ("gambar.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF"),
            ("gambar.png", b"<!DOCTYPE html><script>alert(1)</script>", "bukan PDF"),
            ("surat.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "bukan PDF"),
            ("surat.pdf", &jpeg, "JPEG, tetapi namanya tidak berakhiran .jpg"),
            ("surat.pdf.exe", PDF, "tidak berakhiran .pdf"),
            ("surat", PDF, "tidak berakhiran .pdf"),
            ("../../etc/passwd", b"root:x:0:0", "bukan PDF"),
            ("surat.pdf", &two_kinds, "tidak utuh"),
            ("surat.pdf", &prefixed, "sekaligus arsip"),
            ("surat.docx", &two_kinds, "tidak berakhiran"),
            ("surat.docx", &bomb, "mengembang"),
            ("surat.docx", &archive(&[("x.class", b"x")]), "bukan DOCX"),
            ("surat.docx", &docx(&[("word/vbaProject.bin", b"x")]), "makro"),
            ("foto.jpg", &jpeg[..jpeg.len() / 2], "tidak utuh"),
            ("kosong.pdf", b"", "kosong"),
            ("", b"", "Pilih berkas"),
        ];
        for (name, bytes, words) in cases {
            let answer = app.upload(&list, (name, bytes), "").await;
            let context = format!("{name} ({words}): {}", answer.text);
            // Content that is two things at once may be refused for either.
            let either = words == "tidak utuh" || words == "tidak berakhiran";
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{context}");
            assert_eq!(answer.json()["errors"][0]["pointer"], json!("/berkas"), "{context}");
            assert!(answer.text.contains(words) || (either && answer.text.contains("sekaligus")), "{context}");
        }
        untouched(&test, &app, &record).await;
        let long = app.upload(&list, ("surat.pdf", PDF), &"panjang ".repeat(60)).await;
        assert_eq!(long.json()["errors"][0]["pointer"], json!("/keterangan"));
        untouched(&test, &app, &record).await;
        test
    })
    .await;
}

#[tokio::test]
async fn names_are_labels_and_never_paths() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        for (number, (sent, kept)) in (0..).zip([
            ("../../etc/passwd.png", "passwd.png"),
            ("C:\\x\\y.png", "y.png"),
            ("a\u{202e}gnp.png", "agnp.png"),
        ]) {
            let made = app.upload(&list, (sent, &picture(ImageFormat::Png, number)), "").await;
            assert_eq!((made.status, made.json()["nama"].clone()), (StatusCode::CREATED, json!(kept)), "{}", made.text);
        }
        // Names lie sealed, and no name is part of a path.
        for (row, file) in rows(&test).await.iter().zip(files(&test)) {
            assert!(!row.nama_sandi.windows(4).any(|w| w == b".png"));
            assert!(file.strip_prefix(test.folder().join("lampiran")).unwrap().to_str().unwrap().len() == 65);
            assert!(!std::fs::read(file).unwrap().windows(4).any(|w| w == b"IHDR"), "a file lies open");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_hundred_megabytes_are_refused_before_they_are_read() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let read = Arc::new(AtomicUsize::new(0));
        // A body of 100 MB that counts how much of it was asked for.
        let body = |read: &Arc<AtomicUsize>| {
            let read = Arc::clone(read);
            let head =
                b"--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a.pdf\"\r\n\r\n%PDF-".to_vec();
            let piece = Bytes::from(vec![b'x'; 1024 * 1024]);
            let pieces = (0..100).map(move |n| {
                read.fetch_add(1, Ordering::Relaxed);
                Ok::<_, std::io::Error>(if n == 0 { Bytes::from(head.clone()) } else { piece.clone() })
            });
            Body::from_stream(futures_util::stream::iter(pieces))
        };
        let client = TestApp::new(&test).with_token(app.token()).with_header("content-length", "104857600");
        let answer = client.send(Method::POST, &list, FORM, body(&read)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("paling besar 20 MB"), "{}", answer.text);
        assert_eq!(read.load(Ordering::Relaxed), 0);
        // Who does not say how much is coming is let go at the limit.
        let answer = app.send(Method::POST, &list, FORM, body(&read)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {read:?}", answer.text);
        assert!(answer.text.contains("lebih besar dari 20 MB"), "{}", answer.text);
        assert!(read.load(Ordering::Relaxed) < 25, "{read:?}");
        // Routes that take no files keep their limit.
        let typed = json!({ "kronologi": "x".repeat(2 * 1024 * 1024) });
        assert_eq!(app.post("/api/v1/pengaduan", &typed).await.status, StatusCode::BAD_REQUEST);
        untouched(&test, &app, &record).await;
        test
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let head =
            b"--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n%%EOF";
        for rest in [Err(std::io::Error::other("putus")), Ok(Bytes::new())] {
            let pieces = [Ok(Bytes::from_static(head)), rest];
            let body = Body::from_stream(futures_util::stream::iter(pieces));
            let answer = app.send(Method::POST, &format!("{record}/lampiran"), FORM, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
            assert!(answer.text.contains("tidak sampai dengan utuh"), "{}", answer.text);
        }
        let answer = app.post(&format!("{record}/lampiran"), &json!({})).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        untouched(&test, &app, &record).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_record_takes_no_files_but_shows_them() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let one = format!("{list}/{}", super::id(&app.upload(&list, ("surat.pdf", PDF), "").await));
        let why = json!({ "alasan": "Uji" });
        assert_eq!(app.act(&format!("{record}/batalkan"), 2, &why).await.status, StatusCode::OK);
        assert_eq!(
            app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 1)), "").await.status,
            StatusCode::CONFLICT
        );
        assert_eq!(app.post(&format!("{one}/hapus"), &why).await.status, StatusCode::CONFLICT);
        assert_eq!(app.get(&one).await.status, StatusCode::OK);
        assert_eq!((rows(&test).await.len(), files(&test).len()), (1, 1));
        test
    })
    .await;
}
