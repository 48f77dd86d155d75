//! How a step of a record is taken.

use kernel::form::{Field, Form, Values, parse, recall};
use kernel::period::start_of;
use kernel::{Ctx, FieldError, Problem, Result, Tx};
use serde_json::json;

use crate::apply::{Done, apply_with};
use crate::change::{self, Change};
use crate::differences::person_key;
use crate::paper::SEEN;
use crate::step::{ALASAN, DAY, Step, TANGGAL, Taken};
use crate::{AnyKind, Head, Stored, link, officers, text};

/// The step of a name.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) fn find(steps: &'static [Step], name: &str) -> Result<&'static Step> {
    steps.iter().find(|step| step.name == name).ok_or(Problem::NotFound)
}

/// The steps that a record allows the actor now: none when it is withdrawn.
pub(crate) fn allowed(kind: &dyn AnyKind, ctx: &Ctx, record: &dyn Stored) -> Vec<&'static Step> {
    if record.head().withdrawn.is_some() {
        return Vec::new();
    }
    let may = |step: &&Step| step.right.is_none_or(|right| ctx.actor.may(right));
    kind.steps().iter().filter(may).filter(|step| kind.verdict(ctx, record, step.name).is_ok()).collect()
}

/// The error for a step that the state of a record does not allow.
fn refusal(kind: &dyn AnyKind, ctx: &Ctx, record: &dyn Stored, step: &'static Step, why: &str) -> Problem {
    let allowed = allowed(kind, ctx, record);
    let titles: Vec<&str> = allowed.iter().map(|step| step.title).collect();
    let now = if titles.is_empty() { String::new() } else { format!(" Yang dapat sekarang: {}.", titles.join(", ")) };
    Problem::Refused {
        status: record.status(),
        command: step.name,
        allowed: allowed.iter().map(|step| step.name).collect(),
        detail: format!(
            "{} tidak dapat dilakukan pada catatan berstatus {}: {why}{now}",
            step.title,
            record.status().replace('_', " "),
        ),
    }
}

impl dyn AnyKind + '_ {
    /// Takes a step with a record.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for a step or record that is not there, [`Problem::Refused`] if the state does not allow the step,
    /// naming those it allows; [`Problem::Invalid`] with all errors of the form; and the errors of any change.
    pub async fn take(&self, ctx: &Ctx, change: Change, name: &str, form: Form) -> Result<()> {
        let step = permitted(self, ctx, name)?;
        let (tx, old) = change::begin(self, ctx, &change).await?;
        taken(self, (&tx, ctx), (&*old, step), change, form).await?;
        tx.commit().await
    }

    /// As [`take`](Self::take), in an open transaction: with many records all or nothing.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub async fn take_in(&self, tx: &mut Tx, ctx: &Ctx, change: Change, (name, form): (&str, Form)) -> Result<()> {
        let step = permitted(self, ctx, name)?;
        let old = change::seen(self, tx, ctx, &change).await?;
        taken(self, (&*tx, ctx), (&*old, step), change, form).await
    }
}

/// The step of a name, which the actor has the right to.
fn permitted(kind: &dyn AnyKind, ctx: &Ctx, name: &str) -> Result<&'static Step> {
    ctx.actor.require(kind.info().permission)?;
    let step = find(kind.steps(), name)?;
    step.right.map_or(Ok(()), |right| ctx.actor.require(right))?;
    Ok(step)
}

