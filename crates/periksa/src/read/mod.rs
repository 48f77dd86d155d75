//! Files: bytes become grids of text with a place, and, of a report's text, sentences.

mod blanks;
mod letters;
mod room;
mod sheets;
mod text;

use kernel::{Problem, Result};

use crate::cell::Cell;
use crate::temuan::TakTerbaca;
pub(crate) use room::Room;

/// The most bytes that a file may hold.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// A table as it stands, before anything is known about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// Where it stands, without the file's name; empty where the file is the table.
    pub place: String,
    /// What stands above it: titles and captions.
    pub caption: String,
    /// Its rows, each with its number in the file.
    pub rows: Vec<(usize, Vec<Cell>)>,
}

/// A sentence of a report, with its line.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub line: usize,
    pub text: String,
}

/// A file as read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// Its name.
    pub name: String,
    pub grids: Vec<Grid>,
    /// What was passed over while reading.
    pub remarks: Vec<String>,
    /// Tables that could not be read.
    pub unread: Vec<TakTerbaca>,
    pub sentences: Vec<Sentence>,
}

/// Reads a file by its name's ending, into what room is left.
///
/// # Errors
/// [`Problem::Malformed`] that says what to do: another form, too large, broken.
pub(crate) fn document(name: &str, bytes: &[u8], room: &mut Room) -> Result<Document> {
    if bytes.len() > MAX_BYTES {
        return Err(refuse(name, "lebih besar dari 10 MB. Pisahkan tabelnya ke berkas yang lebih kecil, lalu ulangi."));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refuse(name, "kosong. Simpan tabelnya ke berkas itu, lalu ulangi."));
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let mut document = match ending.as_str() {
        "csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "ods" => {
            let (grids, remarks) = sheets::read(name, bytes, room)?;
            Document { grids, remarks, ..Document::default() }
        }
        "docx" => letters::read(name, bytes, room)?,
        "txt" | "text" | "md" => {
            let (text, remark) = baca::decode(bytes)
                .map_err(|_| refuse(name, "bukan teks. Simpan tabelnya sebagai CSV, XLSX atau TXT, lalu ulangi."))?;
            let document = text::read(name, &text, room)?;
            Document { remarks: remark.into_iter().collect(), ..document }
        }
        _ => {
            return Err(refuse(
                name,
                "bukan CSV, XLSX, XLS, ODS, DOCX atau TXT. Simpan tabelnya sebagai salah satunya, lalu ulangi.",
            ));
        }
    };
    name.clone_into(&mut document.name);
    Ok(document)
}

pub(crate) fn refuse(name: &str, why: &str) -> Problem {
    Problem::Malformed(format!("Berkas {name} {why}"))
}

#[cfg(test)]
mod tests;
