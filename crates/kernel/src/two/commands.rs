//! Asking, approving, refusing and using: each adds a row.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::request::Request;
use super::{Kind, One, Place, one, restored};
use crate::actor::Permission;
use crate::ctx::{Ctx, Tx};
use crate::db;
use crate::form::Form;
use crate::joined::canonical;
use crate::problem::{FieldError, Problem, Result};
use crate::vault::fingerprint;

/// The lock of who does something about a request: of two at once the second sees what the first did.
const LOCK: &str = "persetujuan";
/// How many letters a reason may have.
const LONGEST: usize = 300;
/// How many requests a list shows.
const SHOWN: u64 = 100;

/// What is asked for: the kind of action, and exactly what, by the keys of [`Kind::asks`].
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The kind of action.
    pub kind: Kind,
    /// Text by key.
    pub what: &'a Form,
}

impl Asked<'_> {
    fn json(self) -> Json {
        self.what.iter().map(|(key, text)| (key.clone(), Json::from(text.as_str()))).collect()
    }

    fn print(self) -> String {
        fingerprint([self.kind.code(), " ", &canonical(&self.json())].concat().as_bytes())
    }

    /// Everything that the kind asks for and nothing else.
    fn check(self) -> Vec<FieldError> {
        let asks = self.kind.asks();
        let said = |key: &str| self.what.get(key).is_some_and(|text| !text.trim().is_empty());
        let missing = asks.iter().filter(|(key, _)| !said(key));
        let missing = missing.map(|(key, title)| FieldError::new(*key, format!("{title}: wajib diisi.")));
        let strange = self.what.keys().filter(|key| asks.iter().all(|(known, _)| known != key));
        missing.chain(strange.map(|key| FieldError::new(key.clone(), "Isian ini tidak dikenal. Hapus."))).collect()
    }
}

/// Why, without blanks around it.
fn reason(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new("alasan", "Tulis alasannya: tercatat bersama nama Anda."));
    }
    if text.chars().count() > LONGEST {
        return Err(FieldError::new("alasan", format!("Paling panjang {LONGEST} huruf. Persingkat.")));
    }
    Ok(text.to_owned())
}

/// Asks for something; returns the request.
///
/// # Errors
/// As [`one()`]; [`Problem::Invalid`] by field, or what the database says.
pub async fn ask(ctx: &Ctx, asked: Asked<'_>, why: &str) -> Result<Uuid> {
    let one = one(ctx, asked.kind).await?;
    let tx = ctx.begin().await?;
    let id = ask_within(&tx, ctx, &one, (asked, why)).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`ask`], in the transaction that notes what is asked for.
///
/// # Errors
/// As [`ask`].
pub async fn ask_within(tx: &Tx, ctx: &Ctx, one: &One, (asked, why): (Asked<'_>, &str)) -> Result<Uuid> {
    one.may(asked.kind)?;
    let mut errors = asked.check();
    let why = reason(why).map_err(|error| errors.push(error)).ok();
    let Some(why) = why.filter(|_| errors.is_empty()) else { return Err(Problem::Invalid(errors)) };
    let id = tx.id();
    let row = Model {
        id,
        permintaan_id: id,
        langkah: "minta".to_owned(),
        macam: asked.kind.code().to_owned(),
        isi: asked.json(),
        sidik: asked.print(),
        berlaku_sampai: tx.at + asked.kind.life(),
        alasan: why,
        pelaku: ctx.actor.name.clone(),
        pelaku_id: Some(one.user()),
        kantor_id: ctx.actor.office,
        pada: tx.at,
        meterai: Vec::new(),
    };
    add(tx, row).await?;
    Ok(id)
}

/// Approves, on the page of requests, what somebody else of the same office asked for. A house that waits for it is open then.
///
/// # Errors
/// As [`one()`]; [`Problem::NotFound`], [`Problem::Invalid`], [`Problem::Refused`], or what the database says.
pub async fn approve(ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    ctx.actor.require(Permission::TwoPeople)?;
    let kind = listed(ctx, id).await?;
    let one = one(ctx, kind).await?;
    let tx = ctx.begin().await?;
    approve_within(&tx, ctx, &one, (id, why)).await?;
    match kind {
        Kind::Restore => restored::open(&tx, ctx, id).await?,
        // Used where they are done.
        Kind::Rotate | Kind::Erase | Kind::Retain => {}
    }
    tx.commit().await
}

async fn approve_within(tx: &Tx, ctx: &Ctx, one: &One, (id, why): (Uuid, &str)) -> Result<()> {
    let (request, kind) = held(tx, ctx, id).await?;
    one.may(kind)?;
    request.approvable(one.user(), tx.at)?;
    follow(tx, ctx, &request, ("setuju", reason(why)?)).await
}

/// Approves and uses at once, in the transaction of the action: for what is answered where it is done.
///
/// # Errors
/// As [`approve`] and [`spend`].
pub async fn agree(tx: &Tx, ctx: &Ctx, one: &One, (id, why): (Uuid, &str), asked: Asked<'_>) -> Result<()> {
    approve_within(tx, ctx, one, (id, why)).await?;
    spend(tx, ctx, id, asked).await
}

/// Refuses a request of the page of requests, or takes it or its approval back, while it is not used.
///
/// # Errors
/// As [`approve`]; a refusal harms nobody, so it takes the right only.
pub async fn refuse(ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    ctx.actor.require(Permission::TwoPeople)?;
    listed(ctx, id).await?;
    let tx = ctx.begin().await?;
    refuse_within(&tx, ctx, id, why).await?;
    tx.commit().await
}

/// As [`refuse`], in the transaction of who waits for the answer.
///
/// # Errors
/// As [`refuse`].
pub async fn refuse_within(tx: &Tx, ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    let (request, kind) = held(tx, ctx, id).await?;
    ctx.actor.require(kind.right())?;
    ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    request.refusable()?;
    follow(tx, ctx, &request, ("tolak", reason(why)?)).await
}

/// Uses an approval for exactly what was approved, in the transaction of the action; once. Of two at once the second is refused.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Refused`], or what the database says.
pub async fn spend(tx: &Tx, ctx: &Ctx, id: Uuid, asked: Asked<'_>) -> Result<()> {
    let (request, _) = held(tx, ctx, id).await?;
    request.usable(&asked.print(), tx.at)?;
    follow(tx, ctx, &request, ("pakai", request.asked.alasan.clone())).await
}

/// The requests of the actor's office that are answered on the page of requests, the newest first.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn list(ctx: &Ctx) -> Result<Vec<Request>> {
    ctx.actor.require(Permission::TwoPeople)?;
    let own = Entity::find().filter(Column::KantorId.eq(ctx.actor.office));
    let listed = own.filter(Column::Langkah.eq("minta")).filter(Column::Macam.is_in(listed_codes()));
    let asked = listed.order_by_desc(Column::Id).limit(SHOWN).all(ctx.db()).await?;
    let ids = asked.iter().map(|row| row.id);
    let rows = Entity::find().filter(Column::PermintaanId.is_in(ids)).all(ctx.db()).await?;
    let of = |id: Uuid| rows.iter().filter(|row| row.permintaan_id == id).cloned().collect::<Vec<_>>();
    Ok(asked.iter().filter_map(|row| Request::of(&of(row.id))).collect())
}

