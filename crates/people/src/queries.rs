//! Reading people: masked by default, and every read is logged.

use std::collections::HashMap;

use kernel::access::{Read, log};
use kernel::form::Form;
use kernel::ledger::Dimensions;
use kernel::{Ctx, Day, OrangId, Permission, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, QueryOrder, QuerySelect};

use crate::doubt::doubted;
use crate::entity::{Column, Entity, Model};
use crate::score::named_alike;
use crate::sought::{Called, called};
use crate::{FIELDS, key, office};

/// Stands for what is protected and filled in.
pub const SHUT: &str = "(terlindungi)";

/// A person as the actor may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The person.
    pub id: OrangId,
    /// Text by field; protected fields masked unless they were opened.
    pub form: Form,
    /// Whether protected fields are in full.
    pub revealed: bool,
    /// Counts up with each change.
    pub version: i64,
    /// The merged person who was requested, if this is the person kept instead.
    pub merged: Option<OrangId>,
    /// The fields with numbers that are in doubt.
    pub doubted: Vec<&'static str>,
}

impl Shown {
    fn of(ctx: &Ctx, model: &Model, revealed: bool) -> Result<Self> {
        let form = text(ctx, model)?;
        let doubted = doubted(ctx, model, &form);
        let form = if revealed { form } else { masked(form) };
        Ok(Self { id: model.id, form, revealed, version: model.versi, merged: None, doubted })
    }
}

/// The people whom one of the actor's offices knows.
fn visible_to(ctx: &Ctx) -> Select<Entity> {
    let known = Query::select()
        .column(office::Column::OrangId)
        .from(office::Entity)
        .and_where(ctx.of_offices(office::Column::KantorId))
        .to_owned();
    Entity::find().filter(Expr::col(Column::Id).in_subquery(known))
}

/// A person whom one of the actor's offices knows.
pub(crate) async fn find_visible(db: &impl ConnectionTrait, ctx: &Ctx, id: OrangId) -> Result<Option<Model>> {
    Ok(visible_to(ctx).filter(Column::Id.eq(id)).one(db).await?)
}

/// Those of `ids` whom one of the actor's offices knows.
pub(crate) async fn find_visible_of(db: &impl ConnectionTrait, ctx: &Ctx, ids: &[OrangId]) -> Result<Vec<Model>> {
    let mut people = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(kernel::db::chunk_rows(1)) {
        people.extend(visible_to(ctx).filter(Column::Id.is_in(chunk.iter().copied())).all(db).await?);
    }
    Ok(people)
}

/// Fails if the actor may not see a person. The check is not logged, so nothing of the person may be shown.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn known(ctx: &Ctx, id: OrangId) -> Result<()> {
    find_visible(ctx.db(), ctx, id).await?.map(drop).ok_or(Problem::NotFound)
}

/// The birth date as a form has it: a day, or what is known of it.
fn born(model: &Model) -> String {
    let day = model.tanggal_lahir.map(|day| day.to_string());
    day.or_else(|| model.lahir_sebagian.clone()).unwrap_or_default()
}

/// The full text of a person by field; of an erased one, what is left. The caller must mask what the actor may not see, and log the read.
///
/// # Errors
/// [`Problem::Internal`] for what does not open.
pub fn text(ctx: &Ctx, model: &Model) -> Result<Form> {
    let key = model.reading_key(ctx)?;
    let open = |place: &str, sealed: &Option<Vec<u8>>| -> Result<String> {
        let (Some(key), Some(sealed)) = (&key, sealed) else { return Ok(String::new()) };
        String::from_utf8(key.open(place, sealed)?).map_err(Problem::internal)
    };
    let mut form = Form::from([
        (key::NAMA.into(), model.nama.clone()),
        (key::NIK.into(), open("orang.nik", &model.nik_sandi)?),
        (key::JENIS_DOKUMEN.into(), model.jenis_dokumen.clone().unwrap_or_default()),
        (key::NOMOR_DOKUMEN.into(), open("orang.dokumen", &model.dokumen_sandi)?),
        (key::TANGGAL_LAHIR.into(), born(model)),
        (key::JENIS_KELAMIN.into(), model.jenis_kelamin.clone().unwrap_or_default()),
        (key::DAERAH_ASAL.into(), model.daerah_asal.clone().unwrap_or_default()),
        (key::ALAMAT.into(), open("orang.alamat", &model.alamat_sandi)?),
        (key::TELEPON.into(), open("orang.telepon", &model.telepon_sandi)?),
    ]);
    form.retain(|_, text| !text.is_empty());
    Ok(form)
}

pub(crate) fn masked(mut form: Form) -> Form {
    for field in FIELDS {
        if let Some(text) = form.get_mut(field.key) {
            *text = field.masked(text);
        }
    }
    form
}

