//! The pages of every kind of record: list, search, export, one record, new, edit, steps, withdraw, restore, move.

mod acts;
mod attached;
mod correct;
mod create;
mod filters;
mod form;
mod list;
mod record;
pub(crate) mod related;
mod saringan;
mod sekaligus;
mod step;
mod table;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Form, gather_ticks};
use kernel::{CatatanId, Ctx, Problem};
use lampiran::Store;
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, heavy};

use crate::change::Change;
use crate::surface::This;
use crate::{AnyKind, Registry, officers};

pub use crate::surface::form::{part, typable};
pub(crate) use correct::Refusal;
pub use create::{another, choice, offered};

type Answer = Result<Response, Failure>;

/// The routes of all kinds.
pub fn router(registry: &Registry, store: &Store) -> Routes {
    registry.all().iter().fold(attached::router(registry, store), |router, kind| {
        let base = format!("/{}", kind.info().name);
        let routes = Routes::new()
            .get(&base, list::show)
            .post(&format!("{base}/cari"), list::search)
            .get(&format!("{base}/cari"), list::start)
            .post(&format!("{base}/ekspor"), heavy::work(list::export))
            .get(&format!("{base}/saringan"), saringan::manage)
            .post(&format!("{base}/saringan"), saringan::save)
            .post(&format!("{base}/saringan/{{id}}"), saringan::change)
            .get(&format!("{base}/baru"), create::show)
            .post(&format!("{base}/baru"), create::create)
            .get(&format!("{base}/{{id}}"), show_record)
            .post(&format!("{base}/{{id}}/buka"), reveal)
            .get(&format!("{base}/{{id}}/ubah"), show_edit)
            .post(&format!("{base}/{{id}}/ubah"), edit)
            .get(&format!("{base}/{{id}}/langkah/{{langkah}}"), step::show)
            .post(&format!("{base}/{{id}}/langkah/{{langkah}}"), step::take)
            .post(&format!("{base}/sekaligus"), sekaligus::choose)
            .post(&format!("{base}/sekaligus/{{langkah}}"), sekaligus::take)
            .post(&format!("{base}/{{id}}/kaitkan"), related::relate)
            .post(&format!("{base}/{{id}}/batalkan"), acts::withdraw)
            .post(&format!("{base}/{{id}}/pulihkan"), acts::restore)
            .post(&format!("{base}/{{id}}/pindahkan"), acts::relocate)
            .layer(Extension(This(*kind)))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

async fn show_record(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    record_page(&app, &ctx, (kind, &registry), (id, false), &Refusal::default()).await
}

async fn reveal(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    record_page(&app, &ctx, (kind, &registry), (id, true), &Refusal::default()).await
}

/// The page of a record, with protected fields in full or masked, and with the request that was just refused.
pub(crate) async fn record_page(
    app: &App,
    ctx: &Ctx,
    (kind, registry): (&dyn AnyKind, &Registry),
    (id, reveal): (CatatanId, bool),
    refusal: &Refusal,
) -> Answer {
    let shown = kind.read(ctx, id, reveal).await?;
    let facts = kernel::ledger::open_rows(ctx.db(), id).await?;
    let related = crate::related::load(registry, ctx, kind, id).await?;
    let login = shown.form.get("petugas");
    let names = officers::names(ctx.db(), login).await?;
    let officer = login.map(|login| names.get(login).unwrap_or(login).as_str());
    let mut leads = Vec::new();
    for (to, button) in kind.info().more.leads_to {
        if let Some(target) = registry.find(to).filter(|target| crate::open::may(ctx, kind, *target))
            && !crate::open::taken(ctx, id, target).await?
        {
            leads.push((*to, *button));
        }
    }
    let seen = record::Seen { shown: &shown, facts: &facts, related: &related, leads: &leads, officer };
    Ok(record::page(app, ctx, kind, &seen, refusal).into_response())
}

async fn show_edit(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let open = ctx.actor.may(kernel::Permission::RevealPeople);
    let shown = kind.read(&ctx, id, open).await?;
    let officers = officers::of(ctx.db(), &ctx, shown.head.office, kind.info().permission).await?;
    Ok(form::edit(&app, &ctx, kind, &form::Editing { officers, ..form::Editing::of(&shown) }, &[]).into_response())
}

async fn edit(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    gather_ticks(&mut typed);
    let version: Option<i64> = typed.remove("versi").and_then(|v| v.parse().ok());
    if version.is_none() {
        return Err(Problem::Stale.into());
    }
    let reason = typed.remove("alasan_perubahan").unwrap_or_default();
    let mut editing = form::Editing {
        id,
        version: version.unwrap_or_default(),
        form: typed.clone(),
        reason: reason.clone(),
        told: None,
        stored: None,
        officers: officers::of(ctx.db(), &ctx, ctx.actor.office, kind.info().permission).await?,
    };
    let result = if reason.trim().is_empty() {
        Err(Problem::field("alasan_perubahan", "Tulis alasan perubahan, misalnya: salah ketik tanggal."))
    } else {
        kind.edit(&ctx, Change { id, version, reason, happened: None }, typed).await
    };
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/{}/{id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => Ok(form::edit(&app, &ctx, kind, &editing, &errors).into_response()),
        Err(
            problem @ (Problem::Stale
            | Problem::Refused { .. }
            | Problem::Duplicate(_)
            | Problem::Busy
            | Problem::NoRoom),
        ) => {
            let shown = kind.read(&ctx, id, ctx.actor.may(kernel::Permission::RevealPeople)).await?;
            editing.told = Some(match problem {
                Problem::Stale => step::overtaken(&shown),
                other => other.to_string(),
            });
            editing.version = shown.head.version;
            editing.stored = Some(shown.form);
            Ok(form::edit(&app, &ctx, kind, &editing, &[]).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
