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
mod reached;
mod report;
mod search;
mod timing;

use testkit::{Backend, Test};

/// Runs all, or the part that is named: manifest, report, closing, search, match, intake, process; `labelled` prints
/// what comes of the labelled pairs of people. `--keep` and `--check`: see [`reached`].
#[tokio::main]
async fn main() -> std::process::ExitCode {
    let (flags, parts): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let asked = parts.into_iter().next();
    if asked.as_deref() == Some("labelled") {
        print!("{}", testkit::labelled::markdown());
        return std::process::ExitCode::SUCCESS;
    }
    let wanted = |part: &str| asked.as_deref().is_none_or(|name| name == part);
    for backend in Backend::ALL {
        println!("\n== {backend:?} ==");
        reached::on(&format!("{backend:?}"));
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
    if flags.iter().any(|flag| flag == "--keep") {
        reached::keep();
    }
    let worse = if flags.iter().any(|flag| flag == "--check") { reached::worse() } else { Vec::new() };
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
