//! Evidence of an agreement's action plan: attached to its items and activities, counted on the agreement's page.

use axum::http::StatusCode;
use image::ImageFormat;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

use super::{PDF, id, picture};

async fn made(app: &TestApp, kind: &str, body: &Value) -> Value {
    let answer = app.post(&format!("/api/v1/{kind}"), body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

fn path(kind: &str, record: &Value) -> String {
    format!("/api/v1/{kind}/{}", record["id"].as_str().unwrap())
}

#[tokio::test]
async fn an_item_that_is_done_without_a_file_says_so_and_the_agreement_counts_the_files() {
    on_both(async |test| {
        let app = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let agreement = json!({ "mitra": "Kabupaten Contoh", "jenis_mitra": "pemda_kabupaten_kota",
            "nomor_naskah": "PKS-CONTOH-1", "mulai_pada": "2025-01-02" });
        let agreement = made(&app, "kerja-sama", &agreement).await;
        let number = &agreement["nomor"];
        let item =
            json!({ "kerja_sama": number, "butir": "Sosialisasi bersama (contoh)", "jatuh_tempo": "2025-06-20" });
        let item = path("rencana-aksi", &made(&app, "rencana-aksi", &item).await);
        let tasks = app.get("/api/v1/tugas?siapa=tim&jenis=rencana-aksi").await.json();
        assert_eq!(tasks["data"].as_array().unwrap().len(), 1, "what is due is a task: {tasks}");
        assert_eq!(app.get(&item).await.json()["perhatian"], json!([]), "nothing is asked of what is planned");
        let done =
            json!({ "dilaksanakan_pada": "2025-06-18", "bukti": "Laporan 1 (contoh)", "alasan_perubahan": "Uji" });
        assert_eq!(app.patch(&item, 1, &done).await.status, StatusCode::OK);
        let told = app.get(&item).await.json();
        assert!(told["perhatian"][0].as_str().unwrap().contains("berkas buktinya belum ada"), "{told}");
        let file = app.upload(&format!("{item}/lampiran"), ("laporan.pdf", PDF), "").await;
        assert_eq!(file.status, StatusCode::CREATED, "{}", file.text);
        assert_eq!(app.get(&item).await.json()["perhatian"], json!([]));
        let event = json!({ "jenis_kegiatan": "sosialisasi", "judul": "Sosialisasi Contoh", "tanggal": "2025-06-18",
            "kerja_sama": number });
        let event = path("kegiatan", &made(&app, "kegiatan", &event).await);
        for shade in [1, 2] {
            let photo = picture(ImageFormat::Png, shade);
            app.upload(&format!("{event}/lampiran"), (&format!("foto-{shade}.png"), &photo), "").await;
        }
        let here = path("kerja-sama", &agreement);
        let counts = async |kind: &str| {
            let all = app.get(&format!("{here}/terkait")).await.json();
            let one = all["data"].as_array().unwrap().iter().find(|one| one["jenis"] == kind).unwrap().clone();
            (one["nama"].clone(), one["lampiran"].clone(), one["foto"].clone())
        };
        assert_eq!(counts("rencana-aksi").await, (json!("Sosialisasi bersama (contoh)"), json!(1), json!(0)));
        assert_eq!(counts("kegiatan").await, (json!("Sosialisasi Contoh"), json!(2), json!(2)));
        let page =
            TestApp::console(&test, "penempatan.bp3mi-banten").await.get(&here.replace("/api/v1", "")).await.text;
        assert!(page.contains("Lampiran: 2, foto: 2") && page.contains("Sosialisasi bersama (contoh)"), "{page}");
        let gone =
            app.post(&format!("{item}/lampiran/{}/hapus", id(&file)), &json!({ "alasan": "Salah (contoh)" })).await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
        assert_eq!(counts("rencana-aksi").await.1, json!(0));
        assert!(!app.get(&item).await.json()["perhatian"].as_array().unwrap().is_empty());
        test
    })
    .await;
}
