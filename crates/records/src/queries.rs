//! Reading records: only those of the actor's offices, masked, and logged if people are shown.

use std::collections::HashMap;

use futures_util::future::join;
use kernel::access::{Read, log};
use kernel::form::{FieldKind, Form};
use kernel::history;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result, Stage};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use uuid::Uuid;

use crate::files::{self, Attached};
use crate::{AnyKind, Boxed, Head, Step, Stored, described, link, take, text};

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
    /// Text by field; protected fields stay sealed.
    pub form: Form,
}

/// A record as the actor may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The common columns.
    pub head: Head,
    /// The status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
    /// Text by field, including the person's; protected fields are masked unless they were opened.
    pub form: Form,
    /// The records that its links lead to, by field.
    pub(crate) links: Vec<(&'static str, Uuid)>,
    /// Whether protected fields are in full.
    pub revealed: bool,
    /// Remarks about it.
    pub remarks: Vec<String>,
    /// The steps that it allows now.
    pub allowed: Vec<&'static Step>,
    /// What was done to it, oldest first.
    pub history: Vec<history::Model>,
    /// Its attachments, oldest first, removed ones too.
    pub attached: Vec<Attached>,
}

impl dyn AnyKind + '_ {
    /// One record for reading. `reveal` asks for protected fields in full, which needs [`Permission::RevealPeople`].
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`].
    pub async fn read(&self, ctx: &Ctx, id: CatatanId, reveal: bool) -> Result<Shown> {
        ctx.actor.require(self.info().permission)?;
        if reveal {
            ctx.actor.require(Permission::RevealPeople)?;
        }
        let (record, person) = self.load_with_person(ctx, id).await?;
        let action = if reveal { "buka" } else { "lihat" };
        let people = record.head().person.into_iter().collect();
        let read = Read { action, kind: self.info().name, revealed: reveal };
        // The rest is read meanwhile; nothing is shown before the look is durable.
        let (logged, shown) = join(log(ctx, read, people), shown(self, ctx, (record, person), reveal)).await;
        logged?;
        shown
    }

    /// The common columns of one record, and its status. The read is not logged, so nothing of it may be shown.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`].
    pub async fn head(&self, ctx: &Ctx, id: CatatanId) -> Result<(Head, &'static str)> {
        ctx.actor.require(self.info().permission)?;
        let record = self.load(ctx.db(), ctx, id).await?;
        Ok((record.head(), record.status()))
    }

    /// One record that was just written, masked; the read was logged when it was written, see
    /// [`Mode::Show`](crate::Mode::Show).
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`].
    pub async fn read_back(&self, ctx: &Ctx, id: CatatanId) -> Result<Shown> {
        ctx.actor.require(self.info().permission)?;
        shown(self, ctx, self.load_with_person(ctx, id).await?, false).await
    }

    /// One record that the actor may see, with the row of its person, in one statement.
    async fn load_with_person(&self, ctx: &Ctx, id: CatatanId) -> Result<(Boxed, Option<people::entity::Model>)> {
        let query = self.select_seen(ctx)?.and_where(Expr::col("id").eq(id.0)).to_owned();
        if !self.info().person {
            return Ok((self.one(ctx.db(), &query).await?, None));
        }
        let row = ctx.db().query_one(&people::beside(query)).await?.ok_or(Problem::NotFound)?;
        let record = self.row_of(&row)?;
        let person = people::kept(ctx.db(), people::beside_of(&row)?).await?;
        Ok((record, Some(person)))
    }
}

async fn shown(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    (record, person): (Boxed, Option<people::entity::Model>),
    reveal: bool,
) -> Result<Shown> {
    let head = record.head();
    let id = head.id;
    let mut form = text::with(kind, ctx.db(), ctx, (&*record, person.as_ref())).await?;
    if !reveal {
        for field in kind.fields() {
            if let Some(text) = form.get_mut(field.key) {
                *text = field.masked(text);
            }
        }
    }
    let history = history::of(ctx, kind.info().name, id).await?;
    let allowed = take::allowed(kind, ctx, &*record);
    let attached = if files::told(&history) { files::of(ctx, kind.info().name, id).await? } else { Vec::new() };
    let remarks = if head.withdrawn.is_none() { kind.remarks(ctx, &*record).await? } else { Vec::new() };
    Ok(Shown {
        remarks,
        status: record.status(),
        stage: record.stage(),
        head,
        form,
        links: link::stored(kind, &*record)?,
        revealed: reveal,
        allowed,
        history,
        attached,
    })
}

impl dyn AnyKind + '_ {
    /// Numbers, names and fields of records, by id.
    ///
    /// # Errors
    /// Any database error.
    pub async fn labels(&self, ctx: &Ctx, ids: &[CatatanId]) -> Result<HashMap<CatatanId, Row>> {
        let records = self
            .all(ctx.db(), self.select_seen(ctx)?.and_where(Expr::col("id").is_in(ids.iter().map(|i| i.0))))
            .await?;
        Ok(rows(self, ctx, &records, "telusur").await?.into_iter().map(|row| (row.head.id, row)).collect())
    }

    /// The records of people in the actor's offices, newest first. The caller must log the read.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub async fn of_people(&self, ctx: &Ctx, people: &[OrangId]) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        if !self.info().person {
            return Ok(Vec::new());
        }
        let query = self
            .select_seen(ctx)?
            .and_where(Expr::col("orang_id").is_in(people.iter().map(|person| person.0)))
            .order_by("id", Order::Desc)
            .to_owned();
        self.all(ctx.db(), &query).await?.iter().map(|record| row(self, &**record, &HashMap::new())).collect()
    }
}

/// Records as a list shows them; the read is logged.
///
/// # Errors
/// Any database error.
pub(crate) async fn rows(kind: &dyn AnyKind, ctx: &Ctx, records: &[Boxed], action: &'static str) -> Result<Vec<Row>> {
    let people = met(kind, ctx, records, action).await?;
    let names = if people.is_empty() { HashMap::new() } else { people::names(ctx, people).await? };
    let mut rows = records.iter().map(|record| row(kind, &**record, &names)).collect::<Result<Vec<Row>>>()?;
    name_links(kind, ctx, records, &mut rows).await?;
    Ok(rows)
}

/// Records with all their fields, those of the person too, protected ones shut; the read is logged. One select for the people of
/// all rows, and one for each field that links.
///
/// # Errors
/// Any database error.
pub(crate) async fn whole_rows(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    records: &[Boxed],
    action: &'static str,
) -> Result<Vec<Row>> {
    let people = met(kind, ctx, records, action).await?;
    let people = if people.is_empty() { HashMap::new() } else { people::particulars(ctx, people).await? };
    let mut rows = records.iter().map(|record| row(kind, &**record, &HashMap::new())).collect::<Result<Vec<Row>>>()?;
    for row in &mut rows {
        let person = row.head.person.and_then(|person| people.get(&person));
        row.form.extend(person.into_iter().flatten().map(|(key, text)| (key.clone(), text.clone())));
    }
    name_links(kind, ctx, records, &mut rows).await?;
    Ok(rows)
}

/// The people of records, each once; that they are met is logged.
async fn met(kind: &dyn AnyKind, ctx: &Ctx, records: &[Boxed], action: &'static str) -> Result<Vec<OrangId>> {
    let mut people: Vec<OrangId> = records.iter().filter_map(|r| r.head().person).collect();
    people.sort_unstable();
    people.dedup();
    log(ctx, Read { action, kind: kind.info().name, revealed: false }, people.clone()).await?;
    Ok(people)
}

/// Puts the numbers of linked records into rows, with one select for each field that links.
async fn name_links(kind: &dyn AnyKind, ctx: &Ctx, records: &[Boxed], rows: &mut [Row]) -> Result<()> {
    for field in kind.own() {
        let FieldKind::Link(to) = field.kind else { continue };
        let mut links = Vec::with_capacity(records.len());
        for record in records {
            let stored = link::stored(kind, &**record)?;
            links.push(stored.iter().find(|(key, _)| *key == field.key).map(|(_, id)| *id));
        }
        let mut ids: Vec<_> = links.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let numbers = link::numbers_of(ctx.db(), to, &ids).await?;
        for (row, link) in rows.iter_mut().zip(links) {
            let number = link.and_then(|id| numbers.get(&id)).cloned();
            row.form.extend(number.map(|number| (field.key.to_owned(), number)));
        }
    }
    Ok(())
}

fn row(kind: &dyn AnyKind, record: &dyn Stored, names: &HashMap<OrangId, String>) -> Result<Row> {
    let showing = described::shown(kind, record, None)?;
    let head = record.head();
    let name = head.person.and_then(|p| names.get(&p).cloned());
    Ok(Row { status: record.status(), stage: record.stage(), head, name, form: showing.form })
}
