//! Databases that earlier releases made, with made-up records: `tests/fixtures/rumah.zip` with an edit, a withdrawal, an attachment
//! and a signed closing; `rumah-2026-11.zip` with records of nearly all kinds, every field filled in, and beside it what that release
//! answered of each of them.

use std::path::Path;

use kernel::Ctx;
use lampiran::Depth;
use reporting::audit::Finding;
use reporting::penutupan;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::{Config, Lindung, compose, jobs};
use tempfile::TempDir;
use testkit::TestApp;

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

fn unpacked(name: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = std::fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap();
    zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
    folder
}

async fn found(lindung: &Lindung) -> Vec<Finding> {
    jobs::verify(lindung, "2026-11-28".parse().unwrap()).await.unwrap()
}

#[tokio::test]
async fn it_opens_is_sound_and_its_closing_stands() {
    let folder = unpacked("rumah.zip");
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
    let folder = unpacked("rumah.zip");
    let lindung = opened(folder.path()).await;
    assert_eq!(found(&lindung).await, []);
    let deed = "UPDATE kepulangan SET keterangan = 'lain' WHERE nomor = 'PLG-2025-000003'";
    lindung.house.db.execute_unprepared(deed).await.unwrap();
    let findings = found(&lindung).await;
    assert!(findings.iter().any(|finding| finding.to_string().contains("PLG-2025-000003")), "{findings:?}");
    lindung.close().await.unwrap();
}

/// The fingerprint of the closing of the second, and that of the chain with it.
const SIGNED_LATER: &str = "333da8b47b3d014b057b56d6def3b3785ecc09f8c577a0ff75efd8d7f90f8cd9";
const CHAIN_LATER: &str = "8c50b5c05d3d8e17da5327490975b0898b13350a6f20ca4e9059f0c3e5d4d28d";

#[tokio::test]
async fn every_record_reads_as_it_did() {
    let folder = unpacked("rumah-2026-11.zip");
    let lindung = opened(folder.path()).await;
    assert_eq!(found(&lindung).await, []);
    let closings = penutupan::all(&lindung.system("Uji").unwrap(), None).await.unwrap();
    assert_eq!((closings[0].sidik.as_str(), closings[0].rantai.as_deref()), (SIGNED_LATER, Some(CHAIN_LATER)));
    let app = TestApp::of(lindung.router());
    let login = json!({ "username": "kepala.contoh", "password": "kata sandi contoh 2025" });
    let token = app.post("/api/v1/auth/login", &login).await.json()["access_token"].as_str().unwrap().to_owned();
    let app = app.with_token(&token);
    let answered: Value = serde_json::from_str(include_str!("../fixtures/rumah-2026-11.json")).unwrap();
    for (road, before) in answered.as_object().unwrap() {
        for (how, asked) in [("tertutup", ""), ("terbuka", "?buka=true")] {
            let mut now = app.get(&format!("/api/v1/{road}{asked}")).await.json();
            // These had no steps then: what may be done with one, and what is pointed out of it, came later.
            let later = ["klaim", "pencari-kerja", "verifikasi", "opp", "nilai", "rencana-aksi"]
                .contains(&road.split('/').next().unwrap());
            for added in ["boleh", "perhatian"].into_iter().filter(|_| later) {
                now[added] = json!([]);
            }
            // The papers of a claim with their files came later.
            now.as_object_mut().unwrap().remove("daftar_dokumen");
            assert_eq!(now, before[how], "{road} {how}");
        }
    }
    assert_eq!(answered.as_object().unwrap().len(), 22);
    lindung.close().await.unwrap();
}
