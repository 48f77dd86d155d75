//! What every command and query receives: the database, the clock, ids, the actor, and the house's settings.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};
use uuid::Uuid;

use crate::access::{self, Gathering, Read};
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::chain::Numbers;
use crate::clock::{Clock, Ids};
use crate::db::{self, BeforeCommit, Kept, Pen, Pulse, Write};
use crate::history;
use crate::id::OrangId;
use crate::live::Live;
use crate::offices::{Letterheads, Offices};
use crate::period::{Day, day_of};
use crate::problem::Result;
use crate::reference::Reference;
use crate::rules::Rules;
use crate::space::Space;
use crate::tenggat::Clocks;
use crate::vault::Vault;

/// What all requests of a process share.
pub struct House {
    /// The database, for lists, searches and figures, see [`Pools`](crate::db::Pools).
    pub db: DatabaseConnection,
    /// The same, for rows that are found by a key.
    pub keyed: Kept,
    /// The same, for writing.
    pub pen: Pen,
    /// The looks that wait to be written into the access log.
    pub looks: Gathering,
    /// A hook of tests that runs just before each COMMIT; not set in production.
    pub before_commit: OnceLock<BeforeCommit>,
    /// Whether the database answers.
    pub pulse: Pulse,
    /// How much space is left on the disks that the program writes to.
    pub space: Space,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Ids,
    /// Keys for what is encrypted at rest.
    pub vault: Vault,
    /// Vocabularies, countries and areas; the words change while the program runs.
    pub reference: Live<Reference>,
    /// The offices.
    pub offices: Offices,
    /// What stands on their letters; it changes while the program runs.
    pub letterheads: Live<Letterheads>,
    /// What counts under which measure, since when and on what legal basis.
    pub rules: Rules,
    /// Which days are working days; they change while the program runs.
    pub calendar: Live<Calendar>,
    /// The deadlines: what must be done by when; they change while the program runs.
    pub clocks: Live<Clocks>,
}

/// The context of one request, job or command.
#[derive(Clone)]
pub struct Ctx {
    /// The house.
    pub house: Arc<House>,
    /// Who acts.
    pub actor: Actor,
    /// The id of the request, as shown in logs and error messages.
    pub request: Uuid,
}

impl Ctx {
    /// A context for `actor`.
    #[must_use]
    pub fn new(house: Arc<House>, actor: Actor) -> Self {
        let request = house.ids.next(house.clock.now());
        Self { house, actor, request }
    }

    /// The database, for reading.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        &self.house.db
    }

    /// The database, for reading rows by a key, see [`Pools`](crate::db::Pools).
    #[must_use]
    pub fn keyed(&self) -> &Kept {
        &self.house.keyed
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.house.clock.now()
    }

    /// The present day in WIB.
    #[must_use]
    pub fn today(&self) -> Day {
        day_of(self.now())
    }

    /// The condition that limits a query to rows of the actor's offices; `column` contains the row's office. Always use this
    /// for such a limit. For records of a kind use `AnyKind::seen`, which also includes records that are shared with the
    /// office.
    #[must_use]
    pub fn of_offices(&self, column: impl IntoColumnRef) -> Expr {
        Expr::col(column).is_in(self.actor.offices.iter().map(|office| office.0))
    }

    /// Begins a write transaction. Dropping it without [`Tx::commit`] undoes everything.
    ///
    /// # Errors
    /// [`crate::Problem::Busy`] when the database is not available.
    pub async fn begin(&self) -> Result<Tx> {
        let (conn, floor) = self.house.pen.begin_above().await?;
        Ok(self.timed(conn, floor))
    }

    /// As [`Ctx::begin`], for a short command, which may be made durable together with others that wait. What it sees of them may not be
    /// durable yet: where it ends without COMMIT and its answer speaks of a record, [`Tx::give_up`] comes before the answer.
    ///
    /// # Errors
    /// As [`Ctx::begin`].
    pub async fn begin_short(&self) -> Result<Tx> {
        let (conn, floor) = self.house.pen.begin_short().await?;
        Ok(self.timed(conn, floor))
    }

    /// Begins a write transaction that runs alone, with no other writer. It sees everything recorded before it, and everything
    /// recorded after it gets a later time.
    ///
    /// # Errors
    /// [`crate::Problem::Busy`] when the database is not available.
    pub async fn begin_alone(&self) -> Result<Tx> {
        let conn = self.house.pen.begin_alone().await?;
        let floor = db::floor(&conn).await?;
        Ok(self.timed(conn, floor))
    }

    /// Reads the time after the write lock is taken, so that later writes get a later time. The time is always after the newest
    /// closing, whatever the host's clock says.
    fn timed(&self, conn: Write, floor: Option<DateTime<Utc>>) -> Tx {
        let (at, house) = (self.house.clock.now(), Arc::clone(&self.house));
        let mut tx = Tx { at, conn, house, numbers: Mutex::default(), lines: Mutex::default(), met: Mutex::default() };
        if let Some(floor) = floor {
            tx.not_before(floor);
        }
        tx
    }
}

/// A write transaction. Everything in it is recorded with the same time.
pub struct Tx {
    /// The recorded time of all that the transaction writes.
    pub at: DateTime<Utc>,
    conn: Write,
    pub(crate) house: Arc<House>,
    /// The chain numbers for what it writes, see [`crate::chain`].
    pub(crate) numbers: Mutex<Numbers>,
    /// Lines of history that are queued and not written yet, see [`history::append_later`].
    pub(crate) lines: Mutex<Vec<history::Model>>,
    /// Whom a refusal tells of, see [`Tx::refuse`].
    met: Mutex<Vec<OrangId>>,
}

impl Tx {
    /// Moves the recorded time to after `earlier` if the host's clock was set back, so that of two changes of a record the
    /// later one has the later time.
    pub fn not_before(&mut self, earlier: DateTime<Utc>) {
        self.at = Ord::max(self.at, earlier + TimeDelta::microseconds(1));
    }

    /// A new id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.house.ids.next(self.at)
    }

    /// Notes people against whom it was held what somebody typed: a refusal, and a dry run, tell of them.
    pub fn tells_of(&self, people: impl IntoIterator<Item = OrangId>) {
        self.met.lock().unwrap_or_else(PoisonError::into_inner).extend(people);
    }

    /// Undoes everything, logs whom the refusal tells of, and gives the refusal back, which may only be answered after this.
    ///
    /// # Errors
    /// The refusal itself; [`access::log`]; where nothing was refused, as [`Write::give_up`].
    pub async fn refuse<T>(self, ctx: &Ctx, refused: Result<T>) -> Result<T> {
        let met = std::mem::take(&mut *self.met.lock().unwrap_or_else(PoisonError::into_inner));
        let undone = self.give_up().await;
        access::log(ctx, Read { action: "cocokkan", kind: "orang", revealed: false }, met).await?;
        // What a problem says of another's record is so by now, or that record is undone and the problem with it.
        refused.and_then(|done| undone.map(|()| done))
    }

    /// Undoes everything, see [`Write::give_up`].
    ///
    /// # Errors
    /// As [`Write::give_up`].
    pub async fn give_up(self) -> Result<()> {
        self.conn.give_up().await
    }

    /// Makes everything written durable.
    ///
    /// # Errors
    /// Any database error.
    pub async fn commit(self) -> Result<()> {
        history::write(&self).await?;
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).given_out()?;
        self.conn.commit_after(self.house.before_commit.get()).await
    }
}

impl Deref for Tx {
    type Target = Write;
    fn deref(&self) -> &Write {
        &self.conn
    }
}
