//! Reading records: only those of the actor's offices, masked, and with a trace where people are shown.

use std::collections::HashMap;

use kernel::access::{Read, log};
use kernel::form::{FieldKind, Form};
use kernel::history;
use kernel::vault::Key;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result, Stage, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use crate::attached::{self, Attached};
use crate::kind::all_fields;
use crate::{Head, Kind, Record, Step, described, link, show, step};

/// A record in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The common columns.
    pub head: Head,
    /// The status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
    /// The person's name, if it is about one.
    pub name: Option<String>,
    /// Text by field; protected ones shut.
    pub form: Form,
}

/// A record as somebody may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The common columns.
    pub head: Head,
    /// The status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
    /// Text by field, the person's among them; protected ones masked unless they were opened.
    pub form: Form,
    /// The records that its links lead to, by field.
    pub(crate) links: Vec<(&'static str, Uuid)>,
    /// Whether protected fields stand in full.
    pub revealed: bool,
    /// What is pointed out about it.
    pub remarks: Vec<String>,
    /// The steps that it allows now.
    pub allowed: Vec<&'static Step>,
    /// What was done to it, oldest first.
    pub history: Vec<history::Model>,
    /// Its attachments, oldest first, removed ones too.
    pub attached: Vec<Attached>,
}

/// What is true of the records that the actor may see: those of the offices, and those that were shared with one of them.
pub(crate) fn seen<K: Kind>(ctx: &Ctx) -> Expr {
    let own = Expr::col("kantor_id").is_in(ctx.actor.offices.iter().map(|o| o.0));
    let codes = ctx.actor.offices.iter().filter_map(|id| Some(ctx.house.offices.by_id(*id)?.code.clone()));
    match K::SHARED {
        Some(column) => own.or(Expr::col(column).is_in(codes)),
        None => own,
    }
}

/// The records that the actor may see: the only way by which records are found.
pub(crate) fn visible_to<K: Kind>(ctx: &Ctx) -> Select<<K::Record as sea_orm::ModelTrait>::Entity> {
    <K::Record as sea_orm::ModelTrait>::Entity::find().filter(seen::<K>(ctx))
}

/// One record.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) async fn load<K: Kind>(db: &impl ConnectionTrait, ctx: &Ctx, id: CatatanId) -> Result<K::Record> {
    visible_to::<K>(ctx).filter(Expr::col("id").eq(id.0)).one(db).await?.ok_or(Problem::NotFound)
}

/// One record for reading. `reveal` asks for protected fields in full, which needs [`Permission::RevealPeople`].
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) async fn read<K: Kind>(ctx: &Ctx, id: CatatanId, reveal: bool) -> Result<Shown> {
    ctx.actor.require(K::INFO.permission)?;
    if reveal {
        ctx.actor.require(Permission::RevealPeople)?;
    }
    let record = load::<K>(ctx.db(), ctx, id).await?;
    let action = if reveal { "buka" } else { "lihat" };
    let people = record.head().person.into_iter().collect();
    log(ctx, Read { action, kind: K::INFO.name, revealed: reveal }, people).await?;
    shown::<K>(ctx, record, reveal).await
}

/// One record that was just written, masked; its trace was left with it, see [`Mode::Show`](crate::Mode::Show).
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) async fn read_back<K: Kind>(ctx: &Ctx, id: CatatanId) -> Result<Shown> {
    ctx.actor.require(K::INFO.permission)?;
    let record = load::<K>(ctx.db(), ctx, id).await?;
    shown::<K>(ctx, record, false).await
}

async fn shown<K: Kind>(ctx: &Ctx, record: K::Record, reveal: bool) -> Result<Shown> {
    let head = record.head();
    let id = head.id;
    let mut form = text::<K>(ctx.db(), ctx, &record).await?;
    if !reveal {
        for field in all_fields::<K>() {
            if let Some(text) = form.get_mut(field.key) {
                *text = field.masked(text);
            }
        }
    }
    let history = history::of(ctx, K::INFO.name, id).await?;
    let allowed = step::allowed::<K>(ctx, &record);
    let attached = attached::of(ctx, K::INFO.name, id).await?;
    let remarks = if head.withdrawn.is_none() { K::remarks(ctx, &record).await? } else { Vec::new() };
    Ok(Shown {
        remarks,
        status: record.status(),
        stage: record.stage(),
        head,
        form,
        links: link::stored::<K>(&record)?,
        revealed: reveal,
        allowed,
        history,
        attached,
    })
}

/// A record that the actor may see, with its text by field in full, the person's among them. For what is decided about it in
/// the same transaction: nothing of it is shown, so it leaves no trace.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn full<K: Kind>(tx: &Tx, ctx: &Ctx, id: CatatanId) -> Result<(K::Record, Form)> {
    let record = load::<K>(&**tx, ctx, id).await?;
    let form = text::<K>(&**tx, ctx, &record).await?;
    Ok((record, form))
}

