//! What every Word document of the product must be: sound as a package, its elements in the order of the schema, its numbers unique. Word
//! calls a file damaged that is not, and other programs say nothing. Where `OPENXML_AUDIT` names the library that knows the whole schema
//! (`cargo xtask test` fetches it), the document is held against that too.

mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

type Parts = BTreeMap<String, String>;

/// What the library asks for and the schema does not: both parts are optional (ISO/IEC 29500-1, 11.3.5 and 14.2.7).
const OPTIONAL: [&str; 2] = ["relationships/fontTable' is missing", "relationships/theme' is missing"];

/// Fails with what is wrong with a document.
pub fn sound(bytes: &[u8]) {
    // What is no text is left empty.
    let text = |(name, held)| (name, String::from_utf8(held).unwrap_or_default());
    let parts: Parts = opened(bytes).into_iter().map(text).collect();
    let mut wrong: Vec<String> = Vec::new();
    for (name, xml) in parts.iter().filter(|(name, _)| is_xml(name)) {
        wrong.extend(disordered(xml).into_iter().map(|said| format!("{name}: {said}")));
    }
    wrong.extend(untyped(&parts));
    wrong.extend(unrelated(&parts));
    wrong.extend(doubled(&parts["word/document.xml"]));
    assert!(wrong.is_empty(), "{wrong:#?}");
    by_the_library(bytes);
}

/// The parts of a document or a workbook, by their names.
pub fn opened(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for at in 0..archive.len() {
        let mut one = archive.by_index(at).unwrap();
        let mut held = Vec::new();
        one.read_to_end(&mut held).unwrap();
        all.insert(one.name().unwrap().into_owned(), held);
    }
    all
}

fn all(text: &str, pattern: &str) -> Vec<String> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Whether a part is one of XML; those of relations end otherwise.
fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xml")
}

/// The place of a child among those that its parent may have; none for one that it may not.
fn place(children: &str, name: &str) -> Option<usize> {
    children.split_whitespace().position(|place| place.split('|').any(|one| one == name))
}

/// Elements that stand where their parent does not have them, and cells that end without a paragraph.
fn disordered(xml: &str) -> Vec<String> {
    let tags = Regex::new("<(/?)([A-Za-z0-9]+(?::[A-Za-z0-9]+)?)([^<>]*?)(/?)>").unwrap();
    let (mut open, mut wrong): (Vec<(String, usize, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for tag in tags.captures_iter(xml) {
        let name = &tag[2];
        if !tag[1].is_empty() {
            let (closed, _, last) = open.pop().unwrap();
            assert_eq!(closed, name);
            if name == "w:tc" && last != "w:p" {
                wrong.push(format!("w:tc ends with {last}"));
            }
            continue;
        }
        if let Some((parent, reached, last)) = open.last_mut() {
            name.clone_into(last);
            if let Some((_, children)) = order::CHILDREN.iter().find(|(one, _)| one == parent) {
                match place(children, name) {
                    Some(place) if place >= *reached => *reached = place,
                    Some(_) => wrong.push(format!("{name} stands too late in {parent}")),
                    None => wrong.push(format!("{name} does not belong into {parent}")),
                }
            }
        }
        if tag[4].is_empty() {
            open.push((name.to_owned(), 0, String::new()));
        }
    }
    if !open.is_empty() {
        wrong.push(format!("{open:?} is not closed"));
    }
    wrong
}

/// Parts without a type of their own, and types of parts that there are not.
fn untyped(parts: &Parts) -> Vec<String> {
    let types = &parts["[Content_Types].xml"];
    let overrides: BTreeSet<String> = all(types, "PartName=\"/([^\"]+)\"").into_iter().collect();
    let endings: BTreeSet<String> = all(types, "Extension=\"([^\"]+)\"").into_iter().collect();
    let mut wrong = Vec::new();
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let xml = ending == "xml";
        if !overrides.contains(name) && (xml || !endings.contains(ending)) {
            wrong.push(format!("{name} has no type"));
        }
    }
    wrong.extend(overrides.iter().filter(|name| !parts.contains_key(*name)).map(|name| format!("{name} is not there")));
    wrong
}

/// Relations that are named and not there, that are there twice, and that lead to no part.
fn unrelated(parts: &Parts) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, xml) in parts.iter().filter(|(name, _)| is_xml(name)) {
        let named: BTreeSet<String> = all(xml, " r:(?:id|embed|link)=\"([^\"]+)\"").into_iter().collect();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let road = format!("{folder}/_rels/{file}.rels");
        let held = parts.get(road.trim_start_matches('/')).map(String::as_str).unwrap_or_default();
        let ids = all(held, " Id=\"([^\"]+)\"");
        let there: BTreeSet<&String> = ids.iter().collect();
        if there.len() != ids.len() {
            wrong.push(format!("{name}: relations have the same name"));
        }
        wrong.extend(named.iter().filter(|id| !there.contains(id)).map(|id| format!("{name}: {id} is no relation")));
        for target in all(held, " Target=\"([^\"]+)\"") {
            if !parts.contains_key(&resolved(folder, &target)) {
                wrong.push(format!("{name}: {target} is not there"));
            }
        }
    }
    wrong
}

