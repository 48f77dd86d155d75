//! Referrals of complaints, and telegrams, over the api and in the console.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Backend, TestApp, on_both, on_each};

use super::pengaduan::{done, made, path, step, team};
use super::wire::console;

/// The referrals that somebody sees, oldest first.
async fn referrals(app: &TestApp) -> Vec<Value> {
    let mut all = app.get("/api/v1/pelimpahan").await.json()["data"].as_array().unwrap().clone();
    all.reverse();
    all
}

#[tokio::test]
async fn a_referral_is_refused_sent_again_accepted_and_given_back() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("pengaduan", &made(&app, 1, &[]).await);
        done(&app, &here, "verifikasi", json!({ "tanggal": "2025-06-02" })).await;
        let send = |letter: &str| json!({ "dilimpahkan_ke": "direktorat_perseorangan", "surat_limpah": letter });
        assert_eq!(done(&app, &here, "limpahkan", send("B-1")).await["status"], "dilimpahkan");
        assert_eq!(step(&app, &here, "cabut", json!({ "alasan": "Contoh" })).await.status, StatusCode::CONFLICT);
        let first = referrals(&app).await.remove(0);
        assert_eq!((&first["nomor_surat"], &first["status"]), (&json!("B-1"), &json!("dikirim")));
        let waiting = app.get("/api/v1/tugas?siapa=tim&jenis=pelimpahan").await.json();
        let numbers: Vec<_> = waiting["data"].as_array().unwrap().iter().map(|task| &task["nomor"]).collect();
        assert_eq!(numbers, [&first["nomor"]], "only referrals, by age");
        assert_eq!(app.get("/api/v1/tugas?jenis=kegiatan").await.status, StatusCode::BAD_REQUEST);
        let refused = done(&app, &path("pelimpahan", &first), "tolak", json!({ "alasan": "Kurang bukti" })).await;
        assert_eq!(refused["status"], "ditolak");
        let back = app.get(&here).await.json();
        assert_eq!((&back["status"], &back["dilimpahkan_ke"]), (&json!("diverifikasi"), &Value::Null));
        assert_eq!(back["riwayat"].as_array().unwrap().last().unwrap()["alasan"], "Kurang bukti");
        // The same letter again would be the same referral.
        let same = step(&app, &here, "limpahkan", send("B-1")).await;
        assert_eq!(same.json()["errors"][0]["pointer"], "/surat_limpah");
        assert_eq!(app.get(&here).await.json()["status"], "diverifikasi", "nothing was half done");
        done(&app, &here, "limpahkan", send("B-2")).await;
        let away = step(&app, &here, "batalkan", json!({ "alasan": "Contoh" })).await;
        assert_eq!(away.status, StatusCode::CONFLICT, "{}", away.text);
        let second = path("pelimpahan", &referrals(&app).await[1]);
        let away = step(&app, &second, "batalkan", json!({ "alasan": "Contoh" })).await;
        assert_eq!(away.status, StatusCode::CONFLICT, "{}", away.text);
        let seen = app.get(&format!("{here}/terkait")).await.json();
        assert_eq!(seen["data"].as_array().unwrap().len(), 2, "each referral is seen from the complaint");
        assert_eq!(done(&app, &second, "terima", json!({ "nomor_terima": "DIT-9" })).await["status"], "diterima");
        assert_eq!(app.get(&here).await.json()["status"], "dilimpahkan");
        done(&app, &second, "kembalikan", json!({ "alasan": "Bukan kewenangan" })).await;
        assert_eq!(app.get(&here).await.json()["status"], "diverifikasi");
        done(&app, &here, "limpahkan", send("B-3")).await;
        let office = json!({ "alasan": "Salah kantor", "kantor": "P4MI-SOETTA" });
        assert_eq!(
            step(&app, &here, "pindahkan", office.clone()).await.status,
            StatusCode::CONFLICT,
            "it waits elsewhere"
        );
        done(&app, &here, "selesaikan", json!({ "hasil": "Pusat menyelesaikan (contoh)" })).await;
        assert_eq!(referrals(&app).await[2]["status"], "selesai", "who ends the complaint ends the referral");
        done(&app, &here, "buka-kembali", json!({ "alasan": "Contoh" })).await;
        done(&app, &here, "tugaskan", json!({ "petugas": "pelindungan.bp3mi-banten" })).await;
        let moved = done(&app, &here, "pindahkan", office).await;
        assert_eq!(moved["petugas"], Value::Null, "who had it works at the other office");
        assert_ne!(moved["kantor_id"], first["kantor_id"], "what was referred once can be moved");
        test
    })
    .await;
}

