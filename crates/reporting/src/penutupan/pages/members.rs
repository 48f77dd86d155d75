//! The records behind a closed figure, as they were known when it was closed.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result, figure};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, layout, paging, parts};

use super::super::entity::angka;
use super::super::queries::Shown;
use super::super::words;
use super::{figures, marks, show};
use crate::compute::Value;
use crate::named::Named;
use crate::pages::list::{self, Listed};
use crate::query::{self, AskedMembers, MemberPage};
use crate::render;

/// Which members are asked for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) peran: Option<String>,
    sebelum: Option<String>,
}

/// What the page shows.
pub(super) struct View<'a> {
    shown: &'a Shown,
    row: &'a angka::Model,
    role: &'a str,
    page: MemberPage,
    labels: HashMap<CatatanId, Named>,
}

pub(super) async fn view<'a>(
    app: &App,
    ctx: &Ctx,
    shown: &'a Shown,
    row: &'a angka::Model,
    asked: &'a Asked,
) -> Result<View<'a>> {
    let role = asked.peran.as_deref().filter(|role| !role.is_empty()).unwrap_or("pembilang");
    let select = shown.members(row, Some(role))?;
    let paging = AskedMembers { sebelum: asked.sebelum.clone(), ..AskedMembers::default() };
    let page = query::page_of(ctx, &select, &paging).await?;
    let labels = list::labels(app, ctx, &page.members).await?;
    Ok(View { shown, row, role, page, labels })
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>, agreement: &str) -> Markup {
    let (closing, row) = (&view.shown.closing, view.row);
    let definition = row.definition();
    let href = figures::members(closing, row, view.role);
    let listed = Listed {
        date_role: definition.map_or("tanggal", |(indicator, _)| indicator.date_role),
        end: definition.map_or("Selesai", |(_, definition)| definition.end()),
        status: "Status kini",
        reasons: view.role == "tidak-dihitung",
        page: &view.page,
        labels: &view.labels,
        next: view.page.next.as_ref().map(|next| format!("{href}&{}={next}", paging::MARK)),
    };
    let body = html! {
        (show::crumb(closing, agreement, Some(&format!("No {}", row.no))))
        div.head { div { h1 { (row.judul) } (headline(view)) } }
        p.note {
            "Seperti diketahui pada " b { (parts::instant(closing.pada)) } ", waktu masa ini ditutup. "
            "Catatannya sendiri mungkin sudah diubah sesudah itu."
        }
        @if let Some((_, definition)) = definition {
            section.box aria-labelledby="hitung" {
                h2 id="hitung" { "Yang dihitung" }
                p { (definition.what) " " (definition.left_out) }
                dl.fields.line {
                    div { dt { "Definisi" } dd { "versi " (row.definisi_versi) } }
                    div { dt { "Anggota" } dd { (figure::whole(row.anggota)) " fakta" } }
                    div { dt { "Kode keaslian" } dd { (marks::short(&row.sidik)) } }
                }
            }
        }
        (tabs(view))
        p.acts { a.btn href=(href.replacen('?', "/daftar.xlsx?", 1)) { "Unduh XLSX" } }
        (list::list(app, &listed))
    };
    layout::page(app, ctx, &row.judul, "/penutupan", &body)
}

fn headline(view: &View<'_>) -> Markup {
    let row = view.row;
    let value = words::value(row);
    html! {
        p.figure {
            b.fig.nil[value == Value::NoData] { (words::figure_text(row, &value)) }
            @if let Some(words) = words::made_of(row, row.pembilang, row.penyebut) { span { (words) } }
            @if let Some(target) = &row.target { span.muted { "target " (render::target(target)) (words::sign(row)) } }
        }
    }
}

fn tabs(view: &View<'_>) -> Markup {
    let row = view.row;
    let main = if row.penyebut.is_some() { "Pembilang" } else { "Dihitung" };
    let mut roles = vec![("pembilang", main, row.pembilang)];
    roles.extend(row.penyebut.map(|all| ("penyebut", "Penyebut", all)));
    roles.push(("tidak-dihitung", "Tidak dihitung", row.tidak_dihitung));
    html! {
        div.head.tight {
            nav.tabs aria-label="Peran" {
                @for (role, name, count) in roles {
                    a href=(figures::members(&view.shown.closing, row, role)) aria-current=[(role == view.role).then_some("page")] {
                        (name) " " b { (figure::whole(count)) }
                    }
                }
            }
        }
    }
}