/// Text by field of a record in full, the person's among them: the caller masks what the actor may not see.
///
/// # Errors
/// [`Problem::NotFound`] when the person has been erased.
async fn text<K: Kind>(db: &impl ConnectionTrait, ctx: &Ctx, record: &K::Record) -> Result<Form> {
    let mut form = Form::new();
    let mut key = None;
    if let Some(person) = record.head().person {
        let model = people::find(db, person).await?;
        form = people::text(ctx, &model)?;
        key = Some(model.key(ctx)?);
    }
    form.extend(own_text::<K>(db, record, key.as_ref()).await?);
    Ok(form)
}

/// Text by field of a record's own fields, with links as numbers.
///
/// # Errors
/// A sealed field that does not open.
pub(crate) async fn own_text<K: Kind>(
    db: &impl ConnectionTrait,
    record: &K::Record,
    key: Option<&Key>,
) -> Result<Form> {
    let mut showing = show::Showing::new(K::INFO.table, key);
    described::show::<K>(record, &mut showing)?;
    let show::Showing { mut form, links, .. } = showing;
    for (field, id) in links {
        let kind = K::FIELDS.iter().find(|f| f.key == field).map(|f| f.kind);
        if let Some(FieldKind::Link(kind)) = kind {
            form.insert(field.to_owned(), link::number_of(db, kind, id).await?);
        }
    }
    Ok(form)
}

/// Numbers, names and fields of records, by id.
///
/// # Errors
/// What the database says.
pub(crate) async fn labels<K: Kind>(ctx: &Ctx, ids: &[CatatanId]) -> Result<HashMap<CatatanId, Row>> {
    let records = visible_to::<K>(ctx).filter(Expr::col("id").is_in(ids.iter().map(|i| i.0))).all(ctx.db()).await?;
    Ok(rows::<K>(ctx, &records, "telusur").await?.into_iter().map(|row| (row.head.id, row)).collect())
}

/// The records of people in the actor's offices, newest first. The caller leaves the trace.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn of_people<K: Kind>(ctx: &Ctx, people: &[OrangId]) -> Result<Vec<Row>> {
    ctx.actor.require(K::INFO.permission)?;
    if !K::INFO.person {
        return Ok(Vec::new());
    }
    let query = visible_to::<K>(ctx)
        .filter(Expr::col("orang_id").is_in(people.iter().map(|person| person.0)))
        .order_by(Expr::col("id"), Order::Desc);
    query.all(ctx.db()).await?.iter().map(|record| row::<K>(record, &HashMap::new())).collect()
}

/// Records as a list shows them, with the trace of it.
///
/// # Errors
/// What the database says.
pub(crate) async fn rows<K: Kind>(ctx: &Ctx, records: &[K::Record], action: &'static str) -> Result<Vec<Row>> {
    let mut people: Vec<OrangId> = records.iter().filter_map(|r| r.head().person).collect();
    people.sort_unstable();
    people.dedup();
    log(ctx, Read { action, kind: K::INFO.name, revealed: false }, people.clone()).await?;
    let names = if people.is_empty() { HashMap::new() } else { people::names(ctx, people).await? };
    let mut rows = records.iter().map(|record| row::<K>(record, &names)).collect::<Result<Vec<Row>>>()?;
    name_links::<K>(ctx, records, &mut rows).await?;
    Ok(rows)
}

/// Puts the numbers of linked records into rows, with one select for each field that links.
async fn name_links<K: Kind>(ctx: &Ctx, records: &[K::Record], rows: &mut [Row]) -> Result<()> {
    for field in K::FIELDS {
        let FieldKind::Link(kind) = field.kind else { continue };
        let mut links = Vec::with_capacity(records.len());
        for record in records {
            let stored = link::stored::<K>(record)?;
            links.push(stored.iter().find(|(key, _)| *key == field.key).map(|(_, id)| *id));
        }
        let mut ids: Vec<_> = links.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let numbers = link::numbers_of(ctx.db(), kind, &ids).await?;
        for (row, link) in rows.iter_mut().zip(links) {
            let number = link.and_then(|id| numbers.get(&id)).cloned();
            row.form.extend(number.map(|number| (field.key.to_owned(), number)));
        }
    }
    Ok(())
}

fn row<K: Kind>(record: &K::Record, names: &HashMap<OrangId, String>) -> Result<Row> {
    let mut showing = show::Showing::new(K::INFO.table, None);
    described::show::<K>(record, &mut showing)?;
    let head = record.head();
    let name = head.person.and_then(|p| names.get(&p).cloned());
    Ok(Row { status: record.status(), stage: record.stage(), head, name, form: showing.form })
}
