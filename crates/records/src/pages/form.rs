//! The form of a new record, and of a change.

use kernel::form::{Field, Form, Sensitivity};
use kernel::{CatatanId, Ctx, FieldError, Permission};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::step::people;
use crate::officers::Officer;
use crate::surface::by_field;
use crate::surface::form::{FIELD_REASON, part, typable};
use crate::{AnyKind, Info, Shown};

/// An edit that is not saved yet.
pub(super) struct Editing {
    pub id: CatatanId,
    pub version: i64,
    pub form: Form,
    pub reason: String,
    /// Why it was not saved, if no field is wrong.
    pub told: Option<String>,
    /// The current stored text, if somebody else changed the record first.
    pub stored: Option<Form>,
    /// Who may be given the work.
    pub officers: Vec<Officer>,
}

impl Editing {
    pub(super) fn of(shown: &Shown) -> Self {
        let (id, version) = (shown.head.id, shown.head.version);
        Self {
            id,
            version,
            form: shown.form.clone(),
            reason: String::new(),
            told: None,
            stored: None,
            officers: Vec::new(),
        }
    }
}

/// A form as it was typed, with its messages.
pub(super) struct Typed<'a> {
    /// What was typed.
    pub form: &'a Form,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
    /// The content above its fields.
    pub above: &'a Markup,
    /// Whether it asks whom the form is about: then nothing is said of fields that need mending.
    pub asks: bool,
    /// The address for cancelling.
    pub back: &'a str,
}

pub(super) fn new(app: &App, ctx: &Ctx, kind: &dyn AnyKind, typed: &Typed<'_>) -> Markup {
    let Typed { form: typed, errors, above, asks, back } = *typed;
    let info = kind.info();
    let base = format!("/{}", info.name);
    let (person, own) = kind.parted();
    let title = format!("Catat {}", info.title.to_lowercase());
    let reads = ctx.actor.may(info.permission);
    let body = html! {
        ol.crumb { li { @if reads { a href=(base) { (info.title) } } @else { (info.title) } } li { "Catat baru" } }
        div.head { div { h1 { (title) } p.lead { "Isian bertanda wajib harus diisi. Yang lain boleh kosong." } } }
        form.form method="post" action={ (base) "/baru" } novalidate {
            (parts::enter_waits())
            @if !asks { (parts::errors(&kind.fields(), errors)) }
            (above)
            @if info.more.brief.is_empty() {
                @if info.person { (part(app, "Orang", &person, typed, errors)) }
                (part(app, info.title, &now(&own, errors), typed, errors))
            } @else { (brief(app, info, (&person, &now(&own, errors)), typed, errors)) }
            div.bottom {
                button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } }
                @if reads { button.btn name="lagi" value="1" { "Simpan dan catat lagi" } }
                a.btn.quiet href=(back) { "Batal" }
            }
        }
        (parts::lists(&app.house.reference))
    };
    layout::page(app, ctx, &title, &base, &body)
}

/// The inputs of a form that first asks what must be asked of somebody who waits. What is filled in or wrong is never folded away, and
/// the cursor stands in the first field, unless something is told.
fn brief(
    app: &App,
    info: &Info,
    (person, own): (&[&'static Field], &[&'static Field]),
    typed: &Form,
    errors: &[FieldError],
) -> Markup {
    let wrong = by_field(errors);
    let first = |field: &&'static Field| {
        let filled = typed.get(field.key).is_some_and(|text| !text.is_empty());
        filled || field.required || info.more.brief.contains(&field.key) || wrong.contains_key(field.key)
    };
    let (known, more_known): (Vec<&'static Field>, Vec<&'static Field>) = person.iter().copied().partition(&first);
    let (asked, more_asked): (Vec<&'static Field>, Vec<&'static Field>) = own.iter().copied().partition(&first);
    let focused = known.iter().chain(&asked).next().filter(|_| errors.is_empty()).map(|field| field.key);
    let rest: Vec<&Field> = more_known.into_iter().chain(more_asked).collect();
    let inputs = |fields: &[&'static Field]| {
        html! {
            div.row {
                @for field in fields {
                    @let text = typed.get(field.key).map_or("", String::as_str);
                    @let error = wrong.get(field.key).copied();
                    (parts::input_at(&app.house.reference, field, text, error, focused == Some(field.key)))
                }
            }
        }
    };
    html! {
        @if !known.is_empty() { fieldset.part { legend { "Orang" } (inputs(&known)) } }
        fieldset.part { legend { (info.title) } (inputs(&asked)) }
        @if !rest.is_empty() {
            details {
                summary { "Isian lain, boleh menyusul" }
                (part(app, "Isian lain", &rest, typed, errors))
            }
        }
    }
}

