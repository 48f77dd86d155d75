//! Which offices ask for a second factor of roles that open sealed fields, and of those that hand out accounts. What an office says holds for
//! those below it too; the newest that it said holds.

use kernel::{Ctx, House, KantorId, Permission, Problem, Result, Role, db};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::entity::pengguna;
use crate::entity::wajib::{ActiveModel, Column, Entity, Model};
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::manage::{own_office, reasoned};
use crate::session::{self, Which};
use crate::users::LOCK;

/// What who asks is told where a second factor is missing.
pub(crate) const NEEDED: &str = "Kantor Anda mewajibkan faktor kedua untuk peran ini. Masuk lewat konsol di peramban: di sana faktor kedua dipasang, \
                                 lalu kirim kodenya.";

/// What was said, newest first.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_desc(Column::Nomor).all(db).await?)
}

/// Whether an office itself asks for it.
pub(crate) fn asks(all: &[Model], office: KantorId) -> bool {
    all.iter().find(|row| row.tentang_id == office).is_some_and(|row| row.wajib)
}

/// What a second factor stands before: sealed fields, and the accounts of those who open them. Who hands those out can be any of them.
const GUARDED: [Permission; 2] = [Permission::RevealPeople, Permission::ManageUsers];

/// Whether a role is asked for one where its office asks.
fn guarded(role: &str) -> bool {
    Role::parse(role).is_some_and(|role| role.permissions().iter().any(|right| GUARDED.contains(right)))
}

/// Whether a user needs a second factor: by their role, and by what their office or one above it said.
pub(crate) async fn binds(house: &House, user: &pengguna::Model) -> Result<bool> {
    if !guarded(&user.peran) {
        return Ok(false);
    }
    let said = all(&house.db).await?;
    Ok(house.offices.with_above(user.kantor_id).into_iter().any(|office| asks(&said, office)))
}

/// Refuses who may not decide it: it is for who keeps accounts and for the head.
pub(crate) fn permitted(ctx: &Ctx) -> Result<()> {
    if ctx.actor.may(Permission::SignClosing) { Ok(()) } else { ctx.actor.require(Permission::ManageUsers) }
}

/// Says whether an office asks for it. Where it does from now on, the sessions of users without one end, so that nobody works on as before.
pub(crate) async fn say(ctx: &Ctx, accounts: &Accounts, code: &str, (on, why): (bool, &str)) -> Result<()> {
    permitted(ctx)?;
    let (why, office) = (reasoned(why)?, own_office(ctx, code)?);
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let said = all(&*tx).await?;
    if asks(&said, office) == on {
        let detail = if on { "Kantor itu sudah mewajibkannya." } else { "Kantor itu memang tidak mewajibkannya." };
        return Err(Problem::field("wajib", detail));
    }
    let row = ActiveModel {
        nomor: Set(said.first().map_or(0, |row| row.nomor) + 1),
        tentang_id: Set(office),
        wajib: Set(on),
        alasan: Set(why.to_owned()),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    if on {
        for user in without(ctx, &*tx, office).await? {
            if session::end_of(&tx, user.id, Which::All).await? > 0 {
                let act = (Act::Sessions, "faktor kedua diwajibkan", why);
                event::append((&tx, &ctx.house), user.id, act, By::of(&ctx.actor)).await?;
            }
        }
    }
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}

/// The users of an office and those below it who need a second factor and have none.
async fn without(ctx: &Ctx, db: &impl ConnectionTrait, office: KantorId) -> Result<Vec<pengguna::Model>> {
    let below = ctx.house.offices.with_below(office);
    let bare = pengguna::Entity::find()
        .filter(pengguna::Column::Aktif.eq(true))
        .filter(pengguna::Column::FaktorSandi.is_null());
    let mut users = bare.all(db).await?;
    users.retain(|user| below.contains(&user.kantor_id) && guarded(&user.peran));
    Ok(users)
}
