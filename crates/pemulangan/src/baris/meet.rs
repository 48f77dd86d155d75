//! Meeting the people of a manifest: of one line comes one record, whoever else tries at the same moment.

use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result, Tx};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::{ActiveModel, COLUMN, Column, Entity, Model, Status};
use crate::kedatangan::entity::Entity as Arrivals;
use crate::kedatangan::status::Status as Arrived;

/// What became of meeting somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Met now, by this record.
    Now,
    /// Met before: this is the record that was made then.
    Before(CatatanId),
}

/// Marks the person of a line as met by a record of a kind, in the transaction that writes the record. Of several who try
/// one succeeds, and the others are told which record it made: they must not write a second one.
///
/// # Errors
/// [`Problem::NotFound`] for a line of another office, [`Problem::Refused`] for one that was taken off the manifest.
pub async fn meet(tx: &Tx, ctx: &Ctx, line: Uuid, (kind, record): (&'static str, CatatanId)) -> Result<Met> {
    let done = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Ditemui))
        .col_expr(Column::JenisCatatan, Expr::value(kind))
        .col_expr(Column::CatatanId, Expr::value(record))
        .col_expr(Column::Versi, Expr::col(Column::Versi).add(1))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(visible(ctx, line)?)
        .filter(Column::CatatanId.is_null())
        .filter(COLUMN.status.ne(Status::Ditarik))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        return Ok(Met::Now);
    }
    let held = held(tx, ctx, line).await?;
    held.catatan_id.map(Met::Before).ok_or_else(|| taken_off("temui"))
}

/// Marks the person of a line as not come, or as expected again.
///
/// # Errors
/// [`Problem::NotFound`] for a line of another office, [`Problem::Refused`] for somebody who was met, or was taken off.
pub async fn absent(tx: &Tx, ctx: &Ctx, line: Uuid, absent: bool) -> Result<()> {
    let (from, to) =
        if absent { (Status::Diharapkan, Status::TidakDatang) } else { (Status::TidakDatang, Status::Diharapkan) };
    let done = Entity::update_many()
        .col_expr(Column::Status, Expr::value(to))
        .col_expr(Column::Versi, Expr::col(Column::Versi).add(1))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(visible(ctx, line)?)
        .filter(COLUMN.status.eq(from))
        .exec(&**tx)
        .await?;
    let held = if done.rows_affected == 1 { return Ok(()) } else { held(tx, ctx, line).await? };
    match held.status {
        status if status == to => Ok(()),
        Status::Ditemui => Err(Problem::Refused {
            status: held.status.code(),
            command: "tidak-datang",
            allowed: Vec::new(),
            detail: "Orang ini sudah ditemui dan tercatat. Bila keliru, batalkan catatannya.".to_owned(),
        }),
        _ => Err(taken_off("tidak-datang")),
    }
}

/// Frees the line of a record that was withdrawn: its person is expected again, or did not come where the arrival is done.
///
/// # Errors
/// What the database says.
pub(crate) async fn unmeet(tx: &Tx, record: CatatanId) -> Result<()> {
    let Some(line) = Entity::find().filter(Column::CatatanId.eq(record)).one(&**tx).await? else { return Ok(()) };
    let arrival = Arrivals::find_by_id(line.kedatangan_id).one(&**tx).await?;
    let over = arrival.is_some_and(|arrival| arrival.status == Arrived::Selesai);
    let row = ActiveModel {
        id: Unchanged(line.id),
        status: Set(if over { Status::TidakDatang } else { Status::Diharapkan }),
        jenis_catatan: Set(None),
        catatan_id: Set(None),
        diambil_oleh: Set(None),
        diambil_pada: Set(None),
        versi: Set(line.versi + 1),
        diubah_pada: Set(tx.at),
        ..Default::default()
    };
    row.update(&**tx).await?;
    Ok(())
}

/// Meets the line of a record that was restored: the one that announces the same person.
///
/// # Errors
/// [`Problem::Refused`] where that person was recorded anew meanwhile; what the database says.
pub(crate) async fn remeet(
    tx: &Tx,
    (arrival, person): (CatatanId, OrangId),
    (kind, record): (&'static str, CatatanId),
) -> Result<()> {
    let person = people::find(&**tx, person).await?;
    let born = COLUMN.nama_baku.eq(person.nama_baku.as_str()).and(COLUMN.tanggal_lahir.eq(person.tanggal_lahir));
    let same = Condition::any()
        .add_option(person.nik_indeks.map(|index| COLUMN.nik_indeks.eq(index)))
        .add_option(person.dokumen_indeks.map(|index| COLUMN.dokumen_indeks.eq(index)))
        .add(born);
    let own = Entity::find().filter(Column::KedatanganId.eq(arrival)).filter(same).order_by_asc(Column::Baris);
    let lines = own.all(&**tx).await?;
    let Some(free) = lines.iter().find(|line| line.catatan_id.is_none() && line.status != Status::Ditarik) else {
        if lines.iter().any(|line| line.catatan_id.is_some()) {
            let detail =
                "Orang di baris manifesnya sudah dicatat lagi. Pakai catatan itu, atau batalkan dahulu yang itu.";
            let (status, command) = (Status::Ditemui.code(), "pulihkan");
            return Err(Problem::Refused { status, command, allowed: Vec::new(), detail: detail.to_owned() });
        }
        return Ok(());
    };
    let row = ActiveModel {
        id: Unchanged(free.id),
        status: Set(Status::Ditemui),
        jenis_catatan: Set(Some(kind.to_owned())),
        catatan_id: Set(Some(record)),
        versi: Set(free.versi + 1),
        diubah_pada: Set(tx.at),
        ..Default::default()
    };
    row.update(&**tx).await?;
    Ok(())
}

fn visible(ctx: &Ctx, line: Uuid) -> Result<sea_orm::sea_query::Expr> {
    ctx.actor.require(Permission::Pemulangan)?;
    Ok(Expr::col(Column::Id).eq(line).and(ctx.of_offices(Column::KantorId)))
}

async fn held(tx: &Tx, ctx: &Ctx, line: Uuid) -> Result<Model> {
    Entity::find().filter(visible(ctx, line)?).one(&**tx).await?.ok_or(Problem::NotFound)
}

fn taken_off(command: &'static str) -> Problem {
    Problem::Refused {
        status: Status::Ditarik.code(),
        command,
        allowed: Vec::new(),
        detail: "Orang ini sudah ditarik dari manifes. Catat sebagai orang di luar manifes bila tetap datang."
            .to_owned(),
    }
}
