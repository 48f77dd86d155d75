//! The access log (`jejak_akses`): who read which person's data, when, how and why.
//!
//! One row a request, and one row for each person it showed, so that "who saw this person" is one look-up.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::ctx::Ctx;
use crate::db::{Write, begin_write, chunk_rows};
use crate::id::{KantorId, OrangId, PenggunaId};
use crate::problem::{Problem, Result};

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
/// [`Problem::Unlogged`] when there is no room for it; what the database says.
pub async fn log(ctx: &Ctx, read: Read<'_>, mut people: Vec<OrangId>) -> Result<()> {
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Ok(());
    }
    let at = ctx.now();
    let id = ctx.house.ids.next(at);
    let _turn = ctx.house.queue.turn(ctx.db()).await?;
    let rows: Vec<_> =
        people.into_iter().map(|p| person::ActiveModel { jejak_id: Set(id), orang_id: Set(p) }).collect();
    let written = async {
        let tx = begin_write(ctx.db()).await?;
        insert(&tx, ctx, read, id, at).await?;
        for chunk in rows.chunks(chunk_rows(2)) {
            person::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
        }
        end(ctx, tx).await
    };
    written.await.map_err(unlogged)
}

async fn end(ctx: &Ctx, tx: Write) -> Result<()> {
    tx.commit_after(ctx.house.before_commit.get()).await
}

/// A read is not said to have stored nothing.
fn unlogged(problem: Problem) -> Problem {
    if matches!(problem, Problem::NoRoom) { Problem::Unlogged } else { problem }
}

/// Leaves the trace of a read that showed people who are on no file yet, such as the lines of a manifest.
///
/// # Errors
/// As [`log`].
pub async fn log_unfiled(ctx: &Ctx, read: Read<'_>) -> Result<()> {
    let _turn = ctx.house.queue.turn(ctx.db()).await?;
    let at = ctx.now();
    let written = async {
        let tx = begin_write(ctx.db()).await?;
        insert(&tx, ctx, read, ctx.house.ids.next(at), at).await?;
        end(ctx, tx).await
    };
    written.await.map_err(unlogged)
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
