//! The stamp on a person's row, over all its columns, the sealed ones as they are sealed: what somebody's hand changed no longer
//! fits it. Whatever writes a person goes through [`stamped`].

use std::collections::{BTreeSet, HashMap};

use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, chain, db, history};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use crate::entity::{Column, Entity, Model};

/// The row with its stamp.
pub(crate) fn stamped(ctx: &Ctx, mut model: Model) -> Model {
    model.meterai = Some(ctx.house.vault.stamp(&model, &[]));
    model
}

/// Whether a row is as Lindung left it.
pub(crate) fn holds(ctx: &Ctx, model: &Model) -> bool {
    model.meterai.as_deref() == Some(ctx.house.vault.stamp(model, &[]).as_slice())
}

/// What a line of history says of the row that it found, where that is not as it was left: a later change does not hide what was
/// done to it.
pub(crate) fn stray(tampered: bool) -> Option<Json> {
    tampered.then(|| serde_json::json!({ "buka": [], "tutup": [], "asing": "orang" }))
}

/// Those of some people whose row is not as Lindung left it, or gone.
///
/// # Errors
/// What the database says.
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

/// Stamps the people whom releases before did not stamp. The caller has asked [`chain::is_new`].
///
/// # Errors
/// What the database says.
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

/// A person who is not as Lindung left them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The person.
    pub person: OrangId,
    /// The office that first recorded them.
    pub office: KantorId,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
}

/// The people, of all offices, who are not as Lindung left them.
///
/// # Errors
/// What the database says.
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
    // Who was being changed while it was read looks wrong once, what somebody's hand did looks wrong twice.
    let mut lasting = Vec::with_capacity(faults.len());
    for fault in faults {
        if still(ctx, &fault).await? {
            lasting.push(fault);
        }
    }
    Ok(lasting)
}

/// What a line of history of a person tells: its version, and whether it found the row otherwise than it was left.
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

/// People of whom only the history is left.
async fn gone(ctx: &Ctx) -> Result<Vec<Fault>> {
    use history::Column as Line;
    let query = Query::select()
        .columns([Line::CatatanId, Line::KantorId])
        .from(history::Entity)
        .and_where(Expr::col(Line::Jenis).eq("orang"))
        .and_where(Expr::col(Line::Versi).eq(1))
        .and_where(Expr::col(Line::CatatanId).not_in_subquery(Query::select().column("id").from(Entity).to_owned()))
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    let fault = |row: &QueryResult| {
        let (person, office) = (row.try_get("", "catatan_id")?, row.try_get("", "kantor_id")?);
        Ok::<_, Problem>(Fault { person, office, detail: GONE })
    };
    rows.iter().map(fault).collect()
}
