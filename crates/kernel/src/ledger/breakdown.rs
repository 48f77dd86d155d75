//! A figure broken down by dimension and by person. All of these use the select of [`Members`].

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};

use super::{Column, Members, identity};
use crate::problem::Result;

impl Members {
    /// How many members there are for each value of a dimension, most first; the value is none for members without one.
    ///
    /// # Errors
    /// Any database error.
    pub async fn by(&self, db: &impl ConnectionTrait, dimension: Column) -> Result<Vec<(Option<String>, i64)>> {
        let mut query = Query::select();
        query
            .expr_as(Expr::col(dimension).cast_as("text"), "kata")
            .expr_as(Expr::col(Asterisk).count(), "banyak")
            .from_subquery(self.select(&[dimension]), "anggota")
            .group_by_col(dimension)
            .order_by("banyak", Order::Desc)
            .order_by("kata", Order::Asc);
        let rows = db.query_all(&query).await?;
        let cells = rows.iter().map(|row| Ok((row.try_get("", "kata")?, row.try_get("", "banyak")?)));
        Ok(cells.collect::<std::result::Result<_, sea_orm::DbErr>>()?)
    }

    /// The persons behind the members, each once.
    fn persons(&self) -> SelectStatement {
        let mut query = self.somebody();
        query.distinct();
        query
    }

    /// The person of each member that is about a person.
    fn somebody(&self) -> SelectStatement {
        let mut query = Query::select();
        query
            .expr_as(identity::person(), "siapa")
            .from_subquery(self.select(&[Column::OrangId]), "bagian")
            .and_where(Expr::col(Column::OrangId).is_not_null());
        identity::join(&mut query, "bagian", self.as_of);
        query
    }

    /// How many persons are behind the members.
    ///
    /// # Errors
    /// Any database error.
    pub async fn count_persons(&self, db: &impl ConnectionTrait) -> Result<i64> {
        count(db, self.persons()).await
    }

    /// How many persons are members more than once.
    ///
    /// # Errors
    /// Any database error.
    pub async fn count_repeated(&self, db: &impl ConnectionTrait) -> Result<i64> {
        let mut query = Query::select();
        query
            .column("siapa")
            .from_subquery(self.somebody(), "orang_bagian")
            .group_by_col("siapa")
            .and_having(Expr::col(Asterisk).count().gt(1));
        count(db, query).await
    }

    /// How many persons are members both of this and of `other`.
    ///
    /// # Errors
    /// Any database error.
    pub async fn count_shared(&self, db: &impl ConnectionTrait, other: &Self) -> Result<i64> {
        let mut both = self.persons();
        both.union(UnionType::Intersect, other.persons());
        count(db, both).await
    }
}

async fn count(db: &impl ConnectionTrait, of: SelectStatement) -> Result<i64> {
    let mut query = Query::select();
    query.expr_as(Expr::col(Asterisk).count(), "banyak").from_subquery(of, "orang_anggota");
    Ok(db.query_one(&query).await?.map_or(Ok(0), |row| row.try_get("", "banyak"))?)
}
