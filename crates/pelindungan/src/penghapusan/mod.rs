//! Erasing a person (UU 27/2022 pasal 8, 43 and 44): one account asks, another approves ([`kernel::two`]), and it is done at once, in one
//! transaction. A case that is open, a hold, or a record that must be kept still refuses with a sentence that says until when.

mod api;
pub(crate) mod bars;
pub mod entity;
mod flights;
pub mod gone;
pub mod hold;
pub mod list;
mod page;
pub(crate) mod run;

use axum::extract::Extension;
use kernel::access::{Read, log};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::two::{self, Kind, One};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Permission, Problem, Result, Tx};
use lampiran::Store;
use records::{Registry, kind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, SqlErr};
use web::{Routes, heavy};

pub use api::describe;

use self::api::{Asked, Why};
use self::bars::{bars, standing};
use self::entity::Proposal;
use self::run::By;
use crate::jejak::{Whose, whose};
use crate::permintaan_data::{self, PermintaanData};

/// The routes.
pub fn router(registry: &Registry, store: &Store) -> Routes {
    Routes::new()
        .get("/orang/{id}/penghapusan", page::show)
        .post("/orang/{id}/penghapusan", |sent: page::Sent| page::act(Act::Propose, sent))
        .post("/orang/{id}/penghapusan/setujui", heavy::alone(|sent: page::Sent| page::act(Act::Approve, sent)))
        .post("/orang/{id}/penghapusan/tolak", |sent: page::Sent| page::act(Act::Refuse, sent))
        .post("/orang/{id}/penahanan", |sent: page::Sent| page::act(Act::Hold, sent))
        .post("/orang/{id}/penahanan/angkat", |sent: page::Sent| page::act(Act::Lift, sent))
        .get("/api/v1/orang/{id}/penghapusan", api::show)
        .post("/api/v1/orang/{id}/penghapusan", |sent: api::Sent<Asked>| api::act(Act::Propose, sent))
        .post(
            "/api/v1/orang/{id}/penghapusan/setujui",
            heavy::alone(|sent: api::Sent<Why>| api::act(Act::Approve, sent)),
        )
        .post("/api/v1/orang/{id}/penghapusan/tolak", |sent: api::Sent<Why>| api::act(Act::Refuse, sent))
        .post("/api/v1/orang/{id}/penahanan", |sent: api::Sent<Why>| api::act(Act::Hold, sent))
        .post("/api/v1/orang/{id}/penahanan/angkat", |sent: api::Sent<Why>| api::act(Act::Lift, sent))
        .layer(Extension(registry.clone()))
        .layer(Extension(store.clone()))
}

/// What is done about erasing or holding a person, for a reason.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Propose,
    Approve,
    Refuse,
    Hold,
    Lift,
}

impl Act {
    /// Does it, with what was typed by the keys that every act has.
    async fn done(self, ctx: &Ctx, (registry, store): (&Registry, &Store), (id, form): (OrangId, &Form)) -> Result<()> {
        match self {
            Self::Propose => propose(ctx, registry, id, form).await,
            Self::Approve => Box::pin(approve(ctx, registry, store, (id, form))).await,
            Self::Refuse => refuse(ctx, id, form).await,
            Self::Hold => set_hold(ctx, id, form).await,
            Self::Lift => lift_hold(ctx, id, form).await,
        }
    }
}

/// Why somebody is erased or held, refused or let go.
pub(crate) const REASON: Field = Field::asked("alasan", "Alasan", FieldKind::Text(500))
    .required()
    .help("Jangan sebut nama atau nomor siapa pun: alasan ini tetap tercatat sampai datanya dihapus.");
/// The request of the person.
const NUMBER: Field = Field::asked("permintaan", "Nomor permintaan", FieldKind::Text(80))
    .help("Nomor catatan permintaan data, misalnya PDP-2026-0001. Kosongkan bila bukan atas permintaan orangnya.");

