//! The order of a list, and the place in it where a page begins.

use std::fmt;

use kernel::form::{FieldKind, pattern::PLACE};
use kernel::{CatatanId, Day, Problem, Result};
use web::paging::NO_MARK;

use crate::{AnyKind, Row};

/// The key of the order in addresses and bodies.
pub(crate) const ORDER: &str = "urut";
/// The field with the officer of a record.
pub(crate) const OFFICER: &str = "petugas";
/// The refusal of a cursor that was made for another order.
const OF_ANOTHER: &str = "sebelum: penanda ini dari urutan lain. Mulai dari halaman pertama.";

/// By what the records of a list are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Their numbers.
    Number,
    /// The day on which they happened.
    Day,
    /// The nearest day on which something is due.
    Due,
    /// The login name of their officer.
    Officer,
    /// The word of their status.
    Status,
}

impl By {
    const ALL: [Self; 5] = [Self::Number, Self::Day, Self::Due, Self::Officer, Self::Status];

    /// Those that the lists of a kind have.
    pub(crate) fn of(kind: &dyn AnyKind) -> Vec<Self> {
        let has = |by: &Self| match by {
            Self::Number | Self::Day | Self::Due => true,
            Self::Officer => kind.own().iter().any(|field| field.key == OFFICER && field.kind == FieldKind::Officer),
            Self::Status => kind.statuses().len() > 1,
        };
        Self::ALL.into_iter().filter(has).collect()
    }

    /// Its words in addresses: rising, and falling.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Number => ["nomor", "-nomor"],
            Self::Day => ["tanggal", "-tanggal"],
            Self::Due => ["tenggat", "-tenggat"],
            Self::Officer => ["petugas", "-petugas"],
            Self::Status => ["status", "-status"],
        }
    }

    /// What people call it.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Number => "nomor",
            Self::Day => "tanggal",
            Self::Due => "tenggat",
            Self::Officer => "nama pengguna petugas",
            Self::Status => "status",
        }
    }
}

/// The order of a list. Records of which that is empty by which it is ordered come last, rising and falling; of equals the older comes
/// first in a rising one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// By what.
    pub by: By,
    /// Whether the greatest comes first.
    pub falling: bool,
}

impl Order {
    /// The words of all orders that the lists of a kind have.
    pub(crate) fn words(kind: &dyn AnyKind) -> Vec<&'static str> {
        By::of(kind).into_iter().flat_map(By::words).collect()
    }

    /// Its word in addresses.
    pub(crate) fn word(self) -> &'static str {
        let [rising, falling] = self.by.words();
        if self.falling { falling } else { rising }
    }

    /// The order of a word, if the lists of the kind have it.
    pub(crate) fn known(kind: &dyn AnyKind, word: &str) -> Option<Self> {
        let both = |by: By| [Self { by, falling: false }, Self { by, falling: true }];
        By::of(kind).into_iter().flat_map(both).find(|order| order.word() == word)
    }

    /// The order in words.
    pub(crate) fn told(self) -> String {
        [self.by.told(), if self.falling { ", dari yang terbesar" } else { "" }].concat()
    }

    /// The order of a word; none for an empty one, which stands for the newest first.
    ///
    /// # Errors
    /// [`Problem::Malformed`] that lists those of the kind.
    fn read(kind: &dyn AnyKind, word: &str) -> Result<Option<Self>> {
        let word = word.trim();
        if word.is_empty() {
            return Ok(None);
        }
        Self::known(kind, word).map(Some).ok_or_else(|| {
            let short: String = word.chars().filter(|c| !c.is_control()).take(40).collect();
            let all = Self::words(kind).join(", ");
            Problem::Malformed(format!("Urutan {short} tidak dikenal. Yang ada untuk urut: {all}."))
        })
    }
}

/// The place of a record in a list: its id and, in an order other than the newest first, that by which it is ordered as it was when the
/// page was read. So a page goes on where the last one ended, also when that record was changed in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The record.
    pub id: CatatanId,
    /// By what it is ordered, without anything for an empty field; none in a list with the newest first.
    key: Option<String>,
}

