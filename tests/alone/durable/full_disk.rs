//! A disk that gets full while people write, and has room again.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use kernel::clock::Clock;
use server::salin::{self, Order};
use tempfile::TempDir;
use testkit::{Backend, Test};
use tokio::sync::watch;

use super::program::{Client, Setup, returned, returns_in, sqlite};

const DESKS: usize = 8;
/// How long it may take until writes are served again once there is room.
const HEALED: Duration = Duration::from_secs(15);

/// A small file system of its own.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn mount() -> Self {
        let folder = TempDir::new().unwrap();
        let arguments = ["-t", "tmpfs", "-o", "size=24m,mode=0777", "lindung-uji"];
        let run = |program: &str, before: &[&str]| {
            Command::new(program).args(before).args(arguments).arg(folder.path()).status().is_ok_and(|s| s.success())
        };
        let mounted = run("mount", &[]) || run("sudo", &["--non-interactive", "mount"]);
        assert!(mounted, "this test needs the right to mount a small tmpfs: run it as root, or allow `sudo mount`");
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes all the room that is left.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("isi");
        let mut file = File::create(&path).unwrap();
        for block in [vec![1_u8; 64 * 1024], vec![1_u8; 512]] {
            while file.write_all(&block).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        for (program, before) in [("umount", &[][..]), ("sudo", &["--non-interactive", "umount"][..])] {
            if Command::new(program).args(before).arg(self.path()).status().is_ok_and(|s| s.success()) {
                return;
            }
        }
    }
}

/// What happened to the writes of a desk.
#[derive(Default)]
struct Seen {
    kept: BTreeSet<String>,
    full: u32,
    odd: Vec<String>,
}

/// Writes until it is told to stop.
async fn desk(client: Client, numbers: Arc<AtomicU32>, stop: watch::Receiver<bool>) -> Seen {
    let mut seen = Seen::default();
    while !*stop.borrow() {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        let answer = client.post("/api/v1/kepulangan", &returned(number)).await;
        match answer.status {
            201 => {
                seen.kept.insert(answer.json()["id"].as_str().unwrap().to_owned());
            }
            507 | 503 if answer.says_when() => {
                seen.full += u32::from(answer.status == 507);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            _ => seen.odd.push(answer.text),
        }
    }
    seen
}

/// Reads while the disk is full: figures are shown; a person is shown with a trace or not at all, but never said not to be.
async fn reads(planner: &Client, desk: &Client, id: &str) {
    for _ in 0..10 {
        let figures = planner.get("/api/v1/iku?tahun=2025").await;
        assert_eq!(figures.status, 200, "{}", figures.text);
        let person = desk.get(&format!("/api/v1/kepulangan/{id}")).await;
        assert!(person.status == 200 || (person.status == 503 && person.says_when()), "{}", person.text);
    }
}

async fn healed(client: &Client, numbers: &AtomicU32) {
    let began = Instant::now();
    while client.post("/api/v1/kepulangan", &returned(numbers.fetch_add(1, Ordering::Relaxed))).await.status != 201 {
        assert!(began.elapsed() < HEALED, "writes are not served again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn story(connections: u32, kill: bool) {
    let _machine = crate::machine().await;
    let disk = Disk::mount();
    let setup = Setup { data: disk.path().join("data"), url: String::new(), connections };
    setup.user("meja.contoh", "helpdesk");
    setup.user("rencana.contoh", "perencana");
    let program = setup.start();
    let (officer, planner) = (program.login("meja.contoh").await, program.login("rencana.contoh").await);
    let first = officer.post("/api/v1/kepulangan", &returned(0)).await.json()["id"].as_str().unwrap().to_owned();
    let (stop, stopped) = watch::channel(false);
    let numbers = Arc::new(AtomicU32::new(1));
    let desks: Vec<_> =
        (0..DESKS).map(|_| tokio::spawn(desk(officer.clone(), Arc::clone(&numbers), stopped.clone()))).collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let filler = disk.fill();
    tokio::time::sleep(Duration::from_secs(1)).await;
    reads(&planner, &officer, &first).await;
    std::fs::remove_file(filler).unwrap();
    healed(&officer, &numbers).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    stop.send(true).unwrap();
    let mut all = Seen::default();
    for desk in desks {
        let seen = desk.await.unwrap();
        all.kept.extend(seen.kept);
        all.full += seen.full;
        all.odd.extend(seen.odd);
    }
    if kill {
        program.kill();
    } else {
        program.stop();
    }
    assert!(all.odd.is_empty(), "{:?}", all.odd.first());
    assert!(all.full > 0 && all.kept.len() > 20, "{} refused, {} kept", all.full, all.kept.len());
    // Opened once more as after a crash, it has everything that was answered, and is sound.
    let program = setup.start();
    let officer = program.login("meja.contoh").await;
    assert_eq!(officer.get(&format!("/api/v1/kepulangan/{first}")).await.status, 200);
    program.stop();
    let there = returns_in(&sqlite(&setup.data)).await;
    let lost = all.kept.difference(&there).count();
    assert_eq!(lost, 0, "{lost} of {} answered records are gone", all.kept.len());
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_one() {
    story(1, true).await;
    story(1, false).await;
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_two() {
    story(2, true).await;
    story(2, false).await;
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_eight() {
    story(8, true).await;
    story(8, false).await;
}

#[tokio::test]
async fn a_backup_onto_a_full_disk_leaves_the_older_ones() {
    let _machine = crate::machine().await;
    let test = Test::open(Backend::Sqlite).await;
    let (disk, identity) = (Disk::mount(), cadangan::new_identity());
    let mut config = test.lindung.config.clone();
    config.cadangan.penerima = vec![identity.recipient];
    let to = disk.path().join("cadangan");
    let order = Order { to: &to, keep: 1, by: cadangan::COMMAND };
    let first = salin::make(&config, test.clock.now(), order).await.unwrap().folder;
    let names =
        || -> BTreeSet<PathBuf> { std::fs::read_dir(&to).unwrap().flatten().map(|entry| entry.path()).collect() };
    let before = names();
    let filler = disk.fill();
    let Err(problem) = salin::make(&config, test.clock.now(), order).await else { panic!("there was no room") };
    assert!(problem.to_string().contains("habis. Cadangan yang sudah ada tetap utuh"), "{problem}");
    assert_eq!(names(), before, "nothing is left of what was begun");
    std::fs::remove_file(filler).unwrap();
    let second = salin::make(&config, test.clock.now(), order).await.unwrap().folder;
    assert!(second.exists() && !first.exists());
    test.close().await;
}
