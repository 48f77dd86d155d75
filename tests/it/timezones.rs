//! The host's time zone changes nothing.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// The program, built beside the tests.
fn program() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned();
    let program = folder.join("lindung");
    assert!(program.exists(), "build the workspace first: cargo xtask test does");
    program
}

fn run(zone: &str, folder: &TempDir, arguments: &[&str]) -> String {
    let done = Command::new(program())
        .args(arguments)
        .arg("--data-dir")
        .arg(folder.path())
        .env("TZ", zone)
        .env("LINDUNG_LOG__FILTER", "warn")
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{text}{}", String::from_utf8_lossy(&done.stderr));
    text
}

/// What the program reports of a year that it entered itself, under a time zone of the host.
fn year(zone: &'static str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    let printed = run(zone, &folder, &["demo", "--no-serve"]);
    let report = ["report", "iku", "--year", "2025", "--as-of", "2025-09-30", "--format", "json"];
    (printed, run(zone, &folder, &report))
}

#[test]
fn the_year_is_the_same_in_every_time_zone_of_the_host() {
    let zones = ["UTC", "Asia/Jakarta", "America/Los_Angeles"];
    let results: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = zones.iter().map(|zone| scope.spawn(|| year(zone))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert!(results[0].0.contains("9.167") && results[0].1.contains("\"kepulangan\""));
    assert!(results.iter().all(|result| result == &results[0]));
}
