//! Setting up, changing, signing, revising and throwing away: one transaction each, with a line of history.

use chrono::Datelike;
use kernel::form::Shape;
use kernel::form::shape::Text;
use kernel::history::{self, Entry};
use kernel::{CatatanId, Ctx, Day, FieldError, Period, Permission, Problem, Result, Tx, db};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::check::{self, Finding};
use super::entity::{Column, Entity, Model};
use super::laid::{Laid, newest};
use super::queries::row;
use super::status::{Command, Status};
use super::{KIND, queries};
use crate::agreement::{Agreement, Agreements, Item};
use crate::{bare, indicators};

/// How long a reason may be.
pub(super) const LONG: usize = 500;
/// The most items of an agreement.
pub(super) const ITEMS: usize = 60;
/// How long it may be what tells an agreement apart.
pub(super) const CALLED: usize = 40;
/// The lock of who signs.
const LOCK: &str = "perjanjian";

/// What is to be set up.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    /// The year.
    pub year: i32,
    /// The code of the agreement from which it is taken; none for the newest of the office, or else all indicators.
    pub from: Option<String>,
    /// What tells it apart from others of the year, such as `pok`; none for that of the one it is taken from.
    pub called: Option<String>,
}

/// What a draft says from then on.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The version of the draft that was read.
    pub seen: i64,
    /// The title.
    pub title: String,
    /// The first day on which it holds.
    pub since: Day,
    /// Percent at which capaian is capped.
    pub cap: Option<u32>,
    /// The items.
    pub items: Vec<Item>,
}

/// A revision that is to be begun.
#[derive(Clone, Debug)]
pub struct Revised {
    /// The first day on which it will hold.
    pub since: Day,
    /// Why.
    pub reason: String,
}

/// What was said, without the blanks around it.
fn said<'a>(text: &'a str, needed: &str) -> Result<&'a str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::field("alasan", needed));
    }
    let shape = Shape::Text { most: LONG, of: Text::Plain };
    shape.refuse(false, &text.into()).map_or(Ok(text), |detail| Err(Problem::field("alasan", detail)))
}

/// Sets up the draft of a year's agreement, by default from the one before.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a year or an agreement that cannot be; [`Problem::Duplicate`] where the year has one of
/// that name.
pub async fn create(ctx: &Ctx, all: &Agreements, begun: &Begun) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let running = ctx.today().year();
    if !(running - 1..=running + 1).contains(&begun.year) {
        let detail = format!("Tulis tahun {} sampai {}.", running - 1, running + 1);
        return Err(Problem::field("tahun", detail));
    }
    let office = ctx.house.offices.by_id(ctx.actor.office).map(|office| office.code.clone()).unwrap_or_default();
    let source = source(all, &office, begun)?;
    let code = code(all, source, &office, begun)?;
    if all.all().iter().any(|one| one.code == code) {
        let detail = format!("Perjanjian {code} sudah ada. Buat revisinya, atau tulis sebutan lain.");
        return Err(Problem::Duplicate(detail));
    }
    let from_year = |text: &str| {
        source.map_or_else(|| text.to_owned(), |one| text.replace(&one.year.to_string(), &begun.year.to_string()))
    };
    let agreement = Agreement {
        title: from_year(source.map_or("Perjanjian Kinerja", |one| one.title.as_str())),
        since: Period::year(begun.year).from,
        cap: source.and_then(|one| one.cap),
        items: source.map_or_else(every, |one| one.items.clone()),
        year: begun.year,
        code,
        office,
        version: 1,
        status: String::new(),
        own: true,
        signed: None,
        named: None,
    };
    let why =
        source.map_or_else(|| "Disusun dari semua indikator.".to_owned(), |one| format!("Disusun dari {}.", one.code));
    insert(ctx, &agreement, None, &why).await
}

fn every() -> Vec<Item> {
    (1..).zip(indicators::ALL).map(|(no, indicator)| bare::item(no, indicator)).collect()
}

/// From which agreement it is taken: the one that is named, else the newest before of the office, else of any.
fn source<'a>(all: &'a Agreements, office: &str, begun: &Begun) -> Result<Option<&'a Agreement>> {
    if let Some(code) = &begun.from {
        let unknown =
            |_| Problem::field("dari", "Perjanjian ini tidak ada. Tulis kode perjanjian yang ada, atau kosongkan.");
        return all.find(code).map(Some).map_err(unknown);
    }
    let before = |one: &&Agreement| one.year <= begun.year;
    let newest = all.all().iter().filter(before).map(|one| one.year).max().unwrap_or_default();
    let of_own = all.all().iter().filter(before).filter(|one| one.office == office).map(|one| one.year).max();
    let of_year = all.of_year(of_own.unwrap_or(newest));
    Ok(of_year.iter().find(|one| one.office == office).or(of_year.first()).copied())
}

