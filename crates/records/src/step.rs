//! Steps: what is done to a record in the course of the work, besides correcting it.
//!
//! A kind says which steps there are ([`Kind::STEPS`](crate::Kind::STEPS)), in which state each may be taken and where it leads
//! ([`Verbs::cell`](crate::Verbs::cell)) and what it makes of the record ([`Kind::step`](crate::Kind::step)); the rest is the same
//! for all kinds.

use kernel::form::{Field, FieldKind, Form, Values, parse};
use kernel::period::start_of;
use kernel::{Ctx, FieldError, Permission, Problem, Result};

use serde_json::json;

use crate::apply::{Done, apply_with};
use crate::change::{self, Change};
use crate::differences::person_key;
use crate::stored::{Stored, typed};
use crate::{AnyKind, Head, Record, link, officers, queries};

/// A step of the work on a record of a kind.
#[derive(Debug)]
pub struct Step {
    /// Its name in addresses: the word of its verb.
    pub name: &'static str,
    /// What its button says.
    pub title: &'static str,
    /// What it does and when it is right, in one sentence.
    pub hint: &'static str,
    /// What is asked for; a field `tanggal` says when it happened, and is today unless said otherwise.
    pub fields: &'static [Field],
    /// How the reason is asked for: [`REASON`](crate::REASON), [`REMARK`] or a field of the same key.
    pub reason: Field,
    /// What history says where no reason is given.
    pub done: &'static str,
    /// The right that it takes beside the kind's own.
    pub right: Option<Permission>,
    /// How much it stands out among the steps that a record allows.
    pub weight: Weight,
}

impl Step {
    /// All that is asked for, the reason last.
    #[must_use]
    pub fn asks(&'static self) -> Vec<&'static Field> {
        self.fields.iter().chain([&self.reason]).collect()
    }
}

/// How much a step stands out: the first allowed one that leads on is the one that a page puts forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Leads the work on.
    Onward,
    /// Leads somewhere else: aside, back or to an early end.
    Other,
    /// Leaves the state as it is: notes, contacts, who works on it.
    Beside,
}

/// The key of the field that says when a step happened.
pub const DAY: Field =
    Field::new("tanggal", "Tanggal", FieldKind::Day).required().help("Hari hal ini terjadi, bukan hari diketik.");

/// A reason that may be left out.
pub const REMARK: Field =
    Field::new("alasan", "Keterangan", FieldKind::Text(300)).help("Tercatat di riwayat bersama nama Anda.");

/// What happened, in the words of the one who was there: a step that asks for it is a note.
pub const NOTE: Field = Field::new("alasan", "Isi catatan", FieldKind::Long)
    .required()
    .help("Apa yang terjadi atau dikatakan. Tercatat di riwayat bersama nama Anda, dan tidak dapat dihapus.");

/// A record before and after something was done to it.
pub struct Deed<'a, R: ?Sized> {
    /// The record before; none when it is new.
    pub old: Option<&'a R>,
    /// The record after.
    pub new: &'a R,
    /// Why.
    pub reason: &'a str,
    /// The step that was taken, with what was filled in; none for what was entered, corrected or done otherwise.
    pub taken: Option<Taken<'a>>,
}

impl<'a> Deed<'a, dyn Stored> {
    /// The same with the rows as the type that they are.
    ///
    /// # Errors
    /// [`Problem::Internal`] for rows of another kind.
    pub(crate) fn typed<R: Record>(&self) -> Result<Deed<'a, R>> {
        let old = self.old.map(typed).transpose()?;
        Ok(Deed { old, new: typed(self.new)?, reason: self.reason, taken: self.taken })
    }
}

impl<R: Record> Deed<'_, R> {
    /// Whether the record was withdrawn by this.
    #[must_use]
    pub fn withdrawn(&self) -> bool {
        self.new.head().withdrawn.is_some() && self.old.is_some_and(|old| old.head().withdrawn.is_none())
    }

    /// Whether it was restored by this.
    #[must_use]
    pub fn restored(&self) -> bool {
        self.new.head().withdrawn.is_none() && self.old.is_some_and(|old| old.head().withdrawn.is_some())
    }
}

