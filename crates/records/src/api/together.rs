//! Requests for new records that come at the same moment, written together.
//!
//! A new record is some twenty rows, and most of what one costs are the ways to the database and back: the same rows of several records go
//! there in the statements of one. Who comes while nobody writes, writes; who comes meanwhile is in one of the next writes. So no request waits for
//! company, and under load a write costs many requests little more than it costs one. Each record has its author in history and access log,
//! and each request its own answer.
//!
//! Only what is plain is written so: new records, each about a person of its own. Whatever else there is to say of a form (it is wrong, known
//! already, repeated, about somebody of whom must be asked) is found, undone, and said by the way of a single request.

use std::sync::Arc;

use kernel::form::Form;
use kernel::gather::{ALONE, Gatherings, HALF, Held, Rule, few};
use kernel::{By, CatatanId, Ctx, KantorId, Problem, Result, Role, Tx};
use sea_orm::DatabaseBackend;
use uuid::Uuid;

use super::create::{Made, Sent, alone};
use super::idempotency;
use crate::register::{self, Understood};
use crate::{AnyKind, Mode, Outcome, outcome};

/// The requests for new records of one kind.
#[derive(Clone)]
pub(super) struct Together {
    /// `SQLite` lets one write at a time.
    embedded: Arc<Lines>,
    /// On `PostgreSQL` one write is read and matched while another is carried out.
    served: Arc<Lines>,
}

impl Default for Together {
    fn default() -> Self {
        let served = Rule { many: 2, part: HALF };
        Self { embedded: Arc::new(Gatherings::by(ALONE)), served: Arc::new(Gatherings::by(served)) }
    }
}

/// Whose requests may be written together: what is asked of the database for one is asked for all.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    office: KantorId,
    offices: Vec<KantorId>,
    role: Option<Role>,
}

/// Requests that wait to be written.
type Lines = Gatherings<Place, Arc<Sent>, Told>;
type Waiting = kernel::gather::Waiting<Arc<Sent>, Told>;

/// What becomes of a request.
enum Told {
    /// This.
    Done(Result<Made>),
    /// It is to be made by itself.
    Alone,
}

impl Together {
    /// Makes the requested record, or finds the one that the same request made earlier.
    ///
    /// # Errors
    /// As [`alone`].
    pub(super) async fn make(&self, kind: &'static dyn AnyKind, sent: &Arc<Sent>) -> Result<Made> {
        let lines = if is_embedded(&sent.ctx) { &self.embedded } else { &self.served };
        let actor = &sent.ctx.actor;
        let place = Place { office: actor.office, offices: actor.offices.clone(), role: actor.role };
        match lines.join(place, Arc::clone(sent), few, |batch, pen| write_waiting(kind, batch, pen)).await? {
            Told::Done(made) => made,
            Told::Alone => alone(kind, sent).await,
        }
    }
}

fn is_embedded(ctx: &Ctx) -> bool {
    ctx.db().get_database_backend() == DatabaseBackend::Sqlite
}

async fn write_waiting(kind: &'static dyn AnyKind, mut batch: Vec<Waiting>, pen: Held) {
    let mut pen = Some(pen);
    if batch.len() == 1 {
        for waiting in batch {
            let made = alone(kind, &waiting.work).await;
            waiting.tell(Told::Done(made));
        }
        return;
    }
    let mut later = Vec::new();
    while batch.len() > 1 {
        let sent: Vec<&Sent> = batch.iter().map(|waiting| &*waiting.work).collect();
        match tried(kind, &sent, &mut pen).await {
            Ok(Tried::Made(made)) => {
                for (waiting, made) in batch.drain(..).zip(made) {
                    waiting.tell(Told::Done(made));
                }
            }
            Ok(Tried::Apart(apart)) if !apart.is_empty() => {
                for (at, waiting) in std::mem::take(&mut batch).into_iter().enumerate() {
                    if apart.contains(&at) { later.push(waiting) } else { batch.push(waiting) }
                }
            }
            Ok(Tried::Apart(_)) | Err(_) => break,
        }
    }
    // Now that the others stand: what repeats one of them finds it.
    for waiting in batch.into_iter().chain(later) {
        waiting.tell(Told::Alone);
    }
}

/// What came of an attempt.
enum Tried {
    /// What became of each request.
    Made(Vec<Result<Made>>),
    /// Nothing was written: the requests at these places, in order, must be made by themselves; all of them if none is named.
    Apart(Vec<usize>),
}

/// Writes the records of several requests in one transaction. The pen goes to the next before the COMMIT, so that theirs are read while the disk is
/// waited for.
///
/// # Errors
/// Any problem; nothing was written.
async fn tried(kind: &dyn AnyKind, sent: &[&Sent], pen: &mut Option<Held>) -> Result<Tried> {
    let each: Vec<Ctx> = sent.iter().map(|one| one.ctx.clone()).collect();
    let by = By::each(&each).ok_or(Problem::Busy)?;
    let forms: Vec<Form> = sent.iter().map(|one| one.form.clone()).collect();
    let ahead = register::ahead(kind, &by, &forms);
    let tx = by.begin_short().await?;
    match written(&tx, kind, (by, sent), (&forms, ahead)).await {
        Ok(Ok(made)) => {
            pen.take();
            match tx.commit().await {
                Ok(()) => Ok(Tried::Made(made.into_iter().map(|made| Ok(Made::Now(Box::new(made)))).collect())),
                // Whether it was written may be unknown, so it is not tried again.
                Err(problem) => Ok(Tried::Made(sent.iter().map(|_| Err(problem.alike())).collect())),
            }
        }
        Ok(Err(apart)) => tx.give_up().await.map(|()| Tried::Apart(apart)),
        Err(problem) => tx.give_up().await.and(Err(problem)),
    }
}

/// The records that were made, or the places of the requests that must be made by themselves.
async fn written(
    tx: &Tx,
    kind: &dyn AnyKind,
    (by, sent): (By<'_>, &[&Sent]),
    (forms, ahead): (&[Form], Option<Understood>),
) -> Result<Result<Vec<outcome::Made>, Vec<usize>>> {
    let used = idempotency::used(tx, sent).await?;
    if !used.is_empty() {
        return Ok(Err(used));
    }
    let ids: Vec<Option<Uuid>> = sent.iter().map(|one| one.own_id).collect();
    let done = match ahead {
        Some(understood) => register::entered(kind, tx, by, (understood, &ids), Mode::Show).await?,
        None => register::permitted(kind, tx, by, (forms, &ids), Mode::Show).await?,
    };
    if !done.written || done.made.len() != sent.len() {
        let plain = |outcome: &Outcome| matches!(outcome, Outcome::Fresh | Outcome::New(..));
        let apart = |(at, outcome)| (!plain(outcome) || done.repeated.contains(&at)).then_some(at);
        return Ok(Err(done.outcomes.iter().enumerate().filter_map(apart).collect()));
    }
    let made = sent.iter().copied().zip(done.made.iter().map(|made| made.record.head().id));
    let made: Vec<(&Sent, CatatanId)> = made.collect();
    idempotency::remember(tx, kind.info().name, made).await?;
    // What another took meanwhile is told here, so that a COMMIT fails for nobody's form.
    tx.flush().await?;
    Ok(Ok(done.made))
}
