//! What the newest audit found.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result};
use maud::{Markup, html};
use web::{App, layout, parts};

use crate::audit::{self, Model};
use crate::penutupan;

/// The page, with links to what the actor may read.
pub(super) async fn page(app: &App, ctx: &Ctx) -> Result<Markup> {
    let findings = audit::list(ctx).await?;
    let mut kinds: HashMap<&str, Vec<CatatanId>> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.macam == "catatan") {
        kinds.entry(&finding.jenis).or_default().extend(finding.catatan_id);
    }
    let mut open: HashMap<CatatanId, String> = HashMap::new();
    for (kind, ids) in kinds {
        let labels = app.directory.labels(ctx, kind, &ids).await?;
        open.extend(labels.into_keys().map(|id| (id, format!("/{kind}/{id}"))));
    }
    let ours = penutupan::all(ctx, None).await?;
    open.extend(ours.into_iter().map(|closing| (CatatanId(closing.id), format!("/penutupan/{}", closing.id))));
    Ok(layout::page(app, ctx, "Temuan audit", "/penutupan", &body(app, &findings, &open)))
}

fn body(app: &App, findings: &[Model], open: &HashMap<CatatanId, String>) -> Markup {
    html! {
        ol.crumb { li { a href="/penutupan" { "Penutupan" } } li { "Temuan audit" } }
        div.head {
            div {
                h1 { "Temuan audit" }
                p.lead {
                    "Setiap malam catatan, fakta, lampiran, penutupan, riwayat, jejak akses, orang dan akun dicocokkan dengan sidik, "
                    "meterai dan nomor urutnya. "
                    "Temuan berarti ada yang diubah, ditambah atau hilang tanpa lewat Lindung, atau aturan penghitungan berubah dan "
                    "buku faktanya belum disesuaikan (" code { "lindung repost" } ")."
                }
            }
        }
        @match findings.first() {
            None => p.empty { "Tidak ada temuan pada audit terakhir." },
            Some(first) => {
                p.note.bad role="status" {
                    "Audit " (parts::day(first.tanggal)) " menemukan " (findings.len()) " hal. "
                    "Laporkan ke pengelola sistem, dan jangan menutup masa sebelum jelas sebabnya."
                }
                (table(app, findings, open))
            }
        }
    }
}

fn table(app: &App, findings: &[Model], open: &HashMap<CatatanId, String>) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Macam" }
                        th scope="col" { "Jenis" }
                        th scope="col" { "Nomor" }
                        th scope="col" { "Ukuran" }
                        th scope="col" { "Rincian" }
                    }
                }
                tbody {
                    @for finding in findings {
                        tr {
                            td { (parts::words(&finding.macam)) }
                            td {
                                @if finding.macam == "catatan" { (app.directory.title(&finding.jenis)) }
                                @else { (parts::words(&finding.jenis)) }
                            }
                            td {
                                @match finding.catatan_id.and_then(|id| open.get(&id)) {
                                    Some(href) => a.id href=(href) { (finding.nomor) },
                                    None => span.id { (finding.nomor) },
                                }
                            }
                            td { (finding.ukuran.as_deref().map_or_else(|| "—".to_owned(), |m| parts::words(&m.replace('-', "_")))) }
                            td.reason { (finding.rincian) }
                        }
                    }
                }
            }
        }
    }
}
