//! Speed, size and memory, as ratios to the bare database in the same run.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a tool for the terminal that measures time"
)]

mod manifest;
mod process;
mod report;

use testkit::{Backend, Test};

#[tokio::main]
async fn main() {
    for backend in Backend::ALL {
        println!("\n== {backend:?} ==");
        let test = Test::open(backend).await;
        manifest::run(&test).await;
        test.close().await;
        let test = Test::open(backend).await;
        report::run(&test).await;
        test.close().await;
    }
    println!("\n== the program ==");
    process::run();
}

/// Prints a measurement beside the bare one.
pub(crate) fn compare(what: &str, ours: std::time::Duration, bare: std::time::Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("{what}: {:.1} ms, bare {:.1} ms, ratio {ratio:.2}", ours.as_secs_f64() * 1e3, bare.as_secs_f64() * 1e3);
}
