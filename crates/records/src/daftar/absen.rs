//! Who did not come, by who sent them: with the reason and the next day, as a page, as a file to send, and to name them for another session.

use std::collections::{BTreeMap, HashMap, HashSet};

use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Day, OrangId, Result, Stage};
use maud::{Markup, html};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;
use web::sheet::{Cell, Writing};
use web::{App, AppForm as Body, AppPath, Console, layout, parts};

use super::page::{head, told_apart};
use super::sheet::{Part, Sheet};
use super::{Answer, Rolls, reschedule};
use crate::Row;
use crate::queries::met;
use crate::search::Format;
use crate::surface::badges;

/// Those that were sent by one, in the order of their names.
pub(super) struct Group {
    /// Who sent them; none where nobody is named.
    pub sender: Option<String>,
    /// They, with the next day for which each is named.
    pub people: Vec<(Row, Option<Day>)>,
}

/// Who did not come, by who sent them, the most first.
///
/// # Errors
/// Any database error.
pub(super) async fn groups(ctx: &Ctx, sheet: &Sheet) -> Result<Vec<Group>> {
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| is_away(sheet, row)).collect();
    let next = next(ctx, sheet, &rows).await?;
    let mut by_sender: BTreeMap<Option<String>, Vec<(Row, Option<Day>)>> = BTreeMap::new();
    for row in rows {
        let sender = sheet.roster.sender.and_then(|key| row.form.get(key)).cloned();
        let day = row.head.person.and_then(|person| next.get(&person)).copied();
        by_sender.entry(sender).or_default().push((row.clone(), day));
    }
    let mut groups: Vec<Group> = by_sender.into_iter().map(|(sender, people)| Group { sender, people }).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.people.len()), group.sender.clone()));
    Ok(groups)
}

/// Whether somebody did not come; nobody comes to what was called off.
fn is_away(sheet: &Sheet, row: &Row) -> bool {
    sheet.holds(Part::TidakHadir, row) || (sheet.is_off() && sheet.holds(Part::Belum, row))
}

/// Whether somebody who came needs another day: the result leaves something open.
fn is_open(row: &Row) -> bool {
    row.stage == Stage::Running
}

/// The records of sessions that are not held: they were called off or withdrawn.
fn not_held(sheet: &Sheet) -> Expr {
    let (of, kind) = (sheet.of.info().table, sheet.kind.info().table);
    let dropped = |word: &&'static str| sheet.of.standing(word).is_some_and(|(_, stage)| stage == Stage::Dropped);
    let dropped: Vec<&'static str> = sheet.of.statuses().into_iter().filter(dropped).collect();
    let off = Query::select()
        .expr(Expr::val(1))
        .from(of)
        .and_where(Expr::col((of, "id")).equals((kind, Alias::new(format!("{}_id", sheet.roster.of)))))
        .and_where(Expr::col((of, "status")).is_in(dropped).or(Expr::col((of, "dibatalkan_pada")).is_not_null()))
        .to_owned();
    Expr::exists(off)
}

/// The first day after this one for which people are named again.
async fn next(ctx: &Ctx, sheet: &Sheet, rows: &[&Row]) -> Result<HashMap<OrangId, Day>> {
    let mut days = HashMap::new();
    let (Some(after), Some((day, _))) = (sheet.day(), sheet.roster.takes.first()) else { return Ok(days) };
    let link = Alias::new(format!("{}_id", sheet.roster.of));
    let people: Vec<Uuid> = rows.iter().filter_map(|row| row.head.person).map(|person| person.0).collect();
    for some in people.chunks(chunk_rows(1)) {
        let query = Query::select()
            .column("orang_id")
            .expr_as(Expr::col(*day).min(), "hari")
            .from(sheet.kind.info().table)
            .and_where(sheet.kind.seen(ctx))
            .and_where(Expr::col("orang_id").is_in(some.to_vec()))
            .and_where(Expr::col(*day).gt(after))
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .and_where(Expr::col(link.clone()).is_null().or(Expr::col(link.clone()).ne(sheet.origin.head.id.0)))
            .and_where(not_held(sheet).not())
            .group_by_col("orang_id")
            .to_owned();
        for row in ctx.db().query_all(&query).await? {
            days.insert(OrangId(row.try_get("", "orang_id")?), row.try_get("", "hari")?);
        }
    }
    Ok(days)
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    view(&app, &ctx, &sheet, &Asked::default()).await
}

/// A request for another day, to come back with what was chosen.
#[derive(Default)]
pub(super) struct Asked {
    /// What became of it.
    pub told: Option<Markup>,
    /// Whom it names; everybody without one.
    pub wanted: Option<HashSet<CatatanId>>,
    /// The session that it names.
    pub to: String,
}

/// The page, with what became of a request above.
pub(super) async fn view(app: &App, ctx: &Ctx, sheet: &Sheet, asked: &Asked) -> Answer {
    let mut groups = groups(ctx, sheet).await?;
    let open: Vec<&Row> = sheet.rows.iter().filter(|row| is_open(row)).collect();
    let next = next(ctx, sheet, &open).await?;
    let day = |row: &Row| row.head.person.and_then(|person| next.get(&person)).copied();
    let again: Vec<(Row, Option<Day>)> = open.iter().map(|row| ((*row).clone(), day(row))).collect();
    let away = groups.len();
    if !again.is_empty() {
        groups.push(Group { sender: None, people: again });
    }
    let rows: Vec<Row> = groups.iter().flat_map(|group| &group.people).map(|(row, _)| row.clone()).collect();
    met(sheet.kind, ctx, &rows, "daftar").await?;
    let open = if sheet.is_off() { 0 } else { sheet.part(Part::Belum).len() };
    let targets = reschedule::targets(ctx, sheet).await?;
    let body = html! {
        (head(app, sheet, "Yang tidak hadir"))
        @if let Some(told) = &asked.told { (told) }
        @if open > 0 { p.note.warn { (open) " peserta belum ditandai hadir atau tidak. Daftar ini belum lengkap." } }
        @if groups.is_empty() {
            p.empty { "Tidak ada peserta yang ditandai tidak hadir." }
        } @else {
            @if away > 0 { (exported(sheet)) }
            form method="post" action={ (sheet.address()) "/tidak-hadir/jadwal-ulang" } {
                // Enter names nobody and downloads nothing.
                button hidden tabindex="-1" disabled { "Jadwalkan ulang" }
                @for (at, group) in groups.iter().enumerate() { (section(app, sheet, (group, at >= away), asked)) }
                (reschedule::choice(app, ctx, sheet, (&targets, &asked.to)))
            }
        }
    };
    Ok(layout::page(app, ctx, "Yang tidak hadir", &format!("/{}", sheet.of.info().name), &body).into_response())
}

