//! The related records on the page of a record.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Field, FieldKind, Form};
use kernel::{CatatanId, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, parts};

use super::correct::Refusal;
use super::record::Seen;
use super::{Answer, record_page};
use crate::related;
use crate::surface::{This, by_field};
use crate::{AnyKind, Registry};

/// The name of the action in addresses.
const RELATE: &str = "kaitkan";

const NUMBER: Field = Field::asked("nomor", "Nomor catatan lain", FieldKind::Text(40))
    .required()
    .help("Misalnya BRF-2025-000007 atau PLG-2025-000123.");

pub(super) async fn relate(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let number = typed.get(NUMBER.key).cloned().unwrap_or_default();
    let done = related::by_typed_number(&registry, &ctx, kind, id, &number).await;
    let mut refusal = Refusal { act: RELATE, typed, ..Refusal::default() };
    match done {
        Ok(()) => return Ok(Redirect::to(&format!("/{}/{id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(problem @ Problem::Refused { .. }) => refusal.detail = Some(problem.to_string()),
        Err(other) => return Err(other.into()),
    }
    record_page(&app, &ctx, (kind, &registry), (id, false), &refusal).await
}

pub(super) fn part(app: &App, kind: &dyn AnyKind, seen: &Seen<'_>, refusal: &Refusal) -> Markup {
    let Seen { shown, related, leads, .. } = *seen;
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
                            small {
                                (one.title) @if !one.label.title.is_empty() { ": " (one.label.title) }
                                @if one.files.all > 0 { ". Lampiran: " (one.files.all) }
                                @if one.files.pictures > 0 { ", foto: " (one.files.pictures) }
                            }
                        }
                    }
                }
            }
            @if shown.head.withdrawn.is_none() {
                @for (to, button) in leads {
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
