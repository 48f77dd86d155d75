//! The erasure itself: one transaction for each person, alone.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::form::FieldKind;
use kernel::history::erased::{ERASED, scrub};
use kernel::{CatatanId, Ctx, OrangId, Result, Stage, Tx, db};
use lampiran::Store;
use people::entity::Model as Person;
use records::{AnyKind, Erasing, Registry, stays};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};
use uuid::Uuid;

use super::{entity, flights, gone, hold};
use crate::permintaan_data::{self, PermintaanData};
use crate::salinan::entity as copies;

/// By what somebody is erased.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct By {
    /// The proposal.
    pub proposal: Option<Uuid>,
    /// The request of the person, which is answered with it.
    pub request: Option<CatatanId>,
    /// When it was first done, where it is done again on a restored backup.
    pub at: Option<DateTime<Utc>>,
}

/// A record that is erased with its person.
struct Target {
    kind: &'static dyn AnyKind,
    id: CatatanId,
    changed: DateTime<Utc>,
    /// Whether it still waits for an answer.
    open: bool,
}

/// Why, as history tells it. It names nobody.
const REASON: &str = "Data pribadi dihapus (UU 27/2022).";
/// What a request is answered with.
const ANSWER: &str = "Data pribadi dihapus.";

/// Erases a person with all rows, records and attachments. Returns the addresses of the files to let go once it is durable.
///
/// # Errors
/// Any database error.
pub(crate) async fn erase(
    tx: &mut Tx,
    ctx: &Ctx,
    registry: &Registry,
    (rows, by): (&[Person], By),
) -> Result<Vec<String>> {
    let ids: Vec<OrangId> = rows.iter().map(|row| row.id).collect();
    let targets = targets(tx, registry, &ids).await?;
    for at in rows.iter().map(|row| row.diubah_pada).chain(targets.iter().map(|target| target.changed)) {
        tx.not_before(at);
    }
    let tx: &Tx = tx;
    let mut files = Vec::new();
    for target in &targets {
        let answered = target.kind.info().name == records::kind::<PermintaanData>().info().name;
        // One that was answered or withdrawn meanwhile keeps its answer.
        let asked = target.open && by.request == Some(target.id);
        let more = if answered && asked { answer(ctx) } else { Vec::new() };
        let erasing = Erasing { id: target.id, reason: REASON, more };
        files.extend(Box::pin(target.kind.erase(tx, ctx, erasing)).await?.files);
    }
    let of_them: Vec<CatatanId> = targets.iter().map(|target| target.id).collect();
    flights::announced(tx, ctx, rows, &of_them).await?;
    beside(tx, &ids).await?;
    let lines: Vec<CatatanId> = ids.iter().map(|id| CatatanId(id.0)).collect();
    scrub(tx, ctx, &lines, &stays(None)).await?;
    people::erase::write(tx, ctx, rows, REASON).await?;
    noted(tx, ctx, &ids, by).await?;
    Ok(files)
}

/// What is done once an erasure is durable: files that nothing names go, and what the database left in free pages.
pub(crate) async fn finish(ctx: &Ctx, store: &Store, files: &[String]) {
    // First, since the night lets go of files where the request is given up, and does not do this.
    db::scour(&ctx.house.pen).await;
    for address in files {
        if let Err(problem) = store.let_go(ctx, address).await {
            tracing::warn!(?problem, "the file of an erased attachment is left to the night");
        }
    }
}

/// The columns of a request that is answered by the erasure.
fn answer(ctx: &Ctx) -> Vec<(&'static str, Value)> {
    vec![
        ("status", permintaan_data::Status::Dijawab.code().into()),
        ("hasil", permintaan_data::MET.into()),
        ("dijawab_pada", ctx.today().into()),
        ("jawaban", ANSWER.into()),
    ]
}

