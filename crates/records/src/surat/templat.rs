//! The templates that offices keep: which is in force, and putting one in force.

use std::collections::BTreeSet;

use kernel::{Ctx, Permission, Problem, Result, db};
use lampiran::{FIELD, Macam};
use naskah::template;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{shipped, values};
use crate::attached::Upload;
use crate::attached::commands::REMARK;
use crate::{AnyKind, Letter, Registry};

/// The lock of who puts templates in force.
const LOCK: &str = "templat";
/// The most bytes of a template.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The most letters of a reason.
const REASON: usize = 300;

/// A letter with the kind that has it.
#[derive(Clone, Copy)]
pub(super) struct Which {
    pub(super) kind: &'static dyn AnyKind,
    pub(super) letter: &'static Letter,
}

impl Which {
    /// All letters, in the order of the kinds.
    pub(super) fn all(registry: &Registry) -> Vec<Self> {
        let of = |kind: &&'static dyn AnyKind| {
            let kind = *kind;
            kind.info().more.letters.iter().map(move |letter| Self { kind, letter }).collect::<Vec<_>>()
        };
        registry.all().iter().flat_map(of).collect()
    }

    /// The letter that an address names.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub(super) fn find(registry: &Registry, code: &str) -> Result<Self> {
        Self::all(registry).into_iter().find(|one| one.code() == code).ok_or(Problem::NotFound)
    }

    /// Its code in addresses and in the table.
    pub(super) fn code(&self) -> String {
        code(self.kind, self.letter)
    }
}

/// The code of a letter in addresses and in tables: its class.
pub(super) fn code(kind: &dyn AnyKind, letter: &Letter) -> String {
    [kind.info().name, ".", letter.code].concat()
}

/// The row in force in the actor's office: its own newest, or else that of the nearest office above it; none for the shipped template.
///
/// # Errors
/// Any database error.
pub(super) async fn row(ctx: &Ctx, code: &str) -> Result<Option<Model>> {
    for office in ctx.house.offices.with_above(ctx.actor.office) {
        let rows = Entity::find().filter(Column::KantorId.eq(office)).filter(Column::Surat.eq(code));
        if let Some(row) = rows.order_by_desc(Column::Nomor).one(ctx.db()).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// The template in force in the actor's office.
///
/// # Errors
/// Any database error; when the shipped one cannot be packed.
pub(super) async fn in_force(ctx: &Ctx, kind: &dyn AnyKind, letter: &Letter) -> Result<Vec<u8>> {
    match row(ctx, &code(kind, letter)).await? {
        Some(row) => Ok(row.isi),
        None => shipped::template(letter),
    }
}

/// The templates that the actor's office put in force, newest first, without their files.
///
/// # Errors
/// Any database error.
pub(super) async fn history(ctx: &Ctx, code: &str) -> Result<Vec<(String, String, String, DateTimeUtc)>> {
    let rows = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Surat.eq(code))
        .order_by_desc(Column::Nomor)
        .limit(100)
        .select_only()
        .columns([Column::Nama, Column::Alasan, Column::Pelaku, Column::Pada]);
    Ok(rows.into_tuple().all(ctx.db()).await?)
}

/// Puts a template in force in the actor's office: one row, with who and why.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a file that is no template or has placeholders that nobody can fill in, each by its
/// name, and without a reason.
pub(super) async fn put(ctx: &Ctx, which: Which, sent: Upload) -> Result<()> {
    ctx.actor.require(Permission::Words)?;
    let reason = sent.remark.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Problem::field(REMARK.key, "Tulis mengapa templat ini diganti, paling panjang 300 huruf."));
    }
    let (name, bytes) = fit(which.kind, sent)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let newest = Entity::find().select_only().column_as(Column::Nomor.max(), "nomor");
    let newest: Option<Option<i64>> = newest.into_tuple().one(&*tx).await?;
    let row = ActiveModel {
        nomor: Set(newest.flatten().unwrap_or_default() + 1),
        kantor_id: Set(ctx.actor.office),
        surat: Set(which.code()),
        nama: Set(name),
        isi: Set(bytes),
        alasan: Set(reason),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}

/// A file that may be a template of letters about records of a kind.
fn fit(kind: &dyn AnyKind, sent: Upload) -> Result<(String, Vec<u8>)> {
    if sent.bytes.len() > MAX_BYTES {
        return Err(Problem::field(FIELD, "Templat paling besar 2 MB. Perkecil gambar di dalamnya."));
    }
    let accepted = lampiran::accept(&sent.name, sent.bytes)?;
    if accepted.macam != Macam::Docx {
        return Err(Problem::field(FIELD, "Templat harus berkas Word (DOCX). Simpan dari Word sebagai DOCX."));
    }
    let places = template::placeholders(&accepted.bytes).map_err(|_| {
        Problem::field(FIELD, "Berkas Word ini tidak terbaca. Simpan ulang dari Word, lalu unggah lagi.")
    })?;
    let known = values::known(kind);
    let odd = places.iter().filter(|place| !known.iter().any(|(name, _)| *name == place.name));
    let odd: BTreeSet<String> = odd.map(|place| format!("{} (di “{}”)", place.name, place.paragraph)).collect();
    if odd.is_empty() {
        return Ok((accepted.name, accepted.bytes));
    }
    let odd: Vec<String> = odd.into_iter().collect();
    let known: Vec<&str> = known.into_iter().map(|(name, _)| name).collect();
    Err(Problem::field(
        FIELD,
        format!("Isian ini tidak dikenal: {}. Yang dapat dipakai: {}.", odd.join("; "), known.join(", ")),
    ))
}
