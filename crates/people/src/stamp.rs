//! The stamp on a person's row, over all its columns, with sealed ones in their sealed form. A row changed outside the program
//! no longer matches it. Every write of a person must use [`stamped`].

use std::collections::{BTreeSet, HashMap};

use kernel::db::nowhere;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, Tx, chain, db, history};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use crate::entity::{Column, Entity, Model};

/// The row with its stamp.
pub(crate) fn stamped(ctx: &Ctx, mut model: Model) -> Model {
    model.meterai = Some(ctx.house.vault.stamp(&model, &[]));
    model
}

/// Writes a stamped row in the place of the one a version before it. Returns whether that one stood there: if not, somebody else was faster.
pub(crate) async fn replaced(tx: &Tx, new: Model) -> Result<bool> {
    let written = Entity::update_many()
        .filter(Column::Id.eq(new.id))
        .filter(Column::Versi.eq(new.versi - 1))
        .set(new.into_active_model().reset_all())
        .exec(&**tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Whether a row is unchanged since Lindung wrote it.
pub(crate) fn holds(ctx: &Ctx, model: &Model) -> bool {
    model.meterai.as_deref() == Some(ctx.house.vault.stamp(model, &[]).as_slice())
}

/// The note in a line of history that the row had been altered before the change, so that a later change does not hide the
/// alteration.
pub(crate) fn stray(tampered: bool) -> Option<Json> {
    tampered.then(|| serde_json::json!({ "buka": [], "tutup": [], "asing": "orang" }))
}

/// Those of `people` whose row was changed outside Lindung or is gone.
///
/// # Errors
/// Any database error.
pub async fn altered(ctx: &Ctx, people: &BTreeSet<OrangId>) -> Result<BTreeSet<OrangId>> {
    let mut altered = people.clone();
    if !people.is_empty() {
        let models = Entity::find().filter(Column::Id.is_in(people.iter().copied())).all(ctx.db()).await?;
        for model in models.iter().filter(|model| holds(ctx, model)) {
            altered.remove(&model.id);
        }
    }
    Ok(altered)
}

const BATCH: u64 = 1_000;

/// Stamps the people whom earlier releases did not stamp. The caller must have checked [`chain::is_new`].
///
/// # Errors
/// Any database error.
pub async fn adopt(ctx: &Ctx) -> Result<()> {
    let mut after: Option<OrangId> = None;
    loop {
        let tx = ctx.begin().await?;
        db::lock(&tx, chain::LOCK).await?;
        let query = Entity::find().filter(Column::Meterai.is_null()).order_by_asc(Column::Id).limit(BATCH);
        let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
        let models = query.all(&*tx).await?;
        let Some(last) = models.last() else { return Ok(()) };
        after = Some(last.id);
        let rows = models.into_iter().map(|model| stamped(ctx, model).into_active_model().reset_all());
        let mut standing = OnConflict::column(Column::Id);
        standing.update_column(Column::Meterai);
        Entity::insert_many(rows).on_conflict(standing).exec_without_returning(&*tx).await?;
        tx.commit().await?;
    }
}

/// A person whose row was changed outside Lindung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The person.
    pub person: OrangId,
    /// The office that first recorded them.
    pub office: KantorId,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
}

/// The people, of all offices, whose rows were changed outside Lindung.
///
/// # Errors
/// Any database error.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut after: Option<OrangId> = None;
    loop {
        let query = Entity::find().order_by_asc(Column::Id).limit(BATCH);
        let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
        let models = query.all(ctx.db()).await?;
        let Some(last) = models.last() else { break };
        after = Some(last.id);
        let mut by_person = histories(ctx, &models).await?;
        for model in &models {
            let lines = by_person.remove(&CatatanId(model.id.0)).unwrap_or_default();
            let details = wrong(ctx, model, &lines);
            let fault = |detail| Fault { person: model.id, office: model.kantor_id, detail };
            faults.extend(details.into_iter().map(fault));
        }
    }
    faults.extend(gone(ctx).await?);
    // A row that was changing while it was read looks wrong once; a row that was tampered with looks wrong twice.
    let mut lasting = Vec::with_capacity(faults.len());
    for fault in faults {
        if still(ctx, &fault).await? {
            lasting.push(fault);
        }
    }
    Ok(lasting)
}

/// The data of a person's line of history: its version, and whether the row had been altered before the change.
type Line = (i64, bool);

async fn histories(ctx: &Ctx, models: &[Model]) -> Result<HashMap<CatatanId, Vec<Line>>> {
    use history::Column;
    let rows: Vec<(CatatanId, i64, Option<Json>)> = history::Entity::find()
        .select_only()
        .columns([Column::CatatanId, Column::Versi, Column::Fakta])
        .filter(Column::CatatanId.is_in(models.iter().map(|model| model.id.0)))
        .order_by_asc(Column::Versi)
        .into_tuple()
        .all(ctx.db())
        .await?;
    let mut by_person: HashMap<CatatanId, Vec<Line>> = HashMap::new();
    for (person, version, trace) in rows {
        let stray = trace.is_some_and(|trace| trace.get("asing").is_some());
        by_person.entry(person).or_default().push((version, stray));
    }
    Ok(by_person)
}

fn wrong(ctx: &Ctx, model: &Model, lines: &[Line]) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    if lines.is_empty() {
        wrong.push("orang ini tidak punya riwayat: ditambahkan di luar Lindung");
    } else if (1..).zip(lines).any(|(version, line)| line.0 != version) {
        wrong.push("baris riwayat orang ini hilang: dihapus di luar Lindung");
    }
    if model.meterai.is_none() || !holds(ctx, model) {
        wrong.push("data orang ini diubah di luar Lindung");
    } else if lines.last().is_some_and(|line| line.0 != model.versi) {
        wrong.push("versi orang ini tidak sama dengan riwayatnya");
    }
    if lines.iter().any(|line| line.1) {
        wrong.push("data orang ini pernah diubah di luar Lindung, lalu disunting lagi");
    }
    wrong
}

const GONE: &str = "orang ini sudah tidak ada: dihapus di luar Lindung";

async fn still(ctx: &Ctx, fault: &Fault) -> Result<bool> {
    let Some(model) = Entity::find_by_id(fault.person).one(ctx.db()).await? else { return Ok(fault.detail == GONE) };
    let models = [model];
    let by_person = histories(ctx, &models).await?;
    let lines = by_person.into_values().next().unwrap_or_default();
    Ok(models.iter().any(|model| wrong(ctx, model, &lines).contains(&fault.detail)))
}

/// Deleted people, of whom only the history is left.
async fn gone(ctx: &Ctx) -> Result<Vec<Fault>> {
    use history::Column as Line;
    let everybody = Query::select().column(Column::Id).from(Entity).to_owned();
    let query = Query::select()
        .columns([Line::CatatanId, Line::KantorId])
        .from(history::Entity)
        .and_where(Expr::col(Line::Jenis).eq("orang"))
        .and_where(Expr::col(Line::Versi).eq(1))
        .and_where(nowhere(Expr::col((history::Entity, Line::CatatanId)), Column::Id, everybody))
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    let fault = |row: &QueryResult| {
        let (person, office) = (row.try_get("", "catatan_id")?, row.try_get("", "kantor_id")?);
        Ok::<_, Problem>(Fault { person, office, detail: GONE })
    };
    rows.iter().map(fault).collect()
}
