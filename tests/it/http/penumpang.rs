//! The passengers of an arrival: one step with many of them, and one berita acara that names them all.

use axum::http::{Method, StatusCode};
use kernel::form::Form;
use records::{Mode, Outcome};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, form, on_both, on_each, returned, with};

use super::lkj::{parts, sheet, sound, text};
use super::pengaduan::{done, step, team};

/// How many people the flight brought.
const MANY: u32 = 103;
const RECEIVER: &str = "Petugas Penerima Contoh";

/// A flight with its passengers: sixty from one district of Jawa Barat, the others from Jawa Tengah.
pub(super) async fn flight(test: &Test, many: u32) -> String {
    test.at("2025-07-01", 9);
    let ctx = test.system();
    let kind = |name: &str| test.lindung.registry.find(name).unwrap();
    let typed = form(&[("tiba_pada", "2025-07-01"), ("penerbangan", "SV 818"), ("negara", "SA")]);
    let landed = kind("kedatangan").register(&ctx, &[typed], &[], Mode::Write).await.unwrap();
    let Some(Outcome::New(id, number)) = landed.outcomes.into_iter().next() else { panic!("no flight") };
    let one = |at: u32| -> Form {
        let area = if at <= 60 { "32.12" } else { "33.01" };
        with(returned(at, "2025-07-01", "bermasalah"), &[("kedatangan", &number), ("daerah_asal", area)])
    };
    let people: Vec<Form> = (1..=many).map(one).collect();
    let met = kind("kepulangan").register(&ctx, &people, &[], Mode::Write).await.unwrap();
    assert!(met.outcomes.iter().all(|one| matches!(one, Outcome::New(..))), "{:?}", met.outcomes.first());
    id.to_string()
}

pub(super) async fn passengers(app: &TestApp, flight: &str, question: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/v1/kedatangan/{flight}/penumpang{question}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["data"].as_array().unwrap().clone()
}

/// One step with these passengers, by the versions that were seen.
pub(super) async fn take(app: &TestApp, flight: &str, step: &str, values: Value, whom: &[Value]) -> Answer {
    let seen: Vec<Value> = whom.iter().map(|one| json!({ "id": one["id"], "versi": one["versi"] })).collect();
    let body = json!({ "langkah": step, "isian": values, "kepulangan": seen });
    app.post(&format!("/api/v1/kedatangan/{flight}/penumpang/langkah"), &body).await
}

pub(super) async fn taken(app: &TestApp, flight: &str, step: &str, values: Value, whom: &[Value]) -> Value {
    let answer = take(app, flight, step, values, whom).await;
    assert_eq!(answer.status, StatusCode::OK, "{step}: {}", answer.text);
    answer.json()
}

pub(super) fn handover() -> Value {
    json!({ "tanggal": "2025-07-01", "jenis_penerima": "keluarga", "penerima": RECEIVER, "nomor_ba": "BA-7/CONTOH/2025" })
}

