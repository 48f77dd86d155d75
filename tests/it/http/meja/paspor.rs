//! The lines of a passport, pasted into the console's form.

use axum::http::{Method, StatusCode};
use testkit::{TestApp, on_both};

use super::{OFFICE, count};

const LINES: &str = "P%3CIDNCONTOH%3C%3CRATNA%3CMISALAN%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%0D%0AX7654321%3C5IDN9004126F3001019%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C%3C08";

#[tokio::test]
async fn a_passport_fills_in_the_form_and_nothing_is_saved_by_it() {
    on_both(async |test| {
        TestApp::user(&test, "uji.meja", "helpdesk", OFFICE).await;
        let console = TestApp::console(&test, "uji.meja").await;
        let form = "application/x-www-form-urlencoded";
        let send = async |body: String| console.send(Method::POST, "/kepulangan/baru", form, body).await;
        let rest = "tiba_pada=01%2F07%2F2025&kategori=sakit&keterangan=Jangan+hilang";
        let read = send(format!("{rest}&mrz={LINES}&baca=1")).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text);
        for text in ["Ratna Misalan Contoh", "X7654321", "12/04/1990", "Jangan hilang", "Belum disimpan"] {
            assert!(read.text.contains(text), "{text}: {}", read.text);
        }
        assert!(!read.text.contains("Kewarganegaraan"), "{}", read.text);
        // A digit that was read wrongly: its field says so, and is not filled in.
        let wrong = send(format!("{rest}&mrz={}&baca=1", LINES.replace("X7654321", "X7654327"))).await;
        assert!(wrong.text.contains("Angka pemeriksa nomor dokumen tidak cocok"), "{}", wrong.text);
        assert!(wrong.text.contains("12/04/1990") && !wrong.text.contains("X7654327"), "{}", wrong.text);
        let none = send(format!("{rest}&mrz=Siti+Contoh&baca=1")).await;
        assert!(none.text.contains("Ini bukan baris paspor") && none.text.contains("Jangan hilang"), "{}", none.text);
        assert_eq!(count(&test).await, 0);
        // Enter in any field presses the first button: without lines it saves.
        assert_eq!(send(format!("{rest}&nama=Ratna+Contoh&mrz=&baca=1")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&test).await, 1);
        test
    })
    .await;
}
