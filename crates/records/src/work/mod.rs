//! Derives the task of a record and writes it.

mod entity;

use std::collections::HashSet;

use kernel::calendar::Calendar;
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::offices::Offices;
use kernel::tenggat::{Clocks, Subject};
use kernel::{CatatanId, House, Problem, Result, Stage, Tx};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{AnyKind, Head, Info, Stored, described};
pub use entity::{Column, Entity, Model, NEVER};

/// What a task is derived from, besides the record.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// The deadlines: what must be done by when.
    pub clocks: &'a Clocks,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The offices, for clocks that name another office.
    pub offices: &'a Offices,
}

impl<'a> Work<'a> {
    pub(crate) fn of(house: &'a House) -> Self {
        Self { clocks: &house.clocks, calendar: &house.calendar, offices: &house.offices }
    }
}

/// The urgency rank of the field `kegentingan`: lower is more urgent.
pub(crate) fn urgency(form: &Form) -> i64 {
    match form.get("kegentingan").map(String::as_str) {
        Some("nyawa") => 0,
        Some("mendesak") => 1,
        _ => 2,
    }
}

/// What clocks may name like a field of a record whose kind asks for a file ([`More::proven`](crate::More)): it is there while none is
/// attached.
const FILE: &str = "berkas";
/// Its word.
const MISSING: &str = "belum_ada";

/// Notes in the fields of a record that its file is still missing, if its kind asks for one.
pub(crate) fn unproven(info: &Info, form: &mut Form, attached: bool) {
    if info.more.proven && !attached {
        form.insert(FILE.to_owned(), MISSING.to_owned());
    }
}

/// Whether clocks run for a record: until it has ended, and beyond that as long as its file is missing.
pub(crate) fn runs(head: &Head, stage: Stage, form: &Form) -> bool {
    let ended = match stage {
        Stage::New | Stage::Running => false,
        Stage::Done => !form.contains_key(FILE),
        Stage::Dropped => true,
    };
    !ended && head.withdrawn.is_none()
}

/// The task of a record; none if it has ended, was withdrawn, or its kind has no clocks. Of several clocks, the one due first
/// decides.
#[must_use]
pub fn work(info: &Info, head: &Head, (status, stage): (&str, Stage), form: &Form, by: Work<'_>) -> Option<Model> {
    if !runs(head, stage, form) || !by.clocks.has(info.name) {
        return None;
    }
    let subject = Subject { kind: info.name, status, day: info.dated(form), form };
    let deadlines = by.clocks.deadlines(by.calendar, subject);
    let nearest = deadlines.first().and_then(|deadline| Some((deadline.clock, deadline.due?)));
    let elsewhere = nearest.and_then(|(clock, _)| by.offices.by_code(form.get(clock.office.as_deref()?)?));
    Some(Model {
        catatan_id: head.id,
        jenis: info.name.to_owned(),
        kantor_id: elsewhere.map_or(head.office, |office| office.id),
        petugas: form.get("petugas").map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()),
        tenggat: nearest.map(|(clock, _)| clock.code.clone()),
        kegentingan: urgency(form),
        jatuh_tempo: nearest.map_or(NEVER, |(_, due)| due),
    })
}

/// Which of some records have a file; none is looked for where the kind asks for none.
///
/// # Errors
/// Any database error.
pub(crate) async fn attached(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    ids: &[CatatanId],
) -> Result<HashSet<CatatanId>> {
    use lampiran::{Column, Entity};
    if !kind.info().more.proven {
        return Ok(HashSet::new());
    }
    let standing =
        Entity::find().filter(Column::CatatanId.is_in(ids.iter().copied())).filter(Column::DihapusPada.is_null());
    Ok(standing.all(db).await?.into_iter().map(|row| row.catatan_id).collect())
}

/// The task of a row; `attached` are the records with a file.
///
/// # Errors
/// A row that cannot be shown.
pub(crate) fn of(
    kind: &dyn AnyKind,
    record: &dyn Stored,
    attached: &HashSet<CatatanId>,
    by: Work<'_>,
) -> Result<Option<Model>> {
    let head = record.head();
    let mut form = described::open_only(kind, record)?;
    unproven(kind.info(), &mut form, attached.contains(&head.id));
    let task = work(kind.info(), &head, (record.status(), record.stage()), &form, by);
    Ok(task.filter(|task| kind.info().more.pursued || task.jatuh_tempo != NEVER))
}

/// Rewrites the tasks of records in the transaction that wrote the records; `new` if they cannot have tasks or files yet. It takes at
/// most two statements for each batch, one more where the kind asks for a file, and none for a kind without clocks.
///
/// # Errors
/// Any database error.
pub(crate) async fn write(
    kind: &dyn AnyKind,
    tx: &Tx,
    house: &House,
    records: &[&dyn Stored],
    new: bool,
) -> Result<()> {
    if !house.clocks.has(kind.info().name) {
        return Ok(());
    }
    for chunk in records.chunks(chunk_rows(7)) {
        let ids: Vec<CatatanId> = chunk.iter().map(|record| record.head().id).collect();
        let mut held = HashSet::new();
        if !new {
            held = attached(kind, &**tx, &ids).await?;
            Entity::delete_many().filter(Column::CatatanId.is_in(ids)).exec(&**tx).await?;
        }
        let mut rows = Vec::with_capacity(chunk.len());
        for record in chunk {
            rows.extend(of(kind, *record, &held, Work::of(house))?.map(|row| row.into_active_model().reset_all()));
        }
        if !rows.is_empty() {
            let many = rows.len();
            tx.add(Entity::insert_many(rows), many, || Problem::Busy).await?;
        }
    }
    Ok(())
}

/// Rewrites the task of a record whose files have just changed, if its kind asks for one.
///
/// # Errors
/// Any database error.
pub(crate) async fn proved(kind: &dyn AnyKind, tx: &Tx, house: &House, id: CatatanId) -> Result<()> {
    if !kind.info().more.proven {
        return Ok(());
    }
    let record = kind.any(tx, id).await?;
    write(kind, tx, house, &[&*record], false).await
}

#[cfg(test)]
mod tests;
