//! Who saw a person: the looks that showed them.
//!
//! A look has the people that it showed in its own row, so writing it costs one row. So that not all rows must be read to find those
//! of one person, looks of an hour ago and before are *folded*, some thousands at a time: for each person that they showed one row with
//! the ids of those looks. What is not folded yet is read as it is, and looks from before are found by the rows that they have.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Bytes;

use super::{Column, Entity, Model, person};
use crate::chain::first_id;
use crate::ctx::Ctx;
use crate::db::{chunk_rows, lock};
use crate::id::OrangId;
use crate::problem::{Problem, Result};
use crate::vault::hex;

/// Looks that were folded together.
pub(super) mod folds {
    use sea_orm::entity::prelude::*;

    /// A fold.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jejak_lipatan")]
    pub struct Model {
        /// The id of the last of its looks.
        #[sea_orm(primary_key, auto_increment = false)]
        pub sampai: Uuid,
        /// How many there are.
        pub jejak: i64,
        /// The SHA-256 over its people in order, each with the ids of the looks that showed them.
        pub sidik: String,
        /// Its stamp, over the whole row.
        #[sea_orm(column_type = "Blob")]
        pub meterai: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The looks of a fold that showed a person.
pub(super) mod folded {
    use sea_orm::entity::prelude::*;

    use crate::id::OrangId;

    /// A person in a fold.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jejak_dilihat")]
    pub struct Model {
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub orang_id: OrangId,
        /// The fold.
        #[sea_orm(primary_key, auto_increment = false)]
        pub sampai: Uuid,
        /// The ids of the looks in order, 16 bytes each.
        #[sea_orm(column_type = "Blob")]
        pub jejak: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many looks are folded together.
const LOOKS: u64 = 10_000;
/// How old looks are when they are folded: transactions take time, and clocks of processes differ.
const SETTLED: TimeDelta = TimeDelta::hours(1);

/// The ids in joined bytes.
pub(super) fn ids(bytes: &[u8]) -> impl Iterator<Item = Uuid> + '_ {
    bytes.chunks_exact(size_of::<Bytes>()).filter_map(|id| Uuid::from_slice(id).ok())
}

async fn newest(db: &impl ConnectionTrait) -> Result<Option<Uuid>> {
    let newest = folds::Entity::find().order_by_desc(folds::Column::Sampai).limit(1).one(db).await?;
    Ok(newest.map(|fold| fold.sampai))
}

/// The looks that showed a person from one instant to another, oldest first. The caller must have checked that the actor may know.
///
/// # Errors
/// Any database error.
pub async fn seen(db: &impl ConnectionTrait, person: OrangId, span: Span) -> Result<Vec<Model>> {
    let looks = ids_of(db, &[person], span).await?;
    let mut seen = Vec::with_capacity(looks.len());
    for chunk in looks.chunks(chunk_rows(1)) {
        seen.extend(within(db, chunk, span).await?);
    }
    seen.sort_by_key(|look| (look.pada, look.id));
    Ok(seen)
}

/// From one instant to another, both included.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

/// A page of the looks that showed one of these rows of a person, newest first: at most so many, after the look with the id where the
/// page before ended. The looks of a page are one statement; which they are is known from the index that [`fold`] keeps. The caller must
/// have checked that the actor may know.
///
/// # Errors
/// Any database error.
pub async fn seen_page(
    db: &impl ConnectionTrait,
    people: &[OrangId],
    span: Span,
    (before, most): (Option<Uuid>, usize),
) -> Result<Vec<Model>> {
    let mut looks = ids_of(db, people, span).await?;
    looks.retain(|id| before.is_none_or(|before| *id < before));
    let mut page = Vec::new();
    for chunk in looks.chunks(most.clamp(1, chunk_rows(1))) {
        page.extend(within(db, chunk, span).await?);
        if page.len() >= most {
            break;
        }
    }
    page.sort_by_key(|look| std::cmp::Reverse(look.id));
    page.truncate(most);
    Ok(page)
}

/// The ids of the looks that showed one of some people, from an hour before a span until an hour after it, newest first.
async fn ids_of(db: &impl ConnectionTrait, people: &[OrangId], (from, until): Span) -> Result<Vec<Uuid>> {
    // Ids hold the instant at which they were made.
    let (first, last) = (first_id(from - SETTLED), first_id(until + SETTLED));
    let rows = folded::Entity::find()
        .filter(folded::Column::OrangId.is_in(people.iter().copied()))
        .filter(folded::Column::Sampai.gte(first))
        .all(db)
        .await?;
    let mut looks: Vec<Uuid> = rows.iter().flat_map(|row| ids(&row.jejak)).collect();
    let before = person::Entity::find().filter(person::Column::OrangId.is_in(people.iter().copied())).all(db).await?;
    looks.extend(before.into_iter().map(|row| row.jejak_id));
    looks.extend(unfolded(db, people, (from, until)).await?);
    looks.retain(|id| (first..=last).contains(id));
    looks.sort_unstable_by(|one, other| other.cmp(one));
    looks.dedup();
    Ok(looks)
}

/// Those of some looks that were in a span.
async fn within(db: &impl ConnectionTrait, looks: &[Uuid], (from, until): Span) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::Id.is_in(looks.iter().copied())).all(db).await?;
    Ok(rows.into_iter().filter(|look| from <= look.pada && look.pada <= until).collect())
}

/// The looks that showed one of some people and are not folded yet.
async fn unfolded(db: &impl ConnectionTrait, people: &[OrangId], (from, until): Span) -> Result<Vec<Uuid>> {
    let sought = |shown: &[u8]| ids(shown).any(|one| people.iter().any(|person| person.0 == one));
    let mut after = newest(db).await?.unwrap_or_default().max(first_id(from - SETTLED));
    let mut found = Vec::new();
    loop {
        let looks = page(db, after, first_id(until + SETTLED)).await?;
        let Some((last, _)) = looks.last() else { return Ok(found) };
        after = *last;
        found.extend(looks.iter().filter(|(_, shown)| sought(shown)).map(|(id, _)| *id));
    }
}

/// Looks after one and before another, in order, with their people.
async fn page(db: &impl ConnectionTrait, after: Uuid, before: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let looks = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Orang])
        .filter(Column::Orang.is_not_null())
        .filter(Column::Id.gt(after))
        .filter(Column::Id.lt(before))
        .order_by_asc(Column::Id)
        .limit(LOOKS);
    Ok(looks.into_tuple().all(db).await?)
}

