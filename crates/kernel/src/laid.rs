//! Files that an office puts into its settings folder, in addition to those that are shipped.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::problem::{Problem, Result};

/// The content of a TOML file; `name` is the file name shown in errors.
///
/// # Errors
/// [`Problem::Malformed`] with file, line and what is wrong.
pub fn parsed<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| refused(name, &error))
}

/// The content of the file `name` in the folder, with its path; none if there is no folder or no such file.
///
/// # Errors
/// [`Problem::Malformed`] naming what cannot be read.
pub fn read<T: DeserializeOwned>(folder: Option<&Path>, name: &str) -> Result<Option<(String, T)>> {
    let Some(path) = folder.map(|folder| folder.join(name)).filter(|path| path.exists()) else { return Ok(None) };
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| refused(&shown, &error))?;
    let file = parsed(&shown, &text)?;
    Ok(Some((shown, file)))
}

/// The error for a file that cannot be used.
#[must_use]
pub fn refused(name: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::Malformed(format!("Berkas {name} tidak dapat dipakai: {why}"))
}
