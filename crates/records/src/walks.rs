//! One query over the first rows of several offices.

use sea_orm::sea_query::{Asterisk, Query, SelectStatement, UnionType};

/// A union of selects, each with its own order and limit; the caller orders and limits the whole again.
///
/// The indexes begin with the office. One select over several offices would read and sort all of their rows; one select an
/// office reads no more than a page from each.
pub(crate) fn together(walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let mut walks = walks.map(|walk| Query::select().column(Asterisk).from_subquery(walk, "kantor").to_owned());
    let mut all = walks.next().unwrap_or_default();
    all.unions(walks.map(|walk| (UnionType::All, walk)));
    Query::select().from_subquery(all, "semua").to_owned()
}
