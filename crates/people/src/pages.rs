//! People in the console: the list. The page of one person is in `records`, which knows the person's records.

use axum::extract::State;
use kernel::OrangId;
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppQuery, Console, Failure, Routes, layout, paging, parts};

use crate::{FIELDS, Shown, list};

const PAGE: u64 = 50;

/// The routes.
pub(crate) fn router() -> Routes {
    Routes::new().get("/orang", many)
}

#[derive(Deserialize)]
struct Page {
    sebelum: Option<OrangId>,
}

async fn many(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(page): AppQuery<Page>,
) -> Result<Markup, Failure> {
    let people = list(&ctx, page.sebelum, PAGE).await?;
    let more = people.len() as u64 == PAGE;
    let body = html! {
        div.head { div { h1 { "Orang" } p.lead { "Yang pernah ditangani kantor ini. Isian terlindungi disamarkan." } } }
        @if people.is_empty() {
            p.empty { "Belum ada orang. Orang tercatat bersama catatan pertamanya." }
        } @else {
            div.scroll {
                table.list {
                    thead { tr { th scope="col" { "Nama" } th scope="col" { "NIK" } th scope="col" { "Lahir" } th scope="col" { "Daerah asal" } } }
                    tbody { @for person in &people { (row(&app, person)) } }
                }
            }
            nav.pager aria-label="Halaman" {
                @if let Some(last) = people.last().filter(|_| more) {
                    a.btn rel="next" href={ "/orang?" (paging::MARK) "=" (last.id) } { "Berikutnya" }
                }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Orang", "/orang", &body))
}

fn row(app: &App, person: &Shown) -> Markup {
    let text = |key: &str| {
        let field = FIELDS.iter().find(|f| f.key == key);
        match (field, person.form.get(key)) {
            (Some(field), Some(text)) => parts::readable(&app.house.reference, field, text),
            _ => "—".to_owned(),
        }
    };
    html! {
        tr {
            td { a href={ "/orang/" (person.id) } { (text("nama")) } }
            td { span.mask { (text("nik")) } }
            td.one { (text("tanggal_lahir")) }
            td { (text("daerah_asal")) }
        }
    }
}
