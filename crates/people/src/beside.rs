//! People read beside the records that are about them, in one statement.

use kernel::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{FromQueryResult, IdenStatic, Iterable, QueryResult};

use crate::entity::{Column, Entity, Model};

/// What the names of a person's columns begin with there; no column of a record does.
const MARK: &str = "org__";
/// What the column with a name is called where nothing else of the person is read.
const NAME: &str = "org__nama";

/// A select of records with all their columns, among them `orang_id`, together with the columns of their people.
#[must_use]
pub fn beside(records: SelectStatement) -> SelectStatement {
    let mut both = Query::select();
    both.column(("catatan", sea_orm::sea_query::Asterisk)).from_subquery(records, "catatan");
    for column in Column::iter() {
        both.expr_as(Expr::col(("orang", column)), Alias::new([MARK, column.as_str()].concat()));
    }
    let same = Expr::col(("catatan", "orang_id")).equals(("orang", Column::Id));
    both.inner_join(Entity, same).to_owned()
}

/// The person of a row that [`beside`] selected.
///
/// # Errors
/// A row without one.
pub fn beside_of(row: &QueryResult) -> Result<Model> {
    Ok(Model::from_query_result(row, MARK)?)
}

/// Adds to a select of `catatan`, records with `orang_id`, the names of their people; the caller must log the read.
pub fn name_beside(both: &mut SelectStatement) {
    let same = Expr::col(("catatan", "orang_id")).equals(("orang", Column::Id));
    both.expr_as(Expr::col(("orang", Column::Nama)), NAME).left_join(Entity, same);
}
