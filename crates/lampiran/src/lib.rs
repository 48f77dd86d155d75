//! Attachments (`lampiran`): what a file is, what is taken out of it, where it lies. No HTTP, and no word about which record
//! it belongs to: `records` says that.
//!
//! Name and type that a client states are never believed. A file is known by its content, pictures lose everything but
//! the picture, and what is kept lies sealed under an address that tells nothing.

mod archive;
mod entity;
mod macam;
mod name;
mod pdf;
mod picture;
pub mod quota;
mod renew;
mod scaled;
mod store;
mod sweep;
mod verify;

pub use entity::{ActiveModel, Column, Entity, Model};
pub use macam::Macam;
pub use name::{disposition, label};
pub use picture::{MAX_POINTS, Size, size};
pub use quota::Quota;
pub use renew::renew;
pub use scaled::{Scaled, scaled};
pub use store::Store;
pub use sweep::sweep;
pub use verify::{Depth, Fault, verify};

use kernel::{Problem, Result};

/// The field that a file is sent in.
pub const FIELD: &str = "berkas";
/// The most bytes that a file may have: 20 MB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most attachments that stand on a record at a time.
pub const MAX_FILES: u64 = 100;

/// A file that may be kept.
#[derive(Debug)]
pub struct Accepted {
    /// Its name as a label: no path, nothing that moves or hides text.
    pub name: String,
    /// What it is, by its content.
    pub macam: Macam,
    /// What is kept of it.
    pub bytes: Vec<u8>,
}

/// Looks at a file that was sent. It takes a moment for a large one, so call it where it may block.
///
/// # Errors
/// [`Problem::Invalid`] at [`FIELD`], saying what is wrong and what to do.
pub fn accept(sent_name: &str, bytes: Vec<u8>) -> Result<Accepted> {
    if bytes.is_empty() {
        return Err(refused("Berkas ini kosong. Pilih berkas lain."));
    }
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let macam = Macam::of(&bytes)?;
    let name = label(sent_name);
    if !macam.fits(&name) {
        return Err(refused(format!(
            "Isi berkas ini {}, tetapi namanya tidak berakhiran {}. Betulkan akhiran namanya, lalu unggah lagi.",
            macam.title(),
            macam.endings().join(" atau "),
        )));
    }
    let bytes = match macam {
        Macam::Jpeg => picture::jpeg(bytes)?,
        Macam::Png => picture::png(bytes)?,
        Macam::Pdf | Macam::Docx | Macam::Xlsx => bytes,
    };
    Ok(Accepted { name, macam, bytes })
}

/// The refusal of a file that is larger than [`MAX_BYTES`].
#[must_use]
pub fn too_large() -> Problem {
    refused(
        "Berkas ini lebih besar dari 20 MB. Perkecil, misalnya pindai dengan resolusi 200 dpi, atau bagi menjadi beberapa.",
    )
}

fn refused(detail: impl Into<String>) -> Problem {
    Problem::field(FIELD, detail)
}
