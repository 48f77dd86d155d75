//! The work on a complaint over the api and in the console: steps, referral, telegrams.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, complaint, on_both, on_each, with};

use super::wire::console;

pub(super) async fn made(app: &TestApp, number: u32, more: &[(&str, &str)]) -> Value {
    let body = serde_json::to_value(with(complaint(number, "2025-06-01"), more)).unwrap();
    let answer = app.post("/api/v1/pengaduan", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

pub(super) fn path(kind: &str, record: &Value) -> String {
    format!("/api/v1/{kind}/{}", record["id"].as_str().unwrap())
}

/// Takes a step with the newest version of a record.
pub(super) async fn step(app: &TestApp, record: &str, step: &str, body: Value) -> Answer {
    let version = app.get(record).await.json()["versi"].as_i64().unwrap_or(1);
    app.act(&format!("{record}/{step}"), version, &body).await
}

pub(super) async fn done(app: &TestApp, record: &str, name: &str, body: Value) -> Value {
    let answer = step(app, record, name, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text);
    answer.json()
}

pub(super) async fn team(test: &Test) -> TestApp {
    TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await
}

#[tokio::test]
async fn from_the_receipt_through_both_clarifications_to_the_end() {
    on_both(async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[]).await;
        assert_eq!(record["boleh"][0], "verifikasi");
        let here = path("pengaduan", &record);
        let reason = json!({ "alasan": "Contoh" });
        let early = step(&app, &here, "mediasi", reason.clone()).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        let refusal = early.json();
        assert_eq!((&refusal["tahap"], &refusal["perintah"]), (&json!("diterima"), &json!("mediasi")));
        let allowed = json!([
            "verifikasi",
            "minta-dokumen",
            "tutup",
            "cabut",
            "hubungi",
            "tugaskan",
            "catatan",
            "nomor-siskop2mi"
        ]);
        assert_eq!(refusal["boleh"], allowed);
        assert!(refusal["detail"].as_str().unwrap().contains("belum diverifikasi"), "{refusal}");
        for (name, body, status) in [
            (
                "minta-dokumen",
                json!({ "dokumen_kurang": "Perjanjian kerja", "tanggal": "2025-06-02" }),
                "dokumen_kurang",
            ),
            ("verifikasi", json!({ "nomor_siskop2mi": "S-UJI-1", "tanggal": "2025-06-03" }), "diverifikasi"),
            ("klarifikasi", json!({ "alasan": "P3MI hadir", "tanggal": "2025-06-04" }), "klarifikasi_1"),
            ("klarifikasi", json!({ "alasan": "P3MI hadir lagi", "tanggal": "2025-06-10" }), "klarifikasi_2"),
            ("mediasi", json!({ "alasan": "Sepakat bayar", "tanggal": "2025-06-17" }), "mediasi"),
            ("catatan", json!({ "alasan": "Keluarga menanyakan kabar." }), "mediasi"),
            ("hubungi", json!({ "alasan": "Diberi tahu hasil mediasi.", "cara_kontak": "telepon" }), "mediasi"),
            ("selesaikan", json!({ "hasil": "Gaji dibayar (contoh)", "tanggal": "2025-06-20" }), "selesai"),
        ] {
            assert_eq!(done(&app, &here, name, body).await["status"], status, "{name}");
        }
        let record = app.get(&here).await.json();
        assert_eq!((&record["nomor_siskop2mi"], &record["siskop2mi_pada"]), (&json!("S-UJI-1"), &json!("2025-06-03")));
        let history = app.get(&format!("{here}/riwayat")).await.json();
        let lines = history["data"].as_array().unwrap();
        assert_eq!(lines.len(), 9);
        let filled = |line: &Value, key: &str| line[key].as_str().is_some_and(|text| !text.is_empty());
        assert!(lines.iter().all(|line| filled(line, "pelaku") && filled(line, "alasan")), "{history}");
        assert_eq!((&lines[6]["alasan"], &lines[6]["dari"]), (&json!("Keluarga menanyakan kabar."), &json!("mediasi")));
        assert!(lines[2]["terjadi_pada"].as_str().unwrap().starts_with("2025-06-02T17:00"), "{}", lines[2]);
        assert_eq!(history["boleh"], json!(["buka-kembali", "catatan", "nomor-siskop2mi"]));
        test
    })
    .await;
}

