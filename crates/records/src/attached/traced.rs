//! Rows of attachments against the history of their record: each attaching and each removal is a line there.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result, history};
use lampiran::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use uuid::Uuid;

use crate::trace::Wrong;

/// The attachments of records, removed ones too.
///
/// # Errors
/// What the database says.
pub(crate) async fn rows(ctx: &Ctx, kind: &str, records: &[CatatanId]) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::Jenis.eq(kind)).filter(Column::CatatanId.is_in(records.iter().copied()));
    Ok(rows.all(ctx.db()).await?)
}

/// What a line of history says of an attachment: from none to it, or from it to none.
#[derive(Deserialize)]
struct Told {
    dari: Option<Uuid>,
    ke: Option<Uuid>,
}

/// What is wrong with the attachments of a record.
pub(crate) fn traced(lines: &[history::Model], rows: Vec<Model>) -> Vec<Wrong> {
    let mut rows: HashMap<Uuid, Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut wrong = Vec::new();
    // Whether each is still attached.
    let mut told: HashMap<Uuid, bool> = HashMap::new();
    for line in lines {
        let said = line.perubahan.get("lampiran").filter(|said| said.is_object()).cloned();
        let Some(Ok(said)) = said.map(serde_json::from_value::<Told>) else { continue };
        told.extend(said.ke.map(|id| (id, true)));
        told.extend(said.dari.map(|id| (id, false)));
    }
    for (id, stands) in told {
        match rows.remove(&id) {
            None => wrong.push(Wrong::record("lampiran catatan ini dihapus di luar Lindung")),
            Some(row) if row.dihapus_pada.is_none() != stands => {
                wrong.push(Wrong::record("penghapusan lampiran catatan ini diubah di luar Lindung"));
            }
            Some(_) => {}
        }
    }
    if !rows.is_empty() {
        wrong.push(Wrong::record("lampiran ditambahkan ke catatan ini di luar Lindung"));
    }
    wrong
}
