//! Asking another office to see a person: from the hint to the answer, and to its end.

use axum::http::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::jobs;
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::pengaduan::{done, made as made_complaint, path, step};

const PERSON: [(&str, &str); 4] = [
    ("nama", "Lestari Contoh"),
    ("tanggal_lahir", "1990-03-17"),
    ("nik", "3603994101900001"),
    ("alamat", "Jalan Contoh nomor 1"),
];

fn somebody(nik: &str) -> Value {
    let mut person: Value = PERSON.into_iter().map(|(key, text)| (key.to_owned(), json!(text))).collect();
    person["nik"] = json!(nik);
    person
}

async fn made(app: &TestApp, person: &Value) -> String {
    let answer = app.post("/api/v1/orang", person).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// The office that holds somebody, the one that met her too, and both rows.
struct World {
    theirs: TestApp,
    ours: TestApp,
    held: String,
    own: String,
}

async fn world(test: &Test) -> World {
    let theirs = TestApp::login(test, "pelindungan", "BP3MI-JABAR").await;
    let ours = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let held = made(&theirs, &somebody(PERSON[2].1)).await;
    let own = made(&ours, &json!({ "nama": "Lestary Contoh", "tanggal_lahir": "1990-03-17" })).await;
    World { theirs, ours, held, own }
}

impl World {
    async fn ask(&self, office: &str, purpose: &str) -> testkit::Answer {
        let body = json!({ "kantor": office, "keperluan": purpose });
        self.ours.post(&format!("/api/v1/orang/{}/izin", self.own), &body).await
    }

    /// Asks, and gives the address of the request.
    async fn asked(&self) -> String {
        let answer = self.ask("BP3MI-JABAR", "Pengaduan keluarga (contoh)").await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        path("izin", &answer.json())
    }

    /// What the office that asks sees of the other's row.
    async fn sees(&self) -> StatusCode {
        self.ours.get(&format!("/api/v1/orang/{}?buka=true", self.held)).await.status
    }
}

#[tokio::test]
async fn who_agrees_opens_the_row_for_reading_and_may_end_it() {
    on_both(async |test| {
        let world = world(&test).await;
        let request = world.asked().await;
        assert_eq!(world.sees().await, StatusCode::NOT_FOUND);
        let answer = world.ours.get(&request).await;
        assert!(!answer.text.contains("Lestari") && !answer.text.contains(&world.held), "{}", answer.text);
        let rows = format!("{request}/orang");
        assert_eq!(world.ours.get(&rows).await.json(), json!({ "orang_id": [world.own] }));
        assert_eq!(world.theirs.get(&rows).await.json(), json!({ "orang_id": [world.held] }));
        // It is a task of the office that is asked, which reads who asks for what.
        let task = world.theirs.get("/api/v1/tugas?siapa=tim&jenis=izin").await.json()["data"][0].clone();
        assert_eq!(task["nomor"], answer.json()["nomor"], "{task}");
        let read = world.theirs.get(&request).await.json();
        assert_eq!(
            (&read["nama"], &read["keperluan"]),
            (&json!("Lestary Contoh"), &json!("Pengaduan keluarga (contoh)"))
        );
        let own = step(&world.ours, &request, "setujui", json!({ "alasan": "Contoh" })).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        assert!(own.text.contains("hanya kantor yang diminta"), "{}", own.text);
        let silent = step(&world.theirs, &request, "setujui", json!({})).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.text);
        done(&world.theirs, &request, "setujui", json!({ "alasan": "Keluarga sama (contoh)" })).await;
        // Now the row is there to be read, and only to be read.
        let here = format!("/api/v1/orang/{}", world.held);
        let open = world.ours.get(&format!("{here}?buka=true")).await.json();
        assert_eq!(open["alamat"], "Jalan Contoh nomor 1");
        assert_eq!(world.ours.get(&rows).await.json(), json!({ "orang_id": [world.own, world.held] }));
        let change = json!({ "alasan_perubahan": "Uji", "telepon": "0800111222" });
        let refused = world.ours.patch(&here, 1, &change).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("BP3MI Jawa Barat"), "{}", refused.text);
        let merge = json!({ "ke": world.held, "alasan": "Uji" });
        assert_eq!(
            world.ours.act(&format!("/api/v1/orang/{}/gabung", world.own), 1, &merge).await.status,
            StatusCode::CONFLICT
        );
        let mut back =
            json!({ "nama": "Lestari Contoh", "tiba_pada": "2025-06-01", "kategori": "sakit", "orang_id": world.held });
        let chosen = world.ours.post("/api/v1/kepulangan", &back).await;
        assert_eq!(chosen.json()["errors"][0]["pointer"], "/orang_id", "{}", chosen.text);
        back.as_object_mut().unwrap().remove("orang_id");
        back["nik"] = json!(PERSON[2].1);
        let record = world.ours.post("/api/v1/kepulangan", &back).await.json();
        assert_ne!(record["orang_id"], json!(world.held), "an encounter makes the own office's row");
        assert_eq!(
            world.ours.get(&format!("/api/v1/orang/{}/petunjuk", world.own)).await.json(),
            json!({ "kantor_lain": [] })
        );
        let read = world.theirs.get(&here).await.json();
        assert_eq!((&read["versi"], &read["nama"]), (&json!(1), &json!("Lestari Contoh")));
        // Nobody withdraws what is agreed; who agreed ends it.
        let away = step(&world.ours, &request, "batalkan", json!({ "alasan": "Contoh" })).await;
        assert_eq!(away.status, StatusCode::CONFLICT, "{}", away.text);
        done(&world.theirs, &request, "akhiri", json!({ "alasan": "Selesai (contoh)" })).await;
        assert_eq!(world.sees().await, StatusCode::NOT_FOUND);
        let lines = world.ours.get(&request).await.json()["riwayat"].as_array().unwrap().len();
        assert_eq!(lines, 3, "asked, agreed, ended");
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_ended_is_closed_also_where_rows_were_merged_in_between() {
    on_both(async |test| {
        let world = world(&test).await;
        let request = world.asked().await;
        done(&world.theirs, &request, "setujui", json!({ "alasan": "Keluarga sama (contoh)" })).await;
        assert_eq!(world.sees().await, StatusCode::OK);
        let twin = made(&world.theirs, &json!({ "nama": "Lestari Contoh", "tanggal_lahir": "1990-03-17" })).await;
        let merge = json!({ "ke": world.held, "alasan": "Orang yang sama (contoh)" });
        let merged = world.theirs.act(&format!("/api/v1/orang/{twin}/gabung"), 1, &merge).await;
        assert_eq!(merged.status, StatusCode::OK, "{}", merged.text);
        done(&world.theirs, &request, "akhiri", json!({ "alasan": "Selesai (contoh)" })).await;
        for row in [&world.held, &twin] {
            let here = format!("/api/v1/orang/{row}?buka=true");
            assert_eq!(world.ours.get(&here).await.status, StatusCode::NOT_FOUND, "{row}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn who_is_opened_by_hand_is_named() {
    on_both(async |test| {
        let world = world(&test).await;
        let request = world.asked().await;
        done(&world.theirs, &request, "setujui", json!({ "alasan": "Keluarga sama (contoh)" })).await;
        let audit = async || jobs::verify(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap();
        assert_eq!(audit().await, [], "what was agreed is open");
        let deed = "INSERT INTO orang_kantor (orang_id, kantor_id, dasar) SELECT o.id, k.id, 'izin' FROM orang o, kantor k \
                    WHERE o.nama = 'Lestari Contoh' AND k.kode = 'BP3MI-BALI'";
        test.house().db.execute_unprepared(deed).await.unwrap();
        let lines: Vec<String> = audit().await.iter().map(ToString::to_string).collect();
        let expected = format!("orang {}: data orang ini terbuka bagi BP3MI Bali tanpa izin", world.held);
        assert!(lines.len() == 1 && lines[0].contains(&expected), "{lines:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_request_is_refused_taken_back_and_asked_once() {
    on_both(async |test| {
        let world = world(&test).await;
        for office in ["BP3MI-JATENG", "BP3MI-BANTEN", "entah", ""] {
            let unknown = world.ask(office, "Contoh").await;
            assert_eq!(unknown.json()["errors"][0]["pointer"], "/kantor", "{office}: {}", unknown.text);
        }
        let silent = world.ask("BP3MI-JABAR", "").await;
        assert_eq!(silent.json()["errors"][0]["pointer"], "/keperluan", "{}", silent.text);
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let body = json!({ "kantor": "BP3MI-JABAR", "keperluan": "Contoh" });
        assert_eq!(desk.post(&format!("/api/v1/orang/{}/izin", world.own), &body).await.status, StatusCode::FORBIDDEN);
        let first = world.asked().await;
        assert_eq!(world.ask("BP3MI-JABAR", "Sekali lagi").await.status, StatusCode::CONFLICT);
        let stranger = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        for road in [first.clone(), format!("{first}/orang")] {
            assert_eq!(stranger.get(&road).await.status, StatusCode::NOT_FOUND, "{road}");
        }
        let fields = json!({ "alasan_perubahan": "Uji", "disetujui_pada": "2025-07-01" });
        assert_eq!(world.ours.patch(&first, 1, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = done(&world.theirs, &first, "tolak", json!({ "alasan": "Bukan orangnya (contoh)" })).await;
        assert_eq!(refused["status"], "ditolak");
        assert_eq!(world.sees().await, StatusCode::NOT_FOUND);
        let read = world.ours.get(&first).await.json();
        assert_eq!(read["riwayat"][1]["alasan"], "Bukan orangnya (contoh)");
        test.clock.advance(chrono::TimeDelta::days(1));
        let ours = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let again = World { ours, ..world }.asked().await;
        let theirs = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let ours = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(step(&theirs, &again, "cabut", json!({})).await.status, StatusCode::CONFLICT);
        assert_eq!(done(&ours, &again, "cabut", json!({})).await["status"], "dicabut");
        assert_eq!(step(&theirs, &again, "setujui", json!({ "alasan": "Uji" })).await.status, StatusCode::CONFLICT);
        test
    })
    .await;
}

#[tokio::test]
async fn who_was_given_a_record_corrects_its_person_but_not_the_numbers() {
    on_both(async |test| {
        let sender = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let receiver = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let complaint = made_complaint(&sender, 1, &[]).await;
        let here = path("pengaduan", &complaint);
        done(&sender, &here, "verifikasi", json!({ "tanggal": "2025-06-02" })).await;
        let to = json!({ "dilimpahkan_ke": "bp3mi_lain", "limpah_kantor": "BP3MI-JABAR", "surat_limpah": "B-1" });
        done(&sender, &here, "limpahkan", to).await;
        let person = format!("/api/v1/orang/{}", complaint["orang_id"].as_str().unwrap());
        assert_eq!(receiver.get(&person).await.status, StatusCode::NOT_FOUND);
        let sent = receiver.get("/api/v1/pelimpahan").await.json()["data"][0].clone();
        done(&receiver, &path("pelimpahan", &sent), "terima", json!({})).await;
        assert_eq!(receiver.get(&person).await.status, StatusCode::OK);
        let change = |field: &str, text: &str| json!({ "alasan_perubahan": "Contoh", field: text });
        for (field, text) in [("nik", "3603994101900099"), ("nomor_dokumen", "ZZ000099"), ("nik", "")] {
            let refused = receiver.patch(&person, 1, &change(field, text)).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{field}: {}", refused.text);
            assert!(refused.text.contains("BP3MI Banten"), "{}", refused.text);
        }
        assert_eq!(receiver.patch(&person, 1, &change("nama", "Sitti Contoh 1")).await.json()["versi"], json!(2));
        // Met again, she is the same row; her numbers lead there.
        let again = made_complaint(&receiver, 1, &[("jenis_kasus", "ingin_dipulangkan")]).await;
        assert_eq!(again["orang_id"], complaint["orang_id"]);
        // A document that may not be filled in is not lost: the office records her itself, and if she was chosen, is told why not.
        let numbered = made_complaint(&receiver, 1, &[("nomor_dokumen", "ZZ000099")]).await;
        assert_ne!(numbered["orang_id"], complaint["orang_id"]);
        let mut chosen = serde_json::to_value(testkit::complaint(1, "2025-06-09")).unwrap();
        chosen["orang_id"] = complaint["orang_id"].clone();
        chosen["nomor_dokumen"] = json!("ZZ000098");
        chosen.as_object_mut().unwrap().remove("nik");
        let refused = receiver.post("/api/v1/pengaduan", &chosen).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        assert!(refused.text.contains("BP3MI Banten"), "{}", refused.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_console_asks_and_leads_to_the_person() {
    on_each(&[Backend::Sqlite], async |test| {
        let world = world(&test).await;
        TestApp::user(&test, "uji.tim", "pelindungan", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "uji.tim").await;
        let send = async |body: &str| {
            let road = format!("/orang/{}/izin", world.own);
            console.send(Method::POST, &road, "application/x-www-form-urlencoded", body.to_owned()).await
        };
        let page = console.get(&format!("/orang/{}/izin", world.own)).await.text;
        assert!(page.contains("BP3MI Jawa Barat") && !page.contains("Lestari"), "{page}");
        let back = send("kantor=BP3MI-JABAR&keperluan=").await.text;
        assert!(back.contains("Belum tersimpan") && back.contains("selected"), "{back}");
        let asked = send("kantor=BP3MI-JABAR&keperluan=Contoh").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        let request = asked.headers["location"].to_str().unwrap().to_owned();
        let page = console.get(&request).await.text;
        assert!(page.contains("Lihat orangnya") && page.contains(">Ubah<") && page.contains("Batalkan"), "{page}");
        // Who is asked answers it, and corrects nothing of it.
        TestApp::user(&test, "uji.jabar", "pelindungan", "BP3MI-JABAR").await;
        let page = TestApp::console(&test, "uji.jabar").await.get(&request).await.text;
        assert!(page.contains("Setujui") && !page.contains(">Ubah<") && !page.contains("Batalkan"), "{page}");
        let to = async |app: &TestApp| {
            app.get(&format!("{request}/orang")).await.headers["location"].to_str().unwrap().to_owned()
        };
        assert_eq!(to(&console).await, format!("/orang/{}", world.own));
        done(&world.theirs, &format!("/api/v1{request}"), "setujui", json!({ "alasan": "Contoh" })).await;
        assert_eq!(to(&console).await, format!("/orang/{}", world.held));
        let page = console.get(&format!("/orang/{}", world.held)).await.text;
        assert!(page.contains("yang mengizinkan kantor Anda membacanya") && !page.contains(">Ubah<"), "{page}");
        assert!(console.get("/izin").await.text.contains("Lestary Contoh"));
        test
    })
    .await;
}
