//! The problems of a year and of the one before, for who writes the year's report: Bab IV.

use kernel::{Ctx, KantorId, Period, Problem, Result};
use records::AnyKind;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Kendala;
use super::entity::{Column, Entity, Model};

/// The vocabulary of the teams.
pub const TEAMS: &str = "tim_kerja";

/// The most problems that are looked at; more are refused, not left out.
const MOST: u64 = 5_000;

/// The problems of an office that may belong to a year or to the one before.
#[derive(Clone, Debug)]
pub struct YearProblems {
    /// The teams that have any, as stored and as people read them, in the order of their vocabulary.
    pub teams: Vec<(String, String)>,
    /// The problems, the oldest first.
    pub records: Vec<Model>,
}

fn kind() -> &'static dyn AnyKind {
    records::kind::<Kendala>()
}

/// The problems of an office for the report of a year; none where the actor may not read them. Withdrawn ones are left out.
///
/// # Errors
/// [`Problem::Malformed`] for too many; any database error.
pub async fn year_problems(ctx: &Ctx, office: KantorId, year: i32) -> Result<Option<YearProblems>> {
    if !ctx.actor.may(kind().info().permission) {
        return Ok(None);
    }
    let (last, this) = (Period::year(year.saturating_sub(1)), Period::year(year));
    let not_over = Condition::any().add(Column::SelesaiPada.is_null()).add(Column::SelesaiPada.gte(last.from));
    let records = Entity::find()
        .filter(kind().seen(ctx))
        .filter(Column::KantorId.eq(office))
        .filter(Column::DibatalkanPada.is_null())
        .filter(Column::DicatatPada.lt(this.until))
        .filter(not_over)
        .order_by_asc(Column::DicatatPada)
        .order_by_asc(Column::Id)
        .limit(MOST + 1)
        .all(ctx.db())
        .await?;
    if records.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Kendala tahun {year} lebih dari {MOST}, terlalu banyak.")));
    }
    Ok(Some(YearProblems { teams: teams(ctx, &records), records }))
}

/// The teams of some problems; one whose word has ended keeps its name.
fn teams(ctx: &Ctx, records: &[Model]) -> Vec<(String, String)> {
    let reference = &ctx.house.reference;
    let listed = reference.terms(TEAMS).iter().chain(reference.unused(TEAMS));
    let mut all: Vec<(String, String)> = listed
        .filter(|term| records.iter().any(|record| record.tim == term.code))
        .map(|term| (term.code.clone(), term.label.clone()))
        .collect();
    for record in records {
        if all.iter().all(|(code, _)| *code != record.tim) {
            all.push((record.tim.clone(), record.tim.clone()));
        }
    }
    all
}
