//! Receipts: what became of each operation that was applied, kept with what it did.

use kernel::{CatatanId, Ctx, PenggunaId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::op::Op;
use super::takeover;

/// The receipt of an operation. It holds no name and no number of anybody.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operasi")]
pub struct Model {
    /// The operation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who sent it.
    pub pengguna_id: PenggunaId,
    /// What it did.
    pub jenis: String,
    /// The keyed fingerprint of its content.
    pub sidik: String,
    /// The id that it asked for its record.
    pub minta_id: Option<Uuid>,
    /// The record that it came to.
    pub catatan_id: Option<CatatanId>,
    /// What was answered.
    pub hasil: Json,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

fn user(ctx: &Ctx) -> Result<PenggunaId> {
    ctx.actor.user.ok_or(Problem::Unauthenticated)
}

/// What was answered to an operation before.
///
/// # Errors
/// [`Problem::Invalid`] where the id stands for something else, or for somebody else's.
pub(super) async fn earlier(tx: &Tx, ctx: &Ctx, op: &Op) -> Result<Option<Json>> {
    let Some(row) = Entity::find_by_id(op.id).one(&**tx).await? else { return Ok(None) };
    let user = user(ctx)?;
    // The own ones are nearly all there are: only for another's it is asked whether that desk was taken over.
    let own = row.pengguna_id == user || takeover::with_own(tx, user).await?.contains(&row.pengguna_id);
    if !own || row.sidik != op.print {
        return Err(Problem::field(
            "id",
            "Nomor kiriman ini sudah dipakai untuk isian lain. Catat lagi sebagai isian baru.",
        ));
    }
    Ok(Some(row.hasil))
}

/// Whether all operations that must come before have.
///
/// # Errors
/// What the database says.
pub(super) async fn came(tx: &Tx, ctx: &Ctx, after: &[Uuid]) -> Result<bool> {
    let mut wanted = after.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(true);
    }
    let own = takeover::with_own(tx, user(ctx)?).await?;
    let own = Entity::find().filter(Column::Id.is_in(wanted.iter().copied())).filter(Column::PenggunaId.is_in(own));
    Ok(usize::try_from(own.count(&**tx).await?).unwrap_or_default() == wanted.len())
}

/// The record that a desk means by an id: the one that its operation came to, which is another desk's where both met one person.
///
/// # Errors
/// What the database says.
pub(super) async fn meant(tx: &Tx, asked: Uuid) -> Result<CatatanId> {
    let record: Option<Option<CatatanId>> = Entity::find()
        .select_only()
        .column(Column::CatatanId)
        .filter(Column::MintaId.eq(asked))
        .order_by_asc(Column::Pada)
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(record.flatten().unwrap_or(CatatanId(asked)))
}

/// Keeps a receipt.
///
/// # Errors
/// [`Problem::Busy`] when the same operation is being applied at this moment.
pub(super) async fn keep(tx: &Tx, ctx: &Ctx, op: &Op, record: Option<CatatanId>, answer: Json) -> Result<()> {
    let row = ActiveModel {
        id: Set(op.id),
        pengguna_id: Set(user(ctx)?),
        jenis: Set(op.kind.to_owned()),
        sidik: Set(op.print.clone()),
        minta_id: Set(op.asked()),
        catatan_id: Set(record),
        hasil: Set(answer),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&**tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Problem::Busy,
        _ => error.into(),
    })?;
    Ok(())
}
