//! The access log (`jejak_akses`): who read which person's data, when, how and why.
//!
//! Each request has one row, with the ids of the people that it showed. Who saw a person is found by [`seen`], which keeps an
//! index of its own.

mod account;
mod gather;
mod proof;
mod seen;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use crate::by::By;
use crate::chain::{self, Book};
use crate::ctx::{Ctx, Tx};
use crate::db::lock;
use crate::id::{KantorId, OrangId, PenggunaId};
use crate::problem::{Problem, Result};
use crate::vault::Vault;

pub use account::{of_account, whom};
pub use gather::Gathering;
pub(crate) use proof::unsound;
pub use seen::{Span, fold, seen, seen_page};

/// One request that touched people's data.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jejak_akses")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub pada: DateTimeUtc,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// The name of the reader.
    pub pelaku: String,
    /// The office that the reader acted for.
    pub kantor_id: KantorId,
    /// What was done: `lihat`, `daftar`, `ekspor` …
    pub tindakan: String,
    /// The kind of record that was read.
    pub jenis: String,
    /// Whether protected fields were shown in full.
    pub dibuka: bool,
    /// The request.
    pub permintaan: Uuid,
    /// The stream that the row is numbered in, see [`crate::chain`].
    pub aliran: Option<i64>,
    /// Its number in that stream.
    pub urutan: Option<i64>,
    /// Its stamp, computed over the whole row and the people that it showed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub meterai: Option<Vec<u8>>,
    /// The ids of the people that it showed, in order, 16 bytes each. None in rows from before the ids stood here: see [`person`].
    #[sea_orm(column_type = "Blob", nullable)]
    pub orang: Option<Vec<u8>>,
    /// The session of the reader; none for the system, and in rows from before it stood here.
    pub sesi_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The people that it showed, if they stand in the row itself.
    pub(crate) fn shown(&self) -> Option<Shown> {
        let mut shown = Shown::default();
        for id in self.orang.as_ref()?.chunks(size_of::<uuid::Bytes>()) {
            shown.hash.update(id);
            shown.count += 1;
        }
        Some(shown)
    }
}

/// A person that a request showed, in rows from before their ids stood in the request's own row.
pub mod person {
    use super::{OrangId, Uuid};
    use sea_orm::entity::prelude::*;

    /// The link of a request to a person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jejak_orang")]
    pub struct Model {
        /// The request's row.
        #[sea_orm(primary_key, auto_increment = false)]
        pub jejak_id: Uuid,
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub orang_id: OrangId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a read did.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    /// `lihat`, `daftar`, `ekspor` …
    pub action: &'static str,
    /// The kind of record.
    pub kind: &'a str,
    /// Whether protected fields were shown in full.
    pub revealed: bool,
}

/// Logs a read. The row is written before the answer is sent; if writing fails, nothing is shown.
///
/// # Errors
/// [`Problem::Unlogged`] when the disk is full; any database error.
pub async fn log(ctx: &Ctx, read: Read<'_>, people: Vec<OrangId>) -> Result<()> {
    if people.is_empty() { Ok(()) } else { keep(ctx, read, people, None).await }
}

/// The action name under which a search for people of other offices is logged, see [`looks`].
const LOOK: &str = "petunjuk";

/// A search for people of other offices: the account that made it, and when.
pub type Look = (Option<PenggunaId>, DateTimeUtc);

/// The limit on searches for people of other offices.
pub struct Bound<'a> {
    /// Searches after this instant are counted.
    pub since: DateTimeUtc,
    /// How many earlier searches are read at most.
    pub most: u64,
    /// Gets the earlier searches of the actor's office, newest first, and refuses one more if that would be too many.
    pub judge: &'a (dyn Fn(&[Look]) -> Result<()> + Sync),
}

/// Logs a search for people of other offices together with the people it found, also if it found nobody. A search that the
/// limit refuses is not logged. Searches are counted under a lock, so that parallel ones cannot slip past the limit.
///
/// # Errors
/// As [`log`]; the error of `bound.judge`.
pub async fn log_look(ctx: &Ctx, people: Vec<OrangId>, bound: &Bound<'_>) -> Result<()> {
    keep(ctx, Read { action: LOOK, kind: "orang", revealed: false }, people, Some(bound)).await
}

