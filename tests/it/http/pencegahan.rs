//! People stopped from departing: education, outcome, and the one return that counts.

use axum::http::{Method, StatusCode};
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
        let gone = app.act(&format!("{here}/batalkan"), 3, &json!({ "alasan": "Contoh" })).await;
        assert_eq!(gone.status, StatusCode::CONFLICT, "its return counts: {}", gone.text);
        test
    })
    .await;
}

#[tokio::test]
async fn an_activity_takes_its_people_from_returns_and_counts_who_came() {
    on_both(async |test| {
        let app = team(&test).await;
        for number in 1..=3 {
            let form = testkit::returned(number, "2025-06-01", "bermasalah");
            app.post("/api/v1/kepulangan", &serde_json::to_value(form).unwrap()).await;
        }
        let calon = app.get("/api/v1/pemberdayaan/calon").await.json()["data"].clone();
        let ids: Vec<&str> = calon.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 3);
        let many = async |area: &str| {
            let answer = app.get(&format!("/api/v1/pemberdayaan/calon?asal={area}")).await;
            answer.json()["data"].as_array().map_or(0, Vec::len)
        };
        assert_eq!([many("36").await, many("36.03").await, many("33").await, many("Banten").await], [3, 3, 0, 3]);
        let nowhere = app.get("/api/v1/pemberdayaan/calon?asal=Atlantis").await;
        assert_eq!(nowhere.json()["errors"][0]["pointer"], "/asal", "{}", nowhere.text);
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let send = async |road: &str, more: String| {
            let typed = format!("kegiatan=Pelatihan+Contoh&tanggal=2025-06-02&tempat=Balai+Contoh{more}");
            let road = format!("/pemberdayaan/kegiatan/{road}");
            let sent = console.send(Method::POST, &road, "application/x-www-form-urlencoded", typed).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
            sent.headers["location"].to_str().unwrap().to_owned()
        };
        let two = format!("&pilih={}&pilih={}", ids[0], ids[1]);
        let here = send("peserta", format!("&asal=Banten{two}")).await;
        assert!(here.ends_with("&asal=Banten"), "{here}");
        let nobody = console.get(&here.replace("Banten", "Jawa+Tengah")).await;
        assert!(nobody.text.contains("Tidak ada calon.") && nobody.text.contains("Jawa Tengah"), "{}", nobody.text);
        let again = format!("kegiatan=Pelatihan+Contoh&tanggal=2025-06-02&tempat=Balai+Contoh{two}");
        let road = "/pemberdayaan/kegiatan/peserta";
        let again = console.send(Method::POST, road, "application/x-www-form-urlencoded", again).await;
        assert!(again.text.contains("0 didaftarkan, 2 tidak"), "sent again, nothing more: {}", again.text);
        let page = console.get(&here).await;
        assert_eq!(page.text.matches("PBD-2025-").count(), 2, "{}", page.text);
        let listed = app.get("/api/v1/pemberdayaan").await.json()["data"].clone();
        let listed: Vec<&str> = listed.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        send("kehadiran", format!("&langkah=hadir&pilih={}", listed[0])).await;
        send("kehadiran", format!("&langkah=tidak-hadir&pilih={}", listed[1])).await;
        let activity = app.get("/api/v1/pemberdayaan/kegiatan").await.json()["data"][0].clone();
        assert_eq!(
            [&activity["terdaftar"], &activity["hadir"], &activity["tidak_hadir"]],
            [&json!(2), &json!(1), &json!(1)]
        );
        let left = app.get("/api/v1/pemberdayaan/calon").await.json()["data"].clone();
        assert_eq!(left.as_array().unwrap().len(), 1);
        assert!(console.get("/pemberdayaan").await.text.contains("/pemberdayaan/kegiatan"));
        let early = json!({ "nama": "Budi Contoh", "kegiatan": "Nanti", "tanggal": "2025-12-01", "peserta": "keluarga",
            "hadir": true });
        let early = app.post("/api/v1/pemberdayaan", &early).await;
        assert_eq!(early.json()["errors"][0]["pointer"], "/hadir", "{}", early.text);
        test
    })
    .await;
}

