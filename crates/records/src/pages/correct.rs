//! On the page of a record: withdraw, restore, move.

use kernel::form::{Field, FieldKind, Form};
use kernel::{Ctx, FieldError};
use maud::{Markup, html};
use web::{App, parts};

use crate::surface::by_field;
use crate::{AnyKind, Shown};

/// A refused action on a record: it is shown on the page again with what was typed.
#[derive(Default)]
pub(crate) struct Refusal {
    /// The requested action.
    pub act: &'static str,
    /// What was typed.
    pub typed: Form,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Why the record does not allow it.
    pub detail: Option<String>,
}

pub(super) const WITHDRAW: &str = "batalkan";
pub(super) const RESTORE: &str = "pulihkan";
pub(super) const MOVE: &str = "pindahkan";

const WHY: Field = Field::asked("alasan", "Alasan", FieldKind::Text(300)).required();
/// Two forms are on one page, so their fields need different names.
pub(super) const WHY_MOVED: Field = Field::asked("alasan_pindah", "Alasan", FieldKind::Text(300)).required();

/// The actions for a wrong record, besides changing its fields.
pub(super) fn acts(app: &App, ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown, refusal: &Refusal) -> Markup {
    html! {
        section.box {
            @if shown.head.withdrawn.is_some() {
                h2 { "Pulihkan" }
                p.muted { "Catatan yang dipulihkan dihitung lagi seperti semula." }
                (form(app, kind, shown, refusal, &Act::new(RESTORE, html! { button.btn { "Pulihkan catatan ini" } })))
            } @else {
                h2 { "Catatan ini salah?" }
                details open[refusal.act == WITHDRAW] {
                    summary { "Batalkan" }
                    p.muted { "Untuk catatan yang seharusnya tidak ada. Tetap tersimpan, tetapi tidak dihitung lagi." }
                    @let button = html! { button.btn.danger { "Batalkan catatan ini" } };
                    (form(app, kind, shown, refusal, &Act::new(WITHDRAW, button)))
                }
                @if ctx.actor.offices.len() > 1 {
                    details open[refusal.act == MOVE] {
                        summary { "Pindahkan ke kantor lain" }
                        p.muted { "Untuk catatan yang dicatat di kantor yang salah. Nomornya berganti." }
                        @let button = html! { button.btn { "Pindahkan catatan ini" } };
                        (form(app, kind, shown, refusal, &Act { first: offices(app, ctx, shown, refusal), ..Act::new(MOVE, button) }))
                    }
                }
            }
        }
    }
}

/// A form for one act.
struct Act {
    name: &'static str,
    first: Markup,
    button: Markup,
}

impl Act {
    fn new(name: &'static str, button: Markup) -> Self {
        Self { name, first: html! {}, button }
    }
}

fn form(app: &App, kind: &dyn AnyKind, shown: &Shown, refusal: &Refusal, act: &Act) -> Markup {
    let why = if act.name == MOVE { WHY_MOVED } else { WHY };
    let mine = refusal.act == act.name;
    let wrong = by_field(if mine { &refusal.errors } else { &[] });
    let typed = refusal.typed.get(why.key).filter(|_| mine).map_or("", String::as_str);
    html! {
        form.form method="post" action={ "/" (kind.info().name) "/" (shown.head.id) "/" (act.name) } novalidate {
            @if let Some(detail) = refusal.detail.as_ref().filter(|_| mine) {
                p.note.bad role="alert" { (detail) }
            }
            input type="hidden" name="versi" value=(shown.head.version);
            (act.first)
            (parts::input(&app.house.reference, &why, typed, wrong.get(why.key).copied()))
            (act.button)
        }
    }
}

fn offices(app: &App, ctx: &Ctx, shown: &Shown, refusal: &Refusal) -> Markup {
    let seen = |id| ctx.actor.offices.contains(&id) && id != shown.head.office;
    let typed = refusal.typed.get("kantor").map_or("", String::as_str);
    let error = refusal.errors.iter().find(|error| error.field == "kantor");
    let (invalid, described) = (error.map(|_| "true"), error.map(|_| "kantor-e"));
    html! {
        div class=(if error.is_some() { "field bad" } else { "field" }) {
            label for="kantor" { "Kantor tujuan" span.opt { "wajib" } }
            select id="kantor" name="kantor" aria-invalid=[invalid] aria-describedby=[described] {
                option value="" { "— pilih —" }
                @for office in app.house.offices.all().iter().filter(|office| seen(office.id)) {
                    option value=(office.code) selected[office.code == typed] { (office.name) }
                }
            }
            @if let Some(error) = error { p.err id="kantor-e" { (error.detail) } }
        }
    }
}
