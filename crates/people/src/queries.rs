//! Reading people: masked by default, and every read leaves a trace.

use std::collections::HashMap;

use kernel::access::{Read, log};
use kernel::form::Form;
use kernel::ledger::Dimensions;
use kernel::{Ctx, Day, OrangId, Permission, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect};

use crate::FIELDS;
use crate::entity::{Column, Entity, Model};
use crate::office;

/// A person as somebody may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The person.
    pub id: OrangId,
    /// Text by field; protected fields masked unless they were opened.
    pub form: Form,
    /// Whether protected fields stand in full.
    pub revealed: bool,
}

/// The people whom one of the actor's offices knows.
fn visible_to(ctx: &Ctx) -> Select<Entity> {
    let known = Query::select()
        .column(office::Column::OrangId)
        .from(office::Entity)
        .and_where(Expr::col(office::Column::KantorId).is_in(ctx.actor.offices.iter().map(|o| o.0)))
        .to_owned();
    Entity::find().filter(Expr::col(Column::Id).in_subquery(known))
}

/// Text by field of a person, in full: the caller masks what the actor may not see, and leaves the trace.
///
/// # Errors
/// [`Problem::NotFound`] once the person has been erased.
pub fn text(ctx: &Ctx, model: &Model) -> Result<Form> {
    let key = model.key(ctx)?;
    let open = |place: &str, sealed: &Option<Vec<u8>>| -> Result<String> {
        let bytes = sealed.as_ref().map(|s| key.open(place, s)).transpose()?.unwrap_or_default();
        String::from_utf8(bytes).map_err(Problem::internal)
    };
    let mut form = Form::from([
        ("nama".to_owned(), model.nama.clone()),
        ("nik".to_owned(), open("orang.nik", &model.nik_sandi)?),
        ("jenis_dokumen".to_owned(), model.jenis_dokumen.clone().unwrap_or_default()),
        ("nomor_dokumen".to_owned(), open("orang.dokumen", &model.dokumen_sandi)?),
        ("tanggal_lahir".to_owned(), model.tanggal_lahir.map(|d| d.to_string()).unwrap_or_default()),
        ("jenis_kelamin".to_owned(), model.jenis_kelamin.clone().unwrap_or_default()),
        ("daerah_asal".to_owned(), model.daerah_asal.clone().unwrap_or_default()),
        ("alamat".to_owned(), open("orang.alamat", &model.alamat_sandi)?),
        ("telepon".to_owned(), open("orang.telepon", &model.telepon_sandi)?),
    ]);
    form.retain(|_, text| !text.is_empty());
    Ok(form)
}

fn masked(mut form: Form) -> Form {
    for field in FIELDS {
        if let Some(text) = form.get_mut(field.key) {
            *text = field.masked(text);
        }
    }
    form
}

/// One person. `reveal` asks for protected fields in full, which needs [`Permission::RevealPeople`].
///
/// # Errors
/// [`Problem::NotFound`] when none of the actor's offices knows the person; [`Problem::Forbidden`].
pub async fn show(ctx: &Ctx, id: OrangId, reveal: bool) -> Result<Shown> {
    ctx.actor.require(Permission::ReadPeople)?;
    if reveal {
        ctx.actor.require(Permission::RevealPeople)?;
    }
    let model = visible_to(ctx).filter(Column::Id.eq(id)).one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    log(ctx, Read { action: if reveal { "buka" } else { "lihat" }, kind: "orang", revealed: reveal }, vec![id]).await?;
    let form = text(ctx, &model)?;
    Ok(Shown { id, form: if reveal { form } else { masked(form) }, revealed: reveal })
}

/// A page of people, newest first, masked.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn list(ctx: &Ctx, before: Option<OrangId>, limit: u64) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let mut query = visible_to(ctx).order_by_desc(Column::Id).limit(limit);
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let models = query.all(ctx.db()).await?;
    let ids = models.iter().map(|m| m.id).collect();
    log(ctx, Read { action: "daftar", kind: "orang", revealed: false }, ids).await?;
    models.iter().map(|m| Ok(Shown { id: m.id, form: masked(text(ctx, m)?), revealed: false })).collect()
}

/// The person behind a record that the actor may see: the caller has checked that, and leaves the trace.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn find(db: &impl ConnectionTrait, id: OrangId) -> Result<Model> {
    Entity::find().filter(Column::Id.eq(id)).one(db).await?.ok_or(Problem::NotFound)
}

/// Names of people by id, for lists of records that the actor may see: the caller leaves the trace.
///
/// # Errors
/// What the database says.
pub async fn names(ctx: &Ctx, ids: Vec<OrangId>) -> Result<HashMap<OrangId, String>> {
    let rows: Vec<(OrangId, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Nama])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(rows.into_iter().collect())
}

/// What the ledger keeps of people, by id.
///
/// # Errors
/// What the database says.
pub async fn dimensions(db: &impl ConnectionTrait, ids: Vec<OrangId>) -> Result<HashMap<OrangId, Dimensions>> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::JenisKelamin, Column::DaerahAsal, Column::TanggalLahir])
        .filter(Column::Id.is_in(ids))
        .into_tuple::<(OrangId, Option<String>, Option<String>, Option<Day>)>()
        .all(db)
        .await?;
    let kept = |(id, sex, area, born): (OrangId, _, Option<String>, _)| {
        (id, Dimensions { sex, province: area.and_then(|a| a.get(..2).map(str::to_owned)), born })
    };
    Ok(rows.into_iter().map(kept).collect())
}
