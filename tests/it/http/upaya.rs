//! Attempts to reach a complainant: those that fail are kept, and the 60 days without contact run on.

use axum::http::StatusCode;
use serde_json::json;
use testkit::on_both;

use super::pengaduan::{done, made, path, step, team};
use super::wire::console;

#[tokio::test]
async fn an_attempt_that_failed_is_kept_and_restarts_nothing() {
    on_both(async |test| {
        test.clock.advance(chrono::TimeDelta::days(90));
        let app = team(&test).await;
        let record = made(&app, 1, &[]).await;
        let here = path("pengaduan", &record);
        let contact = async |day: &str, outcome: &str| {
            let body = json!({ "tanggal": day, "cara_kontak": "telepon", "hasil_kontak": outcome, "alasan": "Contoh" });
            done(&app, &here, "hubungi", body).await
        };
        assert_eq!(contact("2025-06-10", "tersambung").await["kontak_pada"], json!("2025-06-10"));
        assert_eq!(contact("2025-07-20", "tidak_tersambung").await["kontak_pada"], json!("2025-06-10"));
        assert_eq!(contact("2025-08-05", "nomor_salah").await["kontak_pada"], json!("2025-06-10"));
        let close = async |day: &str| {
            let ground = "pengadu_tidak_dapat_dihubungi";
            step(&app, &here, "tutup", json!({ "dasar_penutupan": ground, "alasan": "Contoh", "tanggal": day })).await
        };
        // Reached on 10 June, 60 days are over after 9 August, whatever was tried in between.
        assert_eq!(close("2025-08-09").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let closed = close("2025-08-10").await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.text);
        let page =
            console(&test, "kepala").await.get(&format!("/pengaduan/{}", record["id"].as_str().unwrap())).await.text;
        for text in [
            "Upaya kontak yang gagal: 2 (20/07/2025, Telepon: tidak tersambung; 05/08/2025, Telepon: nomor salah).",
            "Kontak: tersambung",
            "Kontak: tidak tersambung",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        test
    })
    .await;
}
