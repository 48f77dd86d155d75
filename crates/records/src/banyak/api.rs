//! Many records at once for a program: a dry run or a saving, answered row by row.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::{FieldError, Problem, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::{Api, AppJson, Failure};

use super::sent::common;
use crate::import::{CellError, Fate, Report, run_forms};
use crate::surface::{Said, This};
use crate::{AnyKind, Consent, Mode, Registry};

/// What is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    #[serde(default)]
    uji: bool,
    #[serde(default)]
    sisihkan: bool,
    #[serde(default)]
    perbarui: bool,
    #[serde(default)]
    isian: Map<String, Value>,
    baris: Vec<Map<String, Value>>,
}

/// What became of all.
#[derive(Serialize)]
pub(super) struct Done {
    data: Vec<Told>,
    ditulis: bool,
    baru: usize,
    sudah: usize,
    lain: usize,
    diperbarui: usize,
    salah: usize,
}

/// What became of a row.
#[derive(Serialize)]
struct Told {
    baris: usize,
    hasil: &'static str,
    nomor: Option<String>,
    errors: Vec<Detail>,
    perhatian: Vec<Detail>,
}

#[derive(Serialize)]
struct Detail {
    pointer: String,
    detail: String,
}

/// What rows can come to.
pub(super) const FATES: [&str; 5] = ["baru", "sudah", "lain", "ulang", "salah"];

fn word(fate: &Fate) -> (&'static str, Option<String>) {
    let [new, same, changed, repeats, wrong] = FATES;
    match fate {
        Fate::New => (new, None),
        Fate::Same(number) => (same, Some(number.clone())),
        Fate::Changed(number) => (changed, Some(number.clone())),
        Fate::Repeats => (repeats, None),
        Fate::Wrong => (wrong, None),
    }
}

fn pointed(row: usize, error: &FieldError) -> FieldError {
    FieldError::new(format!("baris/{}/{}", row - 1, error.field), error.detail.clone())
}

pub(super) async fn import(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    payload: Said<Sent>,
) -> Result<Json<Done>, Failure> {
    ctx.actor.require(kind.info().permission)?;
    let AppJson(sent) = payload?;
    let given = given(&ctx, kind, &sent.isian)?;
    let (mut forms, mut wrong) = (Vec::with_capacity(sent.baris.len()), BTreeMap::new());
    let mut places = Vec::with_capacity(sent.baris.len());
    for (row, members) in (1..).zip(&sent.baris) {
        match read(&ctx, kind, &given, members) {
            Ok(form) => {
                forms.push(form);
                places.push(row);
            }
            Err(Problem::Invalid(errors)) => drop(wrong.insert(row, errors)),
            Err(other) => return Err(other.into()),
        }
    }
    let writes = !sent.uji && (wrong.is_empty() || sent.sisihkan);
    let mode = if writes { Mode::Write } else { Mode::DryRun };
    let consent = Consent { update: sent.perbarui, ..Consent::default() };
    let report = run_forms(&registry, &ctx, kind, forms, (mode, sent.sisihkan, consent)).await?;
    Ok(Json(told(&report, &places, wrong)))
}

/// What holds for all rows that do not say it.
fn given(ctx: &kernel::Ctx, kind: &dyn AnyKind, members: &Map<String, Value>) -> Result<Form> {
    let wrong = |errors: Vec<FieldError>| {
        let at = |error: FieldError| FieldError::new(format!("isian/{}", error.field), error.detail);
        Problem::Invalid(errors.into_iter().map(at).collect())
    };
    let known: Vec<_> = common(kind).collect();
    if let Some(key) = members.keys().find(|key| !known.iter().any(|field| field.key == *key)) {
        return Err(wrong(vec![FieldError::new(key, "Isian ini tidak dapat sama untuk semua baris.")]));
    }
    web::members::form(ctx, &known, members).map_err(|problem| match problem {
        Problem::Invalid(errors) => wrong(errors),
        other => other,
    })
}

fn read(ctx: &kernel::Ctx, kind: &dyn AnyKind, given: &Form, members: &Map<String, Value>) -> Result<Form> {
    let mut form = web::members::form(ctx, &kind.fields(), members)?;
    form.retain(|_, text| !text.trim().is_empty());
    for (key, text) in given {
        form.entry(key.clone()).or_insert_with(|| text.clone());
    }
    Ok(form)
}

/// The answer, row by row: `places` are the rows that could be read, `wrong` the others.
fn told(report: &Report, places: &[usize], wrong: BTreeMap<usize, Vec<FieldError>>) -> Done {
    let place = |at: usize| places.get(at.saturating_sub(1)).copied().unwrap_or(at);
    let error = |one: &CellError| FieldError::new(one.column.clone(), one.detail.clone());
    let mut rows: BTreeMap<usize, Told> = BTreeMap::new();
    let mut warned: BTreeMap<usize, Vec<Detail>> = BTreeMap::new();
    for one in &report.warnings {
        let row = place(one.row);
        warned.entry(row).or_default().push(Detail::of(pointed(row, &error(one))));
    }
    for (at, fate) in report.told.iter().map(|(at, fate)| (at.row, fate)) {
        let (hasil, nomor) = word(fate);
        let row = place(at);
        let own = report.errors.iter().filter(|one| one.row == at).map(|one| pointed(row, &error(one)));
        let (errors, perhatian) = (own.map(Detail::of).collect(), warned.remove(&row).unwrap_or_default());
        rows.insert(row, Told { baris: row, hasil, nomor, errors, perhatian });
    }
    let unread = wrong.len();
    for (row, errors) in wrong {
        let errors = errors.iter().map(|one| Detail::of(pointed(row, one))).collect();
        let hasil = word(&Fate::Wrong).0;
        rows.insert(row, Told { baris: row, hasil, nomor: None, errors, perhatian: Vec::new() });
    }
    let bad = report.told.iter().filter(|(_, fate)| *fate == Fate::Wrong).count();
    Done {
        data: rows.into_values().collect(),
        ditulis: report.written,
        baru: report.new,
        sudah: report.known + report.repeated,
        lain: report.changed.len(),
        diperbarui: report.updated,
        salah: bad + unread,
    }
}

impl Detail {
    fn of(error: FieldError) -> Self {
        Self { pointer: format!("/{}", error.field), detail: error.detail }
    }
}