/// The short name: year and what tells it apart, with the office; only an office whose agreements are shipped is not named.
fn code(all: &Agreements, source: Option<&Agreement>, office: &str, begun: &Begun) -> Result<String> {
    let stem = match (&begun.called, source) {
        (Some(called), _) => slug(called),
        (None, Some(one)) => stem(one, office),
        (None, None) => "pk".to_owned(),
    };
    if begun.called.as_ref().is_some_and(|called| called.chars().count() > CALLED) {
        return Err(Problem::field("sebutan", format!("Terlalu panjang: paling banyak {CALLED} huruf.")));
    }
    if stem.is_empty() {
        return Err(Problem::field("sebutan", "Tulis sebutan dengan huruf atau angka, misalnya pok."));
    }
    let shipped = all.all().iter().any(|one| !one.own && one.office == office);
    let place = slug(office);
    let named = stem == place || stem.ends_with(&format!("-{place}"));
    let code = if shipped || named { stem } else { format!("{stem}-{place}") };
    Ok(format!("{}-{code}", begun.year))
}

/// What tells an agreement apart in its year, without the name of an office that is not the one that takes it over.
fn stem(one: &Agreement, office: &str) -> String {
    let stem = slug(one.code.trim_start_matches(&format!("{}-", one.year)));
    let other = if one.office == office { None } else { stem.strip_suffix(&format!("-{}", slug(&one.office))) };
    other.unwrap_or(&stem).to_owned()
}

/// Text as a part of an address.
fn slug(text: &str) -> String {
    let plain = text.chars().map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { ' ' });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join("-").chars().take(40).collect()
}

/// Begins the next version of a signed or shipped agreement, as the newest says.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a day that is not after the version before; [`Problem::Refused`]; [`Problem::Duplicate`]
/// where a draft of it stands.
pub async fn revise(ctx: &Ctx, all: &Agreements, id: &str, revised: &Revised) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = queries::find(ctx, all, id).await?;
    if let Some(row) = &old.row {
        row.owned(ctx)?;
        row.status.after(Command::Revisi)?;
    }
    let agreement = all.find(&old.agreement.code)?;
    let own = ctx.house.offices.by_code(&agreement.office).is_some_and(|office| office.id == ctx.actor.office);
    if !own {
        return Err(Problem::field(
            "perjanjian",
            "Perjanjian ini milik kantor lain; hanya kantor itu yang merevisinya.",
        ));
    }
    let reason = said(&revised.reason, "Tulis mengapa direvisi, misalnya: target disesuaikan dengan revisi DIPA.")?;
    let next = Agreement { version: agreement.version + 1, since: revised.since, own: true, ..agreement.clone() };
    let days = check::findings(&next, all).into_iter().filter(|one| one.key == "berlaku_sejak");
    let days: Vec<FieldError> = days.map(|one| FieldError::new(one.key, one.text)).collect();
    if !days.is_empty() {
        return Err(Problem::Invalid(days));
    }
    insert(ctx, &next, Some(reason), reason).await
}

async fn insert(ctx: &Ctx, agreement: &Agreement, reason: Option<&str>, why: &str) -> Result<Model> {
    let tx = ctx.begin().await?;
    let model = Model {
        id: tx.id(),
        kantor_id: ctx.actor.office,
        kode: agreement.code.clone(),
        versi: agreement.version.into(),
        tahun: agreement.year.into(),
        judul: agreement.title.clone(),
        berlaku_sejak: agreement.since,
        batas_capaian: agreement.cap.map(i64::from),
        butir: serde_json::to_value(&agreement.items).map_err(Problem::internal)?,
        kegiatan: agreement.named.as_ref().map(serde_json::to_value).transpose().map_err(Problem::internal)?,
        status: Status::Rancangan,
        langkah: 1,
        alasan: reason.map(str::to_owned),
        disusun_id: ctx.actor.user,
        disusun_oleh: ctx.actor.name.clone(),
        disusun_pada: tx.at,
        ditandatangani_id: None,
        ditandatangani_oleh: None,
        ditandatangani_pada: None,
        urutan: None,
    };
    let inserted = Entity::insert(model.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await;
    inserted.map_err(|error| match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
            Problem::Duplicate(format!("Rancangan {} sudah ada. Lanjutkan yang itu, atau buang dahulu.", model.name()))
        }
        _ => error.into(),
    })?;
    history::append(&tx, ctx, vec![entry(&tx, &model, None, why)]).await?;
    tx.commit().await?;
    Ok(model)
}

/// Changes a draft. What is not right yet may be saved: it only keeps the draft from being signed.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Refused`] for one that is signed; [`Problem::Stale`].
pub async fn change(ctx: &Ctx, id: Uuid, draft: Draft) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = row(ctx, id).await?;
    old.owned(ctx)?;
    let status = old.status.after(Command::Ubah)?;
    if old.langkah != draft.seen {
        return Err(Problem::Stale);
    }
    if draft.items.len() > ITEMS {
        return Err(Problem::field("butir", format!("Paling banyak {ITEMS} butir.")));
    }
    let new = Model {
        status,
        judul: draft.title,
        berlaku_sejak: draft.since,
        batas_capaian: draft.cap.map(i64::from),
        butir: serde_json::to_value(&draft.items).map_err(Problem::internal)?,
        langkah: old.langkah + 1,
        ..old.clone()
    };
    let tx = ctx.begin().await?;
    replace(&tx, ctx, (&old, &new), "Rancangan diubah.").await?;
    tx.commit().await?;
    Ok(new)
}

