//! Who was handed over together.

use kernel::Day;

use crate::kepulangan::entity::Model;
use crate::penumpang::Passenger;

/// People of one arrival who were handed over to the same receiver on the same day, under the same number.
pub(super) struct Handover<'a> {
    first: &'a Model,
    /// Them, in the order of their numbers.
    pub people: Vec<&'a Passenger>,
}

/// By what a handover is told from another.
type Key<'a> = (Option<Day>, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn key(record: &Model) -> Key<'_> {
    (record.serah_terima_pada, record.nomor_ba.as_deref(), record.jenis_penerima.as_deref(), record.penerima.as_deref())
}

impl<'a> Handover<'a> {
    /// The handovers of an arrival, the latest first.
    pub(super) fn all(passengers: &'a [Passenger]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for one in passengers.iter().filter(|one| one.record.serah_terima_pada.is_some()) {
            match all.iter_mut().find(|held| key(held.first) == key(&one.record)) {
                Some(held) => held.people.push(one),
                None => all.push(Self { first: &one.record, people: vec![one] }),
            }
        }
        all.sort_by_key(|one| std::cmp::Reverse(one.first.serah_terima_pada));
        all
    }

    /// What all of them say of the handover stands in the first.
    pub(super) fn first(&self) -> &'a Model {
        self.first
    }
}
