//! What waits for an agreement: a year that has none, a draft to be mended, a draft to be signed. Told as tasks, on the dashboard, and as a
//! number for monitoring.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Days};
use kernel::period::start_of;
use kernel::{Ctx, Day, KantorId, Period, Permission, Result, Stage};
use maud::{Markup, html};
use records::tugas::{Beside, Besides, Sought, Whose};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::entity::{Column, Entity, Model};
use super::laid::Laid;
use super::status::Status;
use super::{check, queries};
use crate::agreement::Agreements;
use crate::{penutupan, table};

/// How many days before a year its agreement is missed: six weeks, an assumption.
const AHEAD: u64 = 42;

/// A year that an office has no agreement for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The office's code.
    pub office: String,
    /// The year.
    pub year: i32,
}

/// From which day on the agreement of a year is missed.
fn missed_from(year: i32) -> Day {
    let begin = Period::year(year).from;
    begin.checked_sub_days(Days::new(AHEAD)).unwrap_or(begin)
}

/// The years, of the running one and the next, that an office has no signed agreement for. An office that never had one is left alone.
#[must_use]
pub fn lacking(all: &Agreements, office: &str, today: Day) -> Vec<i32> {
    let of_office = |year: Option<i32>| {
        all.all().iter().any(|one| one.office == office && year.is_none_or(|year| one.year == year))
    };
    if !of_office(None) {
        return Vec::new();
    }
    let years = [today.year(), today.year() + 1];
    years.into_iter().filter(|year| today >= missed_from(*year) && !of_office(Some(*year))).collect()
}

/// All that is missing, of every office.
#[must_use]
pub fn missing(all: &Agreements, today: Day) -> Vec<Lack> {
    let offices: BTreeSet<&str> = all.all().iter().map(|one| one.office.as_str()).collect();
    let of = |office: &str| -> Vec<Lack> {
        let years = lacking(all, office, today).into_iter();
        years.map(|year| Lack { office: office.to_owned(), year }).collect()
    };
    offices.into_iter().flat_map(of).collect()
}

/// The tasks that are about no record: closings, and agreements.
pub struct Waiting(pub Arc<Laid>);

impl Besides for Waiting {
    fn waiting<'a>(&'a self, ctx: &'a Ctx, whose: Whose) -> Sought<'a> {
        Box::pin(async move {
            let mut all = penutupan::Waiting.waiting(ctx, whose).await?;
            all.extend(tasks(ctx, &self.0, whose).await?);
            all.sort_by_key(|task| task.since);
            Ok(all)
        })
    }
}

async fn tasks(ctx: &Ctx, all: &Agreements, whose: Whose) -> Result<Vec<Beside>> {
    if !ctx.actor.may(Permission::ReadReports) {
        return Ok(Vec::new());
    }
    let drafts = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::Status.eq(Status::Rancangan))
        .order_by_asc(Column::DisusunPada)
        .all(ctx.db())
        .await?;
    let seen = |office: KantorId, right: Permission| match whose {
        Whose::Saya => office == ctx.actor.office && called(ctx, right),
        Whose::Tim => true,
    };
    let mut tasks = Vec::new();
    for draft in &drafts {
        let ready = check::findings(&draft.agreement("")?, all).is_empty();
        let right = if ready { Permission::SignClosing } else { Permission::PrepareClosing };
        if seen(draft.kantor_id, right) {
            tasks.push(of_draft(draft, ready));
        }
    }
    for lack in missing(all, ctx.today()) {
        let office = ctx.house.offices.by_code(&lack.office).map(|office| office.id);
        let Some(office) = office.filter(|office| ctx.actor.offices.contains(office)) else { continue };
        let begun = drafts.iter().any(|one| one.kantor_id == office && one.tahun == i64::from(lack.year));
        if !begun && seen(office, Permission::PrepareClosing) {
            tasks.push(of_lack(&lack, office));
        }
    }
    Ok(tasks)
}

