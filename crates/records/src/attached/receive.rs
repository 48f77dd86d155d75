//! Receives an uploaded file: it is read piece by piece, and dropped as soon as it is too large.

use std::error::Error;

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use http_body_util::LengthLimitError;
use kernel::{Problem, Result};

use super::Upload;
use super::commands::REMARK;

/// The most bytes of a remark that are read; a longer remark is refused as a field error.
const REMARK_BYTES: usize = 4 * 1024;

/// Reads a form with a file (`berkas`) and a remark (`keterangan`). Returns the remark, and the file or an error.
///
/// # Errors
/// [`Problem::Invalid`] at the file when none was chosen or it is too large, [`Problem::Malformed`] when the form is broken.
/// The remark is returned as well, so that it need not be typed again.
pub(crate) async fn receive(parts: Result<Multipart, MultipartRejection>) -> (String, Result<Upload>) {
    let Ok(mut parts) = parts else {
        return (String::new(), Err(Problem::Malformed("Kirim berkas sebagai multipart/form-data.".to_owned())));
    };
    let mut upload = Upload::default();
    let read = read(&mut parts, &mut upload).await;
    let remark = upload.remark.clone();
    let done = match read {
        Ok(()) if upload.name.is_empty() && upload.bytes.is_empty() => {
            Err(Problem::field(lampiran::FIELD, "Pilih berkas yang akan dilampirkan."))
        }
        Ok(()) => Ok(upload),
        Err(problem) => Err(problem),
    };
    (remark, done)
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