/// The name of a part as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// Numbers and names that stand twice or for nothing, and fields that are not closed.
fn doubled(body: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let begun = all(body, "<w:bookmarkStart w:id=\"([^\"]+)\"");
    let ended = all(body, "<w:bookmarkEnd w:id=\"([^\"]+)\"");
    let names = all(body, "<w:bookmarkStart [^>]*w:name=\"([^\"]+)\"");
    let drawings = all(body, "<wp:docPr id=\"([^\"]+)\"");
    for (what, list) in [("bookmark", &begun), ("end", &ended), ("name", &names), ("drawing", &drawings)] {
        let once: BTreeSet<&String> = list.iter().collect();
        if once.len() != list.len() {
            wrong.push(format!("a {what} stands twice"));
        }
    }
    let pairs: [BTreeSet<&String>; 2] = [begun.iter().collect(), ended.iter().collect()];
    if pairs[0] != pairs[1] {
        wrong.push("bookmarks without an end".to_owned());
    }
    wrong.extend(names.iter().filter(|name| name.chars().count() > 40).map(|name| format!("{name} is too long")));
    let anchors = all(body, "w:anchor=\"([^\"]+)\"");
    wrong.extend(anchors.iter().filter(|to| !names.contains(to)).map(|to| format!("{to} leads nowhere")));
    let many = |kind: &str| body.matches(&format!("w:fldCharType=\"{kind}\"")).count();
    if many("begin") != many("end") || many("begin") != many("separate") {
        wrong.push("a field is not closed".to_owned());
    }
    wrong
}

/// Holds a document against the whole schema, where the library is there.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever starts the tests says where the library is; no setting of the product"
)]
fn by_the_library(bytes: &[u8]) {
    let Ok(program) = std::env::var("OPENXML_AUDIT") else { return };
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("berkas.docx");
    std::fs::write(&path, bytes).unwrap();
    let done = Command::new(program).args(["--output", "json", "--max-errors", "0"]).arg(&path).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
    let found = told[0]["errors"].as_array().unwrap();
    let meant = |one: &&serde_json::Value| {
        let said = one["description"].as_str().unwrap_or_default();
        !OPTIONAL.iter().any(|part| said.contains(part))
    };
    let wrong: Vec<&serde_json::Value> = found.iter().filter(meant).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_stands_in_the_wrong_place_or_nowhere_is_found() {
    let body = |inner: &str| format!("<w:document><w:body>{inner}</w:body></w:document>");
    assert_eq!(disordered(&body("<w:p><w:pPr><w:pStyle/><w:jc/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>")), [""; 0]);
    for (inner, said) in [
        ("<w:p><w:pPr><w:jc/><w:pStyle/></w:pPr></w:p>", "w:pStyle stands too late in w:pPr"),
        ("<w:p><w:r><w:t>a</w:t><w:rPr/></w:r></w:p>", "w:rPr stands too late in w:r"),
        ("<w:p><w:t>a</w:t></w:p>", "w:t does not belong into w:p"),
        ("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>", "w:tc ends with w:tcPr"),
    ] {
        assert_eq!(disordered(&body(inner)), [said]);
    }
    let mark = |id: u32, name: &str| {
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>")
    };
    assert_eq!(doubled(&[mark(1, "a"), mark(2, "b")].concat()), [""; 0]);
    assert_eq!(doubled(&[mark(1, "a"), mark(1, "b")].concat()).len(), 2);
    assert_eq!(doubled("<w:hyperlink w:anchor=\"x\">"), ["x leads nowhere"]);
}