/// Whether a step is the actor's: setting up is the planner's, also where the head might.
fn called(ctx: &Ctx, right: Permission) -> bool {
    ctx.actor.may(right) && (right == Permission::SignClosing || !ctx.actor.may(Permission::SignClosing))
}

fn of_draft(draft: &Model, ready: bool) -> Beside {
    Beside {
        title: format!("Perjanjian kinerja {}: {}", draft.tahun, draft.name()),
        address: format!("/perjanjian/{}", draft.id),
        purpose: if ready { "Tanda tangani perjanjian" } else { "Lengkapi rancangan perjanjian" },
        status: draft.status.code(),
        stage: draft.status.stage(),
        office: draft.kantor_id,
        since: draft.disusun_pada,
    }
}

fn of_lack(lack: &Lack, office: KantorId) -> Beside {
    Beside {
        title: format!("Perjanjian kinerja {}", lack.year),
        address: format!("/perjanjian?tahun={}", lack.year),
        purpose: "Susun perjanjian",
        status: "belum_ada",
        stage: Stage::New,
        office,
        since: start_of(missed_from(lack.year)),
    }
}

/// Above the dashboard of a year: that it has no agreement, or that the next one is missed, and what to do.
///
/// # Errors
/// What the database says.
pub(crate) async fn notice(ctx: &Ctx, all: &Agreements, shown: i32) -> Result<Markup> {
    let agreed = all.of_year(shown).iter().any(|one| table::scope(ctx, one).whole);
    let office = ctx.house.offices.by_id(ctx.actor.office).map(|office| office.code.as_str()).unwrap_or_default();
    let mut later = lacking(all, office, ctx.today());
    later.retain(|year| *year != shown);
    let mut words = Vec::new();
    if !agreed {
        words.push((shown, way(ctx, all, shown).await?));
    }
    if ctx.actor.may(Permission::PrepareClosing) {
        for year in later {
            words.push((year, way(ctx, all, year).await?));
        }
    }
    Ok(html! {
        @for (year, way) in &words {
            p.note.warn role="status" {
                b { "Tahun " (year) " belum punya perjanjian kinerja yang ditandatangani." }
                @if *year == shown { " Angkanya tetap dihitung, tanpa target; capaian: belum ada target." }
                " " (way)
            }
        }
    })
}

/// What the actor can do about a year without an agreement.
async fn way(ctx: &Ctx, all: &Agreements, year: i32) -> Result<Markup> {
    let drafts = queries::drafts(ctx, year).await?;
    let running = ctx.today().year();
    let near = (running - 1..=running + 1).contains(&year);
    let before = all.all().iter().map(|one| one.year).filter(|one| *one < year).max();
    Ok(html! {
        @if let Some(draft) = drafts.first() {
            a href={ "/perjanjian/" (draft.id) } { "Buka rancangan " (draft.name()) } "."
        } @else if near && ctx.actor.may(Permission::PrepareClosing) {
            a href={ "/perjanjian?tahun=" (year) } {
                "Susun perjanjian " (year) @if let Some(before) = before { " dari " (before) }
            } "."
        } @else if near {
            "Minta perencana menyusunnya di halaman Perjanjian."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_missed_six_weeks_before_it_begins_and_while_it_lacks() {
        let all = Agreements::embedded().unwrap();
        let on = |day: &str| lacking(&all, "BP3MI-BANTEN", day.parse().unwrap());
        assert_eq!(on("2025-11-19"), [0; 0]);
        assert_eq!(on("2025-11-20"), [2026]);
        assert_eq!(on("2026-05-01"), [2026]);
        assert_eq!(on("2026-12-01"), [2026, 2027]);
        assert_eq!(lacking(&all, "BP3MI-JABAR", "2026-05-01".parse().unwrap()), [0; 0], "that never had one");
        assert_eq!(missing(&all, "2026-05-01".parse().unwrap()).len(), 1);
    }
}
