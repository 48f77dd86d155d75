//! The log of the branches in the console. Each number lists its claims below.

use axum::extract::State;
use form_urlencoded::Serializer;
use kernel::Ctx;
use kernel::form::{Field, FieldKind, Form};
use maud::{Markup, html};
use web::{App, AppQuery, Console, Failure, Routes, layout, parts};

use super::{Asked, Branch, Part, behind, branches};
use crate::klaim::entity::Model;
use crate::klaim::spans::Span;

const PATH: &str = "/klaim/cabang";
const FROM: Field = Field::asked("dari", "Diajukan dari", FieldKind::Day);
const UNTIL: Field = Field::asked("sampai", "Sampai", FieldKind::Day);

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Markup, Failure> {
    let asked = Asked::read(&ctx, typed.clone())?;
    let branches = branches(&ctx, &asked).await?;
    let body = html! {
        ol.crumb { li { a href="/klaim" { "Klaim" } } li { "Catatan cabang" } }
        div.head {
            div {
                h1 { "Catatan cabang" }
                p.lead {
                    "Klaim menurut cabang tempat diajukan: berapa, berapa lama setiap tahapnya (nilai tengah), dan mengapa dilimpahkan ke "
                    "pusat. Cabang disatukan menurut daftar cabang; klaim yang dibatalkan tidak ikut."
                }
            }
        }
        (narrowing(&app, &typed))
        @if branches.is_empty() {
            p.empty role="status" { "Belum ada klaim yang diajukan pada masa ini." }
        } @else {
            (table(&ctx, &typed, &branches))
            @if let Some(branch) = &asked.branch {
                (claims(branch, asked.part, &behind(&branches, &asked)))
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Catatan cabang", "/klaim", &body))
}

fn narrowing(app: &App, typed: &Form) -> Markup {
    let text = |field: &Field| typed.get(field.key).map_or("", String::as_str);
    html! {
        form.filter method="get" action=(PATH) {
            @for field in [&FROM, &UNTIL] {
                (parts::input(&app.house.reference, field, &parts::typable(&app.house.reference, field, text(field)), None))
            }
            button.btn { "Tampilkan" }
        }
    }
}

/// The address of the claims that a number counts, with the days that are asked for.
fn address(typed: &Form, branch: &Branch, part: Part) -> String {
    let mut query = Serializer::new(String::new());
    for field in [&FROM, &UNTIL] {
        if let Some(day) = typed.get(field.key).filter(|text| !text.trim().is_empty()) {
            query.append_pair(field.key, day);
        }
    }
    query.append_pair("cabang", &branch.name).append_pair("tahap", part.code());
    format!("{PATH}?{}#klaim", query.finish())
}

fn table(ctx: &Ctx, typed: &Form, branches: &[Branch]) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th { "Cabang" }
                        @for part in Part::ALL { th.num { (parts::words(part.code())) } }
                        th { "Lama tahap" }
                        th { "Alasan dilimpahkan" }
                    }
                }
                tbody {
                    @for branch in branches {
                        tr {
                            th scope="row" { (branch.name) }
                            @for part in Part::ALL {
                                td.num { a href=(address(typed, branch, part)) { (branch.count(part)) } }
                            }
                            td { (took(|span| branch.median(span))) }
                            td { (reasons(ctx, branch)) }
                        }
                    }
                }
            }
        }
    }
}

/// The days of each stretch that was gone.
fn took(days: impl Fn(Span) -> Option<i64>) -> Markup {
    html! {
        @for (span, days) in Span::ALL.into_iter().filter_map(|span| Some((span, days(span)?))) {
            div { (span.label()) ": " b { (days) } " hari" }
        }
    }
}

fn reasons(ctx: &Ctx, branch: &Branch) -> String {
    let label = |code: &str| {
        let term = ctx.house.reference.term("alasan_limpah_klaim", code);
        term.map_or_else(|| "Tidak dicatat".to_owned(), |term| term.label.clone())
    };
    let told: Vec<String> =
        branch.reasons().into_iter().map(|(code, count)| format!("{} ({count})", label(code))).collect();
    told.join("; ")
}

fn claims(branch: &str, part: Part, claims: &[&Model]) -> Markup {
    html! {
        div.head id="klaim" { h2 { (branch) ": " (part.code()) } }
        div {
            @if claims.is_empty() { p.empty { "Tidak ada." } } @else {
                div.scroll {
                    table.list {
                        thead {
                            tr {
                                th { "Nomor" }
                                th { "Status" }
                                th { "Diajukan" }
                                th { "Lama tahap" }
                            }
                        }
                        tbody {
                            @for claim in claims {
                                tr {
                                    td { a href={ "/klaim/" (claim.id) } { (claim.nomor) } }
                                    td { (parts::words(claim.status.code())) }
                                    td { @if let Some(day) = claim.diajukan_pada { (parts::day(day)) } }
                                    td { (took(|span| span.days(claim))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
