//! Daftar: the roster of a session. Who is named for it, who came, and what came of it, entered for many people at once; who did not come,
//! as a list for those who sent them; and another day for these. The people's records are of their own kinds ([`Roster`]).

mod absen;
mod api;
mod describe;
mod fill;
mod mark;
mod page;
mod reschedule;
mod sheet;
mod typed;

use axum::extract::Extension;
use axum::response::Response;
use kernel::form::FieldKind;
use kernel::{CatatanId, Problem, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use web::{Failure, Routes, heavy};

pub use describe::describe;

pub use crate::rosters::hold;
use crate::{AnyKind, Registry, Roster};

type Answer = Result<Response, Failure>;

/// The most bytes of a page of results.
const BYTES: usize = 4 * 1024 * 1024;

/// A kind that has rosters, with the kinds whose records they are.
#[derive(Clone)]
struct Rolls {
    of: &'static dyn AnyKind,
    kinds: Vec<(&'static dyn AnyKind, Roster)>,
}

/// All kinds that have rosters.
fn all(registry: &Registry) -> Vec<Rolls> {
    let rolls = registry.all().iter().map(|of| {
        let here = |kind: &&'static dyn AnyKind| {
            let roster = kind.info().more.roster?;
            let link = kind.own().iter().find(|field| field.key == roster.of)?;
            (link.kind == FieldKind::Link(of.info().name)).then_some((*kind, roster))
        };
        Rolls { of: *of, kinds: registry.all().iter().filter_map(here).collect() }
    });
    rolls.filter(|rolls| !rolls.kinds.is_empty()).collect()
}

/// The routes of all kinds that have rosters, in the console and in the api.
pub fn router(registry: &Registry) -> Routes {
    all(registry).into_iter().fold(Routes::new(), |router, rolls| {
        let base = format!("/{}/{{id}}", rolls.of.info().name);
        let api = format!("/api/v1{base}");
        let routes = Routes::new()
            .get(&format!("{base}/daftar"), page::show)
            .post(&format!("{base}/daftar"), heavy::upload(page::save, BYTES))
            .post(&format!("{base}/daftar/semua"), heavy::work(fill::fill))
            .get(&format!("{base}/tidak-hadir"), absen::show)
            .post(&format!("{base}/tidak-hadir/ekspor"), heavy::work(absen::export))
            .post(&format!("{base}/tidak-hadir/jadwal-ulang"), reschedule::page)
            .get(&format!("{api}/peserta"), api::list)
            .post(&format!("{api}/hasil"), heavy::upload(api::mark, BYTES))
            .post(&format!("{api}/jadwal-ulang"), api::reschedule)
            .layer(Extension(rolls))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

/// How many people of the roster of a record are not marked yet as having come or not. `kind` has the name of its table, and a column
/// `hadir`; its link has the name `of`.
///
/// # Errors
/// Any database error.
pub async fn unmarked(db: &impl ConnectionTrait, kind: &str, of: &str, id: CatatanId) -> Result<i64> {
    count(db, (kind, of), id, Expr::col("hadir").is_null()).await
}

/// How many people are on the roster of a record, marked or not; see [`unmarked`].
///
/// # Errors
/// Any database error.
pub async fn named(db: &impl ConnectionTrait, kind: &str, of: &str, id: CatatanId) -> Result<i64> {
    count(db, (kind, of), id, Expr::col("id").is_not_null()).await
}

async fn count(db: &impl ConnectionTrait, (kind, of): (&str, &str), id: CatatanId, which: Expr) -> Result<i64> {
    let query = Query::select()
        .expr_as(Expr::col("id").count(), "banyak")
        .from(Alias::new(kind))
        .and_where(Expr::col(Alias::new(format!("{of}_id"))).eq(id.0))
        .and_where(which)
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned();
    let row = db.query_one(&query).await?.ok_or(Problem::NotFound)?;
    Ok(row.try_get("", "banyak")?)
}
