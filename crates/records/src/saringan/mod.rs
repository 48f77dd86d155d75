//! Lists that officers name: the filters and the order of a kind's list, for themselves or for their office. They hold no personal data.

mod entity;

use kernel::form::{FieldKind, Form};
use kernel::numbers::is_number;
use kernel::{Ctx, KantorId, PenggunaId, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, QueryOrder};

pub use entity::Entity;
pub(crate) use entity::Model;
use entity::{ActiveModel, Column};

use crate::search::{OFFICER, ORDER, Start, TEXT};
use crate::{AnyKind, Filter, officers};

/// The key of the name.
pub(crate) const NAME: &str = "nama_saringan";
/// The key of the box that shares it.
pub(crate) const SHARED: &str = "bagikan_saringan";
/// The most letters of a name.
const LONGEST: usize = 60;
/// The most that a user has for one kind.
const MOST: usize = 30;
/// The lock of who names lists.
const LOCK: &str = "saringan";

/// What is asked for a list that is named: its name, and whether the office sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub name: String,
    pub shared: bool,
}

impl Asked {
    /// Takes it out of a form.
    pub(crate) fn take(typed: &mut Form) -> Self {
        let name = typed.remove(NAME).unwrap_or_default().trim().to_owned();
        Self { name, shared: typed.remove(SHARED).is_some() }
    }
}

/// The filters of a list that is named, as typed.
pub(crate) fn content(row: &Model) -> Form {
    let members = row.isi.as_object().into_iter().flatten();
    members.filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned()))).collect()
}

/// Whether the actor owns it.
pub(crate) fn owned(ctx: &Ctx, row: &Model) -> bool {
    ctx.actor.user == Some(row.pengguna_id)
}

/// Whether the actor may delete what others share with the office: the head, who signs for it.
pub(crate) fn clears(ctx: &Ctx) -> bool {
    ctx.actor.may(Permission::SignClosing)
}

/// The users who work in an office now.
fn working(office: KantorId) -> SelectStatement {
    Query::select()
        .column("id")
        .from("pengguna")
        .and_where(Expr::col("aktif").eq(true))
        .and_where(Expr::col("kantor_id").eq(office.0))
        .to_owned()
}

/// The lists of a kind that the actor named in this office, and those that others who work there share with it, by name.
///
/// # Errors
/// Any database error.
pub(crate) async fn of(ctx: &Ctx, kind: &dyn AnyKind) -> Result<Vec<Model>> {
    let Some(user) = ctx.actor.user else { return Ok(Vec::new()) };
    let shared = Condition::all()
        .add(Column::Dibagikan.eq(true))
        .add(Expr::col(Column::PenggunaId).in_subquery(working(ctx.actor.office)));
    let seen = Condition::any().add(Column::PenggunaId.eq(user)).add(shared);
    let rows = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Jenis.eq(kind.info().name))
        .filter(Column::DihapusPada.is_null())
        .filter(seen);
    Ok(rows.order_by_asc(Column::Nama).order_by_asc(Column::Id).all(ctx.db()).await?)
}

/// The list with an id, as the actor may use it.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) async fn find(ctx: &Ctx, kind: &dyn AnyKind, id: &str) -> Result<Model> {
    let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
    of(ctx, kind).await?.into_iter().find(|row| row.id == id).ok_or(Problem::NotFound)
}

/// Names a list, and returns its id.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a name that is empty, too long or taken, for one list too many, for filters that
/// cannot be read, for none at all, and for what may name a person.
pub(crate) async fn save(ctx: &Ctx, kind: &dyn AnyKind, asked: &Asked, typed: &Form) -> Result<Uuid> {
    let user = may(ctx, kind)?;
    named(&asked.name)?;
    let content: Form = typed.iter().filter(|(_, text)| !text.trim().is_empty()).map(own).collect();
    let officers = officers::names(ctx.db(), content.get(OFFICER)).await?;
    savable(ctx, kind, &content, |login| officers.contains_key(login))?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let others = owners(&*tx, ctx, kind, user).await?;
    if others.len() >= MOST {
        return Err(Problem::field(
            NAME,
            format!("Anda sudah punya {MOST} saringan untuk daftar ini. Hapus yang tidak dipakai lagi."),
        ));
    }
    free(&others, None, &asked.name)?;
    let id = tx.id();
    let row = ActiveModel {
        id: Set(id),
        pengguna_id: Set(user),
        kantor_id: Set(ctx.actor.office),
        jenis: Set(kind.info().name.to_owned()),
        nama: Set(asked.name.clone()),
        isi: Set(serde_json::Value::Object(content.into_iter().map(|(key, text)| (key, text.into())).collect())),
        dibagikan: Set(asked.shared),
        pemilik: Set(ctx.actor.name.clone()),
        dibuat_pada: Set(tx.at),
        diubah_pada: Set(tx.at),
        dihapus_pada: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives a list of the actor's another name, and shares it with the office or no longer.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::Invalid`] as [`save`].
pub(crate) async fn rename(ctx: &Ctx, kind: &dyn AnyKind, id: Uuid, asked: &Asked) -> Result<()> {
    let user = may(ctx, kind)?;
    named(&asked.name)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    free(&owners(&*tx, ctx, kind, user).await?, Some(id), &asked.name)?;
    let done = Entity::update_many()
        .col_expr(Column::Nama, Expr::value(asked.name.clone()))
        .col_expr(Column::Dibagikan, Expr::value(asked.shared))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(mine(ctx, kind, (user, id)))
        .exec(&*tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Problem::NotFound);
    }
    tx.commit().await
}

/// Deletes a list of the actor's, or one that the office sees if the actor is its head. Its row stays, with when.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) async fn delete(ctx: &Ctx, kind: &dyn AnyKind, id: Uuid) -> Result<()> {
    let user = may(ctx, kind)?;
    let whose = Condition::any().add(Column::PenggunaId.eq(user));
    let whose = if clears(ctx) { whose.add(Column::Dibagikan.eq(true)) } else { whose };
    let tx = ctx.begin().await?;
    let done = Entity::update_many()
        .col_expr(Column::DihapusPada, Expr::value(tx.at))
        .filter(here(ctx, kind, id).add(whose))
        .exec(&*tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Problem::NotFound);
    }
    tx.commit().await
}

