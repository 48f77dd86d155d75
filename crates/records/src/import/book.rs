//! The log of imports.

use kernel::{Ctx, KantorId, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::Report;

/// A file that was imported.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "impor")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office.
    pub kantor_id: KantorId,
    /// The kind of record.
    pub jenis: String,
    /// The name of the file.
    pub nama_berkas: String,
    /// Its SHA-256.
    pub sidik: String,
    /// How many rows it had.
    pub baris: i64,
    /// How many were new.
    pub baru: i64,
    /// How many existed already.
    pub sudah_ada: i64,
    /// Who did it.
    pub pelaku: String,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) async fn seen(ctx: &Ctx, kind: &str, fingerprint: &str) -> Result<bool> {
    let count = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(COLUMN.jenis.eq(kind))
        .filter(COLUMN.sidik.eq(fingerprint))
        .count(ctx.db())
        .await?;
    Ok(count > 0)
}

pub(super) async fn enter(ctx: &Ctx, kind: &str, name: &str, fingerprint: String, report: &Report) -> Result<()> {
    let known = report.known + report.changed.len();
    let count = |n: usize| Set(i64::try_from(n).unwrap_or(i64::MAX));
    let tx = ctx.begin().await?;
    let row = ActiveModel {
        id: Set(tx.id()),
        kantor_id: Set(ctx.actor.office),
        jenis: Set(kind.to_owned()),
        nama_berkas: Set(name.chars().take(200).collect()),
        sidik: Set(fingerprint),
        baris: count(report.rows),
        baru: count(report.new),
        sudah_ada: count(known),
        pelaku: Set(ctx.actor.name.clone()),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}
