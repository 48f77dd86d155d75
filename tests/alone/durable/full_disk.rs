//! A disk that gets full while people write, and has room again.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use kernel::clock::Clock;
use sea_orm::ConnectionTrait;
use server::salin::{self, Order};
use tempfile::TempDir;
use testkit::{Backend, Test};
use tokio::sync::watch;
use xtask::postgres::Server;

use super::disk::Disk;
use super::program::{Client, Setup, returned, returns_in, sqlite};

const DESKS: usize = 8;
/// How long it may take until writes are served again once there is room.
const HEALED: Duration = Duration::from_secs(15);

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

/// People write while the disk of their database gets full, and while it has room again.
async fn story(disk: &Disk, setup: &Setup, kill: bool) {
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
    tokio::time::sleep(Duration::from_secs(2)).await;
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
    let url = if setup.url.is_empty() { sqlite(&setup.data) } else { setup.url.clone() };
    let there = returns_in(&url).await;
    let lost = all.kept.difference(&there).count();
    assert_eq!(lost, 0, "{lost} of {} answered records are gone", all.kept.len());
    assert_eq!(setup.verify(), "", "the audit finds something");
}

async fn on_sqlite(connections: u32) {
    let _machine = crate::machine().await;
    for kill in [true, false] {
        let disk = Disk::mount(24);
        let setup = Setup { data: disk.path().join("data"), url: String::new(), connections };
        story(&disk, &setup, kill).await;
    }
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_one() {
    on_sqlite(1).await;
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_two() {
    on_sqlite(2).await;
}

#[tokio::test]
async fn nothing_is_lost_with_a_pool_of_eight() {
    on_sqlite(8).await;
}

/// A database of its own on a small disk.
async fn narrow(server: &Server, disk: &Disk) -> String {
    let place = disk.path().join("ruang");
    std::fs::create_dir(&place).unwrap();
    server.give(&place).unwrap();
    let db = sea_orm::Database::connect(format!("{}/postgres", server.url())).await.unwrap();
    let space = format!("CREATE TABLESPACE sempit LOCATION '{}'", place.display());
    for sql in [space.as_str(), "CREATE DATABASE sempit TABLESPACE sempit"] {
        db.execute_unprepared(sql).await.unwrap();
    }
    db.close().await.unwrap();
    format!("{}/sempit", server.url())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_where_the_disk_of_postgresql_is_full() {
    let _machine = crate::machine().await;
    for kill in [true, false] {
        // The server ends before its disk goes.
        let disk = Disk::mount(64);
        let server = Server::start_durable().unwrap();
        let folder = TempDir::new().unwrap();
        let url = narrow(&server, &disk).await;
        let setup = Setup { data: folder.path().to_owned(), url, connections: 8 };
        story(&disk, &setup, kill).await;
    }
}

#[tokio::test]
async fn a_backup_onto_a_full_disk_leaves_the_older_ones() {
    let _machine = crate::machine().await;
    let test = Test::open(Backend::Sqlite).await;
    let (disk, identity) = (Disk::mount(24), cadangan::new_identity());
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
