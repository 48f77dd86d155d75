//! Asking, approving, refusing and using: each adds a row.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::Kind;
use super::entity::{Column, Entity, Model};
use super::request::{LIFE, Request};
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

/// Asks for something; returns the request. Whether the actor may ask for it says who calls.
///
/// # Errors
/// [`Problem::Unauthenticated`] for who has no account, [`Problem::Invalid`] by field, or what the database says.
pub async fn ask(ctx: &Ctx, asked: Asked<'_>, why: &str) -> Result<Uuid> {
    ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let mut errors = asked.check();
    let why = reason(why).map_err(|error| errors.push(error)).ok();
    let Some(why) = why.filter(|_| errors.is_empty()) else { return Err(Problem::Invalid(errors)) };
    let tx = ctx.begin().await?;
    let id = tx.id();
    let row = Model {
        id,
        permintaan_id: id,
        langkah: "minta".to_owned(),
        macam: asked.kind.code().to_owned(),
        isi: asked.json(),
        sidik: asked.print(),
        berlaku_sampai: tx.at + LIFE,
        alasan: why,
        pelaku: ctx.actor.name.clone(),
        pelaku_id: ctx.actor.user,
        kantor_id: ctx.actor.office,
        pada: tx.at,
        meterai: Vec::new(),
    };
    add(&tx, ctx, row).await?;
    tx.commit().await?;
    Ok(id)
}

/// Approves what somebody else of the same office asked for.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Invalid`], [`Problem::Refused`], or what the database says.
pub async fn approve(ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    ctx.actor.require(Permission::TwoPeople)?;
    let by = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let tx = ctx.begin().await?;
    let request = held(&tx, ctx, id).await?;
    request.approvable(by, tx.at)?;
    follow(&tx, ctx, &request, ("setuju", reason(why)?)).await?;
    tx.commit().await
}

/// Refuses a request, or takes it or its approval back, while it is not used.
///
/// # Errors
/// As [`approve`].
pub async fn refuse(ctx: &Ctx, id: Uuid, why: &str) -> Result<()> {
    ctx.actor.require(Permission::TwoPeople)?;
    ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let tx = ctx.begin().await?;
    let request = held(&tx, ctx, id).await?;
    request.refusable(tx.at)?;
    follow(&tx, ctx, &request, ("tolak", reason(why)?)).await?;
    tx.commit().await
}

/// Uses an approval for exactly what was approved, in the transaction of the action; once. Of two at once the second is refused.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Refused`], or what the database says.
pub async fn spend(tx: &Tx, ctx: &Ctx, id: Uuid, asked: Asked<'_>) -> Result<()> {
    let request = held(tx, ctx, id).await?;
    request.usable(&asked.print(), tx.at)?;
    follow(tx, ctx, &request, ("pakai", request.asked.alasan.clone())).await
}

/// The requests of the actor's office, the newest first.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn list(ctx: &Ctx) -> Result<Vec<Request>> {
    ctx.actor.require(Permission::TwoPeople)?;
    let own = Entity::find().filter(Column::KantorId.eq(ctx.actor.office));
    let asked = own.filter(Column::Langkah.eq("minta")).order_by_desc(Column::Id).limit(SHOWN).all(ctx.db()).await?;
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

/// A request of the actor's office, under the lock. Rows that somebody's hand changed or added stop everything.
async fn held(tx: &Tx, ctx: &Ctx, id: Uuid) -> Result<Request> {
    db::lock(tx, LOCK).await?;
    let rows = Entity::find()
        .filter(Column::PermintaanId.eq(id))
        .filter(Column::KantorId.eq(ctx.actor.office))
        .all(&**tx)
        .await?;
    if rows.iter().any(|row| !holds(ctx, row)) {
        return Err(Problem::internal("a request for two people was changed outside Lindung"));
    }
    Request::of(&rows).ok_or(Problem::NotFound)
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
    add(tx, ctx, row).await
}

async fn add(tx: &Tx, ctx: &Ctx, mut row: Model) -> Result<()> {
    row.meterai = ctx.house.vault.stamp(&row, &[]);
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}
