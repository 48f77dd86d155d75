//! One query, two outputs: the number and the list behind it come from the same select.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{
    Asterisk, Cond, Expr, ExprTrait, Func, IntoColumnRef, Order, OverStatement, Query, SelectStatement, UnionType,
    WindowStatement,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{Column, identity};
use crate::id::{CatatanId, KantorId, OrangId};
use crate::period::{Day, Period, end_of};
use crate::problem::Result;

/// The state of knowledge by which a figure is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// What is known now.
    Now,
    /// What was known at an instant.
    At(DateTime<Utc>),
}

impl AsOf {
    /// The condition for facts that are true in this state of knowledge.
    pub(super) fn condition(self) -> Cond {
        self.within(Column::DicatatDari, Column::DicatatSampai)
    }

    /// The same for any table with a recorded interval, given its two columns.
    pub(super) fn within(self, from: impl IntoColumnRef, until: impl IntoColumnRef) -> Cond {
        let (from, until) = (from.into_column_ref(), until.into_column_ref());
        match self {
            Self::Now => Cond::all().add(Expr::col(until).is_null()),
            Self::At(at) => Cond::all()
                .add(Expr::col(from).lt(at))
                .add(Cond::any().add(Expr::col(until.clone()).is_null()).add(Expr::col(until).gte(at))),
        }
    }

    /// What was known at the end of a WIB day.
    #[must_use]
    pub fn end_of(day: Day) -> Self {
        Self::At(end_of(day))
    }
}

/// Which of the facts under a measure to select.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// All that count.
    Counted,
    /// Those that count and are finished by the end of the period.
    Finished,
    /// Those that do not count, each with its reason.
    NotCounted,
    /// All of them; a person's facts are not merged.
    Any,
}

/// One measure of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The measure.
    pub measure: &'static str,
    /// Whether each person counts once.
    pub distinct: bool,
}

/// The select of a figure's members.
#[derive(Clone, Debug)]
pub struct Members {
    /// The measures, added up.
    pub parts: Vec<Part>,
    /// The offices.
    pub offices: Vec<KantorId>,
    /// The days.
    pub period: Period,
    /// Which facts.
    pub side: Side,
    /// The state of knowledge.
    pub as_of: AsOf,
    /// Limits the members to a part of the figure, if given.
    pub only: Option<Only>,
}

/// A part of a figure's members.
#[derive(Clone, Debug)]
pub enum Only {
    /// Those of some records.
    Records(Vec<CatatanId>),
    /// Those of some persons, given by id, and of all rows that were ever known to be the same person. The id of a record
    /// without a person also works.
    Persons(Vec<Uuid>),
}

/// One member of a figure.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Member {
    /// The fact.
    pub id: Uuid,
    /// The kind of record.
    pub jenis: String,
    /// The record.
    pub catatan_id: CatatanId,
    /// The measure.
    pub ukuran: String,
    /// The office.
    pub kantor_id: KantorId,
    /// The person.
    pub orang_id: Option<OrangId>,
    /// The day.
    pub hari: Day,
    /// The day on which it was finished.
    pub hari_akhir: Option<Day>,
    /// Whether it counts.
    pub dihitung: bool,
    /// Why it does not.
    pub alasan: Option<String>,
    /// How much it counts.
    pub jumlah: i64,
    /// The category.
    pub kategori: Option<String>,
    /// The country.
    pub negara: Option<String>,
    /// The person's sex.
    pub kelamin: Option<String>,
    /// The person's province of origin.
    pub provinsi: Option<String>,
    /// The person's age group on the day.
    pub kelompok_umur: Option<String>,
}

/// The columns of a [`Member`].
pub(super) const COLUMNS: [Column; 16] = [
    Column::Id,
    Column::Jenis,
    Column::CatatanId,
    Column::Ukuran,
    Column::KantorId,
    Column::OrangId,
    Column::Hari,
    Column::HariAkhir,
    Column::Dihitung,
    Column::Alasan,
    Column::Jumlah,
    Column::Kategori,
    Column::Negara,
    Column::Kelamin,
    Column::Provinsi,
    Column::KelompokUmur,
];

impl Members {
    /// The conditions of one part.
    pub(super) fn condition(&self, part: Part) -> Cond {
        let mut all = self.any_side(part);
        if self.side != Side::Any {
            all = all.add(Expr::col(Column::Dihitung).eq(self.side != Side::NotCounted));
        }
        if self.side == Side::Finished {
            all = all.add(Expr::col(Column::HariAkhir).lt(self.period.until));
        }
        all
    }

