//! What the pages on which versions are saved have in common, to look at.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use web::parts;

use super::signed::Lock;
use crate::tahun::Chosen;

/// The page of a year in which the office has no report.
pub(crate) fn without(title: &str, path: &str, (chosen, office): (&Chosen, &str), why: &str) -> Markup {
    html! {
        div.head { div { h1 { (title) " " (chosen.year) } } }
        (chosen.form(path, Some(office).filter(|code| !code.is_empty())))
        p.note.warn role="status" { (why) }
        p { a href="/lkj" { "Ke halaman Laporan kinerja" } }
    }
}

/// That somebody else was faster: what is meant, what they saved, and that what was typed is still there.
pub(crate) fn behind((what, own): (&str, &str), who: &str, at: DateTime<Utc>) -> Markup {
    html! {
        div.errors role="alert" {
            h2 { "Belum disimpan: " (what) " ini baru saja diubah orang lain" }
            p {
                (who) " menyimpan " (own) "nya pada " (parts::instant(at)) ". " (capital(own)) " Anda tidak hilang: masih ada di isian di "
                "bawah. Gabungkan seperlunya, lalu simpan; yang sebelumnya tetap ada di riwayat."
            }
        }
    }
}

/// Why it was not saved.
pub(crate) fn refused(why: &str) -> Markup {
    html! { div.errors role="alert" { h2 { "Belum disimpan" } p { (why) } } }
}

/// That it is signed, and where a revision is made.
pub(crate) fn signed(lock: &Lock) -> Markup {
    html! {
        div class="note warn" role="status" {
            p { (lock.told()) }
            p { a href=(lock.address()) { "Buka penutupan " (lock.0.name()) } }
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
