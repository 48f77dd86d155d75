//! What stands on the board: counts, of the actor's offices, as they are now.

use std::collections::HashMap;

use chrono::Days;
use kernel::db::nowhere;
use kernel::{CatatanId, Ctx, Day, Permission, Result};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use pemulangan::baris::entity as line;
use pemulangan::kedatangan::entity as arrival;
use pemulangan::kedatangan::status::Status as Stage;
use pemulangan::kepulangan::entity as back;
use pemulangan::kepulangan::status::Status;

/// How many days back somebody who has arrived and not gone on is still looked for at the desk.
const DAYS: u64 = 30;

/// The board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Flights of today, by hour.
    pub today: Vec<Flight>,
    /// Flights of tomorrow.
    pub tomorrow: Vec<Flight>,
    /// People who came in the last [`DAYS`] days and have neither gone on nor been handed over.
    pub waiting: i64,
    /// People in the shelter.
    pub shelter: i64,
    /// People in hospital.
    pub hospital: i64,
    /// People on the way home.
    pub away: i64,
}

/// A flight or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flight {
    /// Flight number, or the name of the group.
    pub name: String,
    /// Hour of arrival.
    pub hour: Option<String>,
    /// Terminal.
    pub terminal: Option<String>,
    /// Airport, city or country that it comes from.
    pub from: Option<String>,
    /// How many are expected: lines of the manifest, or how many were announced.
    pub expected: i64,
    /// How many of them were met.
    pub met: i64,
    /// How many came who stand in no line.
    pub extra: i64,
    /// How many did not come.
    pub absent: i64,
    /// Whether everybody was met or is known not to have come.
    pub done: bool,
}

/// Counts what stands on the board. It shows nobody, so it leaves no trace.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub async fn board(ctx: &Ctx) -> Result<Board> {
    ctx.actor.require(Permission::Pemulangan)?;
    let today = ctx.today();
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    // A flight that landed before midnight stands there until its people are received.
    let late = Expr::col(arrival::Column::TibaPada)
        .eq(yesterday)
        .and(Expr::col(arrival::Column::Status).eq(Stage::Berlangsung.code()));
    let arrivals = arrival::Entity::find()
        .filter(ctx.of_offices(arrival::Column::KantorId.as_column_ref()))
        .filter(arrival::Column::DibatalkanPada.is_null())
        .filter(Expr::col(arrival::Column::TibaPada).is_in([today, tomorrow]).or(late))
        .order_by_asc(arrival::Column::TibaPada)
        .order_by_asc(arrival::Column::TibaJam)
        .order_by_asc(arrival::Column::Id)
        .all(ctx.db())
        .await?;
    let mut board = people(ctx, today).await?;
    for (day, flight) in flights(ctx, arrivals).await? {
        if day == tomorrow { board.tomorrow.push(flight) } else { board.today.push(flight) }
    }
    Ok(board)
}

/// Arrivals, each with its day and what became of its people, in the order in which they are given.
pub(crate) async fn flights(ctx: &Ctx, arrivals: Vec<arrival::Model>) -> Result<Vec<(Day, Flight)>> {
    let ids: Vec<CatatanId> = arrivals.iter().map(|arrival| arrival.id).collect();
    let (lines, extra) = (lines(ctx, &ids).await?, extra(ctx, &ids).await?);
    let mut flights = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let of = |status| lines.get(&(arrival.id, line::Status::code(status))).copied().unwrap_or_default();
        let named = of(line::Status::Diharapkan) + of(line::Status::Ditemui) + of(line::Status::TidakDatang);
        let flight = Flight {
            expected: if named > 0 { named } else { arrival.jumlah_diharapkan.unwrap_or_default() },
            met: of(line::Status::Ditemui),
            extra: extra.get(&arrival.id.0).copied().unwrap_or_default(),
            absent: of(line::Status::TidakDatang),
            done: arrival.selesai_pada.is_some(),
            from: arrival.asal.or_else(|| country(ctx, arrival.negara.as_deref())),
            name: arrival.penerbangan,
            hour: arrival.tiba_jam,
            terminal: arrival.terminal,
        };
        flights.push((arrival.tiba_pada, flight));
    }
    Ok(flights)
}

fn country(ctx: &Ctx, code: Option<&str>) -> Option<String> {
    ctx.house.reference.country(code?).map(|country| country.name.clone())
}

/// How many lines of each arrival are in which state.
async fn lines(ctx: &Ctx, arrivals: &[CatatanId]) -> Result<HashMap<(CatatanId, &'static str), i64>> {
    let rows: Vec<(CatatanId, line::Status, i64)> = line::Entity::find()
        .select_only()
        .columns([line::Column::KedatanganId, line::Column::Status])
        .column_as(line::Column::Id.count(), "banyaknya")
        .filter(line::Column::KedatanganId.is_in(arrivals.iter().copied()))
        .group_by(line::Column::KedatanganId)
        .group_by(line::Column::Status)
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(rows.into_iter().map(|(arrival, status, many)| ((arrival, status.code()), many)).collect())
}

/// How many returns of each arrival were made of no line.
async fn extra(ctx: &Ctx, arrivals: &[CatatanId]) -> Result<HashMap<Uuid, i64>> {
    let made = Query::select()
        .column(line::Column::CatatanId)
        .from(line::Entity)
        .and_where(Expr::col(line::Column::CatatanId).is_not_null())
        .and_where(Expr::col(line::Column::KedatanganId).is_in(arrivals.iter().map(|id| id.0)))
        .to_owned();
    let rows: Vec<(Uuid, i64)> = back::Entity::find()
        .select_only()
        .column(back::Column::KedatanganId)
        .column_as(back::Column::Id.count(), "banyaknya")
        .filter(back::Column::KedatanganId.is_in(arrivals.iter().map(|id| id.0)))
        .filter(back::Column::DibatalkanPada.is_null())
        .filter(nowhere(Expr::col((back::Entity, back::Column::Id)), line::Column::CatatanId, made))
        .group_by(back::Column::KedatanganId)
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Where the people are who have not been handed over.
async fn people(ctx: &Ctx, today: Day) -> Result<Board> {
    let since = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    let lately = Cond::any()
        .add(Expr::col(back::Column::Status).ne(Status::Tiba.code()))
        .add(Expr::col(back::Column::TibaPada).gte(since));
    let rows: Vec<(Status, i64)> = back::Entity::find()
        .select_only()
        .column(back::Column::Status)
        .column_as(back::Column::Id.count(), "banyaknya")
        .filter(ctx.of_offices(back::Column::KantorId.as_column_ref()))
        .filter(back::Column::DibatalkanPada.is_null())
        .filter(Expr::col(back::Column::Status).ne(Status::Selesai.code()))
        .filter(lately)
        .group_by(back::Column::Status)
        .into_tuple()
        .all(ctx.db())
        .await?;
    let mut board = Board::default();
    for (status, many) in rows {
        match status {
            Status::Tiba => board.waiting = many,
            Status::Dirawat => board.hospital = many,
            Status::Ditampung => board.shelter = many,
            Status::Dipulangkan => board.away = many,
            Status::Selesai => {}
        }
    }
    Ok(board)
}
