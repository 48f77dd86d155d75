//! Beginning with a new key.

use cadangan::Held;
use kernel::form::Form;
use kernel::two::{self, Asked, Kind};
use kernel::vault::random;
use kernel::{Problem, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::entity::{ActiveModel, Entity, Model};
use super::{follow, newest, refuse};
use crate::compose::Lindung;
use crate::keys;

/// Begins the change to a new key, or finds it begun. The key is in its file before the database names it, and the old one beside it until it is
/// let go. No backup is being made meanwhile.
///
/// # Errors
/// [`Problem::Malformed`] with what to do; as [`two::spend`]; [`Problem::Duplicate`] while a backup is being made; what disk or database say.
pub async fn begin(lindung: &Lindung, approval: Option<Uuid>) -> Result<Model> {
    follow(lindung).await?;
    match newest(&lindung.house.db).await? {
        Some(newest) if newest.selesai_pada.is_none() => return Ok(newest),
        Some(newest) if newest.dilepas_pada.is_none() => {
            return refuse("Kunci lama belum dilepas. Jalankan `lindung key retire` dahulu, lalu ganti lagi.");
        }
        _ => {}
    }
    let Some(approval) = approval else {
        return refuse(
            "Mengganti kunci induk perlu persetujuan dua orang. Minta di /persetujuan, lalu jalankan lagi dengan --approval ID.",
        );
    };
    let _held = Held::take(&lindung.config.data_dir)?;
    let ctx = lindung.system("Kunci induk")?;
    let vault = &lindung.house.vault;
    let what = Form::from([("kunci".to_owned(), vault.number().to_string())]);
    let tx = ctx.begin().await?;
    match two::spend(&tx, &ctx, approval, Asked { kind: Kind::Rotate, what: &what }).await {
        Err(Problem::NotFound) => {
            return refuse(
                "Di kantor dari setelan (office) tidak ada permintaan dengan ID itu. Minta dan setujui di /persetujuan dengan akun kantor itu, \
                 lalu salin ID-nya.",
            );
        }
        spent => spent?,
    }
    let (number, told) = vault.entrusts(&fresh(lindung)?)?;
    let row = ActiveModel {
        nomor: Set(i64::from(number)),
        titipan: Set(told.clone()),
        persetujuan_id: Set(approval),
        dimulai_pada: Set(tx.at),
        selesai_pada: Set(None),
        dilepas_pada: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    vault.follows(&told)?;
    newest(&lindung.house.db).await?.ok_or_else(|| Problem::internal("the new key is not there"))
}

/// The key to change to: one that lies there already, of a run that was broken off or from who keeps the settings; else a new one, durable beside
/// the old one.
fn fresh(lindung: &Lindung) -> Result<[u8; 32]> {
    let (config, vault) = (&lindung.config, &lindung.house.vault);
    let held = keys::held(config)?;
    if let Some(key) = held.iter().find(|key| !vault.knows(key)) {
        return Ok(*key);
    }
    if keys::is_given(config) {
        return refuse(
            "Kunci induk berasal dari LINDUNG_MASTER_KEY. Buat kunci baru (openssl rand -hex 32), isi LINDUNG_MASTER_KEY dengan \
             \"BARU LAMA\" di semua server, mulai ulang semuanya, lalu ulangi perintah ini.",
        );
    }
    let key = random::<32>()?;
    keys::write(config, &[&[key][..], held.as_slice()].concat())?;
    Ok(key)
}
