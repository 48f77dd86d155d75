//! The form that corrects a person.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form, Sensitivity};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Permission, Problem};
use maud::{Markup, html};
use people::FIELDS;
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use crate::surface::by_field;
use crate::surface::form::{FIELD_REASON, part, typable};
use crate::{Change, REASON, Registry};

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}/ubah", show).post("/orang/{id}/ubah", save)
}

/// A correction that is not saved yet.
struct Editing {
    id: OrangId,
    version: i64,
    form: Form,
    reason: String,
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<OrangId>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let shown = people::show(&ctx, id, ctx.actor.may(Permission::RevealPeople)).await?;
    if shown.merged.is_some() {
        return Ok(Redirect::to(&format!("/orang/{}/ubah", shown.id)).into_response());
    }
    let form = typable(&app, &FIELDS.iter().collect::<Vec<_>>(), &shown.form);
    let editing = Editing { id: shown.id, version: shown.version, form, reason: String::new() };
    Ok(page(&app, &ctx, &editing, &[]).into_response())
}

async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    Body(mut typed): Body<Form>,
) -> Result<Response, Failure> {
    let version: i64 = typed.remove("versi").and_then(|v| v.parse().ok()).ok_or(Problem::Stale)?;
    let reason = typed.remove(FIELD_REASON.key).unwrap_or_default();
    let editing = Editing { id, version, form: typed.clone(), reason: reason.clone() };
    let change = Change { id: CatatanId(id.0), version: Some(version), reason, happened: None };
    match super::edit(&registry, &ctx, change, &typed).await {
        Ok(()) => Ok(Redirect::to(&format!("/orang/{id}")).into_response()),
        Err(Problem::Invalid(mut errors)) => {
            for error in errors.iter_mut().filter(|error| error.field == REASON.key) {
                FIELD_REASON.key.clone_into(&mut error.field);
            }
            Ok(page(&app, &ctx, &editing, &errors).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn page(app: &App, ctx: &Ctx, editing: &Editing, errors: &[FieldError]) -> Markup {
    // Without the right to see it in full, a protected field is not in the form, so it stays unchanged.
    let open = ctx.actor.may(Permission::RevealPeople);
    let fields: Vec<&Field> = FIELDS.iter().filter(|f| open || f.sensitivity == Sensitivity::Open).collect();
    let here = format!("/orang/{}", editing.id);
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href=(here) { "Orang ini" } } li { "Ubah" } }
        div.head {
            div {
                h1 { "Ubah data orang" }
                p.lead { "Jenis kelamin, tanggal lahir dan daerah asal ikut mengubah rincian semua catatannya." }
            }
        }
        form.form method="post" action={ (here) "/ubah" } novalidate {
            (parts::errors(&[&fields[..], &[&FIELD_REASON]].concat(), errors))
            input type="hidden" name="versi" value=(editing.version);
            (part(app, "Orang", &fields, &editing.form, errors))
            fieldset.part {
                legend { "Alasan" }
                (parts::input(&app.house.reference, &FIELD_REASON, &editing.reason, by_field(errors).get(FIELD_REASON.key).copied()))
            }
            div.bottom {
                button.btn.main accesskey="s" { "Simpan perubahan " kbd { "Alt+S" } }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
        (parts::lists(&app.house.reference))
    };
    layout::page(app, ctx, "Ubah data orang", "/orang", &body)
}
