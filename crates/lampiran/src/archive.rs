//! Looking into an Office file, which is a ZIP archive: nothing is unpacked to disk, and none may unpack to far more than it
//! is. What runs, or loads something from elsewhere, when it is opened is refused.

mod fields;
mod relations;

use std::io::{Cursor, Read};

use kernel::{Problem, Result};
use zip::ZipArchive;

use crate::{MAX_BYTES, Macam, picture, refused};
use fields::Watched;

/// The most parts that an Office file may have.
const MAX_PARTS: usize = 2_000;
/// The most bytes that it may unpack to, with what is embedded in it.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// The most bytes that its list of contents, or one of its lists of relations, may have.
const MAX_CONTENTS: u64 = 1024 * 1024;
/// How deep Office files may be embedded in Office files: a chart holds its workbook.
const MAX_DEPTH: u8 = 1;
/// How much of a part is looked at to tell what it is.
const HEAD: u64 = 256 * 1024;

const WORD: (&str, &str) = ("word/document.xml", "wordprocessingml.document.main+xml");
const EXCEL: (&str, &str) = ("xl/workbook.xml", "spreadsheetml.sheet.main+xml");

/// How an OLE object begins, and everything else that Office wrote before it wrote archives.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How an archive begins.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// Folders of parts that run, and the word by which they are told.
const RUNNING: [(&str, &str); 3] =
    [("/activex/", "kontrol ActiveX"), ("/macrosheets/", "makro"), ("/dialogsheets/", "makro")];
/// Folders of parts that load something, and the word by which they are told.
const LOADING: [(&str, &str); 4] = [
    ("xl/externallinks/", "tautan ke buku kerja lain"),
    ("xl/connections.xml", "sambungan ke sumber data lain"),
    ("/webextensions/", "add-in dari tempat lain"),
    ("/afchunk", "dokumen tersisip"),
];

/// Whether bytes can be opened as an archive at all.
pub(crate) fn opens(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok()
}

/// What an archive is, once all of it has been read.
pub(crate) fn of(bytes: &[u8]) -> Result<Macam> {
    let mut left = MAX_UNPACKED;
    look(bytes, &mut left, 0)
}

fn look(bytes: &[u8], left: &mut u64, depth: u8) -> Result<Macam> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.offset() != 0 || bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Err(refused("Berkas ini dua macam sekaligus. Simpan ulang dari Word atau Excel, lalu unggah lagi."));
    }
    if archive.len() > MAX_PARTS {
        return Err(swollen());
    }
    let (mut names, mut contents) = (Vec::new(), String::new());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.to_lowercase();
        named(&name)?;
        if name == "[content_types].xml" {
            contents.push_str(&text(&mut part, left)?.to_lowercase());
        } else if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "rels") {
            relations::harmless(&text(&mut part, left)?)?;
        }
        let mut part = Watched::new(part);
        body(&mut part, left, depth)?;
        if part.starts() {
            return Err(running("perintah DDE"));
        }
        names.push(name);
    }
    if contents.contains("macroenabled") || contents.contains("macrosheet") {
        return Err(macros());
    }
    let is = |(part, main): (&str, &str)| names.iter().any(|name| name == part) && contents.contains(main);
    match (is(WORD), is(EXCEL)) {
        (true, false) => Ok(Macam::Docx),
        (false, true) => Ok(Macam::Xlsx),
        _ => Err(refused("Arsip ini bukan DOCX atau XLSX. Keluarkan isinya, lalu unggah satu per satu.")),
    }
}

