//! The pages on which the sections are written.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::offices::Office;
use kernel::{Ctx, Problem, Result};
use maud::Markup;
use reporting::{Agreement, Agreements};
use serde::Deserialize;
use web::{App, AppForm as Body, AppQuery, Console, Failure, Routes, layout};

use super::entity::Model;
use super::view::{self, Behind, Editing, Listed};
use super::{Place, history, newest, save};
use crate::Shelf;
use crate::ketikan::of_text;
use crate::susun::tulisan::{Section, sections};
use crate::tahun::Chosen;
use crate::versi::page::{self, Tried};
use crate::versi::{self, lock};

pub(super) const PATH: &str = "/lkj/teks";
pub(super) const EDIT: &str = "/lkj/teks/tulis";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, list).get(EDIT, edit).post(EDIT, write)
}

/// Which report, and which of its sections.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    tahun: Option<String>,
    kantor: Option<String>,
    bagian: Option<String>,
}

/// What is sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    tahun: i32,
    kantor: String,
    bagian: String,
    versi: i64,
    isi: String,
}

/// The report that is written.
struct Report<'a> {
    year: i32,
    office: &'a Office,
    agreements: &'a Agreements,
    sections: Vec<Section>,
}

impl<'a> Report<'a> {
    /// The report that is asked for: of an office of the actor that has an agreement of the year.
    fn of(ctx: &'a Ctx, all: &'a Agreements, year: i32, code: &str) -> Result<Self> {
        let office = page::office(ctx, all, (year, code), "ditulis")?;
        let of_year = all.of_year(year);
        let own: Vec<&Agreement> =
            of_year.into_iter().filter(|one| one.office.eq_ignore_ascii_case(&office.code)).collect();
        Ok(Self { year, office, agreements: all, sections: sections(&own) })
    }

    fn section(&self, key: &str) -> Result<&Section> {
        self.sections.iter().find(|one| one.key == key).ok_or(Problem::NotFound)
    }

    fn address(&self) -> String {
        format!("{PATH}?tahun={}&kantor={}", self.year, self.office.code)
    }
}

async fn list(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let chosen = Chosen::read(&ctx, &shelf.agreements, asked.tahun.as_deref());
    let code = asked.kantor.as_deref().unwrap_or_default();
    let body = match Report::of(&ctx, &shelf.agreements, chosen.year, code) {
        Ok(report) => {
            let texts = newest(&ctx, report.office.id, report.year).await?;
            let lock = lock(&ctx, report.office.id, report.year).await?;
            let sections = &report.sections;
            view::list(&Listed { chosen: &chosen, office: report.office, sections, texts: &texts, lock })
        }
        // Another year can be chosen on the same page.
        Err(Problem::Malformed(why)) => versi::view::without("Tulisan laporan kinerja", PATH, (&chosen, code), &why),
        Err(other) => return Err(other.into()),
    };
    Ok(layout::page(&app, &ctx, "Tulisan laporan kinerja", "/lkj", &body))
}

async fn edit(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let chosen = Chosen::read(&ctx, &shelf.agreements, asked.tahun.as_deref());
    if let Some(wrong) = chosen.wrong {
        return Err(Problem::Malformed(wrong).into());
    }
    let report = Report::of(&ctx, &shelf.agreements, chosen.year, asked.kantor.as_deref().unwrap_or_default())?;
    let section = report.section(asked.bagian.as_deref().unwrap_or_default())?;
    Ok(editing(&app, &ctx, (&report, section), Tried::Nothing).await?)
}

async fn editing(
    app: &App,
    ctx: &Ctx,
    (report, section): (&Report<'_>, &Section),
    tried: Tried<Model, String>,
) -> Result<Markup> {
    let place = Place { office: report.office.id, year: report.year, key: &section.key };
    let all = history(ctx, place).await?;
    let before = newest(ctx, report.office.id, report.year.saturating_sub(1)).await?.remove(&section.key);
    let standing = all.first();
    let (typed, version, behind, refused) = match tried {
        Tried::Nothing => {
            let text = standing.map(|row| row.isi.clone()).unwrap_or_default();
            (text, standing.map_or(0, |row| row.versi), None, None)
        }
        Tried::Behind(row, typed) => {
            let version = row.versi;
            (typed, version, Some(row), None)
        }
        Tried::Refused(why, typed, version) => (typed, version, None, Some(why)),
    };
    let numbers = of_text(ctx, report.agreements, place, (report.office.code.as_str(), typed.as_str())).await?;
    let shown = Editing {
        year: report.year,
        office: report.office,
        own: report.office.id == ctx.actor.office,
        lock: lock(ctx, report.office.id, report.year).await?,
        section,
        typed: &typed,
        numbers,
        version,
        behind: behind.as_deref().map(|row| Behind { row, typed: &typed }),
        refused: refused.as_deref(),
        history: &all,
        before: before.as_ref(),
        back: report.address(),
    };
    Ok(layout::page(app, ctx, &section.title, "/lkj", &view::edit(&shown)))
}

async fn write(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    Body(sent): Body<Sent>,
) -> Result<Response, Failure> {
    let report = Report::of(&ctx, &shelf.agreements, sent.tahun, &sent.kantor)?;
    let section = report.section(&sent.bagian)?;
    let place = Place { office: report.office.id, year: report.year, key: &section.key };
    let done = save(&ctx, place, sent.versi, &sent.isi).await;
    match Tried::of(done, sent.isi, sent.versi)? {
        None => Ok(Redirect::to(&report.address()).into_response()),
        Some(tried) => Ok(editing(&app, &ctx, (&report, section), tried).await?.into_response()),
    }
}