#[tokio::test]
async fn ownership_moves_to_another_office_only_when_it_accepts() {
    on_both(async |test| {
        let sender = team(&test).await;
        let receiver = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let stranger = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        let here = path("pengaduan", &made(&sender, 1, &[]).await);
        done(&sender, &here, "verifikasi", json!({ "tanggal": "2025-06-02" })).await;
        done(&sender, &here, "tugaskan", json!({ "petugas": "pelindungan.bp3mi-banten" })).await;
        let to = json!({ "dilimpahkan_ke": "bp3mi_lain", "limpah_kantor": "BP3MI-JABAR", "surat_limpah": "B-1" });
        done(&sender, &here, "limpahkan", to).await;
        assert_eq!(receiver.get(&here).await.status, StatusCode::NOT_FOUND);
        assert_eq!(referrals(&stranger).await, Vec::<Value>::new());
        let referral = path("pelimpahan", &referrals(&receiver).await[0]);
        assert_eq!(stranger.get(&referral).await.status, StatusCode::NOT_FOUND);
        let fields = json!({ "nomor_surat": "B-9", "alasan_perubahan": "Contoh" });
        assert_eq!(receiver.patch(&referral, 1, &fields).await.status, StatusCode::CONFLICT);
        let own = step(&sender, &referral, "terima", json!({})).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        assert!(own.text.contains("hanya kantor tujuan"), "{}", own.text);
        assert_eq!(sender.get(&here).await.json()["status"], "dilimpahkan");
        done(&receiver, &referral, "terima", json!({})).await;
        assert_eq!(sender.get(&here).await.status, StatusCode::NOT_FOUND);
        let moved = receiver.get(&here).await.json();
        assert_eq!((&moved["status"], &moved["petugas"]), (&json!("diverifikasi"), &Value::Null));
        assert_eq!(receiver.get("/api/v1/pengaduan").await.json()["data"].as_array().unwrap().len(), 1);
        done(&receiver, &referral, "kembalikan", json!({ "alasan": "Keluarga pindah ke Banten" })).await;
        assert_eq!(receiver.get(&here).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sender.get(&here).await.json()["status"], "diverifikasi");
        // Verified on 2 June, the first clarification would be late by now; it came back today, 1 July, and is due on the tenth.
        let due = sender.get("/api/v1/tugas?siapa=tim").await.json()["data"][0].clone();
        assert_eq!((&due["jatuh_tempo"], &due["status"]), (&json!("2025-07-10"), &json!("diverifikasi")), "{due}");
        test
    })
    .await;
}