/// Takes a step with a record that was read in this transaction.
async fn taken(
    kind: &dyn AnyKind,
    (tx, ctx): (&Tx, &Ctx),
    (old, step): (&dyn Stored, &'static Step),
    change: Change,
    form: Form,
) -> Result<()> {
    if old.head().withdrawn.is_some() {
        return Err(change::withdrawn_before(old.status(), step.name));
    }
    kind.verdict(ctx, old, step.name).map_err(|why| refusal(kind, ctx, old, step, why))?;
    let mut values = read(ctx, step, form)?;
    let fields: Vec<&Field> = step.fields.iter().collect();
    let office = old.head().office;
    let mut errors: Vec<FieldError> = Vec::new();
    for missing in link::resolve(&**tx, office, &fields, &mut [&mut values], link::Kept::default()).await? {
        errors.extend(missing);
    }
    errors.extend(officers::unknown(&**tx, ctx, (office, kind.info().permission), &fields, &[&values]).await?.concat());
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let head = Head { version: old.head().version + 1, changed: tx.at, ..old.head() };
    let new = kind.step(old, step.name, &values, head, &ctx.house)?;
    let errors = after(kind, tx, ctx, &*new).await?;
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let reason = values.get(ALASAN).unwrap_or_else(|| step.done.to_owned());
    let happened = values.get(TANGGAL).filter(|day| *day < ctx.today()).map(start_of);
    let change = Change { reason, happened, ..change };
    let done = Done { more: changes(kind, step, &values), taken: Some(Taken { step: step.name, values: &values }) };
    apply_with(kind, tx, ctx, (old, &*new), change, done).await
}

/// Why a step was not taken with one of many records; none if it was.
///
/// # Errors
/// What is no matter of that record, so that the others must not be tried.
pub fn left_out(taken: Result<()>) -> Result<Option<String>> {
    match taken {
        Ok(()) => Ok(None),
        Err(Problem::Invalid(errors)) => {
            Ok(Some(errors.into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" ")))
        }
        Err(Problem::Stale) => {
            Ok(Some("Sudah diubah orang lain. Buka catatannya, lalu ulangi bila masih perlu.".to_owned()))
        }
        Err(problem @ (Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Busy | Problem::NotFound)) => {
            Ok(Some(problem.to_string()))
        }
        Err(other) => Err(other),
    }
}

/// What stopped a step with many records, as it is said; it is logged.
#[must_use]
pub fn stopped(problem: &Problem) -> String {
    tracing::error!(?problem, "a step with many records stopped");
    problem.to_string()
}

/// What is said of the records after the one at which a step stopped.
pub const NOT_TRIED: &str = "Belum dicoba: berhenti pada catatan di atas.";

/// The values of a step's form that are not fields of the record; they are stored in the history.
fn changes(kind: &dyn AnyKind, step: &Step, values: &Values) -> serde_json::Value {
    let own = |field: &&Field| field.key == DAY.key || kind.own().iter().any(|known| known.key == field.key);
    let rest = step.fields.iter().filter(|field| !own(field));
    let line = |field: &Field| {
        Some((field.key.to_owned(), json!({ "dari": null, "ke": values.value(field.key)?.text(field.kind) })))
    };
    let mut told: serde_json::Map<String, serde_json::Value> = rest.filter_map(line).collect();
    // Also what was there by its file: whoever notes it has seen it.
    let noted = kind.info().more.papers.and_then(|papers| {
        let field = step.fields.iter().find(|field| field.key == papers.field)?;
        Some(values.value(field.key)?.text(field.kind))
    });
    told.extend(noted.map(|noted| (SEEN.to_owned(), json!({ "dari": null, "ke": noted }))));
    told.into()
}

/// The values of a step's form.
fn read(ctx: &Ctx, step: &'static Step, mut form: Form) -> Result<Values> {
    let fields = step.asks();
    if step.fields.iter().any(|field| field.key == DAY.key) {
        form.entry(DAY.key.to_owned()).or_insert_with(|| ctx.today().to_string());
    }
    Ok(parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values)
}

/// Checks the record that a step would make, by the same rules as for a form.
async fn after(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, new: &dyn Stored) -> Result<Vec<FieldError>> {
    let key = person_key(tx, ctx, &new.head()).await?;
    let form = text::own(kind, &**tx, new, key.as_ref()).await?;
    let own: Vec<&Field> = kind.own().iter().collect();
    Ok(match recall(&own, &form, &ctx.house.reference, ctx.today()) {
        Ok(parsed) => kind.check(&parsed.values),
        Err(errors) => errors,
    })
}
