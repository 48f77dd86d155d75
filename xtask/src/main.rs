//! Developer verbs: `cargo xtask test | bench | docs`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use std::process::ExitCode;

use xtask::run::{self, Step, cargo};
use xtask::schema::{self, Library};
use xtask::{packages, postgres};

const HELP: &str = "\
cargo xtask test    formatting, lints and every test, on SQLite and on PostgreSQL, in a real browser
cargo xtask bench   speed, size and memory, as ratios to the bare database (or one part: bench closing);
                    --check fails where a ratio is worse than was reached, --keep writes down what is reached now
cargo xtask docs    regenerates docs/generated";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let done = match verb.as_str() {
        "test" => test(),
        "bench" => bench(&arguments.collect::<Vec<_>>()),
        "docs" => docs(),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {verb}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that must hold before a change lands.
fn test() -> Step {
    cargo(&["fmt", "--all", "--check"], &[])?;
    packages::ensure(&["make", "postgresql", "chromium", "chromium-driver", "python3-aiosmtpd"])?;
    // A proxy with the shipped settings, its certificate, and who asks through it.
    packages::ensure(&["nginx-light", "openssl", "curl"])?;
    let library = schema::ensure()?;
    // With the tests, so that everything is compiled once with one set of features.
    let build = ["build", "--workspace", "--all-targets", "--locked"];
    let environment = if clean_machine() {
        &ONCE[..]
    } else {
        cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], &[])?;
        &[]
    };
    cargo(&build, environment)?;
    let server = postgres::Server::start()?;
    let mut more = vec![("POSTGRES_TEST_URL", server.url())];
    if let Library::There(program) = &library {
        more.push(("OPENXML_AUDIT", program.as_str()));
    }
    let environment = [environment, more.as_slice()].concat();
    // Examples in the documentation are none, so the compiler is not asked for them crate by crate: a test holds that.
    let done = cargo(&["test", "--workspace", "--locked", "--lib", "--bins", "--tests"], &environment);
    // At the end, where it is read.
    if let Library::Away(why) = &library {
        eprintln!("NOT TESTED: Word documents against the whole schema, only against its order of elements. {why}");
    }
    done
}

/// How everything is built where it is built once: without memory of how, and by the compiler that lints, so that neither the
/// libraries nor our own crates are gone through a second time for the lints.
const ONCE: [(&str, &str); 3] =
    [("CARGO_INCREMENTAL", "0"), ("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"), ("RUSTFLAGS", "-D warnings")];

/// Whether this is a machine that builds everything from nothing, once.
#[expect(clippy::disallowed_methods, reason = "a tool of developers has no settings")]
fn clean_machine() -> bool {
    std::env::var_os("CI").is_some()
}

/// All measurements, or the part that is named; `--check` fails where a ratio is worse than was reached, `--keep` writes down what is
/// reached now.
fn bench(arguments: &[String]) -> Step {
    packages::ensure(&["make", "postgresql"])?;
    cargo(&["build", "--release", "--locked", "--package", "server", "--package", "bench"], &[])?;
    let server = postgres::Server::start_durable()?;
    let mut run = vec!["run", "--release", "--locked", "--package", "bench", "--"];
    run.extend(arguments.iter().map(String::as_str));
    cargo(&run, &[("POSTGRES_TEST_URL", server.url())])
}

fn docs() -> Step {
    // The whole workspace, as the tests build it: a build of one package picks other features, and all is compiled anew.
    cargo(&["build", "--workspace", "--all-targets", "--locked"], &[])?;
    let files: [(&str, &[&str], &str); 4] = [
        ("lindung", &["openapi"], "openapi.json"),
        ("lindung", &["catalogue"], "katalog-indikator.md"),
        ("lindung", &["rights"], "hak.md"),
        ("bench", &["labelled"], "pencocokan.md"),
    ];
    for (program, verb, file) in files {
        document(program, verb, file)?;
    }
    for kind in printed("lindung", &["stages", "--list"])?.lines() {
        document("lindung", &["stages", kind], &format!("tahap-{kind}.md"))?;
    }
    Ok(())
}

/// What one of our programs prints.
fn printed(program: &str, verb: &[&str]) -> Result<String, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    run::output(&own.with_file_name(program).to_string_lossy(), verb)
}

fn document(program: &str, verb: &[&str], file: &str) -> Step {
    let text = printed(program, verb)?;
    std::fs::create_dir_all("docs/generated").map_err(|e| e.to_string())?;
    std::fs::write(format!("docs/generated/{file}"), text).map_err(|e| e.to_string())?;
    println!("docs/generated/{file}");
    Ok(())
}