#[tokio::test]
async fn two_officers_close_at_once_and_one_is_told() {
    on_both(async |test| {
        let (one, two) = (team(&test).await, TestApp::login(&test, "kepala", "BP3MI-BANTEN").await);
        let here = path("pengaduan", &made(&one, 1, &[]).await);
        let close = format!("{here}/tutup");
        let body = json!({ "dasar_penutupan": "di_luar_kewenangan", "alasan": "Contoh" });
        let (first, second) = tokio::join!(one.act(&close, 1, &body), two.act(&close, 1, &body));
        let mut answers = [first.status, second.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
        let lines = one.get(&format!("{here}/riwayat")).await.json()["data"].as_array().unwrap().len();
        assert_eq!(lines, 2);
        // Who comes later, having seen that it is closed, is told so too.
        let late = two.act(&close, 2, &body).await;
        assert_eq!((late.status, &late.json()["tahap"]), (StatusCode::CONFLICT, &json!("ditutup")));
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_the_field_and_nothing_is_written() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let here = path("pengaduan", &made(&app, 1, &[("hubungan_pelapor", "lsm")]).await);
        for (name, body, field) in [
            ("tutup", json!({ "alasan": "Contoh" }), "/dasar_penutupan"),
            ("tutup", json!({ "dasar_penutupan": "bosan", "alasan": "Contoh" }), "/dasar_penutupan"),
            ("tutup", json!({ "dasar_penutupan": "di_luar_kewenangan" }), "/alasan"),
            ("verifikasi", json!({ "tanggal": "2031-01-01", "surat_kuasa": "1" }), "/tanggal"),
            ("verifikasi", json!({ "tanggal": "2025-05-31", "surat_kuasa": "1" }), "/tanggal"),
            ("verifikasi", json!({ "tanggal": "kemarin", "surat_kuasa": "1" }), "/tanggal"),
            ("verifikasi", json!({}), "/surat_kuasa"),
            ("tugaskan", json!({ "petugas": "hantu" }), "/petugas"),
            ("catatan", json!({}), "/alasan"),
            ("catatan", json!({ "alasan": "x", "status": "selesai" }), "/status"),
        ] {
            let answer = step(&app, &here, name, body.clone()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {body}: {}", answer.text);
            assert_eq!(answer.json()["errors"][0]["pointer"], field, "{name} {body}");
        }
        assert_eq!(app.get(&here).await.json()["versi"], 1);
        assert_eq!(app.post(&format!("{here}/tutup"), &json!({})).await.status, StatusCode::BAD_REQUEST, "no If-Match");
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        assert_eq!(other.act(&format!("{here}/tutup"), 1, &json!({})).await.status, StatusCode::NOT_FOUND);
        // The helpdesk does not take on complaints, so it cannot be given one.
        let helpdesk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(helpdesk.act(&format!("{here}/catatan"), 1, &json!({})).await.status, StatusCode::FORBIDDEN);
        let given = step(&app, &here, "tugaskan", json!({ "petugas": "helpdesk.bp3mi-banten" })).await;
        assert_eq!(given.status, StatusCode::UNPROCESSABLE_ENTITY);
        test
    })
    .await;
}

#[tokio::test]
async fn a_ground_holds_only_when_its_time_has_run_out() {
    on_both(async |test| {
        test.clock.advance(chrono::TimeDelta::days(90));
        let app = team(&test).await;
        let close = async |here: &str, ground: &str, day: &str| {
            step(&app, here, "tutup", json!({ "dasar_penutupan": ground, "alasan": "Contoh", "tanggal": day })).await
        };
        let here = path("pengaduan", &made(&app, 1, &[]).await);
        done(&app, &here, "hubungi", json!({ "tanggal": "2025-06-10", "cara_kontak": "telepon", "alasan": "Contoh" }))
            .await;
        // Reached on 10 June, 60 days are over after 9 August.
        let early = close(&here, "pengadu_tidak_dapat_dihubungi", "2025-08-09").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
        assert!(early.text.contains("/dasar_penutupan") && early.text.contains("10/08/2025"), "{}", early.text);
        assert_eq!(close(&here, "dokumen_tidak_lengkap", "2025-08-30").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(close(&here, "pengadu_tidak_dapat_dihubungi", "2025-08-10").await.status, StatusCode::OK);
        // Registered on 1 June, the documents may be brought until 1 July.
        let other = path("pengaduan", &made(&app, 2, &[]).await);
        done(&app, &other, "minta-dokumen", json!({ "dokumen_kurang": "KTP", "tanggal": "2025-06-03" })).await;
        assert_eq!(close(&other, "dokumen_tidak_lengkap", "2025-07-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(close(&other, "dokumen_tidak_lengkap", "2025-07-02").await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn who_may_be_the_person_already_is_asked_before_anything_is_saved() {
    on_both(async |test| {
        let app = team(&test).await;
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let known = made(&app, 1, &[("nama", "Muhammad Contoh Rekaan"), ("tanggal_lahir", "1990-02-01")]).await;
        let hidden = made(&other, 2, &[("nama", "Mohamad Contoh Rekaan")]).await;
        let console = console(&test, "kepala").await;
        let send = async |more: &str| {
            let body = format!(
                "nama=Moh.+Contoh+Rekaan&diterima_pada=02/06/2025&kanal=telepon&pelapor=B&hubungan_pelapor=anak&jenis_kasus=tppo{more}"
            );
            console.send(Method::POST, "/pengaduan/baru", "application/x-www-form-urlencoded", body).await
        };
        let count = async || app.get("/api/v1/pengaduan").await.json()["data"].as_array().unwrap().len();
        let person = known["orang_id"].as_str().unwrap();
        let asked = send("").await.text;
        assert!(asked.contains("Mungkin sudah tercatat") && asked.contains(person), "{asked}");
        assert!(!asked.contains(hidden["orang_id"].as_str().unwrap()), "nobody of another office");
        assert!(!asked.contains("3603994101900001"), "masked");
        assert!(asked.contains("Moh. Contoh Rekaan"), "what was typed is kept");
        assert_eq!(count().await, 1);
        // Born on another day, it is somebody else, and nothing is asked.
        assert_eq!(send("&tanggal_lahir=03/03/1991").await.status, StatusCode::SEE_OTHER);
        let chosen = send(&format!("&orang_id={person}")).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text);
        assert_eq!(send("&orang_id=baru&pelapor=C").await.status, StatusCode::SEE_OTHER);
        let mut people: Vec<_> = app.get("/api/v1/pengaduan").await.json()["data"].as_array().unwrap().iter()
            .map(|row| row["orang_id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(people.len(), 4);
        people.sort();
        people.dedup();
        assert_eq!(people.len(), 3);
        for wrong in [hidden["orang_id"].as_str().unwrap(), "entah"] {
            let body = serde_json::to_value(with(complaint(7, "2025-06-01"), &[("orang_id", wrong)])).unwrap();
            let answer = app.post("/api/v1/pengaduan", &body).await;
            assert_eq!(answer.json()["errors"][0]["pointer"], "/orang_id", "{}", answer.text);
        }
        let mixed = serde_json::to_value(with(complaint(2, "2025-06-01"), &[("orang_id", person)])).unwrap();
        assert_eq!(app.post("/api/v1/pengaduan", &mixed).await.json()["errors"][0]["pointer"], "/nik");
        test
    })
    .await;
}

#[tokio::test]
async fn what_belongs_together_is_said_once_and_seen_from_both_sides() {
    on_both(async |test| {
        let (app, head) = (team(&test).await, TestApp::login(&test, "kepala", "BP3MI-BANTEN").await);
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let complaint = made(&app, 1, &[]).await;
        let here = path("pengaduan", &complaint);
        let flight = json!({ "nama": "Siti Contoh 1", "tiba_pada": "2025-06-01", "kategori": "sakit" });
        let back = app.post("/api/v1/kepulangan", &flight).await.json();
        let hidden = made(&other, 2, &[]).await;
        let relate =
            async |app: &TestApp, number: &str| app.post(&format!("{here}/kaitkan"), &json!({ "nomor": number })).await;
        let number = back["nomor"].as_str().unwrap();
        for _ in 0..2 {
            let answer = relate(&app, &number.to_lowercase()).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            assert_eq!(answer.json()["data"].as_array().unwrap().len(), 1);
        }
        let seen = head.get(&format!("{}/terkait", path("kepulangan", &back))).await.json();
        assert_eq!(seen["data"][0]["nomor"], complaint["nomor"]);
        let lines = app.get(&format!("{here}/riwayat")).await.json();
        assert_eq!(lines["data"].as_array().unwrap().len(), 2);
        for wrong in ["", "entah", "PGD-2025-009999", complaint["nomor"].as_str().unwrap()] {
            let answer = relate(&app, wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", answer.text);
            assert_eq!(answer.json()["errors"][0]["pointer"], "/nomor");
        }
        assert_eq!(relate(&other, hidden["nomor"].as_str().unwrap()).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&format!("{here}/terkait")).await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

#[tokio::test]
async fn a_step_in_the_console_keeps_what_was_typed_and_says_who_was_faster() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[]).await;
        let page = format!("/pengaduan/{}", record["id"].as_str().unwrap());
        let console = console(&test, "kepala").await;
        let shown = console.get(&page).await.text;
        assert!(shown.contains("/langkah/verifikasi") && !shown.contains("/langkah/mediasi"), "{shown}");
        let form = console.get(&format!("{page}/langkah/tutup")).await.text;
        assert!(form.contains("Dasar penutupan") && form.contains("name=\"versi\" value=\"1\""), "{form}");
        let send = async |step: &str, body: &str| {
            let kind = "application/x-www-form-urlencoded";
            console.send(Method::POST, &format!("{page}/langkah/{step}"), kind, body.to_owned()).await
        };
        let wrong = send("tutup", "versi=1&tanggal=01/06/2025&alasan=Pindah+alamat").await.text;
        assert!(wrong.contains("Wajib diisi") && wrong.contains("Pindah alamat"), "{wrong}");
        done(&app, &path("pengaduan", &record), "verifikasi", json!({ "tanggal": "2025-06-02" })).await;
        let ground = "versi=1&tanggal=03/06/2025&dasar_penutupan=di_luar_kewenangan&alasan=Pindah+alamat";
        let late = send("tutup", ground).await.text;
        assert!(late.contains("Uji Contoh mengubahnya") && late.contains("Pindah alamat"), "{late}");
        assert!(late.contains("name=\"versi\" value=\"2\""), "{late}");
        let taken = send("tutup", &ground.replace("versi=1", "versi=2")).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let now = console.get(&format!("{page}/langkah/tutup")).await.text;
        assert!(now.contains("tidak dapat dilakukan sekarang") && now.contains("/langkah/buka-kembali"), "{now}");
        assert_eq!(console.get(&format!("{page}/langkah/hapus")).await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_is_narrowed_to_what_is_due() {
    on_both(async |test| {
        let app = team(&test).await;
        let list = async |due: &str| {
            let answer = app.get(&format!("/api/v1/pengaduan?tenggat={due}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()["data"].as_array().unwrap().len()
        };
        // Today is 1 July 2025: 15 working days from 1 June are over on 24 June, those from 30 June on 21 July.
        made(&app, 1, &[]).await;
        made(&app, 2, &[("diterima_pada", "2025-06-30")]).await;
        let ended = path("pengaduan", &made(&app, 3, &[]).await);
        done(&app, &ended, "cabut", json!({ "alasan": "Contoh" })).await;
        assert_eq!((list("terlambat").await, list("hari_ini").await, list("pekan").await), (1, 1, 1));
        assert_eq!(app.get("/api/v1/pengaduan?tenggat=kapan").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let placement = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        assert_eq!(placement.get("/api/v1/kegiatan?tenggat=terlambat").await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}
