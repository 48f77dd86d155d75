//! The form of a draft.

use maud::{Markup, html};

use super::Refusal;
use crate::perjanjian::commands::ITEMS;
use crate::perjanjian::form::{self, SEEN, key};
use crate::perjanjian::queries::Shown;
use crate::perjanjian::status::Command;
use crate::{indicators, units};

/// Empty places for further items.
const MORE: usize = 2;

/// An input with its label, and what is wrong with it.
pub(super) fn plain(refusal: &Refusal, (key, label): (&str, &str), typed: &str, hint: &str) -> Markup {
    let error = refusal.at(key);
    let described = error.map(|_| format!("{key}-e"));
    html! {
        div.field.bad[error.is_some()] {
            label for=(key) { (label) }
            input id=(key) name=(key) value=(typed) autocomplete="off" placeholder=[(!hint.is_empty()).then_some(hint)]
                aria-describedby=[described] aria-invalid=[error.map(|_| "true")];
            @if let Some(error) = error { p.err id={ (key) "-e" } { (error.detail) } }
        }
    }
}

/// The form of a draft, with what was typed where it was refused.
pub(super) fn form(refusal: &Refusal, one: &Shown) -> Markup {
    let seen = one.row.as_ref().map(|row| row.langkah).unwrap_or_default();
    let kept = form::of(&one.agreement, seen);
    let tried = refusal.command == Some(Command::Ubah) && !refusal.typed.is_empty();
    let typed = if tried { &refusal.typed } else { &kept };
    let text = |key: &str| typed.get(key).map_or("", String::as_str);
    let last = (0..=ITEMS).rev().find(|at| form::MEMBERS.iter().any(|(member, _)| !text(&key(*at, member)).is_empty()));
    let places = (last.map_or(0, |last| last + 1) + MORE).min(ITEMS);
    html! {
        form.form method="post" action=(one.address()) novalidate {
            input type="hidden" name=(SEEN) value=(text(SEEN));
            fieldset.part {
                legend { "Perjanjian" }
                div.row {
                    (plain(refusal, ("judul", "Judul"), text("judul"), ""))
                    (plain(refusal, ("berlaku_sejak", "Berlaku sejak"), text("berlaku_sejak"), "01/01/2026"))
                    (plain(refusal, ("batas_capaian", "Batas capaian (persen)"), text("batas_capaian"), "tidak dibatasi"))
                }
            }
            @for at in 0..places { (item(refusal, at, &text)) }
            div.bottom { button.btn.main accesskey="s" { "Simpan rancangan " kbd { "Alt+S" } } }
        }
    }
}

fn item<'a>(refusal: &Refusal, at: usize, text: &impl Fn(&str) -> &'a str) -> Markup {
    let id = |member: &str| key(at, member);
    let no = text(&id("no"));
    let one = |member: &str, label: &str| plain(refusal, (&id(member), label), text(&id(member)), "");
    html! {
        fieldset.part {
            legend { @if no.is_empty() { "Butir baru" } @else { "Butir " (no) } }
            div.row {
                (one("no", "No"))
                (chosen(refusal, &id("indikator"), text(&id("indikator"))))
                (one("judul", "Judul"))
                (one("sasaran", "Sasaran"))
                (unit(refusal, &id("satuan"), text(&id("satuan"))))
            }
            div.row {
                (one("target_tahun", "Target tahun"))
                (one("tw1", "TW1")) (one("tw2", "TW2")) (one("tw3", "TW3")) (one("tw4", "TW4"))
            }
            @if !no.is_empty() {
                label { input type="checkbox" name=(id("hapus")) value="ya"; " Hapus butir " (no) " dari rancangan" }
            }
        }
    }
}

fn chosen(refusal: &Refusal, key: &str, typed: &str) -> Markup {
    let error = refusal.at(key);
    html! {
        div.field.bad[error.is_some()] {
            label for=(key) { "Indikator yang dihitung" }
            select id=(key) name=(key) {
                option value="" { "— pilih —" }
                @for indicator in indicators::ALL {
                    option value=(indicator.id) selected[indicator.id == typed] { (indicator.title) }
                }
            }
            @if let Some(error) = error { p.err { (error.detail) } }
        }
    }
}

/// The unit, from the list; one from before there was a list stands as it is until another is chosen.
fn unit(refusal: &Refusal, key: &str, typed: &str) -> Markup {
    let error = refusal.at(key);
    let known = units::known(typed);
    html! {
        div.field.bad[error.is_some()] {
            label for=(key) { "Satuan" }
            select id=(key) name=(key) {
                option value="" { "— pilih —" }
                @if known.is_none() && !typed.is_empty() {
                    option value=(typed) selected { (typed) " (lama)" }
                }
                @for unit in units::ALL {
                    option value=(unit) selected[known == Some(unit)] { (unit) }
                }
            }
            @if let Some(error) = error { p.err { (error.detail) } }
        }
    }
}
