//! The rows of a kind in its table: which of them an actor may see, and how they are read and written.

use kernel::db::chunk_rows;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, SqlErr};

use crate::AnyKind;
use crate::described::known;
use crate::stored::{Boxed, Stored};

impl dyn AnyKind + '_ {
    /// The condition for records that the actor may see: those of the actor's offices, and those that were shared with one of
    /// them. Every query for records must use it.
    #[must_use]
    pub fn seen(&self, ctx: &Ctx) -> Expr {
        let own = ctx.of_offices("kantor_id");
        let codes = ctx.actor.offices.iter().filter_map(|id| Some(ctx.house.offices.by_id(*id)?.code.clone()));
        match self.info().more.shared {
            Some(column) => own.or(Expr::col(column).is_in(codes)),
            None => own,
        }
    }

    /// The same condition in parts that share no row, each of which an index finds: one for each office of the actor, and one for each
    /// that a record of others may be shared with.
    pub(crate) fn seen_by_office(&self, ctx: &Ctx) -> Vec<Expr> {
        let offices = &ctx.actor.offices;
        let mut parts: Vec<Expr> = offices.iter().map(|office| Expr::col("kantor_id").eq(office.0)).collect();
        // Whoever sees all offices sees what is shared with them already.
        let all = offices.len() == ctx.house.offices.all().len();
        if let Some(column) = self.info().more.shared.filter(|_| !all) {
            let codes = offices.iter().filter_map(|id| Some(ctx.house.offices.by_id(*id)?.code.clone()));
            parts.extend(codes.map(|code| Expr::col(column).eq(code).and(ctx.of_offices("kantor_id").not())));
        }
        parts
    }

    /// The select of all rows of the table, with all columns.
    ///
    /// # Errors
    /// A table and fields that do not match.
    pub(crate) fn select(&self) -> Result<SelectStatement> {
        Ok(Query::select().expr(Expr::cust(known(self)?.named.as_str())).from(self.info().table).to_owned())
    }

    /// The select of the rows that the actor may see, with all columns.
    ///
    /// # Errors
    /// As [`select`](Self::select).
    pub(crate) fn select_seen(&self, ctx: &Ctx) -> Result<SelectStatement> {
        Ok(self.select()?.and_where(self.seen(ctx)).to_owned())
    }

    /// The rows that a select finds.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn all(&self, db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Boxed>> {
        db.query_all(query).await?.iter().map(|row| self.row_of(row)).collect()
    }

    /// The row that a select finds.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if it finds none.
    pub(crate) async fn one(&self, db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Boxed> {
        self.row_of(&db.query_one(query).await?.ok_or(Problem::NotFound)?)
    }

    /// One record that the actor may see.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub(crate) async fn load(&self, db: &impl ConnectionTrait, ctx: &Ctx, id: CatatanId) -> Result<Boxed> {
        self.one(db, self.select_seen(ctx)?.and_where(Expr::col("id").eq(id.0))).await
    }

    /// One record, without checking who may see it.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub(crate) async fn any(&self, tx: &Tx, id: CatatanId) -> Result<Boxed> {
        self.one(&**tx, self.select()?.and_where(Expr::col("id").eq(id.0))).await
    }

    /// Writes new rows.
    ///
    /// # Errors
    /// [`Problem::Duplicate`] if a content or number exists already.
    pub(crate) async fn insert(&self, tx: &Tx, records: &[Boxed]) -> Result<()> {
        let columns = &known(self)?.columns;
        for chunk in records.chunks(chunk_rows(columns.len())) {
            let mut query = Query::insert();
            query.into_table(self.info().table).columns(columns.iter().copied());
            for record in chunk {
                let cells = record.cells().into_iter().map(|(_, cell)| Expr::val(cell));
                query.values(cells).map_err(Problem::internal)?;
            }
            let cells = chunk.len() * columns.len();
            tx.add_to(self.info().table.to_owned(), query, (cells, same_now)).await?;
        }
        Ok(())
    }

    /// Replaces a row by its changed version.
    ///
    /// # Errors
    /// [`Problem::Stale`] when somebody else changed it first, [`Problem::Duplicate`] when its number or content exists
    /// already.
    pub(crate) async fn update(&self, tx: &Tx, old: &dyn Stored, new: &dyn Stored) -> Result<()> {
        let before = old.head();
        let query = Query::update()
            .table(self.info().table)
            .values(new.cells().into_iter().map(|(name, cell)| (name, Expr::val(cell))))
            .and_where(Expr::col("id").eq(before.id.0))
            .and_where(Expr::col("versi").eq(before.version))
            .to_owned();
        let standing = "Nomor itu sudah dipakai catatan lain di kantor ini.";
        let written = tx.execute(&query).await.map_err(|error| duplicate(error, standing))?;
        if written.rows_affected() == 1 { Ok(()) } else { Err(Problem::Stale) }
    }
}

/// The problem for a record whose content or number was just written by another request.
fn same_now() -> Problem {
    Problem::Duplicate("Catatan yang sama baru saja disimpan dari tempat lain. Muat ulang.".to_owned())
}

/// The problem for a failed write; a duplicate gets a message in words.
fn duplicate(error: DbErr, standing: &str) -> Problem {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Problem::Duplicate(standing.to_owned()),
        _ => error.into(),
    }
}