/// The searches for people of other offices made on behalf of the actor's office: account and time, newest first. Rows with a
/// time in the future, left by a clock that has since been set back, are not included.
///
/// # Errors
/// Any database error.
pub async fn looks(db: &impl ConnectionTrait, ctx: &Ctx, since: DateTimeUtc, most: u64) -> Result<Vec<Look>> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::PelakuId, Column::Pada])
        // Written exactly as in the condition of the index.
        .filter(Expr::cust("tindakan = 'petunjuk'"))
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Pada.gt(since))
        .filter(Column::Pada.lte(ctx.now()))
        .order_by_desc(Column::Pada)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// Logs reads in the transaction that writes what they will show: records that were just written. Each has the person that it shows, if any.
///
/// # Errors
/// As [`log`].
pub async fn log_within(tx: &Tx, by: By<'_>, read: Read<'_>, people: &[Option<OrangId>]) -> Result<()> {
    let shown: Vec<(usize, OrangId)> = people.iter().enumerate().filter_map(|(at, one)| Some((at, (*one)?))).collect();
    if shown.is_empty() {
        return Ok(());
    }
    let (stream, numbers) = chain::next(tx, Book::Access, shown.len()).await?;
    by.house.looks.moved();
    let look =
        |((at, person), number)| numbered(&by.house.vault, row(by.of(at), read, tx.at, &[person]), (stream, number));
    let looks: Vec<_> = shown.iter().copied().zip(numbers).map(look).collect();
    let rows = looks.into_iter().map(|look| look.into_active_model().reset_all());
    tx.add(Entity::insert_many(rows), shown.len(), || Problem::Busy).await
}

/// Logs a read, also one that found nobody.
async fn keep(ctx: &Ctx, read: Read<'_>, mut people: Vec<OrangId>, bound: Option<&Bound<'_>>) -> Result<()> {
    people.sort_unstable();
    people.dedup();
    let look = row(ctx, read, ctx.now(), &people);
    match bound {
        Some(bound) => write_bounded(ctx, look, bound).await.map_err(unlogged),
        None => gather::write(&ctx.house, look).await,
    }
}

/// Logs a read that showed people who have no file yet, such as the lines of a manifest.
///
/// # Errors
/// As [`log`].
pub async fn log_unfiled(ctx: &Ctx, read: Read<'_>) -> Result<()> {
    keep(ctx, read, Vec::new(), None).await
}

/// Replaces [`Problem::NoRoom`], whose message says that data was not saved: a read saves none.
fn unlogged(problem: Problem) -> Problem {
    if matches!(problem, Problem::NoRoom) { Problem::Unlogged } else { problem }
}

/// Writes a look if the limit allows it.
async fn write_bounded(ctx: &Ctx, look: Model, Bound { since, most, judge }: &Bound<'_>) -> Result<()> {
    let (tx, taken) = chain::begin_looks(&ctx.house.pen, 1).await?;
    lock(&tx, LOOK).await?;
    judge(&looks(&tx, ctx, *since, *most).await?)?;
    insert(&tx, [numbered(&ctx.house.vault, look, (taken.stream, taken.access))]).await?;
    tx.commit_after(ctx.house.before_commit.get()).await
}

/// The row of a request, not yet numbered and stamped; `people` must be sorted.
fn row(ctx: &Ctx, read: Read<'_>, at: DateTimeUtc, people: &[OrangId]) -> Model {
    Model {
        id: ctx.house.ids.next(at),
        pada: at,
        pelaku_id: ctx.actor.user,
        pelaku: ctx.actor.name.clone(),
        kantor_id: ctx.actor.office,
        tindakan: read.action.to_owned(),
        jenis: read.kind.to_owned(),
        dibuka: read.revealed,
        permintaan: ctx.request,
        aliran: None,
        urutan: None,
        meterai: None,
        orang: Some(people.iter().flat_map(|person| person.0.into_bytes()).collect()),
        sesi_id: ctx.actor.session,
    }
}

/// The row with its number and stamp.
fn numbered(vault: &Vault, mut row: Model, (stream, number): (i64, i64)) -> Model {
    (row.aliran, row.urutan) = (Some(stream), Some(number));
    row.meterai = Some(row.shown().unwrap_or_default().stamp(vault, &row));
    row
}

async fn insert(db: &impl ConnectionTrait, rows: impl IntoIterator<Item = Model>) -> Result<()> {
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Hashes the people that a request showed, one by one in order, so that memory use does not grow with their number.
#[derive(Default)]
pub(crate) struct Shown {
    hash: Sha256,
    count: u64,
}

impl Shown {
    pub(crate) fn add(&mut self, person: OrangId) {
        self.hash.update(person.0.as_bytes());
        self.count += 1;
    }

    /// The stamp for the row of the request that showed them.
    pub(crate) fn stamp(self, vault: &Vault, row: &Model) -> Vec<u8> {
        vault.stamp(row, &[&self.count.to_be_bytes(), &self.hash.finalize()])
    }
}
