//! The worksheet in the console. Each number lists its items below the table.

use axum::extract::State;
use form_urlencoded::Serializer;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use web::{App, AppQuery, Console, Failure, Routes, layout, parts};

use super::model::{ONE_STAYS, Part, Row, points, said_of};
use super::{Asked, GROUPS, Office, View, view};

const PATH: &str = "/nilai/zi";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

impl View {
    /// The address of the items behind a number.
    fn behind(&self, group: Option<&str>, part: Part) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("tahun", &self.year.to_string()).append_pair("kantor", &self.office.code);
        if let Some(group) = group {
            query.append_pair("pokja", group);
        }
        query.append_pair("bagian", part.code());
        format!("{PATH}?{}#catatan", query.finish())
    }
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let view = view(&ctx, &asked).await?;
    let list = listed(&ctx, &view, &asked)?;
    Ok(page(&app, &ctx, &view, &list))
}

fn page(app: &App, ctx: &Ctx, view: &View, list: &Markup) -> Markup {
    let title = format!("Lembar kerja ZI {}", view.year);
    let body = html! {
        div.head {
            div {
                h1 { (title) }
                p.lead { (view.office.name) ". Nilai adalah bobot dikali bagian yang terpenuhi, dijumlahkan atas butir yang sudah dinilai." }
            }
            p.acts {
                a.btn href="/butir-zi" { "Catatan butir" } " "
                a.btn href="/nilai/tanpa-bukti" { "Nilai tanpa bukti" } " "
                a.btn.main href="/butir-zi/banyak" { "Catat banyak" }
            }
        }
        nav aria-label="Tahun" {
            ul.seg {
                @for year in &view.years {
                    li {
                        a href={ (PATH) "?tahun=" (year) "&kantor=" (view.office.code) } aria-current=[(*year == view.year).then_some("page")] {
                            (year)
                        }
                    }
                }
            }
        }
        (elsewhere(view))
        (said(view))
        @if view.sheet.rows.is_empty() {
            p.empty role="status" {
                "Belum ada butir lembar kerja ZI " (view.office.name) " untuk tahun " (view.year) ". "
                "Catat semuanya sekaligus lewat " a href="/butir-zi/banyak" { "Catat banyak" }
                ": tempel pokja, kode, butir dan bobotnya, dan isi tahun serta tanggal lembar kerja sekali untuk semua baris."
            }
        } @else {
            (table(ctx, view))
        }
        (list)
    };
    layout::page(app, ctx, &title, PATH, &body)
}

fn elsewhere(view: &View) -> Markup {
    html! {
        @if !view.elsewhere.is_empty() {
            p.note {
                "Butir tahun ini juga tercatat di kantor lain, dan tidak ikut di sini: "
                @for (at, Office { code, name, .. }) in view.elsewhere.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ (PATH) "?tahun=" (view.year) "&kantor=" (code) } { (name) }
                }
                ". Angka IKU perjanjian menjumlahkan butir semua kantor di dalamnya: satu lembar kerja cukup dicatat di satu kantor."
            }
        }
    }
}

/// What is worth a look, and which of items and recorded score the figure is counted from.
fn said(view: &View) -> Markup {
    let (told, doubles) = (view.sheet.told(), view.sheet.doubles());
    let score = view.sheet.score(None);
    html! {
        @if !told.is_empty() || !doubles.is_empty() {
            section class="note warn" aria-labelledby="periksa" {
                h2 id="periksa" { "Yang perlu dilihat" }
                ul {
                    @for sentence in &told { li { (sentence) } }
                    @for rows in &doubles { (double(rows)) }
                }
            }
        }
        @if !view.counted {
            p.note { "Angka IKU untuk tahun " (view.year) " dihitung dari nilai yang dicatat, bukan dari butir." }
        }
        @if let Some(whole) = &view.recorded {
            p.note {
                "Nilai ZI tahun ini yang dicatat sekaligus: "
                a.id href={ "/nilai/" (whole.id) } { (whole.nomor) } ", " (points(whole.nilai)) "."
                @if view.counted && score.is_some() { " Angka IKU dihitung dari butir, jadi nilai itu tidak dipakai." }
                @if view.counted && score.is_none() { " Angka IKU memakainya, selama belum ada butir yang dinilai." }
            }
        }
    }
}

