//! The record of a company in the console. Each number lists its records below.

use axum::extract::{Extension, State};
use form_urlencoded::Serializer;
use kernel::CatatanId;
use kernel::form::Form;
use maud::{Markup, html};
use records::Registry;
use web::{App, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use super::baris::{self, Found, Group, Row};
use super::{Asked, Part, groups, reasons};

pub(super) fn router() -> Routes {
    Routes::new().get("/p3mi/{id}/rekam", show)
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Markup, Failure> {
    let asked = Asked::read(typed)?;
    let Found { company, spellings, rows } = baris::find(&ctx, &registry, id).await?;
    let here = format!("/p3mi/{id}");
    let body = html! {
        ol.crumb {
            li { a href="/p3mi" { "P3MI" } }
            li { a href=(here) { (company.nomor) } }
            li { "Rekam jejak" }
        }
        div.head {
            div {
                h1 { (company.nama) }
                p.lead {
                    "Kehadiran OPP, penempatan dan pengaduan atas nama ini di catatan kantor. Yang dicari: "
                    (spellings.into_iter().collect::<Vec<_>>().join("; "))
                    ". Huruf besar dan spasi tidak dibedakan; penulisan lain ditambahkan di isian Ejaan lain."
                }
            }
        }
        (attendance(&here, &rows))
        (placements(&app, &here, &rows))
        (complaints(&here, &rows))
        @if let Some(part) = asked.part { (listed(&app, part, &asked.behind(&rows))) }
    };
    Ok(layout::page(&app, &ctx, "Rekam jejak P3MI", "/p3mi", &body))
}

/// The address of the records that a number counts.
fn address(here: &str, group: &Group, part: Part) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("bagian", part.code()).append_pair("kelompok", &group.code());
    format!("{here}/rekam?{}#catatan", query.finish())
}

/// The same for all groups.
fn address_of_all(here: &str, part: Part) -> String {
    format!("{here}/rekam?bagian={}#catatan", part.code())
}

/// A number, which leads to its records if the actor may read them.
fn number(address: &str, count: usize, rows: &[&Row]) -> Markup {
    html! { @if rows.iter().all(|row| row.open) { a href=(address) { (count) } } @else { (count) } }
}

fn numbers(here: &str, parts: &[Part], (group, rows): (&Group, &[&Row])) -> Markup {
    html! {
        @for part in parts {
            td.num { (number(&address(here, group, *part), part.count(rows), rows)) }
        }
    }
}

/// The row of all groups together.
fn together(here: &str, parts: &[Part], (heads, tail): (usize, usize), rows: &[Row]) -> Markup {
    let all: Vec<&Row> = rows.iter().filter(|row| parts.iter().any(|part| part.holds(row))).collect();
    html! {
        tr {
            th scope="row" colspan=(heads) { "Seluruhnya" }
            @for part in parts {
                td.num { (number(&address_of_all(here, *part), part.count(&all), &all)) }
            }
            @if tail > 0 { td colspan=(tail) {} }
        }
    }
}

fn attendance(here: &str, rows: &[Row]) -> Markup {
    let sessions = groups(rows, &Part::OPP);
    html! {
        div.head { h2 { "OPP" } }
        @if sessions.is_empty() {
            p.empty role="status" { "Belum ada yang dipanggil OPP atas nama ini." }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th { "Hari" }
                            @for part in Part::OPP { th.num { (parts::words(part.code())) } }
                            th { "Alasan tidak hadir" }
                        }
                    }
                    tbody {
                        @for (group, rows) in &sessions {
                            tr {
                                th scope="row" { @if let Group::Session(day) = group { (parts::day(*day)) } }
                                (numbers(here, &Part::OPP, (*group, rows.as_slice())))
                                td { (absences(rows)) }
                            }
                        }
                        (together(here, &Part::OPP, (1, 1), rows))
                    }
                }
            }
        }
    }
}

fn absences(rows: &[&Row]) -> String {
    let told: Vec<String> = reasons(rows)
        .into_iter()
        .map(|(reason, count)| format!("{} ({count})", reason.unwrap_or("Tidak dicatat")))
        .collect();
    told.join("; ")
}

fn placements(app: &App, here: &str, rows: &[Row]) -> Markup {
    let places = groups(rows, &Part::PLACED);
    let country =
        |code: &str| app.house.reference.country(code).map_or_else(|| code.to_owned(), |country| country.name.clone());
    html! {
        div.head { h2 { "Penempatan" } }
        @if places.is_empty() {
            p.empty role="status" { "Belum ada penempatan atas nama ini." }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th { "Tahun" }
                            th { "Negara" }
                            @for part in Part::PLACED { th.num { (parts::words(part.code())) } }
                        }
                    }
                    tbody {
                        @for (group, rows) in &places {
                            tr {
                                @if let Group::Place(year, code) = group {
                                    th scope="row" { @if let Some(year) = year { (year) } @else { "Belum terbit" } }
                                    td { (country(code)) }
                                }
                                (numbers(here, &Part::PLACED, (*group, rows.as_slice())))
                            }
                        }
                        (together(here, &Part::PLACED, (2, 0), rows))
                    }
                }
            }
        }
    }
}

fn complaints(here: &str, rows: &[Row]) -> Markup {
    let years = groups(rows, &Part::COMPLAINED);
    html! {
        div.head { h2 { "Pengaduan" } }
        @if years.is_empty() {
            p.empty role="status" { "Belum ada pengaduan yang menyebut nama ini." }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th { "Tahun diterima" }
                            @for part in Part::COMPLAINED { th.num { (parts::words(part.code())) } }
                        }
                    }
                    tbody {
                        @for (group, rows) in &years {
                            tr {
                                th scope="row" { @if let Group::Received(year) = group { (year) } }
                                (numbers(here, &Part::COMPLAINED, (*group, rows.as_slice())))
                            }
                        }
                        (together(here, &Part::COMPLAINED, (1, 0), rows))
                    }
                }
            }
            @if rows.iter().any(|row| !row.open) {
                p.hint { "Pengaduannya dibaca tim pelindungan; di sini hanya banyaknya." }
            }
        }
    }
}

fn listed(app: &App, part: Part, rows: &[&Row]) -> Markup {
    let title = |kind: &str| app.directory.title(kind);
    html! {
        div.head id="catatan" { h2 { "Catatan: " (parts::words(part.code())) } }
        @if rows.is_empty() { p.empty { "Tidak ada." } } @else {
            div.scroll {
                table.list {
                    thead { tr { th { "Nomor" } th { "Jenis" } th { "Status" } th { "Hari" } } }
                    tbody {
                        @for row in rows {
                            tr {
                                td { a href={ "/" (row.kind()) "/" (row.id) } { (row.number) } }
                                td { (title(row.kind())) }
                                td { (parts::words(row.status())) }
                                td { @if let Some(day) = row.day { (parts::day(day)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
