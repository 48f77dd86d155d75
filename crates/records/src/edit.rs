//! Changing the fields of a record.

use kernel::form::{Field, Form, reread};
use kernel::{Ctx, FieldError, Problem, Result, Tx};

use crate::apply::apply;
use crate::change::{self, Change};
use crate::differences::person_key;
use crate::{AnyKind, Boxed, Head, Sealer, Stored, described, link, officers, rosters, spelled, text};

impl dyn AnyKind + '_ {
    /// Changes fields of a record: its current text, with the given fields replaced, is read like a new form.
    ///
    /// # Errors
    /// [`Problem::Invalid`], [`Problem::Refused`] when it is withdrawn; and the errors of any change.
    pub async fn edit(&self, ctx: &Ctx, change: Change, fields: Form) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let (tx, old) = change::begin(self, ctx, &change).await?;
        edited(self, &tx, ctx, &*old, change, fields).await?;
        tx.commit().await
    }
}

/// As `edit`, in an open transaction.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Busy`] when the record was changed after the transaction began,
/// [`Problem::Invalid`]; and the errors of any change.
pub(crate) async fn edit_in(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, change: Change, fields: Form) -> Result<()> {
    ctx.actor.require(kind.info().permission)?;
    let old = kind.load(&**tx, ctx, change.id).await?;
    if change.version.is_some_and(|seen| seen != old.head().version) {
        return Err(Problem::Stale);
    }
    change::in_time(tx, &*old)?;
    edited(kind, tx, ctx, &*old, change, fields).await
}

/// As [`edit_in`], for a row of a file: the record is recognised by that row's content from now on, if it is given.
///
/// # Errors
/// As [`edit_in`].
pub(crate) async fn edit_from_file(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    change: Change,
    (fields, key): (Form, Option<String>),
) -> Result<()> {
    let old = kind.load(&**tx, ctx, change.id).await?;
    if change.version.is_some_and(|seen| seen != old.head().version) {
        return Err(Problem::Stale);
    }
    change::in_time(tx, &*old)?;
    let mut new = draft(kind, tx, ctx, &*old, fields).await?;
    if let Some(key) = key {
        new = new.replaced(vec![("kunci_isi", key.into())])?;
    }
    apply(kind, tx, ctx, &*old, &*new, change).await
}

async fn edited(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    old: &dyn Stored,
    change: Change,
    mut fields: Form,
) -> Result<()> {
    let looked = spelled::look(kind, ctx, tx, (old.head().office, &[&fields])).await?;
    looked.put(0, &mut fields);
    let new = draft(kind, tx, ctx, old, fields).await?;
    let change = Change { reason: looked.reason(0, &change.reason), ..change };
    apply(kind, tx, ctx, old, &*new, change).await
}

/// The row as after a change of fields; nothing is written.
///
/// # Errors
/// [`Problem::Invalid`], [`Problem::Refused`] when it is withdrawn or another office's, or any database error.
pub(crate) async fn draft(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, old: &dyn Stored, fields: Form) -> Result<Boxed> {
    if let Some(field) = fields.keys().find(|key| !kind.own().iter().any(|f| f.key == key.as_str())) {
        return Err(Problem::field(field, "Isian ini tidak dapat diubah di sini."));
    }
    change::owned(ctx, old)?;
    if old.head().withdrawn.is_some() && !fields.is_empty() {
        return Err(change::withdrawn(old.status()));
    }
    let key = person_key(tx, ctx, &old.head()).await?;
    let before = text::own(kind, &**tx, old, key.as_ref()).await?;
    let mut form = before.clone();
    form.extend(fields);
    let own: Vec<&'static Field> = kind.own().iter().collect();
    let mut values = reread(&own, &form, &before, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let mut errors: Vec<FieldError> = kind.check(&values);
    let stored = link::stored(kind, old)?;
    let kept = link::Kept { before: Some(&before), stored: &stored };
    for missing in link::resolve(&**tx, old.head().office, &own, &mut [&mut values], kept).await? {
        errors.extend(missing);
    }
    let before_link = stored.iter().find(|(key, _)| kind.info().more.roster.is_some_and(|roster| roster.of == *key));
    let named = rosters::named_for(kind, &values).filter(|id| before_link.is_none_or(|(_, before)| before != id));
    errors.extend(rosters::shut(kind, tx, named.into_iter().collect()).await?.into_values());
    let office = (old.head().office, kind.info().permission);
    // An unchanged officer is not checked again, since that person may have left.
    let kept = |field: &&&Field| before.get(field.key).map(String::as_str) != values.text(field);
    let changed: Vec<&'static Field> = own.iter().filter(kept).copied().collect();
    errors.extend(officers::unknown(&**tx, ctx, office, &changed, &[&values]).await?.concat());
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let head = Head { version: old.head().version + 1, changed: tx.at, ..old.head() };
    let new = described::build(kind, &head, &values, &Sealer { table: kind.info().table, key: key.as_ref() })?;
    kind.corrected(old, &*new, &ctx.house)?;
    Ok(new)
}