/// Refuses a part for its name, in small letters.
fn named(name: &str) -> Result<()> {
    // Whoever unpacks the file would write elsewhere.
    if name.starts_with('/') || name.split(['/', '\\']).any(|folder| folder == "..") {
        return Err(broken());
    }
    if name.ends_with("vbaproject.bin") {
        return Err(macros());
    }
    let of = |kinds: &[(&str, &'static str)]| {
        let rooted = format!("/{name}");
        kinds.iter().find(|(part, _)| rooted.contains(part)).map(|(_, word)| *word)
    };
    match (of(&RUNNING), of(&LOADING)) {
        (Some("makro"), _) => Err(macros()),
        (Some(word), _) => Err(running(word)),
        (_, Some(word)) => Err(loading(word)),
        _ => Ok(()),
    }
}

/// A part that is text. Real bytes are counted, since the sizes that an archive states may lie.
fn text(part: &mut impl Read, left: &mut u64) -> Result<String> {
    let mut text = String::new();
    let read = part.take(MAX_CONTENTS).read_to_string(&mut text).map_err(|_| broken())? as u64;
    if read == MAX_CONTENTS {
        return Err(swollen());
    }
    *left = left.checked_sub(read).ok_or_else(swollen)?;
    Ok(text)
}

/// Reads (the rest of) a part to its end, and refuses it for what it is.
fn body(part: &mut impl Read, left: &mut u64, depth: u8) -> Result<()> {
    let mut head = Vec::new();
    part.take(HEAD.min(*left + 1)).read_to_end(&mut head).map_err(|_| broken())?;
    if head.starts_with(OLE) {
        return Err(running("objek OLE"));
    }
    picture::points_within(&head)?;
    let embedded = head.starts_with(ZIP);
    if embedded {
        part.take(MAX_BYTES as u64 + 1).read_to_end(&mut head).map_err(|_| broken())?;
    }
    let rest = std::io::copy(&mut part.take(*left + 1), &mut std::io::sink()).map_err(|_| broken())?;
    *left = left.checked_sub(head.len() as u64 + rest).ok_or_else(swollen)?;
    if !embedded {
        return Ok(());
    }
    if depth == MAX_DEPTH || head.len() > MAX_BYTES {
        return Err(swollen());
    }
    look(&head, left, depth + 1).map(drop)
}

fn broken() -> Problem {
    refused("Berkas ini tidak utuh atau terkunci. Buka, simpan ulang tanpa kata sandi, lalu unggah lagi.")
}

fn swollen() -> Problem {
    refused(
        "Berkas ini mengembang jauh melebihi ukurannya ketika dibuka, jadi ditolak. Simpan ulang, lalu unggah lagi.",
    )
}

fn macros() -> Problem {
    refused("Berkas ini berisi makro. Simpan sebagai DOCX atau XLSX tanpa makro, lalu unggah lagi.")
}

/// The refusal of what may run when the file is opened.
fn running(what: &str) -> Problem {
    refused(format!(
        "Berkas ini berisi {what}, yang dapat menjalankan program ketika dibuka. Simpan sebagai PDF, lalu unggah PDF-nya."
    ))
}

/// The refusal of what is loaded from elsewhere when the file is opened.
fn loading(what: &str) -> Problem {
    refused(format!(
        "Berkas ini berisi {what}, yang diambil dari luar berkas ketika dibuka. Simpan sebagai PDF, lalu unggah PDF-nya."
    ))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of parts.
    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
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
    fn what_runs_or_is_loaded_is_refused_by_name_content_and_relation() {
        let word: [(&str, &[u8]); 2] = [("[Content_Types].xml", TYPES), ("word/document.xml", b"<w:document/>")];
        let with = |part: (&str, &[u8])| of(&archive(&[word[0], word[1], part])).unwrap_err().to_string();
        let template: &[u8] =
            b"<Relationships><Relationship Type=\"x/attachedTemplate\" TargetMode=\"External\"/></Relationships>";
        let embedded = archive(&[word[0], word[1], ("word/_rels/settings.xml.rels", template)]);
        let twice = archive(&[word[0], word[1], ("word/embeddings/a.docx", &archive(&word))]);
        for (part, content, words) in [
            ("word/_rels/settings.xml.rels", template, "templat"),
            ("Word/_RELS/Settings.xml.RELS", template, "templat"),
            ("word/media/image1.png", OLE, "objek OLE"),
            ("word/activeX/activeX1.bin", b"x", "ActiveX"),
            ("xl/macrosheets/sheet1.xml", b"<x/>", "makro"),
            ("xl/externalLinks/externalLink1.xml", b"<x/>", "buku kerja lain"),
            ("xl/connections.xml", b"<x/>", "sumber data"),
            ("word/webextensions/webextension1.xml", b"<x/>", "add-in"),
            ("word/afchunk.html", b"<html>", "dokumen tersisip"),
            ("word/header1.xml", b"<w:fldSimple w:instr=\"DDEAUTO x\"/>", "perintah DDE"),
            ("../../etc/x", b"x", "tidak utuh"),
            ("word\\..\\..\\x", b"x", "tidak utuh"),
            ("word/embeddings/a.docx", &embedded, "templat"),
            ("word/embeddings/a.docx", &twice, "mengembang"),
            ("word/embeddings/a.zip", &archive(&[("a.exe", b"MZ")]), "bukan DOCX"),
        ] {
            let refusal = with((part, content));
            assert!(refusal.contains(words), "{part}: {refusal}");
        }
        for part in [("word/embeddings/a.docx", archive(&word).as_slice()), ("word/media/image1.png", b"\x89PNG")] {
            assert_eq!(of(&archive(&[word[0], word[1], part])).unwrap(), Macam::Docx);
        }
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
