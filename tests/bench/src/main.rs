//! Speed, size and memory, as ratios to the bare database in the same run.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a tool for the terminal that measures time"
)]

mod closing;
mod copies;
mod growth;
mod intake;
mod lkj;
mod load;
mod looks;
mod manifest;
mod matching;
mod office;
mod process;
mod queue;
mod reached;
mod replicas;
mod report;
mod roster;
mod search;
mod timing;

use testkit::{Backend, Test};

/// The parts that run on each database.
const PARTS: [&str; 9] = ["manifest", "roster", "report", "closing", "search", "match", "intake", "lkj", "load"];
/// Those that run only when they are named.
const LONG: [&str; 3] = ["growth", "looks", "replicas"];

/// Runs all, or the part that is named: manifest, roster, report, closing, search, match, intake, lkj, load, process; `labelled` prints
/// what comes of the labelled pairs of people. `growth`, `looks` and `replicas` take long and run only when they are named, the first two with
/// the sizes that are wanted behind them. `--keep` and `--check`: see [`reached`]. `--sqlite` or `--postgres` leaves the other database out, and
/// `--without-backup` the backup and its verification, which need as much room again twice.
#[tokio::main]
async fn main() -> std::process::ExitCode {
    let (flags, parts): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let mut parts = parts.into_iter();
    let asked = parts.next();
    let sizes: Vec<u32> = parts.map(|size| size.parse().unwrap()).collect();
    if asked.as_deref() == Some("labelled") {
        print!("{}", testkit::labelled::markdown());
        return std::process::ExitCode::SUCCESS;
    }
    let wanted = |part: &str| asked.as_deref().map_or(!LONG.contains(&part), |name| name == part);
    let flagged = |flag: &str| flags.iter().any(|other| other == flag);
    let (sqlite, postgres) = (flagged("--sqlite"), flagged("--postgres"));
    let named = |backend: &Backend| if *backend == Backend::Sqlite { sqlite || !postgres } else { postgres || !sqlite };
    for backend in Backend::ALL.into_iter().filter(named) {
        println!("\n== {backend:?} ==");
        reached::on(&format!("{backend:?}"));
        for part in PARTS.into_iter().chain(LONG).filter(|part| wanted(part)) {
            let mut test = Test::open(backend).await;
            match part {
                "growth" => growth::run(&mut test, &sizes, !flagged("--without-backup")).await,
                "replicas" => replicas::run(&test).await,
                "looks" => looks::run(&mut test, sizes.first().copied()).await,
                "manifest" => manifest::run(&test).await,
                "roster" => roster::run(&test).await,
                "report" => report::run(&test).await,
                "search" => search::run(&mut test).await,
                "match" => matching::run(&mut test).await,
                "intake" => intake::run(test.backend).await,
                "lkj" => lkj::run(&test).await,
                "load" => load::run(&mut test).await,
                _ => closing::run(&test).await,
            }
            test.close().await;
        }
    }
    if wanted("process") {
        println!("\n== the program ==");
        process::run();
    }
    if flagged("--keep") {
        reached::keep();
    }
    let worse = if flagged("--check") { reached::worse() } else { Vec::new() };
    for line in &worse {
        println!("WORSE {line}");
    }
    if worse.is_empty() { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}

/// Prints a measurement beside the bare one.
pub(crate) fn compare(what: &str, ours: std::time::Duration, bare: std::time::Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    reached::note(what, ratio);
    println!("{what}: {:.1} ms, bare {:.1} ms, ratio {ratio:.2}", ours.as_secs_f64() * 1e3, bare.as_secs_f64() * 1e3);
}
