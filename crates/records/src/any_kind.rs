//! A kind behind a pointer, so that api, pages and import are written once for all kinds.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, Day, OrangId, Result, Tx};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use crate::change::Change;
use crate::open::Origin;
use crate::related::Target;
use crate::relocate::Linking;
use crate::renew::Renewal;
use crate::search::{Filter, Take};
use crate::touch::Touch;
use crate::{Difference, Enclosure, Head, Info, Mode, Opening, Registered, Row, Shown, Step};

/// What can be done with any kind of record.
pub trait AnyKind: Send + Sync {
    /// The fixed facts.
    fn info(&self) -> &'static Info;
    /// All fields, the person's first.
    fn fields(&self) -> Vec<&'static Field>;
    /// Registers forms in a transaction of its own; `ids` are ids that the client chose.
    fn register<'a>(
        &'a self,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>>;
    /// Registers forms in an open transaction.
    fn register_in<'a>(
        &'a self,
        tx: &'a Tx,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>>;
    /// Changes fields of a record.
    fn edit<'a>(&'a self, ctx: &'a Ctx, change: Change, fields: Form) -> BoxFuture<'a, Result<()>>;
    /// Withdraws a record that should not have been entered.
    fn withdraw<'a>(&'a self, ctx: &'a Ctx, change: Change) -> BoxFuture<'a, Result<()>>;
    /// Restores a withdrawn record.
    fn restore<'a>(&'a self, ctx: &'a Ctx, change: Change) -> BoxFuture<'a, Result<()>>;
    /// Moves a record to the office of a code; `linking` says where records of other kinds point to this one.
    fn relocate<'a>(
        &'a self,
        ctx: &'a Ctx,
        change: Change,
        office: &'a str,
        linking: &'a [Linking],
    ) -> BoxFuture<'a, Result<()>>;
    /// The common columns of all records of a person, whoever may see them.
    fn heads<'a>(&'a self, tx: &'a Tx, person: OrangId) -> BoxFuture<'a, Result<Vec<Head>>>;
    /// Brings all records of a person up to date, whoever may see them, in an open transaction.
    fn renew<'a>(&'a self, tx: &'a Tx, ctx: &'a Ctx, renewal: &'a Renewal<'a>) -> BoxFuture<'a, Result<()>>;
    /// The records of people that the actor's offices have, newest first. The caller leaves the trace.
    fn of_people<'a>(&'a self, ctx: &'a Ctx, people: &'a [OrangId]) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// What does not fit together between its table and its fields: nothing.
    fn undescribed(&self) -> Vec<String>;
    /// The steps of the work.
    fn steps(&self) -> &'static [Step];
    /// Why a record cannot be entered by hand, where that is so.
    fn made_by(&self) -> Option<&'static str>;
    /// What can be printed of a record beside its bundle.
    fn prints(&self) -> &'static [(&'static str, &'static str)];
    /// What is sent along with a record.
    fn encloses(&self) -> Option<Enclosure>;
    /// The link fields whose target shows a record of this kind.
    fn shown_at(&self) -> &'static [&'static str];
    /// The kinds that a record often leads to: their names, and what the button says.
    fn leads_to(&self) -> &'static [(&'static str, &'static str)];
    /// Pages of its own beside the list: the last part of their address, and what the button says.
    fn beside(&self) -> &'static [(&'static str, &'static str)];
    /// How others open a record of it.
    fn opening(&self) -> Option<Opening>;
    /// Registers a record that comes from another, and relates the two.
    fn open<'a>(
        &'a self,
        ctx: &'a Ctx,
        origin: &'a Origin,
        form: &'a Form,
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>>;
    /// Pages of its own that belong to each record: the last part of their address, and what the button says.
    fn parts(&self) -> &'static [(&'static str, &'static str)];
    /// Takes a step with a record.
    fn take<'a>(&'a self, ctx: &'a Ctx, change: Change, step: &'a str, form: Form) -> BoxFuture<'a, Result<()>>;
    /// Says that a record belongs together with another.
    fn relate<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, target: &'a Target) -> BoxFuture<'a, Result<()>>;
    /// The same in an open transaction.
    fn relate_in<'a>(
        &'a self,
        tx: &'a mut Tx,
        ctx: &'a Ctx,
        id: CatatanId,
        target: &'a Target,
    ) -> BoxFuture<'a, Result<bool>>;
    /// The common columns of one record, and its status; leaves no trace, so nothing of it may be shown.
    fn head<'a>(&'a self, ctx: &'a Ctx, id: CatatanId) -> BoxFuture<'a, Result<(Head, &'static str)>>;
    /// Writes a line of history for what was done beside the fields of a record, in an open transaction.
    fn touch<'a>(&'a self, tx: &'a mut Tx, ctx: &'a Ctx, touch: Touch) -> BoxFuture<'a, Result<Head>>;
    /// One record.
    fn read<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, reveal: bool) -> BoxFuture<'a, Result<Shown>>;
    /// One record that was just written with [`Mode::Show`].
    fn read_back<'a>(&'a self, ctx: &'a Ctx, id: CatatanId) -> BoxFuture<'a, Result<Shown>>;
    /// All statuses that there are, as stored.
    fn statuses(&self) -> Vec<&'static str>;
    /// A page of the records that a filter asks for, newest first.
    fn list<'a>(
        &'a self,
        ctx: &'a Ctx,
        filter: &'a Filter,
        before: Option<CatatanId>,
        limit: u64,
    ) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// Hands over all records that a filter asks for, newest first, up to [`crate::search::MOST`], some at a time.
    fn export<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter, take: &'a mut Take<'a>) -> BoxFuture<'a, Result<()>>;
    /// The select of the ids of the records that a filter asks for, as lists and exports run it; none where its text leads to
    /// nothing.
    fn ids<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter) -> BoxFuture<'a, Result<Option<SelectStatement>>>;
    /// The records whose number, number from elsewhere or telephone a text is.
    fn by_number<'a>(&'a self, ctx: &'a Ctx, text: &'a str) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// The records that have one of these numbers of their own, or from elsewhere.
    fn by_numbers<'a>(
        &'a self,
        ctx: &'a Ctx,
        own: &'a [String],
        elsewhere: &'a [String],
    ) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// The records that wait for their number from elsewhere, oldest first by the kind's day.
    fn waiting<'a>(
        &'a self,
        ctx: &'a Ctx,
        filter: &'a Filter,
        after: Option<(Day, CatatanId)>,
        limit: u64,
    ) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// How many records wait for their number from elsewhere.
    fn count_waiting<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter) -> BoxFuture<'a, Result<i64>>;
    /// Writes anew what all records are found by, beside the people they are about.
    fn find_anew<'a>(&'a self, tx: &'a Tx, ctx: &'a Ctx) -> BoxFuture<'a, Result<()>>;
    /// Records by id, as a list shows them.
    fn labels<'a>(&'a self, ctx: &'a Ctx, ids: &'a [CatatanId]) -> BoxFuture<'a, Result<HashMap<CatatanId, Row>>>;
    /// Compares the ledger with the records.
    fn reconcile<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<Vec<Difference>>>;
    /// Derives the tasks of all records anew; returns how many were put right.
    fn derive_tasks<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<usize>>;
}
