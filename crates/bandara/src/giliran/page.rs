//! The report as a page and as a workbook.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::Days;
use kernel::form::pattern::DAY;
use kernel::rules::Verdict;
use kernel::{Ctx, Day, FieldError, Permission, Result};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Deserialize;
use web::sheet::Cell;
use web::{App, AppQuery, Console, Failure, layout, parts, sheet};

use super::beside::{self, Beside, Table};
use super::report::{Came, Group, Narrow, Report, Which, counts, read};
use super::shifts::Shifts;
use super::table::{lines, totals};

/// What is asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Tanggal mulai giliran; giliran sekarang bila kosong.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    tanggal: Option<String>,
    /// Kode giliran, atau `tanpa_jam`.
    giliran: Option<String>,
    /// Hanya kategori ini dalam `data`.
    kategori: Option<String>,
    /// Hanya negara ini dalam `data`; - bila belum diketahui.
    negara: Option<String>,
    /// Hanya provinsi asal ini dalam `data`; - bila belum diketahui.
    provinsi: Option<String>,
    /// Hanya yang begini dalam `data`: tidak, belum, dicatat.
    mengadu: Option<String>,
}

impl Asked {
    /// The day; that of the present shift where none was typed.
    fn day(&self, ctx: &Ctx, shifts: &Shifts) -> Result<Day> {
        match self.tanggal.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => kernel::form::parse_day(text)
                .ok_or_else(|| FieldError::new("tanggal", "Tulis tanggal seperti 31/12/2025.").into()),
            None => Ok(shifts.at(ctx.now()).map_or_else(|| ctx.today(), |(day, _)| day)),
        }
    }

    /// The report, and which of its rows are asked for.
    pub(super) async fn report(self, ctx: &Ctx, shifts: &Shifts) -> Result<(Report, Narrow)> {
        ctx.actor.require(Permission::Pemulangan)?;
        let (day, which) = (self.day(ctx, shifts)?, Which::parse(ctx, shifts, self.giliran.as_deref())?);
        let report = read(ctx, day, which).await?;
        let typed = [self.kategori, self.negara, self.provinsi, self.mengadu];
        let asked = Group::ALL.map(Group::key).into_iter().zip(typed);
        let asked = asked.filter_map(|(key, code)| Some((key, code.filter(|code| !code.is_empty())?)));
        Ok((report, asked.collect()))
    }
}

fn address(day: Day, which: &Which) -> String {
    format!("/meja/laporan?tanggal={day}&giliran={}", which.code())
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shifts): Extension<Arc<Shifts>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let (report, narrow) = asked.report(&ctx, &shifts).await?;
    let counts = counts(&ctx, &shifts, report.day).await?;
    let beside = beside::read(&ctx, &report).await?;
    let body = html! {
        (head(&report))
        ul.seg {
            @for (which, many) in &counts {
                li {
                    a href=(address(report.day, which)) aria-current=[(*which == report.which).then_some("page")] {
                        (which.name()) " · " (many)
                    }
                }
            }
        }
        (summary(&report, &beside))
        div.tiga { @for group in Group::ALL { (by(&ctx, &report, &narrow, group)) } }
        @for (title, table) in beside.tables(&ctx) { (also(title, &table)) }
        (list(&ctx, &report, &narrow))
    };
    Ok(layout::page(&app, &ctx, "Laporan giliran", "/meja/laporan", &body))
}

fn head(report: &Report) -> Markup {
    let beside = |days: i64| {
        let day = report.day.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(report.day);
        address(day, &report.which)
    };
    html! {
        div.head {
            div {
                h1 { "Laporan giliran " (parts::day(report.day)) }
                p.lead { (report.which.name()) ". Setiap angka membuka daftar orangnya." }
            }
            div.acts {
                a.btn href=(beside(-1)) rel="prev" { "Hari sebelumnya" }
                a.btn href=(beside(1)) rel="next" { "Hari berikutnya" }
                a.btn.main href=(address(report.day, &report.which).replacen("laporan", "laporan.xlsx", 1)) { "Unduh XLSX" }
                a.btn href=(address(report.day, &report.which).replacen("laporan", "laporan.pdf", 1)) { "Cetak PDF" }
            }
        }
        form.filter method="get" action="/meja/laporan" {
            input type="hidden" name="giliran" value=(report.which.code());
            div.field {
                label for="tanggal" { "Tanggal" }
                input id="tanggal" name="tanggal" value=(kernel::period::written(report.day)) autocomplete="off";
            }
            button.btn { "Buka" }
        }
    }
}

/// A table beside who came; none where it has no rows.
fn also(title: &str, (heads, rows): &Table) -> Markup {
    let number = |cell: &Cell| matches!(cell, Cell::Whole(_)).then_some("num");
    html! {
        @if !rows.is_empty() {
            section {
                div.head.tight { h2 { (title) } }
                div.scroll role="region" aria-label=(title) tabindex="0" { table.list {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for row in rows { tr { @for cell in row { td class=[number(cell)] { (beside::shown(cell)) } } } } }
                } }
            }
        }
    }
}

