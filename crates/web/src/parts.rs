//! Parts of pages that several slices share.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Asia::Jakarta;
use kernel::form::{Field, FieldKind, Form, Sensitivity, born_about};
use kernel::reference::{REGISTERS, Reference};
use kernel::{Day, FieldError, Stage, figure};
use maud::{Markup, html};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// A day as people read it: 28 Nov 2025.
#[must_use]
pub fn day(day: Day) -> String {
    let month = usize::try_from(day.month0()).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// An instant as people read it, in WIB: 28 Nov 2025, 22.31.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Jakarta);
    format!("{}, {:02}.{:02}", day(local.date_naive()), local.hour(), local.minute())
}

/// The clock of an instant as people read it, in WIB: 22.31.
#[must_use]
pub fn clock(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Jakarta);
    format!("{:02}.{:02}", local.hour(), local.minute())
}

/// What stands first in a form of many fields: Enter presses the first button of a form, which is this one and does nothing, so that nobody
/// sends half a form (ADR 0082).
#[must_use]
pub fn enter_waits() -> Markup {
    html! { button type="submit" disabled hidden {} }
}

/// The time of day of an instant as people type it, in WIB: 22:31.
#[must_use]
pub fn typed_clock(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Jakarta);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A field's stored text as people read it.
#[must_use]
pub fn readable(reference: &Reference, field: &Field, text: &str) -> String {
    match field.kind {
        FieldKind::BornAbout => text.parse().map_or_else(|_| born_about(text), day),
        kind if kind.is_day() => text.parse().map_or_else(|_| text.to_owned(), day),
        FieldKind::Money => text.parse().map_or_else(|_| text.to_owned(), |n| format!("Rp {}", figure::whole(n))),
        FieldKind::Count => text.parse().map_or_else(|_| text.to_owned(), figure::whole),
        FieldKind::YesNo => words(text),
        FieldKind::Term(vocabulary) => {
            reference.term(vocabulary, text).map_or_else(|| text.to_owned(), |t| t.label.clone())
        }
        FieldKind::Terms(vocabulary) => {
            let label = |code: &str| reference.term(vocabulary, code).map_or(code.to_owned(), |t| t.label.clone());
            text.split(',').map(label).collect::<Vec<_>>().join(", ")
        }
        FieldKind::Country => reference.country(text).map_or_else(|| text.to_owned(), |c| c.name.clone()),
        FieldKind::Area => reference.area(text).map_or_else(|| text.to_owned(), |a| a.name.clone()),
        FieldKind::Office => reference.office(text).map_or_else(|| text.to_owned(), |o| o.name.clone()),
        _ => text.to_owned(),
    }
}

/// A field's stored text as people type it: 28/11/2025, and the name instead of the code.
#[must_use]
pub fn typable(reference: &Reference, field: &Field, text: &str) -> String {
    let typed = match field.kind {
        kind if kind.is_day() => text.parse().ok().map(kernel::period::written),
        FieldKind::Country => reference
            .country(text)
            .map(|c| &c.name)
            .filter(|name| reference.country(name).is_some_and(|c| c.code == text))
            .cloned(),
        FieldKind::Area => reference
            .area(text)
            .map(|a| &a.name)
            .filter(|name| reference.area(name).is_some_and(|a| a.code == text))
            .cloned(),
        _ => None,
    };
    typed.unwrap_or_else(|| text.to_owned())
}

/// The CSS class of a field's column in a table: days stay on one line, amounts are aligned.
#[must_use]
pub fn column(field: &Field) -> Option<&'static str> {
    match field.kind {
        kind if kind.is_day() => Some("one"),
        FieldKind::Money | FieldKind::Count => Some("num"),
        _ => None,
    }
}

/// Abbreviations of the office, which are written in capitals.
const CAPITALS: [&str; 11] = ["bpjs", "cpmi", "iku", "nka", "opp", "phk", "pmi", "siskop2mi", "tppo", "ukps", "zi"];

/// States that people say otherwise than they are stored.
const SAID: [(&str, &str); 4] = [
    ("diagenda", "Diagendakan"),
    ("didisposisi", "Didisposisikan"),
    ("terdaftar_siapkerja", "Terdaftar di SIAPkerja"),
    ("terdaftar_gtog", "Terdaftar G to G"),
];

