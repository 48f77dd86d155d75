//! Lists that officers name: their links above the list, the form that names one, and the page to rename, share and delete them.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{Ctx, FieldError, Problem};
use maud::{Markup, html};
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, Console, Failure, layout, parts};

use super::filters;
use super::list::{self, View};
use crate::AnyKind;
use crate::saringan::{self, Asked, Model, NAME, SHARED};
use crate::surface::This;

type Answer = Result<Response, Failure>;

/// The key of the list that is asked for.
pub(super) const SAVED: &str = "saringan";
/// What is said at the field of the name.
const NOBODY: &str = "tanpa nama atau nomor orang";

/// The named lists as links, and the form that names this one.
pub(super) fn above(ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let base = format!("/{}", kind.info().name);
    let here = |row: &Model| (view.chosen == Some(row.id)).then_some("true");
    html! {
        @if !view.saved.is_empty() {
            nav.acts aria-label="Saringan tersimpan" {
                @for row in &view.saved {
                    a.btn.quiet href={ (base) "?" (SAVED) "=" (row.id) } aria-current=[here(row)] {
                        (row.nama) @if !saringan::owned(ctx, row) { small { " dari " (row.pemilik) } }
                    }
                    " "
                }
                a href={ (base) "/saringan" } { "Kelola saringan" }
            }
        }
        @if !view.typed.is_empty() {
            form.filter method="post" action={ (base) "/saringan" } {
                (filters::hidden(&view.typed, &[]))
                label for=(NAME) {
                    "Nama saringan"
                    " " small { (NOBODY) }
                    input id=(NAME) name=(NAME) value=(view.asked.name) autocomplete="off";
                }
                label { "Bagikan ke kantor" input type="checkbox" name=(SHARED) value="ya" checked[view.asked.shared]; }
                button.btn { "Simpan saringan ini" }
            }
        }
    }
}

/// Names the list that is shown.
pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Body(mut typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let asked = Asked::take(&mut typed);
    match saringan::save(&ctx, kind, &asked, &typed).await {
        Ok(id) => Ok(Redirect::to(&format!("/{}?{SAVED}={id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => {
            let view = View { errors, asked, ..list::view(&ctx, kind, typed).await? };
            Ok(list::page(&app, &ctx, kind, &view).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// The page with the actor's named lists of a kind.
pub(super) async fn manage(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    managed(&app, &ctx, kind, None).await
}

/// Renames, shares or deletes one.
pub(super) async fn change(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<Uuid>,
    Body(mut typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let asked = Asked::take(&mut typed);
    let done = if typed.get("aksi").is_some_and(|act| act == "hapus") {
        saringan::delete(&ctx, kind, id).await
    } else {
        saringan::rename(&ctx, kind, id, &asked).await
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/{}/saringan", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => managed(&app, &ctx, kind, Some(&Refused { id, asked, errors })).await,
        Err(other) => Err(other.into()),
    }
}

/// A change that was refused.
struct Refused {
    id: Uuid,
    asked: Asked,
    errors: Vec<FieldError>,
}

async fn managed(app: &App, ctx: &Ctx, kind: &dyn AnyKind, refused: Option<&Refused>) -> Answer {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let rows = saringan::of(ctx, kind).await?;
    let of = |row: &Model| refused.filter(|refused| refused.id == row.id);
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { "Saringan tersimpan" } }
        div.head { div {
            h1 { "Saringan tersimpan: " (info.title) }
            p.lead { "Menyimpan saringan dan urutan, bukan catatannya. Yang dibagikan terlihat oleh rekan sekantor yang boleh membuka daftar ini." }
        } }
        @if rows.is_empty() {
            p.empty { "Belum ada. Saring atau urutkan daftarnya, lalu pilih Simpan saringan ini." }
        }
        @for row in &rows {
            section.box {
                h2 { a href={ (base) "?" (SAVED) "=" (row.id) } { (row.nama) } }
                p { (filters::whole(app, ctx, kind, &saringan::content(row))) }
                p.hint { (row.pemilik) ", " (parts::instant(row.diubah_pada)) @if row.dibagikan { ", dibagikan ke kantor" } }
                @if saringan::owned(ctx, row) { (form(&base, row, of(row))) }
                @else if saringan::clears(ctx) {
                    form.filter method="post" action={ (base) "/saringan/" (row.id) } {
                        button.btn.quiet name="aksi" value="hapus" { "Hapus" }
                    }
                }
            }
        }
    };
    Ok(layout::page(app, ctx, "Saringan tersimpan", &base, &body).into_response())
}

fn form(base: &str, row: &Model, refused: Option<&Refused>) -> Markup {
    let (name, shared) = refused
        .map_or((row.nama.as_str(), row.dibagikan), |refused| (refused.asked.name.as_str(), refused.asked.shared));
    let error = refused.and_then(|refused| refused.errors.first());
    let id = format!("{NAME}-{}", row.id);
    let told = format!("{id}-e");
    html! {
        form.filter method="post" action={ (base) "/saringan/" (row.id) } {
            label for=(id) {
                "Nama saringan"
                " " small { (NOBODY) }
                input id=(id) name=(NAME) value=(name) autocomplete="off" autofocus[error.is_some()]
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| told.as_str())];
            }
            label { "Bagikan ke kantor" input type="checkbox" name=(SHARED) value="ya" checked[shared]; }
            button.btn name="aksi" value="ubah" { "Simpan" }
            button.btn.quiet name="aksi" value="hapus" { "Hapus" }
        }
        @if let Some(error) = error { p.err id=(told) role="alert" { (error.detail) } }
    }
}
