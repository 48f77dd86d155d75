//! The nightly job: at 00:30 WIB, at start and every ten minutes what was missed or left undone. Whoever enters the row first does the work.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Days, TimeDelta};
use kernel::chain::{self, Cause};
use kernel::ledger::tally;
use kernel::period::day_of;
use kernel::two::restored;
use kernel::{Day, Problem, Result, access};
use reporting::snapshot;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use tokio_cron_scheduler::{Job, JobScheduler};

pub use crate::audit::{audit, reconcile, repost, verify};
use crate::compose::Lindung;
use crate::{files, pagi, salin, surel};

/// The name of the nightly job.
pub const NIGHTLY: &str = "malam";
/// When the night's work is due, after midnight in WIB.
const NIGHT: TimeDelta = TimeDelta::minutes(30);
/// When it is looked for work, with the seconds first: every ten minutes, so that what a process that died has begun is taken up
/// soon after its lease is over, by whoever is there.
const TICK: &str = "0 */10 * * * *";
/// How long a run may take before another process may take it over.
const LEASE: TimeDelta = TimeDelta::minutes(30);
/// How many missed nights are made up for at start.
const CATCH_UP: u64 = 366;
/// How many nights without figures are made up for in one night.
const MADE_UP: usize = 31;

/// A run of a job.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pekerjaan")]
pub struct Model {
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nama: String,
    /// The day for which it is due.
    #[sea_orm(primary_key, auto_increment = false)]
    pub jatuh_tempo: Day,
    /// The process that does it.
    pub pemilik: Uuid,
    /// When it began.
    pub dimulai_pada: DateTimeUtc,
    /// Until when nobody else may take it over.
    pub sewa_sampai: DateTimeUtc,
    /// When it was done.
    pub selesai_pada: Option<DateTimeUtc>,
    /// What came of it.
    pub hasil: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// How far a thing that happens once in a database has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    Absent,
    /// Begun and not done.
    Begun,
    /// Done.
    Done,
}

/// How far a thing that happens once has come.
///
/// # Errors
/// What the database says.
pub async fn state(lindung: &Lindung, name: &str) -> Result<State> {
    let row = Entity::find_by_id((name.to_owned(), Day::default())).one(&lindung.house.db).await?;
    Ok(match row {
        None => State::Absent,
        Some(row) if row.selesai_pada.is_none() => State::Begun,
        Some(_) => State::Done,
    })
}

/// Marks a thing that happens once as begun.
///
/// # Errors
/// What the database says, also when somebody else has begun it.
pub async fn begin(lindung: &Lindung, name: &str) -> Result<()> {
    let now = lindung.house.clock.now();
    let row = ActiveModel {
        nama: Set(name.to_owned()),
        jatuh_tempo: Set(Day::default()),
        pemilik: Set(lindung.house.ids.next(now)),
        dimulai_pada: Set(now),
        sewa_sampai: Set(now),
        selesai_pada: Set(None),
        hasil: Set(None),
    };
    Entity::insert(row).exec_without_returning(&lindung.house.db).await?;
    Ok(())
}

/// Marks a thing that happens once as done.
///
/// # Errors
/// What the database says.
pub async fn finish(lindung: &Lindung, name: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SelesaiPada, Expr::value(lindung.house.clock.now()))
        .filter(COLUMN.nama.eq(name))
        .exec(&lindung.house.db)
        .await?;
    Ok(())
}

/// A run that this process has claimed.
pub(crate) struct Claimed {
    name: &'static str,
    due: Day,
    owner: Uuid,
}

/// Claims a run: for exactly one process, unless that one died and its lease is over.
pub(crate) async fn claim(lindung: &Lindung, name: &'static str, due: Day) -> Result<Option<Claimed>> {
    let now = lindung.house.clock.now();
    let owner = lindung.house.ids.next(now);
    let row = ActiveModel {
        nama: Set(name.to_owned()),
        jatuh_tempo: Set(due),
        pemilik: Set(owner),
        dimulai_pada: Set(now),
        sewa_sampai: Set(now + LEASE),
        selesai_pada: Set(None),
        hasil: Set(None),
    };
    let mut conflict = OnConflict::columns([Column::Nama, Column::JatuhTempo]);
    conflict.update_columns([Column::Pemilik, Column::DimulaiPada, Column::SewaSampai]).action_and_where(
        Expr::col((Entity, Column::SelesaiPada)).is_null().and(Expr::col((Entity, Column::SewaSampai)).lt(now)),
    );
    let written = Entity::insert(row).on_conflict(conflict).exec_without_returning(&lindung.house.db).await?;
    Ok((written == 1).then_some(Claimed { name, due, owner }))
}

