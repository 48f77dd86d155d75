//! The list of a kind.

use kernel::Ctx;
use kernel::form::Field;
use maud::{Markup, html};
use web::{App, layout, parts};

use super::record::badges;
use crate::{AnyKind, Row};

pub(super) fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, rows: &[Row], more: bool) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let fields = kind.fields();
    let columns: Vec<_> = info.columns.iter().filter_map(|key| fields.iter().find(|f| f.key == *key)).collect();
    let body = html! {
        div.head {
            div { h1 { (info.title) } p.lead { "Terbaru dahulu." @if info.person { " Isian terlindungi disamarkan." } } }
            @if kind.made_by().is_none() {
                p.acts { a.btn.main href={ (base) "/baru" } accesskey="b" { "Catat baru " kbd { "Alt+B" } } }
            }
        }
        @if rows.is_empty() {
            p.empty {
                @match kind.made_by() {
                    Some(why) => { "Belum ada catatan. " (why) }
                    None => "Belum ada catatan. Mulai dengan Catat baru, atau impor berkas CSV atau XLSX.",
                }
            }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th scope="col" { "Nomor" }
                            @if info.person { th scope="col" { "Nama" } }
                            @for field in &columns { th scope="col" class=[parts::column(field)] { (field.label) } }
                            th scope="col" { "Status" }
                        }
                    }
                    tbody {
                        @for row in rows {
                            tr {
                                td { a.id href={ (base) "/" (row.head.id) } { (row.head.number) } }
                                @if info.person { td { (row.name.as_deref().unwrap_or("—")) } }
                                @for field in &columns {
                                    (cell(app, row, field))
                                }
                                td { (badges(row.status, row.stage, &row.head)) }
                            }
                        }
                    }
                }
            }
            nav.pager aria-label="Halaman" {
                @if let Some(last) = rows.last().filter(|_| more) {
                    a.btn href={ (base) "?sebelum=" (last.head.id) } rel="next" { "Berikutnya" }
                }
            }
        }
    };
    layout::page(app, ctx, info.title, &base, &body)
}

fn cell(app: &App, row: &Row, field: &Field) -> Markup {
    let Some(text) = row.form.get(field.key) else { return html! { td { "—" } } };
    let text = parts::readable(&app.house.reference, field, text);
    // A number of another system has no place to break at.
    let class = parts::column(field).or((!text.contains(' ')).then_some("one"));
    html! { td class=[class] { (text) } }
}