/// An item that was entered more than once, with its records.
fn double(rows: &[&Row]) -> Markup {
    html! {
        li {
            (said_of(rows)) ": "
            @for (at, row) in rows.iter().enumerate() {
                @if at > 0 { ", " }
                a.id href={ "/butir-zi/" (row.id) } { (row.number) }
            }
            ". " (ONE_STAYS)
        }
    }
}

fn table(ctx: &Ctx, view: &View) -> Markup {
    let listed = super::listed(ctx);
    html! {
        div.scroll {
            table.list {
                caption.hide { "Bobot dan nilai setiap pokja" }
                thead {
                    tr {
                        th scope="col" { "Pokja" }
                        th.num scope="col" { "Bobot" }
                        th.num scope="col" { "Nilai" }
                        @for part in Part::ALL { th.num scope="col" { (part.title()) } }
                    }
                }
                tbody {
                    @for group in view.sheet.groups(&listed) {
                        tr { th scope="row" { (name(ctx, group)) } (numbers(view, Some(group))) }
                    }
                    tr { th scope="row" { "Jumlah" } (numbers(view, None)) }
                }
            }
        }
    }
}

fn name(ctx: &Ctx, group: &str) -> String {
    ctx.house.reference.term(GROUPS, group).map_or_else(|| group.to_owned(), |term| term.label.clone())
}

fn numbers(view: &View, group: Option<&str>) -> Markup {
    html! {
        td.num { a href=(view.behind(group, Part::All)) { (points(view.sheet.weight(group))) } }
        td.num {
            @match view.sheet.score(group) {
                Some(score) => { a href=(view.behind(group, Part::Assessed)) { (points(score)) } },
                None => { "—" },
            }
        }
        @for part in Part::ALL {
            @let many = view.sheet.of(group, part).len();
            td.num { @if many == 0 { "—" } @else { a href=(view.behind(group, part)) { (many) } } }
        }
    }
}

/// The items behind the number that is asked for; nothing where none is.
fn listed(ctx: &Ctx, view: &View, asked: &Asked) -> Result<Markup> {
    let Some(code) = asked.bagian.as_deref().filter(|code| !code.is_empty()) else { return Ok(html! {}) };
    let Some(part) = Part::read(code) else {
        let detail = "bagian: semua, belum-dinilai, dinilai, diverifikasi atau tanpa-bukti.";
        return Err(Problem::Malformed(detail.to_owned()));
    };
    let group = asked.pokja.as_deref().filter(|group| !group.is_empty());
    let whose = group.map_or_else(|| "Semua pokja".to_owned(), |group| name(ctx, group));
    Ok(list(&format!("{whose}: {}", part.title()), &view.sheet.of(group, part)))
}

fn list(title: &str, rows: &[&Row]) -> Markup {
    html! {
        div.head id="catatan" { h2 { (title) } }
        @if rows.is_empty() { p.empty { "Tidak ada butir." } } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th scope="col" { "Nomor" }
                            th scope="col" { "Kode" }
                            th scope="col" { "Butir" }
                            th.num scope="col" { "Bobot" }
                            th.num scope="col" { "Terpenuhi (%)" }
                            th.num scope="col" { "Nilai" }
                            th scope="col" { "Dinilai" }
                            th scope="col" { "Penilaian sebelumnya" }
                            th scope="col" { "Status" }
                            th scope="col" { "Bukti" }
                        }
                    }
                    tbody { @for row in rows { (item(row)) } }
                }
            }
        }
    }
}

fn item(row: &Row) -> Markup {
    let number = |scaled: Option<i64>| scaled.map_or_else(|| "—".to_owned(), points);
    html! {
        tr {
            td { a.id href={ "/butir-zi/" (row.id) } { (row.number) } }
            td.one { (row.code) }
            td { (row.text) }
            td.num { (points(row.weight)) }
            td.num { (number(row.share)) }
            td.num { (number(row.points())) }
            td.one { @if let Some(day) = row.assessed { (parts::day(day)) } @else { "—" } }
            td {
                @if row.earlier.is_empty() { "—" }
                @for (day, share) in &row.earlier {
                    p { (parts::day(*day)) ": " (points(*share)) "\u{a0}%, nilai " (points(row.at(*share))) }
                }
            }
            td { (parts::badge(row.status.code(), row.status.stage())) }
            td { @if row.proven { "Ada" } @else { "Belum ada berkas" } }
        }
    }
}
