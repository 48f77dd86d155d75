//! Withdrawing, restoring and moving a record from its page.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem};
use web::{App, AppForm as Body, AppPath, Console};

use super::correct::{MOVE, RESTORE, Refusal, WHY_MOVED, WITHDRAW};
use super::step::overtaken;
use super::{Answer, record_page};
use crate::surface::This;
use crate::{AnyKind, Change, REASON, Registry};

pub(super) async fn withdraw(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let done = kind.withdraw(&ctx, change(id, &typed, REASON.key)?).await;
    answer(&app, &ctx, (kind, &registry), id, Asked { act: WITHDRAW, typed, done }).await
}

pub(super) async fn restore(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let done = kind.restore(&ctx, change(id, &typed, REASON.key)?).await;
    answer(&app, &ctx, (kind, &registry), id, Asked { act: RESTORE, typed, done }).await
}

pub(super) async fn relocate(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let change = change(id, &typed, WHY_MOVED.key)?;
    let office = typed.get("kantor").map_or("", String::as_str);
    let done = kind.relocate(&ctx, change, office, &registry.linking(kind.info().name)).await;
    answer(&app, &ctx, (kind, &registry), id, Asked { act: MOVE, typed, done }).await
}

fn change(id: CatatanId, typed: &Form, why: &str) -> kernel::Result<Change> {
    let version: i64 = typed.get("versi").and_then(|v| v.parse().ok()).ok_or(Problem::Stale)?;
    let reason = typed.get(why).cloned().unwrap_or_default();
    Ok(Change { id, version: Some(version), reason, happened: None })
}

/// A requested action and its result.
struct Asked {
    act: &'static str,
    typed: Form,
    done: kernel::Result<()>,
}

async fn answer(
    app: &App,
    ctx: &Ctx,
    (kind, registry): (&dyn AnyKind, &Registry),
    id: CatatanId,
    asked: Asked,
) -> Answer {
    let mut refusal = Refusal { act: asked.act, typed: asked.typed, ..Refusal::default() };
    match asked.done {
        Ok(()) => return Ok(Redirect::to(&format!("/{}/{id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(Problem::Stale) => refusal.detail = Some(overtaken(&kind.read(ctx, id, false).await?)),
        Err(problem @ (Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Busy | Problem::NoRoom)) => {
            refusal.detail = Some(problem.to_string());
        }
        Err(other) => return Err(other.into()),
    }
    for error in &mut refusal.errors {
        if asked.act == MOVE && error.field == REASON.key {
            WHY_MOVED.key.clone_into(&mut error.field);
        }
    }
    record_page(app, ctx, (kind, registry), (id, false), &refusal).await
}
