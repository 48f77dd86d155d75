//! What the report says beside who came: the flights and who did not come, the beds of the shelter, and who wrote it down.

use std::collections::BTreeMap;

use kernel::{CatatanId, Ctx, Day, Result, history};
use pemulangan::kedatangan::entity as arrival;
use pemulangan::layanan::{Bed, beds};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::parts;
use web::sheet::Cell;

use super::report::Report;
use crate::papan::{Flight, flights};

/// Beside who came.
pub(super) struct Beside {
    /// Flights of this part of the day, and those whose people were met in it.
    pub flights: Vec<(Day, Flight)>,
    /// The beds of the shelter on the day.
    pub beds: Vec<Bed>,
    /// Who wrote down how many of those who came.
    pub officers: Vec<(String, i64)>,
}

/// A table: the heads of its columns, and its rows.
pub(super) type Table = (Vec<&'static str>, Vec<Vec<Cell>>);

/// Reads what stands beside those who came. It names nobody who came.
pub(super) async fn read(ctx: &Ctx, report: &Report) -> Result<Beside> {
    let came: Vec<CatatanId> = report.came.iter().map(|came| came.id).collect();
    let (day, hour) = (Expr::col(arrival::Column::TibaPada), Expr::col(arrival::Column::TibaJam));
    let met = Query::select()
        .column("kedatangan_id")
        .from("kepulangan")
        .and_where(Expr::col("id").is_in(came.iter().map(|id| id.0)))
        .and_where(Expr::col("kedatangan_id").is_not_null())
        .to_owned();
    let either = report.which.condition(report.day, (&day, &hour));
    let either = sea_orm::Condition::any().add(either).add(Expr::col(arrival::Column::Id).in_subquery(met));
    let arrivals = arrival::Entity::find()
        .filter(ctx.of_offices(arrival::Column::KantorId.as_column_ref()))
        .filter(arrival::Column::DibatalkanPada.is_null())
        .filter(either)
        .order_by_asc(arrival::Column::TibaPada)
        .order_by_asc(arrival::Column::TibaJam)
        .order_by_asc(arrival::Column::Id)
        .all(ctx.db())
        .await?;
    Ok(Beside {
        flights: flights(ctx, arrivals).await?,
        beds: beds(ctx, report.day).await?,
        officers: officers(ctx, &came).await?,
    })
}

/// Who recorded how many of these returns, the most first.
async fn officers(ctx: &Ctx, came: &[CatatanId]) -> Result<Vec<(String, i64)>> {
    let mut many: BTreeMap<String, i64> = BTreeMap::new();
    for chunk in came.chunks(kernel::db::chunk_rows(1)) {
        let rows: Vec<String> = history::Entity::find()
            .select_only()
            .column(history::Column::Pelaku)
            .filter(history::Column::Jenis.eq("kepulangan"))
            .filter(history::Column::Versi.eq(1_i64))
            .filter(history::Column::CatatanId.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(ctx.db())
            .await?;
        for name in rows {
            *many.entry(name).or_default() += 1;
        }
    }
    let mut all: Vec<(String, i64)> = many.into_iter().collect();
    all.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    Ok(all)
}

impl Beside {
    /// How many who were expected did not come.
    pub(super) fn absent(&self) -> i64 {
        self.flights.iter().map(|(_, flight)| flight.absent).sum()
    }

    /// How many beds are given, and how many are free.
    pub(super) fn beds(&self) -> (usize, usize) {
        let given = self.beds.iter().filter(|bed| bed.given.is_some()).count();
        (given, self.beds.len() - given)
    }

    /// The tables, each with its title.
    pub(super) fn tables(&self, ctx: &Ctx) -> [(&'static str, Table); 3] {
        [("Penerbangan", self.flown()), ("Tempat tidur", self.slept(ctx)), ("Petugas", self.wrote())]
    }

    fn flown(&self) -> Table {
        let heads =
            vec!["Tanggal", "Jam", "Penerbangan", "Dari", "Diharapkan", "Ditemui", "Di luar manifes", "Tidak datang"];
        let row = |(day, flight): &(Day, Flight)| {
            vec![
                Cell::Day(*day),
                flight.hour.clone().into(),
                flight.name.clone().into(),
                flight.from.clone().into(),
                Cell::Whole(flight.expected),
                Cell::Whole(flight.met),
                Cell::Whole(flight.extra),
                Cell::Whole(flight.absent),
            ]
        };
        (heads, self.flights.iter().map(row).collect())
    }

    fn slept(&self, ctx: &Ctx) -> Table {
        let heads = vec!["Kantor", "Tempat tidur", "Keadaan", "Layanan", "Sejak", "Sampai", "Malam"];
        let day = |day: Option<Day>| day.map_or(Cell::Empty, Cell::Day);
        let row = |bed: &Bed| {
            let office = ctx.house.offices.by_id(bed.office).map(|office| office.name.clone());
            let given = bed.given.as_ref();
            vec![
                office.into(),
                bed.name.clone().into(),
                if given.is_some() { "terisi" } else { "kosong" }.into(),
                given.map(|given| given.number.clone()).into(),
                day(given.map(|given| given.since)),
                day(given.and_then(|given| given.until)),
                given.map_or(Cell::Empty, |given| Cell::Whole(given.nights)),
            ]
        };
        (heads, self.beds.iter().map(row).collect())
    }

    fn wrote(&self) -> Table {
        let row = |(name, many): &(String, i64)| vec![name.clone().into(), Cell::Whole(*many)];
        (vec!["Petugas", "Dicatat"], self.officers.iter().map(row).collect())
    }
}

/// A head as it stands on paper: that of numbers is marked.
pub(super) fn on_paper(head: &str) -> String {
    const NUMBERS: [&str; 7] =
        ["Jumlah", "Diharapkan", "Ditemui", "Di luar manifes", "Tidak datang", "Malam", "Dicatat"];
    if NUMBERS.contains(&head) { format!("{head}#") } else { head.to_owned() }
}

/// A cell as a page shows it.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Day(day) => parts::day(*day),
        other => other.text(),
    }
}