#[tokio::test]
async fn many_depart_and_are_handed_over_and_who_was_changed_meanwhile_is_told() {
    on_both(async |test| {
        let flight = flight(&test, MANY).await;
        let app = team(&test).await;
        let seen = passengers(&app, &flight, "").await;
        assert_eq!(seen.len(), 103);
        let expected = (&json!("32.12"), &json!("BP3MI-JABAR"));
        assert_eq!((&seen[0]["tujuan"], &seen[0]["kantor_penerima"]), expected);
        assert_eq!(passengers(&app, &flight, "?kantor=BP3MI-JATENG").await.len(), 43);
        assert_eq!(passengers(&app, &flight, "?asal=32&status=tiba").await.len(), 60);

        let ill = format!("/api/v1/kepulangan/{}", seen[4]["id"].as_str().unwrap());
        done(&app, &ill, "rawat", json!({ "tanggal": "2025-07-01", "rumah_sakit": "RS Contoh" })).await;
        let go = json!({ "tanggal": "2025-07-01", "cara_pulang": "difasilitasi" });
        let wrong = take(&app, &flight, "berangkatkan", json!({ "tanggal": "2025-07-01" }), &seen).await;
        assert_eq!(wrong.json()["errors"][0]["pointer"], "/cara_pulang", "{}", wrong.text);
        let gone = taken(&app, &flight, "berangkatkan", go.clone(), &seen).await;
        assert_eq!((&gone["jumlah"], &gone["berhasil"]), (&json!(103), &json!(102)));
        let left: Vec<&Value> =
            gone["data"].as_array().unwrap().iter().filter(|one| one["berhasil"] == json!(false)).collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["nomor"], seen[4]["nomor"]);
        assert!(left[0]["alasan"].as_str().unwrap().contains("Sudah diubah orang lain"), "{}", left[0]);
        let one = app.get(&format!("/api/v1/kepulangan/{}", seen[0]["id"].as_str().unwrap())).await.json();
        let filled = (&one["status"], &one["tujuan"], &one["kantor_asal"]);
        assert_eq!(filled, (&json!("dipulangkan"), &json!("32.12"), &json!("BP3MI-JABAR")));
        let again = taken(&app, &flight, "berangkatkan", go, &seen).await;
        assert_eq!(again["berhasil"], 0, "{again}");

        let now = passengers(&app, &flight, "").await;
        let handed = taken(&app, &flight, "serah-terima", handover(), &now).await;
        assert_eq!(handed["berhasil"], 103, "also who is in hospital: {handed}");
        let twice = taken(&app, &flight, "serah-terima", handover(), &now).await;
        assert_eq!(twice["berhasil"], 0);
        let after = passengers(&app, &flight, "?status=selesai").await;
        assert_eq!(after.len(), 103);
        let versions = |all: &[Value]| all.iter().map(|one| one["versi"].as_i64().unwrap()).sum::<i64>();
        assert_eq!(versions(&after), versions(&now) + 103, "each was changed once");
        test
    })
    .await;
}

