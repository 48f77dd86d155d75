//! Data of offices in the console.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::offices::Letterhead;
use kernel::period::written;
use kernel::{Ctx, Day, Permission, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use crate::entity::data::Model;
use crate::office::{self, OFFICE};
use crate::pages::{Refusal, inputs};
use crate::past::{self, Past};
use crate::shelf::Rujukan;
use crate::write::{SEEN, SHOWN};

/// The address of the list.
const HERE: &str = "/kantor";
const ONE: &str = "/kantor/{kode}";

type Answer = Result<Response, Failure>;

pub(crate) fn router() -> Routes {
    Routes::new().get(HERE, list).get(ONE, show).post(ONE, change)
}

async fn list(State(app): State<App>, Console(ctx): Console) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let seen = ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id));
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let body = html! {
        div.head {
            div {
                h1 { "Data kantor" }
                p.lead {
                    "Yang tertulis di surat: kop, alamat, kontak, kepala. Berlaku sejak hari yang disebut, di semua server dalam setengah menit; siapa dan "
                    "mengapa tercatat. Surat yang sudah dibuat tidak berubah."
                }
            }
        }
        div.scroll {
            table.list {
                thead { tr { th { "Kantor" } th { "Alamat" } th { "Kontak" } th { "Kepala" } } }
                tbody {
                    @for office in seen {
                        @let data = ctx.house.letterheads.get(&office.id);
                        tr {
                            th scope="row" { a href={ (HERE) "/" (office.code) } { (office.name) } }
                            td { (text(data.and_then(|data| data.address.as_ref()))) }
                            td { (text(data.and_then(|data| data.contact.as_ref()))) }
                            td { (text(data.and_then(|data| data.head.as_ref()))) }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Data kantor", HERE, &body).into_response())
}

async fn show(State(app): State<App>, Console(ctx): Console, AppPath(kode): AppPath<String>) -> Answer {
    let none = Letterhead::default();
    let data = ctx.house.letterheads.get(&office::known(&ctx, &kode)?.id).unwrap_or(&none);
    let typed = office::of(data);
    page(&app, &ctx, &kode, &Refusal { typed, errors: Vec::new() }).await
}

async fn change(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath(kode): AppPath<String>,
    Body(typed): Body<Form>,
) -> Answer {
    match office::change(&ctx, &shelf, &kode, &typed).await {
        Ok(_) => Ok(Redirect::to(&[HERE, "/", office::known(&ctx, &kode)?.code.as_str()].concat()).into_response()),
        Err(Problem::Invalid(errors)) => page(&app, &ctx, &kode, &Refusal { typed, errors }).await,
        Err(other) => Err(other.into()),
    }
}

async fn page(app: &App, ctx: &Ctx, kode: &str, refusal: &Refusal) -> Answer {
    let office = office::known(ctx, kode)?;
    let seen = office::newest_of(ctx.db(), office.id).await?.0;
    let rows = office::history(ctx, office.id).await?;
    let ahead = office::planned(ctx, office.id).await?;
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Data kantor" } } li { (office.name) } }
        div.head { div { h1 { (office.name) } p.lead { "Kode " (office.code) ". Yang kosong di surat menjadi titik-titik." } } }
        (planned(&ahead))
        form.form method="post" action={ (HERE) "/" (office.code) } novalidate {
            input type="hidden" name=(SEEN) value=(seen);
            input type="hidden" name=(SHOWN) value=(ctx.today().to_string());
            fieldset.part {
                legend { "Data di surat" }
                p.hint { "Terisi dengan data hari ini. Hanya isian yang Anda ubah yang menjadi lain sejak hari yang Anda tulis." }
                (inputs(app, &OFFICE, refusal))
            }
            div.bottom {
                button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } }
                a.btn.quiet href=(HERE) { "Batal" }
            }
        }
        (past::history(ctx, "Menjadi", &rows.iter().map(line).collect::<Vec<_>>()))
    };
    Ok(layout::page(app, ctx, &office.name, HERE, &body).into_response())
}

/// What is to hold from days that are yet to come.
fn planned(ahead: &[(Day, Letterhead)]) -> Markup {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    html! {
        @if !ahead.is_empty() {
            div.head { h2 { "Yang sudah direncanakan" } }
            div.scroll {
                table.list {
                    thead { tr { th { "Sejak" } th { "Kop" } th { "Alamat" } th { "Kontak" } th { "Kepala" } th { "NIP kepala" } } }
                    tbody {
                        @for (day, data) in ahead {
                            tr {
                                th scope="row" { (parts::day(*day)) }
                                td { (text(data.above.as_ref())) }
                                td { (text(data.address.as_ref())) }
                                td { (text(data.contact.as_ref())) }
                                td { (text(data.head.as_ref())) }
                                td { (text(data.head_number.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(row: &Model) -> Past<'_> {
    let all = [&row.kop, &row.alamat, &row.kontak, &row.kepala, &row.kepala_nip];
    let said = all.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("; ");
    Past {
        at: row.pada,
        what: (format!("Sejak {}: {said}", written(row.berlaku_sejak)), ""),
        act: "diubah",
        why: &row.alasan,
        who: &row.pelaku,
        office: row.kantor_id,
    }
}
