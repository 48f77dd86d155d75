//! All kinds of record that this program knows.

use kernel::form::FieldKind;

use crate::AnyKind;

/// A link field by which records of one kind point to records of another.
#[derive(Clone, Copy, Debug)]
pub struct Linking {
    /// The table of the kind with the link.
    pub table: &'static str,
    /// Its field.
    pub field: &'static str,
    /// Whether the linking record was made by a step of the linked one: it then stays linked when that moves.
    pub follows: bool,
}

/// The kinds, in the order of the menu.
#[derive(Clone)]
pub struct Registry(Vec<&'static dyn AnyKind>);

impl Registry {
    /// A registry of these kinds.
    #[must_use]
    pub fn new(kinds: Vec<&'static dyn AnyKind>) -> Self {
        Self(kinds)
    }

    /// All kinds.
    #[must_use]
    pub fn all(&self) -> &[&'static dyn AnyKind] {
        &self.0
    }

    /// The kind of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static dyn AnyKind> {
        self.0.iter().find(|kind| kind.info().name == name).copied()
    }

    /// The link fields of all kinds that point to records of a kind.
    #[must_use]
    pub fn linking(&self, name: &str) -> Vec<Linking> {
        let points = |kind: &&'static dyn AnyKind| {
            let (table, follows) = (kind.info().table, kind.info().more.made_by.is_some());
            let fields = kind.fields().into_iter().filter(|f| matches!(f.kind, FieldKind::Link(to) if to == name));
            fields.map(move |f| Linking { table, field: f.key, follows }).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(points).collect()
    }
}