/// The head signs a draft in which nothing is left to mend, as it was read: by its version. From then on it is in force, on this server at
/// once.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Refused`]; [`Problem::Invalid`] with what is left to mend; [`Problem::Stale`].
pub async fn sign(ctx: &Ctx, laid: &Laid, id: Uuid, seen: i64) -> Result<Model> {
    ctx.actor.require(Permission::SignClosing)?;
    let old = row(ctx, id).await?;
    old.owned(ctx)?;
    let status = old.status.after(Command::Tandatangani)?;
    if old.langkah != seen {
        return Err(Problem::Stale);
    }
    laid.refresh().await?;
    let agreement = old.agreement("")?;
    let open: Vec<FieldError> = check::findings(&agreement, laid).into_iter().map(FieldError::from).collect();
    if !open.is_empty() {
        return Err(Problem::Invalid(open));
    }
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let new = Model {
        status,
        langkah: old.langkah + 1,
        ditandatangani_id: ctx.actor.user,
        ditandatangani_oleh: Some(ctx.actor.name.clone()),
        ditandatangani_pada: Some(tx.at),
        urutan: Some(newest(&*tx).await? + 1),
        ..old.clone()
    };
    let before = Entity::find()
        .filter(Column::Kode.eq(old.kode.as_str()))
        .filter(Column::Status.eq(Status::Ditandatangani))
        .all(&*tx)
        .await?;
    let reason = new.alasan.clone().unwrap_or_else(|| format!("{} ditandatangani.", new.name()));
    for one in &before {
        let replaced = Model { status: Status::Digantikan, langkah: one.langkah + 1, ..one.clone() };
        replace(&tx, ctx, (one, &replaced), &format!("Digantikan versi {}: {reason}", new.versi)).await?;
    }
    replace(&tx, ctx, (&old, &new), &reason).await?;
    tx.commit().await?;
    // It is stored already, so a failure is not that of the signature: the next look makes up for it.
    if let Err(error) = laid.refresh().await {
        tracing::warn!(%error, "an agreement is not in force yet on this server");
    }
    Ok(new)
}

/// Throws a draft away.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Refused`] for one that is signed; [`Problem::Invalid`] without a reason.
pub async fn discard(ctx: &Ctx, id: Uuid, reason: &str) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = row(ctx, id).await?;
    old.owned(ctx)?;
    let status = old.status.after(Command::Buang)?;
    let reason = said(reason, "Tulis mengapa dibuang, misalnya: disusun dari tahun yang salah.")?;
    let new = Model { status, langkah: old.langkah + 1, ..old.clone() };
    let tx = ctx.begin().await?;
    replace(&tx, ctx, (&old, &new), reason).await?;
    tx.commit().await?;
    Ok(new)
}

pub(super) async fn replace(tx: &Tx, ctx: &Ctx, (old, new): (&Model, &Model), reason: &str) -> Result<()> {
    let written = Entity::update_many()
        .set(new.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(old.id))
        .filter(Column::Langkah.eq(old.langkah))
        .exec(&**tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(Problem::Stale);
    }
    history::append(tx, ctx, vec![entry(tx, new, Some(old), reason)]).await
}

fn entry(tx: &Tx, new: &Model, old: Option<&Model>, reason: &str) -> Entry {
    Entry {
        id: tx.id(),
        kind: KIND,
        record: CatatanId(new.id),
        office: new.kantor_id,
        version: new.langkah,
        from: old.map(|old| old.status.code()),
        to: new.status.code(),
        reason: reason.to_owned(),
        changes: changes(old, new),
        happened: None,
        proof: None,
        facts: None,
    }
}

/// What a change is about: the members that differ, with what they were and are.
fn changes(old: Option<&Model>, new: &Model) -> Json {
    let Some(old) = old else { return serde_json::json!({ "butir": { "ke": new.butir } }) };
    let mut all = serde_json::Map::new();
    let mut differ = |key: &str, was: Json, is: Json| {
        if was != is {
            all.insert(key.to_owned(), serde_json::json!({ "dari": was, "ke": is }));
        }
    };
    differ("judul", old.judul.clone().into(), new.judul.clone().into());
    differ("berlaku_sejak", old.berlaku_sejak.to_string().into(), new.berlaku_sejak.to_string().into());
    differ("batas_capaian", old.batas_capaian.into(), new.batas_capaian.into());
    differ("butir", old.butir.clone(), new.butir.clone());
    differ("kegiatan", old.kegiatan.clone().into(), new.kegiatan.clone().into());
    Json::Object(all)
}

impl From<Finding> for FieldError {
    fn from(finding: Finding) -> Self {
        let field = match finding.at {
            Some(at) => format!("butir/{at}/{}", finding.key),
            None => finding.key.to_owned(),
        };
        Self::new(field, finding.text)
    }
}
