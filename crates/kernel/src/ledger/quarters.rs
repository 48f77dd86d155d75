//! The four quarters of a year and the year itself, counted for many measures in one pass over the ledger.
//!
//! If there are stored counts ([`super::tally`]), only facts that were opened or ended since then are counted and added to
//! them. The result is the same as that of a full pass.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{
    Asterisk, CaseStatement, Cond, Expr, ExprTrait, Func, Order, OverStatement, Query, SelectStatement, SimpleExpr,
    UnionType, WindowStatement,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::members::{COLUMNS, Member};
use super::{AsOf, Column, identity, tally};
use crate::id::KantorId;
use crate::period::{Day, Period, Triwulan};
use crate::problem::Result;

/// The counts of one period.
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

/// Tallies of TW1 to TW4 and of the year, by measure.
pub type Tallies = HashMap<String, [Tally; 5]>;

/// How many persons count in TW1 to TW4 and in the year, by measure.
pub type Persons = HashMap<String, [i64; 5]>;

/// The newest counted members of TW1 to TW4 and of the year, by measure.
pub type Lasts = HashMap<String, [Option<Member>; 5]>;

/// A year of some offices.
#[derive(Clone, Debug)]
pub struct Year {
    /// The offices.
    pub offices: Vec<KantorId>,
    /// The year.
    pub year: i32,
    /// The state of knowledge.
    pub as_of: AsOf,
    /// The day after the last day with known data, if it lies in the year.
    pub until: Option<Day>,
}

/// A count of the facts of one measure that belong to one quarter and were finished in one quarter.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Group {
    pub kantor_id: KantorId,
    pub ukuran: String,
    pub tw: i32,
    pub dihitung: bool,
    pub akhir: i32,
    /// 1 to add, -1 to take away.
    pub tanda: i32,
    pub banyak: i64,
    pub jumlah: i64,
}

/// Which facts are read.
enum Source {
    /// All facts that are true in a state of knowledge.
    Known(AsOf),
    /// Only facts whose recorded interval meets a condition.
    Recorded(Cond),
}

impl Year {
    fn cut(&self, day: Day) -> Day {
        self.until.map_or(day, |until| Ord::min(day, until))
    }

    fn period(&self) -> Period {
        let year = Period::year(self.year);
        Period { until: self.cut(year.until), ..year }
    }

    /// The ends of the quarters.
    fn ends(&self) -> [Day; 4] {
        Triwulan::ALL.map(|quarter| self.cut(quarter.period(self.year).until))
    }

    /// The number of the quarter of a day column, 1 to 4; 5 for a later day and for none.
    fn quarter_of(&self, column: Column) -> SimpleExpr {
        let mut case = CaseStatement::new();
        for (number, end) in (1..).zip(self.ends()) {
            case = case.case(Expr::col(column).lt(end), Expr::value(number));
        }
        case.finally(Expr::value(5)).into()
    }

    /// The condition for facts of some measures, or of all, in the year, whether they count or not.
    fn condition(&self, measures: Option<&[&str]>) -> Cond {
        let period = self.period();
        Cond::all()
            .add_option(measures.map(|names| Expr::col(Column::Ukuran).is_in(names.iter().copied())))
            .add(Expr::col(Column::KantorId).is_in(self.offices.iter().map(|office| office.0)))
            // Both words, so that the day behind them in the index can be sought.
            .add(Expr::col(Column::Dihitung).is_in([true, false]))
            .add(Expr::col(Column::Hari).gte(period.from))
            .add(Expr::col(Column::Hari).lt(period.until))
    }

    /// The condition for facts of some measures in the year that count, in the state of knowledge.
    fn counted(&self, measures: &[&str]) -> Cond {
        self.condition(Some(measures)).add(Expr::col(Column::Dihitung).eq(true)).add(self.as_of.condition())
    }

    /// The facts of `measures` in `source`, with the quarter of each fact and the quarter in which it was finished.
    fn facts(&self, measures: Option<&[&str]>, source: Source, sign: i32) -> SelectStatement {
        let mut select = Query::select();
        select
            .columns([Column::KantorId, Column::Ukuran, Column::Dihitung, Column::Jumlah])
            .expr_as(self.quarter_of(Column::Hari), "tw")
            .expr_as(self.quarter_of(Column::HariAkhir), "akhir")
            .expr_as(Expr::value(sign), "tanda")
            .cond_where(self.condition(measures));
        match source {
            Source::Known(as_of) => select.from(super::Entity).cond_where(as_of.condition()),
            Source::Recorded(moved) => {
                let mut few = Query::select();
                // Because of the limit, the database does not search all facts of the year for the few that were recorded
                // lately.
                few.column(Asterisk).from(super::Entity).cond_where(moved).limit(i64::MAX.unsigned_abs());
                select.from_subquery(few, "baru")
            }
        };
        select
    }

