//! What happens on which day.

use std::collections::BTreeMap;

use chrono::Days;
use fastrand::Rng;
use kernel::form::Form;
use kernel::{Day, Period, Triwulan};

use super::persons::Persons;
use super::{aftercare, cases, offices, placements, problems, returns, staff, supply};

/// A record that is entered on a day.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its kind.
    pub kind: &'static str,
    /// What is typed.
    pub form: Form,
    /// What is added to it later.
    pub later: Vec<FollowUp>,
}

/// A later change of a record.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// When it is entered.
    pub day: Day,
    /// What is done.
    pub act: Act,
    /// Why.
    pub reason: &'static str,
}

/// What is done to a record.
#[derive(Clone, Debug)]
pub enum Act {
    /// Fields are filled in.
    Edit(Form),
    /// A step of the work is taken.
    Step(&'static str, Form),
    /// A step is taken with the referral that a complaint has led to last.
    Referral(&'static str, Form),
    /// A manifest is pasted.
    Manifest(String),
    /// A letter is made and attached: its code, and its number.
    Letter(&'static str, String),
}

/// All events of a year, by the day on which they are entered.
#[derive(Default)]
pub struct Plan(pub BTreeMap<Day, Vec<Event>>);

impl Plan {
    /// Adds a record that nothing follows.
    pub(super) fn add(&mut self, day: Day, kind: &'static str, form: Form) {
        self.add_with(day, kind, form, Vec::new());
    }

    /// Adds a record with what follows.
    pub(super) fn add_with(&mut self, day: Day, kind: &'static str, form: Form, later: Vec<FollowUp>) {
        self.0.entry(day).or_default().push(Event { kind, form, later });
    }

    /// Adds what another plan holds.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (day, events) in other.0 {
            self.0.entry(day).or_default().extend(events);
        }
        self
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the parts of the plan are made with.
pub(super) struct Maker {
    pub rng: Rng,
    pub persons: Persons,
    pub plan: Plan,
    pub year: i32,
}

impl Maker {
    /// A day of a quarter.
    pub(super) fn day(&mut self, quarter: Triwulan) -> Day {
        let Period { from, until } = quarter.period(self.year);
        let days = u64::try_from((until - from).num_days()).unwrap_or(1);
        self.after(from, self.rng.clone().u64(0..days), until)
    }

    /// A day so many days after another, but before `until`.
    pub(super) fn after(&mut self, day: Day, days: u64, until: Day) -> Day {
        // The generator is moved on, also where it was only looked at.
        self.rng.u8(..);
        let last = until.pred_opt().unwrap_or(until);
        day.checked_add_days(Days::new(days)).unwrap_or(day).min(last)
    }

    /// One of several words by weight.
    pub(super) fn weighted(&mut self, words: &[(&'static str, u32)]) -> &'static str {
        let all: u32 = words.iter().map(|(_, weight)| weight).sum();
        let mut at = self.rng.u32(0..all.max(1));
        for (word, weight) in words {
            if at < *weight {
                return word;
            }
            at -= weight;
        }
        ""
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }
}

/// A step that is taken on a day.
pub(super) fn step(day: Day, name: &'static str, pairs: &[(&str, &str)], reason: &'static str) -> FollowUp {
    FollowUp { day, act: Act::Step(name, form(pairs)), reason }
}

/// A step that is taken on a day with the referral of a complaint.
pub(super) fn answer(day: Day, name: &'static str, pairs: &[(&str, &str)], reason: &'static str) -> FollowUp {
    FollowUp { day, act: Act::Referral(name, form(pairs)), reason }
}

/// A letter about the record that is made on a day.
pub(super) fn letter(day: Day, code: &'static str, number: &str) -> FollowUp {
    FollowUp { day, act: Act::Letter(code, number.to_owned()), reason: "Surat dibuat." }
}

/// A form of pairs; empty ones are left out.
pub(super) fn form(pairs: &[(&str, &str)]) -> Form {
    pairs.iter().filter(|(_, text)| !text.is_empty()).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

/// Each quarter so many times.
pub(super) fn each(counts: [usize; 4]) -> impl Iterator<Item = Triwulan> {
    Triwulan::ALL.into_iter().zip(counts).flat_map(|(quarter, count)| std::iter::repeat_n(quarter, count))
}

/// The plan of the year 2025, always the same.
#[must_use]
pub fn year() -> Plan {
    let mut maker = Maker { rng: Rng::with_seed(2025), persons: Persons::default(), plan: Plan::default(), year: 2025 };
    returns::add(&mut maker);
    placements::add(&mut maker);
    supply::add(&mut maker);
    cases::add(&mut maker);
    aftercare::add(&mut maker);
    offices::add(&mut maker);
    problems::add(&mut maker);
    staff::add(&mut maker);
    maker.plan
}
