//! The history of identities, and the audit that compares them with it. Each row has a line for its beginning and one for its
//! end, with stamp and number like all others (ADR 0025). No office reads these lines, since the history of its own person says
//! nothing about rows of other offices.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::json;

use super::{Column, Entity, Model};
use crate::ctx::{Ctx, Tx};
use crate::db::nowhere;
use crate::history::{self, Entry};
use crate::id::{CatatanId, OrangId};
use crate::problem::Result;

/// The kind of these lines of history.
pub const KIND: &str = "identitas";

/// The lines for rows that end and rows that begin at `at`. A line contains `at` only if it differs from the time of the
/// transaction.
pub(super) fn lines(tx: &Tx, ctx: &Ctx, (ended, begun): (&[Model], &[Model]), at: DateTimeUtc) -> Vec<Entry> {
    let changes = |row: &Model| {
        let mut object = membership(row);
        if let (Some(members), true) = (object.as_object_mut(), at != tx.at) {
            members.insert(AT.to_owned(), json!(at));
        }
        object
    };
    let line = |row: &Model, version, (from, to, reason): (Option<&'static str>, &'static str, &str)| Entry {
        id: tx.id(),
        kind: KIND,
        record: CatatanId(row.baris_id),
        office: ctx.actor.office,
        version,
        from,
        to,
        reason: reason.to_owned(),
        changes: changes(row),
        happened: None,
        proof: None,
        facts: None,
    };
    let ends = (Some("berlaku"), "berakhir", "Bukan lagi orang yang sama, atau sama dengan yang lain.");
    let begins = (None, "berlaku", "Orang yang sama.");
    let ended = ended.iter().map(|row| line(row, 2, ends));
    ended.chain(begun.iter().map(|row| line(row, 1, begins))).collect()
}

/// The JSON member of a line with the instant at which the row begins or ends.
const AT: &str = "pada";

/// The content of a line without its instant, and its instant.
fn read(line: &history::Model) -> (Json, DateTimeUtc) {
    let mut object = line.perubahan.clone();
    let at = object.as_object_mut().and_then(|members| members.remove(AT));
    (object, at.and_then(|at| serde_json::from_value(at).ok()).unwrap_or(line.dicatat_pada))
}

fn membership(row: &Model) -> Json {
    json!({ "anggota": row.anggota_id, "identitas": row.identitas_id })
}

/// An identity that was changed outside Lindung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row of a person.
    pub person: OrangId,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
}

/// The identities, of all offices, that were changed outside Lindung.
///
/// # Errors
/// Any database error.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Fault>> {
    let mut suspects = faults(ctx).await?;
    if !suspects.is_empty() {
        // A row that was changing while it was read looks wrong once; a row that somebody tampered with looks wrong twice.
        let again = faults(ctx).await?;
        suspects.retain(|fault| again.contains(fault));
    }
    Ok(suspects)
}

const BATCH: u64 = 1_000;

async fn faults(ctx: &Ctx) -> Result<Vec<Fault>> {
    let mut faults = gone(ctx).await?;
    let mut after: Option<Uuid> = None;
    loop {
        let query = Entity::find().order_by_asc(Column::BarisId).limit(BATCH);
        let query = after.iter().fold(query, |query, after| query.filter(Column::BarisId.gt(*after)));
        let rows = query.all(ctx.db()).await?;
        let Some(last) = rows.last() else { return Ok(faults) };
        after = Some(last.baris_id);
        let by_record = histories(ctx, &rows).await?;
        faults.extend(rows.iter().filter_map(|row| {
            let detail = wrong(row, by_record.get(&CatatanId(row.baris_id)).map(Vec::as_slice).unwrap_or_default())?;
            Some(Fault { person: row.anggota_id, detail })
        }));
    }
}

async fn histories(ctx: &Ctx, rows: &[Model]) -> Result<HashMap<CatatanId, Vec<history::Model>>> {
    let lines = history::Entity::find()
        .filter(history::Column::CatatanId.is_in(rows.iter().map(|row| row.baris_id)))
        .filter(history::COLUMN.jenis.eq(KIND))
        .order_by_asc(history::Column::Versi)
        .all(ctx.db())
        .await?;
    let mut by_record: HashMap<CatatanId, Vec<history::Model>> = HashMap::new();
    for line in lines {
        by_record.entry(line.catatan_id).or_default().push(line);
    }
    Ok(by_record)
}

fn wrong(row: &Model, lines: &[history::Model]) -> Option<&'static str> {
    let (first, second) = match lines {
        [] => return Some("persamaan orang ini dengan baris lain ditambahkan di luar Lindung"),
        [first] => (first, None),
        [first, second, ..] => (first, Some(second)),
    };
    let began = first.versi == 1 && read(first) == (membership(row), row.sejak);
    let ended = second.map(|line| read(line).1) == row.sampai;
    (!began || !ended).then_some("persamaan orang ini dengan baris lain diubah di luar Lindung")
}

/// Faults for deleted rows, of which only the history is left.
async fn gone(ctx: &Ctx) -> Result<Vec<Fault>> {
    let standing = Query::select().column(Column::BarisId).from(Entity).to_owned();
    let lines = history::Entity::find()
        .filter(history::COLUMN.jenis.eq(KIND))
        .filter(history::COLUMN.versi.eq(1))
        .filter(nowhere(Expr::col((history::Entity, history::Column::CatatanId)), Column::BarisId, standing))
        .all(ctx.db())
        .await?;
    let person = |line: &history::Model| serde_json::from_value(line.perubahan.get("anggota")?.clone()).ok();
    let detail = "persamaan orang ini dengan baris lain dihapus di luar Lindung";
    let fault = |line: &history::Model| Fault { person: person(line).unwrap_or(OrangId(Uuid::nil())), detail };
    Ok(lines.iter().map(fault).collect())
}
