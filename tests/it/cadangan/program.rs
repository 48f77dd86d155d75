//! The commands as an administrator gives them, and a backup that is killed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cadangan::Manifest;
use tempfile::TempDir;
use testkit::{Backend, Test, on_each};

use super::{Custody, acknowledged, attached, file, left, whole};

/// The program, built beside the tests, on the files of a folder.
fn lindung(data: &Path, recipient: &str) -> Command {
    let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
    let settings = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
    let mut command = Command::new(program);
    command.arg("--config").arg(settings).arg("--data-dir").arg(data);
    if !recipient.is_empty() {
        command.env("LINDUNG_CADANGAN__PENERIMA", format!("[\"{recipient}\"]"));
    }
    command
}

/// The exit code, and what was said.
fn done(command: &mut Command) -> (Option<i32>, String) {
    let done = command.output().unwrap();
    let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (done.status.code(), said)
}

#[tokio::test]
async fn an_administrator_makes_a_key_a_backup_a_rehearsal_and_comes_back() {
    on_each(&[Backend::Sqlite], async |test| {
        let [safe, to, place] = [(); 3].map(|()| TempDir::new().unwrap());
        acknowledged(&test, 1).await;
        attached(&test).await;
        let data = test.folder();
        let identity = safe.path().join("identitas");
        let (code, said) = done(lindung(data, "").args(["backup", "key", "--to"]).arg(&identity));
        assert_eq!(code, Some(0), "{said}");
        let recipient = said.lines().find(|line| line.starts_with("age1")).unwrap().to_owned();
        assert!(!said.contains("AGE-SECRET-KEY"), "{said}");
        let (code, said) = done(lindung(data, "").args(["backup", "key", "--to"]).arg(&identity));
        assert!(code == Some(2) && said.contains("sudah ada dan tidak ditimpa"), "{said}");

        let (code, said) = done(lindung(data, "").args(["backup", "--to"]).arg(to.path()));
        assert!(code == Some(2) && said.contains("penerima masih kosong"), "{said}");
        let (code, said) = done(lindung(data, &recipient).args(["backup", "--keep", "2", "--to"]).arg(to.path()));
        assert!(code == Some(0) && said.contains("Cadangan utuh: "), "{said}");
        let made = to.path().join(&whole(to.path())[0]);

        let mut verify = lindung(data, &recipient);
        let (code, said) =
            done(verify.args(["backup", "verify", "--from"]).arg(&made).arg("--identity").arg(&identity));
        assert!(code == Some(0) && said.contains("0 temuan"), "{said}");
        let elsewhere = place.path().join("rumah");
        let mut restore = lindung(&elsewhere, "");
        let (code, said) = done(restore.args(["restore", "--from"]).arg(&made).arg("--identity").arg(&identity));
        assert!(code == Some(0) && said.contains("dipulihkan"), "{said}");
        let (code, said) = done(lindung(&elsewhere, "").arg("verify"));
        assert!(code == Some(0) && said.contains("0 temuan"), "{said}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_backup_without_a_house_makes_none() {
    let (custody, data, to) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(data.path().join("kunci"), "ab".repeat(32)).unwrap();
    let (code, said) = done(lindung(data.path(), &custody.recipient).args(["backup", "--to"]).arg(to.path()));
    assert!(code == Some(2) && said.contains("Belum ada basis data"), "{said}");
    assert!(!data.path().join("lindung.db").exists());
}

/// Starts a backup and kills it, as `kill -9` does, while it writes attachments.
fn killed(test: &Test, recipient: &str, to: &Path) {
    let mut command = lindung(test.folder(), recipient);
    let mut child =
        command.args(["backup", "--to"]).arg(to).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let writes = |entry: fs::DirEntry| {
        entry.file_name().to_string_lossy().starts_with(".lindung-tulis-") && entry.path().join("lampiran.age").exists()
    };
    let began = Instant::now();
    while !fs::read_dir(to).unwrap().flatten().any(writes) {
        assert!(began.elapsed() < Duration::from_mins(1) && child.try_wait().unwrap().is_none(), "it did not begin");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn a_backup_that_is_killed_leaves_the_older_ones_and_the_house() {
    on_each(&[Backend::Sqlite], async |test| {
        let (custody, to) = (Custody::new(), TempDir::new().unwrap());
        acknowledged(&test, 1).await;
        let mut backup = lindung(test.folder(), &custody.recipient);
        let (code, said) = done(backup.args(["backup", "--to"]).arg(to.path()));
        assert_eq!(code, Some(0), "{said}");
        let before = whole(to.path());

        // A file that takes a while: a gigabyte of nothing, which no row names.
        let folder = test.folder().join("lampiran").join("ab");
        fs::create_dir_all(&folder).unwrap();
        let long = folder.join("c".repeat(62));
        File::create(&long).unwrap().set_len(1 << 30).unwrap();
        killed(&test, &custody.recipient, to.path());
        fs::remove_file(&long).unwrap();
        assert_eq!((whole(to.path()), left(to.path())), (before.clone(), 1));
        assert!(file(&test).exists());

        let old = to.path().join(&before[0]);
        let clock = std::sync::Arc::clone(&test.clock) as std::sync::Arc<dyn kernel::clock::Clock>;
        let config = custody.config(&test);
        let done = server::salin::rehearse(&config, clock, &old, custody.identities()).await.unwrap();
        assert!(done.findings.is_empty(), "{:?}", done.findings);
        super::backed_up(&test, &config, to.path(), 0).await.unwrap();
        assert_eq!((whole(to.path()).len(), left(to.path())), (2, 0));
        assert!(Manifest::read(&old).is_ok());
        test
    })
    .await;
}
