//! What is kept of a report in versions: what people write in it, and which photos are chosen for it. Each version is a row of an office
//! and a year, added and never changed. Who saves names the version that was read, so two who save at once lose nothing; and what the
//! head has signed with a closing is saved again only beside a revision of it.

mod commands;
pub(crate) mod page;
mod queries;
mod signed;
pub(crate) mod view;

use chrono::{DateTime, Utc};
use kernel::{KantorId, PenggunaId};
use sea_orm::entity::prelude::*;

pub(crate) use commands::{own, save};
pub(crate) use queries::{after, before, history, of_year};
pub(crate) use signed::{Lock, lock};

/// Of what a version is kept.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The office.
    pub office: KantorId,
    /// The year.
    pub year: i32,
    /// The key of the section; empty where a report has one only.
    pub key: &'a str,
}

/// What became of what was sent.
#[derive(Clone, Debug)]
pub enum Saved<M> {
    /// It stands.
    Done,
    /// Somebody else has saved one in between; nothing was written.
    Behind(Box<M>),
}

/// The columns that each table of versions has.
pub(crate) struct Columns<C> {
    /// The running number.
    pub number: C,
    /// The office.
    pub office: C,
    /// The year of the report.
    pub year: C,
    /// The version, from 1.
    pub version: C,
}

/// A new version, but for what it holds.
pub(crate) struct Stamp {
    /// Its running number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// The name of who saves it.
    pub name: String,
    /// The account; none for the system.
    pub user: Option<PenggunaId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A table of versions.
pub(crate) trait Versions: EntityTrait {
    /// What a version holds.
    type Held: PartialEq + Send;
    /// The lock of who saves.
    const LOCK: &'static str;

    /// Its columns.
    fn columns() -> Columns<Self::Column>;
    /// Which rows are of a key; none where a report has one only.
    fn of_key(key: &str) -> Option<Expr>;
    /// The version of a row.
    fn version(row: &Self::Model) -> i64;
    /// When a row was saved.
    fn at(row: &Self::Model) -> DateTime<Utc>;
    /// What a row holds.
    fn held(row: &Self::Model) -> &Self::Held;
    /// Whether that is nothing, so that it is no first version.
    fn is_nothing(held: &Self::Held) -> bool;
    /// The next row.
    fn next(stamp: Stamp, place: Place<'_>, held: Self::Held) -> Self::ActiveModel;
}
