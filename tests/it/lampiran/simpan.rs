//! Files and rows stay together, whatever happens between them.

use std::fs::{self, File};
use std::sync::Arc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use image::ImageFormat;
use lampiran::MAX_FILES;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use server::{files, jobs};
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::{PDF, id, picture, record, rows};

/// Makes every file as old as something written so long before the house's clock.
fn age(test: &Test, age: TimeDelta) {
    for path in super::files(test) {
        let at = (test.lindung.house.clock.now() - age).into();
        File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    }
}

#[tokio::test]
async fn a_file_whose_row_never_came_is_swept_after_a_day_and_others_are_not() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        app.upload(&format!("{record}/lampiran"), ("surat.pdf", PDF), "").await;
        // The program dies after the file was made durable and before its row was committed.
        let orphan = test.lindung.store.put(Arc::new(b"tanpa baris".to_vec())).await.unwrap();
        assert_eq!((rows(&test).await.len(), super::files(&test).len()), (1, 2));
        // And once more while a file was being written.
        let folder = test.folder().join("lampiran").join(&orphan[..2]);
        fs::write(folder.join(".tulis-sisa"), b"sete").unwrap();
        age(&test, TimeDelta::hours(23));
        assert_eq!(files::sweep(&test.lindung).await.unwrap(), 0);
        age(&test, TimeDelta::hours(25));
        assert_eq!(files::sweep(&test.lindung).await.unwrap(), 2);
        assert_eq!(test.lindung.store.size(&orphan).await.unwrap(), None);
        assert_eq!(super::files(&test).len(), 1);
        assert_eq!(files::sweep(&test.lindung).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn a_file_swept_before_its_row_came_is_written_again() {
    on_both(async |test| {
        let content = Arc::new(b"baru saja".to_vec());
        let store = &test.lindung.store;
        let address = store.put(Arc::clone(&content)).await.unwrap();
        age(&test, TimeDelta::days(2));
        assert_eq!(files::sweep(&test.lindung).await.unwrap(), 1);
        let ctx = test.system();
        let tx = ctx.begin().await.unwrap();
        store.hold(&tx, &content, &address).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.get(&address).await.unwrap(), *content);
        test
    })
    .await;
}

#[tokio::test]
async fn the_audit_names_files_that_are_gone_or_were_changed() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        let day = "2025-07-01".parse().unwrap();
        let made = app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 1)), "").await;
        let other = app.upload(&list, ("surat.pdf", PDF), "").await;
        assert_eq!(jobs::verify(&test.lindung, day).await.unwrap(), []);
        let address = |id: &str| {
            let id: uuid::Uuid = id.parse().unwrap();
            let db = &test.house().db;
            async move { lampiran::Entity::find_by_id(id).one(db).await.unwrap().unwrap().alamat }
        };
        let (one, two) = (address(&id(&made)).await, address(&id(&other)).await);
        let path = |address: &str| test.folder().join("lampiran").join(&address[..2]).join(&address[2..]);
        // One byte turned over: the nightly look does not see it, the thorough one does.
        let mut bytes = fs::read(path(&one)).unwrap();
        bytes[100] ^= 1;
        fs::write(path(&one), &bytes).unwrap();
        assert_eq!(jobs::audit(&test.lindung, day).await.unwrap(), []);
        let findings = jobs::verify(&test.lindung, day).await.unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].about, findings[0].number.as_str()), ("lampiran", id(&made).as_str()));
        assert!(findings[0].detail.contains("rusak"));
        assert_eq!(app.get(&format!("{list}/{}", id(&made))).await.status, StatusCode::INTERNAL_SERVER_ERROR);
        // A file in the place of another does not open there.
        fs::copy(path(&two), path(&one)).unwrap();
        assert_eq!(jobs::verify(&test.lindung, day).await.unwrap().len(), 1);
        fs::remove_file(path(&one)).unwrap();
        let findings = jobs::audit(&test.lindung, day).await.unwrap();
        assert!(findings.len() == 1 && findings[0].detail.contains("hilang"), "{findings:?}");
        // The same content once more mends it.
        let again = app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 1)), "").await;
        assert_eq!((again.status, id(&again)), (StatusCode::OK, id(&made)));
        assert_eq!(jobs::verify(&test.lindung, day).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn a_record_has_a_hundred_and_no_more() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let record = record(&app, 1).await;
        let list = format!("{record}/lampiran");
        app.upload(&list, ("surat.pdf", PDF), "").await;
        let first = rows(&test).await.remove(0);
        for number in 1..MAX_FILES {
            let row = lampiran::Model {
                id: uuid::Uuid::from_u128(number.into()),
                alamat: format!("{number:064}"),
                ..first.clone()
            };
            row.into_active_model().reset_all().insert(&test.house().db).await.unwrap();
        }
        let answer = app.upload(&list, ("foto.png", &picture(ImageFormat::Png, 1)), "").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text.contains("sudah berlampiran 100"), "{}", answer.text);
        assert_eq!(rows(&test).await.len(), 100);
        assert_eq!(app.get(&record).await.json()["versi"], serde_json::json!(2));
        test
    })
    .await;
}
