//! Derives the task of a record and writes it.

mod entity;

use kernel::calendar::Calendar;
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::offices::Offices;
use kernel::tenggat::{Clocks, Subject};
use kernel::{House, Problem, Result, Stage, Tx};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

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

/// The task of a record; none if it has ended, was withdrawn, or its kind has no clocks. Of several clocks, the one due first
/// decides.
#[must_use]
pub fn work(info: &Info, head: &Head, (status, stage): (&str, Stage), form: &Form, by: Work<'_>) -> Option<Model> {
    let open = matches!(stage, Stage::New | Stage::Running) && head.withdrawn.is_none();
    if !open || !by.clocks.has(info.name) {
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

/// The task of a row.
///
/// # Errors
/// A row that cannot be shown.
pub(crate) fn of(kind: &dyn AnyKind, record: &dyn Stored, by: Work<'_>) -> Result<Option<Model>> {
    let task =
        work(kind.info(), &record.head(), (record.status(), record.stage()), &described::open_only(kind, record)?, by);
    Ok(task.filter(|task| kind.info().more.pursued || task.jatuh_tempo != NEVER))
}

/// Rewrites the tasks of records in the transaction that wrote the records; `new` if they cannot have tasks yet. It takes at
/// most two statements for each batch, and none for a kind without clocks.
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
        if !new {
            let ids = chunk.iter().map(|record| record.head().id);
            Entity::delete_many().filter(Column::CatatanId.is_in(ids)).exec(&**tx).await?;
        }
        let mut rows = Vec::with_capacity(chunk.len());
        for record in chunk {
            rows.extend(of(kind, *record, Work::of(house))?.map(|row| row.into_active_model().reset_all()));
        }
        if !rows.is_empty() {
            let many = rows.len();
            tx.add(Entity::insert_many(rows), many, || Problem::Busy).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
