//! Running programs.

use std::process::{Command, Stdio};

/// What a step comes to: nothing, or a sentence about what went wrong.
pub type Step<T = ()> = Result<T, String>;

/// Runs a program, showing what it prints.
///
/// # Errors
/// That it could not be run, or failed.
pub fn show(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Step {
    println!("→ {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .status()
        .map_err(|e| format!("{program} cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} {} failed ({status})", arguments.join(" "))) }
}

/// Runs cargo.
///
/// # Errors
/// That it could not be run, or failed.
pub fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Step {
    show("cargo", arguments, environment)
}

/// Runs a program and returns what it prints.
///
/// # Errors
/// That it could not be run, or failed.
pub fn output(program: &str, arguments: &[&str]) -> Step<String> {
    let done = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("{program} cannot be run: {e}"))?;
    if done.status.success() {
        return String::from_utf8(done.stdout).map_err(|e| e.to_string());
    }
    Err(format!("{program} {} failed ({})", arguments.join(" "), done.status))
}