    async fn read(&self, db: &impl ConnectionTrait, facts: SelectStatement) -> Result<Vec<Group>> {
        let mut query = Query::select();
        query
            .columns(["tw", "akhir", "tanda"])
            .columns([Column::KantorId, Column::Ukuran, Column::Dihitung])
            .expr_as(Expr::cust("COUNT(*)"), "banyak")
            .expr_as(Expr::cust("CAST(SUM(jumlah) AS BIGINT)"), "jumlah")
            .from_subquery(facts, "fakta_tw")
            .group_by_columns(["tw", "akhir", "tanda"])
            .group_by_columns([Column::KantorId, Column::Ukuran, Column::Dihitung]);
        let rows = db.query_all(&query).await?;
        Ok(rows.iter().map(|row| Group::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
    }

    /// The facts opened and ended since an instant, in one statement, so that none is counted twice or missed.
    async fn since(&self, db: &impl ConnectionTrait, measures: &[&str], at: DateTime<Utc>) -> Result<Vec<Group>> {
        let opened =
            Cond::all().add(Expr::col(Column::DicatatDari).gte(at)).add(Expr::col(Column::DicatatSampai).is_null());
        let ended =
            Cond::all().add(Expr::col(Column::DicatatSampai).gte(at)).add(Expr::col(Column::DicatatDari).lt(at));
        let mut facts = self.facts(Some(measures), Source::Recorded(opened), 1);
        facts.union(UnionType::All, self.facts(Some(measures), Source::Recorded(ended), -1));
        self.read(db, facts).await
    }

    /// The facts of some measures, or of all, grouped by quarter, in one pass.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn groups(&self, db: &impl ConnectionTrait, measures: Option<&[&str]>) -> Result<Vec<Group>> {
        self.read(db, self.facts(measures, Source::Known(self.as_of), 1)).await
    }

    /// Tallies of measures that count every fact, not every person once.
    ///
    /// # Errors
    /// Any database error.
    pub async fn tallies(&self, db: &impl ConnectionTrait, measures: &[&str]) -> Result<Tallies> {
        let live = self.as_of == AsOf::Now && self.until.is_none();
        let kept = if live { tally::read(db, self, measures).await? } else { None };
        let groups = match kept {
            None => self.groups(db, Some(measures)).await?,
            Some((at, mut groups)) => {
                groups.extend(self.since(db, measures, at).await?);
                groups
            }
        };
        let mut tallies = Tallies::new();
        for group in groups {
            add(&mut tallies, &group);
        }
        Ok(tallies)
    }

    /// How many persons count under each of some measures in TW1 to TW4 and in the year, in one statement. Each person counts once in a
    /// period, whatever the number of facts.
    ///
    /// # Errors
    /// Any database error.
    pub async fn persons(&self, db: &impl ConnectionTrait, measures: &[&str]) -> Result<Persons> {
        const NAMES: [&str; 5] = ["tw1", "tw2", "tw3", "tw4", "tahun"];
        let mut all = Persons::new();
        if measures.is_empty() {
            return Ok(all);
        }
        let who = || Expr::expr(identity::who());
        let mut query = Query::select();
        query.column(Column::Ukuran).from(super::Entity).group_by_col(Column::Ukuran);
        for (number, name) in (1..5).zip(NAMES) {
            let in_quarter = CaseStatement::new().case(self.quarter_of(Column::Hari).eq(number), who());
            query.expr_as(Func::count_distinct(in_quarter), name);
        }
        query.expr_as(Func::count_distinct(who()), "tahun");
        identity::join(&mut query, super::Entity, self.as_of);
        query.cond_where(self.counted(measures));
        for row in db.query_all(&query).await? {
            let five = all.entry(row.try_get("", "ukuran")?).or_default();
            for (place, name) in five.iter_mut().zip(NAMES) {
                *place = row.try_get("", name)?;
            }
        }
        Ok(all)
    }

    /// The newest counted members of TW1 to TW4 and of the year, of measures where only the last score counts, in one statement.
    ///
    /// # Errors
    /// Any database error.
    pub async fn lasts(&self, db: &impl ConnectionTrait, measures: &[&str]) -> Result<Lasts> {
        let mut all = Lasts::new();
        if measures.is_empty() {
            return Ok(all);
        }
        for row in db.query_all(&self.newest(measures)).await? {
            let member = Member::from_query_result(&row, "")?;
            let quarter = usize::try_from(row.try_get::<i32>("", "tw")? - 1).unwrap_or(4);
            let [quarters @ .., year] = all.entry(member.ukuran.clone()).or_default();
            let newer = |last: &Member| (last.hari, last.id) < (member.hari, member.id);
            if year.as_ref().is_none_or(newer) {
                *year = Some(member.clone());
            }
            if let Some(place) = quarters.get_mut(quarter) {
                *place = Some(member);
            }
        }
        Ok(all)
    }

    /// The newest counted fact of each measure and quarter.
    fn newest(&self, measures: &[&str]) -> SelectStatement {
        let mut facts = Query::select();
        facts.columns(COLUMNS).expr_as(self.quarter_of(Column::Hari), "tw").from(super::Entity);
        facts.cond_where(self.counted(measures));
        let mut newest_first = WindowStatement::new();
        newest_first
            .partition_by(Column::Ukuran)
            .partition_by("tw")
            .order_by(Column::Hari, Order::Desc)
            .order_by(Column::Id, Order::Desc);
        let mut numbered = Query::select();
        numbered.columns(COLUMNS).column("tw").from_subquery(facts, "fakta_tw");
        numbered.expr_window_as(Func::cust("ROW_NUMBER"), newest_first, "urutan");
        let mut newest = Query::select();
        newest.columns(COLUMNS).column("tw").from_subquery(numbered, "semua").and_where(Expr::col("urutan").eq(1));
        newest
    }
}

/// Adds a group to its quarter and to the year, or takes it away.
fn add(tallies: &mut Tallies, group: &Group) {
    let sign = i64::from(group.tanda);
    let five = tallies.entry(group.ukuran.clone()).or_default();
    let quarter = usize::try_from(group.tw - 1).unwrap_or(4);
    for (at, last) in [(quarter, group.tw), (4, 4)] {
        let Some(tally) = five.get_mut(at) else { continue };
        if group.dihitung {
            tally.counted += sign * group.banyak;
            tally.sum += sign * group.jumlah;
            tally.finished += if group.akhir <= last { sign * group.banyak } else { 0 };
        } else {
            tally.not_counted += sign * group.banyak;
        }
    }
}
