//! Moving a record that was entered for the wrong office.

use kernel::{Ctx, FieldError, KantorId, Problem, Result, Tx, numbering};

use crate::apply::{self, Decide, Line, put};
use crate::change::{self, Change};
use crate::registry::Linking;
use crate::{AnyKind, Head, Stored, described, files, link};

/// The field with the officer of a record.
const OFFICER: &str = "petugas";

impl dyn AnyKind + '_ {
    /// Moves a record to another office that the actor sees: it gets a number there, its facts go with it, and the person
    /// becomes known there. A linked record cannot move, so it must be unlinked first.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an office that it cannot move to, [`Problem::Refused`] when it is withdrawn or linked,
    /// [`Problem::Duplicate`] when its content exists there already; and the errors of any change.
    pub async fn relocate(&self, ctx: &Ctx, change: Change, office: &str, linking: &[Linking]) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let reason = asked(ctx, &change.reason, office)?;
        // Alone, so that no record that links to this one is written at the same time.
        let (tx, old) = change::begin_alone(self, ctx, &change).await?;
        let before = old.head();
        let target = ctx.house.offices.by_code(office).filter(|o| ctx.actor.offices.contains(&o.id));
        let target = target.ok_or_else(|| {
            Problem::field("kantor", "Kantor ini tidak ada di antara kantor Anda. Pilih salah satu dari daftar.")
        })?;
        if target.id == before.office {
            return Err(Problem::field("kantor", "Catatan ini sudah milik kantor itu. Pilih kantor lain."));
        }
        if before.withdrawn.is_some() {
            return Err(change::withdrawn(old.status()));
        }
        change::settled(self, &*old, "pindahkan")?;
        linked(self, &tx, &*old, linking).await?;
        let number = number(self, &tx, ctx, &before.number, target.id).await?;
        if let Some(person) = before.person {
            people::acquaint(&tx, &[person], &[target.id]).await?;
        }
        let from = ctx.house.offices.by_id(before.office).map(|o| o.code.clone());
        let mut changes = serde_json::json!({
            "kantor": { "dari": from, "ke": target.code }, "nomor": { "dari": before.number, "ke": number },
        });
        let mut columns = vec![
            ("kantor_id", target.id.into()),
            ("nomor", number.into()),
            ("versi", (before.version + 1).into()),
            ("diubah_pada", tx.at.into()),
        ];
        // The old officer works at the office that the record leaves.
        if let (Some(login), Some(members)) =
            (described::open_only(self, &*old)?.remove(OFFICER), changes.as_object_mut())
        {
            columns.push((OFFICER, Option::<String>::None.into()));
            members.insert(OFFICER.to_owned(), serde_json::json!({ "dari": login, "ke": null }));
        }
        let line = Line { reason, happened: change.happened, changes };
        let done = put(self, &tx, ctx, &*old, &*old.replaced(columns)?, line).await;
        done.map_err(|problem| match problem {
            Problem::Duplicate(_) => Problem::Duplicate(
                "Isian atau nomor yang sama sudah tercatat di kantor tujuan. Batalkan salah satunya.".to_owned(),
            ),
            other => other,
        })?;
        files::moved(&tx, before.id, target.id).await?;
        tx.commit().await
    }
}

/// Gives a record to another office, in an open transaction and regardless of what the actor may see: for an accepted referral.
/// Links that point to it stay as they are. The function may change more of the record.
///
/// # Errors
/// [`Problem::Duplicate`] when its content exists there already; the error of the function.
pub(crate) async fn hand_over(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    change: Change,
    to: KantorId,
    decide: Decide<'_>,
) -> Result<()> {
    let id = change.id;
    let old = kind.any(tx, id).await?;
    change::in_time(tx, &*old)?;
    let before = old.head();
    if before.withdrawn.is_some() {
        return Err(change::withdrawn(old.status()));
    }
    let number = number(kind, tx, ctx, &before.number, to).await?;
    if let Some(person) = before.person {
        people::acquaint(tx, &[person], &[to]).await?;
    }
    let head = Head { version: before.version + 1, changed: tx.at, ..before };
    let new = decide(&*old, head)?;
    let new = new.replaced(vec![("kantor_id", to.into()), ("nomor", number.into())])?;
    let moved = apply::moved(ctx, &*old, &*new);
    let done = apply::apply_with(kind, tx, ctx, (&*old, &*new), change, apply::Done { more: moved, taken: None }).await;
    done.map_err(|problem| match problem {
        Problem::Duplicate(_) => Problem::Duplicate(
            "Di kantor yang dituju sudah ada catatan dengan isi atau nomor SISKOP2MI yang sama. Batalkan yang itu dahulu."
                .to_owned(),
        ),
        other => other,
    })?;
    files::moved(tx, id, to).await
}

/// The reason. If it or the office is missing, both errors are reported at once.
fn asked(ctx: &Ctx, reason: &str, office: &str) -> Result<String> {
    let missing = office.trim().is_empty().then(|| FieldError::new("kantor", "Pilih kantor tujuan."));
    match (change::reason(ctx, reason), missing) {
        (Ok(reason), None) => Ok(reason),
        (Ok(_), Some(missing)) => Err(missing.into()),
        (Err(Problem::Invalid(errors)), missing) => Err(Problem::Invalid(missing.into_iter().chain(errors).collect())),
        (Err(other), _) => Err(other),
    }
}

/// A new number in the new office, for the year in the old number.
async fn number(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, old: &str, office: KantorId) -> Result<String> {
    use chrono::Datelike;
    let year = old.rsplit('-').nth(1).and_then(|year| year.parse().ok()).unwrap_or_else(|| ctx.today().year());
    let next = numbering::reserve(tx, office, kind.info().name, year, 1).await?;
    Ok(numbering::format(kind.info().prefix, year, next))
}

/// Refuses while the record points to others or others point to it.
async fn linked(kind: &dyn AnyKind, tx: &Tx, record: &dyn Stored, linking: &[Linking]) -> Result<()> {
    let refused = |detail: String| Problem::Refused {
        status: record.status(),
        command: "pindahkan",
        allowed: vec!["ubah", "batalkan"],
        detail,
    };
    let showing = described::shown(kind, record, None)?;
    if let Some((key, id)) = showing.links.first() {
        let field = kind.own().iter().find(|field| field.key == *key);
        let (label, required) = field.map_or((*key, false), |field| (field.label, field.required));
        let number = match field.map(|field| field.kind) {
            Some(kernel::form::FieldKind::Link(kind)) => link::number_of(&**tx, kind, *id).await?,
            _ => String::new(),
        };
        return Err(refused(if required {
            format!("Catatan ini terkait dengan {number}. Batalkan catatan ini, lalu catat lagi di kantor yang benar.")
        } else {
            format!("Catatan ini terkait dengan {number}. Kosongkan dahulu isian {label}, lalu pindahkan.")
        }));
    }
    let id = record.head().id;
    for pointing in linking.iter().filter(|pointing| !pointing.follows) {
        let numbers = link::pointing_to(&**tx, pointing.table, pointing.field, id.0).await?;
        if !numbers.is_empty() {
            let numbers = numbers.join(", ");
            return Err(refused(format!(
                "Masih ada catatan yang terkait dengannya: {numbers}. Lepaskan dahulu kaitannya di sana, lalu pindahkan."
            )));
        }
    }
    Ok(())
}
