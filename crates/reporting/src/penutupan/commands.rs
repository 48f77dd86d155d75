//! Reviewing, signing and throwing away.

use kernel::chain::{self, Cause};
use kernel::form::Shape;
use kernel::form::shape::Text;
use kernel::{Ctx, Permission, Problem, Result, Tx, history};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};

use super::chain::{BEGINNING, link};
use super::entity::{Column, Entity, Model};
use super::prepare::entry;
use super::queries::find;
use super::status::Command;
use super::verify::verify;

/// What is said of a closing: a note or a reason.
pub(super) const SAID: Shape<'static> = Shape::Text { most: LONG, of: Text::Plain };
/// How long that may be.
pub(super) const LONG: usize = 500;

/// What was said, without the blanks around it.
///
/// # Errors
/// [`Problem::Invalid`] for words that cannot be kept.
pub(super) fn said<'a>(key: &str, text: &'a str) -> Result<&'a str> {
    let text = text.trim();
    SAID.refuse(false, &text.into()).map_or(Ok(text), |detail| Err(Problem::field(key, detail)))
}

/// A second person has looked the closing through.
///
/// # Errors
/// [`Problem::Refused`] for the one who prepared it, or in another state; [`Problem::Stale`].
pub async fn review(ctx: &Ctx, id: Uuid, note: Option<&str>) -> Result<Model> {
    ctx.actor.require(Permission::ReviewClosing)?;
    let old = find(ctx, id).await?;
    let status = old.status.after(Command::Tinjau)?;
    if same_person(ctx, &old) {
        return Err(Problem::Refused {
            status: old.status.code(),
            command: Command::Tinjau.word(),
            allowed: vec![Command::Buang.word()],
            detail: "Peninjau harus orang lain dari yang menyiapkan.".to_owned(),
        });
    }
    let note = said("catatan", note.unwrap_or_default())?;
    let note = (!note.is_empty()).then(|| note.to_owned());
    let tx = ctx.begin().await?;
    let new = Model {
        status,
        versi: old.versi + 1,
        ditinjau_id: ctx.actor.user,
        ditinjau_oleh: Some(ctx.actor.name.clone()),
        ditinjau_pada: Some(tx.at),
        catatan_tinjauan: note,
        ..old.clone()
    };
    let reason = new.catatan_tinjauan.clone().unwrap_or_else(|| "Ditinjau.".to_owned());
    write(tx, ctx, &old, new, &reason).await
}

/// Whether the actor is who prepared the closing.
pub(super) fn same_person(ctx: &Ctx, closing: &Model) -> bool {
    match (ctx.actor.user, closing.disiapkan_id) {
        (None, None) => ctx.actor.name == closing.disiapkan_oleh,
        (one, other) => one == other,
    }
}

/// The head signs. Before, everything is struck again: what is signed is what was reviewed.
///
/// # Errors
/// [`Problem::Refused`] where it has not been reviewed, or where what stands behind it is no longer the same.
pub async fn sign(ctx: &Ctx, id: Uuid) -> Result<Model> {
    ctx.actor.require(Permission::SignClosing)?;
    let old = find(ctx, id).await?;
    let status = old.status.after(Command::Tandatangani)?;
    if let Some(broken) = verify(ctx, &old).await?.first() {
        return Err(Problem::Refused {
            status: old.status.code(),
            command: Command::Tandatangani.word(),
            allowed: vec![Command::Buang.word()],
            detail: format!(
                "Penutupan ini tidak lagi sama dengan yang ditinjau: {}. Laporkan ke pengelola.",
                broken.detail
            ),
        });
    }
    // Over all that was recorded until now, before the lock is taken: reading it takes a moment.
    let anchor = Box::pin(chain::strike(ctx, Cause::Closing)).await?;
    let tx = ctx.begin_alone().await?;
    let newest = Entity::find()
        .filter(Column::KantorId.eq(old.kantor_id))
        .filter(Column::Urutan.is_not_null())
        .order_by_desc(Column::Urutan)
        .one(&*tx)
        .await?;
    let before = newest.as_ref().and_then(|n| n.rantai.clone()).unwrap_or_else(|| BEGINNING.to_owned());
    let mut new = Model {
        status,
        versi: old.versi + 1,
        ditandatangani_id: ctx.actor.user,
        ditandatangani_oleh: Some(ctx.actor.name.clone()),
        ditandatangani_pada: Some(tx.at),
        urutan: Some(newest.and_then(|n| n.urutan).unwrap_or_default() + 1),
        rantai_sebelum: Some(before.clone()),
        jangkar: Some(anchor.name()),
        ..old.clone()
    };
    new.rantai = Some(link(&before, &new));
    let reason = format!("{} ditandatangani.", new.name());
    write(tx, ctx, &old, new, &reason).await
}

/// Throws a closing away that was not signed.
///
/// # Errors
/// [`Problem::Refused`] for a signed one.
pub async fn discard(ctx: &Ctx, id: Uuid, reason: &str) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = find(ctx, id).await?;
    let status = old.status.after(Command::Buang)?;
    let reason = said("alasan", reason)?;
    if reason.is_empty() {
        return Err(Problem::field(
            "alasan",
            "Tulis mengapa dibuang, misalnya: masih ada pengaduan yang belum dicatat.",
        ));
    }
    let tx = ctx.begin().await?;
    let new = Model { status, versi: old.versi + 1, ..old.clone() };
    write(tx, ctx, &old, new, reason).await
}

async fn write(tx: Tx, ctx: &Ctx, old: &Model, new: Model, reason: &str) -> Result<Model> {
    let written = Entity::update_many()
        .set(new.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(old.id))
        .filter(Column::Versi.eq(old.versi))
        .exec(&*tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(Problem::Stale);
    }
    history::append(&tx, ctx, vec![entry(&tx, &new, Some(old.status), reason)]).await?;
    tx.commit().await?;
    Ok(new)
}
