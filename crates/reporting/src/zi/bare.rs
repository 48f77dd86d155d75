//! Scores that stand without a file: their paper is still to be attached.

use axum::extract::State;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::{App, Console, Failure, Routes, layout, parts};

use super::model::points;
use crate::nilai::Nilai;
use crate::nilai::entity::{COLUMN, Column, Entity, Model};

const PATH: &str = "/nilai/tanpa-bukti";
/// The most scores that are looked at.
const MOST: u64 = 2_000;

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

async fn show(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    let bare = bare(&ctx).await?;
    let body = html! {
        ol.crumb { li { a href="/nilai" { "Nilai" } } li { "Tanpa bukti" } }
        div.head {
            div {
                h1 { "Nilai tanpa bukti" }
                p.lead { "Nilai yang tercatat tanpa berkas suratnya. Buka catatannya, lalu unggah surat atau lembar kerja penilai di Lampiran." }
            }
        }
        @if bare.is_empty() { p.empty role="status" { "Semua nilai sudah ada berkas buktinya." } } @else { (table(&ctx, &bare)) }
    };
    Ok(layout::page(&app, &ctx, "Nilai tanpa bukti", "/nilai", &body))
}

/// The scores of the actor's offices without a file, newest first; withdrawn ones are left out.
async fn bare(ctx: &Ctx) -> Result<Vec<Model>> {
    let kind = records::kind::<Nilai>();
    ctx.actor.require(kind.info().permission)?;
    let all = Entity::find()
        .filter(kind.seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .order_by_desc(Column::Tanggal)
        .order_by_desc(Column::Id)
        .limit(MOST + 1);
    let mut all = all.all(ctx.db()).await?;
    if all.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Nilai yang tercatat lebih dari {MOST}, terlalu banyak.")));
    }
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let proven = records::attached::with_files(ctx, &ids).await?;
    all.retain(|one| !proven.contains(&one.id));
    Ok(all)
}

fn table(ctx: &Ctx, bare: &[Model]) -> Markup {
    let label = |code: &str| {
        ctx.house.reference.term("jenis_nilai", code).map_or_else(|| code.to_owned(), |term| term.label.clone())
    };
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Nomor" }
                        th scope="col" { "Jenis nilai" }
                        th scope="col" { "Tanggal" }
                        th.num scope="col" { "Nilai" }
                        th scope="col" { "Surat yang disebut" }
                    }
                }
                tbody {
                    @for one in bare {
                        tr {
                            td { a.id href={ "/nilai/" (one.id) } { (one.nomor) } }
                            td { (label(&one.jenis_nilai)) }
                            td.one { (parts::day(one.tanggal)) }
                            td.num { (points(one.nilai)) }
                            td { (one.bukti) }
                        }
                    }
                }
            }
        }
    }
}
