//! Names of companies in OPP and placements that are not in the register.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use kernel::reference::fold;
use kernel::{Ctx, Result};
use maud::{Markup, html};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};
use web::{App, Console, Failure, Routes, layout};

use super::nama;
use crate::opp::Opp;
use crate::p3mi::P3mi;
use crate::p3mi::entity::{COLUMN, Column, Entity, KEY, spellings};
use crate::penempatan::Penempatan;

const PATH: &str = "/p3mi/belum-terdaftar";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// A name that is not in the register, and how often it stands where.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    pub name: String,
    pub opp: i64,
    pub placements: i64,
}

/// The names in the actor's offices, the most frequent first. What differs in blanks and letter case only is one name.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or any database error.
pub(super) async fn unknown(ctx: &Ctx) -> Result<Vec<Unknown>> {
    let kind = records::kind::<P3mi>();
    ctx.actor.require(kind.info().permission)?;
    let known = registered(ctx).await?;
    let mut found: BTreeMap<String, Unknown> = BTreeMap::new();
    for (name, count) in nama::all(ctx, records::kind::<Opp>()).await? {
        counted(&mut found, &name).opp += count;
    }
    for (name, count) in nama::all(ctx, records::kind::<Penempatan>()).await? {
        counted(&mut found, &name).placements += count;
    }
    let mut names: Vec<Unknown> =
        found.into_iter().filter(|(spelling, _)| !known.contains(spelling)).map(|(_, one)| one).collect();
    names.sort_by_key(|one| (Reverse(one.opp + one.placements), one.name.clone()));
    Ok(names)
}

/// The entry of a name, under the first spelling that was met.
fn counted<'a>(found: &'a mut BTreeMap<String, Unknown>, name: &str) -> &'a mut Unknown {
    found.entry(fold(name)).or_insert_with(|| Unknown { name: name.to_owned(), ..Unknown::default() })
}

/// All spellings that the register of the actor's offices knows, folded.
///
/// # Errors
/// Any database error.
pub(crate) async fn registered(ctx: &Ctx) -> Result<BTreeSet<String>> {
    let kind = records::kind::<P3mi>();
    let companies: Vec<(String, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::Nama, Column::EjaanLain])
        .filter(kind.seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(companies.iter().flat_map(|(name, others)| spellings(name, others.as_deref())).collect())
}

async fn show(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    let names = unknown(&ctx).await?;
    let body = html! {
        ol.crumb { li { a href="/p3mi" { "P3MI" } } li { "Belum terdaftar" } }
        div.head {
            div {
                h1 { "Belum terdaftar" }
                p.lead {
                    "Nama di OPP dan penempatan yang tidak ada di daftar P3MI. Bila hanya penulisan lain dari yang ada, "
                    "tambahkan di isian Ejaan lain P3MI itu; selain itu tekan Daftarkan, lalu lengkapi."
                }
            }
        }
        @if names.is_empty() { p.empty role="status" { "Semua nama sudah terdaftar." } } @else { (table(&ctx, &names)) }
    };
    Ok(layout::page(&app, &ctx, "P3MI belum terdaftar", "/p3mi", &body))
}

fn table(ctx: &Ctx, names: &[Unknown]) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead { tr { th { "Nama" } th.num { "OPP" } th.num { "Penempatan" } th { "Tindakan" } } }
                tbody {
                    @for one in names {
                        tr {
                            th scope="row" { (one.name) }
                            td.num { (one.opp) }
                            td.num { (one.placements) }
                            td { (register(ctx, one)) }
                        }
                    }
                }
            }
        }
    }
}

/// Enters a name in the register today, by the form of every new record.
fn register(ctx: &Ctx, one: &Unknown) -> Markup {
    html! {
        form method="post" action="/p3mi/baru" {
            input type="hidden" name=(KEY.nama.name) value=(one.name);
            input type="hidden" name=(KEY.tercatat_pada.name) value=(ctx.today());
            button.btn { "Daftarkan" }
        }
    }
}
