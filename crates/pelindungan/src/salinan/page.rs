//! The page that makes a copy, and names those that were made.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use cetak::Fonts;
use kernel::access::{Read, log};
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Permission, Problem};
use maud::{Markup, html};
use records::{Registry, kind};
use serde::Deserialize;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Media, layout, parts, saved};

use super::told::Salinan;
use super::{Bentuk, Diminta, FIELDS, NUMBER, copied, earlier, entity, make as made, printed};
use crate::jejak::Whose;
use crate::permintaan_data::PermintaanData;

/// The name of the choice between forms.
const FORM: &str = "bentuk";

/// With what the form begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Begun {
    permintaan: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<OrangId>,
    AppQuery(begun): AppQuery<Begun>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let whose = copied(&ctx, id).await?;
    let form: Form = begun.permintaan.map(|number| (NUMBER.key.to_owned(), number)).into_iter().collect();
    page(&app, &ctx, &whose, (&form, &[])).await
}

/// From a request of the register to the page that makes its copy.
pub(super) async fn of_request(Console(ctx): Console, AppPath(id): AppPath<CatatanId>) -> Result<Redirect, Failure> {
    let (head, _) = kind::<PermintaanData>().head(&ctx, id).await?;
    let person = head.somebody()?;
    Ok(Redirect::to(&format!("/orang/{person}/salinan?permintaan={}", head.number)))
}

pub(super) async fn make(
    State(app): State<App>,
    Console(ctx): Console,
    (Extension(registry), Extension(fonts)): (Extension<Registry>, Extension<Fonts>),
    AppPath(id): AppPath<OrangId>,
    Body(mut typed): Body<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let whose = copied(&ctx, id).await?;
    let bentuk = if typed.remove(FORM).as_deref() == Some("json") { Bentuk::Json } else { Bentuk::Pdf };
    let (asked, copy) = match filled(&ctx, &registry, &whose, (&typed, bentuk)).await {
        Ok(both) => both,
        Err(Problem::Invalid(errors)) => {
            return Ok(page(&app, &ctx, &whose, (&typed, &errors)).await?.into_response());
        }
        Err(other) => return Err(other.into()),
    };
    let (media, bytes) = match bentuk {
        Bentuk::Pdf => (Media::Pdf, printed(&ctx, &fonts, &copy, &asked)?),
        Bentuk::Json => (Media::Json, serde_json::to_vec_pretty(&copy).map_err(Problem::internal)?),
    };
    // The name of a file is seen by who carries it.
    Ok(saved(&format!("salinan-data-{}", ctx.today()), media, bytes))
}

/// The copy that a form asks for.
async fn filled(
    ctx: &Ctx,
    registry: &Registry,
    whose: &Whose,
    (typed, bentuk): (&Form, Bentuk),
) -> Result<(Diminta, Salinan), Problem> {
    let asked = Diminta::read(ctx, typed)?;
    let copy = made(ctx, registry, whose, (&asked, bentuk)).await?;
    Ok((asked, copy))
}

async fn page(app: &App, ctx: &Ctx, whose: &Whose, (typed, errors): (&Form, &[FieldError])) -> Result<Markup, Failure> {
    let read = Read { action: "lihat", kind: "orang", revealed: false };
    log(ctx, read, vec![whose.person.id]).await?;
    let earlier = earlier(ctx, whose).await?;
    let name = &whose.person.nama;
    let here = format!("/orang/{}", whose.person.id);
    let fields: Vec<&Field> = FIELDS.iter().collect();
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href=(here) { (name) } } li { "Salinan data" } }
        div.head {
            div {
                h1 { "Salinan data " (name) }
                p.lead { "Semua yang dipegang kantor ini tentang orang ini, isian terlindungi dibuka. Pembuatannya tercatat atas nama Anda." }
            }
        }
        p.note.warn role="status" {
            "Nama dan nomor orang lain dalam isian disamarkan. Uraian bebas, alasan dan nama lampiran tidak: baca dahulu sebelum diserahkan."
        }
        form.form method="post" action={ (here) "/salinan" } novalidate {
            (parts::errors(&fields, errors))
            fieldset.part {
                legend { "Permintaan" }
                div.row {
                    @for field in &fields {
                        @let text = typed.get(field.key).map_or("", String::as_str);
                        (parts::input(&app.house.reference, field, text, errors.iter().find(|error| error.field == field.key)))
                    }
                }
            }
            div.bottom {
                button.btn.main name=(FORM) value="pdf" { "Buat PDF" }
                button.btn name=(FORM) value="json" { "Buat JSON" }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
        section.box {
            h2 { "Yang pernah dibuat" }
            @if earlier.is_empty() {
                p.muted { "Belum ada." }
            } @else {
                (made_before(&earlier))
            }
        }
    };
    Ok(layout::page(app, ctx, "Salinan data", "/orang", &body))
}

fn made_before(rows: &[entity::Model]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { @for head in ["Dibuat", "Oleh", "Permintaan", "Diminta", "Identitas", "Alasan", "Bentuk"] { th scope="col" { (head) } } } }
            tbody {
                @for row in rows {
                    tr {
                        td { (parts::instant(row.pada)) }
                        td { (row.pelaku) }
                        td { (row.permintaan.as_deref().unwrap_or("—")) }
                        td.one { (parts::day(row.diminta_pada)) }
                        td { (row.identitas) }
                        td { (row.alasan) }
                        td { (row.bentuk.to_uppercase()) }
                    }
                }
            }
        } }
    }
}