fn summary(report: &Report, beside: &Beside) -> Markup {
    let (given, free) = beside.beds();
    let after = report.came.iter().filter(|came| came.day != report.day).count();
    html! {
        div.sum {
            dl {
                div { dt { "datang" } dd { a href="#daftar" { (report.came.len()) } } }
                div { dt { "dihitung di IKU 6" } dd { (report.counted()) } }
                div { dt { "tidak dihitung" } dd { (report.came.len() - report.counted()) } }
                @if after > 0 { div { dt { "tiba sesudah tengah malam" } dd { (after) } } }
                @if beside.absent() > 0 { div { dt { "tidak datang" } dd { (beside.absent()) } } }
                @if given + free > 0 {
                    div { dt { "tempat tidur terisi" } dd { (given) } }
                    div { dt { "tempat tidur kosong" } dd { (free) } }
                }
            }
        }
        @if after > 0 {
            p.hint {
                "Giliran ini berlanjut ke " (parts::day(report.day.checked_add_days(Days::new(1)).unwrap_or(report.day)))
                "; IKU 6 menghitung menurut tanggal tiba."
            }
        }
        @if report.which == Which::WithoutHour && !report.came.is_empty() {
            p.note.warn { "Tanpa jam ditemui, kepulangan ini tidak masuk giliran mana pun. Isi jamnya lewat Perbaiki." }
        }
    }
}

/// A table of one group; every number leads to its rows below.
fn by(ctx: &Ctx, report: &Report, narrow: &Narrow, group: Group) -> Markup {
    let here = address(report.day, &report.which);
    html! {
        section.box aria-labelledby={ "menurut-" (group.key()) } {
            h2 id={ "menurut-" (group.key()) } { (group.title()) }
            @if report.came.is_empty() { p.empty { "Belum ada yang datang." } }
            table.list {
                tbody {
                    @for (code, many) in report.by(group) {
                        @let asked = narrow.get(group.key()) == Some(&code);
                        tr {
                            th scope="row" {
                                (group.words(ctx, &code))
                                @if group == Group::Category { (why(report, &code)) }
                            }
                            td.num {
                                a href={ (here) "&" (group.key()) "=" (code) "#daftar" } aria-current=[asked.then_some("true")] {
                                    (many)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why a category is not counted.
fn why(report: &Report, category: &str) -> Markup {
    let came = report.came.iter().find(|came| came.category == category);
    html! {
        @if let Some(Verdict::NotCounted(reason)) = came.map(|came| &came.verdict) { small { "tidak dihitung: " (reason) } }
    }
}

fn list(ctx: &Ctx, report: &Report, narrow: &Narrow) -> Markup {
    let came = report.narrowed(narrow);
    let (header, cells) = lines(ctx, &came);
    html! {
        section id="daftar" tabindex="-1" {
            div.head.tight {
                h2 {
                    (came.len()) " orang"
                    @for group in Group::ALL {
                        @if let Some(code) = narrow.get(group.key()) { " · " (group.words(ctx, code)) }
                    }
                }
                @if !narrow.is_empty() { a.btn.quiet href={ (address(report.day, &report.which)) "#daftar" } { "Semua" } }
            }
            @if came.is_empty() { p.empty { "Tidak ada orang dalam daftar ini." } } @else {
                div.scroll {
                    table.list {
                        thead { tr { @for title in &header { th scope="col" { (title) } } } }
                        tbody { @for (came, cells) in came.iter().zip(&cells) { (row(came, cells)) } }
                    }
                }
            }
        }
    }
}

fn row(came: &Came, cells: &[Cell]) -> Markup {
    html! {
        tr {
            @for (at, cell) in cells.iter().enumerate() {
                @match at {
                    0 => td.one { (parts::day(came.day)) },
                    2 => td.one { a.num href={ "/kepulangan/" (came.id) } { (cell.text()) } },
                    _ => td { (cell.text()) },
                }
            }
        }
    }
}

pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(shifts): Extension<Arc<Shifts>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let (report, narrow) = asked.report(&ctx, &shifts).await?;
    let beside = beside::read(&ctx, &report).await?.tables(&ctx);
    let all = [("Ringkasan", totals(&ctx, &report))].into_iter().chain(beside);
    let all: Vec<(&str, Table)> = all.chain([("Orang", lines(&ctx, &report.narrowed(&narrow)))]).collect();
    let sheets: Vec<_> = all.iter().map(|(name, (heads, rows))| (*name, &heads[..], &rows[..])).collect();
    let bytes = sheet::book(&sheets)?;
    let name = format!("attachment; filename=\"laporan-giliran-{}-{}.xlsx\"", report.day, report.which.code());
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
