//! What a slice does with records of a kind that it knows by its type: the rows are handed to its functions as what they are.

use kernel::form::{Form, Values};
use kernel::{CatatanId, Ctx, FieldError, KantorId, OrangId, Problem, Result, Tx};
use people::Choice;

use crate::apply::{Decide, decided};
use crate::change::{self, Change};
use crate::enter::{Draft, Entering, content_key};
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

/// Changes a record to what a pure function makes of it, in an open transaction and whatever the actor may see: for what follows from
/// something else that was done. The function gets the record and the head that the new one must carry.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`] when somebody else was faster, or what the function refuses.
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

/// What one slice asks another to record, as what follows from something that was done.
pub struct Request<'a> {
    /// The office whose it becomes.
    pub office: KantorId,
    /// Whom it is about, where its kind is about somebody.
    pub person: Option<OrangId>,
    /// What it says.
    pub values: Values,
    /// Why, for its history.
    pub reason: &'a str,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It was recorded: the record and its number.
    New(CatatanId, String),
    /// The same stands already, under this number.
    Known(CatatanId, String),
}

/// Records what a slice asks for, in an open transaction and in the name of the actor, who must have the right to the kind.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] with everything that is wrong.
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
    let entering = Entering { kind, tx, ctx, office, reason };
    let mut result = Registered { outcomes: vec![Outcome::Fresh], ..Registered::default() };
    let key = content_key(kind, ctx, &values);
    let drafts = entering
        .fresh(vec![Draft { at: 0, values, person: person.map_or(Choice::Unsaid, Choice::Known), key }], &mut result)
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

/// Gives a record to another office, in an open transaction and whatever the actor may see: for a referral that was
/// accepted. What points to it stays as it is. The function says what else changes.
///
/// # Errors
/// [`Problem::Duplicate`] when its content stands there already; what the function refuses.
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
/// transaction began, [`Problem::Invalid`]; as any change.
pub async fn edit_in<K: Kind>(tx: &Tx, ctx: &Ctx, change: Change, fields: Form) -> Result<()> {
    edit::edit_in(kind::<K>(), tx, ctx, change, fields).await
}

/// A record that the actor may see, with its text by field in full, the person's among them. For what is decided about it in
/// the same transaction: nothing of it is shown, so it leaves no trace.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn full<K: Kind>(tx: &Tx, ctx: &Ctx, id: CatatanId) -> Result<(K::Record, Form)> {
    let record = kind::<K>().load(&**tx, ctx, id).await?;
    let form = text::of(kind::<K>(), &**tx, ctx, &*record).await?;
    Ok((taken(&record)?, form))
}

/// What a row says of its open fields, without sealed ones and links.
///
/// # Errors
/// A row that cannot be shown.
pub fn plain<K: Kind>(record: &K::Record) -> Result<Form> {
    described::open_only(kind::<K>(), record)
}

/// The row that says what the fields say.
///
/// # Errors
/// A [`kernel::FieldError`] for a field that a row cannot be without; what the kind refuses ([`Kind::completed`]).
pub fn build<K: Kind>(head: &Head, values: &Values, seal: &Sealer<'_>) -> Result<K::Record> {
    taken(&described::build(kind::<K>(), head, values, seal)?)
}
