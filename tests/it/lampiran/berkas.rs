//! The bundle of a record: what stands in it, masked or opened, and who printed it.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use image::ImageFormat;
use kernel::access;
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::json;
use testkit::{Test, TestApp, on_both, returned};

use super::{PDF, picture, record};

fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut content = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
    content
}

fn text(bytes: &[u8], name: &str) -> String {
    String::from_utf8(part(bytes, name)).unwrap()
}

async fn printed(test: &Test) -> Vec<bool> {
    let rows = access::Entity::find().filter(access::COLUMN.tindakan.eq("cetak")).all(&test.house().db).await.unwrap();
    rows.iter().map(|row| row.dibuka).collect()
}

#[tokio::test]
async fn a_bundle_holds_what_the_page_shows_and_is_logged() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let plain = app.get(&format!("{record}/berkas")).await;
        assert_eq!(plain.status, StatusCode::OK, "{}", plain.text);
        assert_eq!(plain.headers["content-security-policy"], "sandbox; default-src 'none'");
        let saved = plain.headers["content-disposition"].to_str().unwrap();
        assert!(saved.starts_with("attachment; filename=\"PGD-2025-000001.docx\""), "{saved}");
        let photo = picture(ImageFormat::Jpeg, 7);
        for (name, bytes, remark) in [
            ("surat.pdf", PDF, "Surat <kuasa>"),
            ("foto.jpg", &photo, "Rumah majikan"),
            ("layar.png", &picture(ImageFormat::Png, 7), ""),
        ] {
            assert_eq!(app.upload(&list, (name, bytes), remark).await.status, StatusCode::CREATED);
        }
        let masked = app.get(&format!("{record}/berkas")).await.bytes;
        crate::word::sound(&masked);
        let body = text(&masked, "word/document.xml");
        for words in [
            "BP3MI BANTEN",
            "BERKAS PENGADUAN",
            "Nomor PGD-2025-000001",
            "Siti Contoh 1",
            "Kronologi",
            "Dicatat.",
            "Lampiran ditambahkan",
            "Surat &lt;kuasa&gt;",
            "Dokumen 2: foto.jpg. Rumah majikan",
            "disamarkan",
        ] {
            assert!(body.contains(words), "{words}: {body}");
        }
        assert!(!body.contains("3603994101900001"), "the number stands open");
        assert_eq!(part(&masked, "word/media/gambar1.jpeg"), photo);
        let foot = text(&masked, "word/footer1.xml");
        assert!(foot.contains("Dicetak oleh Uji Contoh pada 1 Jul 2025, 12.00 WIB") && foot.contains("PAGE"), "{foot}");
        let opened = app.get(&format!("{record}/berkas?buka=true")).await;
        assert!(text(&opened.bytes, "word/document.xml").contains("3603994101900001"));
        // One without pictures, one masked with pictures, one opened.
        let mut logged = printed(&test).await;
        logged.sort_unstable();
        assert_eq!(logged, [false, true, true]);
        // Who may not open people prints them masked.
        let helpdesk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let typed = serde_json::to_value(returned(2, "2025-06-01", "cuti")).unwrap();
        let made = helpdesk.post("/api/v1/kepulangan", &typed).await;
        let own = format!("/api/v1/kepulangan/{}/berkas", super::id(&made));
        assert_eq!(helpdesk.get(&own).await.status, StatusCode::OK);
        assert_eq!(helpdesk.get(&format!("{own}?buka=true")).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn a_record_without_attachments_has_a_bundle() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let made = app
            .post(
                "/api/v1/kegiatan",
                &json!({ "jenis_kegiatan": "sosialisasi", "judul": "Uji Contoh", "tanggal": "2025-06-01" }),
            )
            .await;
        let path = if made.status == StatusCode::CREATED {
            format!("/api/v1/kegiatan/{}", made.json()["id"].as_str().unwrap())
        } else {
            panic!("{}", made.text)
        };
        let bundle = app.get(&format!("{path}/berkas")).await;
        assert_eq!(bundle.status, StatusCode::OK);
        assert!(text(&bundle.bytes, "word/document.xml").contains("Tidak ada dokumen terlampir."));
        test
    })
    .await;
}

#[tokio::test]
async fn a_referral_takes_the_complaint_along_and_lends_it_while_it_waits() {
    on_both(async |test| {
        let sender = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let receiver = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let stranger = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        let complaint = record(&sender, 1).await;
        let photo = picture(ImageFormat::Jpeg, 7);
        let list = format!("{complaint}/lampiran");
        assert_eq!(sender.upload(&list, ("foto.jpg", &photo), "Rumah").await.status, StatusCode::CREATED);
        let act = async |app: &TestApp, road: &str, body: serde_json::Value| {
            let version = app.get(road.rsplit_once('/').unwrap().0).await.json()["versi"].as_i64().unwrap();
            let done = app.act(road, version, &body).await;
            assert_eq!(done.status, StatusCode::OK, "{road}: {}", done.text);
        };
        act(&sender, &format!("{complaint}/verifikasi"), json!({})).await;
        let to = json!({ "dilimpahkan_ke": "bp3mi_lain", "limpah_kantor": "BP3MI-JABAR", "surat_limpah": "B-1" });
        act(&sender, &format!("{complaint}/limpahkan"), to).await;
        let sent = sender.get("/api/v1/pelimpahan").await.json()["data"][0]["id"].as_str().unwrap().to_owned();
        let referral = format!("/api/v1/pelimpahan/{sent}");
        let bundle = format!("{referral}/berkas");
        for app in [&sender, &receiver] {
            let body = text(&app.get(&bundle).await.bytes, "word/document.xml");
            for words in
                ["BERKAS PELIMPAHAN", "B-1", "LAMPIRAN: PENGADUAN", "PGD-2025-000001", "Siti Contoh 1", "foto.jpg"]
            {
                assert!(body.contains(words), "{words}");
            }
            assert!(!body.contains("3603994101900001"), "masked");
        }
        assert_eq!(stranger.get(&bundle).await.status, StatusCode::NOT_FOUND);
        assert_eq!(receiver.get(&complaint).await.status, StatusCode::NOT_FOUND, "only the bundle is lent");
        act(&receiver, &format!("{referral}/tolak"), json!({ "alasan": "Bukan wilayah kami" })).await;
        let body = text(&receiver.get(&bundle).await.bytes, "word/document.xml");
        assert!(!body.contains("Siti Contoh 1"), "what was refused is lent no more");
        // What went to the other office has a number there that means another complaint here.
        let second = record(&sender, 2).await;
        act(&sender, &format!("{second}/verifikasi"), json!({})).await;
        let to = json!({ "dilimpahkan_ke": "bp3mi_lain", "limpah_kantor": "BP3MI-JABAR", "surat_limpah": "B-2" });
        act(&sender, &format!("{second}/limpahkan"), to).await;
        let sent = sender.get("/api/v1/pelimpahan").await.json()["data"][0]["id"].as_str().unwrap().to_owned();
        act(&receiver, &format!("/api/v1/pelimpahan/{sent}/terima"), json!({})).await;
        assert_eq!(receiver.get(&second).await.json()["nomor"], "PGD-2025-000001");
        let bundle = format!("/api/v1/pelimpahan/{sent}/berkas");
        let theirs = text(&receiver.get(&bundle).await.bytes, "word/document.xml");
        assert!(theirs.contains("Siti Contoh 2"), "what was accepted is theirs");
        let ours = text(&sender.get(&bundle).await.bytes, "word/document.xml");
        assert!(!ours.contains("Siti Contoh"), "neither the one that has gone, nor the one of the same number");
        test
    })
    .await;
}
