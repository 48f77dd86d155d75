//! One, two and three `lindung serve` on one `PostgreSQL`: what desks get done, beside one server in the same run, and that numbers are
//! given once and without a gap. Every process and the database share the machine, so two cores show what a second server costs, and four
//! or more what it brings.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::wire::{Asked, JSON, Program};
use testkit::{Backend, Test, TestApp};

use crate::load::{asked, login};

const DESKS: usize = 24;
const SERVERS: usize = 3;
/// How long the desks work at each number of servers.
const WORK: Duration = Duration::from_secs(10);
const USER: &str = "meja.contoh";

/// A return of somebody made up.
fn returned(number: u32) -> String {
    let (serial, month) = (number % 9_000 + 1, 1 + number / 9_000);
    let person = json!({
        "nama": format!("Siti Contoh {number}"), "nik": format!("36039941{month:02}90{serial:04}"), "jenis_kelamin": "P",
        "daerah_asal": "36.03", "tiba_pada": "2025-06-01", "kategori": "bermasalah", "negara": "MY",
    });
    person.to_string()
}

/// What the desks get done at some servers: a return and a page of the list, so many a second.
async fn rate(programs: &[Program], who: &str, numbers: &AtomicU32) -> f64 {
    let began = Instant::now();
    let desks = (0..DESKS).map(async |desk| {
        let program = &programs[desk % programs.len()];
        let mut done = 0_u32;
        while began.elapsed() < WORK {
            let body = returned(numbers.fetch_add(1, Ordering::Relaxed));
            let (made, head, _) = Asked::post("/api/v1/kepulangan", JSON, who, body).send(program.at).await;
            assert_eq!(made, 201, "{head}");
            asked(program, Asked::get("/api/v1/kepulangan", who)).await;
            done += 1;
        }
        done
    });
    let done: u32 = join_all(desks).await.into_iter().sum();
    f64::from(done) / began.elapsed().as_secs_f64()
}

/// Measures; on `SQLite` there is one server.
pub(crate) async fn run(test: &Test) {
    if test.backend == Backend::Sqlite {
        println!("one file has one server");
        return;
    }
    TestApp::user(test, USER, "helpdesk", "P4MI-SOETTA").await;
    let numbers = AtomicU32::new(0);
    let mut alone = 0.0;
    for servers in 1..=SERVERS {
        let started = (0..servers).map(|_| Program::start(test.folder(), &test.lindung.config.database.url));
        let programs = join_all(started).await;
        let who = login(&programs[0], USER).await;
        let rate = rate(&programs, &who, &numbers).await;
        if servers == 1 {
            alone = rate;
        }
        // What one takes at so many servers to what it takes at one: under 1 where another server brings something.
        let ratio = alone / rate;
        println!("{servers} servers, {DESKS} desks: {rate:.0} returns and pages a second, ratio {ratio:.2}");
        crate::reached::note(&format!("{DESKS} desks at {servers} servers, to the same at one"), ratio);
    }
    numbered(test).await;
}

/// Every number is given once, and none is left out.
async fn numbered(test: &Test) {
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    let serials: BTreeSet<usize> =
        rows.iter().map(|row| row.nomor.rsplit('-').next().unwrap().parse().unwrap()).collect();
    let sound = serials.len() == rows.len() && serials.last() == Some(&rows.len());
    assert!(sound, "{} returns, {} numbers, up to {:?}", rows.len(), serials.len(), serials.last());
    println!("{} returns with {} numbers, none left out", rows.len(), serials.len());
}
