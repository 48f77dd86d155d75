//! Opens a record from another one that leads to it, also for users who may not read its kind.

use kernel::form::Form;
use kernel::{CatatanId, Ctx, OrangId, Problem, Result};
use sea_orm::sea_query::Expr;

use crate::register::PERSON;
use crate::related::{self, Target};
use crate::{AnyKind, Info, Mode, Outcome, Registered, Registry, Row, register};

/// The record that a new one comes from.
pub struct Origin {
    /// Its kind.
    pub(crate) kind: &'static dyn AnyKind,
    /// The record, as a list shows it.
    pub(crate) row: Row,
}

impl Origin {
    /// The record with a number, first in the actor's own office; none if the number leads to no record or to several.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn of(registry: &Registry, ctx: &Ctx, number: &str) -> Result<Option<Self>> {
        let prefix = number.split('-').next().unwrap_or_default();
        let kind = registry.all().iter().copied().find(|kind| kind.info().prefix == prefix);
        let Some(kind) = kind.filter(|kind| ctx.actor.may(kind.info().permission)) else { return Ok(None) };
        let mut rows = kind.by_number(ctx, number).await?;
        rows.retain(|row| row.head.number == number);
        let own = rows.iter().position(|row| row.head.office == ctx.actor.office);
        let at = own.or_else(|| (rows.len() == 1).then_some(0));
        Ok(at.map(|at| Self { kind, row: rows.swap_remove(at) }))
    }

    /// Its person, if the actor's own office knows that person.
    pub(crate) fn person(&self, ctx: &Ctx) -> Option<OrangId> {
        self.row.head.person.filter(|_| self.row.head.office == ctx.actor.office)
    }

    /// The same by id.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`].
    pub(crate) async fn at(kind: &'static dyn AnyKind, ctx: &Ctx, id: CatatanId) -> Result<Self> {
        ctx.actor.require(kind.info().permission)?;
        let row = kind.labels(ctx, &[id]).await?.remove(&id).ok_or(Problem::NotFound)?;
        Ok(Self { kind, row })
    }
}

/// Whether the actor may open a record of `kind` from one of `origin`: with the right to read it, or the right of its opening.
pub(crate) fn may(ctx: &Ctx, origin: &dyn AnyKind, kind: &dyn AnyKind) -> bool {
    let leads = origin.info().more.leads_to.iter().any(|(to, _)| *to == kind.info().name);
    let right = kind.info().more.opening.map(|opening| opening.right);
    leads
        && ctx.actor.may(origin.info().permission)
        && kind.info().more.made_by.is_none()
        && (ctx.actor.may(kind.info().permission) || right.is_some_and(|right| ctx.actor.may(right)))
}

impl dyn AnyKind + '_ {
    /// Registers a record about the person of its origin and relates the two records, in one transaction; or only checks the
    /// form.
    ///
    /// # Errors
    /// [`Problem::Forbidden`]; [`Problem::Refused`] if one was opened already that the actor cannot see.
    pub async fn open(&self, ctx: &Ctx, origin: &Origin, form: &Form, mode: Mode) -> Result<Registered> {
        let Origin { kind, row } = origin;
        if !may(ctx, *kind, self) {
            return Err(Problem::Forbidden(self.info().permission));
        }
        let mut tx = ctx.begin().await?;
        let mut form = form.clone();
        if let (Some(OrangId(person)), true) = (origin.person(ctx), self.info().person) {
            form.insert(PERSON.to_owned(), person.to_string());
            form.entry("nama".to_owned()).or_insert_with(|| row.name.clone().unwrap_or_default());
        }
        let done = register::permitted(self, &tx, ctx.into(), (&[form], &[]), mode).await?;
        if mode == Mode::DryRun {
            return Ok(done);
        }
        if let Some(Outcome::New(id, number) | Outcome::Known(id, number)) = done.outcomes.first() {
            let target = Target { kind: self.info().name, id: *id, number: number.clone() };
            // A parallel request waits here for the line of history, and then sees the opened record.
            let new = kind.relate_in(&mut tx, ctx, row.head.id, &target).await?;
            if new && !ctx.actor.may(self.info().permission) && related::others(&*tx, row.head.id, &target).await? {
                return Err(already(row, self.info()));
            }
            tx.commit().await?;
        }
        Ok(done)
    }
}

/// Whether one was opened already that the actor cannot see. The actor may then not open a second one.
///
/// # Errors
/// Any database error.
pub(crate) async fn taken(ctx: &Ctx, origin: CatatanId, kind: &dyn AnyKind) -> Result<bool> {
    let info = kind.info();
    if ctx.actor.may(info.permission) {
        return Ok(false);
    }
    let [opened] = related::holds(ctx.db(), [related::has(&Expr::value(origin.0), info.name)]).await?;
    Ok(opened)
}

/// The error for opening another one.
pub(crate) fn already(origin: &Row, info: &Info) -> Problem {
    Problem::Refused {
        status: origin.status,
        command: info.name,
        allowed: Vec::new(),
        detail: format!("{} dari catatan ini sudah dicatat. Hubungi tim yang menanganinya.", info.title),
    }
}
