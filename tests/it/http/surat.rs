//! Letters about a record: filled from a template, numbered, attached once, with the number in the history.

use std::io::{Cursor, Read, Write};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, on_both};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::pengaduan::{done, made, path, team};

const FORM: &str = "application/x-www-form-urlencoded";

/// What a letter says, as XML.
fn text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The letter that an answer says was attached.
async fn letter(app: &TestApp, made: &Answer) -> String {
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let got = app.get(made.headers["location"].to_str().unwrap()).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    text(&got.bytes)
}

fn asked(code: &str, number: &str) -> Value {
    json!({ "jenis": code, "nomor_surat": number, "tanggal": "2025-06-05" })
}

#[tokio::test]
async fn a_letter_is_filled_numbered_and_attached_once() {
    on_both(async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[("p3mi", "PT Contoh & <Rekan>")]).await;
        let here = path("pengaduan", &record);
        let road = format!("{here}/surat");
        let first = app.post(&road, &asked("undangan-klarifikasi", "B-1/CONTOH/VI/2025")).await;
        crate::word::sound(&app.get(first.headers["location"].to_str().unwrap()).await.bytes);
        let says = letter(&app, &first).await;
        for words in ["B-1/CONTOH/VI/2025", "5 Jun 2025", "Siti Contoh 1", "PT Contoh &amp; &lt;Rekan&gt;", "Malaysia"]
        {
            assert!(says.contains(words), "{words}: {says}");
        }
        assert!(!says.contains("{{"), "{says}");
        let body = first.json();
        assert_eq!(body["macam"], "docx");
        assert!(body["nama"].as_str().unwrap().starts_with("Undangan klarifikasi B-1-CONTOH-VI-2025"), "{body}");
        let history = app.get(&format!("{here}/riwayat")).await.text;
        assert!(
            history.contains("Undangan klarifikasi nomor B-1/CONTOH/VI/2025 tanggal 5 Jun 2025 dibuat."),
            "{history}"
        );
        let again = app.post(&road, &asked("undangan-klarifikasi", "B-1/CONTOH/VI/2025")).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
        assert!(again.text.contains("sudah terlampir"), "{}", again.text);
        for code in ["pelimpahan", "pernyataan-1", "pernyataan-2", "berita-acara"] {
            let says = letter(&app, &app.post(&road, &asked(code, "B-1/CONTOH/VI/2025")).await).await;
            assert!(!says.contains("{{"), "{code}: {says}");
        }
        let all = app.get(&format!("{here}/lampiran")).await.json()["data"].as_array().unwrap().len();
        assert_eq!(all, 5);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_once_and_nothing_is_attached() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("pengaduan", &made(&app, 1, &[]).await);
        let road = format!("{here}/surat");
        let wrong = app.post(&road, &json!({ "jenis": "undangan" })).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        for words in ["/jenis", "undangan-klarifikasi", "/nomor_surat", "/tanggal"] {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        for (number, words) in [("3603994101900001", "seperti NIK"), ("B/CONTOH", "memuat angka")] {
            let odd = app.post(&road, &asked("undangan-klarifikasi", number)).await;
            assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", odd.text);
            assert!(odd.text.contains("/nomor_surat") && odd.text.contains(words), "{words}: {}", odd.text);
        }
        let placement = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let refused = placement.post(&road, &asked("undangan-klarifikasi", "B-1")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        assert_eq!(app.get(&format!("{here}/lampiran")).await.json()["data"], json!([]));
        test
    })
    .await;
}

