//! Registering records: one from a form or thousands from a file, in one transaction, never twice.

use std::borrow::Cow;
use std::collections::HashMap;

use kernel::access::{Read, log_within};
use kernel::db::chunk_rows;
use kernel::form::{Form, Parsed, Values, parse};
use kernel::history::{self, Entry};
use kernel::ledger::{self, Subject};
use kernel::period::start_of;
use kernel::{CatatanId, Ctx, FieldError, OrangId, Problem, Result, Tx, numbering};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::kind::{all_fields, facts};
use crate::{Deed, Head, Kind, Record, Sealer, described, link, officers, proof, search, tugas};

/// Whether to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write if nothing is wrong.
    Write,
    /// The same; and what was written is shown at once to who wrote it, so that the trace of it is left with it.
    Show,
    /// Only look.
    DryRun,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was written: its id and number.
    New(CatatanId, String),
    /// It is new and was not written: in a dry run, or beside a row with errors.
    Fresh,
    /// It stands already, under this number.
    Known(CatatanId, String),
    /// It is the same as an earlier row of the batch (counted from 0).
    Same(usize),
    /// It has errors.
    Wrong(Vec<FieldError>),
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Registered {
    /// Of each row, in order.
    pub outcomes: Vec<Outcome>,
    /// Remarks on rows, by their place in the batch.
    pub warnings: Vec<(usize, FieldError)>,
    /// Whether anything was written.
    pub written: bool,
}

/// A row on its way.
struct Draft {
    at: usize,
    values: Values,
    person: Option<OrangId>,
    key: String,
}

/// Registers forms. If any row is wrong, nothing is written and every error of every row is returned.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn register<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    forms: &[Form],
    ids: &[Option<Uuid>],
    mode: Mode,
) -> Result<Registered> {
    ctx.actor.require(K::INFO.permission)?;
    unasked::<K>(tx, ctx, forms, ids, mode).await
}

/// As [`register`], where the caller has seen to it that the actor may.
///
/// # Errors
/// What the database says.
pub(crate) async fn unasked<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    forms: &[Form],
    ids: &[Option<Uuid>],
    mode: Mode,
) -> Result<Registered> {
    let mut result = Registered::default();
    let mut drafts = understand::<K>(ctx, forms, &mut result);
    resolve_links::<K>(tx, ctx, &mut drafts, &mut result).await?;
    let drafts = drop_known::<K>(tx, ctx, drafts, &mut result).await?;
    refuse_taken::<K>(tx, ctx, &drafts, &mut result).await?;
    let wrong = result.outcomes.iter().any(|o| matches!(o, Outcome::Wrong(_)));
    if mode == Mode::DryRun || wrong {
        return Ok(result);
    }
    write::<K>(tx, ctx, (drafts, ids), mode, &mut result).await?;
    result.written = true;
    Ok(result)
}

/// Registers forms in an open transaction, for what follows from something else that was done.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn register_in<K: Kind>(tx: &Tx, ctx: &Ctx, forms: &[Form]) -> Result<Registered> {
    register::<K>(tx, ctx, forms, &[], Mode::Write).await
}

/// Parses every form; the errors of a row stand in its outcome.
fn understand<K: Kind>(ctx: &Ctx, forms: &[Form], result: &mut Registered) -> Vec<Draft> {
    let fields = all_fields::<K>();
    let today = ctx.today();
    let mut drafts = Vec::with_capacity(forms.len());
    for (at, form) in forms.iter().enumerate() {
        result.outcomes.push(Outcome::Fresh);
        let (form, person) = match chosen::<K>(form) {
            Ok(read) => read,
            Err(error) => {
                set(result, at, Outcome::Wrong(vec![error]));
                continue;
            }
        };
        let Parsed { values, warnings } = match parse(&fields, &form, &ctx.house.reference, today) {
            Ok(parsed) => parsed,
            Err(errors) => {
                set(result, at, Outcome::Wrong(errors));
                continue;
            }
        };
        let errors = K::check(&values);
        if !errors.is_empty() {
            set(result, at, Outcome::Wrong(errors));
            continue;
        }
        result.warnings.extend(warnings.into_iter().map(|warning| (at, warning)));
        let key = content_key::<K>(ctx, &values);
        drafts.push(Draft { at, values, person, key });
    }
    drafts
}

/// The key under which a form says which person it is about: an id, or `baru` for somebody new.
pub(crate) const PERSON: &str = "orang_id";

/// A form without the person that was chosen, and that person.
fn chosen<K: Kind>(form: &Form) -> Result<(Cow<'_, Form>, Option<OrangId>), FieldError> {
    let Some(typed) = form.get(PERSON).filter(|_| K::INFO.person) else { return Ok((Cow::Borrowed(form), None)) };
    let mut rest = form.clone();
    rest.remove(PERSON);
    match typed.trim() {
        "" | "baru" => Ok((Cow::Owned(rest), None)),
        id => match id.parse() {
            Ok(id) => Ok((Cow::Owned(rest), Some(OrangId(id)))),
            Err(_) => Err(FieldError::new(PERSON, "Pilih orangnya dari daftar, atau pilih orang baru.")),
        },
    }
}

