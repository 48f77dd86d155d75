//! Which offices ask for a second factor, in the console.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, FieldError, Problem};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppForm, Console, Failure, layout, parts};

use crate::akun_parts::{history, line, offices, wrong};
use crate::entity::wajib::Model;
use crate::gate::Accounts;
use crate::manage::WHY;
use crate::wajib;

/// The address of the page.
pub(crate) const HERE: &str = "/akun/faktor";

type Answer = Result<Response, Failure>;

/// What is decided, and why.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    kantor: String,
    wajib: String,
    alasan: String,
}

/// The page.
pub(crate) async fn show(State(app): State<App>, Console(ctx): Console) -> Answer {
    page(&app, &ctx, &Typed::default(), &[]).await
}

/// Decides for an office and those below it.
pub(crate) async fn decide(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    let done = match typed.wajib.as_str() {
        "ya" => wajib::say(&ctx, &accounts, &typed.kantor, (true, &typed.alasan)).await,
        "tidak" => wajib::say(&ctx, &accounts, &typed.kantor, (false, &typed.alasan)).await,
        _ => Err(Problem::field("wajib", "Pilih wajib atau tidak wajib.")),
    };
    match done {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(Problem::Invalid(errors)) => page(&app, &ctx, &typed, &errors).await,
        Err(other) => Err(other.into()),
    }
}

async fn page(app: &App, ctx: &Ctx, typed: &Typed, errors: &[FieldError]) -> Answer {
    wajib::permitted(ctx)?;
    let said = wajib::all(ctx.db()).await?;
    let body = html! {
        ol.crumb { li { a href="/akun/saya" { "Akun saya" } } li { "Faktor kedua wajib" } }
        div.head {
            div {
                h1 { "Faktor kedua wajib" }
                p.lead {
                    "Kantor dapat mewajibkan kode dari ponsel untuk peran yang membuka data pribadi (pelindungan, kepala) dan yang mengelola akun. Berlaku "
                    "juga untuk kantor di bawahnya. Yang belum punya memasangnya saat masuk, dan tidak dapat berbuat lain sebelum itu."
                }
            }
        }
        (wrong(errors))
        (standing(ctx, &said))
        (form(ctx, typed, errors))
        (past(ctx, &said))
    };
    Ok(layout::page(app, ctx, "Faktor kedua wajib", HERE, &body).into_response())
}

fn standing(ctx: &Ctx, said: &[Model]) -> Markup {
    let seen = ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id));
    let state = |office| {
        let above = ctx.house.offices.with_above(office);
        match above.into_iter().find(|one| wajib::asks(said, *one)) {
            Some(one) if one == office => "Wajib",
            Some(_) => "Wajib, oleh kantor di atasnya",
            None => "Tidak wajib",
        }
    };
    html! {
        div.scroll {
            table.list {
                thead { tr { th { "Kantor" } th { "Faktor kedua" } } }
                tbody { @for office in seen { tr { th scope="row" { (office.name) } td { (state(office.id)) } } } }
            }
        }
    }
}

fn form(ctx: &Ctx, typed: &Typed, errors: &[FieldError]) -> Markup {
    let bad = errors.iter().any(|error| error.field == WHY);
    html! {
        form.form method="post" action=(HERE) novalidate {
            fieldset.part {
                legend { "Ubah" }
                p.note.warn {
                    "Bila diwajibkan, sesi orang yang belum punya faktor kedua berakhir saat itu juga, mungkin juga sesi Anda. Sampaikan dahulu, dan "
                    "minta meja bandara mengirim antreannya."
                }
                div.row {
                    div.field { label for="kantor" { "Kantor" } (offices(ctx, "kantor", &typed.kantor, "— pilih —")) }
                    div.field {
                        label for="wajib" { "Faktor kedua" }
                        select id="wajib" name="wajib" {
                            option value="" { "— pilih —" }
                            option value="ya" selected[typed.wajib == "ya"] { "Wajib" }
                            option value="tidak" selected[typed.wajib == "tidak"] { "Tidak wajib" }
                        }
                    }
                    (line(("alasan", WHY), "Alasan", (&typed.alasan, bad), "Tercatat di riwayat bersama nama Anda."))
                }
                button.btn.main { "Simpan" }
            }
        }
    }
}

/// What was said of offices that the actor sees, newest first.
fn past(ctx: &Ctx, said: &[Model]) -> Markup {
    let name =
        |row: &Model| ctx.house.offices.by_id(row.tentang_id).map(|office| office.name.clone()).unwrap_or_default();
    let became = |row: &Model| if row.wajib { "Wajib" } else { "Tidak wajib" }.to_owned();
    let row = |row: &Model| [parts::instant(row.pada), name(row), became(row), row.alasan.clone(), row.pelaku.clone()];
    let seen = said.iter().filter(|row| ctx.actor.offices.contains(&row.tentang_id));
    let none = "Belum pernah diatur: faktor kedua tidak wajib.";
    history(none, ["Pada", "Kantor", "Menjadi", "Alasan", "Oleh"], &seen.map(row).collect::<Vec<_>>())
}
