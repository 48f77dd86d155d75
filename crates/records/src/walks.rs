//! Combines queries for the first rows of each office into one.

use sea_orm::sea_query::{Asterisk, Query, SelectStatement, UnionType};

/// The union of selects, one for each office. Each has its own order and limit; the caller orders and limits the union again.
///
/// The indexes begin with the office. One select over several offices would read and sort all their rows. One select for each
/// office reads at most one page from each.
pub(crate) fn together(walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let mut walks = walks.map(|walk| Query::select().column(Asterisk).from_subquery(walk, "kantor").to_owned());
    let mut all = walks.next().unwrap_or_default();
    all.unions(walks.map(|walk| (UnionType::All, walk)));
    Query::select().from_subquery(all, "semua").to_owned()
}