#[tokio::test]
async fn a_protected_field_is_filled_in_only_for_who_may_see_it() {
    on_both(async |test| {
        let team = team(&test).await;
        let here = path("pengaduan", &made(&team, 1, &[]).await);
        let says = letter(&team, &team.post(&format!("{here}/surat"), &asked("pelimpahan", "B-2")).await).await;
        assert!(says.contains("3603994101900001"), "{says}");
        let app = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let body = json!({
            "nama": "Dewi Contoh", "nik": "3603994101900002", "diminta_pada": "2025-06-01", "melalui": "tatap_muka"
        });
        let record = app.post("/api/v1/rekomendasi-paspor", &body).await;
        assert_eq!(record.status, StatusCode::CREATED, "{}", record.text);
        let road = format!("{}/surat", path("rekomendasi-paspor", &record.json()));
        let says = letter(&app, &app.post(&road, &asked("rekomendasi", "B-3")).await).await;
        assert!(says.contains("Dewi Contoh") && !says.contains("3603994") && says.contains("…………………"), "{says}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_what_will_be_filled_in_before_it_is_made() {
    on_both(async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[("p3mi", "PT Contoh")]).await;
        let here = format!("/pengaduan/{}", record["id"].as_str().unwrap());
        let page = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        assert!(page.get(&here).await.text.contains(&format!("{here}/surat")), "the record offers letters");
        let step = page.get(&format!("{here}/langkah/minta-dokumen")).await.text;
        assert!(!step.contains("Surat untuk langkah ini"), "a step that needs none says nothing");
        let verified = json!({ "nomor_siskop2mi": "S-UJI-1", "tanggal": "2025-06-03" });
        done(&app, &path("pengaduan", &record), "verifikasi", verified).await;
        let step = page.get(&format!("{here}/langkah/klarifikasi")).await.text;
        assert!(step.contains("Surat untuk langkah ini: Undangan klarifikasi"), "{step}");
        let road = format!("{here}/surat");
        assert!(page.get(&road).await.text.contains("Undangan klarifikasi"));
        let typed = "jenis=undangan-klarifikasi&nomor_surat=B-9&tanggal=2025-06-05";
        let seen = page.send(Method::POST, &road, FORM, format!("{typed}&tahap=lihat")).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(seen.text.contains("PT Contoh") && seen.text.contains("Buat dan lampirkan"), "{}", seen.text);
        assert!(!page.get(&here).await.text.contains("Undangan klarifikasi nomor B-9"), "nothing is made by looking");
        let made = page.send(Method::POST, &road, FORM, format!("{typed}&tahap=buat")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        assert!(page.get(&here).await.text.contains("Undangan klarifikasi nomor B-9 tanggal 5 Jun 2025 dibuat."));
        let again = page.send(Method::POST, &road, FORM, format!("{typed}&tahap=buat")).await;
        assert!(again.text.contains("sudah terlampir") && again.text.contains("value=\"B-9\""), "{}", again.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_next_number_is_proposed_and_none_is_given_to_two_records() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = path("pengaduan", &made(&app, 1, &[]).await);
        let second = made(&app, 2, &[]).await;
        let number = "B-7/CONTOH/VI/2025";
        letter(&app, &app.post(&format!("{first}/surat"), &asked("undangan-klarifikasi", number)).await).await;
        let road = format!("{}/surat", path("pengaduan", &second));
        let taken = app.post(&road, &asked("undangan-klarifikasi", number)).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text);
        assert!(taken.text.contains("sudah dipakai"), "{}", taken.text);
        let attached = app.get(&format!("{}/lampiran", path("pengaduan", &second))).await.json();
        assert_eq!(attached["data"], json!([]), "nothing is attached by half");
        let page = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let road = format!("/pengaduan/{}/surat", second["id"].as_str().unwrap());
        let look = async |typed: &str| page.send(Method::POST, &road, FORM, format!("{typed}&tahap=lihat")).await.text;
        let seen = look("jenis=undangan-klarifikasi&nomor_surat=&tanggal=2025-06-05").await;
        assert!(seen.contains("value=\"B-8/CONTOH/VI/2025\"") && seen.contains("Buat dan lampirkan"), "{seen}");
        let typed = look("jenis=undangan-klarifikasi&nomor_surat=B-30/CONTOH&tanggal=2025-06-05").await;
        assert!(typed.contains("value=\"B-30/CONTOH\""), "what is typed stays: {typed}");
        let other = look("jenis=berita-acara&nomor_surat=&tanggal=2025-06-05").await;
        assert!(other.contains("Wajib diisi") && !other.contains("B-8/CONTOH"), "each class has its own: {other}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_number_is_given_once_however_it_is_written_and_whoever_is_first() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = path("pengaduan", &made(&app, 1, &[]).await);
        let second = path("pengaduan", &made(&app, 2, &[]).await);
        let make = async |here: &str, number: &str, day: &str| {
            let body = json!({ "jenis": "undangan-klarifikasi", "nomor_surat": number, "tanggal": day });
            app.post(&format!("{here}/surat"), &body).await
        };
        let (one, other) =
            tokio::join!(make(&first, "B-9/CONTOH", "2025-06-05"), make(&first, "B-9/CONTOH", "2025-06-06"));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::CREATED, StatusCode::CONFLICT], "{} {}", one.text, other.text);
        for number in ["b-9/contoh", "B-09/CONTOH"] {
            let again = make(&first, number, "2025-06-07").await;
            assert!(again.status == StatusCode::CONFLICT && again.text.contains("sudah terlampir"), "{}", again.text);
            let taken = make(&second, number, "2025-06-07").await;
            assert!(taken.status == StatusCode::CONFLICT && taken.text.contains("sudah dipakai"), "{}", taken.text);
        }
        let attached = app.get(&format!("{first}/lampiran")).await.json();
        assert_eq!(attached["data"].as_array().unwrap().len(), 1, "{attached}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_number_that_a_letter_of_another_kind_has_is_told_before_it_is_made() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = made(&app, 1, &[]).await;
        let summons = asked("undangan-klarifikasi", "B-9/CONTOH");
        letter(&app, &app.post(&format!("{}/surat", path("pengaduan", &first)), &summons).await).await;
        let second = made(&app, 2, &[]).await;
        let page = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let road = format!("/pengaduan/{}/surat", second["id"].as_str().unwrap());
        let press = async |stage: &str, number: &str, more: &str| {
            let typed = format!("jenis=berita-acara&nomor_surat={number}&tanggal=2025-06-06&tahap={stage}{more}");
            page.send(Method::POST, &road, FORM, typed).await
        };
        let told = format!(
            "Undangan klarifikasi nomor B-9/CONTOH tanggal 05/06/2025, tentang Pengaduan {}",
            first["nomor"].as_str().unwrap()
        );
        for (stage, number, more) in [
            ("lihat", "B-9/CONTOH", ""),
            ("buat", "b-09/contoh", ""),
            ("buat", "b-09/contoh", "&nomor_diketahui=B-8/CONTOH"),
        ] {
            let seen = press(stage, number, more).await;
            assert!(seen.status == StatusCode::OK && seen.text.contains(&told), "{stage} {number}: {}", seen.text);
            assert!(seen.text.contains(&format!("name=\"nomor_diketahui\" value=\"{number}\"")), "{}", seen.text);
        }
        let other = press("lihat", "B-10/CONTOH", "").await;
        assert!(!other.text.contains("jenis lain"), "{}", other.text);
        let attached = app.get(&format!("{}/lampiran", path("pengaduan", &second))).await.json();
        assert_eq!(attached["data"], json!([]), "nothing is made before it is told");
        let made = press("buat", "B-9/CONTOH", "&nomor_diketahui=B-9/CONTOH").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        test
    })
    .await;
}

#[tokio::test]
async fn no_letter_is_older_than_its_record() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("pengaduan", &made(&app, 1, &[]).await);
        let make = async |day: &str| {
            let body = json!({ "jenis": "undangan-klarifikasi", "nomor_surat": "B-9/CONTOH", "tanggal": day });
            app.post(&format!("{here}/surat"), &body).await
        };
        for day in ["1990-01-01", "2025-05-31"] {
            let early = make(day).await;
            assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}: {}", early.text);
            assert!(early.text.contains("sebelum catatan diterima (01/06/2025)"), "{day}: {}", early.text);
            assert!(early.text.contains("/tanggal"), "{day}: {}", early.text);
        }
        assert_eq!(app.get(&format!("{here}/lampiran")).await.json()["data"], json!([]));
        let same_day = make("2025-06-01").await;
        assert_eq!(same_day.status, StatusCode::CREATED, "{}", same_day.text);
        test
    })
    .await;
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A Word document with one paragraph.
fn docx(says: &str) -> Vec<u8> {
    let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{WORD}\"/></Types>");
    let body = format!("<w:document><w:body><w:p><w:r><w:t>{says}</w:t></w:r></w:p></w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", types), ("word/document.xml", body)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Somebody who keeps the templates: over the api, and in the console.
