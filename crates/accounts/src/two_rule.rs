//! Who may be one of two people: nobody who uses an account that another account handed out or changed a moment ago. Else whoever keeps the
//! accounts would give themselves the second one, and be both.

use chrono::TimeDelta;
use kernel::two::{self, Asked, Kind};
use kernel::{Ctx, Permission, Problem, Result};
use sea_orm::entity::prelude::*;

use crate::entity::peristiwa::{Column, Entity};
use crate::event::Act;

/// How long an account is its user's before it counts as one of two: time in which they see that somebody else used it. An assumption, no law.
const SETTLED: TimeDelta = TimeDelta::days(7);
/// What puts an account into other hands, or gives it the right.
const HANDED: [Act; 6] = [Act::Created, Act::Enabled, Act::Role, Act::Office, Act::Word, Act::FactorOff];

const UNSETTLED: &str = "Akun ini baru dibuat atau diubah pengelola akun, jadi selama 7 hari belum dapat menjadi salah satu dari dua orang. Minta orang lain \
                         di kantor ini.";

/// As [`two::ask`], for who may, and of the key that is used now.
pub(crate) async fn ask(ctx: &Ctx, asked: Asked<'_>, why: &str) -> Result<Uuid> {
    settled(ctx).await?;
    // What is approved of another key could never be used.
    let number = ctx.house.vault.number().to_string();
    if asked.kind == Kind::ROTATE && asked.what.get("kunci").is_some_and(|typed| *typed != number) {
        return Err(Problem::field("kunci", format!("Kunci yang dipakai sekarang nomor {number}. Tulis nomor itu.")));
    }
    two::ask(ctx, asked, why).await
}

/// As [`two::approve`].
pub(crate) async fn approve(ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    settled(ctx).await?;
    two::approve(ctx, id, why).await
}

/// Refuses who has no right to it, and an account that is not settled. What its user did, or the command line, does not count.
async fn settled(ctx: &Ctx) -> Result<()> {
    ctx.actor.require(Permission::TwoPeople)?;
    let user = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let handed = Entity::find()
        .filter(Column::PenggunaId.eq(user))
        .filter(Column::PelakuId.is_not_null())
        .filter(Column::PelakuId.ne(user))
        .filter(Column::Tindakan.is_in(HANDED.map(Act::code)))
        .filter(Column::Pada.gt(ctx.now() - SETTLED));
    if handed.one(ctx.db()).await?.is_none() {
        return Ok(());
    }
    let (status, command) = ("akun_baru", "persetujuan");
    Err(Problem::Refused { status, command, allowed: Vec::new(), detail: UNSETTLED.to_owned() })
}
