//! What the description allows is read, and what it forbids is refused: every operation, by values made of its schemas.

mod contoh;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use contoh::Schemas;
use kernel::reference::Reference;
use serde_json::{Value, json};
use testkit::{Answer, Backend, TestApp, on_each};

/// What is said of a text or a number that cannot be read as the field that it was sent for. Where the description allows a
/// value, nothing of this may be said of it; that a day has not come, a number is nobody's or two days stand in the wrong order,
/// no schema can say.
const UNREADABLE: [&str; 22] = [
    "Terlalu panjang",
    "aling banyak",
    "Bukan tanggal",
    "Tahun tidak masuk akal",
    "Tulis tahun dengan",
    "Tulis bilangan",
    "Tulis angka",
    "Tulis ya",
    "Tulis true",
    "Tulis sebagai",
    "Tulis misalnya",
    "Tulis jam",
    "Tulis satu nilai",
    "Tulis UUID",
    "Tulis dalam satu",
    "Pilih dari",
    "Pilihan tidak dikenal",
    "Negara tidak dikenal",
    "Daerah tidak dikenal",
    "harus 16 angka",
    "Nomor dokumen harus",
    "Nomor telepon harus",
];

/// What is answered though it can be read: what only the house itself knows.
const ONLY_THE_HOUSE_KNOWS: [&str; 11] = [
    "tidak ada. Pilih salah satu: 2025-pok",
    "Belum ada perjanjian",
    "tidak ada angkanya",
    "tidak ada dua perjanjian",
    "Perjanjian kinerja ini tidak ada",
    "tidak ada di penutupan ini",
    "Jenis tidak dikenal",
    "Tidak ada petugas aktif dengan nama masuk itu",
    "Baris nama kolom tidak ditemukan",
    "dari urutan lain",
    "berkas",
];

/// How many whole bodies are sent to an operation.
const ROUNDS: usize = 6;
/// In how many parts the operations are gone through, each a test of its own, so that they run beside each other.
const PARTS: usize = 4;
/// Of how many operations one is gone through on the other database.
const SOME: usize = 23;

struct Operation<'a> {
    method: Method,
    path: &'a str,
    said: &'a Value,
}

impl Operation<'_> {
    fn parameters(&self, place: &str) -> Vec<&Value> {
        let all = self.said["parameters"].as_array();
        all.into_iter().flatten().filter(|one| one["in"] == json!(place)).collect()
    }

    fn body(&self) -> Option<&Value> {
        self.said.pointer("/requestBody/content/application~1json/schema")
    }

    fn asks_for_version(&self) -> bool {
        self.parameters("header").iter().any(|one| one["name"] == json!("If-Match"))
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let of = |(path, item): (&'_ String, &'_ Value)| -> Vec<(String, String)> {
        item.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())).collect()
    };
    let names: Vec<(String, String)> = document["paths"].as_object().unwrap().iter().flat_map(of).collect();
    // Whoever logs in and out again would end the session that asks.
    // And what is matched is described as it is: as somebody types it who is still asking, and read as the form reads it.
    let apart =
        |path: &str| path.contains("/auth/") || path.ends_with("/meja/buka") || path.ends_with("/orang/cocokkan");
    let names = names.into_iter().filter(|(path, _)| !apart(path));
    names
        .map(|(path, method)| {
            let (path, item) = document["paths"].as_object().unwrap().get_key_value(&path).unwrap();
            Operation { method: method.to_uppercase().parse().unwrap(), path, said: &item[&method] }
        })
        .collect()
}

/// A house with somebody in it who may do everything.
struct Visit<'a> {
    app: TestApp,
    schemas: Schemas<'a>,
    count: usize,
}