fn set(result: &mut Registered, at: usize, outcome: Outcome) {
    if let Some(place) = result.outcomes.get_mut(at) {
        *place = outcome;
    }
}

/// The keyed fingerprint of what was entered as it was understood: another way to write a date or a country, blanks
/// and letter case make no difference.
fn content_key<K: Kind>(ctx: &Ctx, values: &Values) -> String {
    let mut text = String::new();
    for field in all_fields::<K>() {
        if let Some(value) = values.get(field.key) {
            text.push_str(field.key);
            text.push('\u{1f}');
            text.push_str(&kernel::reference::fold(&value.plain()));
            text.push('\u{1e}');
        }
    }
    ctx.house.vault.blind_index(K::INFO.table, &text)
}

async fn resolve_links<K: Kind>(tx: &Tx, ctx: &Ctx, drafts: &mut [Draft], result: &mut Registered) -> Result<()> {
    let mut rows: Vec<&mut Values> = drafts.iter_mut().map(|d| &mut d.values).collect();
    let missing = link::resolve(&**tx, ctx.actor.office, &all_fields::<K>(), &mut rows, link::Kept::default()).await?;
    for (draft, errors) in drafts.iter().zip(missing) {
        if !errors.is_empty() {
            set(result, draft.at, Outcome::Wrong(errors));
        }
    }
    let rows: Vec<&Values> = drafts.iter().map(|d| &d.values).collect();
    let place = (ctx.actor.office, K::INFO.permission);
    let unknown = officers::unknown(&**tx, ctx, place, &all_fields::<K>(), &rows).await?;
    for (draft, errors) in drafts.iter().zip(unknown) {
        if !errors.is_empty() {
            set(result, draft.at, Outcome::Wrong(errors));
        }
    }
    Ok(())
}

/// Sets aside what stands already or stands twice in the batch.
async fn drop_known<K: Kind>(tx: &Tx, ctx: &Ctx, drafts: Vec<Draft>, result: &mut Registered) -> Result<Vec<Draft>> {
    let keys: Vec<_> = drafts.iter().map(|d| d.key.clone()).collect();
    let held = lookup::<K>(tx, ctx, "kunci_isi", &keys).await?;
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut fresh = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if matches!(result.outcomes.get(draft.at), Some(Outcome::Wrong(_))) {
            continue;
        }
        if let Some((id, number)) = held.get(&draft.key) {
            set(result, draft.at, Outcome::Known(*id, number.clone()));
        } else if let Some(&earlier) = first.get(&draft.key) {
            set(result, draft.at, Outcome::Same(earlier));
        } else {
            first.insert(draft.key.clone(), draft.at);
            fresh.push(draft);
        }
    }
    Ok(fresh)
}

/// Refuses a number from elsewhere that already belongs to a record with another content.
async fn refuse_taken<K: Kind>(tx: &Tx, ctx: &Ctx, drafts: &[Draft], result: &mut Registered) -> Result<()> {
    let Some(field) = K::INFO.unique else { return Ok(()) };
    let numbers: Vec<_> = drafts.iter().filter_map(|d| d.values.text(field)).collect();
    let held = lookup::<K>(tx, ctx, field, &numbers).await?;
    let mut first: HashMap<String, usize> = HashMap::new();
    for draft in drafts {
        let Some(number) = draft.values.text(field) else { continue };
        let error = if let Some((_, record)) = held.get(&number) {
            Some(format!("Sudah tercatat di {record} dengan isi lain. Ubah catatan itu, jangan membuat yang baru."))
        } else {
            first.get(&number).map(|earlier| format!("Sama dengan baris data ke-{} tetapi isinya lain.", earlier + 1))
        };
        match error {
            Some(detail) => set(result, draft.at, Outcome::Wrong(vec![FieldError::new(field, detail)])),
            None => {
                first.insert(number, draft.at);
            }
        }
    }
    Ok(())
}

async fn lookup<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    column: &'static str,
    values: &[String],
) -> Result<HashMap<String, (CatatanId, String)>> {
    let mut held = HashMap::new();
    for chunk in values.chunks(chunk_rows(1)) {
        let query = Query::select()
            .columns(["id", "nomor", column])
            .from(K::INFO.table)
            .and_where(Expr::col("kantor_id").eq(ctx.actor.office.0))
            .and_where(Expr::col(column).is_in(chunk.iter().cloned()))
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .to_owned();
        for row in tx.query_all(&query).await? {
            held.insert(row.try_get("", column)?, (row.try_get("", "id")?, row.try_get("", "nomor")?));
        }
    }
    Ok(held)
}

