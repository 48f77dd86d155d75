//! The library that holds Word documents against the whole schema of ISO/IEC 29500: a package of the Python index, in a folder of its own.

use std::path::Path;

use crate::packages;
use crate::run::{Step, show};

/// The package, in the version with which the tests were written.
const PACKAGE: &str = "openxml-audit==0.8.0";
/// Where it stands.
const FOLDER: &str = "target/openxml-audit";

/// The program of the library, fetched where it is not there yet. The tests hold documents against the order of the schema without it
/// too, so that a machine without a way to the index still tests all else.
///
/// # Errors
/// Why it is not there.
pub fn ensure() -> Step<String> {
    let program = Path::new(FOLDER).join("bin/openxml-audit");
    if !program.exists() {
        packages::ensure(&["python3-venv"])?;
        show("python3", &["-m", "venv", FOLDER], &[])?;
        let pip = Path::new(FOLDER).join("bin/pip");
        // Without a network it is not waited for long: each run asks again.
        let quick = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"];
        let install = [&["install"][..], &quick[..], &[PACKAGE][..]].concat();
        show(&pip.to_string_lossy(), &install, &[])
            .map_err(|error| format!("{error}; it is fetched once from Python's index, over the network"))?;
    }
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    Ok(program.to_string_lossy().into_owned())
}
