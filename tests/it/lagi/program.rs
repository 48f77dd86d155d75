//! An own export, read back by the command as whoever imports it does.

use std::path::PathBuf;
use std::process::Command;

use testkit::{Backend, Test, TestApp, on_both};

use super::{count, exported, recorded};

/// What the program, built beside the tests, says of a file, and its exit code.
fn import(test: &Test, name: &str, file: &std::path::Path) -> (Option<i32>, String) {
    let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
    let settings = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
    let mut command = Command::new(program);
    command.arg("--config").arg(settings).arg("--data-dir").arg(test.folder());
    let url = &test.lindung.config.database.url;
    if !url.is_empty() {
        command.arg("--database-url").arg(url);
    }
    let done =
        command.args(["import", name]).arg(file).args(["--update", "--office", "BP3MI-BANTEN"]).output().unwrap();
    let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (done.status.code(), said)
}

#[tokio::test]
async fn an_own_export_is_known_by_the_command_whatever_the_kind() {
    on_both(async |test| {
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Impor").unwrap();
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for (at, name) in recorded(&test, &ctx).await.into_iter().enumerate() {
            // Each kind in each form, on one of the two databases.
            let form = if (test.backend == Backend::Sqlite) == at.is_multiple_of(2) { "csv" } else { "xlsx" };
            let file = test.folder().join(format!("{name}.{form}"));
            std::fs::write(&file, exported(&app, name, form).await).unwrap();
            let lines = count(&test, "riwayat").await;
            let (code, said) = import(&test, name, &file);
            assert_eq!(code, Some(0), "{name} {form}: {said}");
            let tally =
                "1 baris: 0 baru, 0 berubah, 1 sama dengan yang tercatat, 0 berulang dalam berkas, 0 kesalahan.";
            assert!(said.contains(tally), "{name} {form}: {said}");
            assert!(!said.contains("perhatian") && !said.contains("tidak dikenal"), "{name} {form}: {said}");
            assert_eq!(count(&test, "riwayat").await, lines, "{name} {form}: nothing was written");
        }
        test
    })
    .await;
}
