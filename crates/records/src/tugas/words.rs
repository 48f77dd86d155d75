//! Days in words: what an officer reads first.

use kernel::Day;
use maud::{Markup, html};
use web::parts;

/// When something is due, seen from today.
#[must_use]
pub(super) fn when(today: Day, due: Option<Day>) -> String {
    let Some(due) = due else { return "tanpa tenggat".to_owned() };
    match (due - today).num_days() {
        late @ ..0 => format!("terlambat {} hari", -late),
        0 => "hari ini".to_owned(),
        1 => "besok".to_owned(),
        2 => "lusa".to_owned(),
        days @ 3..=14 => format!("{days} hari lagi"),
        _ => parts::day(due),
    }
}

/// The same as part of a page: late tasks have a sign, and the day is shown below if the words do not contain it.
#[must_use]
pub(crate) fn due(today: Day, due: Option<Day>) -> Markup {
    let words = when(today, due);
    let class = match due {
        Some(day) if day < today => "badge late",
        Some(day) if day == today => "badge run",
        Some(_) => "badge new",
        None => "badge off",
    };
    html! {
        span class=(class) { (words) }
        @if let Some(day) = due.map(parts::day).filter(|day| *day != words) { small { (day) } }
    }
}

/// The name of an urgency rank; none for the ordinary one.
#[must_use]
pub(super) fn urgency(rank: i64) -> Option<&'static str> {
    match rank {
        0 => Some("Mengancam nyawa"),
        1 => Some("Mendesak"),
        _ => None,
    }
}

/// The same as part of a page: a danger to life has a sign.
#[must_use]
pub(super) fn marked(rank: i64) -> Option<Markup> {
    urgency(rank).map(|urgent| html! { b class=[(rank == 0).then_some("urgent")] { (urgent) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_today() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let phrase = |due: &str| when(day("2026-03-17"), Some(day(due)));
        assert_eq!(phrase("2026-03-14"), "terlambat 3 hari");
        assert_eq!(phrase("2026-03-16"), "terlambat 1 hari");
        assert_eq!(phrase("2026-03-17"), "hari ini");
        assert_eq!(phrase("2026-03-18"), "besok");
        assert_eq!(phrase("2026-03-19"), "lusa");
        assert_eq!(phrase("2026-03-31"), "14 hari lagi");
        assert_eq!(phrase("2026-04-01"), "1 Apr 2026");
        assert_eq!(when(day("2026-03-17"), None), "tanpa tenggat");
    }
}
