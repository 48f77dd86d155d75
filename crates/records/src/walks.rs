//! Combines queries for the first rows of each office into one.

use sea_orm::DatabaseBackend;
use sea_orm::sea_query::{Asterisk, Query, SelectStatement, UnionType};

/// The union of selects, one for each office. Each has its own order and limit; the caller orders and limits the union again.
///
/// The indexes begin with the office. One select over several offices would read and sort all their rows. One select for each
/// office reads at most one page from each.
pub(crate) fn together(walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    united(walks.map(|walk| Query::select().column(Asterisk).from_subquery(walk, "kantor").to_owned()))
}

/// The same where an index has the rows of each select in the order that the caller asks of the union: only as many rows are read as the
/// caller takes, from whichever select has the next. `SQLite` merges so what has no limit of its own, and would sort the rows of each select
/// that has one; `PostgreSQL` does so where each has one, and would sort all rows of those that have none.
pub(crate) fn merged(backend: DatabaseBackend, walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    if backend == DatabaseBackend::Postgres {
        return together(walks);
    }
    united(walks.map(|mut walk| walk.clear_order_by().reset_limit().to_owned()))
}

fn united(mut walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let mut all = walks.next().unwrap_or_default();
    all.unions(walks.map(|walk| (UnionType::All, walk)));
    Query::select().from_subquery(all, "semua").to_owned()
}
