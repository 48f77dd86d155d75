//! Which rows of people are the same person: those with the same NIK, those with the same document unless their NIKs differ,
//! and those that were merged. It is not shown to any office; figures over several offices use it to count.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::db::{chunk_rows, lock};
use kernel::ledger::identity;
use kernel::{Ctx, OrangId, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, IntoColumnRef};
use sea_orm::{Condition, QueryFilter, QuerySelect};

use crate::entity::{Column, Entity, Model};
use crate::office::merged;
use crate::score::contradictions;

/// The lock taken while identities are read and set, so that two offices that record the same person at once give both rows the
/// same identity.
const LOCK: &str = "identitas";

/// Sets that the rows of each group are the same person from now on; the last row of a group is the one to which the others are
/// compared. Rows stay apart if a document alone joined them to somebody with another NIK, since nobody is two people. It takes
/// few statements, whatever the number of rows.
///
/// # Errors
/// Any database error.
pub(crate) async fn join(tx: &Tx, ctx: &Ctx, groups: &[Vec<OrangId>]) -> Result<()> {
    let people: Vec<OrangId> = groups.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if people.is_empty() {
        return Ok(());
    }
    lock(tx, LOCK).await?;
    let before = identity::of(&**tx, &people).await?;
    let shared: BTreeSet<Uuid> = before.values().copied().collect();
    let held = identity::members(&**tx, &shared.into_iter().collect::<Vec<_>>()).await?;
    let was: BTreeMap<OrangId, Uuid> = held.into_iter().map(|row| (row.anggota_id, row.identitas_id)).collect();
    let all: BTreeSet<OrangId> = was.keys().chain(&people).copied().collect();
    let mut joined = Joined { is: was.clone(), niks: niks(tx, all).await? };
    for group in groups {
        if let Some((person, others)) = group.split_last() {
            joined.add(*person, others, &mut || tx.id());
        }
    }
    let changed = joined.is.into_iter().filter(|(person, one)| was.get(person) != Some(one));
    identity::set(tx, ctx, &changed.map(|(person, one)| (person, Some(one))).collect::<Vec<_>>()).await
}

/// The blind index of the NIK of rows.
async fn niks(tx: &Tx, people: BTreeSet<OrangId>) -> Result<BTreeMap<OrangId, String>> {
    let people: Vec<OrangId> = people.into_iter().collect();
    let mut niks = BTreeMap::new();
    for chunk in people.chunks(chunk_rows(1)) {
        let rows: Vec<(OrangId, Option<String>)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::NikIndeks])
            .filter(Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(&**tx)
            .await?;
        niks.extend(rows.into_iter().filter_map(|(id, nik)| Some((id, nik?))));
    }
    Ok(niks)
}

/// Which rows are the same person, while groups are being joined.
struct Joined {
    is: BTreeMap<OrangId, Uuid>,
    niks: BTreeMap<OrangId, String>,
}

impl Joined {
    /// All rows of the same person as a row.
    fn rows(&self, row: OrangId) -> Vec<OrangId> {
        let Some(own) = self.is.get(&row) else { return vec![row] };
        self.is.iter().filter(|(_, one)| *one == own).map(|(row, _)| *row).collect()
    }

    /// Joins a row with others, those of the same NIK first, unless the group would then have more than one NIK.
    fn add(&mut self, person: OrangId, others: &[OrangId], id: &mut dyn FnMut() -> Uuid) {
        let mut others: Vec<OrangId> = others.iter().copied().filter(|other| *other != person).collect();
        let niks = |rows: &[OrangId], known: &BTreeMap<OrangId, String>| -> BTreeSet<String> {
            rows.iter().flat_map(|row| self.rows(*row)).filter_map(|row| known.get(&row).cloned()).collect()
        };
        if niks(&[person], &self.niks).is_empty() && niks(&others, &self.niks).len() > 1 {
            // It cannot be known whose document it is.
            return;
        }
        others.sort_by_key(|other| !(self.niks.contains_key(other) && self.niks.get(other) == self.niks.get(&person)));
        for other in others {
            let mut all: BTreeSet<OrangId> = self.rows(person).into_iter().chain(self.rows(other)).collect();
            all.extend([person, other]);
            let niks: BTreeSet<&String> = all.iter().filter_map(|row| self.niks.get(row)).collect();
            if niks.len() > 1 {
                continue;
            }
            let one = all.iter().filter_map(|row| self.is.get(row).copied()).min().unwrap_or_else(&mut *id);
            self.is.extend(all.into_iter().map(|row| (row, one)));
        }
    }
}

