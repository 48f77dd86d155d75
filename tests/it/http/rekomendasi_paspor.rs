//! Requests for a passport recommendation over the api: each answer, what is refused on the way, and the task of an
//! unanswered one.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Test, TestApp, on_both};

use super::pengaduan::{done, path, step, team};

const ROAD: &str = "/api/v1/rekomendasi-paspor";

async fn placement(test: &Test) -> TestApp {
    TestApp::login(test, "penempatan", "BP3MI-BANTEN").await
}

/// A request of 10 June 2025; the address of the record.
async fn asked(app: &TestApp, name: &str) -> String {
    let body = json!({
        "nama": name, "diminta_pada": "2025-06-10", "melalui": "tatap_muka", "keperluan": "paspor_baru", "negara": "JP",
        "kantor_imigrasi": "Kantor Imigrasi Contoh"
    });
    let answer = app.post(ROAD, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let record = answer.json();
    assert_eq!((&record["status"], &record["jawaban"]), (&json!("diminta"), &Value::Null));
    path("rekomendasi-paspor", &record)
}

fn told(day: &str) -> Value {
    json!({ "dasar_jawaban": "se_kemenkumham", "penjelasan": "Lisan di loket (contoh)", "tanggal": day })
}

#[tokio::test]
async fn who_is_told_that_none_is_needed_gets_a_passport_or_the_letter_after_all() {
    on_both(async |test| {
        let app = placement(&test).await;
        let here = asked(&app, "Siti Contoh").await;
        let answered = done(&app, &here, "jelaskan", told("2025-06-11")).await;
        assert_eq!((&answered["status"], &answered["jawaban"]), (&json!("dijelaskan"), &json!("tidak_diperlukan")));
        assert_eq!(answered["dijawab_pada"], "2025-06-11");
        let result = json!({ "hasil": "ditolak", "tanggal": "2025-06-18" });
        assert_eq!(done(&app, &here, "catat-hasil", result).await["status"], "selesai");
        let again = json!({ "alasan": "Kantor imigrasi tetap meminta (contoh)", "tanggal": "2025-06-19" });
        let back = done(&app, &here, "buka-kembali", again).await;
        assert_eq!(
            (&back["status"], &back["hasil"], &back["hasil_pada"]),
            (&json!("dijelaskan"), &Value::Null, &Value::Null)
        );
        let letter = json!({ "nomor_jawaban": "B-1/CONTOH", "tanggal": "2025-06-20" });
        let issued = done(&app, &here, "terbitkan", letter).await;
        assert_eq!((&issued["status"], &issued["jawaban"]), (&json!("diterbitkan"), &json!("diterbitkan")));
        assert_eq!((&issued["dasar_jawaban"], &issued["dijawab_pada"]), (&Value::Null, &json!("2025-06-20")));
        let result = json!({ "hasil": "paspor_terbit", "tanggal": "2025-06-27" });
        let ended = done(&app, &here, "catat-hasil", result).await;
        assert_eq!((&ended["status"], &ended["boleh"]), (&json!("selesai"), &json!(["buka-kembali", "catatan"])));
        let found = app.get(&format!("{ROAD}?jawaban=diterbitkan")).await.json();
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "the answer is found also when it has ended: {found}");
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_has_its_reason_and_may_be_taken_up_again() {
    on_both(async |test| {
        let app = placement(&test).await;
        let here = asked(&app, "Dewi Contoh").await;
        let groundless = step(&app, &here, "tolak", json!({ "tanggal": "2025-06-11" })).await;
        assert_eq!(groundless.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", groundless.text);
        assert!(groundless.text.contains("/alasan_tolak"), "{}", groundless.text);
        let refused = json!({ "alasan_tolak": "Bukan calon pekerja migran (contoh)", "tanggal": "2025-06-11" });
        assert_eq!(done(&app, &here, "tolak", refused).await["status"], "ditolak");
        let late = step(&app, &here, "jelaskan", told("2025-06-12")).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(late.text.contains("sudah ditolak. Buka kembali dahulu"), "{}", late.text);
        let again = json!({ "alasan": "Ternyata calon pekerja migran (contoh)", "tanggal": "2025-06-12" });
        let open = done(&app, &here, "buka-kembali", again).await;
        assert_eq!((&open["status"], &open["alasan_tolak"]), (&json!("diminta"), &Value::Null));
        assert_eq!(done(&app, &here, "jelaskan", told("2025-06-12")).await["status"], "dijelaskan");
        test
    })
    .await;
}

#[tokio::test]
async fn a_step_before_its_time_is_refused_with_what_comes_first() {
    on_both(async |test| {
        let app = placement(&test).await;
        let here = asked(&app, "Ani Contoh").await;
        let result = json!({ "hasil": "paspor_terbit", "tanggal": "2025-06-12" });
        let early = step(&app, &here, "catat-hasil", result).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        let refusal = early.json();
        let detail = refusal["detail"].as_str().unwrap();
        assert!(detail.contains("belum dijawab. Jelaskan, terbitkan atau tolak dahulu."), "{detail}");
        assert_eq!(refusal["boleh"], json!(["jelaskan", "terbitkan", "tolak", "tugaskan", "catatan"]));
        let before = step(&app, &here, "jelaskan", told("2025-06-09")).await;
        assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", before.text);
        assert!(before.text.contains("Tidak mungkin sebelum diminta"), "{}", before.text);
        let half = json!({
            "nama": "Rina Contoh", "diminta_pada": "2025-06-10", "melalui": "surat", "jawaban": "diterbitkan"
        });
        let half = app.post(ROAD, &half).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
        assert!(half.text.contains("/dijawab_pada") && half.text.contains("/nomor_jawaban"), "{}", half.text);
        assert_eq!(team(&test).await.get(ROAD).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn an_unanswered_request_is_a_task_until_it_is_answered() {
    on_both(async |test| {
        let app = placement(&test).await;
        let here = asked(&app, "Yuli Contoh").await;
        let tasks = async || app.get("/api/v1/tugas?siapa=tim&jenis=rekomendasi-paspor").await.json();
        let waiting = tasks().await;
        let task = &waiting["data"][0];
        assert_eq!(
            (&task["tenggat"], &task["jatuh_tempo"], &task["keterangan"], &task["petugas"]),
            (&json!("rekomendasi_jawab"), &json!("2025-06-13"), &json!("terlambat 18 hari"), &Value::Null),
            "three working days: {waiting}"
        );
        done(&app, &here, "tugaskan", json!({ "petugas": "penempatan.bp3mi-banten" })).await;
        let mine = app.get("/api/v1/tugas").await.json();
        assert_eq!(mine["data"].as_array().unwrap().len(), 1, "{mine}");
        done(&app, &here, "jelaskan", told("2025-06-12")).await;
        let next = tasks().await;
        let task = &next["data"][0];
        assert_eq!(
            (&task["tenggat"], &task["jatuh_tempo"]),
            (&json!("rekomendasi_hasil"), &json!("2025-07-12")),
            "{next}"
        );
        done(&app, &here, "catat-hasil", json!({ "hasil": "tidak_kembali", "tanggal": "2025-06-30" })).await;
        assert_eq!(tasks().await["data"], json!([]));
        test
    })
    .await;
}
