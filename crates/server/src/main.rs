//! The entry point.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// It gives memory back after a heavy moment, which the system's own keeps.
#[global_allocator]
static MEMORY: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    server::cli::main()
}
