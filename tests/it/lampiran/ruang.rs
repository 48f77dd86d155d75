//! Room and quota: warned before there is none, uploads refused before records are, and no user fills the disk alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use image::ImageFormat;
use kernel::space::Limits;
use serde_json::json;
use server::{Config, compose};
use testkit::{Test, TestApp, on_both};

use super::{PDF, files, id, picture, record, rows};

/// The same house with other settings.
async fn with(mut test: Test, change: impl FnOnce(&mut Config)) -> Test {
    let mut config = test.lindung.config.clone();
    change(&mut config);
    let other = compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap();
    std::mem::replace(&mut test.lindung, other).close().await.unwrap();
    test
}

/// Limits that no disk is above.
const ABOVE: u64 = u64::MAX;

fn low(config: &mut Config) {
    config.space = Limits { warn_mb: ABOVE, warn_percent: ABOVE, ..config.space };
}

fn out(config: &mut Config) {
    config.space = Limits { floor_mb: ABOVE, floor_percent: ABOVE, ..config.space };
}

async fn room(test: &Test) -> String {
    let app = TestApp::new(test);
    let plain = app.get("/readyz").await;
    assert_eq!((plain.status, plain.text.as_str()), (StatusCode::OK, "siap"), "who asks as before is told as before");
    let answer = app.with_header("accept", "application/json").get("/readyz").await;
    assert_eq!((answer.status, answer.json()["status"].clone()), (StatusCode::OK, json!("siap")));
    assert_eq!(answer.json().as_object().unwrap().len(), 4, "anybody may ask: {}", answer.text);
    let named = answer.json()["perhatian"].as_array().unwrap().contains(&json!("ruang"));
    assert_eq!(named, answer.json()["ruang"] != json!("cukup"), "{}", answer.text);
    answer.json()["ruang"].as_str().unwrap().to_owned()
}

/// What stands on the first page of a role.
async fn first_page(test: &Test, role: &str) -> (StatusCode, String) {
    TestApp::login(test, role, "BP3MI-BANTEN").await;
    let page = TestApp::console(test, &format!("{role}.bp3mi-banten")).await;
    let page = page.get(if role == "admin" { "/admin" } else { "/" }).await;
    (page.status, page.text)
}

#[tokio::test]
async fn room_that_runs_low_is_told_to_who_can_help_and_uploads_go_on() {
    on_both(async |test| {
        let words = "Ruang penyimpanan server tinggal";
        assert_eq!(room(&test).await, "cukup");
        for role in ["kepala", "admin"] {
            assert!(!first_page(&test, role).await.1.contains(words), "{role} is not warned without need");
        }
        let mut test = with(test, low).await;
        assert_eq!(room(&test).await, "menipis");
        for (role, status, warned) in
            [("kepala", StatusCode::OK, true), ("admin", StatusCode::OK, true), ("perencana", StatusCode::OK, false)]
        {
            let (answered, page) = first_page(&test, role).await;
            assert_eq!((answered, page.contains(words)), (status, warned), "{role}: {page}");
        }
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        assert_eq!(app.upload(&format!("{record}/lampiran"), ("a.pdf", PDF), "").await.status, StatusCode::CREATED);
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        let metrics = TestApp::new(&test).with_token("rahasia uji").get("/metrics").await.text;
        let figure = |name: &str| -> u64 {
            let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("{name}{{disk=\"data\"}} ")));
            line.unwrap_or_else(|| panic!("{name}: {metrics}")).parse().unwrap()
        };
        let (free, size) = (figure("lindung_disk_free_bytes"), figure("lindung_disk_size_bytes"));
        assert!(free > 0 && free <= size, "{free} {size}");
        test
    })
    .await;
}

