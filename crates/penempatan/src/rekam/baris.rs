//! The records of OPP, placements and complaints that have a company's name.

use std::collections::BTreeSet;

use chrono::Datelike;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Day, Problem, Result, Stage};
use records::{AnyKind, Registry};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect};

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
/// The kind of complaints, which is another slice's.
const COMPLAINTS: &str = "pengaduan";
/// The column of complaints with the day on which they were received.
const RECEIVED: &str = "diterima_pada";

/// What a record is counted with: the day of an OPP, year and country of a placement, or the year of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// The day for which a roster names the person.
    Session(Day),
    /// The year in which the E-PMI was issued, or the placement called off, and the country; no year before either.
    Place(Option<i32>, String),
    /// The year in which a complaint was received.
    Received(i32),
}

impl Group {
    /// The word for it in addresses.
    pub(super) fn code(&self) -> String {
        match self {
            Self::Session(day) => day.to_string(),
            Self::Place(Some(year), country) => format!("{year}-{country}"),
            Self::Place(None, country) => format!("proses-{country}"),
            Self::Received(year) => format!("diterima-{year}"),
        }
    }
}

/// How a record stands, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Opp(Came),
    Placement(Placed),
    /// A complaint: its status, and how far it is.
    Complaint(&'static str, Stage),
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
    /// Whether the actor may read it; what the actor may not read is counted and not listed.
    pub open: bool,
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

    /// How far a complaint is; none for the others.
    pub(super) fn complained(&self) -> Option<Stage> {
        if let Standing::Complaint(_, stage) = self.standing { Some(stage) } else { None }
    }

    /// The kind of the record, as in addresses.
    pub(super) fn kind(&self) -> &'static str {
        match self.standing {
            Standing::Opp(_) => "opp",
            Standing::Placement(_) => "penempatan",
            Standing::Complaint(..) => COMPLAINTS,
        }
    }

    /// The word of its state.
    pub(super) fn status(&self) -> &'static str {
        match self.standing {
            Standing::Opp(came) => came.code(),
            Standing::Placement(placed) => placed.code(),
            Standing::Complaint(word, _) => word,
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
pub(super) async fn find(ctx: &Ctx, registry: &Registry, id: CatatanId) -> Result<Found> {
    let kind = records::kind::<P3mi>();
    ctx.actor.require(kind.info().permission)?;
    let company = company::Entity::find_by_id(id).filter(kind.seen(ctx)).one(ctx.db()).await?;
    let company = company.ok_or(Problem::NotFound)?;
    let spellings = spellings(&company.nama, company.ejaan_lain.as_deref());
    let mut rows = named(ctx, &spellings).await?;
    rows.extend(placed(ctx, &spellings).await?);
    rows.extend(complained(ctx, registry, &spellings).await?);
    Ok(Found { company, spellings, rows })
}

fn few(rows: usize) -> Result<()> {
    if rows as u64 > MOST {
        return Err(Problem::Malformed("Terlalu banyak catatan atas nama ini untuk satu halaman.".to_owned()));
    }
    Ok(())
}

/// The records of a kind that have a company's name, by a day; withdrawn ones are left out.
///
/// # Errors
/// [`Problem::Malformed`] for more than 20,000; any database error.
async fn under<E: EntityTrait>(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    spellings: &BTreeSet<String>,
    (name, withdrawn, day, id): (E::Column, E::Column, E::Column, E::Column),
) -> Result<Vec<E::Model>> {
    let names = nama::of(ctx, kind, spellings).await?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let all = E::find()
        .filter(kind.seen(ctx))
        .filter(ColumnTrait::is_null(&withdrawn))
        .filter(ColumnTrait::is_in(&name, names))
        .order_by_asc(day)
        .order_by_asc(id)
        .limit(MOST + 1)
        .all(ctx.db())
        .await?;
    few(all.len())?;
    Ok(all)
}

/// Who was named for OPP.
async fn named(ctx: &Ctx, spellings: &BTreeSet<String>) -> Result<Vec<Row>> {
    use opp::entity::{Column, Entity, Model};
    let kind = records::kind::<Opp>();
    let columns = (Column::P3mi, Column::DibatalkanPada, Column::DijadwalkanPada, Column::Id);
    let all = under::<Entity>(ctx, kind, spellings, columns).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    // Why somebody stayed away is about that person, though nobody is named.
    let told = all.iter().filter(|one| one.alasan_absen.is_some()).map(|one| one.orang_id).collect();
    log(ctx, Read { action: "daftar", kind: kind.info().name, revealed: false }, told).await?;
    let row = |one: Model| Row {
        id: one.id,
        number: one.nomor,
        group: Group::Session(one.dijadwalkan_pada),
        day: Some(one.dijadwalkan_pada),
        reason: one.alasan_absen,
        open: true,
        standing: Standing::Opp(one.status),
    };
    Ok(all.into_iter().map(row).collect())
}

/// The placements.
async fn placed(ctx: &Ctx, spellings: &BTreeSet<String>) -> Result<Vec<Row>> {
    use penempatan::entity::{Column, Entity, Model};
    let columns = (Column::P3mi, Column::DibatalkanPada, Column::EpmiTerbitPada, Column::Id);
    let all = under::<Entity>(ctx, records::kind::<Penempatan>(), spellings, columns).await?;
    let row = |one: Model| {
        let day = one.epmi_terbit_pada.or(one.batal_pada);
        Row {
            id: one.id,
            number: one.nomor,
            group: Group::Place(day.map(|day| day.year()), one.negara),
            day,
            reason: None,
            open: true,
            standing: Standing::Placement(one.status),
        }
    };
    Ok(all.into_iter().map(row).collect())
}

/// The complaints, which are another slice's: how many and how they stand is told whoever sees the company, which ones only those who
/// read complaints. Nothing of who complains is read.
async fn complained(ctx: &Ctx, registry: &Registry, spellings: &BTreeSet<String>) -> Result<Vec<Row>> {
    let Some(kind) = registry.find(COMPLAINTS) else { return Ok(Vec::new()) };
    let names = nama::of(ctx, kind, spellings).await?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["id", "nomor", "status", RECEIVED])
        .from(kind.info().table)
        .and_where(kind.seen(ctx))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .and_where(Expr::col("p3mi").is_in(names))
        .order_by(RECEIVED, Order::Asc)
        .order_by("id", Order::Asc)
        .limit(MOST + 1)
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    few(rows.len())?;
    let open = ctx.actor.may(kind.info().permission);
    rows.iter().map(|row| complaint(kind, row, open)).collect()
}

/// A row of a complaint, which is listed if it is `open` to the actor.
fn complaint(kind: &dyn AnyKind, row: &QueryResult, open: bool) -> Result<Row> {
    let (day, word): (Day, String) = (row.try_get("", RECEIVED)?, row.try_get("", "status")?);
    let standing = kind.standing(&word).ok_or_else(|| Problem::internal("a complaint with an unknown status"))?;
    Ok(Row {
        id: CatatanId(row.try_get("", "id")?),
        number: row.try_get("", "nomor")?,
        group: Group::Received(day.year()),
        day: Some(day),
        reason: None,
        open,
        standing: Standing::Complaint(standing.0, standing.1),
    })
}
