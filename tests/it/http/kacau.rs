//! Bodies that nobody types: each operation takes or refuses them, says why as it says all else, and none of them breaks anything.

use axum::http::{Method, StatusCode};
use kernel::reference::Reference;
use serde_json::{Map, Value, json};
use testkit::{Answer, Backend, Test, TestApp, on_each};

use super::kendali::{addressed, ids, operations};

const JSON: &str = "application/json";

/// Bodies that are no object of JSON, or not only one.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, within: &str, close: &str| {
        [open.repeat(400).as_str(), within, close.repeat(400).as_str()].concat()
    };
    vec![
        ("a text", b"\"x\"".to_vec()),
        ("a list", b"[{}]".to_vec()),
        ("nothing at all", b"null".to_vec()),
        ("half", b"{\"alasan\":".to_vec()),
        ("two objects", b"{} {}".to_vec()),
        ("a mark before it", b"\xef\xbb\xbf{}".to_vec()),
        ("two bytes for each letter", b"{\0}\0".to_vec()),
        ("no text that can be read", b"{\"alasan\":\"\xff\xfe\"}".to_vec()),
        ("no name that can be read", b"{\"\xc0\x80\":1}".to_vec()),
        ("half a letter", br#"{"alasan":"\ud800"}"#.to_vec()),
        ("a number without end", b"{\"versi\":1e999}".to_vec()),
        ("no number", b"{\"versi\":NaN}".to_vec()),
        ("a member twice", br#"{"alasan":"a","alasan":"b"}"#.to_vec()),
        ("lists in lists", deep("[", "", "]").into_bytes()),
        ("objects in objects", deep("{\"a\":", "1", "}").into_bytes()),
    ]
}

/// What may stand in any member of an object, whatever it is meant for.
fn odd() -> Vec<Value> {
    let texts = [
        "x".repeat(10_000),
        "9".repeat(400),
        "\u{202e}\u{feff}\u{1f600}".repeat(20),
        "' OR 1=1; --".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "=HYPERLINK(\"x\")".to_owned(),
        " ".to_owned(),
    ];
    let mut all: Vec<Value> = texts.map(Value::from).to_vec();
    all.extend([json!(i64::MIN), json!(u64::MAX), json!(-1e308), json!(5e-324), json!({}), json!([[]])]);
    all
}

/// A body whose members all hold the same.
fn filled(document: &Value, schema: &Value, odd: &Value) -> Value {
    if let Some(at) = schema["$ref"].as_str() {
        return filled(document, document.pointer(at.trim_start_matches('#')).unwrap(), odd);
    }
    if let Some(either) = schema["anyOf"].as_array() {
        return filled(document, &either[0], odd);
    }
    if schema["items"].is_object() {
        return json!([filled(document, &schema["items"], odd)]);
    }
    let Some(members) = schema["properties"].as_object() else { return odd.clone() };
    let members = members.iter().map(|(key, member)| (key.clone(), filled(document, member, odd)));
    members.collect::<Map<_, _>>().into()
}

/// What is wrong with an answer.
fn wrong(what: &str, answer: &Answer) -> Option<String> {
    let told = answer.headers.get("content-type").is_some_and(|kind| kind == "application/problem+json; charset=utf-8");
    let status = answer.status;
    let good =
        if told { status.is_client_error() && answer.json()["status"] == status.as_u16() } else { status.is_success() };
    (!good).then(|| format!("{what}: {status} {}", answer.text.chars().take(300).collect::<String>()))
}

async fn visit(test: &Test, each: usize) {
    let app = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let (ids, app) = (ids(&app).await, app.with_header("if-match", "\"1\""));
    let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
    let (mut found, mut sent) = (Vec::new(), 0);
    for (path, method, operation) in operations(&document).step_by(each) {
        let Some((kind, body)) = operation["requestBody"]["content"].as_object().and_then(|all| all.iter().next())
        else {
            continue;
        };
        let (here, name) = (addressed(path, &ids), format!("{method} {path}"));
        let kind = if kind.starts_with("multipart/") { "multipart/form-data; boundary=b" } else { kind.as_str() };
        let ask = async |kind: &str, body: Vec<u8>| app.send(method.clone(), &here, kind, body).await;
        for (what, body) in unreadable() {
            let answer = ask(kind, body).await;
            // What reads a file as it is takes one in which there is nothing.
            if kind == JSON && !answer.status.is_client_error() {
                found.push(format!("{name} takes {what}: {}", answer.status));
            }
            found.extend(wrong(&format!("{name} {what}"), &answer));
            sent += 1;
        }
        if kind == JSON {
            for odd in odd() {
                let answer = ask(kind, filled(&document, &body["schema"], &odd).to_string().into_bytes()).await;
                found.extend(wrong(
                    &format!("{name} {}", odd.to_string().chars().take(40).collect::<String>()),
                    &answer,
                ));
                sent += 1;
            }
        }
    }
    assert!(found.is_empty(), "{} of {sent}:\n{}", found.len(), found.join("\n"));
    assert!(sent * each > 8_000, "{sent}");
    let after = app.send(Method::GET, "/api/v1/orang", JSON, "").await;
    assert_eq!(after.status, StatusCode::OK, "who sent all that is still known");
}

#[tokio::test]
async fn no_body_breaks_an_operation_and_each_refusal_is_a_problem() {
    on_each(&[Backend::Sqlite], async |test| {
        visit(&test, 1).await;
        test
    })
    .await;
}

#[tokio::test]
async fn nor_does_one_on_the_other_database() {
    on_each(&[Backend::Postgres], async |test| {
        visit(&test, 23).await;
        test
    })
    .await;
}
