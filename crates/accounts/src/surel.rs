//! E-mail addresses of users: where the digest of their tasks goes, and whether it is wanted.

use std::collections::HashMap;

use kernel::{Actor, House, PenggunaId, Problem, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::entity::{pengguna, surel};
use crate::gate::Accounts;

/// The field of the address, in forms and on the command line.
pub const FIELD: &str = "alamat";

/// Who is written to.
pub struct Recipient {
    /// The user.
    pub user: PenggunaId,
    /// The user as an actor, who sees what the digest counts.
    pub actor: Actor,
    /// The address.
    pub address: String,
}

/// An address in the plain form that every mail server takes: without a name beside it, in ASCII, its domain in lower case.
///
/// # Errors
/// [`Problem::Invalid`] for anything else.
pub fn address(text: &str) -> Result<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    let dotted = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    let label = |part: &str| {
        let within = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (1..=63).contains(&part.len()) && within && !part.starts_with('-') && !part.ends_with('-')
    };
    let sound = |(name, domain): &(&str, &str)| {
        let named = (1..=64).contains(&name.len()) && name.bytes().all(plain) && dotted(name);
        named && domain.len() <= 189 && domain.contains('.') && domain.split('.').all(label)
    };
    let parts = text.trim().rsplit_once('@').filter(sound);
    let (name, domain) = parts.ok_or_else(|| {
        Problem::field(
            FIELD,
            "Tulis satu alamat surel, misalnya nama@contoh.go.id, tanpa spasi dan tanpa nama di depannya.",
        )
    })?;
    Ok(format!("{name}@{}", domain.to_ascii_lowercase()))
}

/// Gives a user an address, and says whether the digest is wanted.
///
/// # Errors
/// As [`address`], and what the database says.
pub async fn keep(house: &House, user: PenggunaId, (text, wanted): (&str, bool), by: &str) -> Result<()> {
    let row = surel::ActiveModel {
        pengguna_id: Set(user),
        alamat: Set(address(text)?),
        aktif: Set(wanted),
        diubah_pada: Set(house.clock.now()),
        pelaku: Set(by.to_owned()),
    };
    let mut conflict = OnConflict::columns([surel::Column::PenggunaId]);
    conflict.update_columns([
        surel::Column::Alamat,
        surel::Column::Aktif,
        surel::Column::DiubahPada,
        surel::Column::Pelaku,
    ]);
    surel::Entity::insert(row).on_conflict(conflict).exec_without_returning(&house.db).await?;
    Ok(())
}

/// Takes a user's address away. Returns whether there was one.
///
/// # Errors
/// What the database says.
pub async fn remove(house: &House, user: PenggunaId) -> Result<bool> {
    let gone = surel::Entity::delete_many().filter(surel::Column::PenggunaId.eq(user)).exec(&house.db).await?;
    Ok(gone.rows_affected > 0)
}

/// The address of a user, if there is one.
///
/// # Errors
/// What the database says.
pub async fn of(house: &House, user: PenggunaId) -> Result<Option<surel::Model>> {
    Ok(surel::Entity::find_by_id(user).one(&house.db).await?)
}

/// The user of a name to log in with.
///
/// # Errors
/// [`Problem::Invalid`] for a name that nobody has.
pub async fn named(house: &House, username: &str) -> Result<PenggunaId> {
    let username = username.trim().to_lowercase();
    let user = pengguna::Entity::find().filter(pengguna::Column::NamaMasuk.eq(username)).one(&house.db).await?;
    Ok(user.ok_or_else(nobody)?.id)
}

/// What is said of a name that nobody has.
#[must_use]
pub fn nobody() -> Problem {
    Problem::field("username", "Tidak ada pengguna dengan nama itu. Lihat `lindung user list`.")
}

/// The users who may log in, have an address and want the digest. Whose role this program does not know is left out, and named in the log: it
/// keeps nobody else from their digest.
///
/// # Errors
/// What the database says.
pub async fn recipients(accounts: &Accounts) -> Result<Vec<Recipient>> {
    let db = &accounts.house.db;
    let wanted = surel::Entity::find().filter(surel::Column::Aktif.eq(true));
    let rows = wanted.order_by_asc(surel::Column::PenggunaId).all(db).await?;
    let users = pengguna::Entity::find().filter(pengguna::Column::Aktif.eq(true)).all(db).await?;
    let mut users: HashMap<PenggunaId, pengguna::Model> = users.into_iter().map(|user| (user.id, user)).collect();
    let mut all = Vec::new();
    for row in rows {
        let Some(user) = users.remove(&row.pengguna_id) else { continue };
        let id = user.id;
        match accounts.actor(user, None) {
            Ok(actor) => all.push(Recipient { user: id, actor, address: row.alamat }),
            Err(error) => tracing::error!(%error, user = %id, "a user gets no digest"),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plain_address_is_taken_and_nothing_else() {
        for (text, kept) in [
            ("Petugas.Contoh@Contoh.GO.ID", "Petugas.Contoh@contoh.go.id"),
            (" a+b@contoh.id ", "a+b@contoh.id"),
            ("x@1.contoh-dua.id", "x@1.contoh-dua.id"),
        ] {
            assert_eq!(address(text).unwrap(), kept);
        }
        for wrong in [
            "",
            "contoh",
            "@contoh.id",
            "a@",
            "a@localhost",
            "a b@contoh.id",
            "Nama <a@contoh.id>",
            "a@contoh.id, b@contoh.id",
            "a@contoh.id\r\nBcc: b@contoh.id",
            "a..b@contoh.id",
            "a@-contoh.id",
            "a@contoh..id",
            "\"a\"@contoh.id",
            "nämä@contoh.id",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
