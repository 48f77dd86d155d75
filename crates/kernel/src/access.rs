//! The access log (`jejak_akses`): who read which person's data, when, how and why.
//!
//! One row a request, and one row for each person it showed, so that "who saw this person" is one look-up.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use crate::ctx::Ctx;
use crate::db::{begin_write, chunk_rows};
use crate::id::{KantorId, OrangId, PenggunaId};
use crate::problem::Result;

/// One request that touched people's data.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jejak_akses")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub pada: DateTimeUtc,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// The name of who read.
    pub pelaku: String,
    /// The office in whose name.
    pub kantor_id: KantorId,
    /// What was done: `lihat`, `daftar`, `ekspor` …
    pub tindakan: String,
    /// On which kind of record.
    pub jenis: String,
    /// Whether protected fields were shown in full.
    pub dibuka: bool,
    /// The request.
    pub permintaan: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// A person that a request showed.
pub mod person {
    use super::{OrangId, Uuid};
    use sea_orm::entity::prelude::*;

    /// The link of a request to a person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jejak_orang")]
    pub struct Model {
        /// The request's row.
        #[sea_orm(primary_key, auto_increment = false)]
        pub jejak_id: Uuid,
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub orang_id: OrangId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a read did.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    /// `lihat`, `daftar`, `ekspor` …
    pub action: &'static str,
    /// The kind of record.
    pub kind: &'a str,
    /// Whether protected fields were shown in full.
    pub revealed: bool,
}

/// Leaves the trace of a read. It is written before the answer is given; if it cannot be, nothing is shown.
///
/// # Errors
/// What the database says.
pub async fn log(ctx: &Ctx, read: Read<'_>, people: Vec<OrangId>) -> Result<()> {
    if people.is_empty() { Ok(()) } else { keep(ctx, read, people).await }
}

/// What a look for people of other offices is called in the log, see [`looks`].
const LOOK: &str = "petunjuk";

/// Leaves the trace of a look for people of other offices, with those whom it met; also where it met nobody.
///
/// # Errors
/// What the database says.
pub async fn log_look(ctx: &Ctx, people: Vec<OrangId>) -> Result<()> {
    keep(ctx, Read { action: LOOK, kind: "orang", revealed: false }, people).await
}

/// When looks for people of other offices were made in the name of the actor's office, and by which account, the newest first.
///
/// # Errors
/// What the database says.
pub async fn looks(ctx: &Ctx, since: DateTimeUtc, most: u64) -> Result<Vec<(Option<PenggunaId>, DateTimeUtc)>> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::PelakuId, Column::Pada])
        // As it stands in the condition of the index.
        .filter(Expr::cust("tindakan = 'petunjuk'"))
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Pada.gt(since))
        .order_by_desc(Column::Pada)
        .limit(most)
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(rows)
}

async fn keep(ctx: &Ctx, read: Read<'_>, mut people: Vec<OrangId>) -> Result<()> {
    people.sort_unstable();
    people.dedup();
    let at = ctx.now();
    let id = ctx.house.ids.next(at);
    let _turn = ctx.house.queue.turn(ctx.db()).await?;
    let tx = begin_write(ctx.db()).await?;
    insert(&tx, ctx, read, id, at).await?;
    let rows: Vec<_> =
        people.into_iter().map(|p| person::ActiveModel { jejak_id: Set(id), orang_id: Set(p) }).collect();
    for chunk in rows.chunks(chunk_rows(2)) {
        person::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
    }
    Ok(tx.commit().await?)
}

/// Leaves the trace of a read that showed people who are on no file yet, such as the lines of a manifest.
///
/// # Errors
/// What the database says.
pub async fn log_unfiled(ctx: &Ctx, read: Read<'_>) -> Result<()> {
    let _turn = ctx.house.queue.turn(ctx.db()).await?;
    let at = ctx.now();
    let tx = begin_write(ctx.db()).await?;
    insert(&tx, ctx, read, ctx.house.ids.next(at), at).await?;
    Ok(tx.commit().await?)
}

async fn insert(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    read: Read<'_>,
    id: Uuid,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id),
        pada: Set(at),
        pelaku_id: Set(ctx.actor.user),
        pelaku: Set(ctx.actor.name.clone()),
        kantor_id: Set(ctx.actor.office),
        tindakan: Set(read.action.to_owned()),
        jenis: Set(read.kind.to_owned()),
        dibuka: Set(read.revealed),
        permintaan: Set(ctx.request),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
