//! A house that was restored from a backup is opened by two people of it. Until then nothing is served but the way to do so: who is to be served
//! from an older state of the house is decided by the office, and not by whoever holds the backup.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Kind;
use super::commands::{Asked, spend};
use crate::ctx::{Ctx, Tx};
use crate::db;
use crate::form::Form;
use crate::problem::{Problem, Result};

/// The setting that holds when the backup was made that the house was restored from; empty once the house is open.
const SETTING: &str = "dipulihkan";
/// The key of that instant in a request.
const BACKUP: &str = "cadangan";

/// When the backup was made, as text, from which a house was restored that two people have not opened; none where it is open.
///
/// # Errors
/// Any database error.
pub async fn waits(db: &impl ConnectionTrait) -> Result<Option<String>> {
    Ok(db::setting(db, SETTING).await?.filter(|backup| !backup.is_empty()))
}

/// What a request to open the house says.
#[must_use]
pub fn what(backup: &str) -> Form {
    Form::from([(BACKUP.to_owned(), backup.to_owned())])
}

/// Shuts a house that was restored from the backup of an instant.
///
/// # Errors
/// Any database error.
pub async fn shut(tx: &Tx, backup: &str) -> Result<()> {
    db::keep_setting(tx, SETTING, backup).await
}

/// Opens it, by a request that was approved for this backup.
///
/// # Errors
/// [`Problem::NotFound`] where it is open; as [`spend`].
pub(super) async fn open(tx: &Tx, ctx: &Ctx, id: Uuid) -> Result<()> {
    let backup = waits(&**tx).await?.ok_or(Problem::NotFound)?;
    spend(tx, ctx, id, Asked { kind: Kind::Restore, what: &what(&backup) }).await?;
    db::keep_setting(tx, SETTING, "").await
}
