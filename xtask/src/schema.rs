//! The library that holds Word documents against the whole schema of ISO/IEC 29500: a package of the Python index, in a folder of its own.

use std::path::Path;

use crate::packages;
use crate::run::{Step, output, show};

/// The package, in the version with which the tests were written.
const NAME: &str = "openxml-audit";
const VERSION: &str = "0.8.0";

/// The library, or that it is out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Library {
    /// Its program.
    There(String),
    /// Why it is not there. The tests hold documents against the order of the schema without it too, so that a machine without a way to
    /// the index still tests all else.
    Away(String),
}

/// The library, fetched where it is not there yet.
///
/// # Errors
/// Why it is not there although the index of packages answers: that is mended, not passed over.
pub fn ensure() -> Step<Library> {
    let folder = format!("target/{NAME}-{VERSION}");
    let program = Path::new(&folder).join("bin").join(NAME);
    if !program.exists()
        && let Err(error) = fetch(&folder)
    {
        return if answers(&folder) { Err(error) } else { Ok(Library::Away(error)) };
    }
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    Ok(Library::There(program.to_string_lossy().into_owned()))
}

fn fetch(folder: &str) -> Step {
    packages::ensure(&["python3-venv"])?;
    show("python3", &["-m", "venv", folder], &[])?;
    let package = format!("{NAME}=={VERSION}");
    // Without a network it is not waited for long: each run asks again.
    let quick = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"];
    show(&pip(folder), &[&["install"][..], &quick[..], &[package.as_str()][..]].concat(), &[])
}

/// Whether the index of packages answers.
fn answers(folder: &str) -> bool {
    output(&pip(folder), &["index", "--disable-pip-version-check", "--retries", "0", "versions", NAME]).is_ok()
}

fn pip(folder: &str) -> String {
    Path::new(folder).join("bin/pip").to_string_lossy().into_owned()
}
