//! The parts of the file.

use std::fmt::Write as _;
use std::io::{Cursor, Result, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Document, escaped};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
    w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
    <Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
    <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
    <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

pub(crate) fn pack(document: &Document) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let small = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let roots = relations(&[
        ("rDokumen", "officeDocument", "word/document.xml"),
        ("rSifat", "metadata/core-properties", "docProps/core.xml"),
    ]);
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", roots),
        ("docProps/core.xml", properties(&document.title)),
        ("word/document.xml", body(&document.body)),
        ("word/_rels/document.xml.rels", of_document(document)),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/footer1.xml", footer(&document.footer)),
    ];
    for (name, text) in parts {
        zip.start_file(name, small)?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (number, picture) in (1..).zip(&document.pictures) {
        zip.start_file(format!("word/media/gambar{number}.{}", picture.ending()), stored)?;
        zip.write_all(&picture.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut xml = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
    for (id, kind, target) in all {
        let kind = match *kind {
            "metadata/core-properties" => {
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned()
            }
            kind => format!("{RELATION}/{kind}"),
        };
        let _ = write!(xml, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    xml + "</Relationships>"
}

fn of_document(document: &Document) -> String {
    let pictures: Vec<(String, String)> = (1..)
        .zip(&document.pictures)
        .map(|(number, picture): (usize, _)| {
            (format!("rGambar{number}"), format!("media/gambar{number}.{}", picture.ending()))
        })
        .collect();
    let mut all = vec![
        ("rGaya", "styles", "styles.xml"),
        ("rSetelan", "settings", "settings.xml"),
        ("rKaki", "footer", "footer1.xml"),
    ];
    all.extend(pictures.iter().map(|(id, target)| (id.as_str(), "image", target.as_str())));
    relations(&all)
}

fn properties(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>id-ID</dc:language></cp:coreProperties>",
        escaped(title)
    )
}

/// A4 with margins of 2 cm, 2.5 cm below.
fn body(content: &str) -> String {
    format!(
        "<w:document {SPACES}><w:body>{content}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rKaki\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1417\" w:left=\"1134\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn field(name: &str) -> String {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    [
        run("<w:fldChar w:fldCharType=\"begin\"/>"),
        run(&format!("<w:instrText xml:space=\"preserve\"> {name} </w:instrText>")),
        run("<w:fldChar w:fldCharType=\"separate\"/>"),
        run("<w:t>1</w:t>"),
        run("<w:fldChar w:fldCharType=\"end\"/>"),
    ]
    .concat()
}

fn footer(text: &str) -> String {
    format!(
        "<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>\
         <w:r><w:tab/><w:t xml:space=\"preserve\">Halaman </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> dari </w:t></w:r>{}</w:p></w:ftr>",
        escaped(text),
        field("PAGE"),
        field("NUMPAGES"),
    )
}