/// The actor, if there is a person and the kind may be read.
fn may(ctx: &Ctx, kind: &dyn AnyKind) -> Result<PenggunaId> {
    let permission = kind.info().permission;
    ctx.actor.require(permission)?;
    ctx.actor.user.ok_or(Problem::Forbidden(permission))
}

/// The condition for one list of the actor's.
fn mine(ctx: &Ctx, kind: &dyn AnyKind, (user, id): (PenggunaId, Uuid)) -> Condition {
    here(ctx, kind, id).add(Column::PenggunaId.eq(user))
}

/// The condition for one list of the office.
fn here(ctx: &Ctx, kind: &dyn AnyKind, id: Uuid) -> Condition {
    Condition::all()
        .add(Column::Id.eq(id))
        .add(Column::KantorId.eq(ctx.actor.office))
        .add(Column::Jenis.eq(kind.info().name))
        .add(Column::DihapusPada.is_null())
}

/// The lists of a kind that a user has in the office.
async fn owners(db: &impl ConnectionTrait, ctx: &Ctx, kind: &dyn AnyKind, user: PenggunaId) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::PenggunaId.eq(user))
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Jenis.eq(kind.info().name))
        .filter(Column::DihapusPada.is_null());
    Ok(rows.all(db).await?)
}

fn own((key, text): (&String, &String)) -> (String, String) {
    (key.clone(), text.trim().to_owned())
}

fn named(name: &str) -> Result<()> {
    let wrong = if name.is_empty() {
        "Beri nama saringan ini, misalnya: Terlambat minggu ini.".to_owned()
    } else if name.chars().count() > LONGEST {
        format!("Nama terlalu panjang: paling banyak {LONGEST} huruf.")
    } else if name.chars().any(char::is_control) {
        "Nama berisi karakter yang tidak terbaca. Ketik ulang.".to_owned()
    } else if is_number(name) {
        "Nama ini berisi angka seperti nomor seseorang. Saringan tersimpan tidak boleh memuat data pribadi; beri nama lain.".to_owned()
    } else {
        return Ok(());
    };
    Err(Problem::field(NAME, wrong))
}

/// Whether nobody else of these has the name, whatever its capitals.
fn free(others: &[Model], but: Option<Uuid>, name: &str) -> Result<()> {
    let same = |row: &&Model| Some(row.id) != but && row.nama.to_lowercase() == name.to_lowercase();
    match others.iter().find(same) {
        Some(row) => {
            Err(Problem::field(NAME, format!("Anda sudah punya saringan bernama {}. Beri nama lain.", row.nama)))
        }
        None => Ok(()),
    }
}

/// Whether filters may be kept: there are some, they can be read, and none may name a person. The login names of officers are no such names,
/// also where they are long numbers.
fn savable(ctx: &Ctx, kind: &dyn AnyKind, content: &Form, is_officer: impl Fn(&String) -> bool) -> Result<()> {
    if content.contains_key(TEXT) {
        return Err(Problem::field(
            NAME,
            "Pencarian nama atau nomor tidak dapat disimpan, karena saringan tersimpan tidak boleh memuat data pribadi. \
             Kosongkan Cari, lalu simpan saringannya.",
        ));
    }
    let free = |key: &String| match kind.fields().into_iter().find(|field| field.key == key) {
        Some(field) => is_free(field.kind),
        None => kind.info().filters.contains(&key.as_str()),
    };
    let officer = |key: &String, text: &String| key == OFFICER && is_officer(text);
    if content.iter().any(|(key, text)| free(key) && is_number(text) && !officer(key, text)) {
        return Err(Problem::field(
            NAME,
            "Saringan ini berisi angka seperti NIK atau telepon. Saringan tersimpan tidak boleh memuat data pribadi; hapus dahulu angka itu.",
        ));
    }
    if content.is_empty() {
        return Err(Problem::field(NAME, "Belum ada saringan atau urutan. Saring atau urutkan daftarnya dahulu."));
    }
    let filters: Form = content.iter().filter(|(key, _)| *key != ORDER).map(own).collect();
    Filter::read(ctx, kind, &filters)?;
    Start::read(kind, content.get(ORDER).map_or("", String::as_str), "").map(|_| ())
}

/// Whether anything can be typed into a field.
fn is_free(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text(_) | FieldKind::Outside(_) | FieldKind::Named(..) | FieldKind::Officer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_names_nobody_by_number() {
        for name in ["Terlambat minggu ini", "PGD 2025-12-31", &"x".repeat(LONGEST)] {
            assert!(named(name).is_ok(), "{name}");
        }
        for name in ["", "NIK 3603994101900001", "0812 0000 1111", "A\u{1b}", &"x".repeat(LONGEST + 1)] {
            assert!(named(name).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_typed_for_a_name_is_taken_out_of_the_form() {
        let typed = [("status", "diterima"), (NAME, " Baru masuk "), (SHARED, "ya")];
        let mut typed: Form = typed.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        assert_eq!(Asked::take(&mut typed), Asked { name: "Baru masuk".to_owned(), shared: true });
        assert_eq!(typed.len(), 1);
    }
}
