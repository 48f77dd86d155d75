//! The entry point.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// It gives memory back after a heavy moment, which the system's own keeps.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
