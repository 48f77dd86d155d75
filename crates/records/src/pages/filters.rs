//! The forms above a list.

use kernel::form::{Field, FieldKind, Form};
use kernel::{Ctx, Permission, figure};
use maud::{Markup, html};
use web::{App, parts};

use super::list::View;
use super::step::people;
use crate::AnyKind;
use crate::saringan::NAME;
use crate::search::{DUE, MOST, ORDER, Order, TEXT};

/// The address to which the forms of this view are sent.
pub(super) fn action(base: &str, view: &View) -> String {
    if view.searched() { format!("{base}/cari") } else { base.to_owned() }
}

/// How its forms are sent.
pub(super) fn method(view: &View) -> &'static str {
    if view.searched() { "post" } else { "get" }
}

/// What was typed as hidden fields, except for some keys.
pub(super) fn hidden(typed: &Form, but: &[&str]) -> Markup {
    html! {
        @for (key, text) in typed.iter().filter(|(key, _)| !but.contains(&key.as_str())) {
            input type="hidden" name=(key) value=(text);
        }
    }
}

/// The list as a file.
pub(super) fn export(base: &str, view: &View) -> Markup {
    html! {
        form.acts method="post" action={ (base) "/ekspor" } {
            (hidden(&view.typed, &[]))
            button.btn.quiet name="bentuk" value="csv" { "Ekspor CSV" }
            button.btn.quiet name="bentuk" value="xlsx" { "Ekspor XLSX" }
        }
    }
}

/// Search and filters.
pub(super) fn forms(app: &App, ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let base = format!("/{}", kind.info().name);
    let own = fields(kind);
    let name = Field::asked(NAME, "Nama saringan", FieldKind::Text(60));
    let all: Vec<&Field> = own.iter().chain([&name]).collect();
    let text = |key: &str| view.typed.get(key).map_or("", String::as_str);
    html! {
        (parts::errors(&all, &view.errors))
        form.filter role="search" method="post" action={ (base) "/cari" } {
            label.grow for=(TEXT) { "Cari" input id=(TEXT) name=(TEXT) value=(text(TEXT)) autocomplete="off" aria-describedby="cari-h"; }
            (hidden(&view.typed, &[TEXT]))
            button.btn { "Cari" }
        }
        p.hint id="cari-h" { (hint(ctx, kind)) }
        form.filter method=(method(view)) action=(action(&base, view)) {
            @for field in own.iter().filter(|field| ![TEXT, "bentuk"].contains(&field.key)) {
                label for=(field.key) { (field.label) (control(app, ctx, kind, field, text(field.key))) }
            }
            (hidden(&view.typed, &all.iter().map(|field| field.key).filter(|key| *key != TEXT).collect::<Vec<_>>()))
            button.btn { "Saring" }
            @if !view.typed.is_empty() { a.btn.quiet href=(base) { "Hapus saringan" } }
        }
        (parts::lists(&app.house.reference))
        @if !view.officers.is_empty() { (people(&view.officers)) }
    }
}

/// How many records there are, with the filters in words; behind the first page only the filters.
pub(super) fn count(app: &App, ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let by = told(app, ctx, kind, &view.typed);
    let Some(count) = view.count else {
        let behind = view.errors.is_empty() && !by.is_empty();
        return html! { @if behind { p.hint { "Lanjutan daftar dengan " (by.join(", ")) "." } } };
    };
    let many = figure::whole(i64::try_from(count.min(MOST)).unwrap_or_default());
    html! {
        p.hint {
            @if count > MOST { "Lebih dari " } (many) " catatan"
            @if by.is_empty() { " di kantor Anda." } @else { " dengan " (by.join(", ")) "." }
        }
    }
}

