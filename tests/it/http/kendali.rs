//! Control characters in every text that every operation and page takes: refused before anything is done with it.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use kernel::form::ILLEGIBLE;
use kernel::reference::Reference;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Map, Value, json};
use testkit::{Answer, Test, TestApp, on_both};

use testkit::least;

const FORM: &str = "application/x-www-form-urlencoded";
const NOBODY: &str = "0190a5de-0000-7000-8000-000000000000";
const BAD: [&str; 3] = ["a\0b", "a\u{1b}[2Jb", "a\u{85}b"];
const BAD_IN_ADDRESSES: [&str; 3] = ["a%00b", "a%1b%5b2Jb", "a%c2%85b"];

/// What takes no JSON to refuse: each piece of what a desk sends is answered by itself, and `teks` shows how.
const PIECEWISE: &str = "/api/v1/meja/kirim";
/// What takes a file as it is, and keeps nothing of it.
const RAW: &str = "/api/v1/periksa";

/// What only a step makes, so that there is none here: who sends to what is not there is told so first.
const NOT_THERE: [&str; 4] = ["izin", "layanan", "pelimpahan", "selisih"];
/// Pages that are told by their address alone, and read nothing that is sent.
const UNREAD: [&str; 6] = ["/berkas.docx", "/buka", "/manifes/berikutnya", "/datang", "/tidak-datang", "/lepas"];

fn not_there(path: &str, answer: &Answer) -> bool {
    answer.status == StatusCode::NOT_FOUND && NOT_THERE.contains(&kind(path)) && path.contains("{id}")
}

/// A body in which every text is bad, and the places of these texts. What is no text is left out.
fn spoilt(document: &Value, schema: &Value, bad: &str, place: &str, places: &mut Vec<String>) -> Option<Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return spoilt(document, document.pointer(name.trim_start_matches('#')).unwrap(), bad, place, places);
    }
    for choice in ["anyOf", "oneOf", "allOf"] {
        if let Some(all) = schema[choice].as_array() {
            return all.iter().find_map(|one| spoilt(document, one, bad, place, places));
        }
    }
    let is =
        |word: &str| schema["type"] == word || schema["type"].as_array().is_some_and(|all| all.contains(&json!(word)));
    if is("string") || schema["enum"][0].is_string() {
        places.push(place.to_owned());
        return Some(json!(bad));
    }
    if is("array") {
        return Some(json!([spoilt(document, &schema["items"], bad, &format!("{place}/0"), places)?]));
    }
    if !is("object") {
        return None;
    }
    let mut members = Map::new();
    for (key, member) in schema["properties"].as_object().into_iter().flatten() {
        members
            .extend(spoilt(document, member, bad, &format!("{place}/{key}"), places).map(|value| (key.clone(), value)));
    }
    if schema["additionalProperties"].is_object() {
        let value = spoilt(document, &schema["additionalProperties"], bad, &format!("{place}/lain"), places);
        members.extend(value.map(|value| ("lain".to_owned(), value)));
    }
    Some(Value::Object(members))
}

/// The ids of a record of each kind, and of a person.
pub(super) async fn ids(app: &TestApp) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (kind, body) in least() {
        let made = app.post(&format!("/api/v1/{kind}"), &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{kind}: {}", made.text);
        let made = made.json();
        ids.insert(kind.to_owned(), made["id"].as_str().unwrap().to_owned());
        ids.extend(made["orang_id"].as_str().map(|id| ("orang".to_owned(), id.to_owned())));
    }
    ids
}

fn kind(path: &str) -> &str {
    path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default()
}

pub(super) fn addressed(path: &str, ids: &BTreeMap<String, String>) -> String {
    path.replace("{id}", ids.get(kind(path)).map_or(NOBODY, String::as_str))
        .replace("{lampiran_id}", NOBODY)
        .replace("{baris}", NOBODY)
        .replace("{perjanjian}", "2025-pok")
        .replace("{langkah}", "tinjau")
        .replace("{kamus}", "cabang_bpjs")
        .replace("{kode}", "serang")
        .replace("{tindakan}", "ubah")
        .replace("{hari}", "2025-12-25")
        .replace("{surat}", "pengaduan.pelimpahan")
        .replace("{berkas}", "meja.js")
        .replace("{no}", "6")
}

