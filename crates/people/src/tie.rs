//! What an office may do with the row of a person, as one table.

use std::collections::HashMap;

use kernel::{Ctx, KantorId, OrangId, Permission, Problem, Result};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::entity::Model;
use crate::office::{self, Basis};
use crate::queries::find_visible;

/// The relation of the actor's offices to the row of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// None, even if they have a number of the person.
    Unknown,
    /// The row of another office, which allowed them to read it.
    Lent,
    /// The row of another office, with a record that was given to them: moved, referred, or shared at the time when all offices
    /// used one row for a person.
    Handed,
    /// One of them recorded the person first: it is their own row.
    Own,
}

/// What may be done with the row of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Look at it, masked. Opening protected fields also needs [`kernel::Permission::RevealPeople`].
    See,
    /// Make records about it; only such a row is found again when the person is entered.
    Meet,
    /// Fill in address and telephone if they are missing.
    Complete,
    /// Change name, birth date, sex, origin, address, telephone.
    Correct,
    /// Fill in or change NIK and document, by which people are found.
    Renumber,
    /// Merge it with another row, or part what was mixed up.
    Merge,
}

impl Tie {
    /// The table. Numbers identify a person in all offices, and merging and parting move records. So they are only allowed to
    /// the office that owns the row and to those above it.
    #[must_use]
    pub fn allows(self, act: Act) -> bool {
        match self {
            Self::Unknown => false,
            Self::Lent => matches!(act, Act::See),
            Self::Handed => matches!(act, Act::See | Act::Meet | Act::Complete | Act::Correct),
            Self::Own => true,
        }
    }

    fn of(basis: Basis) -> Self {
        match basis {
            Basis::Catatan => Self::Handed,
            Basis::Izin => Self::Lent,
        }
    }
}

/// The ties of the actor's offices to people; people without a tie are left out.
pub(crate) async fn ties(db: &impl ConnectionTrait, ctx: &Ctx, people: &[&Model]) -> Result<HashMap<OrangId, Tie>> {
    let (own, others): (Vec<&Model>, Vec<&Model>) =
        people.iter().copied().partition(|person| ctx.actor.offices.contains(&person.kantor_id));
    let mut ties: HashMap<OrangId, Tie> = own.into_iter().map(|person| (person.id, Tie::Own)).collect();
    for chunk in others.chunks(kernel::db::chunk_rows(1)) {
        let known: Vec<(OrangId, Basis)> = office::Entity::find()
            .select_only()
            .columns([office::Column::OrangId, office::Column::Dasar])
            .filter(office::Column::OrangId.is_in(chunk.iter().map(|person| person.id)))
            .filter(ctx.of_offices(office::Column::KantorId.as_column_ref()))
            .into_tuple()
            .all(db)
            .await?;
        for (person, basis) in known {
            let tie = ties.entry(person).or_insert(Tie::Unknown);
            *tie = (*tie).max(Tie::of(basis));
        }
    }
    Ok(ties)
}

/// The tie of the actor's offices to a person.
pub(crate) async fn tie_of(db: &impl ConnectionTrait, ctx: &Ctx, person: &Model) -> Result<Tie> {
    Ok(ties(db, ctx, &[person]).await?.remove(&person.id).unwrap_or(Tie::Unknown))
}

/// The tie of the actor's offices to the person with an id, and the office that owns the row: for a page that shows what may be
/// done.
///
/// # Errors
/// [`Problem::NotFound`] for a person whom they may not see.
pub async fn tie(ctx: &Ctx, id: OrangId) -> Result<(Tie, KantorId)> {
    let person = find_visible(ctx.db(), ctx, id).await?.ok_or(Problem::NotFound)?;
    Ok((tie_of(ctx.db(), ctx, &person).await?, person.kantor_id))
}

/// Refuses who may not say which rows are one person, and whose a number is: it takes writing people and opening their protected fields.
///
/// # Errors
/// [`Problem::Forbidden`].
pub fn require_to_join(ctx: &Ctx) -> Result<()> {
    ctx.actor.require(Permission::WritePeople)?;
    ctx.actor.require(Permission::RevealPeople)
}

/// Refuses what the table does not allow, naming the office to contact.
pub(crate) fn require(ctx: &Ctx, person: &Model, tie: Tie, act: Act) -> Result<()> {
    if tie.allows(act) {
        return Ok(());
    }
    let office = ctx.house.offices.by_id(person.kantor_id).map_or("kantor lain", |office| office.name.as_str());
    let (command, what) = match act {
        Act::Merge => ("gabung", "menggabungkan atau memisahkannya"),
        Act::Renumber => ("ubah", "mengubah NIK dan dokumennya"),
        _ => ("ubah", "mengubahnya"),
    };
    Err(Problem::Refused {
        status: "tercatat",
        command,
        allowed: Vec::new(),
        detail: format!(
            "Orang ini dicatat {office}. Hanya kantor itu yang dapat {what}; hubungi kantor itu, atau KP2MI."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::{Act, Tie};

    #[test]
    fn who_may_change_what_is_a_table() {
        use Act::{Complete, Correct, Meet, Merge, Renumber, See};
        let acts = [See, Meet, Complete, Correct, Renumber, Merge];
        for (tie, expected) in [
            (Tie::Unknown, [false, false, false, false, false, false]),
            (Tie::Lent, [true, false, false, false, false, false]),
            (Tie::Handed, [true, true, true, true, false, false]),
            (Tie::Own, [true, true, true, true, true, true]),
        ] {
            assert_eq!(acts.map(|act| tie.allows(act)), expected, "{tie:?}");
        }
    }
}
