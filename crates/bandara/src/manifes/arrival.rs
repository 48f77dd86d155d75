//! The arrival whose people are received.

use kernel::{CatatanId, Ctx, Permission, Problem, Result, Tx};
use records::{AnyKind, Change, Registry, change_in};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use pemulangan::kedatangan::Kedatangan;
use pemulangan::kedatangan::entity::{Column, Entity, Model};
use pemulangan::kedatangan::status::Status;

/// An arrival of one of the actor's offices.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(super) async fn load(ctx: &Ctx, id: CatatanId) -> Result<Model> {
    ctx.actor.require(Permission::Pemulangan)?;
    let own = ctx.of_offices(Column::KantorId.as_column_ref());
    Entity::find_by_id(id).filter(own).one(ctx.db()).await?.ok_or(Problem::NotFound)
}

/// Refuses to work on an arrival that was withdrawn, is done, or belongs to another office.
pub(super) fn open(ctx: &Ctx, arrival: &Model, command: &'static str) -> Result<()> {
    let detail = if arrival.dibatalkan_pada.is_some() {
        "Kedatangan ini dibatalkan. Pulihkan dahulu di halaman catatannya."
    } else if arrival.status == Status::Selesai {
        "Kedatangan ini sudah selesai. Buka kembali dahulu di halaman catatannya."
    } else if arrival.kantor_id != ctx.actor.office {
        "Kedatangan ini milik kantor lain. Hanya petugas kantor itu yang menerima orangnya."
    } else {
        return Ok(());
    };
    Err(Problem::Refused { status: arrival.status.code(), command, allowed: Vec::new(), detail: detail.to_owned() })
}

/// The kind of record that meeting somebody of an arrival makes.
///
/// # Errors
/// [`Problem::Internal`] where the program has none.
pub(super) fn kind(registry: &Registry, arrival: &Model) -> Result<&'static dyn AnyKind> {
    let stopped = registry.find("pencegahan").filter(|_| stopped(arrival));
    stopped.or_else(|| registry.find("kepulangan")).ok_or_else(|| Problem::internal("no kind of returns"))
}

/// Whether its people were stopped from leaving.
pub(super) fn stopped(arrival: &Model) -> bool {
    arrival.jenis.as_deref() == Some(STOPPED)
}

/// The kind of an arrival whose people were stopped from leaving.
pub(crate) const STOPPED: &str = "pencegahan";

/// Sees to it that an arrival is under way when a desk has received somebody of it, also when it was ended meanwhile: the desk
/// may have been without a line.
///
/// # Errors
/// [`Problem::Invalid`] at `kedatangan` for one that was withdrawn, or whose people were stopped; as any change.
pub(crate) async fn under_way(tx: &mut Tx, ctx: &Ctx, arrival: CatatanId) -> Result<()> {
    let own = Entity::find_by_id(arrival);
    let seen = own.clone().one(&**tx).await?.ok_or(Problem::NotFound)?;
    if seen.dibatalkan_pada.is_some() {
        let detail = "Kedatangan ini dibatalkan. Pilih kedatangan lain, atau kosongkan.";
        return Err(Problem::field("kedatangan", detail));
    }
    if stopped(&seen) {
        let detail = "Ini daftar serahan pencegahan. Terima orangnya di konsol: buka kedatangannya, lalu Manifes.";
        return Err(Problem::field("kedatangan", detail));
    }
    if seen.status == Status::Berlangsung {
        return Ok(());
    }
    let held = own.lock_exclusive().one(&**tx).await?.ok_or(Problem::NotFound)?;
    if held.status == Status::Berlangsung {
        return Ok(());
    }
    start(tx, ctx, &held).await
}

/// Makes of an arrival that is held one that is under way.
async fn start(tx: &mut Tx, ctx: &Ctx, held: &Model) -> Result<()> {
    tx.not_before(held.diubah_pada);
    let reason = match held.status {
        Status::Selesai => "Meja masih menerima orangnya; kedatangan dibuka kembali.",
        _ => "Orang pertama ditemui.",
    };
    let change = Change { id: held.id, version: None, reason: reason.to_owned(), happened: None };
    let today = ctx.today();
    change_in::<Kedatangan>(tx, ctx, change, |old, head| {
        Ok(Model {
            versi: head.version,
            diubah_pada: head.changed,
            dimulai_pada: old.dimulai_pada.or(Some(today)),
            selesai_pada: None,
            status: Status::Berlangsung,
            ..old.clone()
        })
    })
    .await?;
    Ok(())
}

/// Holds an arrival until the transaction ends, so that nobody ends or withdraws it meanwhile; those who meet its people hold it
/// together. Whoever needs a line too holds the arrival first.
///
/// # Errors
/// [`Problem::NotFound`], or what the database says.
pub(super) async fn hold(tx: &Tx, arrival: &Model, alone: bool) -> Result<Model> {
    let own = Entity::find_by_id(arrival.id);
    let own = if alone { own.lock_exclusive() } else { own.lock_shared() };
    own.one(&**tx).await?.ok_or(Problem::NotFound)
}

/// Marks an arrival that is held as begun when the first of its people is met.
///
/// # Errors
/// As any change.
pub(super) async fn begin(tx: &mut Tx, ctx: &Ctx, held: &Model) -> Result<()> {
    if held.status != Status::Tercatat {
        return Ok(());
    }
    start(tx, ctx, held).await
}
