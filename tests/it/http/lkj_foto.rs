//! The photos of the annual report: chosen among those of the office's activities of the year, in an order, each with a caption; they
//! stand in the report, and those that are gone are told.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use image::{ImageFormat, RgbImage};
use kernel::access::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use testkit::{Answer, Backend, Test, TestApp, complaint, on_both};

use super::lkj::{Parts, file, parts, sound, text, year};
use super::penutupan::console;

const OFFICE: &str = "BP3MI-BANTEN";

fn picture(shade: u8) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_fn(60, 40, |x, _| image::Rgb([shade, u8::try_from(4 * x).unwrap(), 120]))
        .write_to(&mut out, ImageFormat::Jpeg)
        .unwrap();
    out.into_inner()
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn photo(app: &TestApp, record: &str, shade: u8) -> String {
    id(&app.upload(&format!("{record}/lampiran"), ("foto.jpg", &picture(shade)), "Suasana (contoh)").await)
}

/// An activity with a photo: its path in the api, and the attachment.
pub(super) async fn activity(app: &TestApp, title: &str, day: &str, shade: u8) -> (String, String) {
    let typed = json!({ "jenis_kegiatan": "sosialisasi", "judul": title, "tanggal": day });
    let record = format!("/api/v1/kegiatan/{}", id(&app.post("/api/v1/kegiatan", &typed).await));
    let photo = photo(app, &record, shade).await;
    (record, photo)
}

