//! Snapshots (`cuplikan`): every figure of an agreement as it stood at the end of a day.

use std::collections::BTreeSet;

use kernel::{Ctx, Day, KantorId, Result, figure};
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::agreement::{Agreement, Agreements};
use crate::compute::{Known, Value};
use crate::table::{self, Figure, Line};

/// A figure as it stood at the end of a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cuplikan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The day.
    pub tanggal: Day,
    /// The office, with those below it.
    pub kantor_id: KantorId,
    /// The agreement.
    pub perjanjian: String,
    /// Its version.
    pub perjanjian_versi: i64,
    /// The indicator.
    pub indikator: String,
    /// The version of its definition.
    pub definisi_versi: i64,
    /// The year.
    pub tahun: i64,
    /// The quarter; 0 for the year.
    pub tw: i64,
    /// Members that count.
    pub pembilang: Option<i64>,
    /// All members of a share's whole.
    pub penyebut: Option<i64>,
    /// The figure, rounded to its decimals.
    pub nilai: Option<String>,
    /// Capaian in percent, rounded and uncapped.
    pub capaian: Option<String>,
    /// When it was struck.
    pub dihitung_pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps the figures of an agreement as they stood at the end of a day. The ledger makes it the same whenever it is
/// done; what is kept already stays.
///
/// # Errors
/// What the database says.
pub async fn keep(ctx: &Ctx, agreements: &Agreements, agreement: &Agreement, day: Day) -> Result<usize> {
    let iku = table::build(ctx, agreements, agreement, Known::AtEndOf(day)).await?;
    let tx = ctx.begin().await?;
    let mut rows = Vec::new();
    for line in &iku.lines {
        let figures = line.quarters.iter().chain([&line.year]).zip([1, 2, 3, 4, 0]);
        rows.extend(figures.map(|(figure, tw)| row(&tx, ctx, agreement, line, figure, (day, tw))));
    }
    let count = rows.len();
    Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await?;
    Ok(count)
}

/// The days of a span, its last one left out, of which figures are kept.
///
/// # Errors
/// What the database says.
pub async fn nights(db: &impl ConnectionTrait, (from, until): (Day, Day)) -> Result<BTreeSet<Day>> {
    let days: Vec<Day> = Entity::find()
        .select_only()
        .column(Column::Tanggal)
        .distinct()
        .filter(Column::Tanggal.gte(from))
        .filter(Column::Tanggal.lt(until))
        .into_tuple()
        .all(db)
        .await?;
    Ok(days.into_iter().collect())
}

fn row(
    tx: &kernel::Tx,
    ctx: &Ctx,
    agreement: &Agreement,
    line: &Line,
    figure: &Figure,
    (day, tw): (Day, i64),
) -> ActiveModel {
    let value = match &figure.value {
        Value::NoData => None,
        Value::Number(number) => Some(figure::round(*number, line.indicator.decimals).to_string()),
        Value::Category(category) => Some(category.clone()),
    };
    ActiveModel {
        id: Set(tx.id()),
        tanggal: Set(day),
        kantor_id: Set(ctx.actor.office),
        perjanjian: Set(agreement.code.clone()),
        perjanjian_versi: Set(agreement.version.into()),
        indikator: Set(line.indicator.id.to_owned()),
        definisi_versi: Set(figure.definition.into()),
        tahun: Set(agreement.year.into()),
        tw: Set(tw),
        pembilang: Set(Some(figure.numerator)),
        penyebut: Set(figure.denominator),
        nilai: Set(value),
        capaian: Set(figure.capaian.map(|c| figure::round(c, 2).to_string())),
        dihitung_pada: Set(tx.at),
    }
}
