//! Looking into an Office file, which is a ZIP archive: nothing is unpacked to disk, and none may unpack to far more than it
//! is.

use std::io::{Cursor, Read};

use kernel::{Problem, Result};
use zip::ZipArchive;

use crate::{Macam, refused};

/// The most parts that an Office file may have.
const MAX_PARTS: usize = 2_000;
/// The most bytes that it may unpack to.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// The most bytes that its list of contents may have.
const MAX_CONTENTS: u64 = 1024 * 1024;

const WORD: (&str, &str) = ("word/document.xml", "wordprocessingml.document.main+xml");
const EXCEL: (&str, &str) = ("xl/workbook.xml", "spreadsheetml.sheet.main+xml");

/// Whether bytes can be opened as an archive at all.
pub(crate) fn opens(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok()
}

/// What an archive is, once all of it has been read.
pub(crate) fn of(bytes: &[u8]) -> Result<Macam> {
    let broken =
        || refused("Berkas ini tidak utuh atau terkunci. Buka, simpan ulang tanpa kata sandi, lalu unggah lagi.");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.offset() != 0 || bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Err(refused("Berkas ini dua macam sekaligus. Simpan ulang dari Word atau Excel, lalu unggah lagi."));
    }
    if archive.len() > MAX_PARTS {
        return Err(swollen());
    }
    let mut left = MAX_UNPACKED;
    let (mut names, mut contents) = (Vec::new(), String::new());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.into_owned();
        // Real bytes are counted, since the sizes that an archive states may lie.
        if name == "[Content_Types].xml" {
            let mut limited = (&mut part).take(MAX_CONTENTS);
            let read = limited.read_to_string(&mut contents).map_err(|_| broken())?;
            left = left.checked_sub(read as u64).ok_or_else(swollen)?;
        }
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| broken())?;
        left = left.checked_sub(unpacked).ok_or_else(swollen)?;
        names.push(name);
    }
    if names.iter().any(|name| name.to_lowercase().ends_with("vbaproject.bin")) || contents.contains("macroEnabled") {
        return Err(refused("Berkas ini berisi makro. Simpan sebagai DOCX atau XLSX tanpa makro, lalu unggah lagi."));
    }
    let is = |(part, main): (&str, &str)| names.iter().any(|name| name == part) && contents.contains(main);
    match (is(WORD), is(EXCEL)) {
        (true, false) => Ok(Macam::Docx),
        (false, true) => Ok(Macam::Xlsx),
        _ => Err(refused("Arsip ini bukan DOCX atau XLSX. Keluarkan isinya, lalu unggah satu per satu.")),
    }
}

fn swollen() -> Problem {
    refused(
        "Berkas ini mengembang jauh melebihi ukurannya ketika dibuka, jadi ditolak. Simpan ulang, lalu unggah lagi.",
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of parts.
    pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const TYPES: &[u8] = b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

    #[test]
    fn a_word_file_is_one_by_its_parts() {
        let word: [(&str, &[u8]); 2] = [("[Content_Types].xml", TYPES), ("word/document.xml", b"<w:document/>")];
        assert_eq!(of(&archive(&word)).unwrap(), Macam::Docx);
        assert!(of(&archive(&word[..1])).is_err());
        assert!(of(&archive(&word[1..])).is_err());
        assert!(of(&archive(&[("foto.jar", b"x")])).is_err());
        let macros = [word[0], word[1], ("word/vbaProject.bin", b"x")];
        assert!(of(&archive(&macros)).unwrap_err().to_string().contains("makro"));
        let prefixed = [b"PK\x03\x04%PDF-1.7".as_slice(), &archive(&word)].concat();
        assert!(of(&prefixed).is_err());
    }

    #[test]
    fn an_archive_that_swells_is_refused() {
        let zeros = vec![0; 8 * 1024 * 1024];
        let names: Vec<String> = (0..26).map(|n| format!("word/media/{n}.bin")).collect();
        let mut parts: Vec<(&str, &[u8])> =
            vec![("[Content_Types].xml", TYPES), ("word/document.xml", b"<w:document/>")];
        parts.extend(names.iter().map(|name| (name.as_str(), zeros.as_slice())));
        let bomb = archive(&parts);
        assert!(bomb.len() < 1024 * 1024);
        assert!(of(&bomb).unwrap_err().to_string().contains("mengembang"));
        let many: Vec<String> = (0..=MAX_PARTS).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(of(&archive(&many)).unwrap_err().to_string().contains("mengembang"));
    }
}