/// How many rows of records, people, history and attachments there are.
async fn rows(test: &Test) -> Vec<i64> {
    let db = &test.house().db;
    let mut tables: Vec<&str> = test.lindung.registry.all().iter().map(|kind| kind.info().table).collect();
    tables.extend(["orang", "riwayat", "lampiran", "penutupan"]);
    let mut all = Vec::new();
    for table in tables {
        let count = Statement::from_string(db.get_database_backend(), ["SELECT count(*) AS n FROM ", table].concat());
        all.push(db.query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap());
    }
    all
}

fn told(what: &str, answer: &Answer, wrong: &mut Vec<String>) {
    wrong.push(format!("{what}: {} {}", answer.status, answer.text.chars().take(300).collect::<String>()));
}

#[tokio::test]
async fn every_operation_of_the_api_refuses_control_characters_in_every_text() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let ids = ids(&app).await;
        let before = rows(&test).await;
        let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
        let (mut wrong, mut bodies, mut queries, mut paths) = (Vec::new(), 0, 0, 0);
        for (path, method, operation) in operations(&document) {
            let here = addressed(path, &ids);
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            for bad in BAD.iter().filter(|_| !schema.is_null() && path != PIECEWISE) {
                let mut places = Vec::new();
                let body = spoilt(&document, schema, bad, "", &mut places).unwrap();
                if places.is_empty() {
                    continue;
                }
                bodies += 1;
                let answer = app.clone().with_header("if-match", "\"1\"");
                let answer = answer.send(method.clone(), &here, "application/json", body.to_string()).await;
                let errors = serde_json::from_str::<Value>(&answer.text).unwrap_or_default()["errors"].clone();
                let named = |place: &String| {
                    let found = |error: &Value| error["pointer"] == **place && error["detail"] == ILLEGIBLE;
                    errors.as_array().is_some_and(|all| all.iter().any(found))
                };
                let refused = answer.status == StatusCode::UNPROCESSABLE_ENTITY && places.iter().all(named);
                if !(refused || not_there(path, &answer)) {
                    told(&format!("{method} {here} {bad:?}"), &answer, &mut wrong);
                }
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                for (at, bad) in BAD_IN_ADDRESSES.iter().enumerate() {
                    let answer = match parameter["in"].as_str().unwrap() {
                        "query" => {
                            queries += 1;
                            let answer = app.send(method.clone(), &format!("{here}?{name}={bad}"), FORM, "").await;
                            let refused = answer.status == StatusCode::BAD_REQUEST && answer.text.contains(ILLEGIBLE);
                            if !refused && method == Method::GET {
                                told(&format!("{method} {here}?{name}={bad}"), &answer, &mut wrong);
                            }
                            answer
                        }
                        "path" if at == 0 || name != "id" => {
                            paths += 1;
                            let odd = addressed(&path.replace(&format!("{{{name}}}"), bad), &ids);
                            app.send(method.clone(), &odd, "application/json", "{}").await
                        }
                        _ => continue,
                    };
                    if !answer.status.is_client_error() {
                        told(&format!("{method} {path} {name}={bad}"), &answer, &mut wrong);
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {bodies} + {queries} + {paths}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(bodies > 600 && queries > 500 && paths > 400, "{bodies} {queries} {paths}");
        assert_eq!(rows(&test).await, before, "something was stored");
        test
    })
    .await;
}

/// Path, method and description of each operation.
pub(super) fn operations(document: &Value) -> impl Iterator<Item = (&String, Method, &Value)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        let all = item.as_object().unwrap().iter();
        all.map(move |(method, operation)| (path, method.to_uppercase().parse().unwrap(), operation))
    })
}

/// Whether a page takes a form with a file.
fn takes_a_file(path: &str) -> bool {
    path.ends_with("/lampiran")
        || path.ends_with("/berkas")
        || path.ends_with("/banyak")
        || path == "/periksa"
        || path == "/templat/{surat}"
}

