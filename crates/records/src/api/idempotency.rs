//! `Idempotency-Key`: repeating a request gives the same record, and nothing is written twice.

use axum::http::HeaderMap;
use kernel::{CatatanId, Ctx, PenggunaId, Problem, Result, Tx, vault};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde_json::{Map, Value};

/// A used key. It belongs to one user and is written in the same transaction as the record that it made.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotensi")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pengguna_id: PenggunaId,
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kunci: String,
    /// The fingerprint of the request.
    pub sidik: String,
    /// The kind of record that it made.
    pub jenis: String,
    /// The record.
    pub catatan_id: CatatanId,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The format of a key: visible ASCII characters, with blanks between them.
pub(super) const KEY: &str = "^[!-~](?:[ -~]*[!-~])?$";

/// The key of a request.
///
/// # Errors
/// [`Problem::Malformed`] when it is too long or not plain text.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(text) if (1..=255).contains(&text.len()) && !text.contains('\t') => Ok(Some(text.to_owned())),
        _ => Err(Problem::Malformed("Idempotency-Key harus 1 sampai 255 huruf atau angka.".to_owned())),
    }
}

/// The fingerprint of a request, since a key must not be used for a different request.
pub(super) fn fingerprint(kind: &str, id: Option<Uuid>, members: &Map<String, Value>) -> String {
    vault::fingerprint(format!("{kind}\n{id:?}\n{}", Value::Object(members.clone())).as_bytes())
}

/// What an earlier request with this key made.
///
/// # Errors
/// [`Problem::Invalid`] when it was used for another request.
pub(super) async fn earlier(tx: &Tx, ctx: &Ctx, key: &str, fingerprint: &str) -> Result<Option<CatatanId>> {
    let Some(user) = ctx.actor.user else { return Ok(None) };
    match Entity::find_by_id((user, key.to_owned())).one(&**tx).await? {
        Some(row) if row.sidik == fingerprint => Ok(Some(row.catatan_id)),
        Some(_) => Err(Problem::field("Idempotency-Key", "Kunci ini sudah dipakai untuk isian lain.")),
        None => Ok(None),
    }
}

/// Stores the key with what it made.
///
/// # Errors
/// [`Problem::Busy`] when the same key is being used at this moment.
pub(super) async fn remember(
    tx: &Tx,
    ctx: &Ctx,
    key: String,
    fingerprint: String,
    kind: &str,
    id: CatatanId,
) -> Result<()> {
    let Some(user) = ctx.actor.user else { return Ok(()) };
    let row = ActiveModel {
        pengguna_id: Set(user),
        kunci: Set(key),
        sidik: Set(fingerprint),
        jenis: Set(kind.to_owned()),
        catatan_id: Set(id),
        pada: Set(tx.at),
    };
    tx.add(Entity::insert_many([row]), 1, || Problem::Busy).await
}
