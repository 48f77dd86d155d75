//! The drill: many write, a backup is made, the machine dies, and another one goes on from the backup.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::sync::watch;
use xtask::postgres::Server;

use super::program::{Client, Setup, returned, returns_in, sqlite};

const DESKS: u32 = 8;
/// How long it may take until the other machine serves.
const BACK: Duration = Duration::from_mins(2);
/// What was answered to be stored.
type Kept = Arc<Mutex<BTreeSet<String>>>;

/// Writes until it is told to stop.
async fn desk(client: Client, numbers: Arc<AtomicU32>, kept: Kept, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let made = client.post("/api/v1/kepulangan", &returned(numbers.fetch_add(1, Ordering::Relaxed))).await;
        if made.status == 201
            && let Some(id) = made.json()["id"].as_str()
        {
            kept.lock().unwrap().insert(id.to_owned());
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The only folder in a folder whose name is that of a backup.
fn only(folder: &Path) -> PathBuf {
    let backup = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("lindung-");
    let all: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).filter(backup).collect();
    let [one] = &all[..] else { panic!("{all:?}") };
    one.clone()
}

async fn story(setup: Setup, elsewhere: Setup, url: &str) {
    let [safe, to] = [(); 2].map(|()| TempDir::new().unwrap());
    let (made, identity) = (cadangan::new_identity(), safe.path().join("identitas"));
    cadangan::write_secret(&identity, &made.secret).unwrap();
    setup.user("meja.contoh", "helpdesk");
    let program = setup.start();
    let client = program.login("meja.contoh").await;
    let (numbers, kept, (stop, stopped)) = (Arc::new(AtomicU32::new(0)), Kept::default(), watch::channel(false));
    let desks: Vec<_> = (0..DESKS)
        .map(|_| tokio::spawn(desk(client.clone(), Arc::clone(&numbers), Arc::clone(&kept), stopped.clone())))
        .collect();
    tokio::time::sleep(Duration::from_secs(2)).await;

    let before = kept.lock().unwrap().clone();
    let (house, recipient, place) = (setup.clone(), made.recipient.clone(), to.path().to_owned());
    let backup = move || house.command_says(&recipient, &["backup", "--to", text(&place)]);
    tokio::task::spawn_blocking(backup).await.unwrap();
    let after = kept.lock().unwrap().len();
    assert!(before.len() > 20 && after > before.len(), "{} before, {after} after", before.len());
    program.kill();
    stop.send(true).unwrap();
    for desk in desks {
        desk.await.unwrap();
    }

    let began = Instant::now();
    let backup = only(to.path());
    let arguments = ["restore", "--from", text(&backup), "--identity", text(&identity)];
    elsewhere.command_says(&made.recipient, &arguments);
    let program = elsewhere.start();
    assert!(began.elapsed() < BACK, "back after {:?}", began.elapsed());
    program.login("meja.contoh").await;
    program.stop();
    let there = returns_in(url).await;
    let lost = before.difference(&there).count();
    assert_eq!(lost, 0, "{lost} of {} records that were answered before the backup are gone", before.len());
    assert_eq!(elsewhere.verify(), "", "the audit finds something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_comes_back_from_a_backup_made_under_load_on_sqlite() {
    let _machine = crate::machine().await;
    let folder = TempDir::new().unwrap();
    let house = |name: &str| Setup { data: folder.path().join(name), url: String::new(), connections: 8 };
    let elsewhere = house("lain");
    let url = sqlite(&elsewhere.data);
    story(house("rumah"), elsewhere, &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_comes_back_from_a_backup_made_under_load_on_postgresql() {
    let _machine = crate::machine().await;
    let server = Server::start_durable().unwrap();
    let (folder, url) = (TempDir::new().unwrap(), format!("{}/postgres", server.url()));
    let empty = cadangan::make_scratch(&url).await.unwrap();
    let house = |name: &str, url: &str| Setup { data: folder.path().join(name), url: url.to_owned(), connections: 8 };
    story(house("rumah", &url), house("lain", &empty), &empty).await;
}
