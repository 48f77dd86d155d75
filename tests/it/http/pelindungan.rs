//! What the law on personal data asks: who saw somebody, all that is held of them, whose data an account saw.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use kernel::form::Field;
use kernel::{Role, access};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned, with};

const FORM: &str = "application/x-www-form-urlencoded";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// A record as it was made: its address in the api, and its person.
struct Made {
    path: String,
    id: String,
    person: String,
}

async fn make(app: &TestApp, kind: &str, form: &kernel::form::Form) -> Made {
    let answer = app.post(&format!("/api/v1/{kind}"), &serde_json::to_value(form).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let record = answer.json();
    let text = |key: &str| record[key].as_str().unwrap().to_owned();
    Made { path: format!("/api/v1/{kind}/{}", text("id")), id: text("id"), person: text("orang_id") }
}

/// All looks at a person, page by page.
async fn looks(app: &TestApp, person: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let answer = app.get(&format!("/api/v1/orang/{person}/jejak?sebelum={next}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let page = answer.json();
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["berikutnya"].as_str() {
            Some(mark) => next = mark.to_owned(),
            None => return all,
        }
    }
}

#[tokio::test]
async fn who_saw_somebody_is_told_whole_for_page_api_and_file() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let record = make(&app, "pengaduan", &complaint(1, "2025-06-01")).await;
        let other = make(&app, "pengaduan", &complaint(2, "2025-06-01")).await;
        for road in ["", "?buka=true", "/berkas", "/lampiran"] {
            let answer = app.get(&format!("{}{road}", record.path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{road}: {}", answer.text);
        }
        assert_eq!(app.get("/api/v1/pengaduan").await.status, StatusCode::OK);
        let export = app.post("/api/v1/pengaduan/ekspor", &json!({ "bentuk": "xlsx" })).await;
        assert_eq!(export.status, StatusCode::OK, "{}", export.text);
        assert_eq!(
            app.upload(&format!("{}/lampiran", record.path), ("surat.pdf", PDF), "").await.status,
            StatusCode::CREATED
        );
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let before = looks(&head, &record.person).await.len();
        for page in [format!("/pengaduan/{}", record.id), format!("/orang/{}", record.person)] {
            assert_eq!(console.get(&page).await.status, StatusCode::OK, "{page}");
        }
        let seen = looks(&head, &record.person).await;
        let deeds: BTreeSet<&str> = seen.iter().map(|look| look["tindakan"].as_str().unwrap()).collect();
        for deed in ["lihat", "buka", "daftar", "ekspor", "cetak", "jejak"] {
            assert!(deeds.contains(deed), "{deed}: {deeds:?}");
        }
        assert!(seen.len() >= before + 3, "two pages, and looking at who looked");
        let opened = seen.iter().find(|look| look["tindakan"] == "buka").unwrap();
        assert_eq!(opened["dibuka"], json!(true));
        assert_eq!(opened["nama_masuk"], json!("pelindungan.bp3mi-banten"));
        assert_eq!(opened["peran"], json!("pelindungan"));
        assert_eq!(opened["jenis"], json!("pengaduan"));
        let theirs = looks(&head, &other.person).await;
        assert!(theirs.iter().all(|look| look["tindakan"] != "buka"), "nothing of somebody else");
        test
    })
    .await;
}

#[tokio::test]
async fn pages_of_looks_follow_each_other_before_and_after_they_are_folded() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = make(&app, "pengaduan", &complaint(1, "2025-06-01")).await;
        for _ in 0..60 {
            assert_eq!(app.get(&record.path).await.status, StatusCode::OK);
        }
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let once = |seen: &[Value]| {
            let mut requests: Vec<String> = seen
                .iter()
                .filter(|look| look["tindakan"] == "lihat")
                .map(|look| look["permintaan"].to_string())
                .collect();
            let many = requests.len();
            requests.sort();
            requests.dedup();
            assert_eq!(requests.len(), many, "none stands twice");
            many
        };
        let first = once(&looks(&head, &record.person).await);
        assert!(first >= 60);
        test.clock.advance(TimeDelta::hours(3));
        access::fold(&test.system()).await.unwrap();
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(once(&looks(&head, &record.person).await), first);
        let book = head.get(&format!("/orang/{}/jejak.xlsx", record.person)).await;
        assert_ne!(book.status, StatusCode::OK, "the console asks for its own session");
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let page = console.get(&format!("/orang/{}/jejak", record.person)).await;
        assert!(page.text.contains("Siapa yang melihat Siti Contoh 1"), "{}", page.text);
        assert!(page.text.contains("Berikutnya"));
        let book = console.get(&format!("/orang/{}/jejak.xlsx", record.person)).await;
        assert_eq!(book.status, StatusCode::OK, "{}", book.text);
        assert!(book.bytes.starts_with(b"PK"));
        test
    })
    .await;
}