#[tokio::test]
async fn an_older_referral_has_no_say_over_a_complaint_that_has_gone_on() {
    on_both(async |test| {
        let one = team(&test).await;
        let two = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let three = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        let here = path("pengaduan", &made(&one, 1, &[]).await);
        done(&one, &here, "verifikasi", json!({ "tanggal": "2025-06-02" })).await;
        let send = |office: &str, letter: &str| {
            json!({ "dilimpahkan_ke": "bp3mi_lain", "limpah_kantor": office, "surat_limpah": letter })
        };
        let own = step(&one, &here, "limpahkan", send("BP3MI-BANTEN", "B-0")).await;
        assert_eq!(own.json()["errors"][0]["pointer"], "/limpah_kantor", "{}", own.text);
        done(&one, &here, "limpahkan", send("BP3MI-JABAR", "B-1")).await;
        let first = path("pelimpahan", &referrals(&two).await[0]);
        done(&two, &first, "terima", json!({})).await;
        let back = json!({ "alasan": "Contoh" });
        assert_eq!(step(&one, &first, "kembalikan", back.clone()).await.status, StatusCode::CONFLICT, "not the sender's");
        done(&two, &here, "limpahkan", send("BP3MI-JATENG", "B-2")).await;
        // While it waits at the third office, the first referral cannot be given back.
        assert_eq!(step(&two, &first, "kembalikan", back.clone()).await.status, StatusCode::CONFLICT);
        let second = path("pelimpahan", &referrals(&three).await[0]);
        done(&three, &second, "tolak", back.clone()).await;
        assert_eq!(two.get(&here).await.json()["status"], "diverifikasi", "it stays where it was accepted");
        assert_eq!(one.get(&first).await.json()["status"], "diterima");
        // Correcting the letter does not lead the referral to another complaint.
        let letter = json!({ "nomor_surat": "B-1a", "alasan_perubahan": "Salah ketik" });
        let version = one.get(&first).await.json()["versi"].as_i64().unwrap();
        assert_eq!(one.patch(&first, version, &letter).await.status, StatusCode::OK);
        let dated = json!({ "dikembalikan_pada": "2025-06-20", "alasan_perubahan": "Contoh" });
        assert_eq!(one.patch(&first, version + 1, &dated).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&two, &here, "limpahkan", send("BP3MI-JATENG", "B-3")).await;
        done(&two, &here, "kembali", back.clone()).await;
        assert_eq!(two.get(&here).await.json()["status"], "diverifikasi");
        done(&two, &here, "limpahkan", send("BP3MI-JATENG", "B-4")).await;
        let third = path("pelimpahan", &referrals(&three).await[2]);
        done(&three, &third, "terima", json!({})).await;
        done(&three, &here, "selesaikan", json!({ "hasil": "Contoh", "alasan": "Nama rekaan" })).await;
        let referral = one.get(&first).await.json();
        assert_eq!((&referral["status"], two.get(&third).await.json()["status"].clone()), (&json!("selesai"), json!("selesai")));
        assert!(!referral.to_string().contains("Nama rekaan"), "the reason of another office is not told");
        test
    })
    .await;
}

