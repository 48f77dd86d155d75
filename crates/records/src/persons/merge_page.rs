//! The page on which somebody looks at two people side by side before merging them.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::{Ctx, FieldError, OrangId, Problem, Result};
use maud::{Markup, html};
use people::{FIELDS, Merging, Shown, require_to_join};
use serde::Deserialize;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use super::file;
use crate::surface::by_field;
use crate::{REASON, Registry};

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}/gabung", show).post("/orang/{id}/gabung", merge)
}

#[derive(Deserialize)]
struct Query {
    ke: Option<String>,
}

/// A refused merge, to show again with what was typed.
#[derive(Default)]
struct Refusal {
    reason: String,
    errors: Vec<FieldError>,
    detail: Option<String>,
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    AppQuery(query): AppQuery<Query>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    // The user may paste the full address of the other person's page.
    let asked =
        query.ke.as_deref().map(|text| text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    let Some(asked) = asked.filter(|text| !text.is_empty()) else {
        return Ok(choose(&app, &ctx, id, None).await?.into_response());
    };
    match asked.parse() {
        Ok(to) if to != id => Ok(compare(&app, &ctx, &registry, (id, to), &Refusal::default()).await?.into_response()),
        _ => {
            Ok(choose(&app, &ctx, id, Some("Bukan alamat orang lain. Salin alamat halamannya.")).await?.into_response())
        }
    }
}

async fn merge(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    Body(typed): Body<Form>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let version = |key: &str| typed.get(key).and_then(|v| v.parse::<i64>().ok()).ok_or(Problem::Stale);
    let to: OrangId = typed.get("ke").and_then(|v| v.parse().ok()).ok_or(Problem::NotFound)?;
    let asked = Merging { from: id, from_version: Some(version("versi")?), to, to_version: Some(version("versi_ke")?) };
    let reason = typed.get(REASON.key).cloned().unwrap_or_default();
    let mut refusal = Refusal { reason: reason.clone(), ..Refusal::default() };
    match super::merge(&registry, &ctx, &asked, &reason).await {
        Ok(kept) => return Ok(Redirect::to(&format!("/orang/{kept}")).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(problem @ Problem::Refused { .. }) => refusal.detail = Some(problem.to_string()),
        Err(other) => return Err(other.into()),
    }
    Ok(compare(&app, &ctx, &registry, (id, to), &refusal).await?.into_response())
}

fn crumb(id: OrangId) -> Markup {
    html! { ol.crumb { li { a href="/orang" { "Orang" } } li { a href={ "/orang/" (id) } { "Orang ini" } } li { "Gabungkan" } } }
}

async fn choose(app: &App, ctx: &Ctx, id: OrangId, error: Option<&str>) -> Result<Markup> {
    let alike = people::alike(ctx, id).await?;
    let body = html! {
        (crumb(id))
        div.head {
            div { h1 { "Gabungkan ke siapa?" } p.lead { "Pilih orang yang dipertahankan. Semua catatan pindah kepadanya." } }
        }
        section.box {
            h2 { "Bernama atau berdokumen sama" }
            @if alike.is_empty() { p.muted { "Tidak ada di kantor Anda." } }
            ul {
                @for person in &alike {
                    li {
                        a href={ "/orang/" (id) "/gabung?ke=" (person.id) } { (person.form.get("nama").map_or("Orang", String::as_str)) }
                        " " span.mask { (person.form.get("nik").map_or("tanpa NIK", String::as_str)) }
                    }
                }
            }
        }
        form.form method="get" action={ "/orang/" (id) "/gabung" } {
            div class=(if error.is_some() { "field bad" } else { "field" }) {
                label for="ke" { "Alamat halaman orang lain" }
                input id="ke" name="ke" autocomplete="off" aria-describedby="ke-h";
                p.hint id="ke-h" { "Buka orang itu dari daftar Orang, lalu salin alamat halamannya." }
                @if let Some(error) = error { p.err { (error) } }
            }
            button.btn { "Bandingkan" }
        }
    };
    Ok(layout::page(app, ctx, "Gabungkan", "/orang", &body))
}

async fn compare(
    app: &App,
    ctx: &Ctx,
    registry: &Registry,
    (from, to): (OrangId, OrangId),
    refusal: &Refusal,
) -> Result<Markup> {
    let (gone, kept) = (people::show(ctx, from, false).await?, people::show(ctx, to, false).await?);
    let counts = (file::of(registry, ctx, &[gone.id]).await?.len(), file::of(registry, ctx, &[kept.id]).await?.len());
    let wrong = by_field(&refusal.errors);
    let body = html! {
        (crumb(from))
        div.head { div { h1 { "Gabungkan dua orang" } p.lead { "Pastikan keduanya orang yang sama. Bila ternyata bukan, catatannya dapat dipisahkan lagi." } } }
        @if let Some(detail) = &refusal.detail { p.note.bad role="alert" { (detail) } }
        @if let Some(error) = wrong.get("ke") { p.note.bad role="alert" { (error.detail) } }
        div.scroll { (table(app, &gone, &kept, counts)) }
        form.form method="post" action={ "/orang/" (from) "/gabung" } novalidate {
            input type="hidden" name="ke" value=(kept.id);
            input type="hidden" name="versi" value=(gone.version);
            input type="hidden" name="versi_ke" value=(kept.version);
            (parts::input(&app.house.reference, &REASON, &refusal.reason, wrong.get(REASON.key).copied()))
            div.bottom {
                button.btn.main { "Gabungkan" }
                a.btn.quiet href={ "/orang/" (from) } { "Batal" }
            }
        }
        p { a href={ "/orang/" (to) "/gabung?ke=" (from) } { "Tukar: pertahankan yang satunya" } }
    };
    Ok(layout::page(app, ctx, "Gabungkan", "/orang", &body))
}

fn table(app: &App, gone: &Shown, kept: &Shown, counts: (usize, usize)) -> Markup {
    let text = |person: &Shown, field: &Field| match person.form.get(field.key) {
        Some(text) => parts::readable(&app.house.reference, field, text),
        None => "—".to_owned(),
    };
    html! {
        table.list {
            thead { tr { th scope="col" { "Isian" } th scope="col" { a href={ "/orang/" (gone.id) } { "Digabung" } } th scope="col" { a href={ "/orang/" (kept.id) } { "Dipertahankan" } } } }
            tbody {
                @for field in FIELDS {
                    tr { th scope="row" { (field.label) } td { (text(gone, field)) } td { (text(kept, field)) } }
                }
                tr { th scope="row" { "Catatan yang Anda lihat" } td { (counts.0) } td { (counts.1) } }
            }
        }
    }
}
