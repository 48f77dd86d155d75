//! A file again: what stands already is found, shown and changed only where that is asked for, whatever the kind.

mod corrected;
mod kinds;
mod left_out;
mod program;
mod rows;
mod siskop;

use kernel::Ctx;
use records::import::{Report, Request, run_with};
use records::{AnyKind, Consent, Mode};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use serde_json::{Value, json};
use testkit::{Test, TestApp};

use corrected::{CORRECTED, files};

const SHOWN: Consent = Consent { update: false, namesakes: false };
const UPDATE: Consent = Consent { update: true, namesakes: false };

fn kind(test: &Test, name: &str) -> &'static dyn AnyKind {
    test.lindung.registry.find(name).unwrap()
}

async fn bring(test: &Test, ctx: &Ctx, name: &str, file: &str, consent: Consent) -> Report {
    let request = Request { name: "susulan.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: false };
    run_with(&test.lindung.registry, ctx, kind(test, name), (request, consent), &|_| {}).await.unwrap()
}

/// New, the same, changed, wrong, and how many records were changed.
fn tally(report: &Report) -> [usize; 5] {
    [report.new, report.known, report.changed.len(), report.errors.len(), report.updated]
}

fn csv(fields: &[(&str, &str)]) -> String {
    let line = |take: fn(&(&str, &str)) -> String| fields.iter().map(take).collect::<Vec<_>>().join(";");
    format!("{}\n{}\n", line(|(key, _)| (*key).to_owned()), line(|(_, text)| (*text).to_owned()))
}

async fn select(test: &Test, sql: &str) -> Vec<Value> {
    let db = &test.house().db;
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| JsonValue::from_query_result(row, "").unwrap()).collect()
}

/// What an office's figures are counted from, without what tells rows apart.
async fn facts(test: &Test, ctx: &Ctx, name: &str) -> Vec<String> {
    let office = &ctx.house.offices.by_id(ctx.actor.office).unwrap().code;
    let sql = format!(
        "SELECT ukuran, hari, hari_akhir, dihitung, fakta.alasan, jumlah, kategori, negara, kelamin, provinsi FROM fakta JOIN kantor ON \
         kantor.id = fakta.kantor_id WHERE dicatat_sampai IS NULL AND fakta.jenis = '{name}' AND kantor.kode = '{office}'"
    );
    let mut facts: Vec<String> = select(test, &sql).await.iter().map(Value::to_string).collect();
    facts.sort();
    facts
}

async fn count(test: &Test, table: &str) -> usize {
    select(test, &format!("SELECT versi FROM {table}")).await.len()
}

/// Records one row of every kind that is entered by hand; their names.
async fn recorded(test: &Test, ctx: &Ctx) -> Vec<&'static str> {
    for (at, corrected) in CORRECTED.iter().enumerate() {
        let name = corrected.0;
        let (right, _) = files(at, corrected, kind(test, name).info().person);
        assert_eq!(bring(test, ctx, name, &right, SHOWN).await.new, 1, "{name}");
    }
    CORRECTED.iter().map(|(name, ..)| *name).collect()
}

/// The list of a kind as a file.
async fn exported(app: &TestApp, name: &str, form: &str) -> Vec<u8> {
    let answer = app.post(&format!("/api/v1/{name}/ekspor"), &json!({ "bentuk": form })).await;
    assert_eq!(answer.status, axum::http::StatusCode::OK, "{name} {form}: {}", answer.text);
    answer.bytes
}
