//! The relations of a part of an Office file (`.rels`): what it holds beside itself, and what lies elsewhere.

use kernel::Result;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::{broken, loading, running};

/// Relations, by the last word of their type, that are never taken, and what they are called.
const RUNNING: [(&str, &str); 4] = [
    ("oleobject", "objek OLE"),
    ("control", "kontrol ActiveX"),
    ("activexcontrolbinary", "kontrol ActiveX"),
    ("vbaproject", "makro"),
];

/// What a relation that leads elsewhere is called, by the last word of its type.
const ELSEWHERE: [(&str, &str); 8] = [
    ("attachedtemplate", "templat dari tempat lain"),
    ("image", "gambar dari tempat lain"),
    ("frame", "bingkai dari tempat lain"),
    ("subdocument", "dokumen bawahan dari tempat lain"),
    ("externallinkpath", "tautan ke buku kerja lain"),
    ("video", "video dari tempat lain"),
    ("audio", "suara dari tempat lain"),
    ("package", "objek dari tempat lain"),
];

/// Refuses relations that run something, and those that load something from elsewhere. A link that somebody must click is
/// harmless.
pub(super) fn harmless(text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(broken());
    }
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let (mut kind, mut mode) = (String::new(), String::new());
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| broken())?;
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?;
                    match attribute.key.as_ref() {
                        "Type" => kind = value.trim().to_lowercase(),
                        "TargetMode" => mode = value.trim().to_lowercase(),
                        _ => {}
                    }
                }
                relation(kind.rsplit('/').next().unwrap_or_default(), &mode)?;
            }
            // In another encoding, or with entities of its own, it may say something else to another reader.
            Event::Decl(declaration)
                if !declaration.encoding().is_none_or(|name| name.is_ok_and(|name| plain(&name))) =>
            {
                return Err(broken());
            }
            Event::DocType(_) => return Err(broken()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn plain(encoding: &str) -> bool {
    encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("us-ascii")
}

fn relation(kind: &str, mode: &str) -> Result<()> {
    let word = |words: &[(&str, &'static str)]| words.iter().find(|(of, _)| *of == kind).map(|(_, word)| *word);
    if let Some(word) = word(&RUNNING) {
        return Err(running(word));
    }
    if kind == "afchunk" {
        return Err(loading("dokumen tersisip"));
    }
    if mode.is_empty() || mode == "internal" || kind == "hyperlink" {
        return Ok(());
    }
    Err(loading(word(&ELSEWHERE).unwrap_or("bagian dari tempat lain")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn one(kind: &str, more: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{TYPES}/{kind}\" {more}/></Relationships>"
        )
    }

    #[test]
    fn what_lies_elsewhere_is_refused_and_a_link_is_not() {
        for (kind, more, word) in [
            ("attachedTemplate", "Target=\"https://contoh.example/a.dotm\" TargetMode=\"External\"", "templat"),
            ("attachedTemplate", "TargetMode=\"&#69;xternal\" Target=\"file:///x\"", "templat"),
            ("attachedTemplate", "TargetMode=\" external \" Target=\"x\"", "templat"),
            ("image", "Target='https://contoh.example/a.png' TargetMode='External'", "gambar"),
            ("frame", "Target=\"x\" TargetMode=\"External\"", "bingkai"),
            ("oleObject", "Target=\"embeddings/oleObject1.bin\"", "objek OLE"),
            ("oleObject", "Target=\"\\\\contoh\\x\" TargetMode=\"External\"", "objek OLE"),
            ("control", "Target=\"activeX/activeX1.xml\"", "ActiveX"),
            ("aFChunk", "Target=\"a.html\"", "dokumen tersisip"),
            ("externalLinkPath", "Target=\"b.xlsx\" TargetMode=\"External\"", "buku kerja lain"),
            ("yangBaru", "Target=\"x\" TargetMode=\"External\"", "bagian dari tempat lain"),
            ("image", "Target=\"x\" TargetMode=\"Apa\"", "gambar"),
        ] {
            let refusal = harmless(&one(kind, more)).unwrap_err().to_string();
            assert!(refusal.contains(word), "{kind} {more}: {refusal}");
            let prefixed = one(kind, more).replace("<Rel", "<p:Rel").replace("</Rel", "</p:Rel");
            assert!(harmless(&prefixed).is_err(), "{prefixed}");
        }
        for (kind, more) in [
            ("hyperlink", "Target=\"https://contoh.example/\" TargetMode=\"External\""),
            ("image", "Target=\"media/gambar1.png\""),
            ("styles", "Target=\"styles.xml\" TargetMode=\"Internal\""),
            ("package", "Target=\"embeddings/Buku1.xlsx\""),
        ] {
            harmless(&one(kind, more)).unwrap();
        }
    }

    #[test]
    fn what_cannot_be_read_alike_by_all_is_refused() {
        for text in [
            "<a",
            "<!DOCTYPE a [<!ENTITY b 'External'>]><a/>",
            "<\0R\0/\0>\0",
            "<?xml version=\"1.0\" encoding=\"utf-7\"?><a/>",
        ] {
            assert!(harmless(text).is_err(), "{text:?}");
        }
        harmless("\u{feff}<?xml version=\"1.0\"?><!-- kosong --><Relationships/>").unwrap();
    }
}