/// Folds the looks that are old enough. Each fold is a transaction of its own.
///
/// # Errors
/// Any database error.
pub async fn fold(ctx: &Ctx) -> Result<()> {
    loop {
        let tx = ctx.begin().await?;
        lock(&tx, "jejak").await?;
        let after = newest(&*tx).await?.unwrap_or_default();
        let looks = page(&*tx, after, first_id(tx.at - SETTLED)).await?;
        let Some((last, _)) = looks.last() else { return Ok(()) };
        let mut people: BTreeMap<Uuid, Vec<u8>> = BTreeMap::new();
        for (look, shown) in &looks {
            for person in ids(shown) {
                people.entry(person).or_default().extend_from_slice(look.as_bytes());
            }
        }
        let mut print = Sha256::new();
        for (person, seen) in &people {
            add(&mut print, *person, seen);
        }
        let jejak = i64::try_from(looks.len()).map_err(Problem::internal)?;
        let mut fold = folds::Model { sampai: *last, jejak, sidik: hex(&print.finalize()), meterai: Vec::new() };
        fold.meterai = ctx.house.vault.stamp(&fold, &[]);
        folds::Entity::insert(fold.into_active_model().reset_all()).exec_without_returning(&*tx).await?;
        let rows: Vec<_> = people
            .into_iter()
            .map(|(person, jejak)| folded::ActiveModel {
                orang_id: Set(OrangId(person)),
                sampai: Set(*last),
                jejak: Set(jejak),
            })
            .collect();
        for chunk in rows.chunks(chunk_rows(3)) {
            folded::Entity::insert_many(chunk.to_vec()).exec_without_returning(&*tx).await?;
        }
        tx.commit().await?;
    }
}

/// Adds a person and the looks that showed them to a fingerprint.
pub(super) fn add(print: &mut Sha256, person: Uuid, looks: &[u8]) {
    print.update(person.as_bytes());
    print.update((looks.len() as u64).to_be_bytes());
    print.update(looks);
}