impl Place {
    /// Reads a cursor; an empty one is none.
    fn read(text: &str) -> Result<Option<Self>> {
        if text.is_empty() {
            return Ok(None);
        }
        let refusal = || Problem::Malformed(NO_MARK.to_owned());
        let text = Some(text).filter(|text| PLACE.matches(text)).ok_or_else(refusal)?;
        let (id, key) = text.split_once('_').map_or((text, None), |(id, key)| (id, Some(key.to_owned())));
        Ok(Some(Self { id: id.parse().map_err(|_| refusal())?, key }))
    }

    /// By what it is ordered; none where that is empty.
    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref().filter(|key| !key.is_empty())
    }

    fn fits(&self, order: Option<Order>) -> bool {
        match (order.map(|order| order.by), self.key()) {
            (None, _) => self.key.is_none(),
            (Some(By::Day | By::Due), Some(key)) => day(key).is_some(),
            (Some(By::Number | By::Status), None) => false,
            (Some(By::Day | By::Due | By::Officer | By::Number | By::Status), _) => self.key.is_some(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}_{key}", self.id),
            None => self.id.fmt(f),
        }
    }
}

/// A day as cursors have it.
pub(super) fn day(text: &str) -> Option<Day> {
    let plain = text.len() == 10 && text.starts_with(|first: char| matches!(first, '1'..='9'));
    text.parse().ok().filter(|_| plain)
}

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// The order; none for the newest first.
    pub order: Option<Order>,
    /// The place of the record before the page; none at the beginning.
    pub after: Option<Place>,
}

impl Start {
    /// Reads order and cursor.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for an order that the kind does not have, and for a cursor that is none or is of another order.
    pub(crate) fn read(kind: &dyn AnyKind, order: &str, mark: &str) -> Result<Self> {
        let start = Self { order: Order::read(kind, order)?, after: Place::read(mark)? };
        if start.after.as_ref().is_some_and(|place| !place.fits(start.order)) {
            return Err(Problem::Malformed(OF_ANOTHER.to_owned()));
        }
        Ok(start)
    }

    /// The place of a record in this list.
    pub(crate) fn place(&self, kind: &dyn AnyKind, row: &Row) -> Place {
        let key = self.order.map(|order| match order.by {
            By::Number => row.head.number.clone(),
            By::Day => row.day(kind.info()).unwrap_or_default().to_owned(),
            By::Due => row.due.map(|due| due.to_string()).unwrap_or_default(),
            By::Officer => row.form.get(OFFICER).cloned().unwrap_or_default(),
            By::Status => row.status.to_owned(),
        });
        Place { id: row.head.id, key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190a5de-0000-7000-8000-000000000000";

    #[test]
    fn a_place_survives_its_address_and_fits_its_order_only() {
        for text in [ID.to_owned(), format!("{ID}_"), format!("{ID}_2026-03-25"), format!("{ID}_siti_a.contoh")] {
            assert_eq!(Place::read(&text).unwrap().unwrap().to_string(), text);
        }
        assert_eq!(Place::read("").unwrap(), None);
        for wrong in ["1", "x_y", &format!("{ID}-2026"), &format!("{ID}_a b"), &format!("_{ID}")] {
            assert!(Place::read(wrong).is_err(), "{wrong}");
        }
        let place = |key: &str| Place::read(&format!("{ID}{key}")).unwrap().unwrap();
        let by = |by| Some(Order { by, falling: false });
        assert!(place("").fits(None) && !place("_").fits(None) && !place("").fits(by(By::Due)));
        assert!(place("_").fits(by(By::Due)) && place("_2026-03-25").fits(by(By::Due)));
        assert!(!place("_kemarin").fits(by(By::Day)) && !place("_+2026-3-5").fits(by(By::Day)));
        assert!(!place("_").fits(by(By::Number)) && place("_PGD-2026-000001").fits(by(By::Number)));
        assert!(place("_").fits(by(By::Officer)) && place("_siti.contoh").fits(by(By::Officer)));
    }
}
