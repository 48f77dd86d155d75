//! What was done to accounts: who, when, what and why. Lines are added and never changed; each has a stamp and a number without gaps.

use std::collections::BTreeMap;

use kernel::{Actor, Ctx, House, PenggunaId, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};

use crate::entity::peristiwa::{Column, Entity, Model};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Created,
    Disabled,
    Enabled,
    Role,
    Office,
    /// A one-time word was given.
    Word,
    /// The user, or the command line, set another password.
    Password,
    /// Sessions were ended.
    Sessions,
    /// The user set a second factor up.
    Factor,
    /// The second factor was taken off.
    FactorOff,
    /// Words for who lost the telephone were made anew.
    Words,
    /// One of them was used in place of a code.
    WordUsed,
}

impl Act {
    /// The word that is stored.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Created => "dibuat",
            Self::Disabled => "dimatikan",
            Self::Enabled => "dihidupkan",
            Self::Role => "peran_diubah",
            Self::Office => "kantor_diubah",
            Self::Word => "kata_sekali_dibuat",
            Self::Password => "kata_sandi_diganti",
            Self::Sessions => "sesi_diakhiri",
            Self::Factor => "faktor_kedua_dipasang",
            Self::FactorOff => "faktor_kedua_dilepas",
            Self::Words => "kata_pemulihan_dibuat",
            Self::WordUsed => "kata_pemulihan_dipakai",
        }
    }
}

/// Who does something to an account.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) name: &'a str,
    pub(crate) user: Option<PenggunaId>,
}

impl<'a> By<'a> {
    /// An actor, by the name that others read.
    pub(crate) fn of(actor: &'a Actor) -> Self {
        Self { name: &actor.name, user: actor.user }
    }
}

/// A line for an account, with the row's change in one transaction. The caller holds the lock of accounts.
pub(crate) async fn append(
    (tx, house): (&Tx, &House),
    user: PenggunaId,
    (act, detail, why): (Act, &str, &str),
    by: By<'_>,
) -> Result<()> {
    let last = Entity::find().filter(Column::PenggunaId.eq(user)).order_by_desc(Column::Nomor).one(&**tx).await?;
    let mut row = Model {
        id: tx.id(),
        pengguna_id: user,
        nomor: last.map_or(0, |row| row.nomor) + 1,
        tindakan: act.code().to_owned(),
        rincian: detail.to_owned(),
        alasan: why.to_owned(),
        pelaku: by.name.to_owned(),
        pelaku_id: by.user,
        pada: tx.at,
        meterai: None,
    };
    row.meterai = Some(house.vault.stamp(&row, &[]));
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// What was done to an account, newest first.
pub(crate) async fn of(ctx: &Ctx, user: PenggunaId) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::PenggunaId.eq(user)).order_by_desc(Column::Nomor);
    Ok(rows.all(ctx.db()).await?)
}

/// The accounts whose lines are not as Lindung left them.
pub(crate) async fn altered(ctx: &Ctx) -> Result<Vec<PenggunaId>> {
    let rows = Entity::find().order_by_asc(Column::PenggunaId).order_by_asc(Column::Nomor).all(ctx.db()).await?;
    let mut all: BTreeMap<PenggunaId, (i64, bool)> = BTreeMap::new();
    for row in rows {
        let sound = row.meterai.as_deref() == Some(ctx.house.vault.stamp(&row, &[]).as_slice());
        let (last, whole) = all.entry(row.pengguna_id).or_insert((0, true));
        *whole = *whole && sound && row.nomor == *last + 1;
        *last = row.nomor;
    }
    Ok(all.into_iter().filter(|(_, (_, whole))| !whole).map(|(user, _)| user).collect())
}
