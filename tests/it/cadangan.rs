//! Backups while people write, the way back into an empty place, and rehearsals.

mod dibuka;
mod dihapus;
mod program;
mod tolak;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cadangan::{COMMAND, Identities, KeyCame, Made, Restored};
use chrono::TimeDelta;
use kernel::clock::Clock;
use kernel::period::day_of;
use sea_orm::EntityTrait;
use serde_json::Value;
use server::salin::{self, Order};
use server::{Config, compose, jobs};
use tempfile::TempDir;
use testkit::{Backend, Test, TestApp, complaint, on_both, returned};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// What opens backups, kept apart from the house.
struct Custody {
    folder: TempDir,
    recipient: String,
}

impl Custody {
    fn new() -> Self {
        let (folder, made) = (TempDir::new().unwrap(), cadangan::new_identity());
        cadangan::write_secret(&folder.path().join("identitas"), &made.secret).unwrap();
        Self { folder, recipient: made.recipient }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("identitas")
    }

    fn identities(&self) -> Identities {
        Identities::read(&self.file()).unwrap()
    }

    /// The settings of a house whose backups are sealed to it.
    fn config(&self, test: &Test) -> Config {
        let mut config = test.lindung.config.clone();
        config.cadangan.penerima = vec![self.recipient.clone()];
        config
    }
}

async fn backed_up(test: &Test, config: &Config, to: &Path, keep: usize) -> kernel::Result<Made> {
    salin::make(config, test.clock.now(), Order { to, keep, by: COMMAND }).await
}

/// Settings of an empty place, on an empty database of the same kind.
async fn elsewhere(config: &Config, folder: &Path) -> Config {
    let mut elsewhere = config.clone();
    elsewhere.data_dir = folder.join("rumah");
    if !config.database.url.is_empty() {
        elsewhere.database.url = cadangan::make_scratch(&config.database.url).await.unwrap();
    }
    elsewhere
}

/// Lets the database of [`elsewhere`] go.
async fn gone(config: &Config, elsewhere: &Config) {
    if !config.database.url.is_empty() {
        cadangan::drop_scratch(&config.database.url, &elsewhere.database.url).await.unwrap();
    }
}

/// Records a return, as if somebody had been answered that it is stored.
async fn acknowledged(test: &Test, number: u32) {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let form = returned(number, "2025-06-01", "sakit");
    kind.register(&test.system(), &[form], &[], records::Mode::Write).await.unwrap();
}

async fn returns(lindung: &server::Lindung) -> BTreeSet<String> {
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    rows.into_iter().map(|row| row.id.to_string()).collect()
}

/// A complaint with an attachment.
async fn attached(test: &Test) {
    let app = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let body: Value = serde_json::to_value(complaint(9_001, "2025-06-01")).unwrap();
    let made = app.post("/api/v1/pengaduan", &body).await;
    let path = format!("/api/v1/pengaduan/{}/lampiran", made.json()["id"].as_str().unwrap());
    let answer = app.upload(&path, ("surat.pdf", PDF), "Rahasia").await;
    assert!(answer.status.is_success(), "{}", answer.text);
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The backups in a folder.
fn whole(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name.starts_with("lindung-")).collect()
}

/// What was begun there and never finished.
fn left(folder: &Path) -> usize {
    names(folder).iter().filter(|name| name.starts_with(".lindung-tulis-")).count()
}

