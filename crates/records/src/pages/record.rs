//! The page of one record.

use kernel::form::Field;
use kernel::{Ctx, Permission, history, ledger};
use maud::{Markup, html};
use web::{App, layout, parts};

use crate::{AnyKind, Shown};

pub(super) fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown, facts: &[ledger::Model]) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let here = format!("{base}/{}", shown.head.id);
    let reference = &app.house.reference;
    let fields = kind.fields();
    let (person, own) = fields.split_at(if info.person { people::FIELDS.len() } else { 0 });
    let title = shown.form.get("nama").filter(|_| info.person).unwrap_or(&shown.head.number);
    let may_reveal = !shown.revealed && info.person && ctx.actor.may(Permission::RevealPeople);
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { (shown.head.number) } }
        div.head {
            div {
                h1 { (title) }
                p.meta { span.id { (shown.head.number) } (parts::badge(shown.status, shown.stage)) }
            }
            div.acts {
                @if may_reveal {
                    form method="post" action={ (here) "/buka" } { button.btn { "Buka isian terlindungi" } }
                }
                a.btn href={ (here) "/ubah" } { "Ubah" }
            }
        }
        @if shown.revealed {
            p.note.warn role="status" { "Isian terlindungi sedang dibuka. Pembukaan ini tercatat atas nama Anda." }
        }
        div.cols {
            div {
                @if info.person {
                    section.box { h2 { "Orang" } (parts::fields(reference, person, &shown.form, shown.revealed)) }
                }
                section.box { h2 { (info.title) } (parts::fields(reference, own, &shown.form, shown.revealed)) }
            }
            div.side {
                section.box { h2 { "Dihitung di" } (counted(facts)) }
                section.box { h2 { "Riwayat" } (timeline(&fields, &shown.history)) }
            }
        }
    };
    layout::page(app, ctx, title, &base, &body)
}

fn counted(facts: &[ledger::Model]) -> Markup {
    html! {
        @if facts.is_empty() {
            p.muted { "Catatan ini tidak menyumbang ke ukuran mana pun." }
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
                            @if let Some(end) = fact.hari_akhir { ", selesai " (parts::day(end)) }
                            @if let Some(reason) = &fact.alasan { ". " (reason) }
                        }
                    }
                }
            }
        }
    }
}

/// What a changed field is called.
fn label<'a>(fields: &[&'a Field], key: &'a str) -> &'a str {
    fields.iter().find(|f| f.key == key).map_or(key, |f| f.label)
}

fn timeline(fields: &[&Field], history: &[history::Model]) -> Markup {
    html! {
        ol.timeline {
            @for line in history.iter().rev() {
                li {
                    time datetime=(line.dicatat_pada.to_rfc3339()) { (parts::instant(line.dicatat_pada)) }
                    @match &line.dari {
                        Some(from) if *from != line.ke => { (parts::words(from)) " → " b { (parts::words(&line.ke)) } }
                        Some(_) => "Diubah",
                        None => { b { (parts::words(&line.ke)) } }
                    }
                    small { (line.pelaku) ". " (line.alasan) }
                    @if let Some(changes) = line.perubahan.as_object().filter(|c| !c.is_empty()) {
                        small { "Isian: " (changes.keys().map(|key| label(fields, key)).collect::<Vec<_>>().join(", ")) }
                    }
                }
            }
        }
    }
}
