//! The four quarters of a year and the year itself, counted in one pass over the select of [`Members`].

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::members::{Member, Members};
use super::{AsOf, Column, Part};
use crate::id::KantorId;
use crate::period::{Day, Period, Triwulan};
use crate::problem::Result;

/// What was counted of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Members that count.
    pub counted: i64,
    /// The sum of their quantities.
    pub sum: i64,
    /// Those of them that were finished by the end of the period.
    pub finished: i64,
    /// Members that do not count.
    pub not_counted: i64,
}

/// The year of an office, quarter by quarter.
#[derive(Clone, Debug)]
pub struct Year {
    /// The measures, added up.
    pub parts: Vec<Part>,
    /// The offices.
    pub offices: Vec<KantorId>,
    /// The year.
    pub year: i32,
    /// By which knowledge.
    pub as_of: AsOf,
    /// The day after the last one of which anything is known, if that lies in the year.
    pub until: Option<Day>,
}

/// A group of facts of one quarter.
#[derive(FromQueryResult)]
struct Group {
    tw: i32,
    dihitung: bool,
    akhir: i32,
    banyak: i64,
    jumlah: i64,
}

impl Year {
    fn cut(&self, day: Day) -> Day {
        self.until.map_or(day, |until| Ord::min(day, until))
    }

    /// The ends of the quarters.
    fn ends(&self) -> [Day; 4] {
        Triwulan::ALL.map(|quarter| self.cut(quarter.period(self.year).until))
    }

    fn members(&self, part: Part) -> Members {
        let year = Period::year(self.year);
        let period = Period { until: self.cut(year.until), ..year };
        Members {
            parts: vec![part],
            offices: self.offices.clone(),
            period,
            side: super::Side::Counted,
            as_of: self.as_of,
            only: None,
        }
    }

    /// 1 to 4 for the quarter that ends after a day, 5 for later, and for none.
    fn quarter_of(&self, column: Column) -> SimpleExpr {
        let mut case = CaseStatement::new();
        for (number, end) in (1..).zip(self.ends()) {
            case = case.case(Expr::col(column).lt(end), Expr::value(number));
        }
        case.finally(Expr::value(5)).into()
    }

    /// The facts of a part, with the quarter in which each falls and in which it was finished.
    fn facts(&self, part: Part) -> SelectStatement {
        let mut select = Query::select();
        select
            .columns([Column::Dihitung, Column::Jumlah])
            .expr_as(self.quarter_of(Column::Hari), "tw")
            .expr_as(self.quarter_of(Column::HariAkhir), "akhir")
            .from(super::Entity)
            .cond_where(self.members(part).any_side(part));
        select
    }

    /// Tallies of TW1 to TW4 and of the year.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tallies(&self, db: &impl ConnectionTrait) -> Result<[Tally; 5]> {
        let mut tallies = [Tally::default(); 5];
        for part in &self.parts {
            let mut query = Query::select();
            query
                .columns(["tw", "akhir"])
                .column(Column::Dihitung)
                .expr_as(Expr::cust("COUNT(*)"), "banyak")
                .expr_as(Expr::cust("CAST(SUM(jumlah) AS BIGINT)"), "jumlah")
                .from_subquery(self.facts(*part), "fakta_tw")
                .group_by_columns(["tw", "akhir"])
                .group_by_col(Column::Dihitung);
            for row in db.query_all(&query).await? {
                add(&mut tallies, part.distinct, &Group::from_query_result(&row, "")?);
            }
            if part.distinct {
                self.persons(db, *part, &mut tallies).await?;
            }
        }
        Ok(tallies)
    }

    /// Adds how many persons count, each once in a period, whatever the number of facts.
    async fn persons(&self, db: &impl ConnectionTrait, part: Part, tallies: &mut [Tally; 5]) -> Result<()> {
        let who = || Expr::expr(Func::coalesce([Expr::col(Column::OrangId), Expr::col(Column::CatatanId)]));
        let mut query = Query::select();
        for (number, name) in (1..).zip(["tw1", "tw2", "tw3", "tw4"]) {
            let in_quarter = CaseStatement::new().case(self.quarter_of(Column::Hari).eq(number), who());
            query.expr_as(Func::count_distinct(in_quarter), name);
        }
        query.expr_as(Func::count_distinct(who()), "tahun").from(super::Entity);
        query.cond_where(self.members(part).condition(part));
        let Some(row) = db.query_one(&query).await? else { return Ok(()) };
        for (tally, name) in tallies.iter_mut().zip(["tw1", "tw2", "tw3", "tw4", "tahun"]) {
            tally.counted += row.try_get::<i64>("", name)?;
        }
        Ok(())
    }

    /// The newest counted member of TW1 to TW4 and of the year: the one that stands where the last score counts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lasts(&self, db: &impl ConnectionTrait) -> Result<[Option<Member>; 5]> {
        let mut lasts = [const { None }; 5];
        let mut previous = Period::year(self.year).from;
        for (place, end) in lasts.iter_mut().zip(self.ends()) {
            let period = Period { from: previous, until: end };
            previous = end;
            for part in &self.parts {
                let mut select = self.members(*part);
                select.period = period;
                *place = select.last(db).await?.or(place.take());
            }
        }
        let newest = lasts.iter().rev().flatten().next().cloned();
        if let Some(year) = lasts.last_mut() {
            *year = newest;
        }
        Ok(lasts)
    }
}

/// Adds a group to its quarter and to the year. Of a distinct part only what does not count is added here.
fn add(tallies: &mut [Tally; 5], distinct: bool, group: &Group) {
    let quarter = usize::try_from(group.tw - 1).unwrap_or(4);
    for (at, tally) in tallies.iter_mut().enumerate() {
        let last = if at == 4 { 4 } else { group.tw };
        if at != quarter && at != 4 {
            continue;
        }
        if !group.dihitung {
            tally.not_counted += group.banyak;
        } else if !distinct {
            tally.counted += group.banyak;
            tally.sum += group.jumlah;
            tally.finished += if group.akhir <= last { group.banyak } else { 0 };
        }
    }
}
