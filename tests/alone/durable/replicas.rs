//! Several servers on one PostgreSQL, one of which dies: numbers without a double and without a gap, and the others serve on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sea_orm::EntityTrait;
use tempfile::TempDir;
use tokio::sync::watch;
use xtask::postgres::Server;

use super::program::{Client, Program, Setup, returned};

const DESKS: usize = 12;

/// What a desk was answered.
#[derive(Default)]
struct Seen {
    kept: BTreeSet<String>,
    numbers: BTreeSet<String>,
    unreached: u32,
    odd: Vec<String>,
}

/// Writes until it is told to stop; where its server does not answer, at the next one from there on.
async fn desk(clients: Vec<Client>, first: usize, numbers: Arc<AtomicU32>, stop: watch::Receiver<bool>) -> Seen {
    let (mut seen, mut at) = (Seen::default(), first);
    while !*stop.borrow() {
        let client = &clients[at % clients.len()];
        let answer = client.post("/api/v1/kepulangan", &returned(numbers.fetch_add(1, Ordering::Relaxed))).await;
        let made = answer.json();
        match answer.status {
            // One whose server died while it answered is cut off somewhere.
            201 if !made["id"].is_null() => {
                seen.kept.insert(made["id"].as_str().unwrap().to_owned());
                let new = seen.numbers.insert(made["nomor"].as_str().unwrap().to_owned());
                assert!(new, "a number twice: {made}");
            }
            0 | 201 => {
                seen.unreached += 1;
                at += 1;
            }
            _ => seen.odd.push(answer.text),
        }
    }
    seen
}

/// The ids and numbers of all returns, and the greatest number that there is.
async fn stored(url: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let db = sea_orm::Database::connect(url).await.unwrap();
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&db).await.unwrap();
    db.close().await.unwrap();
    rows.into_iter().map(|row| (row.id.to_string(), row.nomor)).unzip()
}

/// So many servers at once, of which the last is killed.
async fn story(servers: usize) {
    let server = Server::start_durable().unwrap();
    let url = format!("{}/postgres", server.url());
    let folder = TempDir::new().unwrap();
    let setup = Setup { data: folder.path().to_owned(), url: url.clone(), connections: 8 };
    setup.user("meja.contoh", "helpdesk");
    let mut programs: Vec<Program> = (0..servers).map(|_| setup.start()).collect();
    let client = programs[0].login("meja.contoh").await;
    let clients: Vec<Client> = programs.iter().map(|program| client.at(program)).collect();
    let (numbers, (stop, stopped)) = (Arc::new(AtomicU32::new(0)), watch::channel(false));
    let desks: Vec<_> = (0..DESKS)
        .map(|first| tokio::spawn(desk(clients.clone(), first, Arc::clone(&numbers), stopped.clone())))
        .collect();
    tokio::time::sleep(Duration::from_secs(3)).await;
    programs.pop().unwrap().kill();
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.send(true).unwrap();
    let (mut all, mut answered) = (Seen::default(), 0);
    for desk in desks {
        let seen = desk.await.unwrap();
        answered += seen.numbers.len();
        all.kept.extend(seen.kept);
        all.numbers.extend(seen.numbers);
        all.unreached += seen.unreached;
        all.odd.extend(seen.odd);
    }
    programs.into_iter().for_each(Program::stop);
    assert!(all.odd.is_empty(), "{:?}", all.odd.first());
    assert!(all.unreached > 0 && answered > 50, "{} unreached, {answered} kept", all.unreached);
    assert_eq!(all.numbers.len(), answered, "two servers gave the same number");
    let (ids, there) = stored(&url).await;
    let lost = all.kept.difference(&ids).count();
    assert_eq!(lost, 0, "{lost} of {answered} answered records are gone");
    // What the dying server stored and did not answer any more has its number too.
    let year = there.first().unwrap().split('-').nth(1).unwrap().to_owned();
    let expected: BTreeSet<String> = (1..=ids.len()).map(|number| format!("PLG-{year}-{number:06}")).collect();
    assert_eq!(there, expected, "no number twice, none left out");
    assert_eq!(setup.verify(), "", "the audit finds something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_number_without_gaps_and_one_goes_on_alone() {
    let _machine = crate::machine().await;
    story(2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_servers_number_without_gaps_and_two_go_on() {
    let _machine = crate::machine().await;
    story(3).await;
}
