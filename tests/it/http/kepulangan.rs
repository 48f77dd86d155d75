//! The life of a return over the api: care, death, handover, services, the confirming office.

use axum::http::{Method, StatusCode};
use kernel::Period;
use reporting::indicators;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each, returned, with};

use super::pengaduan::{done, path, step, team};

async fn arrive(app: &TestApp, number: u32, category: &str, more: &[(&str, &str)]) -> Value {
    let body = serde_json::to_value(with(returned(number, "2025-06-01", category), more)).unwrap();
    let answer = app.post("/api/v1/kepulangan", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

async fn counted(test: &Test) -> String {
    let ctx = test.system();
    let returns = indicators::find("kepulangan").unwrap();
    let figure =
        reporting::compute(ctx.db(), returns, &ctx.actor.offices, Period::year(2025), reporting::Known::Now).await;
    figure.unwrap().numerator.to_string()
}

#[tokio::test]
async fn ill_on_arrival_dead_in_hospital_and_handed_to_the_heirs_is_one_return() {
    on_both(async |test| {
        let app = team(&test).await;
        let sick = arrive(&app, 1, "sakit", &[("alasan", "sakit_kecelakaan_kerja"), ("ingin_mengadu", "ya")]).await;
        let here = path("kepulangan", &sick);
        let remarks = |record: &Value| record["perhatian"].to_string();
        assert!(
            remarks(&sick).contains("belum ada pengaduan") && remarks(&sick).contains("rehabilitasi"),
            "{}",
            remarks(&sick)
        );
        assert!(remarks(&sick).contains("Permenaker 4/2023 pasal 50"), "{}", remarks(&sick));
        let care = json!({ "tanggal": "2025-06-01", "rumah_sakit": "RS Contoh", "nomor_rujukan": "R-1" });
        assert_eq!(done(&app, &here, "rawat", care).await["status"], "dirawat");
        let dead = done(&app, &here, "meninggal", json!({ "tanggal": "2025-06-03", "alasan": "Contoh" })).await;
        assert_eq!((&dead["status"], &dead["kategori"]), (&json!("dirawat"), &json!("meninggal")));
        assert_eq!(dead["alasan"], "sakit_kecelakaan_kerja", "why the person came home stays");
        assert!(
            remarks(&dead).contains("Surat kematian") && remarks(&dead).contains("3 x 24 jam"),
            "{}",
            remarks(&dead)
        );
        let task = app.get("/api/v1/tugas?siapa=tim&jenis=kepulangan").await.json();
        assert!(task.to_string().contains("2025-06-06"), "three days from the death: {task}");
        let papers =
            json!({ "dokumen_jenazah": ["surat_kematian", "paspor"], "keluarga_diberi_tahu_pada": "2025-06-03" });
        let papers = done(&app, &here, "lengkapi-jenazah", papers).await;
        assert!(!remarks(&papers).contains("Surat kematian;") && remarks(&papers).contains("Sertifikat pembalseman"));
        let ended = step(&app, &here, "selesai", json!({})).await;
        assert_eq!(ended.status, StatusCode::CONFLICT, "remains are handed over: {}", ended.text);
        let home = json!({ "tanggal": "2025-06-05", "jenis_penerima": "ahli_waris", "penerima": "Budi Contoh" });
        assert_eq!(done(&app, &here, "serah-terima", home).await["status"], "selesai");
        assert_eq!(counted(&test).await, "1");
        let facts = kernel::ledger::open_rows(
            &test.house().db,
            sick["id"].as_str().unwrap().parse().map(kernel::CatatanId).unwrap(),
        )
        .await
        .unwrap();
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].kategori.as_deref(), Some("meninggal"));
        test
    })
    .await;
}

fn grievance() -> Value {
    json!({ "diterima_pada": "2025-06-01", "kanal": "help_desk", "pelapor": "Contoh", "hubungan_pelapor": "diri_sendiri",
        "jenis_kasus": "gaji_tidak_dibayar", "kronologi": "Gaji tiga bulan belum dibayar (contoh)." })
}

