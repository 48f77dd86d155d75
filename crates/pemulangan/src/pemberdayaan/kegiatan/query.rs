//! What is there of activities.

use kernel::db::nowhere;
use kernel::{CatatanId, Ctx, Day, Result};
use records::Kind;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Order, Query, SelectStatement};

use super::super::Pemberdayaan;
use super::super::status::Status;
use crate::kepulangan::recent::{self, Recent, col};

/// How many activities are shown.
const MOST: u64 = 200;

/// An activity: all participations of its name, day and place.
pub(super) struct Activity {
    pub name: String,
    pub day: Day,
    pub place: Option<String>,
    pub listed: i64,
    pub came: i64,
    pub stayed_away: i64,
}

/// The participations that the actor's offices see.
fn participations(ctx: &Ctx) -> SelectStatement {
    Query::select()
        .from("pemberdayaan")
        .and_where(ctx.of_offices("kantor_id"))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned()
}

/// The activities, the latest first.
pub(super) async fn activities(ctx: &Ctx) -> Result<Vec<Activity>> {
    ctx.actor.require(Pemberdayaan::INFO.permission)?;
    let many = |status: Status| {
        let own = Expr::col("status").eq(status.code());
        Expr::expr(CaseStatement::new().case(own, 1).finally(0)).sum()
    };
    let query = participations(ctx)
        .columns(["kegiatan", "tanggal", "tempat"])
        .expr_as(Expr::col("id").count(), "terdaftar")
        .expr_as(many(Status::Hadir), "hadir")
        .expr_as(many(Status::TidakHadir), "tidak_hadir")
        .group_by_columns(["kegiatan", "tanggal", "tempat"])
        .order_by("tanggal", Order::Desc)
        .order_by("kegiatan", Order::Asc)
        .limit(MOST)
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    let one = |row: &sea_orm::QueryResult| {
        Ok(Activity {
            name: row.try_get("", "kegiatan")?,
            day: row.try_get("", "tanggal")?,
            place: row.try_get("", "tempat")?,
            listed: row.try_get("", "terdaftar")?,
            came: row.try_get("", "hadir")?,
            stayed_away: row.try_get("", "tidak_hadir")?,
        })
    };
    rows.iter().map(one).collect()
}

/// The participations of an activity, in the order in which they were recorded.
pub(super) async fn of(ctx: &Ctx, (name, day, place): (&str, Day, Option<&str>)) -> Result<Vec<CatatanId>> {
    let there = place.map_or_else(|| Expr::col("tempat").is_null(), |place| Expr::col("tempat").eq(place));
    let query = participations(ctx)
        .column("id")
        .and_where(there)
        .and_where(Expr::col("kegiatan").eq(name))
        .and_where(Expr::col("tanggal").eq(day))
        .order_by("id", Order::Asc)
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    rows.iter().map(|row| Ok(CatatanId(row.try_get("", "id")?))).collect()
}

/// Grown-ups who came home and took part in nothing yet.
pub(super) async fn candidates(ctx: &Ctx, area: Option<&str>) -> Result<Vec<Recent>> {
    let took_part = Query::select()
        .column("orang_id")
        .from("pemberdayaan")
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned();
    let mut query = recent::select(ctx, area);
    query.and_where(col("kelompok_usia").is_null().or(col("kelompok_usia").eq("dewasa"))).and_where(nowhere(
        col("orang_id"),
        "orang_id",
        took_part,
    ));
    recent::read(ctx, &query).await
}
