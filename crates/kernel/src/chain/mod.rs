//! One chain over history and access log.
//!
//! Each row has a stamp, which cannot be made without the key, and a number in a stream. Numbers come from a counter in the
//! same transaction, so they have no gaps. An altered row no longer matches its stamp, an added row has none, and a deleted row
//! leaves a gap. From time to time a [link](link) stores the fingerprint of all rows since the previous link, and a signed
//! closing names the newest link.

mod adopt;
mod audit;
mod link;
mod numbers;
mod seen;

use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseBackend, QueryOrder, QueryResult, Statement};

use crate::db::{LEDGER_LOCK, Pen, Write};
use crate::problem::{Problem, Result};
use crate::vault;

pub use adopt::{LOCK, adopt, is_new};
pub use audit::{Fault, audit};
pub(crate) use link::first_id;
pub use link::{ActiveModel as LinkActiveModel, Cause, Entity as LinkEntity, Model as Link, all, strike};
pub(crate) use numbers::{Numbers, next, reserve};

/// The streams (`aliran`) and their counters. A writer locks one stream until its transaction ends, so that writers on
/// `PostgreSQL` need not wait for each other; `SQLite` has one writer and uses the first stream. Stream 0 contains the rows
/// from before stamps existed.
pub mod stream {
    use sea_orm::entity::prelude::*;

    /// A stream.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "aliran")]
    pub struct Model {
        /// Its number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The last number that a line of history got.
        pub riwayat: i64,
        /// The last number that a row of the access log got.
        pub jejak: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One of the two tables that the chain protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// History.
    History,
    /// The access log.
    Access,
}

impl stream::Model {
    fn counted(&self, book: Book) -> i64 {
        match book {
            Book::History => self.riwayat,
            Book::Access => self.jejak,
        }
    }
}

/// The stream of the rows from before stamps existed.
const BEFORE: i64 = 0;
/// The only stream that `SQLite` uses, since it has one writer.
const ONLY: i64 = 1;

/// How many numbers to take in each book.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub history: usize,
    pub access: usize,
}

impl Counts {
    pub(crate) fn of(book: Book, count: usize) -> Self {
        match book {
            Book::History => Self { history: count, access: 0 },
            Book::Access => Self { history: 0, access: count },
        }
    }
}

/// The last numbers that were taken in a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    pub stream: i64,
    pub history: i64,
    pub access: i64,
}

impl Taken {
    pub(crate) fn last(&self, book: Book) -> i64 {
        match book {
            Book::History => self.history,
            Book::Access => self.access,
        }
    }
}

const TAKE: &str =
    "UPDATE aliran SET riwayat = riwayat + $1, jejak = jejak + $2 WHERE nomor = $3 RETURNING nomor, riwayat, jejak";
/// The same in a stream that no other transaction has locked.
const FREE: &str = "UPDATE aliran SET riwayat = riwayat + $1, jejak = jejak + $2 WHERE nomor = \
    (SELECT nomor FROM aliran WHERE nomor > 0 ORDER BY nomor LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING nomor, riwayat, jejak";
/// Takes the lock that all writers share, then the next numbers of reads in a stream that no other transaction has locked: the first
/// such stream from one that is given. Writers take the lowest, so they hardly meet.
const LOOKS: &str = "WITH kunci AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared($1)) \
    UPDATE aliran SET jejak = jejak + $2 WHERE nomor = \
    (SELECT nomor FROM aliran, kunci WHERE nomor > 0 ORDER BY nomor < $3, nomor LIMIT 1 FOR UPDATE OF aliran SKIP LOCKED) \
    RETURNING nomor, riwayat, jejak";
/// The streams from which that is given by chance: processes mostly begin in different ones.
const OWN: std::ops::Range<u8> = 33..129;

/// Takes the next numbers, in the stream that the transaction has locked already (`held`) or else in a free one.
///
/// # Errors
/// [`Problem::Busy`] if every stream is locked, or any database error.
pub(crate) async fn take(tx: &Write, counts: Counts, held: Option<i64>) -> Result<Taken> {
    let backend = tx.get_database_backend();
    let held = held.or((backend == DatabaseBackend::Sqlite).then_some(ONLY));
    let count = |count: usize| i64::try_from(count).map_err(Problem::internal);
    let mut values: Vec<sea_orm::Value> = vec![count(counts.history)?.into(), count(counts.access)?.into()];
    values.extend(held.map(sea_orm::Value::from));
    let sql = if held.is_some() { TAKE } else { FREE };
    taken(tx.apart(Statement::from_sql_and_values(backend, sql, values)).await?)
}

fn taken(row: Option<QueryResult>) -> Result<Taken> {
    let row = row.ok_or(Problem::Busy)?;
    let number = |column| row.try_get("", column);
    Ok(Taken { stream: number("nomor")?, history: number("riwayat")?, access: number("jejak")? })
}

/// Begins a transaction that logs `many` reads, and takes their numbers. On `PostgreSQL` the statement that takes the lock also
/// takes the numbers.
///
/// # Errors
/// As [`take`].
pub(crate) async fn begin_looks(pen: &Pen, many: i64) -> Result<(Write, Taken)> {
    let tx = pen.begin(pen.turn().await?).await?;
    if pen.is_embedded() {
        let access = usize::try_from(many).map_err(Problem::internal)?;
        let taken = take(&tx, Counts { history: 0, access }, Some(ONLY)).await?;
        return Ok((tx, taken));
    }
    let [chance] = vault::random::<1>()?;
    let from = OWN.start + chance % (OWN.end - OWN.start);
    let values: [sea_orm::Value; 3] = [LEDGER_LOCK.into(), many.into(), i64::from(from).into()];
    let row = tx.query_one_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, LOOKS, values)).await?;
    let taken = taken(row)?;
    Ok((tx, taken))
}

/// The stream of `SQLite` and the last number of a read in it; none on `PostgreSQL`, where each process has streams of its own.
///
/// # Errors
/// Any database error.
pub(crate) async fn standing(db: &DatabaseConnection) -> Result<Option<(i64, i64)>> {
    let backend = db.get_database_backend();
    if backend != DatabaseBackend::Sqlite {
        return Ok(None);
    }
    let sql = "SELECT jejak FROM aliran WHERE nomor = $1";
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [ONLY.into()])).await?;
    Ok(row.map(|row| row.try_get("", "jejak")).transpose()?.map(|last| (ONLY, last)))
}

/// All streams with their counters.
async fn streams(db: &impl ConnectionTrait) -> Result<Vec<stream::Model>> {
    Ok(stream::Entity::find().order_by_asc(stream::Column::Nomor).all(db).await?)
}