#[tokio::test]
async fn what_was_acknowledged_before_is_in_a_backup_made_while_others_write() {
    on_both(async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let config = custody.config(&test);
        for number in 1..=5 {
            acknowledged(&test, number).await;
        }
        attached(&test).await;
        let before = returns(&test.lindung).await;
        let writing = async {
            for number in 6..=40 {
                acknowledged(&test, number).await;
            }
        };
        let (made, ()) = tokio::join!(backed_up(&test, &config, to.path(), 0), writing);
        let made = made.unwrap();
        assert_eq!(returns(&test.lindung).await.len(), 40, "nobody was kept from writing");

        let elsewhere = elsewhere(&config, place.path()).await;
        let restored: Restored = salin::restore(&elsewhere, &made.folder, custody.identities()).await.unwrap();
        assert_eq!((restored.key, restored.older), (KeyCame::Placed, false));
        let house = compose::open_with(elsewhere.clone(), Arc::clone(&test.clock) as Arc<dyn Clock>).await.unwrap();
        let there = returns(&house).await;
        assert!(before.is_subset(&there), "{} of {}", there.len(), before.len());
        assert!(there.is_subset(&returns(&test.lindung).await));
        let findings = jobs::verify(&house, day_of(test.clock.now())).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        house.close().await.unwrap();
        gone(&config, &elsewhere).await;
        test
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_backup_is_in_clear_and_only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    on_both(async |test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        acknowledged(&test, 1).await;
        attached(&test).await;
        let made = backed_up(&test, &custody.config(&test), to.path(), 0).await.unwrap();
        assert_eq!(names(&made.folder), ["data.age", "kunci.age", "lampiran.age", "manifest.json"]);
        let key = std::fs::read_to_string(test.folder().join("kunci")).unwrap();
        for name in names(&made.folder) {
            let path = made.folder.join(&name);
            let content = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            assert!(!content.contains("Contoh") && !content.contains(key.trim()), "{name}");
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        assert_eq!(std::fs::metadata(&made.folder).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(left(test.folder()), 0, "the copy in clear is gone");
        test
    })
    .await;
}

#[tokio::test]
async fn so_many_stay_and_what_an_interrupted_run_left_goes() {
    on_both(async |test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        let config = custody.config(&test);
        let mut made = Vec::new();
        for _ in 0..3 {
            let interrupted = to.path().join(".lindung-tulis-mati");
            std::fs::create_dir_all(&interrupted).unwrap();
            std::fs::write(interrupted.join("data.age"), b"setengah").unwrap();
            std::fs::write(test.folder().join(".lindung-tulis-mati.db"), b"setengah").unwrap();
            let folder = backed_up(&test, &config, to.path(), 2).await.unwrap().folder;
            made.push(folder.file_name().unwrap().to_string_lossy().into_owned());
            assert_eq!((left(to.path()), left(test.folder())), (0, 0));
            test.clock.advance(TimeDelta::hours(1));
        }
        assert_eq!(whole(to.path()), made[1..]);
        // A clock that was set back: the new one stays, whatever its name says.
        test.clock.advance(-TimeDelta::days(3));
        let folder = backed_up(&test, &config, to.path(), 1).await.unwrap().folder;
        assert_eq!(whole(to.path()), [folder.file_name().unwrap().to_string_lossy()]);
        test
    })
    .await;
}

#[tokio::test]
async fn a_rehearsal_audits_the_copy_and_is_remembered() {
    on_both(async |mut test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        let config = custody.config(&test);
        acknowledged(&test, 1).await;
        attached(&test).await;
        let now = test.clock.now();
        let state = cadangan::state(&test.house().db).await.unwrap();
        assert!(state.backup.is_none() && state.backup_age(now) == now.timestamp());
        assert_eq!(state.word(now), "belum");

        let made = backed_up(&test, &config, to.path(), 0).await.unwrap();
        let clock = || Arc::clone(&test.clock) as Arc<dyn Clock>;
        let done = salin::rehearse(&config, clock(), &made.folder, custody.identities()).await.unwrap();
        assert!(done.findings.is_empty(), "{:?}", done.findings);
        assert_eq!(left(test.folder()), 0, "nothing of the copy is left");
        let state = cadangan::state(&test.house().db).await.unwrap();
        let size = i64::try_from(made.manifest.size()).unwrap();
        assert_eq!(state.backup.as_ref().and_then(|run| run.ukuran), Some(size));
        assert_eq!((state.rehearsal_age(now), state.failed.len()), (0, 0));
        assert_eq!((state.word(now), state.word(now + TimeDelta::hours(27))), ("baik", "lama"));

        std::fs::remove_file(made.folder.join("lampiran.age")).unwrap();
        test.clock.advance(TimeDelta::hours(1));
        let clock = Arc::clone(&test.clock) as Arc<dyn Clock>;
        assert!(salin::rehearse(&config, clock, &made.folder, custody.identities()).await.is_err());
        let failed = cadangan::state(&test.house().db).await.unwrap().failed;
        assert!(failed.len() == 1 && failed[0].hasil.contains("lampiran.age tidak ada"), "{failed:?}");
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        let text = TestApp::new(&test).with_token("rahasia uji").get("/metrics").await.text;
        for line in [
            "lindung_cadangan_umur_detik 3600\n",
            "lindung_cadangan_latihan_umur_detik 3600\n",
            "lindung_cadangan_gagal{macam=\"cadangan\"} 0\n",
            "lindung_cadangan_gagal{macam=\"latihan\"} 1\n",
        ] {
            assert!(text.contains(line), "{line} {text}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_night_makes_one_backup_and_tries_again_what_failed() {
    on_both(async |test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        let mut lindung = test.lindung.clone();
        lindung.config = custody.config(&test);
        assert!(!salin::catch_up(&lindung).await.unwrap(), "no folder is named");
        to.path().clone_into(&mut lindung.config.cadangan.ke);
        test.at("2025-07-02", 1);
        assert!(!salin::catch_up(&lindung).await.unwrap(), "it is not time yet");
        test.at("2025-07-02", 3);
        let penerima = std::mem::take(&mut lindung.config.cadangan.penerima);
        assert!(salin::catch_up(&lindung).await.is_err());
        let failed = cadangan::state(&test.house().db).await.unwrap().failed;
        assert!(failed.len() == 1 && failed[0].hasil.contains("penerima masih kosong"), "{failed:?}");
        let answer = TestApp::new(&test).with_header("accept", "application/json").get("/readyz").await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["cadangan"]),
            (200, &Value::from("gagal")),
            "{}",
            answer.text
        );
        lindung.config.cadangan.penerima = penerima;
        assert!(!salin::catch_up(&lindung).await.unwrap(), "another process may still be at it");
        test.clock.advance(TimeDelta::minutes(31));
        assert!(salin::catch_up(&lindung).await.unwrap());
        assert!(!salin::catch_up(&lindung).await.unwrap(), "once a night");
        assert_eq!(whole(to.path()).len(), 1);
        let state = cadangan::state(&test.house().db).await.unwrap();
        assert!(state.failed.is_empty() && state.backup.is_some_and(|run| run.oleh == cadangan::SCHEDULE));
        test
    })
    .await;
}

/// The file of a house's embedded database.
fn file(test: &Test) -> PathBuf {
    assert_eq!(test.backend, Backend::Sqlite);
    test.folder().join("lindung.db")
}
