//! Receiving one person: of a line, or somebody whom no manifest announced.

use std::collections::HashSet;

use chrono_tz::Asia::Jakarta;
use kernel::access::Read;
use kernel::form::{FieldKind, Form};
use kernel::{CatatanId, Ctx, FieldError, Permission, Problem, Result};
use records::{AnyKind, OTHER, Registry};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::arrival;
use super::line::{Line, Said, trace};
use super::tercatat;
use crate::terima::{self, Received};
use pemulangan::baris::{Column, Entity, Model, Status};
use pemulangan::kedatangan::entity::Model as Arrival;
use pemulangan::kedatangan::status::Status as Arrived;

/// What became of somebody.
pub(super) enum Done {
    /// Recorded now: the record and its number.
    New(CatatanId, String),
    /// Recorded before, by this record.
    Before(CatatanId),
    /// Not recorded: what is wrong.
    Wrong(Vec<FieldError>),
}

/// One line, opened in full, with the trace of it.
///
/// # Errors
/// [`Problem::NotFound`] for a line of another arrival or office.
pub(super) async fn one(ctx: &Ctx, arrival: &Arrival, line: Uuid) -> Result<Line> {
    let row = find(ctx.db(), arrival, line).await?;
    trace(ctx, Read { action: "buka", kind: "manifes", revealed: true }, std::slice::from_ref(&row)).await?;
    Ok(Line { said: Said::open(ctx, &row.isi_sandi)?, row })
}

async fn find(db: &impl ConnectionTrait, arrival: &Arrival, line: Uuid) -> Result<Model> {
    let row = Entity::find_by_id(line).filter(Column::KedatanganId.eq(arrival.id)).one(db).await?;
    row.ok_or(Problem::NotFound)
}

/// The form of somebody of an arrival, filled in with what is known.
pub(super) fn prefilled(ctx: &Ctx, arrival: &Arrival, kind: &dyn AnyKind, claims: Option<&Said>) -> Form {
    let mut form = claims.map(|claims| claims.isi.clone()).unwrap_or_default();
    let day = Ord::min(arrival.tiba_pada, ctx.today());
    form.insert(kind.info().day.into(), day.to_string());
    let hour = ctx.now().with_timezone(&Jakarta).format("%H:%M").to_string();
    form.insert("tiba_jam".to_owned(), hour.clone());
    if let Some(country) = &arrival.negara {
        form.entry("negara".to_owned()).or_insert_with(|| country.clone());
    }
    if arrival::stopped(arrival) {
        let by = arrival.jenis_dasar.as_deref().filter(|basis| *basis == "daftar_imigrasi").map(|_| "imigrasi");
        let pairs = [("sumber", by), ("nomor_surat", arrival.dasar_surat.as_deref().filter(|text| text.len() <= 80))];
        form.extend(pairs.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?.to_owned()))));
        // A list of Imigrasi may name a flight for each.
        form.entry("penerbangan".to_owned()).or_insert_with(|| arrival.penerbangan.clone());
        form.insert("diterima_jam".to_owned(), hour.clone());
    }
    if let Some(field) = link(kind) {
        form.insert(field.to_owned(), arrival.nomor.clone());
    }
    let fields = kind.fields();
    form.retain(|key, _| key == OTHER || fields.iter().any(|field| field.key == key));
    form
}

/// The field of a kind that names the arrival.
pub(super) fn link(kind: &dyn AnyKind) -> Option<&'static str> {
    kind.fields().into_iter().find(|field| field.kind == FieldKind::Link("kedatangan")).map(|field| field.key)
}

