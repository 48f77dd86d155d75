//! The agreement of the running year, signed, and a draft of the next: both made up from the one of 2025, and marked so.

use chrono::Datelike;
use kernel::Result;
use kernel::period::day_of;
use reporting::perjanjian::{self, Begun, Draft};

use crate::compose::Lindung;

/// What is made up says so in its title.
const MARK: &str = " (contoh, asumsi)";

/// Sets the agreements up where the demo's office has none for these years.
///
/// # Errors
/// What the database says.
pub async fn agreements(lindung: &Lindung) -> Result<()> {
    let running = day_of(lindung.house.clock.now()).year();
    let planner = lindung.system("Perencana Contoh")?;
    let head = lindung.system("Kepala Contoh")?;
    for (year, signed) in [(running, true), (running + 1, false)] {
        if !perjanjian::list(&planner, &lindung.agreements, Some(year)).await?.is_empty() {
            continue;
        }
        let begun = Begun { year, ..Begun::default() };
        let made = perjanjian::create(&planner, &lindung.agreements, &begun).await?;
        let said = made.agreement("")?;
        let title = if said.title.ends_with(MARK) { said.title } else { [said.title.as_str(), MARK].concat() };
        let draft = Draft { seen: made.langkah, title, since: said.since, cap: said.cap, items: said.items };
        let drafted = perjanjian::change(&planner, made.id, draft).await?;
        if signed {
            perjanjian::sign(&head, &lindung.agreements, made.id, drafted.langkah).await?;
        }
    }
    Ok(())
}
