//! Posting: bringing the ledger to what a record says now.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use super::{ActiveModel, Column, Entity, Fact, Model};
use crate::ctx::Tx;
use crate::db::chunk_rows;
use crate::id::{CatatanId, KantorId, OrangId};
use crate::problem::Result;

/// Whose facts they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind of record.
    pub kind: &'static str,
    /// The record.
    pub record: CatatanId,
    /// Its office.
    pub office: KantorId,
    /// The person it is about.
    pub person: Option<OrangId>,
    /// The person's sex.
    pub sex: Option<String>,
    /// The person's province of origin.
    pub province: Option<String>,
}

fn row(tx: &Tx, subject: &Subject, fact: Fact, cause: Uuid) -> ActiveModel {
    ActiveModel {
        id: Set(tx.id()),
        jenis: Set(subject.kind.to_owned()),
        catatan_id: Set(subject.record),
        ukuran: Set(fact.measure.to_owned()),
        kantor_id: Set(subject.office),
        orang_id: Set(subject.person),
        hari: Set(fact.day),
        hari_akhir: Set(fact.end),
        dihitung: Set(fact.counted),
        alasan: Set(fact.reason),
        jumlah: Set(fact.quantity),
        kategori: Set(fact.category),
        negara: Set(fact.country),
        kelamin: Set(subject.sex.clone()),
        provinsi: Set(subject.province.clone()),
        dicatat_dari: Set(tx.at),
        dicatat_sampai: Set(None),
        riwayat_id: Set(cause),
        riwayat_akhir_id: Set(None),
    }
}

async fn append(tx: &Tx, rows: Vec<ActiveModel>) -> Result<()> {
    for chunk in rows.chunks(chunk_rows(19)) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// Posts the facts of records that are new, each with the history row that made it.
///
/// # Errors
/// What the database says.
pub async fn post_new(tx: &Tx, posts: Vec<(Subject, Vec<Fact>, Uuid)>) -> Result<()> {
    let rows = posts
        .into_iter()
        .flat_map(|(subject, facts, cause)| {
            facts.into_iter().map(move |fact| row(tx, &subject, fact, cause)).collect::<Vec<_>>()
        })
        .collect();
    append(tx, rows).await
}

/// The facts of a record that hold now.
///
/// # Errors
/// What the database says.
pub async fn open_rows(db: &impl ConnectionTrait, record: CatatanId) -> Result<Vec<Model>> {
    let rows =
        Entity::find().filter(Column::CatatanId.eq(record)).filter(Column::DicatatSampai.is_null()).all(db).await?;
    Ok(rows)
}

/// Brings the ledger to `facts`: what still holds stays, what no longer holds gets its end, what is new is appended.
///
/// # Errors
/// What the database says.
pub async fn post(tx: &Tx, subject: &Subject, facts: Vec<Fact>, cause: Uuid) -> Result<()> {
    let mut open = open_rows(&**tx, subject.record).await?;
    let mut fresh = Vec::new();
    for fact in facts {
        if let Some(at) = open.iter().position(|held| held.same_as(subject, &fact)) {
            open.swap_remove(at);
        } else {
            fresh.push(row(tx, subject, fact, cause));
        }
    }
    if !open.is_empty() {
        Entity::update_many()
            .col_expr(Column::DicatatSampai, Expr::value(tx.at))
            .col_expr(Column::RiwayatAkhirId, Expr::value(cause))
            .filter(Column::Id.is_in(open.iter().map(|row| row.id)))
            .filter(Column::DicatatSampai.is_null())
            .exec(&**tx)
            .await?;
    }
    append(tx, fresh).await
}
