//! Packages of the distribution that the tests need.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::{Step, output, show};

/// Whether Python can make a folder of its own for packages. What it says where it cannot is for nobody.
fn python_has_folders() -> bool {
    let asked = ["-c", "import ensurepip, venv"];
    let done = Command::new("python3").args(asked).stdin(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

fn present(package: &str) -> bool {
    match package {
        "postgresql" => postgres_programs().is_some(),
        "make" => Path::new("/usr/bin/make").exists(),
        "chromium" => Path::new("/usr/bin/chromium").exists(),
        "chromium-driver" => Path::new("/usr/bin/chromedriver").exists(),
        "python3-venv" => python_has_folders(),
        "nginx-light" => Path::new("/usr/sbin/nginx").exists(),
        "openssl" => Path::new("/usr/bin/openssl").exists(),
        "curl" => Path::new("/usr/bin/curl").exists(),
        "python3-aiosmtpd" => Path::new("/usr/lib/python3/dist-packages/aiosmtpd").exists(),
        _ => false,
    }
}

/// The folder of the newest `PostgreSQL` on this machine.
#[must_use]
pub fn postgres_programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop()
}

/// Installs what is missing with apt; says what to install where that is not possible.
///
/// # Errors
/// What is to be installed by hand.
pub fn ensure(packages: &[&str]) -> Step {
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !present(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = || {
        let names = missing.join(", ");
        format!(
            "these packages of the distribution are missing and could not be installed (no root or sudo, or no network); install them first: {names}"
        )
    };
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(by_hand());
    }
    let root = output("id", &["-u"])?.trim() == "0";
    let apt = |arguments: &[&str]| {
        let environment = [("DEBIAN_FRONTEND", "noninteractive")];
        if root {
            show("apt-get", arguments, &environment)
        } else {
            show("sudo", &[&["--non-interactive", "apt-get"], arguments].concat(), &environment)
        }
    };
    apt(&["update", "--quiet"]).map_err(|_| by_hand())?;
    let install = [&["install", "--yes", "--quiet", "--no-install-recommends"], missing.as_slice()].concat();
    apt(&install).map_err(|_| by_hand())?;
    if let Some(package) = packages.iter().find(|p| !present(p)) {
        return Err(format!("{package} is still not there after its installation"));
    }
    Ok(())
}
