//! Figures and their members as JSON.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, State};
use kernel::ledger::Member;
use kernel::{CatatanId, Ctx, Day, KantorId, Permission, Result};
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, App, AppPath, AppQuery, Failure, Mark, Routes};

use crate::named::by_kind;
use crate::perjanjian::{self, Laid};
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::{explain, penutupan, render, table};

/// The routes.
pub fn router(agreements: Arc<Laid>) -> Routes {
    Routes::new()
        .get("/api/v1/iku", show)
        .get("/api/v1/iku/{perjanjian}/{no}/anggota", members)
        .merge(penutupan::api::router())
        .merge(explain::api::router())
        .merge(crate::periksa::api_router())
        .merge(crate::dipa::api_router())
        .merge(perjanjian::api::router())
        .merge(crate::zi::api_router())
        .merge(crate::susunan::api_router())
        .merge(crate::outputs::api_router())
        .layer(Extension(Shelf(agreements)))
}

async fn show(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<render::Told>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let agreement = query::agreement(&ctx, &all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    Ok(Json(render::json(&iku)))
}

/// A page of members.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Anggota")]
struct Page {
    data: Vec<Told>,
    berikutnya: Option<String>,
}

/// A member as JSON: where it counts, never whose it is.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Told {
    jenis: String,
    catatan_id: CatatanId,
    /// Nomor catatannya, di daftar anggota sebuah angka.
    #[serde(skip_serializing_if = "Option::is_none")]
    nomor: Option<String>,
    /// Status catatannya sekarang, di daftar anggota sebuah angka.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    ukuran: String,
    kantor_id: KantorId,
    hari: Day,
    hari_akhir: Option<Day>,
    dihitung: bool,
    alasan: Option<String>,
    kategori: Option<String>,
    negara: Option<String>,
}

async fn members(
    State(app): State<App>,
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> Result<Json<Page>, Failure> {
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let page = query::page(&ctx, agreement, item, &asked).await?;
    Ok(Json(Page { data: told(&app, &ctx, page.members).await?, berikutnya: page.next }))
}

/// Members as JSON, each with number and status of its record.
///
/// # Errors
/// What the database says.
pub(crate) async fn told(app: &App, ctx: &Ctx, members: Vec<Member>) -> Result<Vec<Told>> {
    let mut marks = HashMap::new();
    for (kind, ids) in by_kind(members.iter().map(|member| (member.jenis.as_str(), member.catatan_id))) {
        marks.extend(app.directory.marks(ctx, kind, &ids).await?);
    }
    let one = |member: Member| {
        let mark: Option<&Mark> = marks.get(&member.catatan_id);
        let (nomor, status) = (mark.map(|mark| mark.number.clone()), mark.map(|mark| mark.status));
        Told { nomor, status, ..Told::from(member) }
    };
    Ok(members.into_iter().map(one).collect())
}

impl From<Member> for Told {
    fn from(m: Member) -> Self {
        Self {
            jenis: m.jenis,
            catatan_id: m.catatan_id,
            nomor: None,
            status: None,
            ukuran: m.ukuran,
            kantor_id: m.kantor_id,
            hari: m.hari,
            hari_akhir: m.hari_akhir,
            dihitung: m.dihitung,
            alasan: m.alasan,
            kategori: m.kategori,
            negara: m.negara,
        }
    }
}

/// Adds the description of these operations.
pub fn describe(all: &mut Description) {
    penutupan::describe::describe(all);
    explain::api::describe(all);
    perjanjian::describe::describe(all);
    all.told::<render::Told>();
    all.told::<Page>();
    let name = ("iku", "Indikator", "Tabel indikator");
    all.get("/api/v1/iku", name, |one| one.asks::<Asked>().answers::<render::Told>(200));
    let name = ("iku-anggota", "Indikator", "Catatan di balik angka");
    all.get("/api/v1/iku/{perjanjian}/{no}/anggota", name, |one| {
        query::at(one).asks::<AskedMembers>().answers::<Page>(200)
    });
    crate::periksa::describe(all);
    crate::dipa::describe(all);
    crate::zi::describe(all);
    crate::susunan::describe(all);
    crate::outputs::describe(all);
}
