//! People stopped from departing: education, outcome, and the one return that counts.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{TestApp, complaint, on_both, with};

use super::pengaduan::{done, path, step, team};

async fn stopped(app: &TestApp, number: u32, day: &str) -> Value {
    let mut form =
        with(complaint(number, day), &[("sumber", "imigrasi"), ("negara", "KH"), ("alasan_cegah", "indikasi_tppo")]);
    for key in ["kanal", "pelapor", "hubungan_pelapor", "jenis_kasus"] {
        form.remove(key);
    }
    let answer = app.post("/api/v1/pencegahan", &serde_json::to_value(form).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn who_is_sent_home_counts_once_by_the_return() {
    on_both(async |test| {
        let app = team(&test).await;
        let record = stopped(&app, 1, "2025-06-01").await;
        let here = path("pencegahan", &record);
        done(&app, &here, "edukasi", json!({ "tanggal": "2025-06-01", "edukasi": "Prosedur (contoh)" })).await;
        let ended = done(&app, &here, "pulangkan", json!({ "tanggal": "2025-06-02" })).await;
        assert_eq!((&ended["status"], &ended["hasil"]), (&json!("selesai"), &json!("pulang_mandiri")));
        let returns = app.get("/api/v1/kepulangan").await.json();
        let returns = returns["data"].as_array().unwrap();
        assert_eq!(returns.len(), 1);
        assert_eq!((&returns[0]["kategori"], &returns[0]["orang_id"]), (&json!("dicegah"), &record["orang_id"]));
        let seen = app.get(&format!("{here}/terkait")).await.json();
        assert_eq!(seen["data"].as_array().unwrap().len(), 1, "the return is seen from here");
        let again = step(&app, &here, "pulangkan", json!({})).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        test
    })
    .await;
}

#[tokio::test]
async fn who_tries_again_is_seen_also_at_another_office() {
    on_both(async |test| {
        let app = team(&test).await;
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let first = stopped(&app, 1, "2025-06-01").await;
        assert_eq!(first["perhatian"], json!([]));
        let second = stopped(&other, 1, "2025-06-10").await;
        let said = second["perhatian"].to_string();
        assert!(said.contains("1 kali dicegah") && said.contains(first["nomor"].as_str().unwrap()), "{said}");
        let law = step(&other, &path("pencegahan", &second), "proses-hukum", json!({})).await;
        assert_eq!(law.json()["errors"][0]["pointer"], "/nomor_laporan", "{}", law.text);
        let done = done(&other, &path("pencegahan", &second), "proses-hukum", json!({ "nomor_laporan": "LP-1" })).await;
        assert_eq!(done["hasil"], "proses_hukum");
        test
    })
    .await;
}
