//! Sessions and their rosters: results of many at once, who did not come and another day for them, closing; and the call list of visas.

use axum::http::{Method, StatusCode};
use kernel::access;
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, on_both};

use super::pengaduan::{done, path, step};
use super::wire::console;

async fn placement(test: &Test) -> TestApp {
    TestApp::login(test, "penempatan", "BP3MI-BANTEN").await
}

async fn session(app: &TestApp, kind: &str, day: &str, more: &Value) -> Value {
    let mut body = json!({ "jenis_sesi": kind, "tanggal": day, "tempat": "Aula contoh" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = app.post("/api/v1/sesi", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

/// Names people for a session; the numbers of their records, in the order of their names.
async fn named(app: &TestApp, kind: &str, session: &Value, rows: &[Value]) -> Vec<String> {
    let mut common = json!({ "sesi": session["nomor"], "dijadwalkan_pada": session["tanggal"] });
    if kind == "verifikasi" {
        common["skema"] = session["skema"].clone();
    }
    let done = app.post(&format!("/api/v1/{kind}/impor"), &json!({ "isian": common, "baris": rows })).await;
    assert_eq!(done.json()["baru"], rows.len(), "{}", done.text);
    roster(app, session, "").await["data"].as_array().unwrap().iter().map(|row| text(&row["nomor"])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn person(number: usize, company: &str) -> Value {
    json!({ "nama": format!("Peserta Contoh {number:02}"), "nik": format!("360399010190{:04}", 100 + number), "p3mi": company })
}

async fn roster(app: &TestApp, session: &Value, part: &str) -> Value {
    let answer = app.get(&format!("{}/peserta?bagian={part}", path("sesi", session))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// An orientation with four people of two companies.
async fn orientation(app: &TestApp) -> (Value, Vec<String>) {
    let held = session(app, "opp", "2025-06-20", &json!({ "kapasitas": 40 })).await;
    let people: Vec<Value> = (1..=4).map(|n| person(n, if n < 3 { "PT Contoh A" } else { "PT Contoh B" })).collect();
    let numbers = named(app, "opp", &held, &people).await;
    (held, numbers)
}

#[tokio::test]
async fn results_of_many_are_answered_row_by_row_and_twice_moves_nothing() {
    on_both(async |test| {
        let app = placement(&test).await;
        let (held, numbers) = orientation(&app).await;
        let results = json!({ "baris": [
            { "nomor": numbers[0], "nilai_awal": 50, "nilai_akhir": 82.5 },
            { "nomor": numbers[1], "hadir": false, "alasan_absen": "Sakit (contoh)" },
            { "nomor": numbers[2], "hadir": false, "nilai_akhir": 80 },
            { "nomor": "OPP-2025-999999", "hadir": true },
            { "nomor": numbers[3], "dijadwalkan_pada": "2025-07-01" },
        ] });
        let road = format!("{}/hasil", path("sesi", &held));
        let told = app.post(&road, &results).await.json();
        let fates: Vec<_> = told["data"].as_array().unwrap().iter().map(|row| text(&row["hasil"])).collect();
        assert_eq!(fates, ["disimpan", "disimpan", "salah", "salah", "salah"], "{told}");
        assert_eq!((&told["disimpan"], &told["salah"]), (&json!(2), &json!(3)));
        assert_eq!(told["data"][2]["errors"][0]["pointer"], "/baris/2/hadir");
        for (row, said) in [(3, "Bukan peserta sesi ini"), (4, "Isian ini tidak diisi di daftar hadir")] {
            assert!(told["data"][row]["errors"][0]["detail"].as_str().unwrap().contains(said), "{told}");
        }
        let shown = roster(&app, &held, "").await;
        assert_eq!(
            (&shown["peserta"], &shown["hadir"], &shown["tidak_hadir"], &shown["belum"], &shown["kapasitas"]),
            (&json!(4), &json!(1), &json!(1), &json!(2), &json!(40))
        );
        let first = &roster(&app, &held, "hadir").await["data"][0];
        assert_eq!(
            (&first["status"], &first["versi"], &first["nilai_akhir"]),
            (&json!("hadir"), &json!(2), &json!(82.5))
        );
        let record = app.get(&path("opp", first)).await.json();
        let line = record["riwayat"][1].clone();
        assert_eq!(line["alasan"], format!("Daftar hadir sesi {}.", text(&held["nomor"])), "history says where from");
        let again = app.post(&road, &json!({ "baris": [results["baris"][0], results["baris"][1]] })).await.json();
        assert_eq!((&again["disimpan"], &again["sama"]), (&json!(0), &json!(2)), "{again}");
        let stale = json!({ "baris": [{ "nomor": numbers[0], "versi": 1, "nilai_akhir": 90 }] });
        let overtaken = app.post(&road, &stale).await.json();
        assert_eq!(overtaken["data"][0]["hasil"], "belum", "somebody else was faster: {overtaken}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_session_is_closed_when_everybody_is_marked_and_who_stayed_away_gets_another_day() {
    on_both(async |test| {
        let app = placement(&test).await;
        let (held, numbers) = orientation(&app).await;
        let here = path("sesi", &held);
        let early = step(&app, &here, "tutup", json!({ "tanggal": "2025-06-20" })).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert!(early.text.contains("Kehadiran 4 peserta belum dicatat"), "{}", early.text);
        let rows: Vec<Value> = numbers.iter().map(|n| json!({ "nomor": n, "hadir": *n == numbers[0] })).collect();
        app.post(&format!("{here}/hasil"), &json!({ "baris": rows })).await;
        let before = step(&app, &here, "tutup", json!({ "tanggal": "2025-06-19" })).await;
        assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", before.text);
        assert_eq!(done(&app, &here, "tutup", json!({ "tanggal": "2025-06-21" })).await["status"], "selesai");
        let late = json!({
            "nama": "Peserta Contoh 09", "nik": "3603990101900109", "sesi": held["nomor"],
            "dijadwalkan_pada": held["tanggal"]
        });
        let refused = app.post("/api/v1/opp", &late).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(
            refused.text.contains("/sesi") && refused.text.contains("tidak menerima peserta baru"),
            "{}",
            refused.text
        );
        let many = app.post("/api/v1/opp/impor", &json!({ "isian": {}, "baris": [late] })).await;
        assert!(many.text.contains("tidak menerima peserta baru"), "{}", many.text);
        assert_eq!(roster(&app, &held, "").await["peserta"], 4, "nobody came onto the roster of a closed session");
        let small = session(&app, "opp", "2025-07-10", &json!({ "kapasitas": 2 })).await;
        let other = session(&app, "verifikasi", "2025-07-11", &json!({ "skema": "g_to_g" })).await;
        let road = format!("{here}/jadwal-ulang");
        let to = |target: &Value, people: &[String]| json!({ "ke": target["nomor"], "peserta": people });
        for (target, said) in [(&small, "tinggal 2 tempat untuk 3 orang"), (&other, "Pilih sesi lain yang sejenis")] {
            let full = app.post(&road, &to(target, &numbers[1..])).await;
            assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", full.text);
            assert!(full.text.contains(said), "{}", full.text);
        }
        assert_eq!(roster(&app, &small, "").await["peserta"], 0, "nobody is named by half");
        let moved = app.post(&road, &to(&small, &numbers[1..3])).await.json();
        assert_eq!((&moved["dijadwalkan"], &moved["sudah"]), (&json!(2), &json!(0)), "{moved}");
        let again = app.post(&road, &to(&small, &numbers[1..3])).await.json();
        assert_eq!((&again["dijadwalkan"], &again["sudah"]), (&json!(0), &json!(2)), "{again}");
        let new = &roster(&app, &small, "").await["data"][0];
        assert_eq!(
            (&new["status"], &new["p3mi"], &new["dijadwalkan_pada"]),
            (&json!("terjadwal"), &json!("PT Contoh A"), &json!("2025-07-10"))
        );
        assert_eq!(new["nama"], "Peserta Contoh 02");
        let page = console(&test, "penempatan").await;
        let list = page.get(&format!("/sesi/{}/tidak-hadir", text(&held["id"]))).await;
        for told in ["PT Contoh A: 1 orang", "PT Contoh B: 2 orang", "10 Jul 2025", "Belum ada"] {
            assert!(list.text.contains(told), "{told}: {}", list.text);
        }
        test
    })
    .await;
}

async fn send(app: &TestApp, path: &str, fields: &[(String, String)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    app.send(Method::POST, path, "application/x-www-form-urlencoded", form.finish()).await
}

fn field(name: impl Into<String>, text: &str) -> (String, String) {
    (name.into(), text.to_owned())
}

#[tokio::test]
async fn the_page_takes_ticks_keeps_what_is_wrong_and_fills_in_the_rest_at_once() {
    on_both(async |test| {
        let app = placement(&test).await;
        let held = session(&app, "verifikasi", "2025-06-20", &json!({ "skema": "g_to_g" })).await;
        let people: Vec<Value> = (1..=4)
            .map(|n| json!({ "nama": format!("Calon Contoh {n:02}"), "nik": format!("360399010190{:04}", 200 + n) }))
            .collect();
        named(&app, "verifikasi", &held, &people).await;
        let ids: Vec<String> =
            roster(&app, &held, "").await["data"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect();
        let page = console(&test, "penempatan").await;
        let here = format!("/sesi/{}/daftar", text(&held["id"]));
        let shown = page.get(&here).await;
        for told in ["Calon Contoh 01", "Belum ditandai (4)", "Isi sekaligus"] {
            assert!(shown.text.contains(told), "{told}: {}", shown.text);
        }
        let seen = ids.iter().map(|id| field(format!("v.{id}"), "1"));
        let ticks = [
            field(format!("h.{}", ids[0]), "ya"),
            field(format!("t.{}", ids[0]), "ya"),
            field(format!("m.{}.hasil", ids[1]), "kurang"),
            field(format!("m.{}.kekurangan", ids[1]), "Ijazah (contoh)"),
            field(format!("t.{}", ids[2]), "ya"),
            field(format!("a.{}", ids[2]), "Sakit (contoh)"),
        ];
        let saved = send(&page, &here, &seen.chain(ticks).collect::<Vec<_>>()).await;
        for told in ["1 peserta belum tersimpan", "Centang salah satu saja", "<b>2</b> peserta disimpan"] {
            assert!(saved.text.contains(told), "{told}: {}", saved.text);
        }
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        let second = app.get(&format!("/api/v1/verifikasi/{}", ids[1])).await.json();
        assert_eq!(
            (&second["status"], &second["hadir"], &second["diperiksa_pada"]),
            (&json!("diperiksa"), &json!(true), &json!("2025-06-20")),
            "a result means that the candidate came on that day"
        );
        let fill = [field("bagian", "belum"), field("hasil", "lengkap"), field("hadir", "ya")];
        let asked = send(&page, &format!("{here}/semua"), &fill).await;
        assert!(asked.text.contains("Isi untuk 2 peserta") && asked.text.contains("Lengkap dan sah"), "{}", asked.text);
        assert_eq!(roster(&app, &held, "belum").await["belum"], 2, "nothing is written before it is seen");
        let filled = send(&page, &format!("{here}/semua"), &[&fill[..], &[field("pasti", "2")]].concat()).await;
        assert_eq!(filled.status, StatusCode::SEE_OTHER, "{}", filled.text);
        let now = roster(&app, &held, "").await;
        assert_eq!((&now["hadir"], &now["tidak_hadir"], &now["belum"]), (&json!(3), &json!(1), &json!(0)));
        let sent =
            send(&page, &format!("/sesi/{}/tidak-hadir/ekspor", text(&held["id"])), &[field("bentuk", "csv")]).await;
        assert!(sent.text.contains("Calon Contoh 03") && sent.text.contains("Sakit (contoh)"), "{}", sent.text);
        let prefilled = page.get(&format!("/verifikasi/banyak?dari={}", text(&held["nomor"]))).await;
        assert!(prefilled.text.contains(&format!("value=\"{}\"", text(&held["nomor"]))), "{}", prefilled.text);
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_colleague_entered_meanwhile_is_never_emptied_nor_filled_over() {
    on_both(async |test| {
        let app = placement(&test).await;
        let (held, numbers) = orientation(&app).await;
        let rows = roster(&app, &held, "").await;
        let ids: Vec<String> = rows["data"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect();
        let road = format!("{}/hasil", path("sesi", &held));
        // A colleague enters the second and the third after the page was opened; the officer ticks the first and the third.
        let theirs =
            json!({ "baris": [{ "nomor": numbers[1], "nilai_awal": 40 }, { "nomor": numbers[2], "hadir": true }] });
        assert_eq!(app.post(&road, &theirs).await.json()["disimpan"], 2);
        let page = console(&test, "penempatan").await;
        let here = format!("/sesi/{}/daftar", text(&held["id"]));
        let seen = ids.iter().map(|id| field(format!("v.{id}"), "1"));
        let blank = ids.iter().map(|id| field(format!("m.{id}.nilai_awal"), ""));
        let ticks = [field(format!("h.{}", ids[0]), "ya"), field(format!("t.{}", ids[2]), "ya")];
        let saved = send(&page, &here, &seen.chain(blank).chain(ticks).collect::<Vec<_>>()).await;
        for told in [
            "<b>1</b> peserta disimpan",
            "1 peserta belum tersimpan",
            "Sudah diubah orang lain",
            "Anda mengisi: Hadir tidak",
        ] {
            assert!(saved.text.contains(told), "{told}: {}", saved.text);
        }
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        let now = roster(&app, &held, "").await;
        let hadir = |at: usize| now["data"][at]["hadir"].clone();
        assert_eq!((hadir(0), hadir(1), hadir(2), hadir(3)), (json!(true), json!(true), json!(true), Value::Null));
        assert_eq!(now["data"][1]["nilai_awal"], 40, "who was not touched keeps what the colleague entered");
        let fill = [
            field("bagian", "tanpa-hasil"),
            field("nilai_awal", "55"),
            field("nilai_akhir", "80"),
            field("pasti", "3"),
        ];
        assert_eq!(send(&page, &format!("{here}/semua"), &fill).await.status, StatusCode::SEE_OTHER);
        let now = roster(&app, &held, "").await;
        assert_eq!((&now["data"][1]["nilai_awal"], &now["data"][1]["nilai_akhir"]), (&json!(40), &json!(80)));
        let twice =
            json!({ "baris": [{ "nomor": numbers[3], "hadir": true }, { "nomor": numbers[3], "nilai_akhir": 70 }] });
        let told = app.post(&road, &twice).await.json();
        assert_eq!((&told["disimpan"], &told["data"][1]["hasil"]), (&json!(1), &json!("salah")), "{told}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_session_takes_results_in_its_time_only_and_does_not_move_away_from_its_people() {
    on_both(async |test| {
        let app = placement(&test).await;
        let ahead = session(&app, "opp", "2025-07-20", &json!({})).await;
        let people: Vec<Value> = (1..=2).map(|n| person(n, "PT Contoh A")).collect();
        let numbers = named(&app, "opp", &ahead, &people).await;
        let here = path("sesi", &ahead);
        let results = json!({ "baris": [{ "nomor": numbers[0], "hadir": false }] });
        let early = app.post(&format!("{here}/hasil"), &results).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert!(early.text.contains("Harinya belum tiba"), "{}", early.text);
        let moved = app.patch(&here, 1, &json!({ "tanggal": "2025-07-21", "alasan_perubahan": "Uji" })).await;
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", moved.text);
        assert!(moved.text.contains("2 orang sudah didaftarkan"), "{}", moved.text);
        done(&app, &here, "batalkan-sesi", json!({ "tanggal": "2025-06-30", "alasan": "Uji" })).await;
        let next = session(&app, "opp", "2025-07-25", &json!({})).await;
        let page = console(&test, "penempatan").await;
        let list = page.get(&format!("/sesi/{}/tidak-hadir", text(&ahead["id"]))).await.text;
        assert!(list.contains("PT Contoh A: 2 orang"), "nobody comes to what was called off: {list}");
        assert!(list.contains(&text(&next["nomor"])), "{list}");
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        let to = json!({ "ke": next["nomor"], "peserta": numbers });
        assert_eq!(app.post(&format!("{here}/jadwal-ulang"), &to).await.json()["dijadwalkan"], 2);
        let elsewhere = TestApp::login(&test, "penempatan", "KP2MI").await;
        let other = elsewhere.post(&format!("{here}/jadwal-ulang"), &to).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.text);
        assert!(other.text.contains("milik kantor lain"), "{}", other.text);
        test
    })
    .await;
}

#[tokio::test]
async fn candidates_without_a_visa_are_called_and_their_numbers_are_shown_to_who_calls_only() {
    on_both(async |test| {
        let app = placement(&test).await;
        let candidate = json!({ "nama": "Siti Contoh", "telepon": "0812-9900-0001", "skema": "ssw",
            "dijadwalkan_pada": "2025-06-20", "hadir": true, "diperiksa_pada": "2025-06-20", "hasil": "lengkap" });
        let one = app.post("/api/v1/verifikasi", &candidate).await.json();
        let calls = async || app.get("/api/v1/verifikasi/belum-visa").await.json()["data"].clone();
        let first = calls().await;
        assert_eq!((&first[0]["nomor"], &first[0]["kontak_pada"]), (&one["nomor"], &Value::Null), "{first}");
        assert!(text(&first[0]["telepon"]).ends_with("0001"), "{first}");
        let here = path("verifikasi", &one);
        let called = json!({ "hasil_kontak": "tidak_tersambung", "tanggal": "2025-06-25" });
        done(&app, &here, "catat-kontak", called).await;
        assert_eq!(calls().await[0]["kontak_pada"], "2025-06-25");
        let page = console(&test, "penempatan").await.get("/verifikasi/belum-visa").await;
        assert!(page.text.contains("Tidak tersambung") && page.text.contains("Siti Contoh"), "{}", page.text);
        let app = TestApp::again(&test, "penempatan", "BP3MI-BANTEN").await;
        assert_eq!(
            done(&app, &here, "unggah-visa", json!({ "tanggal": "2025-06-27" })).await["visa_pada"],
            "2025-06-27"
        );
        assert_eq!(app.get("/api/v1/verifikasi/belum-visa").await.json()["data"], json!([]));
        let looks = access::Entity::find().filter(access::COLUMN.tindakan.eq("hubungi")).all(&test.house().db).await;
        let opened: Vec<bool> = looks.unwrap().iter().map(|look| look.dibuka).collect();
        assert_eq!(opened, [true; 3], "each look at the numbers is one that opened them; an empty list shows nobody");
        assert_eq!(
            TestApp::login(&test, "pelindungan", "BP3MI-BANTEN")
                .await
                .get("/api/v1/verifikasi/belum-visa")
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        test
    })
    .await;
}
