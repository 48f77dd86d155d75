//! Rows against files: whether each attachment has its file, and whether that opens and holds what its address says.

use std::collections::HashMap;

use kernel::{Ctx, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::{Column, Entity, Model, Store};

/// How closely files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Whether each is there and has its size: quick, for every night.
    Presence,
    /// Each is opened and its fingerprint taken anew: reads every byte.
    Content,
}

/// An attachment whose file is not as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The attachment.
    pub row: Model,
    /// What is wrong.
    pub detail: &'static str,
}

/// The attachments of all records, removed ones too, whose files are not as they were left.
///
/// # Errors
/// What the database says.
pub async fn verify(ctx: &Ctx, store: &Store, depth: Depth) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    // A file that several records share is read once.
    let mut seen: HashMap<(String, i64), Option<&'static str>> = HashMap::new();
    let mut pages = Entity::find().order_by_asc(Column::Id).paginate(ctx.db(), 1_000);
    while let Some(rows) = pages.fetch_and_next().await? {
        for row in rows {
            if row.is_erased(ctx) {
                continue;
            }
            let key = (row.alamat.clone(), row.ukuran);
            let wrong = match seen.get(&key) {
                Some(wrong) => *wrong,
                None => wrong(store, &row, depth).await,
            };
            seen.insert(key, wrong);
            faults.extend(wrong.map(|detail| Fault { row, detail }));
        }
    }
    Ok(faults)
}

async fn wrong(store: &Store, row: &Model, depth: Depth) -> Option<&'static str> {
    match store.size(&row.alamat).await {
        Ok(Some(size)) if i64::try_from(size) == Ok(row.ukuran) => {}
        Ok(Some(_)) => return Some("ukuran berkas lampiran tidak sama dengan catatannya"),
        Ok(None) => return Some("berkas lampiran hilang"),
        Err(_) => return Some("berkas lampiran tidak dapat dibaca"),
    }
    match depth {
        Depth::Presence => None,
        Depth::Content => {
            store.get(&row.alamat).await.is_err().then_some("berkas lampiran diubah atau rusak di luar Lindung")
        }
    }
}
