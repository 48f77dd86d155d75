//! Speed, size and memory, as ratios to the bare database in the same run.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a tool for the terminal that measures time"
)]

mod closing;
mod intake;
mod manifest;
mod matching;
mod office;
mod process;
mod queue;
mod report;
mod search;
mod timing;

use testkit::{Backend, Test};

/// Runs all, or the part that is named: manifest, report, closing, search, match, intake, process; `labelled` prints
/// what comes of the labelled pairs of people.
#[tokio::main]
async fn main() {
    let asked = std::env::args().nth(1);
    if asked.as_deref() == Some("labelled") {
        print!("{}", testkit::labelled::markdown());
        return;
    }
    let wanted = |part: &str| asked.as_deref().is_none_or(|name| name == part);
    for backend in Backend::ALL {
        println!("\n== {backend:?} ==");
        for part in
            ["manifest", "report", "closing", "search", "match", "intake"].into_iter().filter(|part| wanted(part))
        {
            let test = Test::open(backend).await;
            match part {
                "manifest" => manifest::run(&test).await,
                "report" => report::run(&test).await,
                "search" => search::run(&test).await,
                "match" => matching::run(&test).await,
                "intake" => intake::run(test.backend).await,
                _ => closing::run(&test).await,
            }
            test.close().await;
        }
    }
    if wanted("process") {
        println!("\n== the program ==");
        process::run();
    }
}

/// Prints a measurement beside the bare one.
pub(crate) fn compare(what: &str, ours: std::time::Duration, bare: std::time::Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("{what}: {:.1} ms, bare {:.1} ms, ratio {ratio:.2}", ours.as_secs_f64() * 1e3, bare.as_secs_f64() * 1e3);
}