/// Filters in words.
fn told(app: &App, ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Vec<String> {
    let of = |field: &Field| {
        let text = typed.get(field.key)?;
        let chosen = options(app, ctx, kind, field).into_iter().find(|(code, _)| code == text).map(|(_, label)| label);
        let text = chosen.unwrap_or_else(|| parts::readable(&app.house.reference, field, text));
        Some([field.label, ": ", text.as_str()].concat())
    };
    fields(kind).iter().filter_map(of).collect()
}

/// Filters and order in words.
pub(super) fn whole(app: &App, ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> String {
    let mut all = told(app, ctx, kind, typed);
    let order = typed.get(ORDER).and_then(|word| Order::known(kind, word));
    all.extend(order.map(|order| ["urut ", order.told().as_str()].concat()));
    all.join(", ")
}

/// Whether a list can be filtered by officer.
pub(super) fn by_officer(kind: &dyn AnyKind) -> bool {
    fields(kind).iter().any(|field| field.kind == FieldKind::Officer)
}

fn hint(ctx: &Ctx, kind: &dyn AnyKind) -> &'static str {
    match (kind.info().person, ctx.actor.may(Permission::RevealPeople)) {
        (false, _) => "Nomor catatan, utuh atau angkanya saja.",
        (true, true) => {
            "Sebagian nama menurut ejaan mana pun; atau utuh: NIK, paspor atau SPLP, telepon, nomor catatan, nomor dari sistem lain."
        }
        (true, false) => {
            "Sebagian nama menurut ejaan mana pun; atau utuh: nomor catatan, nomor dari sistem lain. NIK, paspor dan telepon hanya dapat \
             dicari oleh yang berwenang membuka isian terlindungi."
        }
    }
}

/// The filters of a kind as fields.
fn fields(kind: &dyn AnyKind) -> Vec<Field> {
    let info = kind.info();
    let known = kind.fields();
    let mut all = vec![
        Field::asked(TEXT, "Cari", FieldKind::Text(200)),
        Field::asked("status", "Status", FieldKind::Text(40)),
        Field::asked("kantor", "Kantor", FieldKind::Text(40)),
    ];
    all.extend(info.filters.iter().map(|key| {
        known
            .iter()
            .find(|field| field.key == *key)
            .map_or(Field::asked(key, "Petugas", FieldKind::Text(200)), |field| **field)
    }));
    let day = known.iter().find(|field| field.key == info.day.name).map_or("Hari", |field| field.label);
    all.push(Field { help: day, ..Field::asked("dari", "Dari", FieldKind::Day) });
    all.push(Field { help: day, ..Field::asked("sampai", "Sampai", FieldKind::Day) });
    all.extend(kind.steps().first().map(|_| Field::asked("tenggat", "Tenggat", FieldKind::Text(20))));
    all.push(Field::asked("dibatalkan", "Dibatalkan", FieldKind::YesNo));
    all.extend(info.unique.map(|_| Field::asked("kosong", "Belum bernomor", FieldKind::Text(60))));
    all.push(Field::asked("bentuk", "Ekspor", FieldKind::Text(10)));
    all
}

/// The words that a filter is chosen from; none for one that is typed.
fn options(app: &App, ctx: &Ctx, kind: &dyn AnyKind, field: &Field) -> Vec<(String, String)> {
    let reference = &app.house.reference;
    match (field.key, field.kind) {
        ("status", _) => kind.statuses().into_iter().map(|s| (s.to_owned(), parts::words(s))).collect(),
        ("kantor", _) => offices(ctx),
        ("tenggat", _) => DUE.iter().map(|(code, label)| ((*code).to_owned(), (*label).to_owned())).collect(),
        ("kosong", _) => unique(kind).into_iter().collect(),
        (_, FieldKind::Office) => reference.offices.iter().map(|o| (o.code.clone(), o.name.clone())).collect(),
        (_, FieldKind::YesNo) => vec![("ya".to_owned(), "Ya".to_owned()), ("tidak".to_owned(), "Tidak".to_owned())],
        (_, FieldKind::Term(name)) => {
            let all = reference.terms(name).iter().chain(reference.unused(name));
            all.map(|t| (t.code.clone(), t.label.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn control(app: &App, ctx: &Ctx, kind: &dyn AnyKind, field: &Field, typed: &str) -> Markup {
    let options = options(app, ctx, kind, field);
    let list = parts::list(field);
    let hint = matches!(field.kind, FieldKind::Day).then_some("31/12/2025");
    let title = (!field.help.is_empty()).then_some(field.help);
    html! {
        @if options.is_empty() {
            input id=(field.key) name=(field.key) value=(typed) autocomplete="off" list=[list] placeholder=[hint] title=[title];
        } @else {
            select id=(field.key) name=(field.key) {
                option value="" { "Semua" }
                @for (code, label) in &options { option value=(code) selected[code == typed] { (label) } }
            }
        }
    }
}

fn offices(ctx: &Ctx) -> Vec<(String, String)> {
    let own = ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id));
    own.map(|office| (office.code.clone(), office.name.clone())).collect()
}

fn unique(kind: &dyn AnyKind) -> Option<(String, String)> {
    let key = kind.info().unique?.name;
    let label = kind.fields().into_iter().find(|field| field.key == key).map_or(key, |field| field.label);
    Some((key.to_owned(), format!("Tanpa {label}")))
}
