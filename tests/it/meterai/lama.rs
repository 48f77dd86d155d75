//! A database that the release before stamps made: nothing is found in it, what it signed still fits, and what is done to it by hand
//! from then on is named.

use std::fs;
use std::path::Path;

use reporting::penutupan;
use sea_orm::{ConnectionTrait, Database, EntityTrait, PaginatorTrait};
use server::{Config, Lindung, compose, jobs};
use testkit::{Backend, Test, form, on_both};

use super::{CatatanId, Change, chain, history};

const ROWS: &str = include_str!("../../fixtures/sebelum-meterai.sql");
/// Its one attachment, as it was sealed, and where it lay.
const FILE: (&[u8], &str) = (
    include_bytes!("../../fixtures/sebelum-meterai.lampiran"),
    "lampiran/e4/12f9157a58860e2a2ac5e79f16a34d9ad1441b287bf4b7278a6c9f3db22396",
);
/// How many steps its schema had.
const STEPS: u32 = 23;

fn sql(backend: Backend, text: &str) -> String {
    let (id, bytes) = if backend == Backend::Sqlite { ("X'", "X'") } else { ("'", "'\\x") };
    [("(U'", "(", id), (" U'", " ", id), (" B'", " ", bytes)]
        .iter()
        .fold(text.to_owned(), |text, (mark, before, own)| text.replace(mark, &[*before, own].concat()))
}

fn config(test: &Test) -> Config {
    let data_dir = test.folder().join("lama");
    Config { data_dir, master_key: "c0".repeat(32), ..test.lindung.config.clone() }
}

/// Opens it with the program of now; it has been there before or not.
async fn open(test: &Test) -> Lindung {
    Box::pin(compose::open_with(config(test), std::sync::Arc::clone(&test.clock) as _)).await.unwrap()
}

async fn from_before(test: &Test) -> Lindung {
    let config = config(test);
    let file = config.data_dir.join(FILE.1);
    fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).unwrap();
    fs::write(&file, FILE.0).unwrap();
    test.clear().await;
    let url = config.database_url();
    migrations::run_to(&url, Some(STEPS)).await.unwrap();
    let db = Database::connect(&url).await.unwrap();
    db.execute_unprepared(&sql(test.backend, ROWS)).await.unwrap();
    db.close().await.unwrap();
    test.at("2026-12-01", 9);
    open(test).await
}

async fn found(lindung: &Lindung) -> Vec<String> {
    let findings = jobs::verify(lindung, "2026-11-30".parse().unwrap()).await.unwrap();
    findings.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn nothing_is_found_in_it_also_after_it_was_worked_on() {
    on_both(async |test| {
        let lindung = from_before(&test).await;
        assert_eq!(found(&lindung).await, Vec::<String>::new());
        assert!(!chain::is_new(&lindung.house.db).await.unwrap());
        let lines = history::Entity::find().all(&lindung.house.db).await.unwrap();
        assert_eq!(lines.len(), 28);
        assert!(lines.iter().all(|line| line.meterai.is_some() && line.aliran == Some(0)));
        // A correction of a record, a line of before beneath it, and a signed revision of the signed closing.
        let ctx = lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let kind = lindung.registry.find("kepulangan").unwrap();
        let old = lines.iter().filter(|line| line.jenis == "kepulangan" && line.versi == 1);
        for id in old.map(|line| line.catatan_id).collect::<Vec<CatatanId>>() {
            let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
            let edited = kind.edit(&ctx, change, form(&[("keterangan", "Uji")])).await;
            // One was withdrawn.
            assert!(edited.is_ok() || kind.head(&ctx, id).await.unwrap().0.withdrawn.is_some());
        }
        let closing = penutupan::entity::Entity::find().one(&lindung.house.db).await.unwrap().unwrap();
        assert_eq!((closing.cara, closing.jangkar), (None, None));
        let head = lindung.system_for("BP3MI-BANTEN", "Kepala").unwrap();
        let revision = penutupan::revise(&ctx, &lindung.agreements, closing.id, "Uji").await.unwrap();
        penutupan::review(&head, revision.id, None).await.unwrap();
        let signed = penutupan::sign(&head, revision.id).await.unwrap();
        assert_eq!((signed.cara, signed.jangkar.is_some(), signed.rantai_sebelum), (Some(2), true, closing.rantai));
        assert_eq!(found(&lindung).await, Vec::<String>::new());
        lindung.close().await.unwrap();
        // Opened once more, it stays as it is.
        let again = open(&test).await;
        assert_eq!(chain::all(&again.house.db).await.unwrap().len(), 2);
        assert_eq!(found(&again).await, Vec::<String>::new());
        again.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_done_by_hand_after_it_was_taken_over_is_named() {
    const DEEDS: [(&str, &str); 6] = [
        (
            "UPDATE riwayat SET pelaku = 'Lain', alasan = 'Lain' WHERE jenis = 'kepulangan' AND alasan = 'Salah ketik'",
            "kepulangan PLG-2025-000001: baris riwayat versi 2 diubah di luar Lindung",
        ),
        ("UPDATE orang SET nama = 'Lain' WHERE nama = 'Siti Contoh 3'", "data orang ini diubah di luar Lindung"),
        (
            "UPDATE pengguna SET peran = 'admin' WHERE nama_masuk = 'helpdesk.contoh'",
            "pengguna helpdesk.contoh: akun ini",
        ),
        ("DELETE FROM lampiran", "pengaduan PGD-2025-000001: lampiran catatan ini dihapus"),
        ("DELETE FROM jejak_orang; DELETE FROM jejak_akses", "18 baris jejak akses dihapus di luar Lindung"),
        (
            "UPDATE riwayat SET meterai = NULL, aliran = NULL, urutan = NULL",
            "baris riwayat versi 1 ditambahkan atau diubah",
        ),
    ];
    on_both(async |test| {
        let mut lindung = from_before(&test).await;
        for (deed, word) in DEEDS {
            lindung.house.db.execute_unprepared(deed).await.unwrap();
            lindung.close().await.unwrap();
            // Opening it again makes nothing good.
            lindung = open(&test).await;
            let text = found(&lindung).await.join("\n");
            assert!(text.contains(word), "{deed}: no {word:?} in\n{text}");
        }
        let kept = history::Entity::find().count(&lindung.house.db).await.unwrap();
        assert_eq!(kept, 28);
        lindung.close().await.unwrap();
        test
    })
    .await;
}
