//! The worklist as JSON.

use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::form::pattern::{self, PLAIN};
use kernel::form::shape::Text;
use kernel::form::{Form, Shape};
use kernel::{FieldError, Problem, Result};
use records::Mode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{self, operation, parameter, with};
use web::{Api, App, AppJson, AppQuery, Failure, Members, paging};

use super::run::{Entry, Outcome, Tally, run};
use super::{Asked, Waiting, cursor_of, kind, waiting};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/pengaduan/belum-siskop2mi", get(list))
        .route("/api/v1/pengaduan/siskop2mi", post(enter))
}

async fn list(Api(ctx): Api, AppQuery(mut typed): AppQuery<Form>) -> Result<Json<Value>, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let limit = paging::limit(typed.remove("batas").map(Value::String))?;
    let asked = Asked::read(&ctx, typed)?;
    let rows = waiting(&ctx, &asked, limit).await?;
    let count = kind().count_waiting(&ctx, &asked.filter).await?;
    let next = rows.last().filter(|_| rows.len() as u64 == limit).map(cursor_of);
    let data: Vec<Value> = rows.iter().map(row).collect();
    Ok(Json(json!({ "data": data, "jumlah": count, "berikutnya": next })))
}

fn row(waiting: &Waiting) -> Value {
    let head = &waiting.row.head;
    json!({
        "id": head.id, "nomor": head.number, "kantor_id": head.office, "orang_id": head.person, "nama": waiting.row.name,
        "status": waiting.row.status, "versi": head.version, "diterima_pada": waiting.since, "umur_hari": waiting.age,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    uji: bool,
    #[serde(default)]
    baris: Vec<Members<Line>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    nomor: String,
    nomor_siskop2mi: String,
    #[serde(default)]
    siskop2mi_pada: String,
    #[serde(default)]
    kantor: String,
}

/// The most characters of what is typed in a row.
const TYPED: usize = 200;

/// Refuses a text that no row can be looked up by.
fn readable(at: usize, line: &Line) -> Result<()> {
    let shape = Shape::Text { most: TYPED, of: Text::Plain };
    let all = [
        ("nomor", &line.nomor),
        ("nomor_siskop2mi", &line.nomor_siskop2mi),
        ("siskop2mi_pada", &line.siskop2mi_pada),
        ("kantor", &line.kantor),
    ];
    let wrong = |(key, text): (&str, &String)| {
        let refused = shape.refuse(false, &json!(text));
        refused.map(|detail| FieldError::new(format!("baris/{at}/{key}"), detail))
    };
    let wrong: Vec<FieldError> = all.into_iter().filter_map(wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Problem::Invalid(wrong)) }
}

async fn enter(Api(ctx): Api, AppJson(sent): AppJson<Sent>) -> Result<Json<Value>, Failure> {
    ctx.actor.require(kind().info().permission)?;
    for (at, Members(line)) in sent.baris.iter().enumerate() {
        readable(at, line)?;
    }
    let entry = |Members(line): Members<Line>| Entry {
        number: line.nomor,
        siskop2mi: line.nomor_siskop2mi,
        day: line.siskop2mi_pada,
        office: line.kantor,
    };
    let entries: Vec<Entry> = sent.baris.into_iter().map(entry).collect();
    let outcomes = run(&ctx, &entries, if sent.uji { Mode::DryRun } else { Mode::Write }).await?;
    let data: Vec<Value> =
        entries.iter().zip(&outcomes).enumerate().map(|(at, (entry, outcome))| told(at, entry, outcome)).collect();
    let Tally { new, same, wrong } = Tally::of(&outcomes);
    Ok(Json(json!({ "data": data, "uji": sent.uji, "dicatat": new, "sudah": same, "salah": wrong })))
}

fn told(at: usize, entry: &Entry, outcome: &Outcome) -> Value {
    let (word, error) = match outcome {
        Outcome::Entered => ("dicatat", None),
        Outcome::Ready => ("siap", None),
        Outcome::Same => ("sudah", None),
        Outcome::Wrong(error) => ("salah", Some(error)),
    };
    let mut line = json!({ "baris": at + 1, "nomor": entry.number, "hasil": word });
    if let (Some(members), Some(error)) = (line.as_object_mut(), error) {
        members.insert("isian".to_owned(), json!(error.field));
        members.insert("rincian".to_owned(), json!(error.detail));
    }
    line
}

/// Adds the description of these operations.
pub fn describe(paths: &mut Map<String, Value>) {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
    let uuid = json!({ "type": "string", "format": "uuid" });
    let day = json!({ "type": "string", "format": "date" });
    let waiting = json!({ "type": "object", "required": ["id", "nomor", "diterima_pada", "umur_hari"], "properties": {
        "id": uuid, "nomor": text, "kantor_id": uuid, "orang_id": uuid, "nama": text, "status": text, "versi": number,
        "diterima_pada": day, "umur_hari": number } });
    let many = json!({ "type": "object", "required": ["data", "jumlah"], "properties": {
        "data": { "type": "array", "items": waiting }, "jumlah": number, "berikutnya": { "type": ["string", "null"] } } });
    let (code, line) =
        (Shape::Text { most: 40, of: Text::Line }, Shape::Text { most: 10, of: Text::Like(&pattern::DAY) });
    let asked = openapi::asked(&line);
    let list = operation("belum-siskop2mi", "Pengaduan", "Yang belum bernomor SISKOP2MI, terlama dahulu", (200, &many));
    let place = json!({ "type": "string", "pattern": format!("^(?:{})?$", pattern::DAY_AND_ID.source) });
    let list = with(
        list,
        "parameters",
        json!([
            parameter("query", "kantor", &openapi::asked(&code), "Kode salah satu kantor Anda."),
            parameter("query", "dari", &asked, "Diterima sejak hari ini."),
            parameter("query", "sampai", &asked, "Diterima sampai dengan hari ini."),
            parameter("query", "setelah", &place, "Penanda halaman dari `berikutnya`."),
            parameter("query", "batas", &paging::count(), "Banyaknya."),
        ]),
    );
    paths.insert("/api/v1/pengaduan/belum-siskop2mi".to_owned(), json!({ "get": list }));
    // A row that cannot be read is answered by itself.
    let typed = |told: &str| json!({ "type": "string", "maxLength": TYPED, "pattern": PLAIN, "description": told });
    let line = json!({ "type": "object", "additionalProperties": false, "required": ["nomor", "nomor_siskop2mi"], "properties": {
        "nomor": typed("Nomor pengaduan."), "nomor_siskop2mi": typed("Nomornya di SISKOP2MI."),
        "siskop2mi_pada": typed("Tanggalnya; hari ini bila kosong."),
        "kantor": typed("Kode kantor; perlu bila nomor itu ada di beberapa kantor Anda.") } });
    let body = json!({ "type": "object", "additionalProperties": false, "properties": {
        "uji": { "type": "boolean", "description": "Hanya memeriksa." },
        "baris": { "type": "array", "maxItems": super::MOST, "items": line } } });
    let told = json!({ "type": "object", "required": ["baris", "nomor", "hasil"], "properties": {
        "baris": number, "nomor": text, "hasil": { "type": "string", "enum": ["dicatat", "siap", "sudah", "salah"] },
        "isian": text, "rincian": text } });
    let result = json!({ "type": "object", "required": ["data", "dicatat", "sudah", "salah"], "properties": {
        "data": { "type": "array", "items": told }, "uji": { "type": "boolean" }, "dicatat": number, "sudah": number, "salah": number } });
    let enter = operation("catat-siskop2mi", "Pengaduan", "Catat nomor SISKOP2MI, baris demi baris", (200, &result));
    let content = json!({ "required": true, "content": { "application/json": { "schema": body } } });
    paths.insert("/api/v1/pengaduan/siskop2mi".to_owned(), json!({ "post": with(enter, "requestBody", content) }));
}