fn exported(sheet: &Sheet) -> Markup {
    html! {
        form.acts method="post" action={ (sheet.address()) "/tidak-hadir/ekspor" } {
            button.btn name="bentuk" value="xlsx" { "Unduh XLSX" }
            button.btn.quiet name="bentuk" value="csv" { "CSV" }
        }
    }
}

fn section(app: &App, sheet: &Sheet, (group, came): (&Group, bool), asked: &Asked) -> Markup {
    let ticked = |row: &Row| asked.wanted.as_ref().map_or(!came, |wanted| wanted.contains(&row.head.id));
    let title = group.sender.as_deref().unwrap_or("Tanpa pengirim");
    let absence = sheet.field(sheet.roster.absence).map_or("", |field| field.label);
    let tells = told_apart(sheet);
    let more: Vec<_> = tells.iter().filter(|field| Some(field.key) != sheet.roster.sender).collect();
    html! {
        div.head {
            @if came {
                h2 { "Hadir, hasilnya belum lengkap: " (group.people.len()) " orang" }
            } @else {
                h2 { @if sheet.roster.sender.is_some() { (title) ": " } (group.people.len()) " orang" }
            }
            @if let Some(sender) = &group.sender {
                button.btn.quiet formaction={ (sheet.address()) "/tidak-hadir/ekspor" } name="pengirim" value=(sender) { "Unduh untuk dikirim (XLSX)" }
            }
        }
        div.scroll { table.list {
            thead { tr {
                th scope="col" { span.hide { "Pilih" } }
                th scope="col" { "Nomor" } th scope="col" { "Nama" }
                @for field in &more { th scope="col" { (field.label) } }
                th scope="col" { @if came { "Status" } @else { (absence) } } th scope="col" { "Jadwal berikutnya" }
            } }
            tbody {
                @for (row, next) in &group.people {
                    tr {
                        td { @if next.is_none() { input type="checkbox" name={ "pilih." (row.head.id) } value="ya" checked[ticked(row)] aria-label={ "Pilih " (row.head.number) }; } }
                        td { a.id href={ "/" (sheet.kind.info().name) "/" (row.head.id) } { (row.head.number) } }
                        td { (row.name.as_deref().unwrap_or("—")) }
                        @for field in &more {
                            td { (row.form.get(field.key).map_or("—".to_owned(), |text| parts::readable(&app.house.reference, field, text))) }
                        }
                        @if came {
                            td { (badges(row.status, row.stage, &row.head)) }
                        } @else {
                            td { (row.form.get(sheet.roster.absence).map_or("Belum dicatat", String::as_str)) }
                        }
                        td.one { @if let Some(day) = next { (parts::day(*day)) } @else { "Belum ada" } }
                    }
                }
            }
        } }
    }
}

pub(super) async fn export(
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    let format = Format::read(Some(typed.get("bentuk").map_or("xlsx", String::as_str)))?;
    let sender = typed.get("pengirim");
    let mut groups = groups(&ctx, &sheet).await?;
    groups.retain(|group| sender.is_none() || group.sender.as_ref() == sender);
    let rows: Vec<Row> = groups.iter().flat_map(|group| &group.people).map(|(row, _)| row.clone()).collect();
    let file = file(&ctx, &sheet, &groups, format)?;
    met(sheet.kind, &ctx, &rows, "ekspor").await?;
    let (mime, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    let name = format!("attachment; filename=\"tidak-hadir-{}.{ending}\"", sheet.origin.head.number);
    Ok(([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name)], file).into_response())
}

/// The list as a file: number, name, what tells people apart, the reason, and the next day.
fn file(ctx: &Ctx, sheet: &Sheet, groups: &[Group], format: Format) -> Result<Vec<u8>> {
    let tells = told_apart(sheet);
    let absence = sheet.field(sheet.roster.absence);
    let mut heads = vec!["Nomor", "Nama"];
    heads.extend(tells.iter().map(|field| field.label));
    heads.extend([absence.map_or("Alasan", |field| field.label), "Jadwal sesi ini", "Jadwal berikutnya"]);
    let mut file = match format {
        Format::Csv => Writing::csv(&heads)?,
        Format::Xlsx => Writing::xlsx("Tidak hadir", &heads)?,
    };
    let day = |day: Option<Day>| Cell::from(day.map(parts::day));
    for (row, next) in groups.iter().flat_map(|group| &group.people) {
        let mut cells = vec![row.head.number.clone().into(), row.name.clone().into()];
        for field in tells.iter().copied().chain(absence) {
            let text = row.form.get(field.key).map_or("", String::as_str);
            cells.push(Cell::of(&ctx.house.reference, field, text));
        }
        cells.extend([day(sheet.day()), day(*next)]);
        file.row(&cells)?;
    }
    file.finish()
}