/// The fields of the form for a new record: without those of later steps, unless one of them is wrong.
fn now<'a>(own: &[&'a Field], errors: &[FieldError]) -> Vec<&'a Field> {
    let wrong = by_field(errors);
    own.iter().copied().filter(|field| !field.later || wrong.contains_key(field.key)).collect()
}

pub(super) fn edit(app: &App, ctx: &Ctx, kind: &dyn AnyKind, editing: &Editing, errors: &[FieldError]) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let here = format!("{base}/{}", editing.id);
    let (_, own) = kind.parted();
    // Without the right to see it in full, a protected field is not in the form, so it stays unchanged.
    let open = ctx.actor.may(Permission::RevealPeople);
    let own: Vec<&Field> = own.iter().copied().filter(|f| open || f.sensitivity == Sensitivity::Open).collect();
    let reason = FIELD_REASON;
    // The content of the record is shown as it would be typed; typed text is shown again unchanged.
    let typed = !errors.is_empty() || editing.told.is_some();
    let form = if typed { editing.form.clone() } else { typable(app, &own, &editing.form) };
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { a href=(here) { "Catatan" } } li { "Ubah" } }
        div.head { div { h1 { "Ubah catatan" } p.lead { "Isian bertanda wajib harus diisi. Yang lain boleh kosong." } } }
        @if let Some(message) = &editing.told {
            div.note.bad role="alert" tabindex="-1" autofocus {
                p { (message) }
                @if let Some(stored) = &editing.stored { (differing(app, &own, stored, &form)) }
            }
        }
        form.form method="post" action={ (here) "/ubah" } novalidate {
            (parts::errors(&[&kind.fields()[..], &[&reason]].concat(), errors))
            input type="hidden" name="versi" value=(editing.version);
            (part(app, info.title, &own, &form, errors))
            fieldset.part {
                legend { "Alasan" }
                (parts::input(&app.house.reference, &reason, &editing.reason, by_field(errors).get(reason.key).copied()))
            }
            div.bottom {
                button.btn.main accesskey="s" { "Simpan perubahan " kbd { "Alt+S" } }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
        (parts::lists(&app.house.reference))
        (people(&editing.officers))
    };
    layout::page(app, ctx, "Ubah catatan", &base, &body)
}

/// The differences between the form and the current record: what was typed, and what somebody else has changed meanwhile.
fn differing(app: &App, fields: &[&Field], stored: &Form, typed: &Form) -> Markup {
    let stored = typable(app, fields, stored);
    let text = |form: &Form, field: &Field| form.get(field.key).map_or_else(String::new, |text| text.trim().to_owned());
    let differ: Vec<_> = fields.iter().filter(|field| text(&stored, field) != text(typed, field)).collect();
    html! {
        @if !differ.is_empty() {
            p { "Menyimpan sekarang mengganti yang tersimpan di isian ini:" }
            ul {
                @for field in differ {
                    @let now = text(&stored, field);
                    li { a href={ "#" (field.key) } { (field.label) } ": tersimpan " @if now.is_empty() { "kosong" } @else { "“" (now) "”" } }
                }
            }
        }
    }
}
