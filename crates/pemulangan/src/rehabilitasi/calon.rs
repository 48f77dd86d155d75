//! Candidates for rehabilitation: returns of the last twelve months after which it is proposed, and that have none yet.

use axum::Json;
use axum::extract::State;
use kernel::db::nowhere;
use kernel::reference::Reference;
use kernel::{Ctx, Result};
use maud::{Markup, html};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use web::openapi::Description;
use web::{Api, App, AppQuery, Console, Failure, Routes, layout};

use crate::kepulangan::asal::{self, Asked};
use crate::kepulangan::recent::{self, Recent, Told, col};

/// The routes.
pub(crate) fn router() -> Routes {
    Routes::new().get("/api/v1/rehabilitasi/calon", api).get(PATH, page)
}

const PATH: &str = "/rehabilitasi/calon";

async fn find(ctx: &Ctx, area: Option<&str>) -> Result<Vec<Recent>> {
    let has = Query::select()
        .column("kepulangan_id")
        .from("rehabilitasi")
        .and_where(Expr::col("kepulangan_id").is_not_null())
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned();
    let related = |mine: &'static str, kind: &'static str, other: &'static str| {
        let live = Query::select()
            .column("id")
            .from("rehabilitasi")
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .to_owned();
        let links = Query::select()
            .column(mine)
            .from("kaitan")
            .and_where(Expr::col(kind).eq("rehabilitasi"))
            .and_where(Expr::col(other).in_subquery(live))
            .to_owned();
        nowhere(col("id"), mine, links)
    };
    let mut query = recent::select(ctx, area);
    query
        .and_where(crate::kepulangan::proposed(col("kategori"), col("alasan")))
        .and_where(nowhere(col("id"), "kepulangan_id", has))
        .and_where(related("catatan_id", "ke_jenis", "ke_catatan_id"))
        .and_where(related("ke_catatan_id", "jenis", "catatan_id"));
    recent::read(ctx, &query).await
}

async fn api(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Result<Json<Told>, Failure> {
    let area = asal::listed(&ctx, &asked.asal)?;
    let rows = find(&ctx, area.as_deref()).await?;
    Ok(Json(recent::told(rows)))
}

async fn page(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let area = asal::code(&ctx, &asked.asal);
    let rows = match &area {
        Ok(area) => find(&ctx, area.as_deref()).await?,
        Err(_) => Vec::new(),
    };
    let wrong = area.as_ref().err().map_or(&[][..], Vec::as_slice);
    let register = |one: &Recent| html! { a.btn href={ "/rehabilitasi/baru?dari=" (one.number) } { "Daftarkan" } };
    let body = html! {
        ol.crumb { li { a href="/rehabilitasi" { "Rehabilitasi" } } li { "Calon" } }
        div.head {
            div {
                h1 { "Calon rehabilitasi" }
                p.lead { "Kepulangan 12 bulan terakhir karena sakit, perdagangan orang atau kekerasan, yang belum didaftarkan." }
            }
        }
        (asal::filter(&app, PATH, &html! {}, &asked.asal, wrong))
        @if rows.is_empty() { p.empty role="status" { "Tidak ada calon." } } @else {
            (recent::table(&app, &rows, |_| None, |one| Some(register(one))))
        }
    };
    Ok(layout::page(&app, &ctx, "Calon rehabilitasi", "/rehabilitasi", &body))
}

/// Adds the description of the operation.
pub(crate) fn describe(reference: &Reference, all: &mut Description) {
    let name = ("calon-rehabilitasi", "Rehabilitasi", "Kepulangan yang diusulkan direhabilitasi");
    all.get("/api/v1/rehabilitasi/calon", name, |one| one.parameter(asal::parameter(reference)).answers::<Told>(200));
}