/// Marks a claimed run as done, with what came of it.
pub(crate) async fn done(lindung: &Lindung, claimed: &Claimed, result: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SelesaiPada, Expr::value(lindung.house.clock.now()))
        .col_expr(Column::Hasil, Expr::value(result.to_owned()))
        .filter(COLUMN.nama.eq(claimed.name))
        .filter(Column::JatuhTempo.eq(claimed.due))
        .filter(Column::Pemilik.eq(claimed.owner))
        .exec(&lindung.house.db)
        .await?;
    Ok(())
}

/// Whether a run is done, whoever did it.
pub(crate) async fn is_done(lindung: &Lindung, name: &str, due: Day) -> Result<bool> {
    let row = Entity::find_by_id((name.to_owned(), due)).one(&lindung.house.db).await?;
    Ok(row.is_some_and(|row| row.selesai_pada.is_some()))
}

/// Does the night's work for a day that has ended: keeps the figures as they stood at its end, then audits records,
/// ledger and closings. Returns whether this process did it.
///
/// # Errors
/// What the database says; the run stays open and is taken over when its lease is over.
pub async fn run(lindung: &Lindung, due: Day) -> Result<bool> {
    let Some(claimed) = claim(lindung, NIGHTLY, due).await? else { return Ok(false) };
    let kept = keep(lindung, due).await?;
    let nights = make_up(lindung, due).await?;
    let findings = audit(lindung, due).await?;
    let ctx = lindung.system_for("KP2MI", "Tugas malam")?;
    access::fold(&ctx).await?;
    chain::strike(&ctx, Cause::Night).await?;
    count(lindung).await?;
    lindung.house.pen.weigh().await;
    files::sweep(lindung).await?;
    surel::clear(&lindung.house.db, due).await?;
    let late = if nights > 0 { format!(", {nights} malam susulan") } else { String::new() };
    let result = format!("{kept} angka disimpan{late}, {} temuan audit", findings.len());
    done(lindung, &claimed, &result).await?;
    tracing::info!(%due, result, "nightly job done");
    Ok(true)
}

/// Keeps the figures of the day's year: by its agreements, and of all indicators for offices that have none.
///
/// # Errors
/// What the database says.
pub async fn keep(lindung: &Lindung, day: Day) -> Result<usize> {
    let mut kept = 0;
    for (newest, office) in lindung.agreements.by_office(day.year(), &lindung.config.office) {
        let agreement = lindung.agreements.in_force(&newest.code, day)?;
        let ctx = lindung.system_for(office, "Tugas malam")?;
        kept += reporting::snapshot::keep(&ctx, &lindung.agreements, agreement, day).await?;
    }
    Ok(kept)
}

/// Keeps the figures of nights whose work was done and kept none, as it was before a year had figures without an agreement: the
/// oldest first, a few each night. Returns how many nights.
///
/// # Errors
/// What the database says.
async fn make_up(lindung: &Lindung, due: Day) -> Result<usize> {
    let earliest = due.checked_sub_days(Days::new(CATCH_UP)).unwrap_or(due);
    let done = Entity::find()
        .filter(COLUMN.nama.eq(NIGHTLY))
        .filter(Column::SelesaiPada.is_not_null())
        .filter(Column::JatuhTempo.gte(earliest))
        .filter(Column::JatuhTempo.lt(due))
        .order_by_asc(Column::JatuhTempo)
        .all(&lindung.house.db)
        .await?;
    let kept = snapshot::nights(&lindung.house.db, (earliest, due)).await?;
    let bare = done.into_iter().map(|row| row.jatuh_tempo).filter(|day| !kept.contains(day));
    let mut nights = 0;
    for day in bare.take(MADE_UP) {
        if keep(lindung, day).await? > 0 {
            nights += 1;
        }
    }
    Ok(nights)
}

/// The years of which figures are struck: those of the agreements, and the running one.
pub(crate) fn years(lindung: &Lindung) -> BTreeSet<i32> {
    let running = day_of(lindung.house.clock.now()).year();
    lindung.agreements.all().iter().map(|agreement| agreement.year).chain([running]).collect()
}

/// Counts the years of the agreements anew, so that the figures of the next day are these and what came and went since.
///
/// # Errors
/// What the database says.
pub async fn count(lindung: &Lindung) -> Result<()> {
    let ctx = lindung.system_for("KP2MI", "Tugas malam")?;
    for year in years(lindung) {
        tally::keep(&ctx, year).await?;
    }
    Ok(())
}

