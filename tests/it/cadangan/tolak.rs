//! What is refused, in words that say what to do, with everything left as it was.

use std::fs;

use cadangan::Manifest;
use kernel::space::Limits;
use tempfile::TempDir;
use testkit::{Backend, on_both, on_each};

use super::{Custody, acknowledged, attached, backed_up, elsewhere, gone, left, names, salin, whole};

/// The words of a refusal.
fn said<T>(result: kernel::Result<T>) -> String {
    match result {
        Ok(_) => panic!("it was done"),
        Err(problem) => problem.to_string(),
    }
}

#[tokio::test]
async fn a_backup_that_is_not_whole_or_not_ours_is_refused_before_anything_is_written() {
    on_both(async |test| {
        let (custody, stranger) = (Custody::new(), Custody::new());
        let (to, place) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let config = custody.config(&test);
        acknowledged(&test, 1).await;
        attached(&test).await;
        let made = backed_up(&test, &config, to.path(), 0).await.unwrap().folder;
        let elsewhere = elsewhere(&config, place.path()).await;
        let restore = async || said(salin::restore(&elsewhere, &made, custody.identities()).await);

        let other = said(salin::restore(&elsewhere, &made, stranger.identities()).await);
        assert!(other.contains("Identitas ini tidak membuka cadangan ini"), "{other}");
        for part in ["data.age", "lampiran.age", "kunci.age"] {
            let path = made.join(part);
            let content = fs::read(&path).unwrap();
            let mut changed = content.clone();
            *changed.last_mut().unwrap() ^= 1;
            fs::write(&path, &changed).unwrap();
            let words = restore().await;
            assert!(words.contains(&format!("bagian {part} tidak sama dengan ketika ditulis")), "{words}");
            fs::write(&path, &content[..content.len() / 2]).unwrap();
            let words = restore().await;
            assert!(words.contains("terpotong"), "{words}");
            fs::remove_file(&path).unwrap();
            let words = restore().await;
            assert!(words.contains(&format!("bagian {part} tidak ada")), "{words}");
            fs::write(&path, &content).unwrap();
        }
        let manifest = fs::read_to_string(made.join("manifest.json")).unwrap();
        let newer = manifest.replace(&Manifest::read(&made).unwrap().skema, "m99_kelak");
        fs::write(made.join("manifest.json"), newer).unwrap();
        let words = restore().await;
        assert!(words.contains("lebih baru daripada program ini"), "{words}");
        fs::remove_file(made.join("manifest.json")).unwrap();
        let words = restore().await;
        assert!(words.contains("manifest.json tidak ada di sini"), "{words}");
        fs::write(made.join("manifest.json"), manifest).unwrap();
        assert!(!elsewhere.data_dir.join("lindung.db").exists() && !elsewhere.data_dir.join("kunci").exists());

        salin::restore(&elsewhere, &made, custody.identities()).await.unwrap();
        let words = restore().await;
        assert!(words.contains("sudah ada isinya"), "{words}");
        let words = said(salin::restore(&config, &made, custody.identities()).await);
        assert!(words.contains("sudah ada isinya"), "the house itself: {words}");
        gone(&config, &elsewhere).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_backup_that_cannot_be_made_leaves_the_older_ones() {
    on_both(async |test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        let mut config = custody.config(&test);
        let made = backed_up(&test, &config, to.path(), 1).await.unwrap().folder;
        let before = (whole(to.path()), names(&made));

        config.cadangan.penerima.clear();
        let words = said(backed_up(&test, &config, to.path(), 1).await);
        assert!(words.contains("lindung backup key"), "{words}");
        config.cadangan.penerima = vec![custody.recipient.clone()];
        let words = said(backed_up(&test, &config, &test.folder().join("cadangan"), 1).await);
        assert!(words.contains("di dalam folder data"), "{words}");
        fs::rename(test.folder().join("kunci"), test.folder().join("disimpan")).unwrap();
        let words = said(backed_up(&test, &config, to.path(), 1).await);
        assert!(words.contains("Kunci induk tidak ditemukan"), "{words}");
        fs::rename(test.folder().join("disimpan"), test.folder().join("kunci")).unwrap();
        if test.backend == Backend::Sqlite {
            config.space = Limits { floor_mb: u64::MAX, floor_percent: 100, ..config.space };
            let words = said(backed_up(&test, &config, to.path(), 1).await);
            assert!(words.contains("habis untuk salinan sementara"), "{words}");
        }
        if test.backend == Backend::Postgres {
            for (program, expected) in
                [("/bin/false", "gagal"), ("/tidak/ada/pg_dump", "Pasang paket klien PostgreSQL")]
            {
                config.cadangan.pg_dump = program.into();
                let words = said(backed_up(&test, &config, to.path(), 1).await);
                assert!(words.contains(expected), "{words}");
            }
        }
        assert_eq!((whole(to.path()), names(&made)), before);
        assert_eq!((left(to.path()), left(test.folder())), (0, 0));
        test
    })
    .await;
}

#[tokio::test]
async fn a_house_whose_key_is_kept_apart_says_so() {
    on_each(&[Backend::Sqlite], async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut config = custody.config(&test);
        config.cadangan.dengan_kunci = false;
        let made = backed_up(&test, &config, to.path(), 0).await.unwrap();
        assert_eq!(names(&made.folder), ["data.age", "lampiran.age", "manifest.json"]);
        let elsewhere = elsewhere(&config, place.path()).await;
        let restored = salin::restore(&elsewhere, &made.folder, custody.identities()).await.unwrap();
        assert_eq!(restored.key, cadangan::KeyCame::Missing);
        assert!(!elsewhere.data_dir.join("kunci").exists());
        // A new key made at the first start would open nothing: the mark in the database refuses it.
        let words = said(server::open(elsewhere).await);
        assert!(words.contains("Kunci induk ini bukan kunci basis data ini"), "{words}");
        test
    })
    .await;
}
