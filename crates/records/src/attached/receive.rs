//! Receives an uploaded file: it is read piece by piece, and dropped as soon as it is too large.

use std::error::Error;

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use http_body_util::LengthLimitError;
use kernel::{Problem, Result};

use super::Upload;
use super::commands::REMARK;
use crate::paper::KEY as PAPER;

/// The most bytes of a remark that are read; a longer remark is refused as a field error.
const REMARK_BYTES: usize = 4 * 1024;

/// What was typed beside a file.
#[derive(Default)]
pub(crate) struct Words {
    /// The remark (`keterangan`).
    pub remark: String,
    /// The paper that the file is (`dokumen`).
    pub paper: String,
}

/// Reads a form with a file (`berkas`) and words beside it. Returns the words, and the file or an error.
///
/// # Errors
/// [`Problem::Invalid`] at the file when none was chosen or it is too large, [`Problem::Malformed`] when the form is broken.
/// The words are returned as well, so that they need not be typed again.
pub(crate) async fn receive(parts: Result<Multipart, MultipartRejection>) -> (Words, Result<Upload>) {
    let Ok(mut parts) = parts else {
        return (Words::default(), Err(Problem::Malformed("Kirim berkas sebagai multipart/form-data.".to_owned())));
    };
    let mut upload = Upload::default();
    let read = read(&mut parts, &mut upload).await;
    let words = Words { remark: upload.remark.clone(), paper: upload.paper.clone() };
    let done = match read {
        Ok(()) if upload.name.is_empty() && upload.bytes.is_empty() => {
            Err(Problem::field(lampiran::FIELD, "Pilih berkas yang akan dilampirkan."))
        }
        Ok(()) => Ok(upload),
        Err(problem) => Err(problem),
    };
    (words, done)
}

async fn read(parts: &mut Multipart, upload: &mut Upload) -> Result<()> {
    while let Some(part) = parts.next_field().await.map_err(|error| refuse(&error))? {
        web::legible_part(&part)?;
        match part.name() {
            Some("berkas") => {
                part.file_name().unwrap_or_default().clone_into(&mut upload.name);
                upload.bytes = whole(part, lampiran::MAX_BYTES).await?.ok_or_else(lampiran::too_large)?;
            }
            Some(name) if name == REMARK.key => {
                let long = || Problem::field(REMARK.key, "Keterangan terlalu panjang. Ringkas sampai 300 huruf.");
                let bytes = whole(part, REMARK_BYTES).await?.ok_or_else(long)?;
                upload.remark = web::legible_text(REMARK.key, String::from_utf8_lossy(&bytes).into_owned())?;
            }
            Some(name) if name == PAPER => {
                let long = || Problem::field(PAPER, "Dokumen ini tidak dikenal. Pilih dari daftar.");
                let bytes = whole(part, REMARK_BYTES).await?.ok_or_else(long)?;
                upload.paper = web::legible_text(PAPER, String::from_utf8_lossy(&bytes).into_owned())?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The whole content of a part; none if it is longer than `most`.
async fn whole(mut part: Field<'_>, most: usize) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| refuse(&error))? {
        if bytes.len() + piece.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Some(bytes))
}

fn refuse(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE || over_limit(error) {
        return lampiran::too_large();
    }
    Problem::Malformed("Berkas tidak sampai dengan utuh. Kirim ulang.".to_owned())
}

/// Whether an error was caused by a limit on the body. With several layers, the limit may be any of the nested causes.
fn over_limit(error: &MultipartError) -> bool {
    std::iter::successors(error.source(), |error| (*error).source()).any(<dyn Error>::is::<LengthLimitError>)
}
