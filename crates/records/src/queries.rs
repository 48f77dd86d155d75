//! Reading records: only those of the actor's offices, masked, and logged if people are shown.

use std::collections::HashMap;

use futures_util::future::join;
use kernel::access::{Read, log};
use kernel::form::Form;
use kernel::history;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result, Stage};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use uuid::Uuid;

use crate::files::{self, Attached};
use crate::listed::Row;
use crate::outcome::Made;
use crate::paper::{self, Paper};
use crate::ready::Ready;
use crate::{AnyKind, Boxed, Head, Step, link, listed, related, shared, take, text};

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
    /// Its papers, if its kind has a list of them.
    pub papers: Vec<Paper>,
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
        let found = self.find(ctx, id).await?;
        let action = if reveal { "buka" } else { "lihat" };
        let people = found.record.head().person.into_iter().collect();
        let read = Read { action, kind: self.info().name, revealed: reveal };
        // The rest is read meanwhile; nothing is shown before the look is durable.
        let (logged, shown) = join(log(ctx, read, people), shown(self, ctx, found, reveal)).await;
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

    /// A record as it was just written, masked; the read was logged when it was written, see [`Mode::Show`](crate::Mode::Show).
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub(crate) async fn show_made(&self, ctx: &Ctx, made: Made) -> Result<Shown> {
        ctx.actor.require(self.info().permission)?;
        // No other record knows of it yet.
        let asked = if self.info().person {
            Ready::records(self, ctx, 1)?.asked
        } else {
            self.asked(Expr::value(made.record.head().id.0)).len()
        };
        let known = vec![false; asked];
        let history = Some(vec![made.line]);
        let found = Found { person: made.person, history, known: Some(known), ..Found::bare(made.record) };
        shown(self, ctx, found, false).await
    }

    /// One record that the actor may see, with all that its kind asks of other tables for showing it, in one statement.
    async fn find(&self, ctx: &Ctx, id: CatatanId) -> Result<Found> {
        if !self.info().person {
            return Ok(Found::bare(self.load(ctx.keyed(), ctx, id).await?));
        }
        let read = shared::record(self.lasting(), ctx, id).await?;
        let rows = read.rows();
        let row = rows.first().ok_or(Problem::NotFound)?;
        let lines = rows.iter().map(history::beside_of).collect::<Result<Vec<_>>>()?;
        Ok(Found {
            record: self.row_of(row)?,
            person: Some(people::kept(ctx.keyed(), people::beside_of(row)?).await?),
            numbers: Some(link::numbers_in(self, row)?),
            history: Some(lines.into_iter().flatten().collect()),
            known: Some(related::answers(row, read.asked)?),
        })
    }
}

/// A record, with what was read beside it; what is none was not read.
struct Found {
    record: Boxed,
    person: Option<people::entity::Model>,
    /// The numbers of what it links to, by field.
    numbers: Option<Form>,
    history: Option<Vec<history::Model>>,
    /// What its kind asked of other records, see [`Kind::asked`](crate::Kind::asked).
    known: Option<Vec<bool>>,
}

impl Found {
    fn bare(record: Boxed) -> Self {
        Self { record, person: None, numbers: None, history: None, known: None }
    }
}

async fn shown(kind: &dyn AnyKind, ctx: &Ctx, found: Found, reveal: bool) -> Result<Shown> {
    let Found { record, person, numbers, history, known } = found;
    let head = record.head();
    let id = head.id;
    let (mut form, links) = text::with(kind, ctx, (&*record, person.as_ref(), numbers)).await?;
    if !reveal {
        for field in kind.fields() {
            if let Some(text) = form.get_mut(field.key) {
                *text = field.masked(text);
            }
        }
    }
    let history = match history {
        Some(known) => known,
        None => history::of(ctx, kind.info().name, id).await?,
    };
    let allowed = take::allowed(kind, ctx, &*record);
    let attached = if files::told(&history) { files::of(ctx, kind.info().name, id).await? } else { Vec::new() };
    let remarks =
        if head.withdrawn.is_none() { kind.remarks(ctx, &*record, known.as_deref()).await? } else { Vec::new() };
    let papers = paper::list(kind, &ctx.house.reference, &form, &history, &attached);
    Ok(Shown {
        papers,
        remarks,
        status: record.status(),
        stage: record.stage(),
        head,
        form,
        links,
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
        let ids = Expr::col("id").is_in(ids.iter().map(|i| i.0));
        let query = listed::beside(self, self.select_seen(ctx)?.and_where(ids).to_owned());
        Ok(rows(self, ctx, &query, "telusur").await?.into_iter().map(|row| (row.head.id, row)).collect())
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
        let of_them = Expr::col("orang_id").is_in(people.iter().map(|person| person.0));
        let records = self.select_seen(ctx)?.and_where(of_them).to_owned();
        listed::all(self, ctx.db(), &listed::newest(self, records)).await
    }
}

/// The records that a select of [`listed::beside`] finds, as a list shows them; the read is logged.
///
/// # Errors
/// Any database error.
pub(crate) async fn rows(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    query: &SelectStatement,
    action: &'static str,
) -> Result<Vec<Row>> {
    let rows = listed::all(kind, ctx.db(), query).await?;
    met(kind, ctx, &rows, action).await?;
    Ok(rows)
}

/// Logs that people are met in records. Nothing of them may be shown before.
///
/// # Errors
/// Any database error.
pub(crate) async fn met(kind: &dyn AnyKind, ctx: &Ctx, rows: &[Row], action: &'static str) -> Result<()> {
    log(ctx, Read { action, kind: kind.info().name, revealed: false }, people_of(rows)).await
}

/// Adds to rows the fields of their people, protected ones shut, with one select for all. The caller must log the read.
///
/// # Errors
/// Any database error.
pub(crate) async fn with_particulars(ctx: &Ctx, rows: &mut [Row]) -> Result<()> {
    let people = people_of(rows);
    if people.is_empty() {
        return Ok(());
    }
    let known = people::particulars(ctx, people).await?;
    for row in rows {
        if let Some(person) = row.head.person.and_then(|person| known.get(&person)) {
            row.form.begin_with(people::FIELDS, person);
        }
    }
    Ok(())
}

/// The people of records, each once.
fn people_of(rows: &[Row]) -> Vec<OrangId> {
    let mut people: Vec<OrangId> = rows.iter().filter_map(|row| row.head.person).collect();
    people.sort_unstable();
    people.dedup();
    people
}