/// When a night's work was last done, if ever.
///
/// # Errors
/// What the database says.
pub async fn last_done(lindung: &Lindung) -> Result<Option<DateTimeUtc>> {
    Ok(last(lindung, NIGHTLY).await?.and_then(|row| row.selesai_pada))
}

/// The run of a job that was done last, if ever.
///
/// # Errors
/// What the database says.
pub async fn last(lindung: &Lindung, name: &str) -> Result<Option<Model>> {
    let done = Entity::find().filter(COLUMN.nama.eq(name)).filter(Column::SelesaiPada.is_not_null());
    Ok(done.order_by_desc(Column::SelesaiPada).one(&lindung.house.db).await?)
}

/// When a job was last done, if ever.
pub(crate) async fn newest(db: &DatabaseConnection, name: &str) -> Result<Option<DateTimeUtc>> {
    let last = Entity::find()
        .filter(COLUMN.nama.eq(name))
        .filter(Column::SelesaiPada.is_not_null())
        .order_by_desc(Column::SelesaiPada)
        .one(db)
        .await?;
    Ok(last.and_then(|row| row.selesai_pada))
}

/// The day that began when its night's work was due; before that, the night of the day before is not over.
pub(crate) fn working_day(lindung: &Lindung) -> Day {
    day_of(lindung.house.clock.now() - NIGHT)
}

/// Does the nights that were missed: those that were begun and never done, and those after the last one done, up to
/// yesterday.
///
/// # Errors
/// What the database says.
pub async fn catch_up(lindung: &Lindung) -> Result<usize> {
    let yesterday = working_day(lindung).pred_opt().unwrap_or_default();
    let last = Entity::find()
        .filter(COLUMN.nama.eq(NIGHTLY))
        .filter(Column::SelesaiPada.is_not_null())
        .order_by_desc(Column::JatuhTempo)
        .one(&lindung.house.db)
        .await?;
    let earliest = yesterday.checked_sub_days(Days::new(CATCH_UP)).unwrap_or(yesterday);
    let mut due = last.and_then(|row| row.jatuh_tempo.succ_opt()).unwrap_or(yesterday);
    if due < earliest {
        tracing::warn!(from = %due, until = %earliest, "nights too long ago are not made up for");
        due = earliest;
    }
    let mut days: Vec<Day> = Entity::find()
        .filter(COLUMN.nama.eq(NIGHTLY))
        .filter(Column::SelesaiPada.is_null())
        .filter(Column::JatuhTempo.lt(due))
        .all(&lindung.house.db)
        .await?
        .into_iter()
        .map(|row| row.jatuh_tempo)
        .collect();
    while due <= yesterday {
        days.push(due);
        due = due.succ_opt().unwrap_or(due);
    }
    let mut done = 0;
    for day in days {
        done += usize::from(run(lindung, day).await?);
    }
    Ok(done)
}

/// Does what is due of all that is done without anybody asking, and tells the log what could not be done. A house that was restored and waits for its
/// two people does nothing yet: it strikes no figures of nights that were not its own, sends no mail, and its backups push out nobody's newer ones.
pub async fn due(lindung: &Lindung) {
    match restored::waits(&lindung.house.db).await {
        Ok(None) => {}
        Ok(Some(_)) => {
            tracing::info!("the house waits to be opened by two people of its backup: nothing is done yet");
            return;
        }
        Err(error) => {
            tracing::error!(%error, "whether the house waits to be opened is not known: nothing is done");
            return;
        }
    }
    if let Err(error) = catch_up(lindung).await {
        tracing::error!(%error, "nightly job failed");
    }
    if let Err(error) = pagi::catch_up(lindung).await {
        tracing::error!(%error, "morning job failed");
    }
    if let Err(error) = surel::catch_up(lindung).await {
        tracing::error!(%error, "digests failed");
    }
    if let Err(error) = Box::pin(salin::catch_up(lindung)).await {
        tracing::error!(%error, "the night's backup failed");
    }
}

/// Starts the ticker. It only calls [`due`], so a tick that is missed or comes twice does no harm.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be started.
pub async fn schedule(lindung: Arc<Lindung>) -> Result<JobScheduler> {
    let scheduler = JobScheduler::new().await.map_err(Problem::internal)?;
    let tick = move |_, _| -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        let lindung = Arc::clone(&lindung);
        Box::pin(async move { due(&lindung).await })
    };
    let job = Job::new_async(TICK, tick).map_err(Problem::internal)?;
    scheduler.add(job).await.map_err(Problem::internal)?;
    scheduler.start().await.map_err(Problem::internal)?;
    Ok(scheduler)
}
