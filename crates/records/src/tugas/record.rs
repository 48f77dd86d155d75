//! The deadlines of one record, on its page: all of them, with their legal basis and how certain they are.

use std::collections::BTreeSet;

use chrono::Datelike;
use kernel::calendar::{Certainty, Unit};
use kernel::form::Form;
use kernel::tenggat::{Deadline, Subject};
use kernel::{Ctx, Stage};
use maud::{Markup, html};
use web::parts;

use super::words;
use crate::{AnyKind, Shown, work};

/// How urgent an open record is; nothing for ordinary urgency.
pub(crate) fn urgent(shown: &Shown) -> Option<Markup> {
    let open = matches!(shown.stage, Stage::New | Stage::Running);
    words::marked(crate::work::urgency(&shown.form)).filter(|_| open)
}

/// The list of a record's deadlines; nothing for a record that has ended or that no clock runs for.
pub(crate) fn deadlines(ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown) -> Option<Markup> {
    let info = kind.info();
    let mut form = shown.form.clone();
    work::unproven(info, &mut form, shown.attached.iter().any(|file| file.removed.is_none()));
    let subject = Subject { kind: info.name, status: shown.status, day: info.dated(&form), form: &form };
    let deadlines = ctx.house.clocks.deadlines(&ctx.house.calendar, subject);
    if !work::runs(&shown.head, shown.stage, &form) || deadlines.is_empty() {
        return None;
    }
    let counted = deadlines.iter().filter(|d| d.clock.unit == Unit::Kerja);
    let years = counted.flat_map(|d| [d.from.year(), d.due.map_or(d.from.year(), |due| due.year())]);
    Some(html! {
        h2 { "Tenggat" }
        ul.deadlines { @for deadline in &deadlines { (one(ctx, kind, &shown.form, deadline)) } }
        (unknown(ctx, &years.collect()))
    })
}

fn one(ctx: &Ctx, kind: &dyn AnyKind, form: &Form, deadline: &Deadline<'_>) -> Markup {
    let clock = deadline.clock;
    let fields = kind.fields();
    let label = |key: &String| fields.iter().find(|f| f.key == key.as_str()).map(|f| f.label.to_lowercase());
    let from = if let [one] = clock.from.as_slice() { label(one) } else { None };
    let promise = clock.day.as_ref().filter(|key| form.contains_key(*key)).and_then(label);
    html! {
        li {
            p.when {
                @match deadline.due {
                    Some(due) => { (words::due(ctx.today(), Some(due))) }
                    None => { span.badge.off { "berhenti sementara" } small { "Hitungan dilanjutkan setelah status ini lewat." } }
                }
            }
            p { (clock.purpose) "." }
            small {
                @if let Some(promise) = promise {
                    "Menurut isian " (promise) ". "
                } @else {
                    (clock.span()) " sejak " @if let Some(from) = from { (from) ", " } (parts::day(deadline.from)) ". "
                }
                (clock.basis) "."
                @if clock.status == Certainty::Asumsi { " " b { "Asumsi: belum dipastikan." } }
            }
        }
    }
}

/// A note about years without known holidays.
pub(super) fn unknown(ctx: &Ctx, years: &BTreeSet<i32>) -> Markup {
    let unknown: Vec<String> =
        years.iter().filter(|year| !ctx.house.calendar.holds(**year)).map(ToString::to_string).collect();
    html! {
        @if !unknown.is_empty() {
            p.hint {
                "Hari libur tahun " (unknown.join(", ")) " belum dimuat; hari kerja dihitung Senin sampai Jumat. "
                "Minta pengelola sistem menambahkannya."
            }
        }
    }
}
