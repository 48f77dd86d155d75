//! A database that an earlier release made: `tests/fixtures/rumah.zip`, with made-up records, an edit, a withdrawal, an attachment
//! and a signed closing.

use std::path::Path;

use kernel::Ctx;
use lampiran::Depth;
use reporting::audit::Finding;
use reporting::penutupan;
use sea_orm::ConnectionTrait;
use server::{Config, Lindung, compose, jobs};
use tempfile::TempDir;

/// The key under which it was sealed.
const KEY: &str = "c0";
/// The fingerprint of the figures and members of its closing, as it was signed, and that of the chain with it.
const SIGNED: &str = "e4d2e4ff6b1af971edf54c44d98cf01f2a2e82133b43960aed76171eb7e28f18";
const CHAIN: &str = "960b6d72efb866929bcec80e55135972dda5d416309d46c487aa2269a58ba4f7";

async fn opened(folder: &Path) -> Lindung {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
    let mut config = Config::read(Some(&file)).unwrap();
    folder.clone_into(&mut config.data_dir);
    config.master_key = KEY.repeat(32);
    compose::open(config).await.unwrap()
}

fn unpacked() -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = std::fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rumah.zip")).unwrap();
    zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
    folder
}

async fn found(lindung: &Lindung) -> Vec<Finding> {
    jobs::verify(lindung, "2026-11-28".parse().unwrap()).await.unwrap()
}

#[tokio::test]
async fn it_opens_is_sound_and_its_closing_stands() {
    let folder = unpacked();
    let lindung = opened(folder.path()).await;
    assert_eq!(found(&lindung).await, []);
    let ctx: Ctx = lindung.system("Uji").unwrap();
    let closings = penutupan::all(&ctx, None).await.unwrap();
    assert_eq!(closings.len(), 1);
    assert_eq!((closings[0].sidik.as_str(), closings[0].rantai.as_deref()), (SIGNED, Some(CHAIN)));
    assert_eq!(server::files::faults(&lindung, Depth::Content).await.unwrap(), []);
    lindung.close().await.unwrap();
}

#[tokio::test]
async fn what_is_done_to_it_afterwards_is_named() {
    let folder = unpacked();
    let lindung = opened(folder.path()).await;
    assert_eq!(found(&lindung).await, []);
    let deed = "UPDATE kepulangan SET keterangan = 'lain' WHERE nomor = 'PLG-2025-000003'";
    lindung.house.db.execute_unprepared(deed).await.unwrap();
    let findings = found(&lindung).await;
    assert!(findings.iter().any(|finding| finding.to_string().contains("PLG-2025-000003")), "{findings:?}");
    lindung.close().await.unwrap();
}