#[tokio::test]
async fn a_number_is_one_paper_and_strangers_hand_over_nobody() {
    on_both(async |test| {
        let flight = flight(&test, 5).await;
        let app = team(&test).await;
        let all = passengers(&app, &flight, "").await;
        taken(&app, &flight, "serah-terima", handover(), &all[..2]).await;
        let mut other = handover();
        other["penerima"] = json!("Orang Lain Contoh");
        // The step for one person asks the same, and is on the paper where it is the same handover.
        let one = format!("/api/v1/kepulangan/{}", all[4]["id"].as_str().unwrap());
        for refused in [
            take(&app, &flight, "serah-terima", other.clone(), &all[2..]).await,
            step(&app, &one, "serah-terima", other).await,
        ] {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
            assert_eq!(refused.json()["errors"][0]["pointer"], "/nomor_ba");
        }
        done(&app, &one, "serah-terima", handover()).await;
        let strange = json!([{ "id": "0190a5de-0000-7000-8000-000000000000", "versi": 1 }]);
        let nobody = taken(&app, &flight, "tampung", json!({}), strange.as_array().unwrap()).await;
        assert_eq!(nobody["berhasil"], 0);
        let housed = taken(&app, &flight, "tampung", json!({}), &all).await;
        assert_eq!(housed["berhasil"], 2, "who is handed over is not housed: {housed}");
        let unknown = take(&app, &flight, "meninggal", json!({}), &all).await;
        assert_eq!(unknown.json()["errors"][0]["pointer"], "/langkah", "{}", unknown.text);
        let elsewhere = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let hidden = take(&elsewhere, &flight, "tampung", json!({}), &all).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let road = format!("/api/v1/kedatangan/{flight}/serah-terima");
        let told = app.get(&road).await.json();
        assert_eq!((&told["data"][0]["jumlah"], &told["data"][0]["penerima"]), (&json!(3), &json!(RECEIVER)));
        assert_eq!(elsewhere.get(&road).await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_officers_at_the_same_moment_write_a_number_once() {
    on_both(async |test| {
        let flight = flight(&test, 2).await;
        let (app, desk) = (team(&test).await, TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await);
        let all = passengers(&app, &flight, "").await;
        let road = |at: usize| format!("/api/v1/kepulangan/{}", all[at]["id"].as_str().unwrap());
        let mut other = handover();
        other["penerima"] = json!("Orang Lain Contoh");
        let (first, second) = (road(0), road(1));
        let (one, two) = futures_util::future::join(
            step(&app, &first, "serah-terima", handover()),
            step(&desk, &second, "serah-terima", other),
        )
        .await;
        let written = [&one, &two].into_iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(written, 1, "{} {}", one.text, two.text);
        test
    })
    .await;
}

/// How many pages the paper for all of them has: one that is signed, and the annex.
const PAGES: usize = 4;

/// The pages of a PDF.
fn pages(bytes: &[u8]) -> usize {
    regex::bytes::Regex::new(r"/Type\s*/Page[^s]").unwrap().find_iter(bytes).count()
}

async fn paper(app: &TestApp, flight: &str, member: &Value, shape: &str) -> Answer {
    let body = json!({ "kepulangan": member["id"], "bentuk": shape, "nip_penyerah": "99990101 202001 1 001",
        "instansi_penerima": "Dinas Contoh", "identitas_penerima": "KTP contoh 12" });
    app.post(&format!("/api/v1/kedatangan/{flight}/berita-acara"), &body).await
}

#[tokio::test]
async fn one_berita_acara_names_all_and_numbers_only_to_who_may_open_them() {
    on_both(async |test| {
        let flight = flight(&test, MANY).await;
        let (app, desk) = (team(&test).await, TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await);
        let all = passengers(&app, &flight, "").await;
        let early = paper(&app, &flight, &all[0], "pdf").await;
        assert_eq!(early.json()["errors"][0]["pointer"], "/kepulangan", "{}", early.text);
        taken(&app, &flight, "serah-terima", handover(), &all).await;

        let printed = paper(&app, &flight, &all[0], "pdf").await;
        assert_eq!(printed.status, StatusCode::OK, "{}", printed.text);
        assert!(printed.bytes.starts_with(b"%PDF-"));
        assert_eq!(pages(&printed.bytes), PAGES, "one that is signed, and the annex");
        let word = paper(&app, &flight, &all[50], "docx").await;
        crate::word::sound(&word.bytes);
        let file = parts(&word.bytes);
        sound(&file);
        let body = text(&file, "word/document.xml");
        for at in 1..=MANY {
            assert_eq!(body.matches(&format!(">Siti Contoh {at}<")).count(), 1, "{at}");
            assert_eq!(body.matches(&format!(">360399410190{at:04}<")).count(), 1, "{at}");
        }
        let annex = body.find("LAMPIRAN BERITA ACARA SERAH TERIMA").unwrap();
        assert!(body.find(">Siti Contoh 1<").unwrap() > annex, "the names stand in the annex");
        assert!(body[..annex].contains("<w:br w:type=\"page\"/>"), "which begins a page");
        for told in [
            "103 (seratus tiga)",
            "BA-7/CONTOH/2025",
            RECEIVER,
            "SV 818",
            "1 Juli 2025",
            "60 orang",
            "Dinas Contoh",
            "KTP contoh 12",
            "99990101 202001 1 001",
        ] {
            assert!(body.contains(told), "{told}");
        }
        let opened = kernel::access::Entity::find().all(&test.house().db).await.unwrap();
        let printed: Vec<_> = opened.iter().filter(|look| look.tindakan == "cetak").collect();
        assert_eq!(printed.iter().map(|look| look.dibuka).collect::<Vec<_>>(), [true, true]);
        let shown = |look: &kernel::access::Model| look.orang.as_ref().map_or(0, |ids| ids.len() / 16);
        assert_eq!(printed.iter().map(|look| shown(look)).collect::<Vec<_>>(), [103, 103], "a look at each of them");

        let shut = paper(&desk, &flight, &all[0], "docx").await;
        let shut = text(&parts(&shut.bytes), "word/document.xml");
        assert!(shut.contains(">Siti Contoh 103<") && !shut.contains("360399"), "a number came out");
        let wrong = paper(&app, &flight, &all[0], "exe").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        test
    })
    .await;
}

pub(super) async fn send(app: &TestApp, path: &str, fields: &[(String, String)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    app.send(Method::POST, path, "application/x-www-form-urlencoded", form.finish()).await
}

pub(super) fn field(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[tokio::test]
async fn the_console_ticks_all_fills_in_once_and_prints() {
    on_each(&[Backend::Sqlite], async |test| {
        let flight = flight(&test, 5).await;
        let app = team(&test).await;
        let all = passengers(&app, &flight, "").await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let here = format!("/kedatangan/{flight}/penumpang");
        assert!(console.get(&format!("/kedatangan/{flight}")).await.text.contains(&here));
        let list = console.get(&here).await;
        for told in ["Lanjut dengan semua (5)", "Kabupaten Indramayu", "BP3MI Jawa Barat"] {
            assert!(list.text.contains(told), "{told}: {}", list.text);
        }
        assert!(console.get(&format!("{here}?asal=33")).await.text.contains("Lanjut dengan semua (0)"));
        let shown = |prefix: &str| -> Vec<(String, String)> {
            let one =
                |one: &Value| field(&format!("{prefix}.{}", one["id"].as_str().unwrap()), &one["versi"].to_string());
            all.iter().map(one).collect()
        };
        let asked = [&shown("ada")[..], &[field("langkah", "serah-terima"), field("semua", "1")]].concat();
        let page = send(&console, &format!("{here}/pilih"), &asked).await;
        assert!(page.text.contains("Serah terima: 5 dari 5 orang"), "{}", page.text);
        assert!(page.text.contains("<option value=\"BP3MI-JABAR\" selected>"), "{}", page.text);
        let mut typed = shown("pilih");
        typed.extend([field("langkah", "serah-terima"), field("tanggal", "01/07/2025"), field("penerima", RECEIVER)]);
        let half = send(&console, &format!("{here}/langkah"), &typed).await;
        assert!(half.text.contains("Wajib diisi") && half.text.contains("checked"), "{}", half.text);
        typed.push(field("jenis_penerima", "keluarga"));
        let saved = send(&console, &format!("{here}/langkah"), &typed).await;
        assert!(saved.text.contains("5 dari 5 orang") && saved.text.contains("Berita acara (PDF)"), "{}", saved.text);
        let list = console.get(&format!("/kedatangan/{flight}/serah-terima")).await;
        assert!(list.text.contains("5 dari 5 orang sudah diserahterimakan"), "{}", list.text);
        let fields = [field("kepulangan", all[0]["id"].as_str().unwrap()), field("bentuk", "pdf")];
        let paper = send(&console, &format!("/kedatangan/{flight}/berita-acara"), &fields).await;
        assert!(paper.bytes.starts_with(b"%PDF-"), "{}", paper.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_passengers_are_a_list_on_paper_and_returns_are_filtered_by_flight() {
    on_both(async |test| {
        let flight = flight(&test, 61).await;
        let app = team(&test).await;
        let number = app.get(&format!("/api/v1/kedatangan/{flight}")).await.json()["nomor"].clone();
        let road = format!("/api/v1/kepulangan?batas=100&kedatangan={}", number.as_str().unwrap());
        let found = app.get(&road).await;
        assert_eq!(found.json()["data"].as_array().unwrap().len(), 61, "{}", found.text);
        let none = app.get("/api/v1/kepulangan?kedatangan=KDT-2025-999999").await.json();
        assert_eq!(none["data"], json!([]));
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let book = console.get(&format!("/kedatangan/{flight}/penumpang.xlsx")).await;
        assert_eq!(book.status, StatusCode::OK, "{}", book.text);
        assert_eq!(sheet(&book.bytes, "Penumpang").height(), 62);
        let counts = sheet(&book.bytes, "Ringkasan");
        let line = counts.rows().find(|row| row[1] == "BP3MI Jawa Barat").unwrap();
        assert_eq!(line[2], calamine::Data::Float(60.0), "a number, as a number");
        let paper = console.get(&format!("/kedatangan/{flight}/penumpang.pdf?asal=33")).await;
        assert!(paper.bytes.starts_with(b"%PDF-"), "{}", paper.text);
        test
    })
    .await;
}
