//! Ending with the old key.

use cadangan::Held;
use kernel::{Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use super::entity::{Column, Entity, Model};
use super::{follow, newest, pass, refuse};
use crate::compose::Lindung;
use crate::keys;

/// Notes that nothing sealed with an earlier key is left.
///
/// # Errors
/// What the database says.
pub async fn finish(lindung: &Lindung, key: &Model) -> Result<()> {
    let now = lindung.house.clock.now();
    mark(lindung, key, Column::SelesaiPada, now).await
}

async fn mark(lindung: &Lindung, key: &Model, column: Column, now: DateTimeUtc) -> Result<()> {
    Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(Column::Nomor.eq(key.nomor))
        .exec(&lindung.house.db)
        .await?;
    Ok(())
}

/// Lets the old key go, after one more look that nothing of it is left.
///
/// # Errors
/// [`Problem::Malformed`] with what to do, or what disk or database say.
pub async fn retire(lindung: &Lindung) -> Result<Model> {
    follow(lindung).await?;
    let Some(newest) = newest(&lindung.house.db).await? else { return refuse("Kunci induk belum pernah diganti.") };
    if newest.dilepas_pada.is_some() {
        return refuse("Kunci lama sudah dilepas.");
    }
    if newest.selesai_pada.is_none() {
        return refuse("Penggantian kunci belum selesai. Jalankan `lindung key rotate` sampai selesai, lalu ulangi.");
    }
    let left = pass(lindung, |_| {}).await?;
    if left.broken > 0 {
        return refuse(
            "Ada yang tidak terbuka dengan kunci mana pun, jadi kunci lama belum dilepas. Lihat log, lalu ulangi.",
        );
    }
    if left.done() > 0 {
        return refuse(
            "Ada server yang masih menyegel dengan kunci lama; itu sudah disegel ulang. Mulai ulang semua server, lalu ulangi perintah \
             ini.",
        );
    }
    let _held = Held::take(&lindung.config.data_dir)?;
    if !keys::is_given(&lindung.config) {
        let all = keys::held(&lindung.config)?;
        let own = all.into_iter().find(|key| lindung.house.vault.is_newest(key));
        let own = own.ok_or_else(|| Problem::internal("the newest master key is not in its file"))?;
        keys::write(&lindung.config, &[own])?;
    }
    mark(lindung, &newest, Column::DilepasPada, lindung.house.clock.now()).await?;
    Ok(newest)
}