/// The rows, of all offices, that are not as Lindung wrote them.
///
/// # Errors
/// What the database says.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Model>> {
    let rows = Entity::find().order_by_asc(Column::Id).all(ctx.db()).await?;
    Ok(rows.into_iter().filter(|row| !holds(ctx, row)).collect())
}

fn holds(ctx: &Ctx, row: &Model) -> bool {
    row.meterai == ctx.house.vault.stamp(row, &[])
}

/// The words of the kinds that are answered on the page of requests.
fn listed_codes() -> impl Iterator<Item = &'static str> {
    Kind::all().filter(|kind| kind.place() == Place::Requests).map(Kind::code)
}

/// The kind of a request of the actor's office that is answered on the page of requests.
async fn listed(ctx: &Ctx, id: Uuid) -> Result<Kind> {
    let asked = Entity::find_by_id(id).filter(Column::KantorId.eq(ctx.actor.office)).one(ctx.db()).await?;
    let kind = asked.and_then(|row| Kind::parse(&row.macam)).filter(|kind| kind.place() == Place::Requests);
    kind.ok_or(Problem::NotFound)
}

/// A request, under the lock; what is answered on the page of requests is of the actor's office, of all else who calls says whether the actor may.
/// Rows that somebody's hand changed or added stop everything.
async fn held(tx: &Tx, ctx: &Ctx, id: Uuid) -> Result<(Request, Kind)> {
    db::lock(tx, LOCK).await?;
    let rows = Entity::find().filter(Column::PermintaanId.eq(id)).all(&**tx).await?;
    if rows.iter().any(|row| !holds(ctx, row)) {
        return Err(Problem::internal("a request for two people was changed outside Lindung"));
    }
    let request = Request::of(&rows).ok_or(Problem::NotFound)?;
    let kind = Kind::parse(&request.asked.macam).ok_or(Problem::NotFound)?;
    let here = match kind.place() {
        Place::Requests => request.asked.kantor_id == ctx.actor.office,
        Place::Deed => true,
    };
    if here { Ok((request, kind)) } else { Err(Problem::NotFound) }
}

/// What is done about a request: a row that says once more of what it is.
async fn follow(tx: &Tx, ctx: &Ctx, request: &Request, (step, why): (&str, String)) -> Result<()> {
    let row = Model {
        id: tx.id(),
        langkah: step.to_owned(),
        alasan: why,
        pelaku: ctx.actor.name.clone(),
        pelaku_id: ctx.actor.user,
        pada: tx.at,
        ..request.asked.clone()
    };
    add(tx, row).await
}

async fn add(tx: &Tx, mut row: Model) -> Result<()> {
    row.meterai = tx.house.vault.stamp(&row, &[]);
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}
