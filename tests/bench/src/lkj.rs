//! The annual report of the demo year, signed and with its photos, as Word, Excel and PDF: each made by a process of its own.

use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use reporting::penutupan::{self, Asked};
use sea_orm::ConnectionTrait;
use server::demo;
use testkit::memory::Memory;
use testkit::{Backend, Test, wire};

const FORMS: [&str; 3] = ["docx", "xlsx", "pdf"];
/// How often each is made.
const TIMES: usize = 3;
/// What one may take, of time and of memory in megabytes.
const LONGEST: Duration = Duration::from_secs(5);
const MOST: u64 = 300;

/// What a run of the program took: its time, and the most megabytes that were resident.
#[derive(Clone, Copy)]
struct Ran {
    time: Duration,
    most: u64,
}

impl Ran {
    fn seconds(self) -> f64 {
        self.time.as_secs_f64()
    }

    fn tell(self, what: &str) {
        let late = if self.time > LONGEST { " OVER 5 s" } else { "" };
        let large = if self.most > MOST { " OVER 300 MB" } else { "" };
        println!("{what}: {:.2} s{late}, at most {} MB{large}", self.seconds(), self.most);
    }
}

pub(crate) async fn run(test: &Test) {
    let loaded = demo::load(&test.lindung, &test.clock, demo::year(), &|_| {}).await.unwrap();
    test.at("2026-01-10", 9);
    demo::photos(&test.lindung).await.unwrap();
    test.at("2026-01-12", 9);
    signed(test).await;
    if test.backend == Backend::Postgres {
        test.house().db.execute_unprepared("ANALYZE").await.unwrap();
    }
    println!("a year of {} records, closed and signed; the program is started anew for each", loaded.records);
    let table = several(test, &["report", "iku", "--year", "2025"]);
    table.tell("the tables of the year");
    let folder = tempfile::tempdir().unwrap();
    for form in FORMS {
        let file = folder.path().join(format!("lkj.{form}"));
        let made = several(test, &["lkj", "--year", "2025", "--format", form, "--output", &file.display().to_string()]);
        made.tell(&format!("the report as {form}, {:.1} MB", std::fs::metadata(&file).unwrap().len() as f64 / 1e6));
        crate::reached::note(&format!("report as {form}, to the tables of its year"), made.seconds() / table.seconds());
        let ratio = made.most as f64 / table.most as f64;
        crate::reached::note(&format!("memory of the report as {form}, to that of the tables of its year"), ratio);
    }
}

/// Closes the year as the office does.
async fn signed(test: &Test) {
    let ctx = test.system();
    let asked = Asked { year: 2025, tw: 0, agreement: "2025-pok".to_owned() };
    let closing = penutupan::prepare(&ctx, &test.lindung.agreements, &asked).await.unwrap();
    penutupan::review(&test.lindung.system("Peninjau").unwrap(), closing.id, None).await.unwrap();
    penutupan::sign(&ctx, closing.id).await.unwrap();
}

/// Several runs: the median of their times, and the most that any of them took of the memory.
fn several(test: &Test, arguments: &[&str]) -> Ran {
    let mut all: Vec<Ran> = (0..TIMES).map(|_| once(test, arguments)).collect();
    all.sort_unstable_by_key(|ran| ran.time);
    Ran { time: all[TIMES / 2].time, most: all.iter().map(|ran| ran.most).max().unwrap() }
}

/// One run on the database of the test. The peak only rises, and is read until the process has ended.
fn once(test: &Test, arguments: &[&str]) -> Ran {
    let mut command = wire::command(arguments, test.folder(), &test.lindung.config.database.url);
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    let status = loop {
        most = Memory::of(child.id()).map_or(most, |memory| memory.most);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = began.elapsed();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{arguments:?}: {said}");
    Ran { time, most }
}