/// Sends a choice of photos, each with place and caption, by who read a version.
pub(super) async fn chose(app: &TestApp, version: i64, picks: &[(&str, &str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("tahun", "2025").append_pair("kantor", OFFICE).append_pair("versi", &version.to_string());
    for (id, place, caption) in picks {
        form.append_pair(&format!("pilih-{id}"), "ya");
        form.append_pair(&format!("urut-{id}"), place).append_pair(&format!("keterangan-{id}"), caption);
    }
    app.send(Method::POST, "/lkj/foto", "application/x-www-form-urlencoded", form.finish()).await
}

fn media(parts: &Parts) -> Vec<&Vec<u8>> {
    parts.iter().filter(|(name, _)| name.starts_with("word/media/")).map(|(_, held)| held).collect()
}

fn images(pdf: &[u8]) -> usize {
    pdf.windows(6).filter(|window| *window == b"/Image").count()
}

/// How many openings of files of activities are logged.
async fn opened(test: &Test) -> u64 {
    let looks = Entity::find().filter(Column::Tindakan.eq("unduh")).filter(Column::Jenis.eq("kegiatan"));
    looks.count(&test.house().db).await.unwrap()
}

#[tokio::test]
async fn photos_are_chosen_in_an_order_and_stand_in_the_report_with_their_captions() {
    on_both(async |test| {
        year(&test).await;
        let app = TestApp::login(&test, "kepala", OFFICE).await;
        // What is printed is made of the same report, whichever the database: once is enough.
        let printed = test.backend == Backend::Sqlite;
        let bare = if printed { file(&app, "format=pdf").await } else { Vec::new() };
        let team = TestApp::login(&test, "penempatan", OFFICE).await;
        let (record, first) = activity(&team, "Sosialisasi (contoh)", "2025-03-04", 10).await;
        let (_, second) = activity(&team, "Job fair (contoh)", "2025-06-05", 200).await;
        let (first, second) = (first.as_str(), second.as_str());
        let (_, before) = activity(&team, "Tahun lalu (contoh)", "2024-06-05", 90).await;
        let planner = console(&test, "perencana", OFFICE).await;
        let page = planner.get("/lkj/foto?tahun=2025").await.text;
        assert!(page.contains("Sosialisasi (contoh)") && page.contains(second) && !page.contains(&before), "{page}");
        let (opening, stall) = ("Pembukaan sosialisasi (contoh)", "Gerai job fair (contoh)");
        let done = chose(&planner, 0, &[(first, "2", opening), (second, "1", stall)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(opened(&test).await, 0, "choosing opens no file");
        let seen = planner.get(&format!("/lkj/foto/{first}")).await;
        assert_eq!((seen.status, seen.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
        assert_eq!(opened(&test).await, 1);

        let bytes = file(&app, "format=docx").await;
        assert_eq!(opened(&test).await, 3, "each file once");
        crate::word::sound(&bytes);
        let document = parts(&bytes);
        sound(&document);
        let shown = media(&document);
        assert_eq!(shown.len(), 2);
        assert!(shown.iter().all(|held| image::load_from_memory(held).is_ok()));
        let body = text(&document, "word/document.xml");
        assert!(body.find(stall).unwrap() < body.find(opening).unwrap(), "in the order that was chosen");
        assert!(!body.contains("foto.jpg"), "the name of a file may be that of a person: {body}");
        assert!(body.contains("descr=\"Foto. Gerai job fair (contoh) (KGT-") && body.contains("5 Juni 2025"), "{body}");
        if printed {
            let pdf = file(&app, "format=pdf").await;
            assert!(images(&pdf) > images(&bare) && pdf.len() > bare.len(), "{} {}", pdf.len(), bare.len());
        }
        let looks = opened(&test).await;
        let book = parts(&file(&app, "format=xlsx").await);
        assert!(text(&book, "xl/sharedStrings.xml").contains(stall) && opened(&test).await == looks, "listed only");

        // What is removed afterwards is told, not dropped in silence.
        let gone = team.post(&format!("{record}/lampiran/{first}/hapus"), &json!({ "alasan": "Salah unggah" })).await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
        let document = parts(&file(&app, "format=docx").await);
        let body = text(&document, "word/document.xml");
        assert_eq!(media(&document).len(), 1);
        assert!(body.contains("tidak dimuat, karena catatan KGT-") && body.contains("Salah unggah"), "{body}");
        let page = planner.get("/lkj/foto?tahun=2025").await.text;
        assert!(page.contains("tidak tampil lagi") && page.contains("Versi 1") && page.contains("2 foto"), "{page}");
        let done = chose(&planner, 1, &[(second, "1", stall)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(!planner.get("/lkj/foto?tahun=2025").await.text.contains("tidak tampil lagi"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_choice_that_was_overtaken_is_not_lost_and_overwrites_nothing() {
    on_both(async |test| {
        year(&test).await;
        let team = TestApp::login(&test, "penempatan", OFFICE).await;
        let (_, one) = activity(&team, "Sosialisasi (contoh)", "2025-03-04", 10).await;
        let planner = console(&test, "perencana", OFFICE).await;
        let head = console(&test, "kepala", OFFICE).await;
        assert_eq!(chose(&planner, 0, &[(one.as_str(), "1", "Dari perencana")]).await.status, StatusCode::SEE_OTHER);
        let late = chose(&head, 0, &[(one.as_str(), "1", "Dari kepala")]).await;
        assert_eq!(late.status, StatusCode::OK, "{}", late.text);
        for told in
            ["baru saja diubah orang lain", "Dari perencana", "value=\"Dari kepala\"", "name=\"versi\" value=\"1\""]
        {
            assert!(late.text.contains(told), "{told}: {}", late.text);
        }
        assert_eq!(chose(&head, 1, &[(one.as_str(), "1", "Dari kepala")]).await.status, StatusCode::SEE_OTHER);
        let page = planner.get("/lkj/foto?tahun=2025").await.text;
        assert!(page.contains("Versi 2") && page.contains("Versi 1") && page.contains("Dari perencana"), "{page}");
        test
    })
    .await;
}

#[tokio::test]
async fn papers_of_people_and_photos_of_other_offices_cannot_be_chosen() {
    on_both(async |test| {
        year(&test).await;
        let team = TestApp::login(&test, "penempatan", OFFICE).await;
        let (_, own) = activity(&team, "Sosialisasi (contoh)", "2025-03-04", 10).await;
        let other = TestApp::login(&test, "penempatan", "BP3MI-NTB").await;
        let (_, theirs) = activity(&other, "Sosialisasi NTB (contoh)", "2025-03-04", 30).await;
        let desk = TestApp::login(&test, "pelindungan", OFFICE).await;
        let typed = serde_json::to_value(complaint(1, "2025-06-01")).unwrap();
        let case = format!("/api/v1/pengaduan/{}", id(&desk.post("/api/v1/pengaduan", &typed).await));
        let paper = photo(&desk, &case, 50).await;
        let planner = console(&test, "perencana", OFFICE).await;
        let page = planner.get("/lkj/foto?tahun=2025").await.text;
        assert!(page.contains(&own) && !page.contains(&theirs) && !page.contains(&paper), "{page}");
        for (picks, told) in [
            ([(theirs.as_str(), "1", "Keterangan")], "tidak ada di antara foto kegiatan"),
            ([(paper.as_str(), "1", "Keterangan")], "tidak ada di antara foto kegiatan"),
            ([(own.as_str(), "1", "Peserta 3603991234567890")], "memuat 3603991234567890"),
            ([(own.as_str(), "1", "")], "belum berketerangan"),
            ([(own.as_str(), "atas", "Keterangan")], "Urutan atas tidak terbaca"),
        ] {
            let refused = chose(&planner, 0, &picks).await;
            assert!(refused.status == StatusCode::OK && refused.text.contains(told), "{told}: {}", refused.text);
        }
        for strange in [&theirs, &paper] {
            assert_eq!(planner.get(&format!("/lkj/foto/{strange}")).await.status, StatusCode::NOT_FOUND);
        }
        let cases = console(&test, "pelindungan", OFFICE).await;
        assert_eq!(chose(&cases, 0, &[(own.as_str(), "1", "Keterangan")]).await.status, StatusCode::FORBIDDEN);
        let helpdesk = console(&test, "helpdesk", OFFICE).await;
        assert_eq!(helpdesk.get("/lkj/foto?tahun=2025").await.status, StatusCode::FORBIDDEN);
        let stranger = console(&test, "kepala", "BP3MI-NTB").await;
        assert_eq!(stranger.get(&format!("/lkj/foto/{own}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(chose(&stranger, 0, &[(own.as_str(), "1", "Keterangan")]).await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}
