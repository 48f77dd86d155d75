//! Retention: each year a list of people all of whose records ended longer ago than their class is kept (UU 27/2022 pasal 42 and 43, UU 43/2009).
//! One account proposes the list, another approves it, and it is erased a batch at a time. The proposals stay as what was done.

mod api;
pub(crate) mod kelas;
mod page;

use axum::extract::Extension;
use chrono::{Datelike, Months};
use kernel::access::{Read, log};
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::period::{day_of, start_of};
use kernel::two::{self, Kind};
use kernel::{Ctx, Day, OrangId, Problem, Result};
use lampiran::Store;
use records::Registry;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr};
use serde::Deserialize;
use web::sheet::Cell;
use web::{Routes, heavy, parts};

pub use api::describe;

use crate::penghapusan::bars::{bars, standings};
use crate::penghapusan::entity::{self, Column, Entity, Proposal};
use crate::penghapusan::{carry_out, reason, run};

/// The routes.
pub fn router(registry: &Registry, store: &Store) -> Routes {
    Routes::new()
        .get("/pelindungan/retensi", heavy::work(page::show))
        .get("/pelindungan/retensi.xlsx", heavy::work(page::workbook))
        .post("/pelindungan/retensi/usulkan", heavy::work(page::propose))
        .post("/pelindungan/retensi/setujui", heavy::alone(page::approve))
        .get("/api/v1/pelindungan/retensi", heavy::work(api::show))
        .post("/api/v1/pelindungan/retensi/usulkan", heavy::work(api::propose))
        .post("/api/v1/pelindungan/retensi/setujui", heavy::alone(api::approve))
        .layer(Extension(registry.clone()))
        .layer(Extension(store.clone()))
}

/// Which list.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Tahun daftarnya; tahun ini bila kosong.
    #[schemars(range(min = 2000, max = 2200))]
    tahun: Option<i32>,
}

/// The year that is asked for.
///
/// # Errors
/// [`Problem::Invalid`] for a year that has not come.
fn year(ctx: &Ctx, asked: Option<i32>) -> Result<i32> {
    let now = ctx.today().year();
    let year = asked.unwrap_or(now);
    if (2000..=now).contains(&year) {
        return Ok(year);
    }
    Err(Problem::field("tahun", format!("Tulis tahun dari 2000 sampai {now}.")))
}

/// The most people on one list; the next list has the rest.
const MOST: usize = 1_000;
/// How many people are looked at in one go.
const CHUNK: u64 = 500;
/// How many are erased by one approval. The page says how far it is.
const BATCH: usize = 50;

/// Somebody who is ready to be erased.
#[derive(Debug)]
pub(crate) struct Siap {
    /// The person.
    pub person: OrangId,
    /// The name.
    pub name: String,
    /// How many records there are.
    pub records: usize,
    /// The last day on which anything had to be kept.
    pub until: Day,
}

/// The heads of the list.
const HEADS: [&str; 4] = ["Id orang", "Nama", "Banyaknya catatan", "Wajib disimpan sampai"];

impl Siap {
    fn cells(&self) -> Vec<Cell> {
        vec![
            self.person.to_string().into(),
            self.name.as_str().into(),
            self.records.into(),
            parts::day(self.until).into(),
        ]
    }
}

/// The people of the actor's offices who are ready to be erased by the end of a year: page, workbook and api have the same. Those whose proposal
/// waits are left out. The look is logged.
///
/// # Errors
/// Any database error.
async fn ready(ctx: &Ctx, registry: &Registry, year: i32) -> Result<Vec<Siap>> {
    let today = ctx.today();
    let last = Day::from_ymd_opt(year, 12, 31).map_or(today, |last| last.min(today));
    let oldest = last.checked_sub_months(Months::new(12 * kelas::shortest())).unwrap_or(last);
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() < MOST {
        let people = people::erase::recorded_before(ctx, start_of(oldest), (after, CHUNK)).await?;
        let Some((end, ..)) = people.last() else { break };
        after = Some(*end);
        let ids: Vec<OrangId> = people.iter().map(|(id, ..)| *id).collect();
        let families = people::erase::families(ctx.db(), &ids).await?;
        let standing = standings(ctx.db(), ctx, registry, &families).await?;
        let waiting = waiting(ctx, &ids).await?;
        for (person, name, changed) in people {
            let Some(state) = standing.get(&person).filter(|_| !waiting.contains(&person)) else { continue };
            let alone = || kelas::class("orang").and_then(|class| class.until(day_of(changed)));
            let Some(until) = state.until().or_else(alone) else { continue };
            if until < last && bars(state, today).is_empty() {
                found.push(Siap { person, name, records: state.records.len(), until });
            }
        }
    }
    found.truncate(MOST);
    let read = Read { action: "daftar", kind: "orang", revealed: false };
    log(ctx, read, found.iter().map(|one| one.person).collect()).await?;
    Ok(found)
}

