//! New records over the api.

use std::sync::Arc;

use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, PenggunaId, Problem, Result, Tx};
use serde_json::{Map, Value};
use uuid::Uuid;
use web::{Api, AppJson};

use super::together::Together;
use super::{Answer, after, answer, idempotency, unshown};
use crate::surface::{This, body};
use crate::{AnyKind, Mode, Outcome, outcome};

pub(super) async fn create(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(together): Extension<Together>,
    headers: HeaderMap,
    AppJson(mut members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    if let Some(why) = kind.info().more.made_by {
        return Err(Problem::Malformed(why.to_owned()).into());
    }
    let own_id = body::take_id(&mut members)?;
    let key = idempotency::key(&headers)?;
    let fingerprint = idempotency::fingerprint(kind.info().name, own_id, &members);
    let form = web::members::form(&ctx, &kind.fields(), &members)?;
    let sent = Arc::new(Sent { ctx, form, own_id, key, fingerprint });
    let done = together.make(kind, &sent).await?;
    let ctx = &sent.ctx;
    match done {
        Made::Now(made) => {
            let shown = kind.show_made(ctx, *made).await.map_err(|problem| unshown(problem.into()))?;
            Ok(answer(kind, &shown, StatusCode::CREATED))
        }
        Made::Before(id, status) => after(ctx, kind, id, status).await,
    }
}

/// A request for a new record.
pub(super) struct Sent {
    pub(super) ctx: Ctx,
    pub(super) form: Form,
    /// The id that the client chose.
    pub(super) own_id: Option<Uuid>,
    /// The key by which it is repeated.
    pub(super) key: Option<String>,
    /// The fingerprint of the request.
    pub(super) fingerprint: String,
}

impl Sent {
    /// The key, and the user to whom it belongs; none without a key, and none of the system.
    pub(super) fn key_of(&self) -> Option<(PenggunaId, &str)> {
        self.ctx.actor.user.zip(self.key.as_deref())
    }
}

/// The result of a request for a new record.
pub(super) enum Made {
    /// It was made, and showing it has been logged.
    Now(Box<outcome::Made>),
    /// The same request made it earlier.
    Before(CatatanId, StatusCode),
}

/// Makes the requested record in a transaction of its own, or finds the one that the same request made earlier.
///
/// # Errors
/// What is wrong with the form; [`Problem::Duplicate`] where another request made the same; any database error.
pub(super) async fn alone(kind: &dyn AnyKind, sent: &Sent) -> Result<Made> {
    match made(kind, sent).await {
        // The same request was sent at the same moment: the one that waited now finds what the other one made.
        Err(Problem::Duplicate(_)) => made(kind, sent).await,
        Err(Problem::Busy) if sent.key.is_some() => made(kind, sent).await,
        done => done,
    }
}

async fn made(kind: &dyn AnyKind, sent: &Sent) -> Result<Made> {
    let tx = sent.ctx.begin_short().await?;
    match written(&tx, kind, sent).await {
        Ok(now @ Made::Now(_)) => tx.commit().await.map(|()| now),
        Ok(before) => tx.give_up().await.map(|()| before),
        Err(problem) => tx.refuse(&sent.ctx, Err(problem)).await,
    }
}

async fn written(tx: &Tx, kind: &dyn AnyKind, sent: &Sent) -> Result<Made> {
    let ctx = &sent.ctx;
    if let Some(key) = &sent.key
        && let Some(earlier) = idempotency::earlier(tx, ctx, key, &sent.fingerprint).await?
    {
        return Ok(Made::Before(earlier, StatusCode::CREATED));
    }
    let mut done = kind.register_in(tx, ctx, std::slice::from_ref(&sent.form), &[sent.own_id], Mode::Show).await?;
    let made = done.made.pop();
    let id = match done.outcomes.into_iter().next() {
        Some(Outcome::New(id, _)) => id,
        // The client sent its own id with the same content again: answer as to a request that was sent twice.
        Some(Outcome::Known(id, _)) if sent.own_id == Some(id.0) => return Ok(Made::Before(id, StatusCode::OK)),
        Some(Outcome::Known(_, number)) => {
            return Err(Problem::Duplicate(format!("Isian yang sama sudah tercatat sebagai {number}.")));
        }
        Some(Outcome::Wrong(errors)) => return Err(Problem::Invalid(errors)),
        Some(Outcome::Contradicts(errors)) => return Err(Problem::Contradicted(errors)),
        _ => return Err(Problem::internal("a form came to nothing")),
    };
    idempotency::remember(tx, kind.info().name, [(sent, id)]).await?;
    made.map(|made| Made::Now(Box::new(made))).ok_or_else(|| Problem::internal("a form came to nothing"))
}
