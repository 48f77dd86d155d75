//! Two people: what could do harm is asked for by one account, approved by another of the same office, and used once, within a day.
//!
//! Who asks says exactly what is to be done; the approval is of that and of nothing else. Rows of `persetujuan` are added, never changed:
//! together they are the history of a request. An action spends its approval in its own transaction, so that it is not done without it, and
//! an action that fails has spent nothing.

mod commands;
mod entity;
mod request;

pub use commands::{Asked, approve, ask, audit, list, refuse, spend};
pub use entity::{Column, Entity, Model};
pub use request::{LIFE, Request, State};

/// A kind of action that takes two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Changing the master key.
    Rotate,
    /// Restoring a backup.
    Restore,
    /// Destroying the data of a person.
    Erase,
    /// Taking sealed fields of many people out.
    Export,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Rotate, Self::Restore, Self::Erase, Self::Export];
    /// Those that are asked for on the page of requests; the others are asked for where they are done.
    pub const HERE: [Self; 1] = [Self::Rotate];

    /// The word that is stored and sent for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rotate => "putar_kunci",
            Self::Restore => "pulihkan",
            Self::Erase => "hapus_orang",
            Self::Export => "ekspor_terbuka",
        }
    }

    /// The kind of a stored or sent word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Rotate => "Mengganti kunci induk",
            Self::Restore => "Memulihkan cadangan",
            Self::Erase => "Menghapus data seseorang",
            Self::Export => "Mengekspor isian terlindungi",
        }
    }

    /// What a request for it says, each by its key and how that is called: these and nothing else.
    #[must_use]
    pub fn asks(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Rotate => &[("kunci", "Nomor kunci yang diganti")],
            Self::Restore => &[("cadangan", "Folder cadangan")],
            Self::Erase => &[("orang", "Orang (id)"), ("dasar", "Dasar penghapusan")],
            Self::Export => &[("jenis", "Jenis catatan"), ("saringan", "Yang diekspor")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.code()), Some(kind));
            assert!(!kind.asks().is_empty(), "an approval is of something");
        }
        assert_eq!(Kind::parse("entah"), None);
    }
}
