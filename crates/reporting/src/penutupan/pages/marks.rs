//! What the pages of closings say alike: names, states, steps, fingerprints, refusals.

use chrono::{DateTime, Utc};
use kernel::Problem;
use maud::{Markup, html};
use web::parts;

use super::super::entity::Model;
use super::super::status::Status;
use crate::agreement::Agreements;

/// A period in few letters.
pub(crate) fn period(tw: i64) -> String {
    if tw == 0 { "Setahun".to_owned() } else { format!("TW{tw}") }
}

/// What a closing is called on its page.
pub(crate) fn title(closing: &Model) -> String {
    let period = if closing.tw == 0 { "setahun".to_owned() } else { format!("triwulan {}", closing.tw) };
    let revision = if closing.revisi == 0 { String::new() } else { format!(", revisi {}", closing.revisi) };
    format!("Penutupan {period} {}{revision}", closing.tahun)
}

/// Where a closing is shown.
pub(crate) fn address(closing: &Model) -> String {
    format!("/penutupan/{}", closing.id)
}

/// Where the closings of its year are listed.
pub(super) fn list_address(closing: &Model) -> String {
    format!("/penutupan?tahun={}&perjanjian={}", closing.tahun, closing.perjanjian)
}

/// The title of a closing's agreement.
pub(super) fn agreement_title(all: &Agreements, closing: &Model) -> String {
    let newest = all.all().iter().rev().find(|agreement| agreement.code == closing.perjanjian);
    newest.map_or_else(|| closing.perjanjian.clone(), |agreement| agreement.title.clone())
}

/// Whether two closings are revisions of one another.
pub(super) fn same_period(one: &Model, other: &Model) -> bool {
    one.kantor_id == other.kantor_id
        && one.perjanjian == other.perjanjian
        && one.tahun == other.tahun
        && one.tw == other.tw
}

/// A fingerprint as far as people compare it.
pub(super) fn short(fingerprint: &str) -> Markup {
    html! { span.id title=(fingerprint) { (fingerprint.chars().take(12).collect::<String>()) } }
}

/// The state of a closing.
pub(crate) fn state(closing: &Model) -> Markup {
    parts::badge(closing.status.code(), closing.status.stage())
}

/// Who took a step, and when.
pub(super) fn by(who: Option<&str>, at: Option<DateTime<Utc>>) -> Markup {
    html! {
        @match (who, at) {
            (Some(who), Some(at)) => { (who) small { (parts::instant(at)) } }
            _ => span.muted { "—" },
        }
    }
}

/// The way of a closing: what was done by whom, and what is next.
pub(super) fn steps(closing: &Model) -> Markup {
    let steps = [
        ("Disiapkan", Some(closing.disiapkan_oleh.as_str()), Some(closing.pada)),
        ("Ditinjau", closing.ditinjau_oleh.as_deref(), closing.ditinjau_pada),
        ("Ditandatangani", closing.ditandatangani_oleh.as_deref(), closing.ditandatangani_pada),
    ];
    let next = steps.iter().position(|(_, _, at)| at.is_none()).filter(|_| closing.status != Status::Dibuang);
    html! {
        ol.steps aria-label="Langkah" {
            @for (place, (name, who, at)) in steps.into_iter().enumerate() {
                li class=[at.is_some().then_some("did")] aria-current=[(next == Some(place)).then_some("step")] {
                    @if at.is_some() { span.badge.done { (name) } } @else { span.badge.new { (name) } }
                    @match (who, at) {
                        (Some(who), Some(at)) => small { b { (who) } ", " (parts::instant(at)) },
                        _ if closing.status == Status::Dibuang => small { "tidak jadi" },
                        _ => small { "belum" },
                    }
                    @if let Some(note) = closing.catatan_tinjauan.as_ref().filter(|_| place == 1) {
                        small.said { span.hide { "Catatan peninjau: " } "“" (note) "”" }
                    }
                }
            }
        }
    }
}

/// What can be typed on these pages.
const FIELDS: [&str; 2] = ["catatan", "alasan"];

/// A refusal in words, with the way to what must be mended.
pub(super) fn refusal(problem: &Problem) -> Markup {
    let heading = match problem {
        Problem::Invalid(_) => "Belum tersimpan: ada isian yang perlu dibetulkan",
        Problem::Duplicate(_) => "Sudah ada",
        Problem::Stale => "Penutupan ini baru saja berubah",
        _ => "Belum dapat dilakukan",
    };
    html! {
        div.errors role="alert" tabindex="-1" autofocus id="salah" {
            h2 { (heading) }
            @match problem {
                Problem::Invalid(errors) => ul {
                    @for error in errors {
                        li {
                            @if FIELDS.contains(&error.field.as_str()) { a href={ "#" (error.field) } { (error.detail) } }
                            @else { (error.detail) }
                        }
                    }
                },
                Problem::Stale => p { "Orang lain lebih dahulu mengubahnya. Periksa keadaannya di bawah ini, lalu ulangi bila masih perlu." },
                other => p { (other) },
            }
        }
    }
}
