//! What is worth a look before a period is closed.

use chrono::Days;
use kernel::{Ctx, Result, figure};
use rust_decimal::Decimal;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::entity::{Model, angka};
use crate::{audit, snapshot};

/// A point of the check list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its name.
    pub kode: String,
    /// What was looked at, in Indonesian.
    pub judul: String,
    /// How many there are; 0 is as it should be.
    pub banyak: i64,
    /// What stands out, in Indonesian.
    pub rincian: String,
    /// The item of the agreement that it is about, if it is about one.
    pub no: Option<i64>,
}

/// Days after the end of a period from which an entry is late.
const LATE_DAYS: u64 = 7;

fn point(code: &str, title: &str, count: i64, detail: String, no: Option<i64>) -> Point {
    Point { kode: code.to_owned(), judul: title.to_owned(), banyak: count, rincian: detail, no }
}

/// Looks through the figures of a closing that is being prepared.
///
/// # Errors
/// What the database says.
pub(super) async fn look(ctx: &Ctx, closing: &Model, rows: &[angka::Model]) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = rows.iter().filter_map(unfinished).chain(rows.iter().filter_map(empty)).collect();
    points.push(late(ctx, closing).await?);
    points.push(since_last_night(ctx, closing, rows).await?);
    points.push(audit_point(ctx).await?);
    Ok(points)
}

/// Members of a whole that are not finished: complaints not handled or without a SISKOP2MI number, claims not paid,
/// items of the action plan without evidence.
fn unfinished(row: &angka::Model) -> Option<Point> {
    let (indicator, _) = row.definition()?;
    let open = row.penyebut? - row.pembilang;
    let (code, title) = match row.indikator.as_str() {
        "pengaduan-siskop2mi" => ("tanpa-siskop2mi", "Pengaduan tanpa nomor SISKOP2MI".to_owned()),
        "implementasi-kerja-sama" => ("tanpa-bukti", "Butir rencana aksi tanpa pelaksanaan dan bukti".to_owned()),
        _ => ("belum-selesai", format!("{}: belum masuk pembilang pada akhir masa", indicator.title)),
    };
    let detail = if open == 0 {
        "Semua sudah.".to_owned()
    } else {
        format!("{} dari {} {}.", figure::whole(open), figure::whole(row.penyebut?), indicator.unit)
    };
    Some(point(code, &title, open, detail, Some(row.no)))
}

/// Scores that nobody has recorded with evidence.
fn empty(row: &angka::Model) -> Option<Point> {
    let (indicator, definition) = row.definition()?;
    let missing = row.nilai.is_none() && row.kategori.is_none();
    (definition.is_score() && missing).then(|| {
        let title = format!("{}: belum ada nilai dengan bukti", indicator.title);
        point("tanpa-nilai", &title, 1, "Angka ini akan ditutup sebagai belum ada data.".to_owned(), Some(row.no))
    })
}

/// Facts of the period that were recorded, or changed, long after its end.
async fn late(ctx: &Ctx, closing: &Model) -> Result<Point> {
    use kernel::ledger::{Column, Entity};
    let period = closing.period()?;
    let limit = period.until.checked_add_days(Days::new(LATE_DAYS)).unwrap_or(period.until);
    let count = Entity::find()
        .filter(Column::KantorId.is_in(closing.offices()?))
        .filter(Column::Hari.gte(period.from))
        .filter(Column::Hari.lt(period.until))
        .filter(Column::DicatatSampai.is_null())
        .filter(Column::DicatatDari.gte(kernel::period::start_of(limit)))
        .count(ctx.db())
        .await?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let detail = if count == 0 {
        format!("Tidak ada yang dicatat atau diubah lebih dari {LATE_DAYS} hari setelah masa berakhir.")
    } else {
        format!("{} fakta dicatat atau diubah lebih dari {LATE_DAYS} hari setelah masa berakhir.", figure::whole(count))
    };
    Ok(point("terlambat-dicatat", "Catatan yang masuk terlambat", count, detail, None))
}

/// Figures that are not those of the newest snapshot.
async fn since_last_night(ctx: &Ctx, closing: &Model, rows: &[angka::Model]) -> Result<Point> {
    let title = "Berubah sejak cuplikan malam terakhir";
    let newest = snapshot::Entity::find()
        .filter(snapshot::COLUMN.perjanjian.eq(closing.perjanjian.as_str()))
        .filter(snapshot::COLUMN.tahun.eq(closing.tahun))
        .filter(snapshot::COLUMN.kantor_id.eq(closing.kantor_id))
        .order_by_desc(snapshot::Column::Tanggal)
        .one(ctx.db())
        .await?;
    let Some(newest) = newest else {
        return Ok(point("beda-cuplikan", title, 1, "Belum pernah ada cuplikan malam.".to_owned(), None));
    };
    let kept = snapshot::Entity::find()
        .filter(snapshot::COLUMN.perjanjian.eq(closing.perjanjian.as_str()))
        .filter(snapshot::COLUMN.tahun.eq(closing.tahun))
        .filter(snapshot::COLUMN.kantor_id.eq(closing.kantor_id))
        .filter(snapshot::Column::Tanggal.eq(newest.tanggal))
        .filter(snapshot::COLUMN.tw.eq(closing.tw))
        .all(ctx.db())
        .await?;
    let changed: Vec<String> = rows
        .iter()
        .filter(|row| {
            kept.iter().any(|held| {
                held.indikator == row.indikator
                    && ((held.pembilang, held.penyebut) != (Some(row.pembilang), row.penyebut)
                        || !same_value(held, row))
            })
        })
        .map(|row| row.no.to_string())
        .collect();
    let day = kernel::period::written(newest.tanggal);
    let detail = if changed.is_empty() {
        format!("Sama dengan cuplikan {day}.")
    } else {
        format!("Butir {} tidak sama dengan cuplikan {day}.", changed.join(", "))
    };
    Ok(point("beda-cuplikan", title, i64::try_from(changed.len()).unwrap_or_default(), detail, None))
}

/// Whether a snapshot holds the value of a figure, at the precision at which it was kept.
fn same_value(held: &snapshot::Model, row: &angka::Model) -> bool {
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    match (number(&held.nilai), number(&row.nilai)) {
        (Some(held), Some(struck)) => figure::round(struck, held.scale()) == held,
        _ => held.nilai.as_ref() == row.nilai.as_ref().or(row.kategori.as_ref()),
    }
}

async fn audit_point(ctx: &Ctx) -> Result<Point> {
    let count = audit::open_findings(ctx).await?;
    let detail =
        if count == 0 { "Audit terakhir tidak menemukan apa pun." } else { "Selesaikan temuan audit sebelum menutup." };
    Ok(point("temuan-audit", "Temuan audit malam terakhir", count, detail.to_owned(), None))
}