impl Visit<'_> {
    /// A new record of a kind for each operation that asks for one; where there can be none, an id that is nobody's.
    async fn filled(&mut self, operation: &Operation<'_>) -> String {
        let nobody = "0190a5de-0000-7000-8000-000000000000";
        let kind = operation.path.trim_start_matches("/api/v1/").split('/').next().unwrap();
        let id = if operation.path.contains("{id}") { self.record(kind).await } else { None };
        operation
            .path
            .replace("{id}", id.as_deref().unwrap_or(nobody))
            .replace("{lampiran_id}", nobody)
            .replace("{baris}", nobody)
            .replace("{perjanjian}", "2025-pok")
            .replace("{kamus}", "cabang_bpjs")
            .replace("{akun}", "tidak.ada")
            .replace("{kode}", "serang")
            .replace("{hari}", "2025-12-25")
            .replace("{no}", "6")
    }

    async fn record(&mut self, kind: &str) -> Option<String> {
        let road = format!("/api/v1/{kind}");
        let schema = &self.schemas.0["paths"][&road]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let schema = self.schemas.plain(schema);
        let mut members = self.schemas.object(schema, 0, false);
        self.count += 1;
        for (key, value) in members.as_object_mut()? {
            if value.is_string() && schema["properties"][key]["enum"].is_null() {
                let day = schema["properties"][key]["maxLength"] == json!(10);
                *value = if day { json!("2025-06-01") } else { json!(format!("Contoh {}", self.count)) };
            }
        }
        let made = self.app.post(&road, &members).await;
        made.status.is_success().then(|| made.json()["id"].as_str().map(str::to_owned))?
    }

    async fn send(&self, operation: &Operation<'_>, path: &str, body: Option<&Value>) -> Answer {
        let text = body.map_or_else(String::new, Value::to_string);
        if !operation.asks_for_version() {
            return self.app.send(operation.method.clone(), path, "application/json", text).await;
        }
        let record =
            path.rsplit_once('/').filter(|_| operation.method == Method::POST).map_or(path, |(record, _)| record);
        let version = self.app.get(record).await.headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        let app = self.app.clone().with_header("if-match", version.as_deref().unwrap_or("\"1\""));
        app.send(operation.method.clone(), path, "application/json", text).await
    }

    /// What is wrong with the answer to something that the description allows.
    fn refused(answer: &Answer) -> Option<String> {
        let among = |all: &[&str], text: &str| all.iter().any(|words| text.contains(words));
        let known = |text: &str| among(&ONLY_THE_HOUSE_KNOWS, text);
        let wrong = match answer.status {
            StatusCode::BAD_REQUEST => !known(answer.json()["detail"].as_str().unwrap_or_default()),
            StatusCode::UNPROCESSABLE_ENTITY => {
                let errors = answer.json();
                let mut details =
                    errors["errors"].as_array().into_iter().flatten().filter_map(|one| one["detail"].as_str());
                details.any(|detail| among(&UNREADABLE, detail) && !known(detail))
            }
            StatusCode::UNSUPPORTED_MEDIA_TYPE => true,
            status => status.is_server_error(),
        };
        wrong.then(|| format!("{} {}", answer.status, answer.text))
    }

    async fn bodies(&mut self, operation: &Operation<'_>, wrong: &mut Vec<String>) {
        let Some(schema) = operation.body() else { return };
        let name = format!("{} {}", operation.method, operation.path);
        let path = self.filled(operation).await;
        for broken in self.schemas.broken(schema) {
            let answer = self.send(operation, &path, Some(&broken.value)).await;
            if !answer.status.is_client_error() {
                wrong.push(format!("{name} takes {}: {}", broken.rule, answer.status));
            }
        }
        // What is sent a second time would only be done a second time: papers are printed once.
        let mut sent = BTreeSet::new();
        for round in 0..ROUNDS {
            let body = self.schemas.object(schema, round, round > 0);
            if !sent.insert(body.to_string()) {
                continue;
            }
            let path = self.filled(operation).await;
            let answer = self.send(operation, &path, Some(&body)).await;
            wrong.extend(Self::refused(&answer).map(|why| format!("{name} refuses {body}: {why}")));
        }
    }

    async fn addresses(&mut self, operation: &Operation<'_>, wrong: &mut Vec<String>) {
        let name = format!("{} {}", operation.method, operation.path);
        let path = self.filled(operation).await;
        let body = operation.body().map(|schema| self.schemas.object(schema, 0, false));
        let asked = operation.parameters("query");
        let must = asked.iter().filter(|one| one["required"] == json!(true)).map(|one| {
            let value = self.schemas.allowed(&one["schema"]).into_iter().next().unwrap();
            (one["name"].as_str().unwrap().to_owned(), plain(&value))
        });
        let must: Vec<(String, String)> = must.collect();
        let address = |key: &str, value: &str| {
            let own = must.iter().filter(|(name, _)| name != key);
            let all = own.map(|(name, value)| (name.as_str(), value.as_str())).chain([(key, value)]);
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
            format!("{path}?{query}")
        };
        let mut forbidden = vec![("hantu".to_owned(), "1".to_owned())];
        let mut sent = BTreeSet::new();
        for parameter in &asked {
            let (key, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let texts =
                self.schemas.wrong(schema).into_iter().filter(|one| one.value.is_string() || one.value.is_i64());
            let beyond = |text: &String| !numeric(self.schemas.plain(schema), text);
            forbidden.extend(texts.map(|one| plain(&one.value)).filter(beyond).map(|text| (key.to_owned(), text)));
            for value in self.schemas.allowed(schema) {
                let address = address(key, &plain(&value));
                if !sent.insert(address.clone()) {
                    continue;
                }
                let answer = self.send(operation, &address, body.as_ref()).await;
                wrong.extend(Self::refused(&answer).map(|why| format!("{name}?{key}={value} is refused: {why}")));
            }
        }
        for (key, text) in forbidden {
            let answer = self.send(operation, &address(&key, &text), body.as_ref()).await;
            if !answer.status.is_client_error() {
                wrong.push(format!("{name}?{key}={text} is taken: {}", answer.status));
            }
        }
        if path != operation.path {
            let odd = operation.path.replace("{id}", "bukan-uuid").replace("{no}", "x").replace(['{', '}'], "");
            let answer = self.send(operation, &odd, body.as_ref()).await;
            if !answer.status.is_client_error() {
                wrong.push(format!("{name} takes an odd id: {}", answer.status));
            }
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text says a number that a schema allows: in an address everything is text.
fn numeric(schema: &Value, text: &str) -> bool {
    let number = text.parse::<i64>().ok();
    number.is_some_and(|n| {
        schema["minimum"].as_i64().is_some_and(|least| n >= least)
            && schema["maximum"].as_i64().is_some_and(|most| n <= most)
    })
}

/// Goes through each operation whose place, divided by `each`, leaves `part`.
async fn visit(test: &testkit::Test, (part, each): (usize, usize)) {
    let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
    let app = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let mut visit = Visit { app, schemas: Schemas(&document), count: 0 };
    let mut wrong = Vec::new();
    let all = operations(&document);
    assert!(all.len() > 400);
    for operation in all.iter().skip(part).step_by(each) {
        visit.bodies(operation, &mut wrong).await;
        visit.addresses(operation, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// A part of the operations: what the description allows is read, and what it forbids is refused.
async fn part(number: usize) {
    assert!(number < PARTS);
    on_each(&[Backend::Sqlite], async |test| {
        visit(&test, (number, PARTS)).await;
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_allowed_is_read_and_what_is_forbidden_refused_in_the_first_part() {
    part(0).await;
}

#[tokio::test]
async fn what_is_allowed_is_read_and_what_is_forbidden_refused_in_the_second_part() {
    part(1).await;
}

#[tokio::test]
async fn what_is_allowed_is_read_and_what_is_forbidden_refused_in_the_third_part() {
    part(2).await;
}

#[tokio::test]
async fn what_is_allowed_is_read_and_what_is_forbidden_refused_in_the_last_part() {
    part(PARTS - 1).await;
}

#[tokio::test]
async fn the_other_database_holds_to_the_description_too() {
    on_each(&[Backend::Postgres], async |test| {
        visit(&test, (0, SOME)).await;
        test
    })
    .await;
}