#[tokio::test]
async fn the_desk_takes_a_complaint_down_and_reads_none() {
    on_both(async |test| {
        let (desk, team) = (TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await, team(&test).await);
        let one = arrive(&desk, 1, "bermasalah", &[("ingin_mengadu", "ya")]).await;
        let here = path("kepulangan", &one);
        let report = async |app: &TestApp, what: &str| {
            let road = format!("/api/v1/kepulangan/laporan?tanggal=2025-06-01&giliran=tanpa_jam&mengadu={what}");
            app.get(&road).await.json()["data"].as_array().unwrap().len()
        };
        assert_eq!((report(&desk, "belum").await, report(&desk, "dicatat").await), (1, 0));
        let vague = desk.post(&format!("{here}/pengaduan"), &json!({ "kanal": "help_desk" })).await;
        assert_eq!(vague.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", vague.text);
        let made = desk.post(&format!("{here}/pengaduan"), &grievance()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let complaint = path("pengaduan", &made.json());
        assert_eq!(desk.get(&complaint).await.status, StatusCode::FORBIDDEN, "the desk takes down, the team reads");
        assert_eq!(desk.post("/api/v1/pengaduan", &grievance()).await.status, StatusCode::FORBIDDEN);
        assert_eq!((report(&desk, "belum").await, report(&desk, "dicatat").await), (0, 1));
        let again = desk.post(&format!("{here}/pengaduan"), &grievance()).await;
        assert_eq!((again.status, &again.json()["id"]), (StatusCode::OK, &made.json()["id"]), "the same again");
        let mut other = grievance();
        other["kronologi"] = json!("Lain lagi (contoh).");
        let second = desk.post(&format!("{here}/pengaduan"), &other).await;
        assert_eq!(second.status, StatusCode::CONFLICT, "once from a return: {}", second.text);
        let read = team.get(&complaint).await.json();
        assert_eq!((&read["orang_id"], &read["status"]), (&one["orang_id"], &json!("diterima")));
        let related = team.get(&format!("{complaint}/terkait")).await.json();
        assert_eq!(related["data"][0]["nomor"], one["nomor"]);
        let seen = desk.get(&here).await.json();
        assert!(seen["perhatian"].to_string().contains("ditangani tim pelindungan"), "{seen}");
        assert_eq!(seen["riwayat"].as_array().unwrap().len(), 2, "the return tells of it: {seen}");
        let wrong = team.act(&format!("{complaint}/batalkan"), 1, &json!({ "alasan": "Salah orang (contoh)" })).await;
        assert_eq!(wrong.status, StatusCode::OK, "{}", wrong.text);
        assert_eq!((report(&desk, "belum").await, report(&desk, "dicatat").await), (1, 0));
        let anew = desk.post(&format!("{here}/pengaduan"), &other).await;
        assert_eq!(anew.status, StatusCode::CREATED, "{}", anew.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_form_of_a_complaint_at_the_desk_knows_the_person_and_leads_back() {
    on_each(&[Backend::Sqlite], async |test| {
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let one = arrive(&desk, 1, "bermasalah", &[("ingin_mengadu", "ya")]).await;
        let here = format!("/kepulangan/{}", one["id"].as_str().unwrap());
        let console = TestApp::console(&test, "helpdesk.bp3mi-banten").await;
        let road = format!("/pengaduan/baru?dari={}", one["nomor"].as_str().unwrap());
        assert!(console.get(&here).await.text.contains(&road));
        let form = console.get(&road).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text);
        let name = one["nama"].as_str().unwrap();
        assert!(form.text.contains("name=\"negara\" value=\"Malaysia\""), "{}", form.text);
        assert!(form.text.contains(&format!("name=\"pelapor\" value=\"{name}\"")), "{}", form.text);
        assert_eq!(console.get("/pengaduan/baru").await.status, StatusCode::FORBIDDEN);
        let typed = format!(
            "nama=Contoh&diterima_pada=01/06/2025&kanal=help_desk&pelapor=Contoh&hubungan_pelapor=diri_sendiri&jenis_kasus=gaji_tidak_dibayar&dari={}",
            one["nomor"].as_str().unwrap()
        );
        let sent = console.send(Method::POST, "/pengaduan/baru", "application/x-www-form-urlencoded", typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert_eq!(sent.headers["location"], here.as_str());
        let page = console.get(&here).await.text;
        assert!(page.contains("ditangani tim pelindungan") && !page.contains(&road), "{page}");
        assert_eq!(console.get(&road).await.status, StatusCode::CONFLICT, "said before anything is typed");
        test
    })
    .await;
}

#[tokio::test]
async fn only_the_office_of_origin_confirms_the_arrival() {
    on_both(async |test| {
        let desk = team(&test).await;
        let origin = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let stranger = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        let here = path("kepulangan", &arrive(&desk, 1, "bermasalah", &[]).await);
        assert_eq!(origin.get(&here).await.status, StatusCode::NOT_FOUND);
        let early = step(&desk, &here, "konfirmasi", json!({})).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        let paid = json!({ "cara_pulang": "difasilitasi", "biaya_rp": 750_000 });
        let unpaid = step(&desk, &here, "berangkatkan", paid).await;
        assert_eq!(unpaid.json()["errors"][0]["pointer"], "/mata_anggaran", "{}", unpaid.text);
        let go = json!({ "tanggal": "2025-06-02", "cara_pulang": "difasilitasi", "biaya_rp": 750_000,
            "mata_anggaran": "kepulangan", "kantor_asal": "BP3MI-JABAR", "asal_diberi_tahu_pada": "2025-06-02" });
        assert_eq!(done(&desk, &here, "berangkatkan", go).await["status"], "dipulangkan");
        assert_eq!(stranger.get(&here).await.status, StatusCode::NOT_FOUND);
        let own = step(&desk, &here, "konfirmasi", json!({})).await;
        assert!(own.status == StatusCode::CONFLICT && own.text.contains("hanya kantor daerah asal"), "{}", own.text);
        let foreign = step(&origin, &here, "selesai", json!({})).await;
        assert!(
            foreign.status == StatusCode::CONFLICT && foreign.text.contains("kantor debarkasi"),
            "{}",
            foreign.text
        );
        let seen = done(&origin, &here, "konfirmasi", json!({ "tanggal": "2025-06-03" })).await;
        assert_eq!(seen["tiba_di_asal_pada"], "2025-06-03");
        let version = desk.get(&here).await.json()["versi"].as_i64().unwrap();
        let forged = json!({ "tiba_di_asal_pada": "2025-06-04", "alasan_perubahan": "Contoh" });
        assert_eq!(desk.patch(&here, version, &forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        test
    })
    .await;
}

#[tokio::test]
async fn a_bed_is_given_once_at_a_time_and_is_free_again_after_the_return() {
    on_both(async |test| {
        let app = team(&test).await;
        let one = path("kepulangan", &arrive(&app, 1, "bermasalah", &[]).await);
        let two = path("kepulangan", &arrive(&app, 2, "bermasalah", &[]).await);
        let bed = |from: &str| json!({ "jenis": "rumah_ramah", "mulai_pada": from, "nomor_tempat_tidur": "a1" });
        let none = step(&app, &one, "layanan", json!({ "jenis": "rumah_ramah" })).await;
        assert_eq!(none.json()["errors"][0]["pointer"], "/nomor_tempat_tidur", "{}", none.text);
        done(&app, &one, "layanan", bed("2025-06-01")).await;
        done(&app, &one, "layanan", json!({ "jenis": "konsumsi", "biaya_rp": 50_000 })).await;
        let spelt = json!({ "jenis": "rumah_ramah", "mulai_pada": "2025-06-02", "nomor_tempat_tidur": "A-1" });
        let taken = step(&app, &two, "layanan", spelt).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.text);
        assert!(taken.text.contains("sudah dipakai") && taken.text.contains("LYN-2025-000001"), "{}", taken.text);
        let beds = async || {
            let all = pemulangan::layanan::beds(&test.system(), "2025-06-02".parse().unwrap()).await.unwrap();
            all.into_iter().map(|bed| (bed.name, bed.given.map(|given| given.nights))).collect::<Vec<_>>()
        };
        assert_eq!(beds().await, [("A1".to_owned(), Some(1))]);
        done(&app, &one, "selesai", json!({ "tanggal": "2025-06-02" })).await;
        assert_eq!(beds().await, [("A1".to_owned(), None)], "free again, and still one bed");
        let services = app.get("/api/v1/layanan").await.json();
        let states: Vec<_> = services["data"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
        assert_eq!(states, ["selesai", "selesai"], "they end with the return");
        done(&app, &two, "layanan", bed("2025-06-02")).await;
        let seen = app.get(&format!("{two}/terkait")).await.json();
        assert_eq!(seen["data"].as_array().unwrap().len(), 1, "a service is seen from the return");
        let by_hand = app.post("/api/v1/layanan", &json!({})).await;
        assert_eq!(by_hand.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

#[tokio::test]
async fn a_handover_is_printed_and_children_are_seen_from_the_adult() {
    on_both(async |test| {
        let app = team(&test).await;
        let adult = arrive(&app, 1, "bermasalah", &[("nama", "#panic(\"x\") ] Contoh")]).await;
        let here = path("kepulangan", &adult);
        let number = adult["nomor"].as_str().unwrap();
        arrive(&app, 2, "anak", &[("nik", ""), ("kelompok_usia", "balita"), ("pendamping", number)]).await;
        let seen = app.get(&format!("{here}/terkait")).await.json();
        assert_eq!(seen["data"].as_array().unwrap().len(), 1, "{seen}");
        let paper = app.post(&format!("{here}/berita-acara"), &json!({})).await;
        assert_eq!(paper.status, StatusCode::OK, "{}", paper.text);
        assert!(paper.bytes.starts_with(b"%PDF-"));
        let word = app.post(&format!("{here}/berita-acara"), &json!({ "bentuk": "docx" })).await;
        crate::word::sound(&word.bytes);
        let wrong = app.post(&format!("{here}/berita-acara"), &json!({ "bentuk": "exe" })).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        test
    })
    .await;
}

#[tokio::test]
async fn who_came_home_ill_is_a_candidate_until_rehabilitation_begins() {
    on_both(async |test| {
        let app = team(&test).await;
        let sick = arrive(&app, 1, "sakit", &[]).await;
        arrive(&app, 2, "deportasi", &[]).await;
        let candidates = async || app.get("/api/v1/rehabilitasi/calon").await.json()["data"].as_array().unwrap().len();
        let known = candidates().await;
        let form = with(
            returned(1, "2025-06-01", "sakit"),
            &[("didata_pada", "2025-06-02"), ("bermasalah", "ya"), ("kepulangan", sick["nomor"].as_str().unwrap())],
        );
        let mut form = form;
        for key in ["tiba_pada", "kategori", "negara"] {
            form.remove(key);
        }
        form.insert("tiba_pada".to_owned(), "2025-06-01".to_owned());
        let made = app.post("/api/v1/rehabilitasi", &serde_json::to_value(form).unwrap()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert!(candidates().await < known || known == 0, "the clock of the test may stand a year later");
        let here = path("rehabilitasi", &made.json());
        for (name, body, status) in [
            ("identifikasi", json!({ "tanggal": "2025-06-03" }), "identifikasi"),
            ("laksanakan", json!({ "tanggal": "2025-06-04" }), "pelaksanaan"),
            ("pantau", json!({ "tanggal": "2025-06-05" }), "pemantauan"),
            ("laporkan", json!({ "tanggal": "2025-06-06", "nomor_laporan": "L-1" }), "pelaporan"),
            ("tindak-lanjuti", json!({ "tanggal": "2025-06-07", "tindak_lanjut": "Contoh" }), "selesai"),
        ] {
            assert_eq!(done(&app, &here, name, body).await["status"], status);
        }
        test
    })
    .await;
}