    /// The conditions of one part, whether its facts count or not.
    fn any_side(&self, part: Part) -> Cond {
        let mut all = Cond::all()
            .add(Expr::col(Column::Ukuran).eq(part.measure))
            .add(Expr::col(Column::KantorId).is_in(self.offices.iter().map(|office| office.0)))
            // Lists both values, so that the index can be searched by the day, its next column.
            .add(Expr::col(Column::Dihitung).is_in([true, false]))
            .add(Expr::col(Column::Hari).gte(self.period.from))
            .add(Expr::col(Column::Hari).lt(self.period.until));
        all = match &self.only {
            None => all,
            Some(Only::Records(ids)) => all.add(Expr::col(Column::CatatanId).is_in(ids.iter().map(|id| id.0))),
            Some(Only::Persons(ids)) => all.add(
                Cond::any()
                    .add(Expr::col(Column::OrangId).is_in(ids.iter().copied()))
                    .add(Expr::col(Column::OrangId).in_subquery(identity::companions(ids)))
                    .add(
                        Cond::all()
                            .add(Expr::col(Column::OrangId).is_null())
                            .add(Expr::col(Column::CatatanId).is_in(ids.iter().copied())),
                    ),
            ),
        };
        all.add(self.as_of.condition())
    }

    fn part(&self, part: Part, columns: &[Column]) -> SelectStatement {
        let mut select = Query::select();
        select.columns(columns.iter().copied()).from(super::Entity).cond_where(self.condition(part));
        if !part.distinct || matches!(self.side, Side::NotCounted | Side::Any) {
            return select;
        }
        // Keeps only the first fact of each person, also if two offices each have their own row for that person.
        identity::join(&mut select, super::Entity, self.as_of);
        let mut window = WindowStatement::new();
        window
            .add_partition_by(identity::who().into())
            .order_by(Column::Hari, Order::Asc)
            .order_by(Column::Id, Order::Asc);
        select.expr_window_as(Func::cust("ROW_NUMBER"), window, "urutan");
        let mut first = Query::select();
        first.columns(columns.iter().copied()).from_subquery(select, "semua").and_where(Expr::col("urutan").eq(1));
        first
    }

    pub(super) fn select(&self, columns: &[Column]) -> SelectStatement {
        let mut parts = self.parts.iter().map(|part| self.part(*part, columns));
        let mut whole = parts.next().unwrap_or_else(Query::select);
        for part in parts {
            whole.union(UnionType::All, part);
        }
        whole
    }

    /// How many members there are, and the sum of their quantities.
    ///
    /// # Errors
    /// Any database error.
    pub async fn totals(&self, db: &impl ConnectionTrait) -> Result<(i64, i64)> {
        let mut query = Query::select();
        query
            .expr_as(Expr::col(Asterisk).count(), "banyak")
            .expr_as(Expr::cust("CAST(COALESCE(SUM(jumlah), 0) AS BIGINT)"), "jumlah")
            .from_subquery(self.select(&[Column::Jumlah]), "anggota");
        let row = db.query_one(&query).await?;
        Ok(row.map_or(Ok((0, 0)), |row| -> std::result::Result<_, sea_orm::DbErr> {
            Ok((row.try_get("", "banyak")?, row.try_get("", "jumlah")?))
        })?)
    }

    /// A page of the members by day, after the cursor, `limit` of them at most.
    ///
    /// # Errors
    /// Any database error.
    pub async fn page(&self, db: &impl ConnectionTrait, after: Option<(Day, Uuid)>, limit: u64) -> Result<Vec<Member>> {
        let mut query = Query::select();
        query
            .columns(COLUMNS)
            .from_subquery(self.select(&COLUMNS), "anggota")
            .order_by(Column::Hari, Order::Asc)
            .order_by(Column::Id, Order::Asc)
            .limit(limit);
        if let Some((day, id)) = after {
            query.cond_where(
                Cond::any()
                    .add(Expr::col(Column::Hari).gt(day))
                    .add(Cond::all().add(Expr::col(Column::Hari).eq(day)).add(Expr::col(Column::Id).gt(id))),
            );
        }
        Ok(Member::find_by_statement_all(db, &query).await?)
    }

    /// The newest member by its day, for measures where only the last score counts.
    ///
    /// # Errors
    /// Any database error.
    pub async fn last(&self, db: &impl ConnectionTrait) -> Result<Option<Member>> {
        let mut query = Query::select();
        query
            .columns(COLUMNS)
            .from_subquery(self.select(&COLUMNS), "anggota")
            .order_by(Column::Hari, Order::Desc)
            .order_by(Column::Id, Order::Desc)
            .limit(1);
        let row = db.query_one(&query).await?;
        Ok(row.map(|row| Member::from_query_result(&row, "")).transpose()?)
    }
}

impl Member {
    async fn find_by_statement_all(
        db: &impl ConnectionTrait,
        query: &SelectStatement,
    ) -> std::result::Result<Vec<Self>, sea_orm::DbErr> {
        db.query_all(query).await?.iter().map(|row| Self::from_query_result(row, "")).collect()
    }
}
