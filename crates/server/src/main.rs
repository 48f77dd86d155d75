//! The entry point.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
