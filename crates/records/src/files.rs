//! Rows of attachments: shown with their record, moved with it, and checked against its history, which has a line for each
//! attached and each removed file.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::db::chunk_rows;
use kernel::{CatatanId, Ctx, KantorId, Problem, Result, Tx, history};
use lampiran::{Column, Entity, Macam, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use uuid::Uuid;

use crate::trace::Wrong;

/// An attachment as shown to users who may see its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: Uuid,
    /// Its name; only a label.
    pub name: String,
    /// Its file type.
    pub macam: Macam,
    /// Its size in bytes.
    pub size: i64,
    /// The remark on it.
    pub remark: Option<String>,
    /// Who attached it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who removed it, when and why, if it was.
    pub removed: Option<(String, DateTime<Utc>, String)>,
    /// Which paper of the record it is, if it is one.
    pub paper: Option<String>,
    /// The address of its file in the store.
    pub(crate) address: String,
}

impl Attached {
    pub(crate) fn of(ctx: &Ctx, row: Model) -> Result<Self> {
        let macam = Macam::from_code(&row.macam).ok_or_else(|| Problem::internal("an attachment of no kind"))?;
        let (name, remark) = (row.name(ctx)?, row.remark(ctx)?);
        let removed = row.dihapus_oleh.zip(row.dihapus_pada).zip(row.alasan).map(|((by, at), why)| (by, at, why));
        let (by, at) = (row.diunggah_oleh, row.diunggah_pada);
        let (id, size, paper, address) = (row.id, row.ukuran, row.dokumen, row.alamat);
        Ok(Self { id, name, macam, size, remark, by, at, removed, paper, address })
    }

    /// Whether it stands as a paper of the record.
    pub(crate) fn is(&self, paper: &str) -> bool {
        self.removed.is_none() && self.paper.as_deref() == Some(paper)
    }
}

/// The attachments of a record, oldest first. The caller must have checked that the actor may see the record.
///
/// # Errors
/// Any database error.
pub(crate) async fn of(ctx: &Ctx, kind: &str, id: CatatanId) -> Result<Vec<Attached>> {
    let rows = Entity::find()
        .filter(Column::Jenis.eq(kind))
        .filter(Column::CatatanId.eq(id))
        .order_by_asc(Column::DiunggahPada)
        .order_by_asc(Column::Id)
        .all(ctx.keyed())
        .await?;
    rows.into_iter().map(|row| Attached::of(ctx, row)).collect()
}

/// How many files are attached to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    /// All.
    pub all: usize,
    /// Those that are pictures.
    pub pictures: usize,
}

/// How many files are attached to each of some records; those without any are left out. The caller must have checked that the actor may
/// see the records.
///
/// # Errors
/// Any database error.
pub(crate) async fn counts(ctx: &Ctx, records: &[CatatanId]) -> Result<HashMap<CatatanId, Files>> {
    let mut counts: HashMap<CatatanId, Files> = HashMap::new();
    for some in records.chunks(chunk_rows(1)) {
        let rows: Vec<(CatatanId, String)> = Entity::find()
            .select_only()
            .column(Column::CatatanId)
            .column(Column::Macam)
            .filter(Column::CatatanId.is_in(some.iter().copied()))
            .filter(Column::DihapusPada.is_null())
            .into_tuple()
            .all(ctx.db())
            .await?;
        for (record, macam) in rows {
            let files = counts.entry(record).or_default();
            files.all += 1;
            files.pictures += usize::from(matches!(Macam::from_code(&macam), Some(Macam::Jpeg | Macam::Png)));
        }
    }
    Ok(counts)
}

/// Whether a record's history tells of an attachment. A record without such a line has none.
pub(crate) fn told(lines: &[history::Model]) -> bool {
    lines.iter().any(|line| line.perubahan.get(CHANGED).is_some())
}

/// The member of a line of history that tells of an attachment.
const CHANGED: &str = "lampiran";

/// Takes the attachments of a record to the office to which it moves.
///
/// # Errors
/// Any database error.
pub(crate) async fn moved(tx: &Tx, id: CatatanId, office: KantorId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::KantorId, Expr::value(office.0))
        .filter(Column::CatatanId.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The attachments of records, removed ones too.
///
/// # Errors
/// Any database error.
pub(crate) async fn rows(ctx: &Ctx, kind: &str, records: &[CatatanId]) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::Jenis.eq(kind)).filter(Column::CatatanId.is_in(records.iter().copied()));
    Ok(rows.all(ctx.db()).await?)
}

/// A line of history about an attachment: either added or removed.
#[derive(Deserialize)]
struct Told {
    dari: Option<Uuid>,
    ke: Option<Uuid>,
}

/// The differences between the attachments of a record and its history.
pub(crate) fn traced(lines: &[history::Model], rows: Vec<Model>) -> Vec<Wrong> {
    let mut rows: HashMap<Uuid, Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut wrong = Vec::new();
    // Whether each is still attached.
    let mut standing: HashMap<Uuid, bool> = HashMap::new();
    for line in lines {
        let value = line.perubahan.get(CHANGED).filter(|value| value.is_object()).cloned();
        let Some(Ok(change)) = value.map(serde_json::from_value::<Told>) else { continue };
        standing.extend(change.ke.map(|id| (id, true)));
        standing.extend(change.dari.map(|id| (id, false)));
    }
    for (id, stands) in standing {
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