#[tokio::test]
async fn below_the_floor_uploads_are_refused_unread_and_records_go_on() {
    on_both(async |test| {
        let test = with(test, out).await;
        assert_eq!(room(&test).await, "habis");
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let read = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&read);
        let pieces = std::iter::from_fn(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Some(Ok::<_, std::io::Error>(Bytes::from_static(b"--batas\r\n")))
        });
        let body = Body::from_stream(futures_util::stream::iter(pieces.take(1_000)));
        let answer = app.send(Method::POST, &list, "multipart/form-data; boundary=batas", body).await;
        assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE, "{}", answer.text);
        assert_eq!(answer.json()["type"], json!("/problems/ruang-habis"));
        assert!(answer.text.contains("beri tahu pengelola sistem"), "{}", answer.text);
        assert_eq!(read.load(Ordering::Relaxed), 0, "nothing of it was read");
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let page = console.upload(&list.replace("/api/v1", ""), ("a.pdf", PDF), "").await;
        assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{}", page.text);
        assert!(files(&test).is_empty() && rows(&test).await.is_empty());
        // Who may not see the record is told so, and not how it stands with the disk.
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        assert_eq!(other.upload(&list, ("a.pdf", PDF), "").await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

#[tokio::test]
async fn a_day_allows_so_many_files_also_when_they_come_at_once() {
    on_both(async |test| {
        let test = with(test, |config| config.quota.files = 3).await;
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let pictures: Vec<Vec<u8>> = (0..8).map(|n| picture(ImageFormat::Png, n)).collect();
        let sent =
            futures_util::future::join_all(pictures.iter().map(|p| app.upload(&list, ("foto.png", p), ""))).await;
        let (taken, refused): (Vec<_>, Vec<_>) =
            sent.iter().zip(&pictures).partition(|(a, _)| a.status == StatusCode::CREATED);
        assert_eq!((taken.len(), refused.len()), (3, 5));
        assert_eq!((rows(&test).await.len(), files(&test).len()), (3, 3), "nothing is left of what was refused");
        for (answer, _) in &refused {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.text);
            assert_eq!(answer.json()["type"], json!("/problems/jatah-habis"));
            assert!(answer.text.contains("paling banyak 3 berkas"), "{}", answer.text);
            assert!(
                answer.text.contains("terpakai 3 berkas dan 1 MB. Unggah lagi besok mulai pukul 00.00 WIB"),
                "{}",
                answer.text
            );
            assert_eq!(answer.headers["retry-after"], "43200", "from noon to midnight");
        }
        // Who sends again because the answer was lost is told the same; removing gives nothing back; another user has a day of their own.
        let again = app.upload(&list, ("foto.png", taken[0].1), "").await;
        assert_eq!((again.status, id(&again)), (StatusCode::OK, id(taken[0].0)));
        let one = format!("{list}/{}", id(taken[0].0));
        assert_eq!(app.post(&format!("{one}/hapus"), &json!({ "alasan": "Uji" })).await.status, StatusCode::OK);
        let new = || app.upload(&list, ("foto.png", refused[0].1), "");
        assert_eq!(new().await.status, StatusCode::TOO_MANY_REQUESTS);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(head.upload(&list, ("surat.pdf", PDF), "").await.status, StatusCode::CREATED);
        test.at("2025-07-01", 24);
        let next = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(next.upload(&list, ("foto.png", refused[0].1), "").await.status, StatusCode::CREATED);
        test
    })
    .await;
}

#[tokio::test]
async fn bytes_count_as_they_were_sent() {
    on_both(async |test| {
        let test = with(test, |config| config.quota.megabytes = 2).await;
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        // What follows a picture is thrown away, and counts all the same.
        let padded = |shade| [picture(ImageFormat::Png, shade), vec![b'x'; 900_000]].concat();
        for shade in [1, 2] {
            let made = app.upload(&list, ("foto.png", &padded(shade)), "").await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
            assert!(made.json()["ukuran"].as_i64().unwrap() < 10_000);
        }
        let over = app.upload(&list, ("foto.png", &padded(3)), "").await;
        assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS, "{}", over.text);
        assert!(over.text.contains("dan 2 MB sehari, terpakai 2 berkas dan 2 MB"), "{}", over.text);
        assert_eq!(
            app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 4)), "").await.status,
            StatusCode::CREATED
        );
        test
    })
    .await;
}

/// A small disk in the place of the folder of attachments, which goes with it.
#[cfg(target_os = "linux")]
struct SmallDisk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount(folder: std::path::PathBuf, options: &str) -> Option<Self> {
        std::fs::create_dir_all(&folder).unwrap();
        let mounted =
            std::process::Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&folder).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Where the tests may not mount a disk, `store::tests::a_full_disk_is_told_from_a_broken_one` alone speaks for this.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told_leaves_no_half_file_and_heals_by_itself() {
    on_both(async |test| {
        let folder = test.folder().join("lampiran");
        let Some(disk) = SmallDisk::mount(folder.clone(), "size=300k") else {
            println!("NOT RUN: no right to mount a small disk at {}", folder.display());
            return test;
        };
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let large = [PDF, "% isi\n".repeat(70_000).as_bytes(), b"%%EOF\n"].concat();
        let answer = app.upload(&list, ("besar.pdf", &large), "").await;
        assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE, "{}", answer.text);
        assert_eq!(answer.json()["type"], json!("/problems/ruang-habis"));
        assert!(files(&test).is_empty() && rows(&test).await.is_empty());
        assert_eq!(app.get(&record).await.json()["versi"], json!(1));
        assert_eq!(app.upload(&list, ("kecil.pdf", PDF), "").await.status, StatusCode::CREATED);
        let grown = std::process::Command::new("mount").args(["-o", "remount,size=4m"]).arg(&folder).status().unwrap();
        assert!(grown.success());
        let made = app.upload(&list, ("besar.pdf", &large), "").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!((rows(&test).await.len(), files(&test).len()), (2, 2));
        drop(disk);
        test
    })
    .await;
}
