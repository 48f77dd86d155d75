//! Forms with files. What a client says of each part is looked at here, so that no control character gets in by it.

use axum::extract::multipart::Field;
use kernel::form::{ILLEGIBLE, legible};
use kernel::{Problem, Result};

/// Refuses a part whose name or file name has control characters.
///
/// # Errors
/// [`Problem::Illegible`].
pub fn legible_part(part: &Field<'_>) -> Result<()> {
    if !part.name().is_none_or(legible) {
        return Err(Problem::Illegible(ILLEGIBLE.to_owned()));
    }
    if !part.file_name().is_none_or(legible) {
        return Err(Problem::Illegible(
            "Nama berkas berisi karakter yang tidak terbaca. Ganti nama berkasnya, lalu kirim ulang.".to_owned(),
        ));
    }
    Ok(())
}

/// The text of a part named `name`.
///
/// # Errors
/// [`Problem::Illegible`] for control characters.
pub fn legible_text(name: &str, text: String) -> Result<String> {
    if legible(&text) { Ok(text) } else { Err(Problem::Illegible(format!("{name}: {ILLEGIBLE}"))) }
}
