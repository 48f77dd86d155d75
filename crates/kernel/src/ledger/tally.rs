//! Stored counts (`hitungan`): how many facts of each measure, office and quarter were true at an instant. Later records cannot
//! change them, so a current figure is the stored count plus the facts opened and minus the facts ended since.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::quarters::{Group, Year};
use super::{AsOf, newest};
use crate::ctx::{Ctx, Tx};
use crate::db::{chunk_rows, lock, raise_floor};
use crate::id::KantorId;
use crate::problem::Result;

/// A stored count.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hitungan")]
pub struct Model {
    /// The year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tahun: i64,
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
    /// The measure; empty for the row with the instant at which the year was counted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ukuran: String,
    /// The quarter of the day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tw: i32,
    /// Whether the facts count.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dihitung: bool,
    /// The quarter in which they were finished; 5 if later or not finished.
    #[sea_orm(primary_key, auto_increment = false)]
    pub akhir: i32,
    /// How many facts.
    pub banyak: i64,
    /// The sum of their quantities.
    pub jumlah: i64,
    /// The instant at which it was counted.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The stored counts of a year with the instant at which it was counted; none if it was not counted.
///
/// # Errors
/// Any database error.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    year: &Year,
    measures: &[&str],
) -> Result<Option<(DateTime<Utc>, Vec<Group>)>> {
    let rows = Entity::find()
        .filter(COLUMN.tahun.eq(i64::from(year.year)))
        .filter(COLUMN.ukuran.is_in(measures.iter().copied().chain([""])))
        .all(db)
        .await?;
    let Some(at) = rows.iter().find(|row| row.ukuran.is_empty()).map(|row| row.pada) else { return Ok(None) };
    let own = rows.into_iter().filter(|row| !row.ukuran.is_empty() && year.offices.contains(&row.kantor_id));
    let groups = own.map(|row| Group {
        kantor_id: row.kantor_id,
        ukuran: row.ukuran,
        tw: row.tw,
        dihitung: row.dihitung,
        akhir: row.akhir,
        tanda: 1,
        banyak: row.banyak,
        jumlah: row.jumlah,
    });
    Ok(Some((at, groups.collect())))
}

/// Fixes an instant: everything recorded so far is before it, and everything recorded later will be after it. This short
/// transaction runs alone, with no other writer.
///
/// # Errors
/// Any database error.
pub async fn fix_instant(ctx: &Ctx) -> Result<DateTime<Utc>> {
    let mut tx = ctx.begin_alone().await?;
    // The instant must be after what a machine with a faster clock has just recorded. Rows of a clock that ran far ahead are
    // left out until their time has come; otherwise they would move everybody's time there.
    if let Some(newest) = newest(&*tx).await?.filter(|newest| *newest < tx.at + AHEAD) {
        tx.not_before(newest);
    }
    raise_floor(&tx, tx.at).await?;
    let at = tx.at;
    tx.commit().await?;
    Ok(at)
}

/// How far clocks may differ.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

type Cell = (KantorId, String, i32, bool, i32, i64, i64);

/// The measures whose stored counts of a year differ from the ledger as of the instant at which it was counted.
///
/// # Errors
/// Any database error.
pub async fn wrong(ctx: &Ctx, year: i32) -> Result<Vec<String>> {
    let rows = Entity::find().filter(COLUMN.tahun.eq(i64::from(year))).all(ctx.db()).await?;
    let Some(at) = rows.iter().find(|row| row.ukuran.is_empty()).map(|row| row.pada) else { return Ok(Vec::new()) };
    let select = Year { offices: ctx.actor.offices.clone(), year, as_of: AsOf::At(at), until: None };
    let held: BTreeSet<Cell> = rows
        .into_iter()
        .filter(|row| !row.ukuran.is_empty())
        .map(|row| (row.kantor_id, row.ukuran, row.tw, row.dihitung, row.akhir, row.banyak, row.jumlah))
        .collect();
    let counted: BTreeSet<Cell> = select
        .groups(ctx.db(), None)
        .await?
        .into_iter()
        .map(|g| (g.kantor_id, g.ukuran, g.tw, g.dihitung, g.akhir, g.banyak, g.jumlah))
        .collect();
    let mut wrong: Vec<String> = held.symmetric_difference(&counted).map(|cell| cell.1.clone()).collect();
    wrong.dedup();
    Ok(wrong)
}

/// Counts a year again, for all offices that the actor sees, and replaces the stored counts.
///
/// # Errors
/// Any database error.
pub async fn keep(ctx: &Ctx, year: i32) -> Result<()> {
    let at = fix_instant(ctx).await?;
    let select = Year { offices: ctx.actor.offices.clone(), year, as_of: AsOf::At(at), until: None };
    let groups = select.groups(ctx.db(), None).await?;
    let tx = ctx.begin().await?;
    lock(&tx, "hitungan").await?;
    Entity::delete_many().filter(COLUMN.tahun.eq(i64::from(year))).exec(&*tx).await?;
    write(&tx, ctx.actor.office, year, at, groups).await?;
    tx.commit().await
}

async fn write(tx: &Tx, mark: KantorId, year: i32, at: DateTime<Utc>, groups: Vec<Group>) -> Result<()> {
    let row = |group: Group| ActiveModel {
        tahun: Set(year.into()),
        kantor_id: Set(group.kantor_id),
        ukuran: Set(group.ukuran),
        tw: Set(group.tw),
        dihitung: Set(group.dihitung),
        akhir: Set(group.akhir),
        banyak: Set(group.banyak),
        jumlah: Set(group.jumlah),
        pada: Set(at),
    };
    let mark = Group {
        kantor_id: mark,
        ukuran: String::new(),
        tw: 0,
        dihitung: false,
        akhir: 0,
        tanda: 1,
        banyak: 0,
        jumlah: 0,
    };
    let rows: Vec<ActiveModel> = groups.into_iter().chain([mark]).map(row).collect();
    for chunk in rows.chunks(chunk_rows(9)) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(())
}