/// Those of some people whose proposal waits.
async fn waiting(ctx: &Ctx, ids: &[OrangId]) -> Result<Vec<OrangId>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::OrangId)
        .filter(Column::OrangId.is_in(ids.iter().copied()))
        .filter(Column::Status.eq(entity::ASKED));
    Ok(rows.into_tuple().all(ctx.db()).await?)
}

/// How far the list of a year is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    /// Proposed, and not decided.
    asked: usize,
    /// Erased.
    done: usize,
    /// Refused.
    refused: usize,
}

/// The proposals of a year of the actor's offices, the oldest first.
async fn proposed(ctx: &Ctx, year: i32) -> Result<Vec<entity::Model>> {
    let of_year = Entity::find()
        .filter(Column::Tahun.eq(i64::from(year)))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    Ok(of_year.order_by_asc(Column::Id).all(ctx.db()).await?)
}

fn progress(proposals: &[entity::Model]) -> Progress {
    let many = |status: &str| proposals.iter().filter(|one| one.status == status).count();
    Progress { asked: many(entity::ASKED), done: many(entity::DONE), refused: many(entity::REFUSED) }
}

/// Proposes everybody on the list of a year. Returns how many there were.
///
/// # Errors
/// [`Problem::Invalid`] without a reason; as [`two::one()`]; [`Problem::Refused`] where nobody is ready; any database error.
async fn propose(ctx: &Ctx, registry: &Registry, year: i32, form: &Form) -> Result<usize> {
    let (why, one) = (reason(ctx, form)?, two::one(ctx, Kind::Retain).await?);
    let ready = ready(ctx, registry, year).await?;
    if ready.is_empty() {
        return Err(refused("Belum ada orang yang siap dimusnahkan pada tahun itu."));
    }
    let tx = ctx.begin_alone().await?;
    let mut rows = Vec::with_capacity(ready.len());
    for Siap { person, .. } in &ready {
        let proposal = Proposal { person: *person, request: None, year: Some(i64::from(year)), why: &why };
        rows.push(proposal.ask(&tx, ctx, &one).await?);
    }
    for chunk in rows.chunks(chunk_rows(14)) {
        let added = Entity::insert_many(chunk.iter().cloned()).exec_without_returning(&*tx).await;
        added.map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Problem::Duplicate(
                "Sebagian daftar ini baru saja diusulkan akun lain. Muat ulang halamannya.".to_owned(),
            ),
            _ => error.into(),
        })?;
    }
    tx.commit().await?;
    Ok(ready.len())
}

/// Approves the next of the list that another account proposed, and erases them, each in a transaction of its own. What is barred meanwhile stays
/// proposed. Returns how many were erased.
///
/// # Errors
/// [`Problem::Invalid`] without a reason; as [`two::one()`]; [`Problem::Refused`] where another account has proposed nobody, or all are barred; any
/// database error.
async fn approve(ctx: &Ctx, registry: &Registry, store: &Store, (year, form): (i32, &Form)) -> Result<usize> {
    let (why, one) = (reason(ctx, form)?, two::one(ctx, Kind::Retain).await?);
    let others = Entity::find()
        .filter(Column::Tahun.eq(i64::from(year)))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::Status.eq(entity::ASKED))
        .filter(Column::DiusulkanId.ne(one.user()))
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    if others.is_empty() {
        return Err(refused(
            "Tidak ada usul akun lain yang menunggu pada tahun itu. Usul sendiri disetujui akun lain.",
        ));
    }
    let (mut files, mut done, mut barred, mut failed) = (Vec::new(), 0, None, None);
    for proposal in others {
        if done == BATCH {
            break;
        }
        match Box::pin(carry_out((ctx, &one), registry, proposal.orang_id, &why)).await {
            Ok(gone) => {
                files.extend(gone);
                done += 1;
            }
            Err(Problem::Refused { detail, .. }) => barred = barred.or(Some(detail)),
            // One whom the office knows no more does not hold up the others.
            Err(Problem::NotFound) => barred = barred.or_else(|| Some(UNKNOWN.to_owned())),
            Err(other) => {
                failed = Some(other);
                break;
            }
        }
    }
    // Also where one failed: those before are erased, and their files must go.
    if done > 0 {
        run::finish(ctx, store, &files).await;
    }
    match (failed, done, barred) {
        (Some(problem), ..) => Err(problem),
        (None, 0, Some(detail)) => Err(refused(&detail)),
        (None, ..) => Ok(done),
    }
}

/// Why nobody was erased where the office knows none of those who were proposed.
const UNKNOWN: &str = "Orang pada usul itu tidak lagi ditangani kantor Anda. Minta KP2MI memutusnya.";

fn refused(detail: &str) -> Problem {
    Problem::Refused { status: "retensi", command: "hapus-data", allowed: Vec::new(), detail: detail.to_owned() }
}
