//! What the pages of accounts share.

use chrono::{DateTime, Utc};
use kernel::{Ctx, FieldError, Role};
use maud::{Markup, html};
use web::{layout, parts};

use crate::entity::{peristiwa, sesi};
use crate::manage::Account;

/// The role of a stored word as people read it.
pub(crate) fn role(word: &str) -> &str {
    Role::parse(word).map_or(word, |role| layout::role_title(Some(role)))
}

/// Whether an account may be used, in words.
pub(crate) fn state(account: &Account, now: DateTime<Utc>) -> &'static str {
    match account.word_until {
        _ if !account.active => "Dimatikan",
        Some(until) if until <= now => "Kata sekali pakai lewat waktu",
        Some(_) => "Menunggu masuk pertama",
        None => "Aktif",
    }
}

/// An instant, or that there was none.
pub(crate) fn when(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "belum pernah".to_owned(), parts::instant)
}

/// What is wrong, above a page's forms.
pub(crate) fn wrong(errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus {
                @for error in errors { p { (error.detail) } }
            }
        }
    }
}

/// A field for a line of text.
pub(crate) fn line((id, name): (&str, &str), label: &str, (value, bad): (&str, bool), hint: &str) -> Markup {
    let described = format!("{id}-h");
    html! {
        div class=(if bad { "field bad" } else { "field" }) {
            label for=(id) { (label) }
            input id=(id) name=(name) value=(value) autocomplete="off" maxlength="300" aria-invalid=[bad.then_some("true")]
                aria-describedby=[(!hint.is_empty()).then_some(&described)];
            @if !hint.is_empty() { p.hint id=(described) { (hint) } }
        }
    }
}

/// A field for a password.
pub(crate) fn password(name: &str, label: &str, (kind, hint): (&str, &str), bad: bool) -> Markup {
    let described = format!("{name}-h");
    html! {
        div class=(if bad { "field bad" } else { "field" }) {
            label for=(name) { (label) }
            input id=(name) name=(name) type="password" autocomplete=(kind) aria-invalid=[bad.then_some("true")]
                aria-describedby=[(!hint.is_empty()).then_some(&described)];
            @if !hint.is_empty() { p.hint id=(described) { (hint) } }
        }
    }
}

/// A choice of a role; `chosen` is its word.
pub(crate) fn roles(id: &str, chosen: &str, empty: &str) -> Markup {
    html! {
        select id=(id) name="peran" {
            option value="" { (empty) }
            @for role in Role::ALL {
                option value=(role.code()) selected[role.code() == chosen] { (layout::role_title(Some(role))) }
            }
        }
    }
}

/// A choice of an office that the actor sees; `chosen` is its code.
pub(crate) fn offices(ctx: &Ctx, id: &str, chosen: &str, empty: &str) -> Markup {
    html! {
        select id=(id) name="kantor" {
            option value="" { (empty) }
            @for office in ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id)) {
                option value=(office.code) selected[office.code == chosen] { (office.name) }
            }
        }
    }
}

/// What a session began with.
pub(crate) fn device(session: &sesi::Model) -> String {
    let kind = if session.jenis == "token" { "Program (api)" } else { "Konsol" };
    let said: Vec<&str> = [session.perangkat.as_deref(), session.alamat.as_deref()].into_iter().flatten().collect();
    if said.is_empty() { kind.to_owned() } else { format!("{kind}: {}", said.join(", ")) }
}

/// What was done to an account, newest first.
pub(crate) fn past(rows: &[peristiwa::Model]) -> Markup {
    let row = |row: &peristiwa::Model| {
        let deed = parts::words(&row.tindakan);
        [parts::instant(row.pada), deed, row.rincian.clone(), row.alasan.clone(), row.pelaku.clone()]
    };
    let none = "Belum ada yang tercatat: akun ini dibuat sebelum riwayat akun ada.";
    history(none, ["Pada", "Tindakan", "Rincian", "Alasan", "Oleh"], &rows.iter().map(row).collect::<Vec<_>>())
}

/// What was done or said before, as a table; `none` is said where nothing was.
pub(crate) fn history<const N: usize>(none: &str, heads: [&str; N], rows: &[[String; N]]) -> Markup {
    html! {
        div.head { h2 { "Riwayat" } }
        @if rows.is_empty() { p.empty { (none) } } @else {
            div.scroll {
                table.list {
                    thead { tr { @for head in heads { th { (head) } } } }
                    tbody { @for row in rows { tr { @for text in row { td { (text) } } } } }
                }
            }
        }
    }
}
