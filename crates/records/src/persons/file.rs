//! The file of a person: all records about them that the actor may see, of every kind.

use kernel::{Ctx, OrangId, Result};

use crate::{AnyKind, Registry, Row};

/// A record in the file.
pub(super) struct Entry {
    /// Its kind.
    pub kind: &'static dyn AnyKind,
    /// The record.
    pub row: Row,
}

impl Entry {
    /// The day of the record's event.
    pub(super) fn day(&self) -> Option<&str> {
        self.row.day(self.kind.info())
    }
}

/// The records of people in the actor's offices, of the kinds that the actor may read, newest first. The caller must log the
/// read.
///
/// # Errors
/// Any database error.
pub(super) async fn of(registry: &Registry, ctx: &Ctx, people: &[OrangId]) -> Result<Vec<Entry>> {
    let mut all = Vec::new();
    for kind in registry.all().iter().copied() {
        if kind.info().person && ctx.actor.may(kind.info().permission) {
            let rows = kind.of_people(ctx, people).await?;
            all.extend(rows.into_iter().map(|row| Entry { kind, row }));
        }
    }
    all.sort_by(|a, b| b.day().cmp(&a.day()).then(b.row.head.id.cmp(&a.row.head.id)));
    Ok(all)
}
