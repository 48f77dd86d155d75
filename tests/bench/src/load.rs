//! Thirty-two clients that ask the program over the wire, each one thing after the other, and the memory that it takes meanwhile.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::memory::Memory;
use testkit::wire::{Asked, JSON, Program};
use testkit::{Test, TestApp};

use crate::growth::fill;
use crate::intake::somebody;

const RECORDS: u32 = 30_000;
const CLIENTS: u32 = 32;
/// For how long they ask.
const LONG: Duration = Duration::from_secs(30);
/// How often is looked at the memory.
const LOOK: Duration = Duration::from_millis(200);
/// What the program may take meanwhile, in megabytes, with each page counted once.
const MOST: u64 = 300;
/// What is asked in turn.
const QUESTIONS: [&str; 5] = ["a record", "a page of 50", "a name", "a new record", "the figures of a year"];

/// Who asks, and for what.
struct Desk {
    helpdesk: String,
    planner: String,
    records: Vec<String>,
}

impl Desk {
    fn ask(&self, client: u32, turn: u32) -> Asked {
        let record = || &self.records[(client + turn) as usize % self.records.len()];
        match (client + turn) as usize % QUESTIONS.len() {
            0 => Asked::get(&format!("/api/v1/kepulangan/{}", record()), &self.helpdesk),
            1 => Asked::get("/api/v1/kepulangan?batas=50", &self.helpdesk),
            2 => self.post("/api/v1/kepulangan/cari", &json!({ "cari": "rina lestari", "batas": 50 })),
            3 => self.post("/api/v1/kepulangan", &somebody(client, turn)),
            _ => Asked::get("/api/v1/iku?tahun=2025", &self.planner),
        }
    }

    fn post(&self, path: &str, body: &Value) -> Asked {
        Asked::post(path, JSON, &self.helpdesk, body.to_string())
    }
}

pub(crate) async fn run(test: &mut Test) {
    test.at("2026-01-02", 9);
    fill(test, 0, RECORDS).await;
    for (name, role) in [("meja.contoh", "helpdesk"), ("perencana.contoh", "perencana")] {
        TestApp::user(test, name, role, "BP3MI-BANTEN").await;
    }
    let program = Program::start(test.folder(), &test.lindung.config.database.url).await;
    let (helpdesk, planner) = (login(&program, "meja.contoh").await, login(&program, "perencana.contoh").await);
    let page = asked(&program, Asked::get("/api/v1/kepulangan?batas=50", &helpdesk)).await;
    let rows = page["data"].as_array().unwrap();
    let records = rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    let desk = Desk { helpdesk, planner, records };
    program.idle().await;
    let (idle, once) = (program.memory(), program.memory_once());
    program.forget_peak();
    let until = Instant::now() + LONG;
    let (answers, (own, most)) =
        tokio::join!(join_all((0..CLIENTS).map(|client| one(&program, &desk, client, until))), looks(&program, until));
    let mapped = program.memory().most;
    let mut statuses = BTreeMap::<u16, usize>::new();
    for status in answers.into_iter().flatten() {
        *statuses.entry(status).or_default() += 1;
    }
    let mark = if most > MOST { " OVER 300 MB" } else { "" };
    println!("{CLIENTS} clients for {} s, in turn: {}", LONG.as_secs(), QUESTIONS.join(", "));
    println!("answers by status: {statuses:?}");
    println!("idle {once} MB, of its own {}; at most {most} MB{mark}, of its own {own}", idle.own);
    println!("with pages that it maps several times counted as often: idle {}, at most {mapped} MB", idle.now);
    crate::reached::note("memory under 32 clients, to that of the idle program", most as f64 / once as f64);
}

/// One client, which asks the next thing when it has been answered; the statuses that it got.
async fn one(program: &Program, desk: &Desk, client: u32, until: Instant) -> Vec<u16> {
    let mut statuses = Vec::new();
    let mut turn = 0;
    while Instant::now() < until {
        let (status, head, body) = desk.ask(client, turn).send(program.at).await;
        let fair = matches!(status, 200 | 201 | 503);
        assert!(fair, "{head}\n{}", String::from_utf8_lossy(&body));
        statuses.push(status);
        turn += 1;
    }
    statuses
}

/// The most that the program had of its own, without the pages of files, and the most with them.
async fn looks(program: &Program, until: Instant) -> (u64, u64) {
    let mut most = (0, 0);
    while Instant::now() < until {
        let Memory { own, .. } = program.memory();
        most = (own.max(most.0), program.memory_once().max(most.1));
        tokio::time::sleep(LOOK).await;
    }
    most
}

/// The header of somebody who has logged in.
pub(crate) async fn login(program: &Program, username: &str) -> String {
    let typed = json!({ "username": username, "password": TestApp::password() }).to_string();
    let answer = asked(program, Asked::post("/api/v1/auth/login", JSON, "X-A: b", typed)).await;
    format!("Authorization: Bearer {}", answer["access_token"].as_str().unwrap())
}

/// What a request that must succeed is answered.
pub(crate) async fn asked(program: &Program, request: Asked) -> Value {
    let (status, head, body) = request.send(program.at).await;
    assert_eq!(status, 200, "{head}");
    serde_json::from_slice(&body).unwrap()
}
