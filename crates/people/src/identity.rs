//! Which rows of people are one person: those with the same NIK, those with the same document where no NIK contradicts, and those
//! that were merged. It is told to no office; figures over several offices count by it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::db::lock;
use kernel::ledger::identity;
use kernel::{Ctx, OrangId, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryFilter};

use crate::entity::{Column, Entity, Model};

/// The lock under which identities are read and set: two offices that meet the same person at once give both one identity.
const LOCK: &str = "identitas";

/// Says of groups of rows that each is one person, from now on. Two statements where nothing changes, whatever their number.
///
/// # Errors
/// What the database says.
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
    let mut is = was.clone();
    for group in groups {
        let has: BTreeSet<Uuid> = group.iter().filter_map(|person| is.get(person).copied()).collect();
        if group.len() < 2 {
            continue;
        }
        let one = has.first().copied().unwrap_or_else(|| tx.id());
        for held in is.values_mut().filter(|held| has.contains(held)) {
            *held = one;
        }
        is.extend(group.iter().map(|person| (*person, one)));
    }
    let changed = is.into_iter().filter(|(person, one)| was.get(person) != Some(one));
    identity::set(tx, ctx, &changed.map(|(person, one)| (person, Some(one))).collect::<Vec<_>>()).await
}

/// Follows a change of NIK or document: away from those who shared the number that went, unless they share one that stays, and to
/// those who have the new one. Whether there are any shows nowhere in the row or its records.
///
/// # Errors
/// What the database says.
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
    let found = Entity::find().filter(numbered).all(&**tx).await?;
    let group = found.iter().filter(|other| same(new, other)).map(|other| other.id).chain([new.id]).collect();
    join(tx, ctx, &[group]).await
}

/// The rows that are the same person as one, it among them: for who narrows them down to what the actor may see.
///
/// # Errors
/// What the database says.
pub async fn rows_of(db: &impl ConnectionTrait, id: OrangId) -> Result<Vec<OrangId>> {
    let Some(own) = identity::of(db, &[id]).await?.remove(&id) else { return Ok(vec![id]) };
    Ok(identity::members(db, &[own]).await?.into_iter().map(|row| row.anggota_id).collect())
}

/// Whether two rows are one person by their numbers.
pub(crate) fn same(one: &Model, other: &Model) -> bool {
    match (&one.nik_indeks, &other.nik_indeks) {
        (Some(one), Some(other)) => one == other,
        _ => one.dokumen_indeks.is_some() && one.dokumen_indeks == other.dokumen_indeks,
    }
}

/// Rows of other offices by their numbers: never shown, only counted as one with what an office records itself.
#[derive(Default)]
pub(crate) struct Elsewhere {
    by_nik: HashMap<String, Vec<Model>>,
    by_document: HashMap<String, Vec<Model>>,
}

impl Elsewhere {
    /// Takes a row up.
    pub(crate) fn learn(&mut self, row: &Model) {
        for (numbers, number) in [(&mut self.by_nik, &row.nik_indeks), (&mut self.by_document, &row.dokumen_indeks)] {
            if let Some(number) = number {
                numbers.entry(number.clone()).or_default().push(row.clone());
            }
        }
    }

    /// A person with those who are the same by number; nothing where there is nobody.
    pub(crate) fn group(&self, person: &Model) -> Option<Vec<OrangId>> {
        let by_nik = person.nik_indeks.as_ref().and_then(|nik| self.by_nik.get(nik));
        let by_document = person.dokumen_indeks.as_ref().and_then(|document| self.by_document.get(document));
        let found = by_nik.into_iter().chain(by_document).flatten().filter(|other| same(person, other));
        let mut group: Vec<OrangId> = found.map(|other| other.id).collect();
        if group.is_empty() {
            return None;
        }
        group.push(person.id);
        Some(group)
    }
}