async fn planner(test: &Test) -> (TestApp, TestApp) {
    let app = TestApp::login(test, "perencana", "BP3MI-BANTEN").await;
    (app, TestApp::console(test, "perencana.bp3mi-banten").await)
}

#[tokio::test]
async fn an_office_puts_its_own_template_in_force_and_wrong_placeholders_are_named() {
    on_both(async |test| {
        let (planner, page) = planner(&test).await;
        let road = "/templat/pengaduan.undangan-klarifikasi";
        let wrong = docx("Yth. {{p3mi}}, tentang {{nama_pekrja}}");
        let refused = page.upload(road, ("undangan.docx", &wrong), "Kop baru").await;
        assert_eq!(refused.status, StatusCode::OK, "{}", refused.text);
        for words in ["Isian ini tidak dikenal: nama_pekrja (di", "nomor_surat", "value=\"Kop baru\""] {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        let right = docx("TEMPLAT KANTOR {{nomor_surat}} {{nama}}");
        let silent = page.upload(road, ("undangan.docx", &right), "").await;
        assert!(silent.text.contains("Tulis mengapa"), "{}", silent.text);
        let none = page.upload(road, ("undangan.pdf", b"%PDF-1.7\n%%EOF\n"), "Uji").await;
        assert_eq!(none.status, StatusCode::OK, "{}", none.text);
        let done = page.upload(road, ("undangan.docx", &right), "Kop baru").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let all = planner.get("/api/v1/templat").await.json()["data"].as_array().unwrap().clone();
        let own: Vec<&Value> = all.iter().filter(|one| !one["templat"].is_null()).collect();
        assert_eq!(own.len(), 1, "{all:?}");
        assert_eq!((&own[0]["surat"], &own[0]["templat"]), (&json!("undangan-klarifikasi"), &json!("undangan.docx")));
        assert!(page.get(road).await.text.contains("Kop baru"));
        // An office below uses it as well.
        for (number, office) in [(1, "BP3MI-BANTEN"), (2, "P4MI-SOETTA")] {
            let app = TestApp::login(&test, "pelindungan", office).await;
            let here = path("pengaduan", &made(&app, number, &[]).await);
            let answer = app.post(&format!("{here}/surat"), &asked("undangan-klarifikasi", "B-7")).await;
            let says = letter(&app, &answer).await;
            assert!(says.contains(&format!("TEMPLAT KANTOR B-7 Siti Contoh {number}")), "{office}: {says}");
            assert_eq!(app.get("/api/v1/templat").await.status, StatusCode::FORBIDDEN);
        }
        test
    })
    .await;
}

/// What is shipped has no placeholder that a template of the office may not have.
#[tokio::test]
async fn every_shipped_template_is_one_that_may_be_put_in_force() {
    on_both(async |test| {
        let (planner, page) = planner(&test).await;
        let all = planner.get("/api/v1/templat").await.json()["data"].as_array().unwrap().clone();
        assert!(all.len() >= 7, "{all:?}");
        assert_eq!(page.get("/templat").await.status, StatusCode::OK);
        for one in &all {
            let road = format!("/templat/{}.{}", one["jenis"].as_str().unwrap(), one["surat"].as_str().unwrap());
            let shipped = page.get(&format!("{road}/unduh")).await;
            assert_eq!(shipped.status, StatusCode::OK, "{road}: {}", shipped.text);
            crate::word::sound(&shipped.bytes);
            let done = page.upload(&road, ("bawaan.docx", &shipped.bytes), "Uji").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{road}: {}", done.text);
        }
        assert_eq!(page.get("/templat/pengaduan.entah").await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}
