//! `Idempotency-Key`: repeating a request gives the same record, and nothing is written twice.

use std::collections::HashSet;

use axum::http::HeaderMap;
use kernel::{CatatanId, Ctx, PenggunaId, Problem, Result, Tx, vault};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde_json::{Map, Value};

use super::create::Sent;

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

/// Which of some requests have a key that was used before, or that one before them has too, by their places.
///
/// # Errors
/// Any database error.
pub(super) async fn used(tx: &Tx, sent: &[&Sent]) -> Result<Vec<usize>> {
    let (users, keys): (HashSet<PenggunaId>, Vec<&str>) = sent.iter().filter_map(|one| one.key_of()).unzip();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let both = Entity::find().filter(Column::PenggunaId.is_in(users)).filter(COLUMN.kunci.is_in(keys));
    let rows = both.all(&**tx).await?;
    let mut taken: HashSet<(PenggunaId, &str)> = rows.iter().map(|row| (row.pengguna_id, row.kunci.as_str())).collect();
    let keyed = sent.iter().enumerate().filter_map(|(at, one)| Some((at, one.key_of()?)));
    Ok(keyed.filter(|(_, key)| !taken.insert(*key)).map(|(at, _)| at).collect())
}

/// Stores the keys of requests with what they made.
///
/// # Errors
/// [`Problem::Busy`] when one of the keys is being used at this moment.
pub(super) async fn remember<'a>(
    tx: &Tx,
    kind: &str,
    made: impl IntoIterator<Item = (&'a Sent, CatatanId)>,
) -> Result<()> {
    let row = |(sent, id): (&Sent, CatatanId)| {
        let (user, key) = sent.key_of()?;
        Some(ActiveModel {
            pengguna_id: Set(user),
            kunci: Set(key.to_owned()),
            sidik: Set(sent.fingerprint.clone()),
            jenis: Set(kind.to_owned()),
            catatan_id: Set(id),
            pada: Set(tx.at),
        })
    };
    let rows: Vec<ActiveModel> = made.into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let many = rows.len();
    tx.add(Entity::insert_many(rows), many, || Problem::Busy).await
}
