//! Posting: updates the ledger to what a record says now.
//!
//! A posting is planned first, so that the line of history that causes it can name every fact it opens and ends. It is written
//! after that line.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QuerySelect};

use super::{Column, Entity, Fact, Model, age_group};
use crate::ctx::Tx;
use crate::db::chunk_rows;
use crate::id::{CatatanId, KantorId, OrangId};
use crate::period::Day;
use crate::problem::{Problem, Result};

/// What the ledger stores about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimensions {
    /// Sex.
    pub sex: Option<String>,
    /// Province of origin, by code.
    pub province: Option<String>,
    /// Day of birth, from which the age group follows; the day itself is not kept.
    pub born: Option<Day>,
}

impl Dimensions {
    /// The age group on a day.
    #[must_use]
    pub fn age_group(&self, on: Day) -> Option<&'static str> {
        self.born.and_then(|born| age_group(born, on))
    }
}

/// The record, office and person that facts belong to.
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
    /// What is stored about the person.
    pub traits: Dimensions,
}

/// What a posting will do.
#[derive(Debug, Default)]
pub struct Plan {
    fresh: Vec<Model>,
    ended: Vec<Uuid>,
    cause: Uuid,
}

impl Plan {
    /// The facts that it opens, each with its measure and proof, and those that it ends. This goes into the line of history, so
    /// that a fact that is altered, added or removed outside the program can be named.
    #[must_use]
    pub fn trace(&self) -> Json {
        let opened: Vec<Json> = self
            .fresh
            .iter()
            .map(|row| serde_json::json!({ "id": row.id, "ukuran": row.ukuran, "sidik": row.proof() }))
            .collect();
        serde_json::json!({ "buka": opened, "tutup": self.ended })
    }
}

fn row(tx: &Tx, subject: &Subject, fact: Fact, cause: Uuid) -> Model {
    Model {
        id: tx.id(),
        jenis: subject.kind.to_owned(),
        catatan_id: subject.record,
        ukuran: fact.measure.to_owned(),
        kantor_id: subject.office,
        orang_id: subject.person,
        hari: fact.day,
        hari_akhir: fact.end,
        dihitung: fact.counted,
        alasan: fact.reason,
        jumlah: fact.quantity,
        kategori: fact.category,
        negara: fact.country,
        kelamin: subject.traits.sex.clone(),
        provinsi: subject.traits.province.clone(),
        kelompok_umur: subject.traits.age_group(fact.day).map(str::to_owned),
        dicatat_dari: tx.at,
        dicatat_sampai: None,
        riwayat_id: cause,
        riwayat_akhir_id: None,
    }
}

/// Plans the facts of a record that is new; `cause` is the id of the line of history that makes it.
#[must_use]
pub fn plan_new(tx: &Tx, subject: &Subject, facts: Vec<Fact>, cause: Uuid) -> Plan {
    let fresh = facts.into_iter().map(|fact| row(tx, subject, fact, cause)).collect();
    Plan { fresh, ended: Vec::new(), cause }
}

/// The facts of a record that hold now.
///
/// # Errors
/// Any database error.
pub async fn open_rows(db: &impl ConnectionTrait, record: CatatanId) -> Result<Vec<Model>> {
    let rows =
        Entity::find().filter(Column::CatatanId.eq(record)).filter(Column::DicatatSampai.is_null()).all(db).await?;
    Ok(rows)
}

/// The newest instant at which anything was recorded in the ledger.
///
/// # Errors
/// Any database error.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<DateTimeUtc>> {
    let mut newest = None;
    for column in [Column::DicatatDari, Column::DicatatSampai] {
        let at: Option<Option<DateTimeUtc>> =
            Entity::find().select_only().column_as(column.max(), "pada").into_tuple().one(db).await?;
        newest = newest.max(at.flatten());
    }
    Ok(newest)
}

/// Plans the changes that bring the ledger to `facts`: facts that are still true stay, facts that are no longer true are ended,
/// new facts are appended.
///
/// # Errors
/// Any database error.
pub async fn plan(tx: &Tx, subject: &Subject, facts: Vec<Fact>, cause: Uuid) -> Result<Plan> {
    let mut open = open_rows(&**tx, subject.record).await?;
    let mut fresh = Vec::new();
    for fact in facts {
        if let Some(at) = open.iter().position(|held| held.same_as(subject, &fact)) {
            open.swap_remove(at);
        } else {
            fresh.push(row(tx, subject, fact, cause));
        }
    }
    Ok(Plan { fresh, ended: open.iter().map(|row| row.id).collect(), cause })
}

/// Writes what was planned, after the lines of history that caused it.
///
/// # Errors
/// Any database error.
pub async fn write(tx: &Tx, plans: Vec<Plan>) -> Result<()> {
    let mut fresh = Vec::new();
    for plan in plans {
        if !plan.ended.is_empty() {
            Entity::update_many()
                .col_expr(Column::DicatatSampai, Expr::value(tx.at))
                .col_expr(Column::RiwayatAkhirId, Expr::value(plan.cause))
                .filter(Column::Id.is_in(plan.ended))
                .filter(Column::DicatatSampai.is_null())
                .exec(&**tx)
                .await?;
        }
        fresh.extend(plan.fresh);
    }
    for chunk in fresh.chunks(chunk_rows(20)) {
        let rows = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
        tx.add(Entity::insert_many(rows), chunk.len(), || Problem::Busy).await?;
    }
    Ok(())
}