/// Records somebody, and marks the line; of several who try one succeeds.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Refused`] when the arrival is not open or the line was taken off.
pub(super) async fn receive(
    ctx: &Ctx,
    registry: &Registry,
    arrival: &Arrival,
    line: Option<Uuid>,
    (form, id): (Form, Option<Uuid>),
) -> Result<Done> {
    ctx.actor.require(Permission::Pemulangan)?;
    let kind = arrival::kind(registry, arrival)?;
    let mut tx = ctx.begin().await?;
    // Whoever comes at the same moment as the first waits here, and finds it begun.
    let arrival = arrival::hold(&tx, arrival, arrival.status == Arrived::Tercatat).await?;
    if let Some(line) = line {
        let row =
            Entity::find_by_id(line).filter(Column::KedatanganId.eq(arrival.id)).lock_exclusive().one(&*tx).await?;
        let row = row.ok_or(Problem::NotFound)?;
        if let Some(before) = row.catatan_id {
            return Ok(Done::Before(before));
        }
        if row.status == Status::TidakDatang {
            super::absent(&tx, ctx, line, false).await?;
        }
    }
    arrival::open(ctx, &arrival, "temui")?;
    arrival::begin(&mut tx, ctx, &arrival).await?;
    match terima::receive(&tx, ctx, kind, (form, id), line).await {
        Ok(Received::New(record, number)) => {
            tx.commit().await?;
            Ok(Done::New(record, number))
        }
        Ok(Received::Known(record, number)) if line.is_some() => {
            tx.commit().await?;
            Ok(Done::New(record, number))
        }
        Ok(Received::Known(record, _) | Received::Before(record)) => Ok(Done::Before(record)),
        Ok(Received::Another(_, number)) => {
            let message = format!(
                "Isian ini sama persis dengan {number}, yang sudah tercatat untuk baris lain. Bila orangnya memang lain, tulis \
                 pembedanya di Keterangan."
            );
            Ok(Done::Wrong(vec![FieldError::new("keterangan", message)]))
        }
        Err(Problem::Invalid(errors)) => tx.refuse(ctx, Ok(Done::Wrong(errors))).await,
        Err(other) => Err(other),
    }
}

/// Meets a line by a record that stands already, because somebody said that it is about the same happening.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::Refused`] as [`receive`]; [`Problem::Invalid`] at `selain` for a record that cannot be meant.
pub(super) async fn same(ctx: &Ctx, arrival: &Arrival, (line, record): (Uuid, CatatanId), form: &Form) -> Result<Done> {
    ctx.actor.require(Permission::Pemulangan)?;
    let mut tx = ctx.begin().await?;
    let arrival = arrival::hold(&tx, arrival, arrival.status == Arrived::Tercatat).await?;
    arrival::open(ctx, &arrival, "temui")?;
    let row = Entity::find_by_id(line).filter(Column::KedatanganId.eq(arrival.id)).lock_exclusive().one(&*tx).await?;
    let row = row.ok_or(Problem::NotFound)?;
    if let Some(before) = row.catatan_id {
        return Ok(Done::Before(before));
    }
    let mut form = form.clone();
    form.remove(OTHER);
    let found = tercatat::kind_of(&arrival).once(ctx, &*tx, &mut form).await?;
    let Some(meant) = found.into_iter().find(|one| one.id == record) else {
        let detail = "Catatan yang dipilih bukan orang dan hari yang sama. Pilih lagi.";
        return Err(Problem::field(OTHER, detail));
    };
    if !tercatat::fits(&tx, &arrival, record).await? {
        let detail = format!(
            "{} milik baris, penerbangan atau kantor lain. Pilih kedatangan lain, atau tandai baris ini tidak datang.",
            meant.number
        );
        return Err(Problem::field(OTHER, detail));
    }
    arrival::begin(&mut tx, ctx, &arrival).await?;
    tercatat::join(&mut tx, ctx, &arrival, (line, record)).await?;
    tx.commit().await?;
    Ok(Done::New(record, meant.number))
}

/// The records of an arrival that no line was made into: people whom the manifest did not announce. Withdrawn ones are left out.
///
/// # Errors
/// What the database says.
pub(super) async fn extra(ctx: &Ctx, kind: &dyn AnyKind, arrival: &Arrival, lines: &[Line]) -> Result<Vec<CatatanId>> {
    let Some(field) = link(kind) else { return Ok(Vec::new()) };
    let query = Query::select()
        .column("id")
        .from(kind.info().table)
        .and_where(Expr::col(format!("{field}_id")).eq(arrival.id.0))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .order_by("id", sea_orm::sea_query::Order::Asc)
        .to_owned();
    let met: HashSet<CatatanId> = lines.iter().filter_map(|line| line.row.catatan_id).collect();
    let mut extras = Vec::new();
    for row in ctx.db().query_all(&query).await? {
        let id: CatatanId = row.try_get("", "id")?;
        if !met.contains(&id) {
            extras.push(id);
        }
    }
    Ok(extras)
}