/// Updates the identity of a row after a change of NIK or document. It separates the row from those that shared the old number,
/// unless they share one that stays, and joins it with those that have the new one. Neither the row nor its records show
/// whether there are any.
///
/// # Errors
/// Any database error.
pub(crate) async fn renumbered(tx: &Tx, ctx: &Ctx, old: &Model, new: &Model) -> Result<()> {
    if old.nik_indeks == new.nik_indeks && old.dokumen_indeks == new.dokumen_indeks {
        return Ok(());
    }
    lock(tx, LOCK).await?;
    if let Some(own) = identity::of(&**tx, &[new.id]).await?.remove(&new.id) {
        let ids = identity::members(&**tx, &[own]).await?.into_iter().map(|row| row.anggota_id);
        let others = Entity::find().filter(Column::Id.is_in(ids)).filter(Column::Id.ne(new.id)).all(&**tx).await?;
        let went = others.iter().any(|other| same(old, other));
        if went && !others.iter().any(|other| same(new, other)) {
            identity::set(tx, ctx, &[(new.id, None)]).await?;
        }
    }
    let numbered = Condition::any()
        .add_option(new.nik_indeks.as_ref().map(|nik| Column::NikIndeks.eq(nik)))
        .add_option(new.dokumen_indeks.as_ref().map(|document| Column::DokumenIndeks.eq(document)));
    if numbered.is_empty() {
        return Ok(());
    }
    let people = Entity::find().filter(numbered).all(&**tx).await?;
    let group = people.iter().filter(|other| same(new, other)).map(|other| other.id).chain([new.id]).collect();
    join(tx, ctx, &[group]).await
}

/// Sets that two rows are two people from now on. Rows that were merged into the second go with it, and so do those that have a
/// number of it and none of the first.
///
/// # Errors
/// Any database error.
pub(crate) async fn part(tx: &Tx, ctx: &Ctx, from: &Model, to: &Model) -> Result<()> {
    lock(tx, LOCK).await?;
    let held = identity::of(&**tx, &[from.id, to.id]).await?;
    let Some(shared) = held.get(&from.id).filter(|one| held.get(&to.id) == Some(*one)) else { return Ok(()) };
    let ids = identity::members(&**tx, &[*shared]).await?.into_iter().map(|row| row.anggota_id);
    let members = Entity::find().filter(Column::Id.is_in(ids)).all(&**tx).await?;
    let (with_from, with_to) = (merged(&**tx, from.id).await?, merged(&**tx, to.id).await?);
    let goes = |member: &Model| {
        with_to.contains(&member.id) || (!with_from.contains(&member.id) && same(to, member) && !same(from, member))
    };
    let (goes, stays): (Vec<&Model>, Vec<&Model>) = members.iter().partition(|member| goes(member));
    let new = (goes.len() > 1).then(|| tx.id());
    let mut changed: Vec<(OrangId, Option<Uuid>)> = goes.iter().map(|member| (member.id, new)).collect();
    if let [alone] = stays.as_slice() {
        changed.push((alone.id, None));
    }
    identity::set(tx, ctx, &changed).await
}

/// The condition that a column holds a row that is the same person as `id`, or that row. The caller must limit it to what the actor may
/// see.
#[must_use]
pub fn is_same(column: impl IntoColumnRef + Copy, id: OrangId) -> Expr {
    Expr::col(column).eq(id.0).or(Expr::col(column).in_subquery(identity::same_as(id)))
}

/// Whether two rows are the same person by their numbers.
pub(crate) fn same(one: &Model, other: &Model) -> bool {
    match (&one.nik_indeks, &other.nik_indeks) {
        (Some(one), Some(other)) => one == other,
        _ => one.dokumen_indeks.is_some() && one.dokumen_indeks == other.dokumen_indeks,
    }
}

/// Rows of other offices by their numbers. They are never shown; they only let figures count them as the same person as an
/// office's own row.
#[derive(Default)]
pub(crate) struct Elsewhere {
    by_nik: HashMap<String, Vec<Model>>,
    by_document: HashMap<String, Vec<Model>>,
}

impl Elsewhere {
    /// Adds a row.
    pub(crate) fn learn(&mut self, row: &Model) {
        for (numbers, number) in [(&mut self.by_nik, &row.nik_indeks), (&mut self.by_document, &row.dokumen_indeks)] {
            if let Some(number) = number {
                numbers.entry(number.clone()).or_default().push(row.clone());
            }
        }
    }

    /// A person's row with the rows that are the same person by number; none if there are no such rows.
    pub(crate) fn group(&self, person: &Model) -> Option<Vec<OrangId>> {
        let by_nik = person.nik_indeks.as_ref().and_then(|nik| self.by_nik.get(nik));
        let by_document = person.dokumen_indeks.as_ref().and_then(|document| self.by_document.get(document));
        let others = by_nik.into_iter().chain(by_document).flatten();
        let others =
            others.filter(|other| same(person, other) && contradictions(&person.said(), &other.said()).is_empty());
        let mut group: Vec<OrangId> = others.map(|other| other.id).collect();
        if group.is_empty() {
            return None;
        }
        group.push(person.id);
        Some(group)
    }
}
