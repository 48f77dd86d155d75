//! PostgreSQL goes away, hangs, and comes back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::sync::watch;
use xtask::postgres::{Server, Stop};

use super::program::{Answer, Client, Setup, returned, returns_in};

/// How long any request may take, whatever the database does.
const MOST: Duration = Duration::from_secs(10);
/// How soon after its return the database is served from again.
const BACK: Duration = Duration::from_secs(15);

#[derive(Default)]
struct Seen {
    kept: BTreeSet<String>,
    away: u32,
    odd: Vec<String>,
    slowest: Duration,
}

impl Seen {
    fn note(&mut self, answer: Answer) {
        self.slowest = self.slowest.max(answer.took);
        match answer.status {
            200 => {}
            201 => {
                self.kept.insert(answer.json()["id"].as_str().unwrap().to_owned());
            }
            503 if answer.says_when() => self.away += 1,
            _ => self.odd.push(answer.text),
        }
    }
}

async fn desk(client: Client, numbers: Arc<AtomicU32>, stop: watch::Receiver<bool>) -> Seen {
    let mut seen = Seen::default();
    while !*stop.borrow() {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        seen.note(client.post("/api/v1/kepulangan", &returned(number)).await);
        seen.note(client.get("/api/v1/kepulangan").await);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    seen
}

async fn back(client: &Client, numbers: &AtomicU32) {
    let began = Instant::now();
    while client.post("/api/v1/kepulangan", &returned(numbers.fetch_add(1, Ordering::Relaxed))).await.status != 201 {
        assert!(began.elapsed() < BACK, "writes are not served again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_503_soon_and_nothing_lost() {
    let _machine = crate::machine().await;
    let mut server = Server::start_durable().unwrap();
    let url = format!("{}/postgres", server.url());
    let folder = TempDir::new().unwrap();
    let setup = Setup { data: folder.path().to_owned(), url: url.clone(), connections: 8 };
    setup.user("meja.contoh", "helpdesk");
    let program = setup.start();
    let client = program.login("meja.contoh").await;
    let (stop, stopped) = watch::channel(false);
    let numbers = Arc::new(AtomicU32::new(0));
    let desks: Vec<_> =
        (0..8).map(|_| tokio::spawn(desk(client.clone(), Arc::clone(&numbers), stopped.clone()))).collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    for how in [Stop::Fast, Stop::Immediate] {
        server.stop(how).unwrap();
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(client.get("/healthz").await.status, 200);
        assert_eq!(client.get("/readyz").await.status, 503);
        server.resume().unwrap();
        back(&client, &numbers).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    server.freeze().unwrap();
    tokio::time::sleep(Duration::from_secs(14)).await;
    assert_eq!(client.get("/healthz").await.status, 200);
    assert_eq!(client.get("/readyz").await.status, 503);
    server.thaw().unwrap();
    back(&client, &numbers).await;
    // Stopped and started again under load, without a pause.
    server.stop(Stop::Fast).unwrap();
    server.resume().unwrap();
    back(&client, &numbers).await;
    stop.send(true).unwrap();
    let mut all = Seen::default();
    for desk in desks {
        let seen = desk.await.unwrap();
        all.kept.extend(seen.kept);
        all.away += seen.away;
        all.odd.extend(seen.odd);
        all.slowest = all.slowest.max(seen.slowest);
    }
    program.kill();
    assert!(all.odd.is_empty(), "{} odd answers, such as {:?}", all.odd.len(), all.odd.first());
    assert!(all.slowest < MOST, "a request took {:?}", all.slowest);
    assert!(all.away > 20 && all.kept.len() > 20, "{} away, {} kept", all.away, all.kept.len());
    let there = returns_in(&url).await;
    let lost = all.kept.difference(&there).count();
    assert_eq!(lost, 0, "{lost} of {} answered records are gone", all.kept.len());
}