/// A status word as people read it: `tidak_hadir` becomes "Tidak hadir", `purna_pmi` "Purna PMI".
#[must_use]
pub fn words(code: &str) -> String {
    if let Some((_, said)) = SAID.iter().find(|(word, _)| *word == code) {
        return (*said).to_owned();
    }
    let word = |word: &str| if CAPITALS.contains(&word) { word.to_uppercase() } else { word.to_owned() };
    let spaced = code.split('_').map(word).collect::<Vec<_>>().join(" ");
    let mut letters = spaced.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The badge of a status; its shape says how far it is.
#[must_use]
pub fn badge(status: &str, stage: Stage) -> Markup {
    let shape = match stage {
        Stage::New => "badge new",
        Stage::Running => "badge run",
        Stage::Done => "badge done",
        Stage::Dropped => "badge off",
    };
    html! { span class=(shape) { (words(status)) } }
}

/// The fields of a record with their content.
#[must_use]
pub fn fields(reference: &Reference, fields: &[&Field], form: &Form, revealed: bool) -> Markup {
    html! {
        dl.fields {
            @for field in fields {
                @if let Some(text) = form.get(field.key) {
                    div class=[matches!(field.kind, FieldKind::Long).then_some("wide")] {
                        dt { (field.label) }
                        dd {
                            @if field.sensitivity == Sensitivity::Open || revealed {
                                (readable(reference, field, text))
                            } @else {
                                span.mask { (text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The errors of a form, each leading to its field.
#[must_use]
pub fn errors(all: &[&Field], errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus id="salah" {
                h2 { "Belum tersimpan: " (errors.len()) " isian perlu dibetulkan" }
                ul {
                    @for error in errors {
                        @let label = all.iter().find(|f| f.key == error.field).map_or(error.field.as_str(), |f| f.label);
                        li {
                            a href={ "#" (error.field) } {
                                @if !error.detail.starts_with(label) { (label) ": " }
                                (error.detail)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A field to fill in.
#[must_use]
pub fn input(reference: &Reference, field: &Field, typed: &str, error: Option<&FieldError>) -> Markup {
    input_at(reference, field, typed, error, false)
}

/// As [`input`]; `focus` puts the cursor there when the page opens.
#[must_use]
pub fn input_at(reference: &Reference, field: &Field, typed: &str, error: Option<&FieldError>, focus: bool) -> Markup {
    let described = match (field.help.is_empty(), error) {
        (true, None) => None,
        (false, None) => Some(format!("{}-h", field.key)),
        (true, Some(_)) => Some(format!("{}-e", field.key)),
        (false, Some(_)) => Some(format!("{0}-h {0}-e", field.key)),
    };
    let size = match field.kind {
        FieldKind::Long | FieldKind::Terms(_) => "wide",
        // Text in sentences needs the whole width.
        FieldKind::Text(most) if most >= 300 => "wide",
        FieldKind::Day
        | FieldKind::DayAhead
        | FieldKind::DayWithin(_)
        | FieldKind::Born
        | FieldKind::BornAbout
        | FieldKind::Year
        | FieldKind::Count
        | FieldKind::Score
        | FieldKind::YesNo
        | FieldKind::Time => "s",
        FieldKind::Nik
        | FieldKind::Passport
        | FieldKind::Phone
        | FieldKind::Money
        | FieldKind::Link(_)
        | FieldKind::Officer => "m",
        _ => "",
    };
    let class = format!("field {size}{}", if error.is_some() { " bad" } else { "" });
    if let FieldKind::Terms(vocabulary) = field.kind {
        return ticks(reference, (field, vocabulary), typed, described.as_deref(), error);
    }
    html! {
        div class=(class) {
            label for=(field.key) { (field.label) @if field.required { span.opt { "wajib" } } }
            (control(reference, field, typed, described.as_deref(), (error.is_some(), focus)))
            @if !field.help.is_empty() { p.hint id={ (field.key) "-h" } { (field.help) } }
            @if let Some(error) = error { p.err id={ (field.key) "-e" } { (error.detail) } }
        }
    }
}

/// Boxes to tick. The bare name is sent as well, so that "none ticked" differs from "not asked".
fn ticks(
    reference: &Reference,
    (field, vocabulary): (&Field, &str),
    typed: &str,
    described: Option<&str>,
    error: Option<&FieldError>,
) -> Markup {
    let ticked = |code: &str| typed.split([',', ';']).any(|word| word.trim() == code);
    html! {
        fieldset.field.wide.ticks.bad[error.is_some()] id=(field.key) tabindex="-1" aria-describedby=[described] {
            legend { (field.label) @if field.required { span.opt { "wajib" } } }
            input type="hidden" name=(field.key) value="";
            @let kept = reference.unused(vocabulary).iter().filter(|term| ticked(&term.code));
            @for term in reference.terms(vocabulary).iter().chain(kept) {
                label { input type="checkbox" name={ (field.key) "." (term.code) } value="ya" checked[ticked(&term.code)]; (term.label) }
            }
            @if !field.help.is_empty() { p.hint id={ (field.key) "-h" } { (field.help) } }
            @if let Some(error) = error { p.err id={ (field.key) "-e" } { (error.detail) } }
        }
    }
}

fn control(
    reference: &Reference,
    field: &Field,
    typed: &str,
    described: Option<&str>,
    (bad, focus): (bool, bool),
) -> Markup {
    let invalid = bad.then_some("true");
    let options: Vec<(String, String)> = match field.kind {
        FieldKind::Term(vocabulary) => {
            // What a record has stays to be chosen, or saving it would change it.
            let kept = reference.unused(vocabulary).iter().filter(|term| term.code == typed);
            let kept = kept.map(|term| (term.code.clone(), format!("{} (tidak dipakai lagi)", term.label)));
            let offered = reference.terms(vocabulary).iter().map(|t| (t.code.clone(), t.label.clone()));
            offered.chain(kept).collect()
        }
        FieldKind::Office => reference.offices.iter().map(|o| (o.code.clone(), o.name.clone())).collect(),
        FieldKind::YesNo => vec![("ya".to_owned(), "Ya".to_owned()), ("tidak".to_owned(), "Tidak".to_owned())],
        _ => Vec::new(),
    };
    let list = list(field);
    let hint = field.kind.is_day().then_some("31/12/2025");
    let digits = matches!(field.kind, FieldKind::Nik | FieldKind::Year | FieldKind::Count | FieldKind::Money)
        .then_some("numeric");
    html! {
        @if !options.is_empty() {
            select id=(field.key) name=(field.key) aria-describedby=[described] aria-invalid=[invalid] autofocus[focus] {
                option value="" { "— pilih —" }
                @for (code, label) in &options { option value=(code) selected[code == typed] { (label) } }
            }
        } @else if matches!(field.kind, FieldKind::Long) {
            textarea id=(field.key) name=(field.key) aria-describedby=[described] aria-invalid=[invalid] autofocus[focus] { (typed) }
        } @else {
            input id=(field.key) name=(field.key) value=(typed) autocomplete="off" list=[list] placeholder=[hint]
                inputmode=[digits] aria-describedby=[described] aria-invalid=[invalid] autofocus[focus];
        }
    }
}

/// The id of the list that the input of a field offers, if it has one.
#[must_use]
pub fn list(field: &Field) -> Option<String> {
    match field.kind {
        FieldKind::Country => Some("daftar-negara".to_owned()),
        FieldKind::Area => Some("daftar-wilayah".to_owned()),
        FieldKind::Officer => Some("daftar-petugas".to_owned()),
        FieldKind::Named(register, _) => Some(["daftar-", register].concat()),
        _ => None,
    }
}

/// The lists that inputs for countries, areas and names of registers offer.
#[must_use]
pub fn lists(reference: &Reference) -> Markup {
    html! {
        datalist id="daftar-negara" { @for c in reference.countries() { option value=(c.name) {} } }
        datalist id="daftar-wilayah" { @for a in reference.areas() { option value=(a.name) {} } }
        @for register in REGISTERS {
            datalist id={ "daftar-" (register) } { @for t in reference.terms(register) { option value=(t.label) {} } }
        }
    }
}
