//! The register of placement companies over the api and in the console: their licence, what is recommended about them, and
//! what OPP and placements have under their name.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, form, on_both, on_each, placement, with};

use super::pengaduan::{self, done, path, step};
use super::wire::console;

async fn team(test: &Test) -> TestApp {
    TestApp::login(test, "penempatan", "BP3MI-BANTEN").await
}

async fn made(app: &TestApp, kind: &str, body: Value) -> Value {
    let answer = app.post(&format!("/api/v1/{kind}"), &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{kind}: {}", answer.text);
    answer.json()
}

async fn company(app: &TestApp, more: &[(&str, &str)]) -> Value {
    let body = with(form(&[("nama", "PT Contoh Penempatan"), ("tercatat_pada", "2025-06-02")]), more);
    made(app, "p3mi", serde_json::to_value(body).unwrap()).await
}

#[tokio::test]
async fn a_company_is_licensed_suspended_restored_and_revoked() {
    on_both(async |test| {
        let app = team(&test).await;
        let entered = company(&app, &[]).await;
        assert_eq!((&entered["status"], &entered["nomor"]), (&json!("terdaftar"), &json!("P3M-2025-000001")));
        let here = path("p3mi", &entered);
        let suspend = json!({
            "tanggal": "2025-06-10", "dasar_skors": "Tidak hadir OPP (contoh)", "surat_skors": "S-1/CONTOH",
            "skors_sampai": "2025-09-10"
        });
        let early = step(&app, &here, "skors", suspend.clone()).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert!(early.text.contains("belum dicatat"), "{}", early.text);
        let short = json!({ "tanggal": "2025-06-05", "nomor_izin": "SIP3MI-1/CONTOH", "izin_sampai": "2025-06-04" });
        let refused = step(&app, &here, "perpanjang", short).await;
        assert!(refused.text.contains("/izin_sampai"), "{}", refused.text);
        let licence = json!({ "tanggal": "2025-06-05", "nomor_izin": "SIP3MI-1/CONTOH", "izin_sampai": "2027-06-04" });
        assert_eq!(done(&app, &here, "perpanjang", licence).await["status"], "berizin");
        assert_eq!(done(&app, &here, "skors", suspend).await["status"], "diskors");
        let longer = json!({
            "tanggal": "2025-06-20", "dasar_skors": "Belum dipenuhi (contoh)", "surat_skors": "S-2/CONTOH"
        });
        let suspended = done(&app, &here, "skors", longer).await;
        assert_eq!((&suspended["diskors_pada"], &suspended["skors_sampai"]), (&json!("2025-06-10"), &Value::Null));
        let back = json!({ "tanggal": "2025-06-25", "alasan": "Kewajiban dipenuhi (contoh)" });
        let restored = done(&app, &here, "pulihkan-izin", back).await;
        assert_eq!((&restored["status"], &restored["dasar_skors"]), (&json!("berizin"), &Value::Null));
        let revoke = json!({ "tanggal": "2025-06-28", "dasar_cabut": "Contoh", "surat_cabut": "S-3/CONTOH" });
        assert_eq!(done(&app, &here, "cabut", revoke).await["status"], "dicabut");
        let tasks = app.get("/api/v1/tugas?siapa=tim").await.json();
        assert_eq!(tasks["data"].as_array().map(Vec::len), Some(0), "a revoked licence is nobody's task: {tasks}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_sanction_is_proposed_sent_answered_and_closed() {
    on_both(async |test| {
        let app = team(&test).await;
        let entered = company(&app, &[]).await;
        let body =
            json!({ "p3mi": entered["nomor"], "jenis": "sanksi", "dasar": "Contoh", "diusulkan_pada": "2025-06-10" });
        let formless = app.post("/api/v1/rekomendasi-p3mi", &body).await;
        assert_eq!(formless.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", formless.text);
        assert!(formless.text.contains("/bentuk_sanksi"), "{}", formless.text);
        let mut body = body;
        body["bentuk_sanksi"] = json!("penghentian_sementara");
        let proposed = made(&app, "rekomendasi-p3mi", body).await;
        let here = path("rekomendasi-p3mi", &proposed);
        let answer = json!({ "tanggal": "2025-06-20", "jawaban": "diterima", "isi_jawaban": "Diskors (contoh)" });
        let early = step(&app, &here, "catat-jawaban", answer.clone()).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert!(early.text.contains("belum dikirim"), "{}", early.text);
        done(&app, &here, "tugaskan", json!({ "petugas": "penempatan.bp3mi-banten" })).await;
        let backwards =
            step(&app, &here, "kirim", json!({ "tanggal": "2025-06-09", "nomor_surat": "R-1/CONTOH" })).await;
        assert_eq!(backwards.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", backwards.text);
        let sent = json!({ "tanggal": "2025-06-11", "nomor_surat": "R-1/CONTOH" });
        assert_eq!(done(&app, &here, "kirim", sent).await["status"], "dikirim");
        let tasks = app.get("/api/v1/tugas").await.json();
        assert_eq!(tasks["data"][0]["tenggat"], "rekomendasi_jawaban", "{tasks}");
        assert_eq!(done(&app, &here, "catat-jawaban", answer).await["status"], "dijawab");
        let groundless = step(&app, &here, "tutup", json!({ "tanggal": "2025-06-21" })).await;
        assert!(groundless.text.contains("/alasan_tutup"), "{}", groundless.text);
        let closed = json!({ "tanggal": "2025-06-21", "alasan_tutup": "Skorsing sudah dicatat (contoh)" });
        assert_eq!(done(&app, &here, "tutup", closed).await["status"], "ditutup");
        let page = console(&test, "penempatan").await.get(&path("p3mi", &entered).replace("/api/v1", "")).await;
        assert!(page.text.contains("RKM-2025-000001"), "the company's page lists it: {}", page.text);
        test
    })
    .await;
}

/// Named for OPP on two days and placed, under several spellings; and somebody of another company.
async fn recorded(app: &TestApp) {
    let named = [
        ("PT Contoh Penempatan", "2025-06-10", "ya", ""),
        ("pt contoh  penempatan", "2025-06-10", "tidak", "Sakit (contoh)"),
        ("PT. Contoh Penempatan", "2025-06-10", "tidak", ""),
        ("PT Contoh Penempatan", "2025-06-17", "", ""),
        ("PT Lain Contoh", "2025-06-17", "ya", ""),
    ];
    for (number, (company, day, came, reason)) in (1..).zip(named) {
        let nik = format!("36039941019{:05}", 700 + number);
        let person = form(&[("nama", &format!("Wati Contoh {number}")), ("nik", &nik), ("p3mi", company)]);
        let typed = with(person, &[("dijadwalkan_pada", day), ("hadir", came), ("alasan_absen", reason)]);
        let body: Value =
            typed.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, json!(text))).collect();
        made(app, "opp", body).await;
    }
    for (number, day, called_off) in [(1, "2025-05-02", ""), (2, "2025-05-03", "2025-05-20"), (3, "2024-11-04", "")] {
        let mut typed = with(placement(number, day, "p_to_p"), &[("p3mi", "PT CONTOH PENEMPATAN")]);
        typed.extend(
            Some(called_off).filter(|day| !day.is_empty()).map(|day| ("batal_pada".to_owned(), day.to_owned())),
        );
        made(app, "penempatan", serde_json::to_value(typed).unwrap()).await;
    }
}

#[tokio::test]
async fn its_record_is_found_under_each_spelling_and_each_number_names_its_records() {
    on_both(async |test| {
        let app = team(&test).await;
        recorded(&app).await;
        let here = path("p3mi", &company(&app, &[("ejaan_lain", "PT. Contoh Penempatan")]).await);
        let track = app.get(&format!("{here}/rekam")).await.json();
        assert_eq!(track["ejaan"], json!(["pt contoh penempatan", "pt. contoh penempatan"]));
        let first = json!({
            "hari": "2025-06-10", "dipanggil": 3, "hadir": 1, "tidak_hadir": 2, "belum_dicatat": 0,
            "alasan_tidak_hadir": [{ "alasan": null, "jumlah": 1 }, { "alasan": "Sakit (contoh)", "jumlah": 1 }]
        });
        let last = json!({
            "hari": "2025-06-17", "dipanggil": 1, "hadir": 0, "tidak_hadir": 0, "belum_dicatat": 1,
            "alasan_tidak_hadir": []
        });
        assert_eq!(track["opp"], json!([last, first]));
        let placed = json!([
            { "tahun": 2025, "negara": "TW", "terbit": 1, "batal": 1, "proses": 0 },
            { "tahun": 2024, "negara": "TW", "terbit": 1, "batal": 0, "proses": 0 }
        ]);
        assert_eq!((&track["penempatan"], &track["catatan"]), (&placed, &json!([])));
        for (query, numbers) in [
            ("bagian=tidak_hadir&kelompok=2025-06-10", vec!["OPP-2025-000002", "OPP-2025-000003"]),
            ("bagian=dipanggil&kelompok=2025-06-17", vec!["OPP-2025-000004"]),
            ("bagian=batal&kelompok=2025-TW", vec!["PNP-2025-000002"]),
            ("bagian=terbit", vec!["PNP-2024-000001", "PNP-2025-000001"]),
            ("bagian=hadir&kelompok=2024-TW", vec![]),
        ] {
            let track = app.get(&format!("{here}/rekam?{query}")).await.json();
            let behind: Vec<&str> =
                track["catatan"].as_array().unwrap().iter().map(|one| one["nomor"].as_str().unwrap()).collect();
            assert_eq!(behind, numbers, "{query}");
        }
        for query in ["bagian=semua", "bagain=hadir"] {
            assert_eq!(app.get(&format!("{here}/rekam?{query}")).await.status, StatusCode::BAD_REQUEST, "{query}");
        }
        let page = console(&test, "penempatan").await;
        let page = page.get(&format!("{}/rekam?bagian=tidak_hadir", here.replace("/api/v1", ""))).await;
        for text in ["Sakit (contoh) (1)", "Tidak dicatat (1)", "OPP-2025-000003", "Taiwan"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert!(!page.text.contains("Wati Contoh"), "nobody is named there");
        let elsewhere = TestApp::login(&test, "penempatan", "BP3MI-JABAR").await;
        assert_eq!(elsewhere.get(&format!("{here}/rekam")).await.status, StatusCode::NOT_FOUND);
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(desk.get(&format!("{here}/rekam")).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn complaints_about_a_company_are_counted_and_listed_for_who_reads_complaints() {
    on_both(async |test| {
        let protection = pengaduan::team(&test).await;
        for (number, company) in [
            (51, "PT Contoh Penempatan"),
            (52, "pt. contoh  penempatan"),
            (53, "PT Lain Contoh"),
            (54, "PT. Contoh Penempatan"),
        ] {
            let complaint = pengaduan::made(&protection, number, &[("p3mi", company)]).await;
            if number == 54 {
                let withdraw = json!({ "alasan": "Tercatat dua kali (contoh)" });
                let here = path("pengaduan", &complaint);
                assert!(step(&protection, &here, "batalkan", withdraw).await.status.is_success());
            }
        }
        let app = team(&test).await;
        let here = path("p3mi", &company(&app, &[("ejaan_lain", "PT. Contoh Penempatan")]).await);
        let told = json!([{ "tahun": 2025, "masuk": 2, "berjalan": 2, "selesai": 0, "ditutup_atau_dicabut": 0 }]);
        let track = app.get(&format!("{here}/rekam?bagian=masuk")).await.json();
        assert_eq!((&track["pengaduan"], &track["catatan"]), (&told, &json!([])), "how many, and not which");
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let track = head.get(&format!("{here}/rekam?bagian=berjalan&kelompok=diterima-2025")).await.json();
        let numbers: Vec<_> = track["catatan"].as_array().unwrap().iter().map(|one| one["nomor"].clone()).collect();
        assert_eq!((&track["pengaduan"], numbers.len()), (&told, 2), "{track}");
        assert!(numbers.iter().all(|number| number.as_str().unwrap().starts_with("PGD-")), "{track}");
        let page = console(&test, "penempatan").await;
        let page = page.get(&format!("{}/rekam", here.replace("/api/v1", ""))).await.text;
        assert!(page.contains("di sini hanya banyaknya") && !page.contains("kelompok=diterima-2025"), "{page}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_known_spelling_becomes_the_name_of_the_register_and_an_unknown_one_is_told() {
    on_both(async |test| {
        let app = team(&test).await;
        company(&app, &[("ejaan_lain", "PT. Contoh Penempatan")]).await;
        let named = |number: u32, company: &str| {
            json!({
                "nama": format!("Wati Contoh {number}"), "nik": format!("36039941019{:05}", 800 + number),
                "p3mi": company, "dijadwalkan_pada": "2025-06-10"
            })
        };
        let known = made(&app, "opp", named(1, "PT. CONTOH Penempatan")).await;
        assert_eq!(known["p3mi"], "PT Contoh Penempatan");
        let history = app.get(&format!("{}/riwayat", path("opp", &known))).await.text;
        assert!(history.contains("P3MI ditulis PT. CONTOH Penempatan; tersimpan sebagai"), "{history}");
        let rows = json!({ "baris": [
            named(1, "PT. CONTOH Penempatan"), named(2, "pt. contoh penempatan"), named(3, "PT Lain Contoh"),
            named(4, "PT CONTOH  PENEMPATAN")
        ] });
        let told = app.post("/api/v1/opp/impor", &rows).await.json();
        assert_eq!((&told["baru"], &told["sudah"]), (&json!(3), &json!(1)), "{told}");
        let said = |row: usize| told["data"][row]["perhatian"][0]["detail"].as_str().unwrap_or_default();
        assert!(said(1).contains("tersimpan sebagai PT Contoh Penempatan"), "{told}");
        assert!(said(2).contains("/p3mi/belum-terdaftar"), "{told}");
        assert_eq!(told["data"][2]["perhatian"][0]["pointer"], "/baris/2/p3mi", "{told}");
        assert_eq!(said(3), "", "blanks and letter case are not told");
        let answers: Vec<Value> = app.get("/api/v1/opp").await.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["p3mi"].clone())
            .collect();
        assert_eq!(answers.iter().filter(|name| **name == "PT Contoh Penempatan").count(), 3, "{answers:?}");
        let again = app.post("/api/v1/opp/impor", &rows).await.json();
        assert_eq!((&again["baru"], &again["sudah"]), (&json!(0), &json!(4)), "twice moves nothing: {again}");
        let answers = app.get("/api/v1/p3mi/belum-terdaftar").await.json();
        assert_eq!(answers["data"], json!([{ "nama": "PT Lain Contoh", "opp": 1, "penempatan": 0 }]));
        let list = app.get("/api/v1/opp").await.json();
        let console = console(&test, "penempatan").await;
        let stray = list["data"].as_array().unwrap().iter().find(|row| row["p3mi"] == "PT Lain Contoh").unwrap();
        let page = console.get(&format!("/opp/{}", stray["id"].as_str().unwrap())).await.text;
        assert!(page.contains("PT Lain Contoh belum ada di daftar P3MI"), "{page}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_name_that_is_not_in_the_register_is_listed_until_it_is() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        recorded(&app).await;
        let unknown = async || app.get("/api/v1/p3mi/belum-terdaftar").await.json()["data"].clone();
        let names = unknown().await;
        assert_eq!(names.as_array().map(Vec::len), Some(3), "{names}");
        assert_eq!((&names[0]["opp"], &names[0]["penempatan"]), (&json!(3), &json!(3)), "one name in three spellings");
        company(&app, &[("ejaan_lain", "PT. Contoh Penempatan")]).await;
        assert_eq!(unknown().await, json!([{ "nama": "PT Lain Contoh", "opp": 1, "penempatan": 0 }]));
        let console = console(&test, "penempatan").await;
        let page = console.get("/p3mi/belum-terdaftar").await.text;
        assert!(page.contains("name=\"nama\" value=\"PT Lain Contoh\"") && page.contains("Daftarkan"), "{page}");
        let typed = "nama=PT+Lain+Contoh&tercatat_pada=2025-07-01";
        let kind = "application/x-www-form-urlencoded";
        let saved = console.send(Method::POST, "/p3mi/baru", kind, typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        assert_eq!(app.get("/api/v1/p3mi/belum-terdaftar").await.json()["data"], json!([]));
        test
    })
    .await;
}
