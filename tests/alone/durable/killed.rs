//! The program is killed while many write and read: nothing that was answered is lost, and no record was shown without its trace.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sea_orm::{EntityTrait, QuerySelect};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;
use xtask::postgres::Server;

use super::program::{Answer, Client, Setup, returned, returns_in, sqlite};

const DESKS: u32 = 16;

#[derive(Default)]
struct Seen {
    kept: BTreeSet<String>,
    /// The requests that were answered with people in them.
    shown: BTreeSet<Uuid>,
}

impl Seen {
    fn shown(&mut self, answer: &Answer) {
        let id = answer.text.lines().find_map(|line| line.strip_prefix("x-request-id: "));
        self.shown.insert(id.unwrap_or_else(|| panic!("{}", answer.text)).trim().parse().unwrap());
    }
}

async fn desk(client: Client, numbers: Arc<AtomicU32>, stop: watch::Receiver<bool>) -> Seen {
    let mut seen = Seen::default();
    while !*stop.borrow() {
        let made = client.post("/api/v1/kepulangan", &returned(numbers.fetch_add(1, Ordering::Relaxed))).await;
        if made.status != 201 || made.json()["id"].is_null() {
            continue;
        }
        let id = made.json()["id"].as_str().unwrap().to_owned();
        seen.kept.insert(id.clone());
        seen.shown(&made);
        for path in [format!("/api/v1/kepulangan/{id}"), "/api/v1/kepulangan?batas=5".to_owned()] {
            let read = client.get(&path).await;
            if read.status == 200 && !read.json().is_null() {
                seen.shown(&read);
            }
        }
    }
    seen
}

/// The requests that stand in the access log.
async fn logged(url: &str) -> BTreeSet<Uuid> {
    let db = sea_orm::Database::connect(url).await.unwrap();
    let requests: Vec<Uuid> = kernel::access::Entity::find()
        .select_only()
        .column(kernel::access::Column::Permintaan)
        .into_tuple()
        .all(&db)
        .await
        .unwrap();
    db.close().await.unwrap();
    requests.into_iter().collect()
}

async fn story(setup: Setup, url: &str) {
    setup.user("meja.contoh", "helpdesk");
    let numbers = Arc::new(AtomicU32::new(0));
    let mut all = Seen::default();
    for round in 0..4_u64 {
        let program = setup.start();
        let client = program.login("meja.contoh").await;
        let (stop, stopped) = watch::channel(false);
        let desks: Vec<_> =
            (0..DESKS).map(|_| tokio::spawn(desk(client.clone(), Arc::clone(&numbers), stopped.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(1_200 + 170 * round)).await;
        program.kill();
        stop.send(true).unwrap();
        for desk in desks {
            let seen = desk.await.unwrap();
            all.kept.extend(seen.kept);
            all.shown.extend(seen.shown);
        }
    }
    assert!(all.kept.len() > 50 && all.shown.len() > 100, "{} kept, {} shown", all.kept.len(), all.shown.len());
    let lost = all.kept.difference(&returns_in(url).await).count();
    assert_eq!(lost, 0, "{lost} of {} answered records are gone", all.kept.len());
    let unseen = all.shown.difference(&logged(url).await).count();
    assert_eq!(unseen, 0, "{unseen} of {} looks left no trace", all.shown.len());
    assert_eq!(setup.verify(), "", "the audit finds something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_answered_is_lost_and_nothing_shown_is_untraced_on_sqlite() {
    let _machine = crate::machine().await;
    let folder = TempDir::new().unwrap();
    let setup = Setup { data: folder.path().to_owned(), url: String::new(), connections: 8 };
    story(setup, &sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_answered_is_lost_and_nothing_shown_is_untraced_on_postgresql() {
    let _machine = crate::machine().await;
    let server = Server::start_durable().unwrap();
    let url = format!("{}/postgres", server.url());
    let folder = TempDir::new().unwrap();
    let setup = Setup { data: folder.path().to_owned(), url: url.clone(), connections: 8 };
    story(setup, &url).await;
}