/// A step that was taken.
#[derive(Clone, Copy)]
pub struct Taken<'a> {
    /// Its name.
    pub step: &'static str,
    /// What was filled in.
    pub values: &'a Values,
}

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

/// The refusal of a step that the state of a record does not allow.
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
    /// [`Problem::NotFound`] for a step or record that is not there, [`Problem::Refused`] where the state does not allow the
    /// step, naming what it allows, [`Problem::Invalid`] with everything that is wrong with the form; as any change.
    pub async fn take(&self, ctx: &Ctx, change: Change, name: &str, form: Form) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let step = find(self.steps(), name)?;
        step.right.map_or(Ok(()), |right| ctx.actor.require(right))?;
        let (tx, old) = change::begin(self, ctx, &change).await?;
        if old.head().withdrawn.is_some() {
            return Err(change::withdrawn_before(old.status(), step.name));
        }
        self.verdict(ctx, &*old, step.name).map_err(|why| refusal(self, ctx, &*old, step, why))?;
        let mut values = read(ctx, step, form)?;
        let fields: Vec<&Field> = step.fields.iter().collect();
        let office = old.head().office;
        let mut errors: Vec<FieldError> = Vec::new();
        for missing in link::resolve(&*tx, office, &fields, &mut [&mut values], link::Kept::default()).await? {
            errors.extend(missing);
        }
        errors.extend(
            officers::unknown(&*tx, ctx, (office, self.info().permission), &fields, &[&values]).await?.concat(),
        );
        if !errors.is_empty() {
            return Err(Problem::Invalid(errors));
        }
        let head = Head { version: old.head().version + 1, changed: tx.at, ..old.head() };
        let new = self.step(&*old, step.name, &values, head, &ctx.house)?;
        let errors = after(self, &tx, ctx, &*new).await?;
        if !errors.is_empty() {
            return Err(Problem::Invalid(errors));
        }
        let reason = values.text(step.reason.key).unwrap_or_else(|| step.done.to_owned());
        let happened = values.day(DAY.key).filter(|day| *day < ctx.today()).map(start_of);
        let change = Change { reason, happened, ..change };
        let done = Done { more: said(self, step, &values), taken: Some(Taken { step: step.name, values: &values }) };
        apply_with(self, &tx, ctx, (&*old, &*new), change, done).await?;
        tx.commit().await
    }
}

/// What a step was told that stands in no field of the record: the history keeps it.
fn said(kind: &dyn AnyKind, step: &Step, values: &Values) -> serde_json::Value {
    let own = |field: &&Field| field.key == DAY.key || kind.own().iter().any(|known| known.key == field.key);
    let rest = step.fields.iter().filter(|field| !own(field));
    let line =
        |field: &Field| Some((field.key.to_owned(), json!({ "dari": null, "ke": values.get(field.key)?.plain() })));
    serde_json::Value::Object(rest.filter_map(line).collect())
}

/// The values of a step's form.
fn read(ctx: &Ctx, step: &'static Step, mut form: Form) -> Result<Values> {
    let fields = step.asks();
    if step.fields.iter().any(|field| field.key == DAY.key) {
        form.entry(DAY.key.to_owned()).or_insert_with(|| ctx.today().to_string());
    }
    Ok(parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values)
}

/// What is wrong with the record that a step would make: the same rules hold as for a form.
async fn after(kind: &dyn AnyKind, tx: &kernel::Tx, ctx: &Ctx, new: &dyn Stored) -> Result<Vec<FieldError>> {
    let key = person_key(tx, ctx, &new.head()).await?;
    let form = queries::own_text(kind, &**tx, new, key.as_ref()).await?;
    let own: Vec<&Field> = kind.own().iter().collect();
    Ok(match parse(&own, &form, &ctx.house.reference, ctx.today()) {
        Ok(parsed) => kind.check(&parsed.values),
        Err(errors) => errors,
    })
}