/// One person; for a merged person, the one who was kept. `reveal` requests protected fields in full, which needs
/// [`Permission::RevealPeople`].
///
/// # Errors
/// [`Problem::NotFound`] when none of the actor's offices knows the person; [`Problem::Forbidden`].
pub async fn show(ctx: &Ctx, id: OrangId, reveal: bool) -> Result<Shown> {
    ctx.actor.require(Permission::ReadPeople)?;
    if reveal {
        ctx.actor.require(Permission::RevealPeople)?;
    }
    let asked = find_visible(ctx.db(), ctx, id).await?.ok_or(Problem::NotFound)?;
    let model = kept(ctx.db(), asked).await?;
    let action = if reveal { "buka" } else { "lihat" };
    log(ctx, Read { action, kind: "orang", revealed: reveal }, vec![model.id]).await?;
    Ok(Shown { merged: (model.id != id).then_some(id), ..Shown::of(ctx, &model, reveal)? })
}

/// A page of people, newest first, masked.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub async fn list(ctx: &Ctx, before: Option<OrangId>, limit: u64) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let mut query = visible_to(ctx).filter(Column::DigabungKe.is_null()).order_by_desc(Column::Id).limit(limit);
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let models = query.all(ctx.db()).await?;
    let ids = models.iter().map(|m| m.id).collect();
    log(ctx, Read { action: "daftar", kind: "orang", revealed: false }, ids).await?;
    models.iter().map(|model| Shown::of(ctx, model, false)).collect()
}

/// The conditions of a search for people.
#[derive(Clone, Default)]
pub struct Sought {
    /// Only people who are called so, if given, see [`crate::called()`].
    pub called: Option<Called>,
    /// Only these people, if given.
    pub ids: Option<Vec<OrangId>>,
}

/// A page of the people who match a search and whom one of the actor's offices knows, newest first, masked.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub async fn page_of(ctx: &Ctx, sought: &Sought, before: Option<OrangId>, limit: u64) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let mut query = visible_to(ctx).filter(Column::DigabungKe.is_null()).order_by_desc(Column::Id).limit(limit);
    if let Some(called) = &sought.called {
        query = query.filter(called.clone().condition(&Expr::col((Entity, Column::Id))));
    }
    if let Some(ids) = &sought.ids {
        query = query.filter(Column::Id.is_in(ids.iter().copied()));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let models = query.all(ctx.db()).await?;
    let ids = models.iter().map(|m| m.id).collect();
    log(ctx, Read { action: "cari", kind: "orang", revealed: false }, ids).await?;
    models.iter().map(|model| Shown::of(ctx, model, false)).collect()
}

/// People who may be the same as one: by name as it is searched, however it is written, or by document number. Masked.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], or any database error.
pub async fn alike(ctx: &Ctx, id: OrangId) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let model = find_visible(ctx.db(), ctx, id).await?.ok_or(Problem::NotFound)?;
    // Where no number is known, nobody has the same.
    let document = model.dokumen_indeks.as_deref().map(|index| Column::DokumenIndeks.eq(index));
    let same = Condition::any().add(Column::NamaBaku.eq(&model.nama_baku)).add_option(document);
    let others = |condition: Condition| {
        let of = visible_to(ctx).filter(condition).filter(Column::Id.ne(id)).filter(Column::DigabungKe.is_null());
        of.order_by_desc(Column::Id)
    };
    let mut people = others(same).limit(ALIKE).all(ctx.db()).await?;
    let called = called(ctx, &model.nama).await?;
    if !called.is_nobody() {
        let called = called.condition(&Expr::col((Entity, Column::Id)));
        let said = model.said();
        people.extend(
            others(called)
                .limit(10 * ALIKE)
                .all(ctx.db())
                .await?
                .into_iter()
                .filter(|one| named_alike(&said, &one.said())),
        );
    }
    people.sort_by_key(|one| std::cmp::Reverse(one.id));
    people.dedup_by_key(|one| one.id);
    people.truncate(usize::try_from(ALIKE).unwrap_or_default());
    let ids = people.iter().map(|m| m.id).collect();
    log(ctx, Read { action: "daftar", kind: "orang", revealed: false }, ids).await?;
    people.iter().map(|model| Shown::of(ctx, model, false)).collect()
}

/// The people who were merged into one, masked.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub async fn absorbed(ctx: &Ctx, id: OrangId) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let people = visible_to(ctx).filter(Column::DigabungKe.eq(id)).order_by_asc(Column::Id).all(ctx.db()).await?;
    let ids = people.iter().map(|person| person.id).collect();
    log(ctx, Read { action: "daftar", kind: "orang", revealed: false }, ids).await?;
    people.iter().map(|model| Shown::of(ctx, model, false)).collect()
}