/// Writes people, records, history and facts.
async fn write<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    (drafts, ids): (Vec<Draft>, &[Option<Uuid>]),
    mode: Mode,
    result: &mut Registered,
) -> Result<()> {
    let attached = if K::INFO.person {
        let rows: Vec<&Values> = drafts.iter().map(|d| &d.values).collect();
        let chosen: Vec<Option<OrangId>> = drafts.iter().map(|draft| draft.person).collect();
        people::attach(tx, ctx, &rows, &chosen).await?.into_iter().map(Some).collect()
    } else {
        drafts.iter().map(|_| None).collect::<Vec<_>>()
    };
    // Before the numbers of records, for which all writers of an office wait.
    let shown: Vec<OrangId> =
        if mode == Mode::Show { attached.iter().flatten().map(|person| person.id).collect() } else { Vec::new() };
    history::foresee(tx, drafts.len(), usize::from(!shown.is_empty())).await?;
    log_within(tx, ctx, Read { action: "lihat", kind: K::INFO.name, revealed: false }, shown).await?;
    let numbers = number::<K>(tx, ctx, &drafts).await?;
    let mut records = Vec::with_capacity(drafts.len());
    let mut subjects = Vec::with_capacity(drafts.len());
    for ((draft, person), number) in drafts.iter().zip(&attached).zip(numbers) {
        let id = CatatanId(ids.get(draft.at).copied().flatten().unwrap_or_else(|| tx.id()));
        let head = Head {
            id,
            number: number.clone(),
            office: ctx.actor.office,
            person: person.as_ref().map(|p| p.id),
            key: draft.key.clone(),
            version: 1,
            created: tx.at,
            changed: tx.at,
            withdrawn: None,
        };
        let seal = Sealer { table: K::INFO.table, key: person.as_ref().map(|p| &p.key) };
        records.push(described::build::<K>(&head, &draft.values, &seal)?);
        subjects.push(Subject {
            kind: K::INFO.name,
            record: id,
            office: ctx.actor.office,
            person: person.as_ref().map(|p| p.id),
            traits: person.as_ref().map(|p| p.traits.clone()).unwrap_or_default(),
        });
        set(result, draft.at, Outcome::New(id, number));
    }
    insert::<K>(tx, &records).await?;
    tugas::write::<K>(tx, &ctx.house, &records, true).await?;
    let found_by = records.iter().zip(&drafts).flat_map(|(r, d)| search::of_values::<K>(ctx, r.head().id, &d.values));
    search::keep(tx, found_by.collect()).await?;
    post::<K>(tx, ctx, &drafts, records, subjects).await
}

/// Gives every draft its human number, counted for the year of its day.
async fn number<K: Kind>(tx: &Tx, ctx: &Ctx, drafts: &[Draft]) -> Result<Vec<String>> {
    use chrono::Datelike;
    let year = |draft: &Draft| draft.values.day(K::INFO.day).unwrap_or_else(|| ctx.today()).year();
    let mut wanted: HashMap<i32, i64> = HashMap::new();
    for draft in drafts {
        *wanted.entry(year(draft)).or_default() += 1;
    }
    let mut next = HashMap::new();
    for (year, count) in wanted {
        next.insert(year, numbering::reserve(tx, ctx.actor.office, K::INFO.name, year, count).await?);
    }
    Ok(drafts
        .iter()
        .map(|draft| {
            let year = year(draft);
            let number = next.entry(year).or_insert(1);
            *number += 1;
            numbering::format(K::INFO.prefix, year, *number - 1)
        })
        .collect())
}

async fn insert<K: Kind>(tx: &Tx, records: &[K::Record]) -> Result<()> {
    let columns = 9 + K::FIELDS.len() + usize::from(K::INFO.person);
    for chunk in records.chunks(chunk_rows(columns)) {
        let rows = chunk.iter().cloned().map(|record| record.into_active_model().reset_all());
        let written = <K::Record as sea_orm::ModelTrait>::Entity::insert_many(rows).exec_without_returning(&**tx).await;
        written.map_err(|error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                Problem::Duplicate("Catatan yang sama baru saja disimpan dari tempat lain. Muat ulang.".to_owned())
            }
            _ => error.into(),
        })?;
    }
    Ok(())
}

async fn post<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    drafts: &[Draft],
    records: Vec<K::Record>,
    subjects: Vec<Subject>,
) -> Result<()> {
    let mut entries = Vec::with_capacity(records.len());
    let mut plans = Vec::with_capacity(records.len());
    for ((record, draft), subject) in records.iter().zip(drafts).zip(&subjects) {
        let id = tx.id();
        let plan = ledger::plan_new(tx, subject, facts::<K>(record, &ctx.house.rules), id);
        entries.push(Entry {
            id,
            kind: K::INFO.name,
            record: record.head().id,
            office: record.head().office,
            version: 1,
            from: None,
            to: record.status(),
            reason: "Dicatat.".to_owned(),
            changes: serde_json::json!({}),
            happened: draft.values.day(K::INFO.day).map(start_of).filter(|at| *at <= tx.at),
            proof: Some(proof(record)),
            facts: Some(plan.trace()),
        });
        plans.push(plan);
    }
    history::append(tx, ctx, entries).await?;
    ledger::write(tx, plans).await?;
    for record in &records {
        K::follow(tx, ctx, Deed { old: None, new: record, reason: "Dicatat.", taken: None }).await?;
    }
    Ok(())
}
