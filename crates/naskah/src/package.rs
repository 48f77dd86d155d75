//! The parts of the file.

use std::fmt::Write as _;
use std::io::{Cursor, Result, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Document, escaped, lists};

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
    <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";
const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const HEADER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
const BOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn pack(document: &Document) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let small = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let roots = relations(&[
        ("rDokumen", "officeDocument", "word/document.xml"),
        ("rSifat", "metadata/core-properties", "docProps/core.xml"),
    ]);
    let named = |name: &str, text: String| (name.to_owned(), text);
    let mut parts = vec![
        named("[Content_Types].xml", types(document)),
        named("_rels/.rels", roots),
        named("docProps/core.xml", properties(&document.title)),
        named("word/document.xml", body(&document.entries.filled(&document.body), document.struck.is_some())),
        named("word/_rels/document.xml.rels", of_document(document)),
        named("word/styles.xml", STYLES.to_owned()),
        named("word/settings.xml", settings(document.entries.asked())),
        named("word/footer1.xml", footer(&document.footer)),
    ];
    if let Some(word) = &document.struck {
        parts.push(named("word/header1.xml", header(word)));
    }
    for (number, chart) in (1_usize..).zip(&document.charts) {
        let target = format!("../embeddings/grafik{number}.xlsx");
        let to = relations(&[("rData", "package", target.as_str())]);
        parts.push((format!("word/charts/chart{number}.xml"), chart.part()));
        parts.push((format!("word/charts/_rels/chart{number}.xml.rels"), to));
    }
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
    for (number, chart) in (1_usize..).zip(&document.charts) {
        zip.start_file(format!("word/embeddings/grafik{number}.xlsx"), stored)?;
        zip.write_all(&chart.workbook)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn types(document: &Document) -> String {
    let mut xml = TYPES.to_owned();
    if document.struck.is_some() {
        let _ = write!(xml, "<Override PartName=\"/word/header1.xml\" ContentType=\"{HEADER}\"/>");
    }
    for (number, _) in (1_usize..).zip(&document.charts) {
        let _ = write!(xml, "<Override PartName=\"/word/charts/chart{number}.xml\" ContentType=\"{CHART}\"/>");
        let _ = write!(xml, "<Override PartName=\"/word/embeddings/grafik{number}.xlsx\" ContentType=\"{BOOK}\"/>");
    }
    xml + "</Types>"
}

/// Fields that list headings and captions know their pages when they are brought up to date.
fn settings(fields: bool) -> String {
    let stop = "<w:defaultTabStop w:val=\"720\"/>";
    if fields {
        SETTINGS.replace(stop, &format!("{stop}<w:updateFields w:val=\"true\"/>"))
    } else {
        SETTINGS.to_owned()
    }
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
    let charts: Vec<(String, String)> = (1..)
        .zip(&document.charts)
        .map(|(number, _): (usize, _)| (format!("rGrafik{number}"), format!("charts/chart{number}.xml")))
        .collect();
    all.extend(charts.iter().map(|(id, target)| (id.as_str(), "chart", target.as_str())));
    if document.struck.is_some() {
        all.push(("rKepala", "header", "header1.xml"));
    }
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
fn body(content: &str, header: bool) -> String {
    let header = if header { "<w:headerReference w:type=\"default\" r:id=\"rKepala\"/>" } else { "" };
    format!(
        "<w:document {SPACES}><w:body>{content}<w:sectPr>{header}<w:footerReference w:type=\"default\" r:id=\"rKaki\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1417\" w:left=\"1134\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// A word across each page, and the same word as text for who does not see it.
fn header(word: &str) -> String {
    let word = escaped(word);
    format!(
        "<w:hdr {SPACES} xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"><w:p>\
         <w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" \
         o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/>\
         <v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/>\
         <v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/>\
         <v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/>\
         <v:f eqn=\"sum @6 0 @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\" \
         o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/>\
         <v:textpath on=\"t\" fitshape=\"t\"/><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>\
         <v:shape id=\"TandaHalaman\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"{word}\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:440pt;height:140pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"silver\" stroked=\"f\"><v:fill opacity=\".5\"/>\
         <v:textpath style=\"font-family:Arial;font-size:1pt\" string=\"{word}\"/></v:shape></w:pict></w:r>\
         <w:r><w:t xml:space=\"preserve\">{word}</w:t></w:r></w:p></w:hdr>"
    )
}

fn footer(text: &str) -> String {
    format!(
        "<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>\
         <w:r><w:tab/><w:t xml:space=\"preserve\">Halaman </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> dari </w:t></w:r>{}</w:p></w:ftr>",
        escaped(text),
        lists::field("PAGE", "1"),
        lists::field("NUMPAGES", "1"),
    )
}