#[tokio::test]
async fn who_tries_again_is_seen_where_the_records_are() {
    on_both(async |test| {
        let app = team(&test).await;
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let centre = TestApp::login(&test, "pelindungan", "KP2MI").await;
        let first = stopped(&app, 1, "2025-06-01").await;
        assert_eq!(first["perhatian"], json!([]));
        let again = stopped(&app, 1, "2025-06-05").await["perhatian"].to_string();
        assert!(again.contains("1 kali dicegah") && again.contains(first["nomor"].as_str().unwrap()), "{again}");
        // Another office, which has the same NIK, learns nothing of it; the one above both does.
        let second = stopped(&other, 1, "2025-06-10").await;
        assert_eq!(second["perhatian"], json!([]));
        let remarks = centre.get(&path("pencegahan", &second)).await.json()["perhatian"].to_string();
        assert!(remarks.contains("2 kali dicegah") && remarks.contains(first["nomor"].as_str().unwrap()), "{remarks}");
        let law = step(&other, &path("pencegahan", &second), "proses-hukum", json!({})).await;
        assert_eq!(law.json()["errors"][0]["pointer"], "/nomor_laporan", "{}", law.text);
        let done = done(&other, &path("pencegahan", &second), "proses-hukum", json!({ "nomor_laporan": "LP-1" })).await;
        assert_eq!(done["hasil"], "proses_hukum");
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_names_a_flight_for_each_person_and_is_filtered_by_it() {
    on_both(async |test| {
        let app = team(&test).await;
        let body = json!({
            "isian": { "diterima_pada": "2025-06-01", "sumber": "imigrasi" },
            "baris": [
                { "nama": "Siti Contoh", "nik": "3603995103900001", "penerbangan": "SV 818" },
                { "nama": "Budi Contoh", "nik": "3603991103900002", "penerbangan": "MH 725" },
            ],
        });
        let saved = app.post("/api/v1/pencegahan/impor", &body).await;
        assert_eq!(saved.json()["baru"], 2, "{}", saved.text);
        let found = app.get("/api/v1/pencegahan?penerbangan=MH%20725").await.json();
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{found}");
        let none = app.get("/api/v1/pencegahan?kedatangan=KDT-2025-999999").await.json();
        assert_eq!(none["data"], json!([]));
        test
    })
    .await;
}

async fn send(console: &TestApp, path: &str, fields: &[(String, String)]) -> testkit::Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    console.send(Method::POST, path, "application/x-www-form-urlencoded", body).await
}

#[tokio::test]
async fn all_of_a_list_are_educated_and_sent_home_with_one_form_each() {
    on_both(async |test| {
        let app = team(&test).await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let list = json!({ "penerbangan": "Serahan contoh", "tiba_pada": "2025-06-01", "jenis": "pencegahan" });
        let number = app.post("/api/v1/kedatangan", &list).await.json()["nomor"].as_str().unwrap().to_owned();
        let row = |n: u32| json!({ "nama": format!("Siti Contoh {n}"), "nik": format!("360399410190{n:04}") });
        let rows: Vec<Value> = (1..=60).map(row).collect();
        let common = json!({ "diterima_pada": "2025-06-01", "sumber": "imigrasi", "kedatangan": number });
        let saved = app.post("/api/v1/pencegahan/impor", &json!({ "isian": common, "baris": rows })).await;
        assert_eq!(saved.json()["baru"], 60, "{}", saved.text);
        let page = console.get(&format!("/pencegahan?kedatangan={number}")).await;
        assert!(
            page.text.contains("Lanjut dengan semua di halaman ini (60)"),
            "all of a list are one page: {}",
            page.text
        );
        let ticks = async || -> Vec<(String, String)> {
            let all = app.get(&format!("/api/v1/pencegahan?batas=100&kedatangan={number}")).await.json();
            let one = |one: &Value| (format!("pilih.{}", one["id"].as_str().unwrap()), one["versi"].to_string());
            all["data"].as_array().unwrap().iter().map(one).collect()
        };
        let field = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        for (step, more) in [("edukasi", vec![field("edukasi", "Prosedur (contoh)")]), ("pulangkan", Vec::new())] {
            let typed = [&ticks().await[..], &[field("tanggal", "02/06/2025")], &more[..]].concat();
            let done = send(&console, &format!("/pencegahan/sekaligus/{step}"), &typed).await;
            assert!(done.text.contains("60 dari 60 catatan"), "{step}: {}", done.text);
        }
        let home = app.get("/api/v1/kepulangan?batas=100&kategori=dicegah").await.json();
        assert_eq!(home["data"].as_array().unwrap().len(), 60);
        test
    })
    .await;
}
