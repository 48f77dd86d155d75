//! Members of a figure as a list, page by page.

use std::collections::HashMap;

use kernel::ledger::Member;
use kernel::{CatatanId, Ctx, Result};
use maud::{Markup, html};
use web::{App, parts};

use crate::named::{Named, by_kind, named};
use crate::query::MemberPage;

/// What is listed.
pub(crate) struct Listed<'a> {
    /// By which day the records fall into the period.
    pub date_role: &'a str,
    /// What the last day of a record is called.
    pub end: &'a str,
    /// What the last column is called.
    pub status: &'a str,
    /// Whether these are not counted, and each says why.
    pub reasons: bool,
    pub page: &'a MemberPage,
    pub labels: &'a HashMap<CatatanId, Named>,
    /// Where the list goes on.
    pub next: Option<String>,
}

/// The records of members, named kind by kind.
pub(crate) async fn labels(app: &App, ctx: &Ctx, members: &[Member]) -> Result<HashMap<CatatanId, Named>> {
    let mut all = HashMap::new();
    for (kind, ids) in by_kind(members.iter().map(|member| (member.jenis.as_str(), member.catatan_id))) {
        all.extend(named(app, ctx, kind, &ids).await?);
    }
    Ok(all)
}

pub(crate) fn list(app: &App, listed: &Listed<'_>) -> Markup {
    let reasons = listed.reasons;
    html! {
        @if listed.page.members.is_empty() {
            p.empty { "Tidak ada catatan di sini." }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th scope="col" { "Catatan" }
                            th scope="col" { "Nama" }
                            th scope="col" { (parts::words(listed.date_role)) }
                            @if !reasons { th scope="col" { (listed.end) } }
                            th scope="col" { "Negara" }
                            th scope="col" { "Kategori" }
                            @if reasons { th scope="col" { "Sebab tidak dihitung" } } @else { th scope="col" { (listed.status) } }
                        }
                    }
                    tbody { @for member in &listed.page.members { (row(app, listed, member)) } }
                }
            }
            nav.pager aria-label="Halaman" {
                @if let Some(next) = &listed.next { a.btn rel="next" href=(next) { "Berikutnya" } }
            }
        }
    }
}

/// The number of a record, which leads to it for who may read it.
pub(crate) fn number(label: Option<&Named>, kind: &str, id: CatatanId) -> Markup {
    html! {
        @match label {
            Some(Named { mark, title: Some(_) }) => a.id href={ "/" (kind) "/" (id) } { (mark.number) },
            Some(Named { mark, title: None }) => span.id { (mark.number) },
            None => "—",
        }
    }
}

fn row(app: &App, listed: &Listed<'_>, member: &Member) -> Markup {
    let label = listed.labels.get(&member.catatan_id);
    let country = member.negara.as_deref().and_then(|code| app.house.reference.country(code));
    html! {
        tr {
            td {
                (number(label, &member.jenis, member.catatan_id))
                span.muted { " " (app.directory.title(&member.jenis)) }
            }
            td { (label.and_then(|label| label.title.as_deref()).unwrap_or("—")) }
            td.one { (parts::day(member.hari)) }
            @if !listed.reasons { td.one { @match member.hari_akhir { Some(day) => (parts::day(day)), None => "—" } } }
            td { (country.map_or("—", |c| c.name.as_str())) }
            td { (member.kategori.as_deref().map_or_else(|| "—".to_owned(), parts::words)) }
            @if listed.reasons {
                td.reason { (member.alasan.as_deref().unwrap_or_default()) }
            } @else {
                td { @if let Some(label) = label { (parts::badge(label.mark.status, label.mark.stage)) } }
            }
        }
    }
}
