//! One chain over history and access log.
//!
//! Each row carries a stamp that nobody makes without the key, and a number in a stream. Numbers come from a counter in the same
//! transaction, so they have no gaps: a row that was altered no longer fits its stamp, one that was added has none, one that
//! is gone leaves a gap. A [link](link) now and then holds the fingerprint of all rows since the one before, and a signed
//! closing names the newest link.

mod adopt;
mod audit;
mod link;
mod seen;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Statement};

use crate::problem::{Problem, Result};

pub use adopt::{LOCK, adopt, is_new};
pub use audit::{Fault, audit};
pub use link::{ActiveModel as LinkActiveModel, Cause, Entity as LinkEntity, Model as Link, all, strike};

/// The streams (`aliran`) and how far each has been counted. Who writes holds one until the transaction ends, so that writers on
/// `PostgreSQL` need not wait for each other; `SQLite` has one writer and uses the first. Stream 0 is what stood before there
/// were stamps.
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

/// Which of the two is meant.
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

/// The stream of what stood before there were stamps.
const BEFORE: i64 = 0;
/// The stream of the one writer of `SQLite`.
const ONLY: i64 = 1;

/// Numbers that a transaction has taken: `count` of them end with `last`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    pub stream: i64,
    pub last: i64,
}

const HISTORY: &str = "UPDATE aliran SET riwayat = riwayat + $1 WHERE nomor = $2 RETURNING nomor, riwayat AS akhir";
const ACCESS: &str = "UPDATE aliran SET jejak = jejak + $1 WHERE nomor = $2 RETURNING nomor, jejak AS akhir";
/// The same in a stream that nobody holds.
const FREE_HISTORY: &str = "UPDATE aliran SET riwayat = riwayat + $1 WHERE nomor = \
    (SELECT nomor FROM aliran WHERE nomor > 0 ORDER BY nomor LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING nomor, riwayat AS akhir";
const FREE_ACCESS: &str = "UPDATE aliran SET jejak = jejak + $1 WHERE nomor = \
    (SELECT nomor FROM aliran WHERE nomor > 0 ORDER BY nomor LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING nomor, jejak AS akhir";

/// Takes the next numbers: in the stream that the transaction holds already, else in a free one.
///
/// # Errors
/// [`Problem::Busy`] where every stream is held, or what the database says.
pub(crate) async fn take(db: &impl ConnectionTrait, book: Book, count: usize, held: Option<i64>) -> Result<Taken> {
    let backend = db.get_database_backend();
    let held = held.or((backend == sea_orm::DatabaseBackend::Sqlite).then_some(ONLY));
    let count = i64::try_from(count).map_err(Problem::internal)?;
    let (sql, values): (_, Vec<sea_orm::Value>) = match (book, held) {
        (Book::History, Some(stream)) => (HISTORY, vec![count.into(), stream.into()]),
        (Book::Access, Some(stream)) => (ACCESS, vec![count.into(), stream.into()]),
        (Book::History, None) => (FREE_HISTORY, vec![count.into()]),
        (Book::Access, None) => (FREE_ACCESS, vec![count.into()]),
    };
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?.ok_or(Problem::Busy)?;
    Ok(Taken { stream: row.try_get("", "nomor")?, last: row.try_get("", "akhir")? })
}

/// How far all streams have been counted.
async fn streams(db: &impl ConnectionTrait) -> Result<Vec<stream::Model>> {
    Ok(stream::Entity::find().order_by_asc(stream::Column::Nomor).all(db).await?)
}
