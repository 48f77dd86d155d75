//! Attachments on the page of a record, without any script.

use axum::http::{Method, StatusCode};
use image::ImageFormat;
use testkit::{Test, TestApp, on_both};

use super::{PDF, picture, record};

/// A client of the console with a session of its own.
async fn console(test: &Test) -> TestApp {
    let app = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let typed = format!("nama=pelindungan.bp3mi-banten&sandi={}&kembali=/", TestApp::password().replace(' ', "+"));
    let answer = app.send(Method::POST, "/masuk", "application/x-www-form-urlencoded", typed).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_token(app.token()).with_header("cookie", &cookie)
}

#[tokio::test]
async fn a_file_is_attached_taken_and_removed_on_the_page() {
    on_both(async |test| {
        let app = console(&test).await;
        let page = record(&app, 1).await.replace("/api/v1", "");
        let list = format!("{page}/lampiran");
        assert!(app.get(&page).await.text.contains("Belum ada lampiran."));
        // What is wrong stands at its field, and what was typed comes back.
        let wrong = app.upload(&list, ("surat.pdf", b"<html>"), "Surat <kuasa>").await;
        assert_eq!(wrong.status, StatusCode::OK, "{}", wrong.text);
        assert!(wrong.text.contains("berkas-e") && wrong.text.contains("bukan PDF"), "{}", wrong.text);
        assert!(wrong.text.contains("Surat &lt;kuasa&gt;"), "{}", wrong.text);
        let missing = app.upload(&list, ("", b""), "").await;
        assert!(missing.text.contains("Pilih berkas yang akan dilampirkan."), "{}", missing.text);
        let done = app.upload(&list, ("surat.pdf", PDF), "Surat kuasa").await;
        assert_eq!(
            (done.status, done.headers["location"].to_str().unwrap()),
            (StatusCode::SEE_OTHER, format!("{page}#lampiran").as_str())
        );
        let again = app.upload(&list, ("lain.pdf", PDF), "").await;
        assert!(again.text.contains("sudah terlampir dengan nama surat.pdf"), "{}", again.text);
        let shown = app.get(&page).await.text;
        assert!(
            shown.contains("PDF, 1 KB. Surat kuasa. Diunggah Uji Contoh") && shown.contains("Lampiran ditambahkan"),
            "{shown}"
        );
        let at = shown.find(&format!("{list}/")).unwrap();
        let one = shown[at..].split('"').next().unwrap().to_owned();
        let got = app.get(&one).await;
        assert_eq!(
            (got.bytes.as_slice(), got.headers["content-security-policy"].to_str().unwrap()),
            (PDF, "sandbox; default-src 'none'")
        );
        let form = "application/x-www-form-urlencoded";
        let unsaid = app.send(Method::POST, &format!("{one}/hapus"), form, "alasan=").await;
        assert!(unsaid.text.contains("-e\"") && unsaid.text.contains("details open"), "{}", unsaid.text);
        let gone = app.send(Method::POST, &format!("{one}/hapus"), form, "alasan=Salah+orang").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
        let shown = app.get(&page).await.text;
        assert!(shown.contains("Yang sudah dihapus (1)") && shown.contains("Salah orang"), "{shown}");
        assert!(shown.contains("Lampiran dihapus") && !shown.contains(&format!("href=\"{one}\"")), "{shown}");
        test
    })
    .await;
}

#[tokio::test]
async fn another_office_finds_nothing_on_the_page() {
    on_both(async |test| {
        let owner = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let list = format!("{}/lampiran", record(&owner, 1).await);
        let made = owner.upload(&list, ("surat.pdf", PDF), "").await;
        let app = console(&test).await;
        let list = list.replace("/api/v1", "");
        let one = format!("{list}/{}", super::id(&made));
        let form = "application/x-www-form-urlencoded";
        for answer in [
            app.get(&one).await,
            app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 1)), "").await,
            app.send(Method::POST, &format!("{one}/hapus"), form, "alasan=Uji").await,
            app.get(&list.replace("/lampiran", "/berkas.docx")).await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
        }
        assert_eq!(super::files(&test).len(), 1);
        test
    })
    .await;
}
