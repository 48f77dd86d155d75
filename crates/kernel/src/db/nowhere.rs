//! What stands in no row of a select.

use sea_orm::sea_query::{Expr, ExprTrait, IntoIden, Query, SelectStatement};

/// The condition that a value, a column with its table, stands in no row of a select of one column. `NOT IN` asks the same, but
/// `PostgreSQL` goes through all rows for each value as soon as they no longer fit into a statement's memory, some hundred thousand ids.
#[must_use]
pub fn nowhere(value: Expr, column: impl IntoIden, select: SelectStatement) -> Expr {
    let same = Expr::col(("ada", column.into_iden())).eq(value);
    Expr::exists(Query::select().expr(Expr::val(1)).from_subquery(select, "ada").and_where(same).to_owned()).not()
}
