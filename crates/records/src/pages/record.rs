//! The page of one record.

use kernel::{Ctx, Day, Permission, history, ledger};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::correct::{self, Refusal};
use crate::related::RelatedRecord;
use crate::surface::badges;
use crate::surface::timeline::timeline;
use crate::{AnyKind, Head, Shown, bundle, tugas};

/// What a page shows of a record.
pub(super) struct Seen<'a> {
    /// The record.
    pub shown: &'a Shown,
    /// Its facts.
    pub facts: &'a [ledger::Model],
    /// Its related records.
    pub related: &'a [RelatedRecord],
    /// The kinds that the actor may open from it: their names, and the texts of the buttons.
    pub leads: &'a [(&'static str, &'static str)],
    /// The name of its officer.
    pub officer: Option<&'a str>,
}

/// Whether the actor may correct a record, because it is not only shared with the actor's office.
fn owned(ctx: &Ctx, shown: &Shown) -> bool {
    ctx.actor.offices.contains(&shown.head.office)
}

pub(super) fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, seen: &Seen<'_>, refusal: &Refusal) -> Markup {
    let Seen { shown, facts, related: _, leads: _, officer } = seen;
    let info = kind.info();
    let base = format!("/{}", info.name);
    let here = format!("{base}/{}", shown.head.id);
    let reference = &app.house.reference;
    let fields = kind.fields();
    let (person, own) = kind.parted();
    let asked = kind.steps().iter().flat_map(|step| step.fields);
    let all_fields: Vec<_> = fields.iter().copied().chain(asked).collect();
    let title = shown.form.get("nama").filter(|_| info.person).unwrap_or(&shown.head.number);
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { (shown.head.number) } }
        div.head {
            div {
                h1 { (title) }
                p.meta {
                    span.id { (shown.head.number) }
                    (badges(shown.status, shown.stage, &shown.head))
                    @if let Some(urgent) = tugas::urgent(shown) { (urgent) }
                    @if let Some(officer) = officer { span { "Petugas " (officer) } }
                }
            }
            (acts(ctx, kind, shown, &here))
        }
        @if let Some(at) = shown.head.withdrawn {
            p.note.warn role="status" {
                "Dibatalkan " (parts::instant(at)) @if let Some(why) = why(&shown.history) { ": " (why) } ". "
                "Catatan ini tidak dihitung dan tidak dapat diubah selama dibatalkan."
            }
        }
        @for remark in &shown.remarks { p.note.warn { (remark) } }
        (now(ctx, kind, shown))
        @if shown.revealed {
            p.note.warn role="status" { "Isian terlindungi sedang dibuka. Pembukaan ini tercatat atas nama Anda." }
        }
        div.cols {
            div {
                @if info.person {
                    section.box { h2 { (person_link(ctx, &shown.head)) } (parts::fields(reference, &person, &shown.form, shown.revealed)) }
                }
                section.box { h2 { (info.title) } (parts::fields(reference, &own, &shown.form, shown.revealed)) }
                (super::attached::papers(kind, shown))
                (super::attached::section(app, kind, shown, refusal))
            }
            div.side {
                (super::related::part(app, kind, seen, refusal))
                section.box { h2 { "Riwayat" } (timeline(&all_fields, &shown.history)) }
                section.box { h2 { "Dihitung di" } (counted(kind, shown, facts)) }
                @if owned(ctx, shown) { (correct::acts(app, ctx, kind, shown, refusal)) }
            }
        }
    };
    layout::page(app, ctx, title, &base, &body)
}

/// The buttons to open, print and correct a record.
fn acts(ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown, here: &str) -> Markup {
    let may_reveal = !shown.revealed && kind.info().person && ctx.actor.may(Permission::RevealPeople);
    html! {
        div.acts {
            @for (part, button) in kind.info().more.parts { a.btn.main href={ (here) "/" (part) } { (button) } }
            @if may_reveal {
                form method="post" action={ (here) "/buka" } { button.btn { "Buka isian terlindungi" } }
            }
            (bundle::button(here, shown.revealed))
            @for (word, title) in kind.info().more.prints {
                form method="post" action={ (here) "/" (word) } {
                    button.btn name="bentuk" value="pdf" { (title) " (PDF)" } " "
                    button.btn name="bentuk" value="docx" { (title) " (Word)" }
                }
            }
            @if shown.head.withdrawn.is_none() && !kind.info().more.letters.is_empty() {
                a.btn href={ (here) "/surat" } { "Buat surat" }
            }
            @if shown.head.withdrawn.is_none() && owned(ctx, shown) { a.btn href={ (here) "/ubah" } { "Ubah" } }
        }
    }
}

/// What must be done with it, by when, and the possible steps.
fn now(ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown) -> Markup {
    let deadlines = tugas::deadlines(ctx, kind, shown);
    html! {
        @if deadlines.is_some() || !shown.allowed.is_empty() {
            section.box.now aria-label="Yang perlu dikerjakan" {
                @if let Some(deadlines) = &deadlines { (deadlines) }
                (super::step::next(kind, shown))
            }
        }
    }
}

fn counted(kind: &dyn AnyKind, shown: &Shown, facts: &[ledger::Model]) -> Markup {
    html! {
        @if facts.is_empty() {
            p.muted { "Catatan ini tidak dihitung dalam IKU mana pun." }
        } @else {
            ul.counted {
                @for fact in facts {
                    li {
                        span class=(if fact.dihitung { "badge done" } else { "badge off" }) {
                            (if fact.dihitung { "Dihitung" } else { "Tidak dihitung" })
                        }
                        " " (parts::words(&fact.ukuran.replace('-', "_")))
                        small {
                            (parts::day(fact.hari))
                            @if let Some(end) = fact.hari_akhir { ", " (reached(kind, shown, &fact.ukuran, end)) }
                            @if let Some(reason) = &fact.alasan { ". " (reason) }
                        }
                    }
                }
            }
        }
    }
}

/// What the last day of a fact says: of a share, on which day the record came into the numerator and by what.
fn reached(kind: &dyn AnyKind, shown: &Shown, measure: &str, end: Day) -> String {
    let Some(of) = kind.info().more.reached.iter().find(|reached| reached.measure == measure) else {
        return format!("selesai {}", parts::day(end));
    };
    let text = end.to_string();
    let by = of.by.iter().find(|(key, _)| shown.form.get(*key) == Some(&text));
    let word = by.map(|(_, word)| format!(", {word}")).unwrap_or_default();
    format!("masuk pembilang pada {}{word}", parts::day(end))
}

/// The link to the person's page, for users who may open it.
fn person_link(ctx: &Ctx, head: &Head) -> Markup {
    html! {
        @if let Some(person) = head.person.filter(|_| ctx.actor.may(Permission::ReadPeople)) {
            a href={ "/orang/" (person) } { "Orang" }
        } @else { "Orang" }
    }
}

/// Why a record was withdrawn: the reason in the newest line of history that withdrew it.
fn why(history: &[history::Model]) -> Option<&str> {
    let line = history.iter().rev().find(|line| line.perubahan.get("dibatalkan").is_some())?;
    Some(line.alasan.trim_end_matches('.'))
}
