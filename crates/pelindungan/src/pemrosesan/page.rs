//! The register of processing as a page.

use axum::extract::{Extension, State};
use kernel::Permission;
use maud::{Markup, html};
use records::Registry;
use web::{App, Console, Failure, layout};

use super::{KEPT, Pemrosesan, register};

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let body = html! {
        div.head {
            div {
                h1 { "Rekam pemrosesan" }
                p.lead { "Data pribadi apa yang diproses, untuk apa, dan siapa yang boleh melihatnya (UU 27/2022 pasal 31). Dicetak dari program." }
            }
        }
        p.note role="status" { "Tujuan dan penerima adalah asumsi sampai kantor menetapkannya. Lama simpan: " (KEPT) "." }
        @for one in register(&registry) { (part(&one)) }
    };
    Ok(layout::page(&app, &ctx, "Rekam pemrosesan", "/pelindungan/pemrosesan", &body))
}

fn part(one: &Pemrosesan) -> Markup {
    let lists = [
        ("Isian terbuka", &one.terbuka),
        ("Isian terlindungi", &one.terlindungi),
        ("Menyebut orang lain", &one.orang_lain),
        ("Peran yang boleh", &one.peran),
    ];
    html! {
        section.box {
            h2 { (one.judul) }
            dl.fields {
                div.wide { dt { "Tujuan" } dd { (one.tujuan) } }
                @for (title, labels) in lists {
                    @if !labels.is_empty() { div.wide { dt { (title) } dd { (labels.join(", ")) } } }
                }
                div.wide { dt { "Penerima" } dd { (one.penerima) } }
            }
        }
    }
}
