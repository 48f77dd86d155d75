//! Who saw a person, as a page and as a workbook.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::period::written;
use kernel::{OrangId, Permission, Problem};
use maud::{Markup, html};
use records::Registry;
use web::sheet::{self, Cell};
use web::{App, AppPath, AppQuery, Console, Failure, Media, layout, paging, saved};

use super::{Asked, HEADS, Hari, MOST, cells, read, usual};

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let days = asked.days(&ctx)?;
    let seen = read(&ctx, id, days, (asked.before()?, usual())).await?;
    let name = &seen.whose.person.nama;
    let here = format!("/orang/{id}/jejak");
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href={ "/orang/" (id) } { (name) } } li { "Siapa yang melihat" } }
        div.head {
            div {
                h1 { "Siapa yang melihat " (name) }
                p.lead { "Halaman, api, berkas, cetakan, daftar dan pencarian. Membuka halaman ini pun tercatat." }
            }
            div.acts {
                a.btn href={ (here) ".xlsx?" (query(days)) } { "Unduh XLSX" }
                a.btn href={ "/orang/" (id) "/salinan" } { "Salinan data" }
            }
        }
        form.filter method="get" action=(here) {
            div.field { label for="dari" { "Dari" } input id="dari" name="dari" value=(written(days.from)) autocomplete="off"; }
            div.field { label for="sampai" { "Sampai" } input id="sampai" name="sampai" value=(written(days.until)) autocomplete="off"; }
            button.btn { "Tampilkan" }
        }
        @if seen.lines.is_empty() {
            p.empty role="status" { "Tidak ada yang melihat orang ini pada hari-hari itu." }
        } @else {
            (table(&seen.lines.iter().map(|line| cells(&ctx, &registry, line)).collect::<Vec<_>>()))
        }
        @if let Some(next) = seen.next {
            nav.pager aria-label="Halaman" {
                a.btn rel="next" href={ (here) "?" (query(days)) "&" (paging::MARK) "=" (next) } { "Berikutnya" }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Siapa yang melihat", "/orang", &body))
}

fn query(days: Hari) -> String {
    format!("dari={}&sampai={}", days.from, days.until)
}

fn table(rows: &[Vec<Cell>]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { @for head in HEADS { th scope="col" { (head) } } } }
            tbody { @for row in rows { tr { @for cell in row { td { (cell.text()) } } } } }
        } }
    }
}

pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let days = asked.days(&ctx)?;
    let seen = read(&ctx, id, days, (None, MOST)).await?;
    if seen.next.is_some() {
        let many = kernel::figure::whole(i64::try_from(MOST).unwrap_or(i64::MAX));
        let detail = format!("Lebih dari {many} baris pada hari-hari itu. Ambil beberapa bulan sekaligus saja.");
        return Err(Problem::field("dari", detail).into());
    }
    let rows: Vec<Vec<Cell>> = seen.lines.iter().map(|line| cells(&ctx, &registry, line)).collect();
    let bytes = sheet::xlsx("Siapa yang melihat", &HEADS, &rows)?;
    let name = format!("jejak-{}-{}", days.from, days.until);
    Ok(saved(&name, Media::Xlsx, bytes))
}