/// A text that was typed into a field.
///
/// # Errors
/// [`Problem::Invalid`] where it is missing or cannot be read.
pub(crate) fn typed(ctx: &Ctx, field: &Field, form: &Form) -> Result<Option<String>> {
    let parsed = parse(&[field], form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    Ok(parsed.values.text(field).map(str::to_owned))
}

/// The reason in a form.
///
/// # Errors
/// As [`typed`].
pub(crate) fn reason(ctx: &Ctx, form: &Form) -> Result<String> {
    let only: Form = form.iter().filter(|(key, _)| *key == REASON.key).map(|(k, v)| (k.clone(), v.clone())).collect();
    Ok(typed(ctx, &REASON, &only)?.unwrap_or_default())
}

/// The person of an id whom the actor's offices may erase: their own row.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Refused`] for the row of another office.
async fn own(ctx: &Ctx, id: OrangId) -> Result<Whose> {
    let whose = whose(ctx, id).await?;
    let (tie, _) = people::tie(ctx, id).await?;
    if tie.allows(people::Act::Merge) {
        return Ok(whose);
    }
    Err(refused(
        "Orang ini dicatat kantor lain. Hanya kantor itu, atau KP2MI, yang dapat menahan atau menghapus datanya.",
    ))
}

fn refused(detail: impl Into<String>) -> Problem {
    Problem::Refused { status: "tercatat", command: "hapus-data", allowed: Vec::new(), detail: detail.into() }
}

/// All that is known about erasing a person.
struct Shown {
    whose: Whose,
    /// Since when the person is erased.
    erased: Option<gone::Model>,
    /// What bars it now.
    bars: Vec<String>,
    /// The newest first.
    proposals: Vec<entity::Model>,
    /// The newest first.
    holds: Vec<hold::Model>,
}

impl Shown {
    /// The proposal that waits.
    fn waiting(&self) -> Option<&entity::Model> {
        self.proposals.iter().find(|proposal| proposal.status == entity::ASKED)
    }

    /// Whether a hold of one of the actor's offices stands.
    fn held(&self, ctx: &Ctx) -> bool {
        self.holds.iter().any(|hold| hold.diangkat_pada.is_none() && ctx.actor.offices.contains(&hold.kantor_id))
    }
}

/// Reads it; the look is logged.
async fn read(ctx: &Ctx, registry: &Registry, id: OrangId) -> Result<Shown> {
    let whose = whose(ctx, id).await?;
    log(ctx, Read { action: "lihat", kind: "orang", revealed: false }, vec![whose.person.id]).await?;
    let proposals = proposals(ctx.db(), &whose.rows).await?;
    let answered = proposals.iter().find(|one| one.status == entity::ASKED).and_then(|one| one.permintaan_id);
    let gone = gone::Entity::find_by_id(whose.person.id).one(ctx.db()).await?;
    let state = standing(ctx.db(), ctx, registry, (&whose.rows, gone.is_some()), answered).await?;
    let holds = hold::all(ctx.db(), &whose.rows).await?;
    let holds = holds.into_iter().map(|hold| hold.told(&ctx.actor.offices)).collect();
    Ok(Shown { bars: bars(&state, ctx.today()), erased: gone, proposals, holds, whose })
}

async fn proposals(db: &impl ConnectionTrait, rows: &[OrangId]) -> Result<Vec<entity::Model>> {
    let about = entity::Entity::find().filter(entity::Column::OrangId.is_in(rows.iter().copied()));
    Ok(about.order_by_desc(entity::Column::DiusulkanPada).order_by_desc(entity::Column::Id).all(db).await?)
}

/// Asks that a person be erased. It is refused at once where something bars it.
///
/// # Errors
/// [`Problem::Refused`] with what bars it; [`Problem::Invalid`] for a number of no such request; [`Problem::Duplicate`] where one waits.
async fn propose(ctx: &Ctx, registry: &Registry, id: OrangId, form: &Form) -> Result<()> {
    let whose = own(ctx, id).await?;
    let one = two::one(ctx, Kind::Erase).await?;
    let (why, request) = (reason(ctx, form)?, request(ctx, &whose, form).await?);
    let mut tx = ctx.begin_alone().await?;
    free(&*tx, ctx, registry, (&whose.rows, request)).await?;
    tx.not_before(whose.person.diubah_pada);
    let proposal = Proposal { person: whose.person.id, request, year: None, why: &why };
    let row = proposal.ask(&tx, ctx, &one).await?;
    entity::Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            Problem::Duplicate("Usul penghapusan data orang ini sudah menunggu keputusan.".to_owned())
        }
        _ => error.into(),
    })?;
    tx.commit().await
}

/// Refuses where something bars the erasure.
async fn free(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    registry: &Registry,
    (rows, request): (&[OrangId], Option<CatatanId>),
) -> Result<()> {
    let people = people::models(db, rows).await?;
    let erased = people.values().all(people::entity::Model::is_erased);
    let state = standing(db, ctx, registry, (rows, erased), request).await?;
    let bars = bars(&state, ctx.today());
    if bars.is_empty() { Ok(()) } else { Err(refused(bars.join(" "))) }
}

/// The request of the register whose number was typed.
async fn request(ctx: &Ctx, whose: &Whose, form: &Form) -> Result<Option<CatatanId>> {
    let only: Form = form.iter().filter(|(key, _)| *key == NUMBER.key).map(|(k, v)| (k.clone(), v.clone())).collect();
    let Some(number) = typed(ctx, &NUMBER, &only)? else { return Ok(None) };
    let number = number.trim().to_uppercase();
    let wrong = |detail: &str| Problem::Invalid(vec![FieldError::new(NUMBER.key, detail)]);
    let rows = kind::<PermintaanData>().by_number(ctx, &number).await?;
    let about = |row: &&records::Row| row.head.person.is_some_and(|person| whose.rows.contains(&person));
    let Some(row) = rows.iter().find(|row| row.head.number == number && about(row)) else {
        return Err(wrong("Nomor itu bukan permintaan tentang orang ini. Periksa nomornya."));
    };
    let query = permintaan_data::entity::Entity::find_by_id(row.head.id);
    let record = query.one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    if record.permintaan != ERASURE || record.hasil.is_some() || record.dibatalkan_pada.is_some() {
        return Err(wrong("Permintaan itu bukan permintaan penghapusan yang masih terbuka. Periksa nomornya."));
    }
    Ok(Some(record.id))
}

