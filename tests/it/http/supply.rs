//! Job seekers: the events at which they are recorded, and what became of them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Test, TestApp, on_both};

use super::pengaduan::{done, path, step};
use super::wire::console;

async fn placement(test: &Test) -> TestApp {
    TestApp::login(test, "penempatan", "BP3MI-BANTEN").await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

async fn made(app: &TestApp, kind: &str, body: &Value) -> Value {
    let answer = app.post(&format!("/api/v1/{kind}"), body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

async fn event(app: &TestApp) -> Value {
    let body = json!({ "jenis_kegiatan": "kunjungan_sekolah", "judul": "Kunjungan SMK Contoh", "tanggal": "2025-06-02",
        "jumlah_peserta": 4 });
    made(app, "kegiatan", &body).await
}

/// Somebody recorded on a day; `more` says what else.
fn seeker(number: usize, day: &str, more: &Value) -> Value {
    let mut body = json!({ "nama": format!("Pencari Contoh {number:02}"), "nik": format!("360399010190{:04}", 300 + number),
        "dicatat_pada": day, "sumber": "sosialisasi", "berminat": true });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn the_form_asks_first_what_is_asked_at_the_desk() {
    on_both(async |test| {
        let app = placement(&test).await;
        let number = text(&event(&app).await["nomor"]);
        let desk = console(&test, "penempatan").await;
        let page = desk.get("/pencari-kerja/baru").await.text;
        let (first, folded) = page.split_once("Isian lain, boleh menyusul").unwrap();
        for field in ["nama", "nik", "tanggal_lahir", "telepon", "berminat", "negara_minat", "persetujuan"] {
            assert!(first.contains(&format!("name=\"{field}\"")), "{field}: {first}");
        }
        for field in ["alamat", "kegiatan", "sertifikat"] {
            assert!(folded.contains(&format!("name=\"{field}\"")), "{field}: {folded}");
        }
        assert_eq!(page.matches("autofocus").count(), 1, "{page}");
        assert!(first.contains("value=\"datang_langsung\" selected"), "{first}");
        // What comes along from an event is seen, and the source is the event's.
        let page = desk.get(&format!("/pencari-kerja/baru?dari={number}")).await.text;
        let (first, _) = page.split_once("Isian lain, boleh menyusul").unwrap();
        assert!(first.contains("name=\"kegiatan\"") && first.contains("value=\"sosialisasi\" selected"), "{first}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_job_seeker_goes_on_by_steps_and_who_does_not_agree_is_not_called() {
    on_both(async |test| {
        let app = placement(&test).await;
        let told = json!({ "bahasa": ["korea", "jepang"], "tingkat_bahasa": "JLPT N4 (contoh)", "jabatan_minat": "Perawat",
            "sertifikat": "Kaigo (contoh)", "persetujuan": true });
        let one = made(&app, "pencari-kerja", &seeker(1, "2025-06-02", &told)).await;
        assert_eq!((&one["status"], &one["bahasa"]), (&json!("tercatat"), &json!(["jepang", "korea"])), "{one}");
        let here = path("pencari-kerja", &one);
        let before = done(&app, &here, "daftar-siapkerja", json!({ "tanggal": "2025-05-20" })).await;
        assert_eq!(before["status"], "terdaftar_siapkerja", "an account may be older than the record");
        let called = json!({ "tanggal": "2025-06-05", "hasil_kontak": "tersambung" });
        assert_eq!(done(&app, &here, "catat-kontak", called.clone()).await["kontak_pada"], "2025-06-05");
        let gtog = done(&app, &here, "daftar-gtog", json!({ "tanggal": "2025-06-10" })).await;
        assert_eq!((&gtog["status"], &gtog["siapkerja_pada"]), (&json!("terdaftar_gtog"), &json!("2025-05-20")));
        let again = step(&app, &here, "daftar-siapkerja", json!({ "tanggal": "2025-06-11" })).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
        let other = made(&app, "pencari-kerja", &seeker(2, "2025-06-02", &json!({ "persetujuan": false }))).await;
        let refused = step(&app, &path("pencari-kerja", &other), "catat-kontak", called).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        assert!(refused.text.contains("tidak bersedia dihubungi"), "{}", refused.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_participants_of_an_event_are_counted_and_each_number_opens_to_its_records() {
    on_both(async |test| {
        let app = placement(&test).await;
        let held = event(&app).await;
        let people = [
            json!({ "negara_minat": "JP", "pendidikan": "smk" }),
            json!({ "negara_minat": "JP", "pendidikan": "sma" }),
            json!({ "berminat": false }),
        ];
        for (number, more) in people.iter().enumerate() {
            let mut body = seeker(number, "2025-06-02", more);
            body["kegiatan"] = held["nomor"].clone();
            made(&app, "pencari-kerja", &body).await;
        }
        made(&app, "pencari-kerja", &seeker(9, "2025-06-02", &json!({}))).await;
        let mut twice = seeker(0, "2025-06-03", &json!({ "sumber": "job_fair" }));
        twice["kegiatan"] = held["nomor"].clone();
        made(&app, "pencari-kerja", &twice).await;
        let road = format!("{}/peserta", path("kegiatan", &held));
        let shown = app.get(&road).await.json();
        assert_eq!((&shown["peserta"], &shown["berminat"], &shown["tertulis"]), (&json!(3), &json!(2), &json!(4)));
        assert_eq!(shown["beda"], "Tertulis 4, tercatat 3.", "a person is one, however often they were recorded");
        let countries = json!([{ "kode": "JP", "jumlah": 2 }, { "kode": "tidak_dicatat", "jumlah": 1 }]);
        assert_eq!(shown["negara"], countries, "{shown}");
        for (asked, count) in
            [("bagian=berminat", 2), ("bagian=tidak_berminat", 1), ("negara=JP", 2), ("pendidikan=smk", 1)]
        {
            let behind = app.get(&format!("{road}?{asked}")).await.json();
            assert_eq!(behind["data"].as_array().unwrap().len(), count, "{asked}: {behind}");
        }
        assert_eq!(app.get(&format!("{road}?bagian=lain")).await.status, StatusCode::BAD_REQUEST);
        let page = console(&test, "penempatan").await;
        let here = text(&held["id"]);
        let list = page.get(&format!("/kegiatan/{here}/peserta?negara=JP")).await;
        for told in ["Tertulis 4, tercatat 3.", "Pencari Contoh 01", "/pencari-kerja/banyak?dari=KGT-"] {
            assert!(list.text.contains(told), "{told}: {}", list.text);
        }
        assert!(!list.text.contains("Pencari Contoh 02"), "only those behind the number: {}", list.text);
        let prefilled = page.get(&format!("/pencari-kerja/banyak?dari={}", text(&held["nomor"]))).await;
        assert!(prefilled.text.contains(&format!("value=\"{}\"", text(&held["nomor"]))), "{}", prefilled.text);
        assert!(prefilled.text.contains("value=\"sosialisasi\" selected"), "{}", prefilled.text);
        let other = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(other.get(&road).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

fn level<'a>(funnel: &'a Value, code: &str) -> &'a Value {
    let all = funnel["tahap"].as_array().unwrap();
    &all.iter().find(|level| level["kode"] == code).unwrap()["jumlah"]
}

/// Four job seekers, the last without interest, the first two at an event.
async fn four(app: &TestApp, held: &Value) -> Vec<Value> {
    let mut records = Vec::new();
    for number in 1..=4 {
        let mut body = seeker(number, "2025-06-02", &json!({ "berminat": number != 4 }));
        if number < 3 {
            body["kegiatan"] = held["nomor"].clone();
        }
        records.push(made(app, "pencari-kerja", &body).await);
    }
    records
}

fn nik(number: usize) -> Value {
    json!({ "nama": format!("Pencari Contoh {number:02}"), "nik": format!("360399010190{:04}", 300 + number) })
}

fn examined(number: usize, day: &str, outcome: &str) -> Value {
    let mut body = nik(number);
    let more = json!({ "skema": "g_to_g", "dijadwalkan_pada": day, "hadir": true, "diperiksa_pada": day, "hasil": outcome,
        "kekurangan": if outcome == "lengkap" { Value::Null } else { json!("Ijazah (contoh)") } });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    body
}

#[tokio::test]
async fn the_funnel_joins_verification_and_placement_of_the_same_people_afterwards() {
    on_both(async |test| {
        let app = placement(&test).await;
        let held = event(&app).await;
        let ids = four(&app, &held).await;
        made(&app, "pencari-kerja", &seeker(1, "2025-06-20", &json!({ "sumber": "datang_langsung" }))).await;
        done(&app, &path("pencari-kerja", &ids[0]), "daftar-siapkerja", json!({ "tanggal": "2025-06-03" })).await;
        done(&app, &path("pencari-kerja", &ids[0]), "daftar-gtog", json!({ "tanggal": "2025-06-04" })).await;
        let verified = made(&app, "verifikasi", &examined(1, "2025-06-10", "lengkap")).await;
        made(&app, "verifikasi", &examined(2, "2025-06-10", "kurang")).await;
        made(&app, "verifikasi", &examined(3, "2025-05-10", "lengkap")).await;
        for (number, day) in [(1, Some("2025-06-25")), (2, None)] {
            let mut body = nik(number);
            body["skema"] = json!("perseorangan");
            body["negara"] = json!("JP");
            if let Some(day) = day {
                body["nomor_epmi"] = json!("E-CONTOH-1");
                body["epmi_terbit_pada"] = json!(day);
            }
            made(&app, "penempatan", &body).await;
        }
        let road = "/api/v1/pencari-kerja/corong";
        let funnel = app.get(road).await.json();
        let counted =
            [("dicatat", 4), ("berminat", 3), ("siapkerja", 1), ("gtog", 1), ("diverifikasi", 1), ("ditempatkan", 1)];
        for (code, count) in counted {
            assert_eq!(*level(&funnel, code), json!(count), "{code}: {funnel}");
            let behind = app.get(&format!("{road}?tahap={code}")).await.json();
            assert_eq!(behind["data"].as_array().unwrap().len(), count, "{code}: the records behind the number");
        }
        let placed = app.get(&format!("{road}?tahap=ditempatkan")).await.json();
        assert_eq!(placed["data"][0]["verifikasi"], verified["nomor"], "{placed}");
        let of_event = app.get(&format!("{road}?kegiatan={}", text(&held["nomor"]))).await.json();
        assert_eq!((level(&of_event, "dicatat"), level(&of_event, "diverifikasi")), (&json!(2), &json!(1)));
        let later = app.get(&format!("{road}?dari=2025-06-15&sampai=2025-06-30")).await.json();
        assert_eq!((level(&later, "dicatat"), level(&later, "diverifikasi")), (&json!(1), &json!(0)), "not afterwards");
        let unknown = app.get(&format!("{road}?kegiatan=KGT-2025-999999")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.text);
        let page = console(&test, "penempatan").await.get("/pencari-kerja/corong?tahap=ditempatkan").await;
        for told in ["Ditempatkan (E-PMI terbit)", "Pencari Contoh 01", &text(&verified["nomor"]), "25 %"] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert!(!page.text.contains("Pencari Contoh 02"), "{}", page.text);
        let other = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(other.get(road).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}
