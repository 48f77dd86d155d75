//! Several walks along an index as one question.

use sea_orm::sea_query::{Asterisk, Query, SelectStatement, UnionType};

/// What several selects find, each with its own order and limit, as rows to be put in order again. An index holds one
/// office after another: so the first rows of some offices are the first of the first of each, and nothing else is read.
pub(crate) fn together(walks: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let mut walks = walks.map(|walk| Query::select().column(Asterisk).from_subquery(walk, "kantor").to_owned());
    let mut all = walks.next().unwrap_or_default();
    all.unions(walks.map(|walk| (UnionType::All, walk)));
    Query::select().from_subquery(all, "semua").to_owned()
}
