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

/// A kind of action that takes two people. Each is asked for on the page of requests, and spent where it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    code: &'static str,
    title: &'static str,
    asks: &'static [(&'static str, &'static str)],
}

impl Kind {
    /// Changing the master key.
    pub const ROTATE: Self =
        Self { code: "putar_kunci", title: "Mengganti kunci induk", asks: &[("kunci", "Nomor kunci yang diganti")] };
    /// Every kind.
    pub const ALL: [Self; 1] = [Self::ROTATE];

    /// The word that is stored and sent for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The kind of a stored or sent word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code == code)
    }

    /// How it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.title
    }

    /// What a request for it says, each by its key and how that is called: these and nothing else.
    #[must_use]
    pub fn asks(self) -> &'static [(&'static str, &'static str)] {
        self.asks
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
