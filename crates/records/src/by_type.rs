//! Functions for a slice that knows the type of a kind: its own functions get the rows with their concrete type.

use kernel::form::{Form, Values};
use kernel::{CatatanId, Ctx, FieldError, KantorId, OrangId, Problem, Result, Tx};
use people::Choice;

use crate::apply::{Decide, decided};
use crate::change::{self, Change};
use crate::enter::{Draft, Entering, key_of};
use crate::of::kind;
use crate::outcome::{Mode, Outcome, Registered};
use crate::stored::{Boxed, typed};
use crate::{Head, Kind, Record, Sealer, described, edit, relocate, text};

fn deciding<'a, R: Record>(decide: impl FnOnce(&R, Head) -> Result<R> + Send + 'a) -> Decide<'a> {
    Box::new(move |old, head| Ok(Box::new(decide(typed(old)?, head)?)))
}

fn taken<R: Record>(record: &Boxed) -> Result<R> {
    typed(&**record).cloned()
}

/// Changes a record by a pure function, in an open transaction and regardless of what the actor may see. It is for changes that
/// follow from another action. The function gets the record and the head of the new one.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`] when somebody else changed it first, or the error of the function.
pub async fn change_in<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    change: Change,
    decide: impl FnOnce(&K::Record, Head) -> Result<K::Record> + Send,
) -> Result<K::Record> {
    let old = kind::<K>().any(tx, change.id).await?;
    change::in_time(tx, &*old)?;
    taken(&decided(kind::<K>(), tx, ctx, old, change, deciding(decide)).await?)
}

/// A request of one slice to another to make a record that follows from an action.
pub struct Request<'a> {
    /// The office that it will belong to.
    pub office: KantorId,
    /// The person it is about, if its kind is about a person.
    pub person: Option<OrangId>,
    /// The values of its fields.
    pub values: Values,
    /// Why, for its history.
    pub reason: &'a str,
}

/// The result of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It was recorded: the record and its number.
    New(CatatanId, String),
    /// The same record exists already, with this number.
    Known(CatatanId, String),
}

/// Makes a requested record, in an open transaction and on behalf of the actor, who must have the right to the kind.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] with all errors.
pub async fn request<K: Kind>(tx: &Tx, ctx: &Ctx, request: Request<'_>) -> Result<Entered> {
    ctx.actor.require(K::INFO.permission)?;
    let kind = kind::<K>();
    let Request { office, person, values, reason } = request;
    let missing = kind.fields().into_iter().filter(|field| field.required && values.value(field.key).is_none());
    let mut errors: Vec<FieldError> = missing.map(|field| FieldError::new(field.key, "Wajib diisi.")).collect();
    errors.extend(kind.check(&values));
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let entering = Entering { kind, tx, ctx: ctx.into(), office, reason };
    let mut result = Registered { outcomes: vec![Outcome::Fresh], ..Registered::default() };
    let key = key_of(kind, ctx, &values);
    let drafts = entering
        .fresh(
            vec![Draft { at: 0, values, person: person.map_or(Choice::Unsaid, Choice::Known), key, reason: None }],
            &mut result,
        )
        .await?;
    if !drafts.is_empty() && !result.wrong(0) {
        let person = match person {
            Some(person) => Some(people::attached(tx, ctx, person, office).await?),
            None => None,
        };
        entering.write((drafts, &[], vec![person]), Mode::Write, &mut result).await?;
    }
    match result.outcomes.into_iter().next() {
        Some(Outcome::New(id, number)) => Ok(Entered::New(id, number)),
        Some(Outcome::Known(id, number)) => Ok(Entered::Known(id, number)),
        Some(Outcome::Wrong(errors)) => Err(Problem::Invalid(errors)),
        Some(Outcome::Contradicts(errors)) => Err(Problem::Contradicted(errors)),
        _ => Err(Problem::internal("a request came to nothing")),
    }
}

/// Gives a record to another office, in an open transaction and regardless of what the actor may see: for an accepted referral.
/// Links that point to it stay as they are. The function may change more of the record.
///
/// # Errors
/// [`Problem::Duplicate`] when its content exists there already; the error of the function.
pub async fn hand_over<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    change: Change,
    to: KantorId,
    decide: impl FnOnce(&K::Record, Head) -> Result<K::Record> + Send,
) -> Result<()> {
    relocate::hand_over(kind::<K>(), tx, ctx, change, to, deciding(decide)).await
}

/// Changes fields of a record as its editing does, in an open transaction.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Busy`] when the record was changed after the
/// transaction began, [`Problem::Invalid`]; and the errors of any change.
pub async fn edit_in<K: Kind>(tx: &Tx, ctx: &Ctx, change: Change, fields: Form) -> Result<()> {
    edit::edit_in(kind::<K>(), tx, ctx, change, fields).await
}

/// A record that the actor may see, with the full text of all fields, including the person's. It is for decisions about the
/// record in the same transaction: nothing of it may be shown, since the read is not logged.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn full<K: Kind>(tx: &Tx, ctx: &Ctx, id: CatatanId) -> Result<(K::Record, Form)> {
    let record = kind::<K>().load(&**tx, ctx, id).await?;
    let form = text::of(kind::<K>(), &**tx, ctx, &*record).await?;
    Ok((taken(&record)?, form))
}

/// The text of a row's open fields, without sealed fields and links.
///
/// # Errors
/// A row that cannot be shown.
pub fn plain<K: Kind>(record: &K::Record) -> Result<Form> {
    described::open_only(kind::<K>(), record)
}

/// Builds the row for the values of the fields.
///
/// # Errors
/// A [`kernel::FieldError`] for a missing field that a row must have; the errors of [`Kind::completed`].
pub fn build<K: Kind>(head: &Head, values: &Values, seal: &Sealer<'_>) -> Result<K::Record> {
    taken(&described::build(kind::<K>(), head, values, seal)?)
}