#[tokio::test]
async fn only_who_protects_data_learns_who_saw_and_gets_a_copy() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = make(&app, "pengaduan", &complaint(1, "2025-06-01")).await;
        let roads = [format!("/api/v1/orang/{}/jejak", record.person)];
        for role in Role::ALL {
            let one = TestApp::login(&test, role.code(), "BP3MI-BANTEN").await;
            let expected = if role == Role::Kepala { StatusCode::OK } else { StatusCode::FORBIDDEN };
            for road in &roads {
                assert_eq!(one.get(road).await.status, expected, "{} {road}", role.code());
            }
            let copy = one.post(&format!("/api/v1/orang/{}/salinan", record.person), &asked()).await;
            assert_eq!(copy.status, expected, "{} {}", role.code(), copy.text);
        }
        let beside = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        assert_eq!(beside.get(&roads[0]).await.status, StatusCode::NOT_FOUND);
        let copy = beside.post(&format!("/api/v1/orang/{}/salinan", record.person), &asked()).await;
        assert_eq!(copy.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

fn asked() -> Value {
    json!({ "alasan": "Diminta yang bersangkutan", "permintaan": "B-1/2025", "diminta_pada": "2025-06-01",
        "identitas": "Paspor asli" })
}

/// Records of one person in several kinds, and of another.
async fn held(test: &Test) -> Made {
    let app = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let more = [("telepon", "081299990001"), ("alamat", "Jalan Contoh 9"), ("telepon_pelapor", "081299990002")];
    let record = make(&app, "pengaduan", &with(complaint(1, "2025-06-01"), &more)).await;
    make(&app, "kepulangan", &with(returned(1, "2025-06-02", "sakit"), &[("kesehatan", "Demam contoh")])).await;
    make(&app, "klaim", &testkit::klaim(1, "2025-06-03")).await;
    make(&app, "pengaduan", &complaint(2, "2025-06-04")).await;
    assert_eq!(
        app.upload(&format!("{}/lampiran", record.path), ("surat.pdf", PDF), "").await.status,
        StatusCode::CREATED
    );
    record
}

#[tokio::test]
async fn a_copy_holds_every_field_of_every_record_and_nothing_of_others() {
    on_both(async |test| {
        let record = held(&test).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let answer = head.post(&format!("/api/v1/orang/{}/salinan", record.person), &asked()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let copy = answer.json();
        let records = copy["catatan"].as_array().unwrap();
        let kinds: BTreeSet<&str> = records.iter().map(|record| record["jenis"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["kepulangan", "klaim", "pengaduan"].into());
        assert_eq!(records.len(), 3);
        let keys = |fields: &Value| -> Vec<String> {
            let fields = fields.as_array().unwrap();
            fields.iter().map(|field| field["isian"].as_str().unwrap().to_owned()).collect()
        };
        let of = |fields: &[Field]| fields.iter().map(|field| field.key.to_owned()).collect::<Vec<_>>();
        assert_eq!(keys(&copy["data_diri"]), of(people::FIELDS));
        for record in records {
            let kind = test.lindung.registry.find(record["jenis"].as_str().unwrap()).unwrap();
            assert_eq!(keys(&record["isian"]), of(kind.own()));
            assert!(!record["riwayat"].as_array().unwrap().is_empty());
        }
        for text in ["3603994101900001", "Jalan Contoh 9", "Demam contoh", "surat.pdf"] {
            assert!(answer.text.contains(text), "{text}");
        }
        for text in ["Siti Contoh 2", "3603994101900002", "Budi Contoh", "081299990002"] {
            assert!(!answer.text.contains(text), "{text} is of somebody else");
        }
        assert!(!copy["dilihat"].as_array().unwrap().is_empty());
        let looked = |look: &Value| look["tindakan"] == "salinan" && look["dibuka"] == json!(true);
        assert!(looks(&head, &record.person).await.iter().any(looked), "making it is a look that opens");
        test
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_made_on_paper_and_remembered() {
    on_each(&[Backend::Sqlite], async |test| {
        let record = held(&test).await;
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let here = format!("/orang/{}/salinan", record.person);
        let lacking = console.send(Method::POST, &here, FORM, "bentuk=pdf&alasan=Diminta").await;
        assert_eq!(lacking.status, StatusCode::OK);
        assert!(lacking.text.contains("Identitas pemohon diperiksa dengan"), "the form comes back");
        let filled = "bentuk=pdf&alasan=Diminta&permintaan=B-7%2F2025&diminta_pada=1%2F6%2F2025&identitas=Paspor";
        let paper = console.send(Method::POST, &here, FORM, filled).await;
        assert_eq!(paper.status, StatusCode::OK, "{}", paper.text);
        assert_eq!(paper.headers["content-type"], "application/pdf");
        assert!(paper.bytes.starts_with(b"%PDF"));
        let page = console.get(&here).await;
        assert!(page.text.contains("B-7/2025"), "{}", page.text);
        test
    })
    .await;
}

/// An instant as the api takes it, in WIB to the minute.
fn minute(at: chrono::DateTime<chrono::Utc>) -> String {
    (at + TimeDelta::hours(7)).format("%Y-%m-%dT%H:%M").to_string()
}

#[tokio::test]
async fn a_breach_names_exactly_whom_an_account_saw_and_what_was_opened() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let thief = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let mut all = Vec::new();
        for number in 1..=9 {
            all.push(make(&head, "pengaduan", &complaint(number, "2025-06-01")).await);
        }
        assert_eq!(thief.get(&all[8].path).await.status, StatusCode::OK, "before");
        test.clock.advance(TimeDelta::minutes(2));
        let from = minute(test.clock.now());
        for (at, record) in all.iter().take(7).enumerate() {
            let road = if at < 3 { "?buka=true" } else { "" };
            assert_eq!(thief.get(&format!("{}{road}", record.path)).await.status, StatusCode::OK);
        }
        assert_eq!(head.get(&all[7].path).await.status, StatusCode::OK, "another account");
        let to = minute(test.clock.now() + TimeDelta::minutes(1));
        test.clock.advance(TimeDelta::minutes(2));
        assert_eq!(thief.get(&all[8].path).await.status, StatusCode::OK, "after");

        let road = format!("/api/v1/pelindungan/kebocoran?akun=pelindungan.bp3mi-banten&dari={from}&sampai={to}");
        let found = head.get(&road).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text);
        let found = found.json();
        let people: BTreeSet<&str> =
            found["data"].as_array().unwrap().iter().map(|line| line["orang_id"].as_str().unwrap()).collect();
        let expected: BTreeSet<&str> = all.iter().take(7).map(|record| record.person.as_str()).collect();
        assert_eq!(people, expected);
        assert_eq!((&found["orang"], &found["tindakan"]), (&json!(7), &json!(7)));
        for line in found["data"].as_array().unwrap() {
            let has = |key: &str| line[key].as_array().unwrap().contains(&json!("NIK"));
            let opened = all.iter().take(3).any(|record| line["orang_id"] == json!(record.person));
            assert_eq!((has("terlindungi_dibuka"), has("disamarkan")), (opened, !opened), "{line}");
            assert!(line["nama"].as_str().unwrap().starts_with("Siti Contoh"));
        }
        let number = head.get(&all[1].path).await.json()["nomor"].as_str().unwrap().to_owned();
        let one = head.get(&format!("{road}&catatan={number}")).await.json();
        assert_eq!(one["data"].as_array().unwrap().len(), 1, "{one}");
        assert_eq!(one["data"][0]["orang_id"], json!(all[1].person));
        for wrong in ["akun=hantu&dari=2025-06-01&sampai=2025-06-02", "dari=2025-06-01&sampai=2025-06-02", "akun=x"] {
            let answer = head.get(&format!("/api/v1/pelindungan/kebocoran?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", answer.text);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn the_register_of_processing_names_every_kind_with_its_purpose_and_all_its_fields() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let register = head.get("/api/v1/pelindungan/pemrosesan").await.json();
        let lines = register["data"].as_array().unwrap();
        for kind in test.lindung.registry.all() {
            let name = kind.info().name;
            let line = lines.iter().find(|line| line["jenis"] == json!(name)).expect(name);
            assert_ne!(line["tujuan"], json!("Belum dirumuskan"), "{name}");
            let fields = ["terbuka", "terlindungi"].map(|class| line[class].as_array().unwrap().len());
            assert_eq!(fields.iter().sum::<usize>(), kind.own().len(), "{name}");
        }
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let page = console.get("/pelindungan/pemrosesan").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Permintaan data pribadi"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_request_is_worked_on_and_answered_or_refused_with_a_reason() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let asked = with(
            testkit::form(&[("diterima_pada", "2025-06-01"), ("kanal", "email"), ("permintaan", "salinan")]),
            &[("nama", "Siti Contoh"), ("uraian", "Semua data saya")],
        );
        let request = make(&head, "permintaan-data", &asked).await;
        let begun = json!({ "tanggal": "2025-06-01", "identitas": "Paspor asli" });
        let begun = head.act(&format!("{}/kerjakan", request.path), 1, &begun).await;
        assert_eq!(begun.status, StatusCode::OK, "{}", begun.text);
        assert_eq!(begun.json()["status"], json!("dikerjakan"));
        let silent = head.act(&format!("{}/tolak", request.path), 2, &json!({ "tanggal": "2025-06-02" })).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "a refusal has a reason");
        let answer = json!({ "tanggal": "2025-06-02", "jawaban": "Salinan diserahkan" });
        let done = head.act(&format!("{}/jawab", request.path), 2, &answer).await;
        assert_eq!(done.json()["status"], json!("dijawab"), "{}", done.text);
        let again = head.act(&format!("{}/tolak", request.path), 3, &json!({ "alasan_tolak": "Contoh" })).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_copy_stands_in_the_history_of_the_request_that_it_answers() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let words = [("diterima_pada", "2025-06-01"), ("kanal", "email"), ("permintaan", "salinan")];
        let own = make(&head, "permintaan-data", &with(testkit::form(&words), &[("nama", "Siti Contoh")])).await;
        let other = make(&head, "permintaan-data", &with(testkit::form(&words), &[("nama", "Budi Contoh")])).await;
        let number = head.get(&own.path).await.json()["nomor"].clone();
        let mut asked = asked();
        asked["permintaan"] = number.clone();
        let wrong = head.post(&format!("/api/v1/orang/{}/salinan", other.person), &asked).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        let copy = head.post(&format!("/api/v1/orang/{}/salinan", own.person), &asked).await;
        assert_eq!(copy.status, StatusCode::OK, "{}", copy.text);
        let record = head.get(&own.path).await;
        assert!(record.text.contains("Salinan data dibuat (JSON)."), "{}", record.text);
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let led = console.get(&format!("/permintaan-data/{}/salinan", own.id)).await;
        let to = led.headers["location"].to_str().unwrap();
        assert!(to.starts_with(&format!("/orang/{}/salinan?permintaan=", own.person)), "{to}");
        assert!(console.get(to).await.text.contains(number.as_str().unwrap()));
        test
    })
    .await;
}
