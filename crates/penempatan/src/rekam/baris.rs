//! The records of OPP and placements that have a company's name.

use std::collections::BTreeSet;

use chrono::Datelike;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Day, Problem, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::nama;
use crate::opp::Opp;
use crate::opp::status::Status as Came;
use crate::p3mi::P3mi;
use crate::p3mi::entity::{self as company, spellings};
use crate::penempatan::Penempatan;
use crate::penempatan::status::Status as Placed;
use crate::{opp, penempatan};

/// The most records of a kind that are looked at; more are refused, not left out.
const MOST: u64 = 20_000;

/// What a record is counted with: the day of an OPP, or year and country of a placement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// The day for which a roster names the person.
    Session(Day),
    /// The year in which the E-PMI was issued, or the placement called off, and the country; no year before either.
    Place(Option<i32>, String),
}

impl Group {
    /// The word for it in addresses.
    pub(super) fn code(&self) -> String {
        match self {
            Self::Session(day) => day.to_string(),
            Self::Place(Some(year), country) => format!("{year}-{country}"),
            Self::Place(None, country) => format!("proses-{country}"),
        }
    }
}

/// How a record stands, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Opp(Came),
    Placement(Placed),
}

/// A record with the company's name. Nothing of its person is read but why somebody did not come.
#[derive(Debug)]
pub(super) struct Row {
    /// The record.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// What it is counted with.
    pub group: Group,
    /// Its day.
    pub day: Option<Day>,
    /// Why the person did not come.
    pub reason: Option<String>,
    standing: Standing,
}

impl Row {
    /// Whether somebody named for OPP came; none for a placement.
    pub(super) fn came(&self) -> Option<Came> {
        if let Standing::Opp(came) = self.standing { Some(came) } else { None }
    }

    /// How a placement stands; none for OPP.
    pub(super) fn placed(&self) -> Option<Placed> {
        if let Standing::Placement(placed) = self.standing { Some(placed) } else { None }
    }

    /// The kind of the record, as in addresses.
    pub(super) fn kind(&self) -> &'static str {
        match self.standing {
            Standing::Opp(_) => "opp",
            Standing::Placement(_) => "penempatan",
        }
    }

    /// The word of its state.
    pub(super) fn status(&self) -> &'static str {
        match self.standing {
            Standing::Opp(came) => came.code(),
            Standing::Placement(placed) => placed.code(),
        }
    }
}

/// A company with the records that have its name.
pub(super) struct Found {
    /// The company.
    pub company: company::Model,
    /// The spellings that were looked for.
    pub spellings: BTreeSet<String>,
    /// The records, by their days.
    pub rows: Vec<Row>,
}

/// The company and what the actor's offices have on record of it; withdrawn records are left out.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::Malformed`] for more than 20,000 records of a kind; any
/// database error.
pub(super) async fn find(ctx: &Ctx, id: CatatanId) -> Result<Found> {
    let kind = records::kind::<P3mi>();
    ctx.actor.require(kind.info().permission)?;
    let company = company::Entity::find_by_id(id).filter(kind.seen(ctx)).one(ctx.db()).await?;
    let company = company.ok_or(Problem::NotFound)?;
    let spellings = spellings(&company.nama, company.ejaan_lain.as_deref());
    let mut rows = named(ctx, &spellings).await?;
    rows.extend(placed(ctx, &spellings).await?);
    Ok(Found { company, spellings, rows })
}

fn few(rows: usize) -> Result<()> {
    if rows as u64 > MOST {
        return Err(Problem::Malformed("Terlalu banyak catatan atas nama ini untuk satu halaman.".to_owned()));
    }
    Ok(())
}

/// Who was named for OPP.
async fn named(ctx: &Ctx, spellings: &BTreeSet<String>) -> Result<Vec<Row>> {
    use opp::entity::{COLUMN, Column, Entity};
    let kind = records::kind::<Opp>();
    let names = nama::of(ctx, kind, spellings).await?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let all = Entity::find()
        .filter(kind.seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(Column::P3mi.is_in(names))
        .order_by_asc(Column::DijadwalkanPada)
        .order_by_asc(Column::Id)
        .limit(MOST + 1);
    let all = all.all(ctx.db()).await?;
    few(all.len())?;
    // Why somebody stayed away is about that person, though nobody is named.
    let told = all.iter().filter(|one| one.alasan_absen.is_some()).map(|one| one.orang_id).collect();
    log(ctx, Read { action: "daftar", kind: kind.info().name, revealed: false }, told).await?;
    let row = |one: opp::entity::Model| Row {
        id: one.id,
        number: one.nomor,
        group: Group::Session(one.dijadwalkan_pada),
        day: Some(one.dijadwalkan_pada),
        reason: one.alasan_absen,
        standing: Standing::Opp(one.status),
    };
    Ok(all.into_iter().map(row).collect())
}

/// The placements.
async fn placed(ctx: &Ctx, spellings: &BTreeSet<String>) -> Result<Vec<Row>> {
    use penempatan::entity::{COLUMN, Column, Entity};
    let kind = records::kind::<Penempatan>();
    let names = nama::of(ctx, kind, spellings).await?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let all = Entity::find()
        .filter(kind.seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(Column::P3mi.is_in(names))
        .order_by_asc(Column::EpmiTerbitPada)
        .order_by_asc(Column::Id)
        .limit(MOST + 1);
    let all = all.all(ctx.db()).await?;
    few(all.len())?;
    let row = |one: penempatan::entity::Model| {
        let day = one.epmi_terbit_pada.or(one.batal_pada);
        Row {
            id: one.id,
            number: one.nomor,
            group: Group::Place(day.map(|day| day.year()), one.negara),
            day,
            reason: None,
            standing: Standing::Placement(one.status),
        }
    };
    Ok(all.into_iter().map(row).collect())
}