#[tokio::test]
async fn every_page_of_the_console_refuses_control_characters() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let ids = ids(&app).await;
        let page = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let before = rows(&test).await;
        let (mut wrong, mut forms, mut files, mut addresses) = (Vec::new(), 0, 0, 0);
        let routes = test.lindung.routes();
        for (method, path) in routes.all().iter().filter(|(_, path)| !path.starts_with("/api/") && path != "/keluar") {
            let here = addressed(path, &ids);
            for (bad, raw) in BAD_IN_ADDRESSES.iter().zip(BAD) {
                if *method == Method::GET {
                    addresses += 1;
                    let (answer, plain) = (page.get(&format!("{here}?x={bad}")).await, page.get(&here).await);
                    let refused = answer.status == StatusCode::BAD_REQUEST && answer.text.contains(ILLEGIBLE);
                    // What reads no query answers as it does without.
                    if answer.status.is_server_error() || !(refused || answer.status == plain.status) {
                        told(&format!("{here}?x={bad}"), &answer, &mut wrong);
                    }
                } else if takes_a_file(path) {
                    files += 1;
                    let named = page.upload(&here, (&format!("{raw}.csv"), b"nomor\n1\n"), "").await;
                    let said = format!(
                        "--b\r\nContent-Disposition: form-data; name=\"keterangan\"\r\n\r\n{raw}\r\n--b\r\nContent-Disposition: \
                         form-data; name=\"tahun\"\r\n\r\n{raw}\r\n--b--\r\n"
                    );
                    let said = page.send(method.clone(), &here, "multipart/form-data; boundary=b", said).await;
                    // A head of a part that no browser sends is a broken form; the page then says so.
                    let broken = !raw.contains('\u{85}') && named.text.contains("tidak sampai dengan utuh");
                    if !(named.status.is_client_error() || broken) {
                        told(&format!("{here} {raw:?} as a name"), &named, &mut wrong);
                    }
                    let takes_text = path.ends_with("/lampiran") || path == "/periksa";
                    if said.status.is_server_error() || (takes_text && said.status != StatusCode::BAD_REQUEST && !not_there(path, &said)) {
                        told(&format!("{here} {raw:?} as text"), &said, &mut wrong);
                    }
                } else {
                    forms += 1;
                    for body in [format!("alasan={bad}"), format!("{bad}=x"), format!("teks=a%0d%0ab%0d%0a{bad}")] {
                        let answer = page.send(method.clone(), &here, FORM, body).await;
                        let refused = answer.status == StatusCode::BAD_REQUEST && answer.text.contains(ILLEGIBLE);
                        let unread = UNREAD.iter().any(|end| path.ends_with(end)) && !answer.status.is_server_error();
                        if !(refused || unread) {
                            told(&format!("{method} {here} {bad}"), &answer, &mut wrong);
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {forms} + {files} + {addresses}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(forms > 300 && files > 60 && addresses > 300, "{forms} {files} {addresses}");
        assert_eq!(rows(&test).await, before, "something was stored");
        test
    })
    .await;
}

/// What was typed is named by its field and line, in what people see.
#[tokio::test]
async fn a_form_says_in_which_field_and_line_it_is() {
    on_both(async |test| {
        TestApp::user(&test, "uji.kepala", "kepala", "BP3MI-BANTEN").await;
        let page = TestApp::console(&test, "uji.kepala").await;
        for (body, words) in [
            ("nama=Siti%1bContoh", "nama: Berisi karakter"),
            ("nama=Siti&kronologi=satu%0d%0adua%0d%0ati%0bga", "kronologi, baris 3: Berisi karakter"),
        ] {
            let page = page.clone().with_header("content-length", &body.len().to_string());
            let answer = page.send(Method::POST, "/pengaduan/baru", FORM, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(
                answer.text.contains(words) && answer.text.contains("Isian Anda ada di bawah ini"),
                "{}",
                answer.text
            );
        }
        for body in ["nama=a%1bb&sandi=x", "nama=x&sandi=a%1bb", "nama=a%00b&sandi=x"] {
            let answer = TestApp::new(&test).send(Method::POST, "/masuk", FORM, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_file_is_refused_by_what_its_name_and_remark_hold() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let ids = ids(&app).await;
        let before = rows(&test).await;
        let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
        let mut files = 0;
        for (path, _, operation) in operations(&document) {
            let takes = &operation["requestBody"]["content"];
            if takes["multipart/form-data"].is_null() {
                assert!(takes["*/*"].is_null() || path == RAW, "{path}: a body that nobody looks at");
                continue;
            }
            let here = addressed(path, &ids);
            for bad in BAD {
                files += 1;
                let named = app.upload(&here, (&format!("{bad}.pdf"), b"%PDF-1.4"), "").await;
                let said = app.upload(&here, ("surat.pdf", b"%PDF-1.4"), bad).await;
                for answer in [named, said] {
                    let refused = answer.status == StatusCode::BAD_REQUEST || not_there(path, &answer);
                    assert!(refused, "{here} {bad:?}: {} {}", answer.status, answer.text);
                }
            }
        }
        assert!(files > 50);
        assert_eq!(rows(&test).await, before, "something was stored");
        test
    })
    .await;
}
