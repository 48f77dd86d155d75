//! On the page of a record: what belongs together with it.

use axum::extract::{Extension, Form as Body, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Field, FieldKind, Form};
use kernel::{CatatanId, Ctx, Problem, Result};
use maud::{Markup, html};
use web::{App, AppPath, Console, Directory, Label, parts};

use super::correct::Refusal;
use super::{Answer, record_page};
use crate::api::{This, by_field};
use crate::{AnyKind, Registry, Shown, link, related};

/// What the act is called in addresses.
pub(super) const RELATE: &str = "kaitkan";

const NUMBER: Field = Field::new("nomor", "Nomor catatan lain", FieldKind::Text(40))
    .required()
    .help("Misalnya BRF-2025-000007 atau PLG-2025-000123.");

/// A related record, as the page names it.
pub(crate) struct Related {
    pub kind: String,
    pub id: CatatanId,
    pub title: &'static str,
    pub label: Label,
}

/// What belongs together with a record and may be read by the actor.
pub(crate) async fn load(registry: &Registry, ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId) -> Result<Vec<Related>> {
    let mut all = link::both_ways(ctx.db(), registry, kind, id).await?;
    let named = related::of(ctx.db(), id).await?;
    let more: Vec<_> = named.into_iter().filter(|one| !all.contains(one)).collect();
    all.extend(more);
    let mut kinds: Vec<&String> = all.iter().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    for kind in kinds {
        let ids: Vec<CatatanId> = all.iter().filter(|(of, _)| of == kind).map(|(_, id)| *id).collect();
        let mut labels = registry.labels(ctx, kind, &ids).await?;
        let title = registry.title(kind);
        let named = ids.iter().filter_map(|id| Some((*id, labels.remove(id)?)));
        found.extend(named.map(|(id, label)| Related { kind: kind.clone(), id, title, label }));
    }
    Ok(found)
}

pub(super) async fn relate(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let number = typed.get(NUMBER.key).cloned().unwrap_or_default();
    let done = run(&registry, &ctx, kind, id, &number).await;
    let mut refusal = Refusal { act: RELATE, typed, ..Refusal::default() };
    match done {
        Ok(()) => return Ok(Redirect::to(&format!("/{}/{id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(problem @ Problem::Refused { .. }) => refusal.detail = Some(problem.to_string()),
        Err(other) => return Err(other.into()),
    }
    record_page(&app, &ctx, (kind, &registry), (id, false), &refusal).await
}

/// Relates a record to the one of a number.
pub(crate) async fn run(registry: &Registry, ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId, number: &str) -> Result<()> {
    ctx.actor.require(kind.info().permission)?;
    let (head, _) = kind.head(ctx, id).await?;
    let target = related::find(registry, ctx, number, head.office).await?;
    kind.relate(ctx, id, &target).await
}

pub(super) fn part(app: &App, kind: &dyn AnyKind, shown: &Shown, related: &[Related], refusal: &Refusal) -> Markup {
    let mine = refusal.act == RELATE;
    let wrong = by_field(if mine { &refusal.errors } else { &[] });
    let typed = refusal.typed.get(NUMBER.key).filter(|_| mine).map_or("", String::as_str);
    html! {
        section.box {
            h2 { "Catatan terkait" }
            @if related.is_empty() { p.muted { "Belum ada." } } @else {
                ul.counted {
                    @for one in related {
                        li {
                            a.id href={ "/" (one.kind) "/" (one.id) } { (one.label.number) } " "
                            (parts::badge(one.label.status, one.label.stage))
                            small { (one.title) @if !one.label.title.is_empty() { ": " (one.label.title) } }
                        }
                    }
                }
            }
            @if shown.head.withdrawn.is_none() {
                @for (to, button) in kind.leads_to() {
                    p { a.btn href={ "/" (to) "/baru?dari=" (shown.head.number) } { (button) } }
                }
                details open[mine] {
                    summary { "Kaitkan dengan catatan lain" }
                    form.form method="post" action={ "/" (kind.info().name) "/" (shown.head.id) "/" (RELATE) } novalidate {
                        @if let Some(detail) = refusal.detail.as_ref().filter(|_| mine) { p.note.bad role="alert" { (detail) } }
                        (parts::input(&app.house.reference, &NUMBER, typed, wrong.get(NUMBER.key).copied()))
                        button.btn { "Kaitkan" }
                    }
                }
            }
        }
    }
}
