//! What stands beside the agreement of a report: the agreements of the year, each with who signed it, what the others came to, and the
//! goals of the agreements of five years.

use chrono::{DateTime, Utc};
use kernel::{Ctx, Day, Result};
use reporting::penutupan::Shown as Closed;
use reporting::perjanjian::{self, Shown};
use reporting::{Agreement, Agreements, Known, table};

use crate::sumber::{Line, courses, one};

/// Over how many years goals are listed: as many as a strategic plan has.
const YEARS: i32 = 5;

/// An agreement of the year of a report.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// What is agreed, in the version that holds.
    pub agreement: Agreement,
    /// Who signed it, and when; none for what is shipped, of which only the text is known.
    pub signed: Option<(String, DateTime<Utc>)>,
    /// Its items with their figures; none for the agreement of the report, whose figures stand there.
    pub lines: Vec<Line>,
    /// Where it is shown.
    pub address: String,
    /// Why it was revised; none for a first version.
    pub reason: Option<String>,
    /// The versions that it replaces, the oldest first.
    pub earlier: Vec<Earlier>,
}

/// A version of an agreement that another has replaced.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Its number.
    pub version: u32,
    /// The first day on which it held.
    pub since: Day,
    /// Who signed it, and when; none for what is shipped.
    pub signed: Option<(String, DateTime<Utc>)>,
}

/// A goal, and the agreements that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its words.
    pub text: String,
    /// The codes of the agreements, the oldest first.
    pub agreements: Vec<String>,
}

/// The agreements beside a report.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Those of the year, the agreement of the report too.
    pub agreed: Vec<Agreed>,
    /// The goals of five years.
    pub goals: Vec<Goal>,
}

impl Beside {
    /// Where an agreement is shown.
    #[must_use]
    pub fn address(&self, agreement: &Agreement) -> String {
        let same = self.agreed.iter().find(|one| one.agreement.code == agreement.code);
        same.map_or_else(|| format!("/perjanjian?tahun={}", agreement.year), |one| one.address.clone())
    }
}

impl Agreed {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} versi {}", self.agreement.code, self.agreement.version)
    }
}

/// Gathers what stands beside the agreement of a report, as known then.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub(crate) async fn gather(ctx: &Ctx, all: &Agreements, own: &Agreement, (known, day): (Known, Day)) -> Result<Beside> {
    let rows = perjanjian::list(ctx, all, Some(own.year)).await?;
    let mut agreed = Vec::new();
    for newest in of_office(all, own, own.year) {
        let same = newest.code == own.code;
        let agreement = if same { own } else { all.in_force(&newest.code, day)? };
        let lines = if same { Vec::new() } else { figures(ctx, all, agreement, (known, day)).await? };
        let row = row(&rows, agreement);
        let address = row.map_or_else(|| format!("/perjanjian?tahun={}", own.year), Shown::address);
        let (signed, reason) = (row.and_then(signature), row.and_then(reason));
        let (agreement, earlier) = (agreement.clone(), earlier(&rows, agreement));
        agreed.push(Agreed { agreement, signed, lines, address, reason, earlier });
    }
    Ok(Beside { agreed, goals: goals(all, own) })
}

fn of_office<'a>(all: &'a Agreements, own: &Agreement, year: i32) -> Vec<&'a Agreement> {
    let of_year = all.of_year(year).into_iter();
    of_year.filter(|one| one.office.eq_ignore_ascii_case(&own.office)).collect()
}

async fn figures(ctx: &Ctx, all: &Agreements, agreement: &Agreement, (known, day): (Known, Day)) -> Result<Vec<Line>> {
    let iku = table::build(ctx, all, agreement, known).await?;
    let (courses, earlier): (_, &[Closed]) = (courses(agreement.year, day), &[]);
    let figures = |line| Line { courses, ..one(line, None, (agreement.code.as_str(), earlier)) };
    Ok(iku.lines.into_iter().map(figures).collect())
}

/// The row of a version. A draft that was thrown away had its number too.
fn row<'a>(rows: &'a [Shown], agreement: &Agreement) -> Option<&'a Shown> {
    rows.iter().filter(|shown| stands(shown)).find(|shown| {
        let one = &shown.agreement;
        one.code == agreement.code && one.version == agreement.version && one.own == agreement.own
    })
}

/// Whether a version was signed, or is shipped.
fn stands(shown: &Shown) -> bool {
    shown.row.as_ref().is_none_or(|row| row.ditandatangani_pada.is_some())
}

/// Why it was revised.
fn reason(shown: &Shown) -> Option<String> {
    shown.row.as_ref()?.alasan.clone()
}

/// The versions that one replaces.
fn earlier(rows: &[Shown], agreement: &Agreement) -> Vec<Earlier> {
    let before = |shown: &&Shown| {
        let one = &shown.agreement;
        stands(shown) && one.code == agreement.code && one.version < agreement.version
    };
    let told = |shown: &Shown| {
        let (version, since) = (shown.agreement.version, shown.agreement.since);
        Earlier { version, since, signed: signature(shown) }
    };
    rows.iter().filter(before).map(told).collect()
}

/// Who signed it, and when.
fn signature(shown: &Shown) -> Option<(String, DateTime<Utc>)> {
    let row = shown.row.as_ref()?;
    row.ditandatangani_oleh.clone().zip(row.ditandatangani_pada)
}

/// The goals of the agreements of an office, each once, in the order in which they were first agreed.
fn goals(all: &Agreements, own: &Agreement) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for year in own.year - YEARS + 1..=own.year {
        for agreement in of_office(all, own, year) {
            for item in &agreement.items {
                let text = item.goal.trim();
                let at = goals.iter().position(|goal| goal.text == text).unwrap_or(goals.len());
                if at == goals.len() {
                    goals.push(Goal { text: text.to_owned(), agreements: Vec::new() });
                }
                if let Some(goal) = goals.get_mut(at).filter(|goal| !goal.agreements.contains(&agreement.code)) {
                    goal.agreements.push(agreement.code.clone());
                }
            }
        }
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_stands_once_with_every_agreement_that_names_it() {
        let all = Agreements::embedded().unwrap();
        let own = all.find("2025-pok").unwrap();
        let goals = goals(&all, own);
        let named: usize = goals.iter().map(|goal| goal.agreements.len()).sum();
        assert!(goals.len() >= 2 && named >= goals.len(), "{goals:?}");
        assert!(goals.iter().any(|goal| goal.agreements == ["2025-pk-oktober"]), "{goals:?}");
        for (at, goal) in goals.iter().enumerate() {
            assert!(goals.iter().skip(at + 1).all(|other| other.text != goal.text), "{goal:?}");
        }
    }
}
