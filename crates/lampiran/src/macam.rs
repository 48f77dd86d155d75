//! What a file is, told from its content.

use kernel::Result;

use crate::{archive, pdf, refused};

/// The kinds of file that may be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Macam {
    /// A PDF document.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture, such as a screenshot.
    Png,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
}

impl Macam {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Docx, Self::Xlsx];

    /// What content is.
    ///
    /// # Errors
    /// [`kernel::Problem::Invalid`] for content of another kind, and for content that is of two kinds at once.
    pub fn of(bytes: &[u8]) -> Result<Self> {
        match infer::get(bytes).map(|kind| kind.mime_type()) {
            Some("application/pdf") if bytes.starts_with(b"%PDF-") => whole_pdf(bytes),
            Some("image/jpeg") => Ok(Self::Jpeg),
            Some("image/png") => Ok(Self::Png),
            _ if bytes.starts_with(archive::ZIP) => archive::of(bytes),
            _ => Err(refused(
                "Isi berkas ini bukan PDF, JPEG, PNG, DOCX, atau XLSX. Simpan sebagai salah satunya, lalu unggah lagi.",
            )),
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Docx => "DOCX",
            Self::Xlsx => "XLSX",
        }
    }

    /// The media type under which it is given out.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How its name may end.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Docx => &[".docx"],
            Self::Xlsx => &[".xlsx"],
        }
    }

    /// Whether a name ends as one of its kind does.
    #[must_use]
    pub fn fits(self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.endings().iter().any(|ending| name.ends_with(ending))
    }
}

/// How far from its end a PDF says that it ends.
const PDF_TAIL: usize = 2048;

/// A whole PDF that is not an archive as well.
fn whole_pdf(bytes: &[u8]) -> Result<Macam> {
    let tail = bytes.get(bytes.len().saturating_sub(PDF_TAIL)..).unwrap_or_default();
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(refused("PDF ini tidak utuh. Buka dan simpan ulang, lalu unggah lagi."));
    }
    if archive::opens(bytes) {
        return Err(refused("Berkas ini PDF sekaligus arsip. Cetak ke PDF baru, lalu unggah yang baru."));
    }
    pdf::harmless(bytes)?;
    Ok(Macam::Pdf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_nothing_else() {
        for wrong in [
            &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..],
            b"<!DOCTYPE html><html><script>alert(1)</script></html>",
            b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff",
            b"GIF89a;",
            b"#!/bin/sh\nrm -rf /\n",
            b"teks biasa",
            b"PK\x03\x04 dan bukan arsip",
            b"%PDF-1.7 terpotong",
            b" %PDF-1.7\n%%EOF",
        ] {
            assert!(Macam::of(wrong).is_err(), "{}", String::from_utf8_lossy(wrong));
        }
        assert_eq!(Macam::of(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n").unwrap(), Macam::Pdf);
    }

    #[test]
    fn codes_come_back() {
        for kind in Macam::ALL {
            assert_eq!(Macam::from_code(kind.code()), Some(kind));
            assert!(kind.endings().iter().all(|ending| kind.fits(&format!("SURAT{}", ending.to_uppercase()))));
        }
        assert!(!Macam::Png.fits("gambar.png.exe") && !Macam::Png.fits("gambar"));
    }
}
