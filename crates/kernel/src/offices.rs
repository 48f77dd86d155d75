//! The offices and their hierarchy. They are few and fixed while the program runs, so they are kept in memory.

use std::collections::BTreeMap;

use crate::id::KantorId;

/// An office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its id.
    pub id: KantorId,
    /// Its short code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The office above it.
    pub parent: Option<KantorId>,
}

/// What stands on the letters of an office, beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// What stands above its name.
    pub above: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Telephone, e-mail and the like.
    pub contact: Option<String>,
    /// The name of its head.
    pub head: Option<String>,
    /// The head's number as a civil servant.
    pub head_number: Option<String>,
}

impl Letterhead {
    /// These data, with what differs between two others as it is in the second.
    #[must_use]
    pub fn laid(self, from: &Self, to: &Self) -> Self {
        let one = |held: Option<String>, from: Option<&String>, to: Option<&String>| {
            if from == to { held } else { to.cloned() }
        };
        Self {
            above: one(self.above, from.above.as_ref(), to.above.as_ref()),
            address: one(self.address, from.address.as_ref(), to.address.as_ref()),
            contact: one(self.contact, from.contact.as_ref(), to.contact.as_ref()),
            head: one(self.head, from.head.as_ref(), to.head.as_ref()),
            head_number: one(self.head_number, from.head_number.as_ref(), to.head_number.as_ref()),
        }
    }
}

/// The letterheads in force, of the offices that have one.
pub type Letterheads = BTreeMap<KantorId, Letterhead>;

/// All offices.
#[derive(Clone, Debug, Default)]
pub struct Offices(Vec<Office>);

impl Offices {
    /// These offices.
    #[must_use]
    pub fn new(offices: Vec<Office>) -> Self {
        Self(offices)
    }

    /// All offices.
    #[must_use]
    pub fn all(&self) -> &[Office] {
        &self.0
    }

    /// The office of a code, in any letter case.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Office> {
        self.0.iter().find(|office| office.code.eq_ignore_ascii_case(code.trim()))
    }

    /// The office of an id.
    #[must_use]
    pub fn by_id(&self, id: KantorId) -> Option<&Office> {
        self.0.iter().find(|office| office.id == id)
    }

    /// An office and all above it.
    #[must_use]
    pub fn with_above(&self, id: KantorId) -> Vec<KantorId> {
        let mut seen = vec![id];
        while let Some(above) = seen.last().and_then(|id| self.by_id(*id)).and_then(|office| office.parent) {
            if seen.contains(&above) {
                break;
            }
            seen.push(above);
        }
        seen
    }

    /// An office and all below it.
    #[must_use]
    pub fn with_below(&self, id: KantorId) -> Vec<KantorId> {
        let mut seen = vec![id];
        let mut at = 0;
        while let Some(&above) = seen.get(at) {
            seen.extend(self.0.iter().filter(|o| o.parent == Some(above)).map(|o| o.id));
            at += 1;
        }
        seen
    }
}