#[tokio::test]
async fn a_referral_is_not_entered_by_hand() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let answer = app.post("/api/v1/pelimpahan", &json!({ "pengaduan": "PGD-2025-000001" })).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.text.contains("langkah Limpahkan"), "{}", answer.text);
        let console = console(&test, "pelindungan").await;
        assert_eq!(console.get("/pelimpahan/baru").await.status, StatusCode::BAD_REQUEST);
        assert!(!console.get("/pelimpahan").await.text.contains("/pelimpahan/baru"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_complaint_is_entered_from_a_telegram_and_related_to_it() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let body = json!({ "diterima_pada": "2025-06-02", "nomor_agenda": "17/CONTOH", "perwakilan": "KBRI Contoh",
            "nomor_brafaks": "B-00017/CONTOH", "tanggal_brafaks": "2025-06-01", "sifat": "segera", "perihal": "Pemulangan" });
        let telegram = app.post("/api/v1/brafaks", &body).await.json();
        let console = console(&test, "kepala").await;
        let page = console.get(&format!("/brafaks/{}", telegram["id"].as_str().unwrap())).await.text;
        assert!(page.contains("/pengaduan/baru?dari=BRF-2025-000001"), "{page}");
        let form = console.get("/pengaduan/baru?dari=BRF-2025-000001").await.text;
        assert!(form.contains("name=\"dari\" value=\"BRF-2025-000001\""), "{form}");
        let typed = "nama=Wati+Contoh&diterima_pada=02/06/2025&kanal=surat&pelapor=B&hubungan_pelapor=anak&jenis_kasus=tppo&dari=BRF-2025-000001";
        let sent = console.send(Method::POST, "/pengaduan/baru", "application/x-www-form-urlencoded", typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let related = app.get(&format!("{}/terkait", path("brafaks", &telegram))).await.json();
        assert_eq!(related["data"][0]["nomor"], "PGD-2025-000001", "{related}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_telegram_is_disposed_by_the_head_answered_and_filed() {
    on_both(async |test| {
        let (clerk, team) = (TestApp::login(&test, "perencana", "BP3MI-BANTEN").await, team(&test).await);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = json!({ "diterima_pada": "2025-06-02", "nomor_agenda": "17/CONTOH", "perwakilan": "KBRI Contoh",
            "nomor_brafaks": "B-00017/CONTOH", "tanggal_brafaks": "2025-06-01", "sifat": "segera", "perihal": "Pemulangan" });
        let made = clerk.post("/api/v1/brafaks", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(made.json()["boleh"], json!(["catatan"]), "a clerk does not dispose");
        let here = path("brafaks", &made.json());
        let order = json!({ "instruksi": "Jemput di bandara", "petugas": "pelindungan.bp3mi-banten", "tenggat": "2025-06-05",
            "tanggal": "2025-06-03" });
        assert_eq!(step(&clerk, &here, "disposisi", order.clone()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(step(&team, &here, "jawab", json!({ "nomor_jawaban": "1" })).await.status, StatusCode::CONFLICT);
        assert_eq!(done(&head, &here, "disposisi", order).await["petugas"], "pelindungan.bp3mi-banten");
        done(&team, &here, "jawab", json!({ "nomor_jawaban": "J-1", "tanggal": "2025-06-04" })).await;
        let filed = done(&clerk, &here, "arsipkan", json!({ "kode_arsip": "PK.02.03" })).await;
        assert_eq!((&filed["status"], &filed["boleh"]), (&json!("diarsipkan"), &json!(["catatan"])));
        test
    })
    .await;
}

#[tokio::test]
async fn a_flight_and_a_telegram_are_found_by_their_signs() {
    on_both(async |test| {
        let (app, other) = (team(&test).await, TestApp::login(&test, "kepala", "BP3MI-JABAR").await);
        let flight = json!({ "tiba_pada": "2025-06-01", "penerbangan": "ZZ 0821" });
        assert_eq!(app.post("/api/v1/kedatangan", &flight).await.status, StatusCode::CREATED);
        let hits = async |app: &TestApp, kind: &str, text: &str| {
            let answer = app.post(&format!("/api/v1/{kind}/cari"), &json!({ "cari": text })).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()["data"].as_array().unwrap().len()
        };
        for text in ["zz0821", "ZZ 0821", " zz 08 21 "] {
            assert_eq!(hits(&app, "kedatangan", text).await, 1, "{text}");
        }
        assert_eq!(hits(&app, "kedatangan", "ZZ 082").await, 0);
        assert_eq!(hits(&other, "kedatangan", "ZZ 0821").await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn telegrams_are_called_by_their_subject() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let body = json!({ "diterima_pada": "2025-06-02", "nomor_agenda": "17/CONTOH", "perwakilan": "KBRI Contoh",
            "nomor_brafaks": "B-00017/CONTOH", "tanggal_brafaks": "2025-06-01", "sifat": "segera",
            "perihal": "Pemulangan rombongan contoh" });
        let made = app.post("/api/v1/brafaks", &body).await.json();
        let task = app.get("/api/v1/tugas?siapa=tim&jenis=brafaks").await.json()["data"][0].clone();
        assert_eq!((&task["id"], &task["perihal"]), (&made["id"], &body["perihal"]), "{task}");
        let called = format!("<a href=\"/brafaks/{}\">Pemulangan rombongan contoh</a>", made["id"].as_str().unwrap());
        let console = console(&test, "kepala").await;
        for page in ["/brafaks", "/tugas?siapa=tim"] {
            let text = console.get(page).await.text;
            assert!(text.contains(&called), "{page}: {text}");
        }
        assert!(console.get("/?perjanjian=2025-pok").await.text.contains("data per hari ini"));
        test
    })
    .await;
}
