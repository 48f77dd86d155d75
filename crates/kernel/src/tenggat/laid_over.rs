//! What the office changes about clocks while the program runs.

use super::{Clocks, Holder, Tenggat};
use crate::calendar::{Certainty, Unit};
use crate::period::Day;

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Kerja, Self::Kalender, Self::Bulan];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kerja => "kerja",
            Self::Kalender => "kalender",
            Self::Bulan => "bulan",
        }
    }
}

impl Certainty {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Terverifikasi, Self::Asumsi];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Terverifikasi => "terverifikasi",
            Self::Asumsi => "asumsi",
        }
    }
}

impl Holder {
    /// The word that is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disposisi => "disposisi",
        }
    }
}

/// What the office says of a clock, for records registered on a day or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of record.
    pub kind: String,
    /// The name of the clock.
    pub code: String,
    /// The first day of registration that it holds for.
    pub since: Day,
    /// How long, in `unit`.
    pub n: u32,
    /// The unit of `n`.
    pub unit: Unit,
    /// The states in which it runs; none for all in which a record is open.
    pub stages: Vec<String>,
    /// So many days before its due day it is shown as a task; none for at once.
    pub lead: Option<u32>,
    /// Whose task it is while the record names no officer; none if it is anybody's of the office.
    pub holder: Option<Holder>,
    /// The legal basis.
    pub basis: String,
    /// How certain it is.
    pub status: Certainty,
}

impl Change {
    /// The entry that it makes of the one that held on its first day. What it does not speak of stays: from which day is counted, under
    /// which condition, what pauses it, who must act.
    #[must_use]
    pub fn of(self, before: &Tenggat) -> Tenggat {
        let Self { since, n, unit, stages, lead, holder, basis, status, .. } = self;
        Tenggat { stages, n, unit, basis, since, status, lead, holder, ..before.clone() }
    }
}

impl Clocks {
    /// The entry of a clock for records registered on a day.
    #[must_use]
    pub fn on(&self, kind: &str, code: &str, day: Day) -> Option<&Tenggat> {
        self.0.iter().find(|clock| clock.kind == kind && clock.code == code && clock.holds_for(day))
    }

    /// These clocks with what the office changed, oldest first. A change cuts in two the entry that held on its first day: records from before
    /// keep the clock that they had, and an entry that begins later stays. What is said of a clock that there is not changes nothing.
    #[must_use]
    pub fn laid(&self, changes: impl IntoIterator<Item = Change>) -> Self {
        let mut all = self.0.clone();
        for change in changes {
            let holds = |clock: &&mut Tenggat| {
                clock.kind == change.kind && clock.code == change.code && clock.holds_for(change.since)
            };
            let Some(held) = all.iter_mut().find(holds) else { continue };
            let since = change.since;
            let next = change.of(held);
            if held.since == since {
                *held = next;
            } else {
                held.until = since.pred_opt();
                all.push(next);
            }
        }
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::form::Form;
    use crate::tenggat::Subject;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn change(code: &str, since: &str, n: u32) -> Change {
        Change {
            kind: "pengaduan".to_owned(),
            code: code.to_owned(),
            since: day(since),
            n,
            unit: Unit::Kalender,
            stages: vec!["diterima".to_owned()],
            lead: None,
            holder: None,
            basis: "SK Contoh".to_owned(),
            status: Certainty::Asumsi,
        }
    }

    fn due(clocks: &Clocks, code: &str, registered: &str) -> Option<String> {
        let form = Form::from([("diterima_pada".to_owned(), registered.to_owned())]);
        let subject = Subject { kind: "pengaduan", status: "diterima", day: "diterima_pada", form: &form };
        let calendar = Calendar::embedded().unwrap();
        let found = clocks.deadlines(&calendar, subject).into_iter().find(|one| one.clock.code == code);
        found.and_then(|one| one.due).map(|day| day.to_string())
    }

    #[test]
    fn a_changed_clock_holds_for_what_is_registered_from_its_day_on() {
        let shipped = Clocks::embedded().unwrap();
        let laid = shipped.laid([change("verifikasi", "2025-07-01", 10)]);
        assert_eq!(due(&laid, "verifikasi", "2025-07-01").unwrap(), "2025-07-11");
        assert_eq!(due(&laid, "verifikasi", "2025-06-30"), due(&shipped, "verifikasi", "2025-06-30"));
        assert_eq!(laid.all().len(), shipped.all().len() + 1);
        let again = laid.laid([change("verifikasi", "2025-07-01", 5)]);
        assert_eq!(due(&again, "verifikasi", "2025-07-01").unwrap(), "2025-07-06", "the later entry stands");
        assert_eq!(again.all().len(), laid.all().len());
    }

    #[test]
    fn an_entry_that_begins_later_stays() {
        let shipped = Clocks::embedded().unwrap();
        let laid = shipped.laid([change("kontak", "2025-07-01", 10)]);
        assert_eq!(laid.on("pengaduan", "kontak", day("2025-07-01")).unwrap().until, Some(day("2025-10-07")));
        assert_eq!(due(&laid, "kontak", "2025-10-08"), due(&shipped, "kontak", "2025-10-08"));
    }

    #[test]
    fn what_is_said_of_no_clock_changes_nothing() {
        let shipped = Clocks::embedded().unwrap();
        assert_eq!(shipped.laid([change("entah", "2025-07-01", 10), change("kontak", "2020-01-01", 10)]), shipped);
    }
}
