//! Changing a clock: one transaction, one row.

use kernel::form::{Field, Form, parse};
use kernel::period::written;
use kernel::tenggat::{Clocks, Tenggat};
use kernel::{Ctx, Day, FieldError, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::clock_form::{self, CLOCK, FROM};
use crate::entity::tenggat::{ActiveModel, Column, Entity, Model};
use crate::form::{SINCE, WHY};
use crate::shelf::{Rujukan, newest_clock};
use crate::write::{LOCK, SEEN, SHOWN, asked, edited, in_force};

/// The clock of an address, in its entry for what is registered today; of one that holds for nothing of today, its newest.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) fn known<'a>(ctx: &'a Ctx, kind: &str, code: &str) -> Result<&'a Tenggat> {
    ctx.actor.require(Permission::Words)?;
    let clocks = &ctx.house.clocks;
    clocks.on(kind, code, ctx.today()).or_else(|| clocks.find(kind, code)).ok_or(Problem::NotFound)
}

/// Changes a clock for records registered on a day or later; what is not given stays, and of a form what was not changed in it. It is in force
/// on this server at once, and tasks follow a moment later, see `server`.
///
/// # Errors
/// As [`known`]; [`Problem::Invalid`] by field; any database error.
pub(crate) async fn change(ctx: &Ctx, shelf: &Rujukan, (kind, code): (&str, &str), given: &Form) -> Result<Tenggat> {
    known(ctx, kind, code)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let clocks = shelf.clocks(&*tx, None).await?;
    let since = since(ctx, given);
    let before = held(&clocks, (kind, code), since)?;
    unseen(&*tx, before, given).await?;
    let mut typed = clock_form::of(before);
    typed.extend(changed(&clocks, (kind, code), given));
    let fields: Vec<&Field> = CLOCK.iter().collect();
    let values = parse(&fields, &typed, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let states = shelf.kinds.get(kind).map(|(_, states)| states.as_slice()).unwrap_or_default();
    let change = clock_form::decide(before, states, &values, since).map_err(Problem::Invalid)?;
    let changed = change.clone().of(before);
    let row = ActiveModel {
        nomor: Set(newest_clock(&*tx).await? + 1),
        jenis: Set(change.kind),
        kode: Set(change.code),
        berlaku_sejak: Set(change.since),
        n: Set(change.n.into()),
        satuan: Set(change.unit.code().to_owned()),
        tahap: Set(change.stages.join("\n")),
        tampil_sebelum: Set(change.lead.map(i64::from)),
        hak: Set(change.holder.map(|holder| holder.code().to_owned())),
        dasar: Set(change.basis),
        status: Set(change.status.code().to_owned()),
        alasan: Set(values.need(WHY)?),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        kantor_id: Set(ctx.actor.office),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    in_force(shelf).await;
    Ok(changed)
}

/// From which day on; today where none is given, or none that can be read: what is wrong with it is said with all else.
fn since(ctx: &Ctx, given: &Form) -> Day {
    let read = parse(&[&FROM], &asked(given), &ctx.house.reference, ctx.today());
    read.ok().and_then(|read| read.values.get(SINCE)).unwrap_or_else(|| ctx.today())
}

/// What is given; of a form that was filled in with the entry of a day only what was changed in it.
fn changed(clocks: &Clocks, (kind, code): (&str, &str), given: &Form) -> Form {
    let day = given.get(SHOWN).and_then(|day| day.parse::<Day>().ok());
    let shown = day.and_then(|day| clocks.on(kind, code, day)).map(clock_form::of);
    edited(given, shown.as_ref())
}

/// The entry that a change from a day on begins with.
fn held<'a>(clocks: &'a Clocks, (kind, code): (&str, &str), since: Day) -> Result<&'a Tenggat> {
    if let Some(clock) = clocks.on(kind, code, since) {
        return Ok(clock);
    }
    let own = clocks.all().iter().filter(|clock| clock.kind == kind && clock.code == code);
    let first = own.map(|clock| clock.since).min().ok_or(Problem::NotFound)?;
    let detail = format!(
        "Tenggat ini tidak berlaku untuk catatan yang diterima {}. Tulis {} atau hari sesudahnya.",
        written(since),
        written(first)
    );
    Err(FieldError::new(SINCE, detail).into())
}

/// The number of the newest entry about a clock, and whose it is; 0 for one that is as it was shipped.
///
/// # Errors
/// Any database error.
pub(crate) async fn newest_of(db: &impl ConnectionTrait, (kind, code): (&str, &str)) -> Result<(i64, Option<String>)> {
    let row = Entity::find().filter(Column::Jenis.eq(kind)).filter(Column::Kode.eq(code));
    let row = row.order_by_desc(Column::Nomor).one(db).await?;
    Ok(row.map_or((0, None), |row| (row.nomor, Some(row.pelaku))))
}

/// Refuses a form that was made before somebody else changed the clock: what they entered would go with it.
async fn unseen(db: &impl ConnectionTrait, clock: &Tenggat, given: &Form) -> Result<()> {
    let Some(seen) = given.get(SEEN).and_then(|text| text.parse::<i64>().ok()) else { return Ok(()) };
    let (newest, by) = newest_of(db, (&clock.kind, &clock.code)).await?;
    if newest == seen {
        return Ok(());
    }
    let detail = format!(
        "Diubah {} sesudah Anda membukanya. Kini lamanya {}, dasarnya {}. Gabungkan, lalu simpan lagi.",
        by.unwrap_or_default(),
        clock.span(),
        clock.basis
    );
    Err(FieldError::new(WHY, detail).into())
}

/// What was done to clocks, newest first: to one, or to all.
///
/// # Errors
/// Any database error.
pub(crate) async fn history(ctx: &Ctx, only: Option<(&str, &str)>) -> Result<Vec<Model>> {
    let mut rows = Entity::find().order_by_desc(Column::Nomor);
    if let Some((kind, code)) = only {
        rows = rows.filter(Column::Jenis.eq(kind)).filter(Column::Kode.eq(code));
    }
    let rows = rows.all(ctx.db()).await?;
    Ok(rows)
}
