//! Tests that the clock has a part in: how soon, how long, how much meanwhile. Each has the machine to itself.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail loudly"
)]

mod beban;
mod durable;
mod pernyataan;

use tokio::sync::{Mutex, MutexGuard};

static MACHINE: Mutex<()> = Mutex::const_new(());

/// The machine, until the test ends.
async fn machine() -> MutexGuard<'static, ()> {
    MACHINE.lock().await
}