/// How many people who may be the same as one are shown.
const ALIKE: u64 = 20;

/// The person behind a record. The caller must have checked that the actor may see the record, and must log the read.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn find(db: &impl ConnectionTrait, id: OrangId) -> Result<Model> {
    kept(db, one(db, id).await?).await
}

/// The row of a person, merged or not.
pub(crate) async fn one(db: &impl ConnectionTrait, id: OrangId) -> Result<Model> {
    Entity::find().filter(Column::Id.eq(id)).one(db).await?.ok_or(Problem::NotFound)
}

/// The person who was kept in place of a merged one, following all merges to the end.
///
/// # Errors
/// Any database error.
pub async fn kept(db: &impl ConnectionTrait, mut model: Model) -> Result<Model> {
    while let Some(next) = model.digabung_ke {
        model = one(db, next).await?;
    }
    Ok(model)
}

/// Names of people by id, for lists of records that the actor may see. The caller must log the read.
///
/// # Errors
/// Any database error.
pub async fn names(ctx: &Ctx, ids: Vec<OrangId>) -> Result<HashMap<OrangId, String>> {
    let rows: Vec<(OrangId, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Nama])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(ctx.keyed())
        .await?;
    Ok(rows.into_iter().collect())
}

/// People by id, for decisions in the same transaction: nothing of them may be shown unless the caller logs the read.
///
/// # Errors
/// Any database error.
pub async fn models(db: &impl ConnectionTrait, ids: &[OrangId]) -> Result<HashMap<OrangId, Model>> {
    let mut people = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(kernel::db::chunk_rows(1)) {
        let rows = Entity::find().filter(Column::Id.is_in(chunk.iter().copied())).all(db).await?;
        people.extend(rows.into_iter().map(|model| (model.id, model)));
    }
    Ok(people)
}

/// The select of the ids of people with one of these names, given as [`normalise`](crate::normalise) makes them.
#[must_use]
pub fn named(names: &[String]) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::NamaBaku).is_in(names.iter().cloned()))
        .to_owned()
}

/// The particulars of people by id, with protected ones shut: that they are filled in is all that is said. The caller must log the
/// read.
///
/// # Errors
/// Any database error.
pub async fn particulars(ctx: &Ctx, ids: Vec<OrangId>) -> Result<HashMap<OrangId, Form>> {
    let people = Entity::find().filter(Column::Id.is_in(ids)).all(ctx.db()).await?;
    let form = |model: Model| {
        let shut = |sealed: &Option<Vec<u8>>| sealed.as_ref().map(|_| SHUT.to_owned());
        let all = [
            (key::TANGGAL_LAHIR.name, Some(born(&model)).filter(|day| !day.is_empty())),
            (key::NAMA.name, Some(model.nama)),
            (key::NIK.name, shut(&model.nik_sandi)),
            (key::JENIS_DOKUMEN.name, model.jenis_dokumen),
            (key::NOMOR_DOKUMEN.name, shut(&model.dokumen_sandi)),
            (key::JENIS_KELAMIN.name, model.jenis_kelamin),
            (key::DAERAH_ASAL.name, model.daerah_asal),
            (key::ALAMAT.name, shut(&model.alamat_sandi)),
            (key::TELEPON.name, shut(&model.telepon_sandi)),
        ];
        let filled = all.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?)));
        (model.id, filled.collect())
    };
    Ok(people.into_iter().map(form).collect())
}

/// What the ledger stores about people, by id.
///
/// # Errors
/// Any database error.
pub async fn dimensions(db: &impl ConnectionTrait, ids: Vec<OrangId>) -> Result<HashMap<OrangId, Dimensions>> {
    let rows = standing(db, ids).await?;
    Ok(rows.into_iter().map(|(id, (dimensions, _))| (id, dimensions)).collect())
}

/// The same, with whether each has been erased: the facts of an erased person stay as they are, and cannot be derived anew.
///
/// # Errors
/// Any database error.
pub async fn standing(db: &impl ConnectionTrait, ids: Vec<OrangId>) -> Result<HashMap<OrangId, (Dimensions, bool)>> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::JenisKelamin, Column::DaerahAsal, Column::TanggalLahir])
        .column_as(Column::Kunci.is_null(), "musnah")
        .filter(Column::Id.is_in(ids))
        .into_tuple::<(OrangId, Option<String>, Option<String>, Option<Day>, bool)>()
        .all(db)
        .await?;
    let kept = |(id, sex, area, born, erased): (OrangId, _, Option<String>, _, bool)| {
        let province = area.and_then(|a| a.get(..2).map(str::to_owned));
        (id, (Dimensions { sex, province, born }, erased))
    };
    Ok(rows.into_iter().map(kept).collect())
}
