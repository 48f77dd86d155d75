//! Two people: what could do harm is asked for by one account, approved by another, and used once, while the approval lasts.
//!
//! Who asks says exactly what is to be done; the approval is of that and of nothing else. Rows of `persetujuan` are added, never changed:
//! together they are the history of a request. An action spends its approval in its own transaction, so that it is not done without it, and
//! an action that fails has spent nothing. Neither of the two may use an account that was handed out a moment ago ([`One`]).

mod commands;
mod entity;
mod one;
mod request;
pub mod restored;

use chrono::TimeDelta;
use sea_orm::{EnumIter, Iterable};

use crate::actor::Permission;

pub use commands::{Asked, agree, approve, ask, ask_within, audit, list, refuse, refuse_within, spend};
pub use entity::{Column, Entity, Model};
pub use one::{HANDED, One, one};
pub use request::{Request, State};

/// A kind of action that takes two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Kind {
    /// Changing the master key.
    Rotate,
    /// Opening a house that was restored from a backup.
    Restore,
    /// Erasing a person.
    Erase,
    /// Erasing a person of the yearly list of retention.
    Retain,
}

/// Where a kind is asked for and answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the page of requests, by people of one office.
    Requests,
    /// Where it is done, by whoever may do it there; the answer is the deed.
    Deed,
}

/// All that is said of a kind.
struct About {
    code: &'static str,
    title: &'static str,
    asks: &'static [(&'static str, &'static str)],
    right: Permission,
    life: TimeDelta,
    place: Place,
}

/// How long an approval of something that has its moment may be used.
const A_DAY: TimeDelta = TimeDelta::hours(24);
/// How long something may be asked for that is looked at anew when it is approved.
const A_YEAR: TimeDelta = TimeDelta::days(365);

impl Kind {
    fn about(self) -> About {
        match self {
            Self::Rotate => About {
                code: "putar_kunci",
                title: "Mengganti kunci induk",
                asks: &[("kunci", "Nomor kunci yang diganti")],
                right: Permission::TwoPeople,
                life: A_DAY,
                place: Place::Requests,
            },
            Self::Restore => About {
                code: "buka_pulihan",
                title: "Membuka rumah yang dipulihkan dari cadangan",
                asks: &[("cadangan", "Waktu cadangan dibuat")],
                right: Permission::TwoPeople,
                life: A_DAY,
                place: Place::Requests,
            },
            Self::Erase => About {
                code: "hapus_data",
                title: "Menghapus data seseorang",
                asks: &[("orang", "Id orangnya")],
                right: Permission::DataProtection,
                life: A_YEAR,
                place: Place::Deed,
            },
            Self::Retain => About {
                code: "hapus_retensi",
                title: "Menghapus data seseorang dari daftar retensi",
                asks: &[("orang", "Id orangnya"), ("tahun", "Tahun daftarnya")],
                right: Permission::DataProtection,
                life: A_YEAR,
                place: Place::Deed,
            },
        }
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The word that is stored and sent for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.about().code
    }

    /// The kind of a stored or sent word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.code() == code)
    }

    /// How it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.about().title
    }

    /// What a request for it says, each by its key and how that is called: these and nothing else.
    #[must_use]
    pub fn asks(self) -> &'static [(&'static str, &'static str)] {
        self.about().asks
    }

    /// The right that both of the two need.
    #[must_use]
    pub fn right(self) -> Permission {
        self.about().right
    }

    /// How long a request may be approved and used. An assumption, no law.
    #[must_use]
    pub fn life(self) -> TimeDelta {
        self.about().life
    }

    /// Where it is asked for and answered.
    #[must_use]
    pub fn place(self) -> Place {
        self.about().place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in Kind::all() {
            assert_eq!(Kind::parse(kind.code()), Some(kind));
            assert!(!kind.asks().is_empty(), "an approval is of something");
        }
        assert_eq!(Kind::parse("entah"), None);
    }
}
