//! Doing something to a word: one transaction, one row.

use kernel::form::{Field, Form, parse};
use kernel::reference::Term;
use kernel::{Ctx, FieldError, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::act::decide;
use crate::entity::kata::{ActiveModel, Column, Entity, Model};
use crate::form::{self, Act, WHY};
use crate::shelf::{Rujukan, newest_word};

/// The lock of who changes words, holidays or clocks.
pub(crate) const LOCK: &str = "rujukan";

/// The vocabulary that an address names.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) fn known(ctx: &Ctx, vocabulary: &str) -> Result<()> {
    ctx.actor.require(Permission::Words)?;
    let known = ctx.house.reference.vocabularies().any(|name| name == vocabulary);
    if known { Ok(()) } else { Err(Problem::NotFound) }
}

/// The word of an address, by its code.
///
/// # Errors
/// As [`known`].
pub(crate) fn word<'a>(ctx: &'a Ctx, vocabulary: &str, code: &str) -> Result<&'a Term> {
    known(ctx, vocabulary)?;
    let reference = &ctx.house.reference;
    let mut all = reference.terms(vocabulary).iter().chain(reference.unused(vocabulary));
    all.find(|term| term.code == code).ok_or(Problem::NotFound)
}

/// Does something to a word, or adds one. Of a change what is not given stays. It is in force on this server at once.
///
/// # Errors
/// As [`known`]; [`Problem::Invalid`] by field; any database error.
pub(crate) async fn act(
    ctx: &Ctx,
    shelf: &Rujukan,
    (vocabulary, code): (&str, Option<&str>),
    act: Act,
    given: &Form,
) -> Result<Term> {
    known(ctx, vocabulary)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let reference = shelf.words(&*tx, ctx.today()).await?;
    let mut all = reference.terms(vocabulary).iter().chain(reference.unused(vocabulary));
    let before = match code {
        Some(code) => Some(all.find(|term| term.code == code).ok_or(Problem::NotFound)?),
        None => None,
    };
    if let Some(term) = before {
        unseen(&*tx, (vocabulary, term), given).await?;
    }
    let mut typed = before.filter(|_| act == Act::Change).map(form::of).unwrap_or_default();
    typed.extend(edited(given, None));
    let fields: Vec<&Field> = act.fields().iter().collect();
    let values = parse(&fields, &typed, &reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let term = decide(&reference, (vocabulary, before), act, &values, ctx.today()).map_err(Problem::Invalid)?;
    let row = ActiveModel {
        nomor: Set(newest_word(&*tx).await? + 1),
        kamus: Set(vocabulary.to_owned()),
        kode: Set(term.code.clone()),
        tindakan: Set(act.done().to_owned()),
        label: Set(term.label.clone()),
        juga: Set(term.also.join("\n")),
        dasar: Set(term.basis.clone()),
        berlaku_sejak: Set(term.since),
        berakhir_pada: Set(term.ended),
        pengganti: Set(term.instead.clone()),
        alasan: Set(values.need(WHY)?),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        kantor_id: Set(ctx.actor.office),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    in_force(shelf).await;
    Ok(term)
}

/// The number of the newest entry about a word that a form was made from; a program need not say it.
pub(crate) const SEEN: &str = "dilihat";

/// The day of the data that a form was filled in with; a program need not say it.
pub(crate) const SHOWN: &str = "isi_per";

/// Of what is given the day on which it is to begin.
pub(crate) fn asked(given: &Form) -> Form {
    let day = given.get(form::SINCE.name).map(|day| (form::SINCE.name.to_owned(), day.clone()));
    day.into_iter().collect()
}

/// What is given; where a form showed something, only what differs from it: what was not changed in it says nothing.
pub(crate) fn edited(given: &Form, shown: Option<&Form>) -> Form {
    let same = |key: &str, text: &str| {
        shown.is_some_and(|shown| shown.get(key).map_or("", String::as_str).trim() == text.trim())
    };
    let said = given.iter().filter(|(key, text)| ![SEEN, SHOWN].contains(&key.as_str()) && !same(key, text));
    said.map(|(key, text)| (key.clone(), text.clone())).collect()
}

/// The number of the newest entry about a word; 0 for one that is as it was shipped.
///
/// # Errors
/// Any database error.
pub(crate) async fn newest_of(
    db: &impl ConnectionTrait,
    (vocabulary, code): (&str, &str),
) -> Result<(i64, Option<String>)> {
    let row = Entity::find().filter(Column::Kamus.eq(vocabulary)).filter(Column::Kode.eq(code));
    let row = row.order_by_desc(Column::Nomor).one(db).await?;
    Ok(row.map_or((0, None), |row| (row.nomor, Some(row.pelaku))))
}

/// Refuses a form that was made before somebody else changed the word: what they entered would go with it.
async fn unseen(db: &impl ConnectionTrait, (vocabulary, term): (&str, &Term), given: &Form) -> Result<()> {
    let Some(seen) = given.get(SEEN).and_then(|text| text.parse::<i64>().ok()) else { return Ok(()) };
    let (newest, by) = newest_of(db, (vocabulary, &term.code)).await?;
    if newest == seen {
        return Ok(());
    }
    let also = if term.also.is_empty() { "tidak ada".to_owned() } else { term.also.join("; ") };
    let detail = format!(
        "Diubah {} sesudah Anda membukanya. Kini labelnya {}, ejaan lainnya {also}. Gabungkan, lalu simpan lagi.",
        by.unwrap_or_default(),
        term.label
    );
    Err(FieldError::new(WHY, detail).into())
}

/// Puts a change in force on this server. It is stored already, so a failure is not that of the change: the next look makes up for it.
pub(crate) async fn in_force(shelf: &Rujukan) {
    if let Err(error) = shelf.refresh().await {
        tracing::warn!(%error, "a change of words, holidays or clocks is not in force yet on this server");
    }
}

/// What was done to the words of a vocabulary, newest first.
///
/// # Errors
/// Any database error.
pub(crate) async fn history(ctx: &Ctx, vocabulary: &str) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::Kamus.eq(vocabulary)).order_by_desc(Column::Nomor).all(ctx.db()).await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(all: &[(&str, &str)]) -> Form {
        all.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn of_a_form_only_what_was_changed_in_it_counts() {
        let given = form(&[("n", "15"), ("hak", ""), ("dasar", "SK Contoh"), (SEEN, "3"), (SHOWN, "2025-07-01")]);
        let shown = form(&[("n", "15"), ("dasar", "Asumsi")]);
        assert_eq!(edited(&given, Some(&shown)), form(&[("dasar", "SK Contoh")]));
        assert_eq!(edited(&given, None), form(&[("n", "15"), ("hak", ""), ("dasar", "SK Contoh")]));
        assert_eq!(
            edited(&form(&[("dasar", "")]), Some(&shown)),
            form(&[("dasar", "")]),
            "what is emptied is a change"
        );
    }
}