/// The word of `jenis_permintaan_data` for erasure.
const ERASURE: &str = "penghapusan";

/// Approves the proposal that waits, and erases the person at once.
///
/// # Errors
/// [`Problem::Refused`] for the account that asked, where none waits, and with what bars it now.
async fn approve(ctx: &Ctx, registry: &Registry, store: &Store, (id, form): (OrangId, &Form)) -> Result<()> {
    let (why, one) = (reason(ctx, form)?, two::one(ctx, Kind::Erase).await?);
    let files = carry_out((ctx, &one), registry, id, &why).await?;
    run::finish(ctx, store, &files).await;
    Ok(())
}

/// The same, without what is done once it is durable: for many after another. Returns the files to let go.
///
/// # Errors
/// As of approving.
pub(crate) async fn carry_out(
    (ctx, one): (&Ctx, &One),
    registry: &Registry,
    id: OrangId,
    why: &str,
) -> Result<Vec<String>> {
    let whose = own(ctx, id).await?;
    let mut tx = ctx.begin_alone().await?;
    let proposal = waiting(&*tx, &whose).await?;
    let (kind, what) = proposal.asks();
    two::agree(&tx, ctx, one, (proposal.id, entity::REASON), two::Asked { kind, what: &what }).await?;
    decided(&tx, ctx, &proposal, (entity::DONE, why)).await?;
    let rows = people::erase::rows(&*tx, whose.person.id).await?;
    // Nobody is erased whose records and holds were not looked at: rows that were merged meanwhile are looked at as well.
    let ids: Vec<OrangId> = rows.iter().map(|row| row.id).collect();
    free(&*tx, ctx, registry, (&ids, proposal.permintaan_id)).await?;
    let by = By { proposal: Some(proposal.id), request: proposal.permintaan_id, at: None };
    let files = Box::pin(run::erase(&mut tx, ctx, registry, (&rows, by))).await?;
    tx.commit().await?;
    Ok(files)
}

/// Refuses the proposal that waits, or takes it back.
///
/// # Errors
/// [`Problem::Refused`] where none waits.
async fn refuse(ctx: &Ctx, id: OrangId, form: &Form) -> Result<()> {
    let whose = own(ctx, id).await?;
    let why = reason(ctx, form)?;
    let tx = ctx.begin_alone().await?;
    let proposal = waiting(&*tx, &whose).await?;
    two::refuse_within(&tx, ctx, proposal.id, entity::REASON).await?;
    decided(&tx, ctx, &proposal, (entity::REFUSED, &why)).await?;
    tx.commit().await
}

/// The proposal about a person that waits.
async fn waiting(db: &impl ConnectionTrait, whose: &Whose) -> Result<entity::Model> {
    let mut all = proposals(db, &whose.rows).await?.into_iter();
    let waiting = all.find(|one| one.status == entity::ASKED);
    waiting.ok_or_else(|| refused("Tidak ada usul penghapusan orang ini yang menunggu. Usulkan dahulu."))
}

/// Notes with a proposal what the actor decided.
async fn decided(tx: &Tx, ctx: &Ctx, proposal: &entity::Model, (status, why): (&str, &str)) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Status, Expr::value(status))
        .col_expr(entity::Column::DiputusId, Expr::value(ctx.actor.user.map(|user| user.0)))
        .col_expr(entity::Column::DiputusOleh, Expr::value(ctx.actor.name.clone()))
        .col_expr(entity::Column::DiputusPada, Expr::value(tx.at))
        .col_expr(entity::Column::AlasanPutus, Expr::value(why))
        .filter(entity::Column::Id.eq(proposal.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Sets a hold on what is kept of a person.
///
/// # Errors
/// As [`hold::set`].
async fn set_hold(ctx: &Ctx, id: OrangId, form: &Form) -> Result<()> {
    let whose = own(ctx, id).await?;
    hold::set(ctx, &whose, reason(ctx, form)?).await
}

/// Lifts it: who does opens the way to an erasure, and so is one of the two.
///
/// # Errors
/// As [`two::one()`] and [`hold::lift`].
async fn lift_hold(ctx: &Ctx, id: OrangId, form: &Form) -> Result<()> {
    let whose = own(ctx, id).await?;
    two::one(ctx, Kind::Erase).await?;
    hold::lift(ctx, &whose, reason(ctx, form)?).await
}

/// What every route asks for first.
///
/// # Errors
/// [`Problem::Forbidden`].
fn allowed(ctx: &Ctx) -> Result<()> {
    ctx.actor.require(Permission::DataProtection)
}
