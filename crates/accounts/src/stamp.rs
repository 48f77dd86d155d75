//! The stamp on a user's row: who makes somebody an admin by hand in the database cannot make it. Whatever writes a user goes
//! through [`stamped`].

use kernel::{Ctx, House, KantorId, PenggunaId, Result, chain, db};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};

use crate::entity::pengguna::{ActiveModel, Column, Entity, Model};
use crate::event;

/// The row with its stamp, all of it to be written.
pub(crate) fn stamped(house: &House, mut user: Model) -> ActiveModel {
    user.meterai = Some(house.vault.stamp(&user, &[]));
    user.into_active_model().reset_all()
}

/// Whether a row is as Lindung left it.
pub(crate) fn holds(house: &House, user: &Model) -> bool {
    user.meterai.as_deref() == Some(house.vault.stamp(user, &[]).as_slice())
}

/// Stamps the users whom releases before did not stamp. The caller has asked [`chain::is_new`].
///
/// # Errors
/// What the database says.
pub async fn adopt(ctx: &Ctx) -> Result<()> {
    let tx = ctx.begin().await?;
    db::lock(&tx, chain::LOCK).await?;
    for user in Entity::find().filter(Column::Meterai.is_null()).all(&*tx).await? {
        let id = user.id;
        Entity::update_many().set(stamped(&ctx.house, user)).filter(Column::Id.eq(id)).exec(&*tx).await?;
    }
    tx.commit().await
}

/// A user who is not as Lindung left them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The user.
    pub user: PenggunaId,
    /// The name to log in with.
    pub name: String,
    /// The office.
    pub office: KantorId,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
}

/// The users, of all offices, who are not as Lindung left them.
///
/// # Errors
/// What the database says.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Fault>> {
    let users = Entity::find().order_by_asc(Column::NamaMasuk).all(ctx.db()).await?;
    let altered = event::altered(ctx).await?;
    let mut faults = Vec::new();
    for user in users {
        let lines = altered.contains(&user.id).then_some(LINES);
        let row = (!holds(&ctx.house, &user)).then_some(match user.meterai {
            None => "akun ini ditambahkan atau diubah di luar Lindung; periksa peran, kantor dan kata sandinya",
            Some(_) => "akun ini diubah di luar Lindung; periksa peran, kantor, kata sandi dan keaktifannya",
        });
        for detail in row.into_iter().chain(lines) {
            faults.push(Fault { user: user.id, name: user.nama_masuk.clone(), office: user.kantor_id, detail });
        }
    }
    Ok(faults)
}

/// What is said of an account whose lines of history do not fit.
const LINES: &str = "riwayat akun ini ditambah, diubah atau dihapus di luar Lindung";
