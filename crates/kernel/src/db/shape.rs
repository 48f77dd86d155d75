//! Statements with their limits in the text.

use std::fmt;

use sea_orm::sea_query::{
    PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqlWriterValues, SqliteQueryBuilder, Value, Values,
};
use sea_orm::{DatabaseBackend, Statement};

/// A select as a statement that has its limits in the text instead of among the values. `PostgreSQL` takes a limit that it does not know
/// for a tenth of all rows, and would never find a plan for all values as good as one for these.
#[must_use]
pub fn limited(backend: DatabaseBackend, query: &SelectStatement) -> Statement {
    let (sql, values) = match backend {
        DatabaseBackend::Postgres => built(&PostgresQueryBuilder, query),
        _ => built(&SqliteQueryBuilder, query),
    };
    Statement { sql, values: Some(values), db_backend: backend }
}

fn built(builder: &impl QueryBuilder, query: &SelectStatement) -> (String, Values) {
    let (sign, numbered) = builder.placeholder();
    let mut shape = Shape(SqlWriterValues::new(sign, numbered));
    query.build_collect_any_into(builder, &mut shape);
    shape.0.into_parts()
}

/// Writes limits as they are; no column holds a number without a sign.
struct Shape(SqlWriterValues);

impl fmt::Write for Shape {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl SqlWriter for Shape {
    fn push_param<T: QueryBuilder>(&mut self, value: Value, builder: &T) {
        match value {
            // Writing to a text cannot fail.
            Value::BigUnsigned(Some(limit)) => drop(fmt::Write::write_str(self, &limit.to_string())),
            value => self.0.push_param(value, builder),
        }
    }

    fn as_writer(&mut self) -> &mut dyn fmt::Write {
        self
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    use super::*;

    #[test]
    fn limits_stand_in_the_text_and_all_else_among_the_values() {
        let inner =
            Query::select().column("id").from("catatan").and_where(Expr::col("versi").eq(7)).limit(50).to_owned();
        let outer = Query::select()
            .column("id")
            .from("catatan")
            .and_where(Expr::col("id").in_subquery(inner))
            .and_where(Expr::col("nama").eq("Siti Contoh"))
            .limit(9)
            .to_owned();
        for (backend, first, second) in [(DatabaseBackend::Postgres, "$1", "$2"), (DatabaseBackend::Sqlite, "?", "?")] {
            let Statement { sql, values, .. } = limited(backend, &outer);
            assert!(sql.contains(&format!(r#""versi" = {first} LIMIT 50)"#)), "{sql}");
            assert!(sql.ends_with(&format!(r#""nama" = {second} LIMIT 9"#)), "{sql}");
            assert_eq!(values.map(|values| values.0), Some(vec![7.into(), "Siti Contoh".into()]));
        }
    }
}