/// The records about a person, and those about nobody that link to them or were made for them.
async fn targets(tx: &Tx, registry: &Registry, ids: &[OrangId]) -> Result<Vec<Target>> {
    let mut found = Vec::new();
    for kind in registry.all().iter().copied() {
        let heads = kind.standing_of(&**tx, ids).await?;
        found.extend(heads.into_iter().map(|(head, _, stage)| Target {
            kind,
            id: head.id,
            changed: head.changed,
            open: head.withdrawn.is_none() && matches!(stage, Stage::New | Stage::Running),
        }));
    }
    let mut met: BTreeSet<CatatanId> = found.iter().map(|target| target.id).collect();
    for other in registry.all().iter().copied().filter(|kind| !kind.info().person) {
        for field in other.own() {
            let FieldKind::Link(to) = field.kind else { continue };
            let linked = found.iter().filter(|target| target.kind.info().name == to && target.kind.info().person);
            let linked: Vec<Uuid> = linked.map(|target| target.id.0).collect();
            let condition = Expr::col(format!("{}_id", field.key)).is_in(linked.iter().copied());
            if !linked.is_empty() {
                found.extend(fresh(tx, other, condition, &mut met).await?);
            }
        }
    }
    if let Some(openings) = registry.find("izin") {
        let own = |column: &'static str| Expr::col(column).is_in(ids.iter().map(|id| id.0));
        let asked = Query::select()
            .column("izin_id")
            .from("izin_orang")
            .and_where(own("milik_id").or(own("orang_id")))
            .to_owned();
        found.extend(fresh(tx, openings, Expr::col("id").in_subquery(asked), &mut met).await?);
    }
    Ok(found)
}

/// The records of a kind that meet a condition and are not among those that were met.
async fn fresh(
    tx: &Tx,
    kind: &'static dyn AnyKind,
    condition: Expr,
    met: &mut BTreeSet<CatatanId>,
) -> Result<Vec<Target>> {
    let query = Query::select().columns(["id", "diubah_pada"]).from(kind.info().table).and_where(condition).to_owned();
    let mut found = Vec::new();
    for row in tx.query_all(&query).await? {
        let id = CatatanId(row.try_get("", "id")?);
        if met.insert(id) {
            found.push(Target { kind, id, changed: row.try_get("", "diubah_pada")?, open: false });
        }
    }
    Ok(found)
}

/// Takes the words out of what was noted beside the person's records: copies, holds, earlier proposals.
async fn beside(tx: &Tx, ids: &[OrangId]) -> Result<()> {
    copies::Entity::update_many()
        .col_expr(copies::Column::Alasan, Expr::value(ERASED))
        .col_expr(copies::Column::Identitas, Expr::value(ERASED))
        .col_expr(copies::Column::Permintaan, Expr::value(None::<String>))
        .filter(copies::Column::OrangId.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    hold::Entity::update_many()
        .col_expr(hold::Column::Alasan, Expr::value(ERASED))
        .filter(hold::Column::OrangId.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    hold::Entity::update_many()
        .col_expr(hold::Column::AlasanAngkat, Expr::value(ERASED))
        .filter(hold::Column::OrangId.is_in(ids.iter().copied()))
        .filter(hold::Column::AlasanAngkat.is_not_null())
        .exec(&**tx)
        .await?;
    entity::Entity::update_many()
        .col_expr(entity::Column::Alasan, Expr::value(ERASED))
        .filter(entity::Column::OrangId.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    entity::Entity::update_many()
        .col_expr(entity::Column::AlasanPutus, Expr::value(ERASED))
        .filter(entity::Column::OrangId.is_in(ids.iter().copied()))
        .filter(entity::Column::AlasanPutus.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Notes who was erased.
async fn noted(tx: &Tx, ctx: &Ctx, ids: &[OrangId], by: By) -> Result<()> {
    let row = |id: &OrangId| gone::ActiveModel {
        orang_id: Set(*id),
        penghapusan_id: Set(by.proposal),
        oleh: Set(ctx.actor.name.clone()),
        pada: Set(by.at.unwrap_or(tx.at)),
    };
    let known = OnConflict::column(gone::Column::OrangId).do_nothing().to_owned();
    gone::Entity::insert_many(ids.iter().map(row)).on_conflict(known).exec_without_returning(&**tx).await?;
    Ok(())
}
