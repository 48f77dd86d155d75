//! A kind as a value: each method goes to the function that does it for the kind.

use std::collections::HashMap;
use std::marker::PhantomData;

use futures_util::future::BoxFuture;
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, Day, OrangId, Result, Tx};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use crate::change::Change;
use crate::described;
use crate::kind::all_fields;
use crate::open::{self, Origin};
use crate::related::{self, Target};
use crate::relocate::{self, Linking};
use crate::renew::{self, Renewal};
use crate::search::{self, Filter, Take};
use crate::touch::{self, Touch};
use crate::{
    AnyKind, Difference, Enclosure, Head, Info, Kind, Mode, Opening, Record, Registered, Row, Shown, Step, edit,
    queries, reconcile, register, step, tugas, withdraw,
};

/// A kind as a value.
pub struct Of<K>(PhantomData<K>);

impl<K> Of<K> {
    /// The value.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<K> Default for Of<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Kind> AnyKind for Of<K> {
    fn info(&self) -> &'static Info {
        const { &K::INFO }
    }

    fn fields(&self) -> Vec<&'static Field> {
        all_fields::<K>()
    }

    fn register<'a>(
        &'a self,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>> {
        Box::pin(async move {
            let tx = ctx.begin().await?;
            let done = register::register::<K>(&tx, ctx, forms, ids, mode).await?;
            if done.written {
                tx.commit().await?;
            }
            Ok(done)
        })
    }

    fn register_in<'a>(
        &'a self,
        tx: &'a Tx,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>> {
        Box::pin(register::register::<K>(tx, ctx, forms, ids, mode))
    }

    fn edit<'a>(&'a self, ctx: &'a Ctx, change: Change, fields: Form) -> BoxFuture<'a, Result<()>> {
        Box::pin(edit::edit::<K>(ctx, change, fields))
    }

    fn withdraw<'a>(&'a self, ctx: &'a Ctx, change: Change) -> BoxFuture<'a, Result<()>> {
        Box::pin(withdraw::withdraw::<K>(ctx, change))
    }

    fn restore<'a>(&'a self, ctx: &'a Ctx, change: Change) -> BoxFuture<'a, Result<()>> {
        Box::pin(withdraw::restore::<K>(ctx, change))
    }

    fn relocate<'a>(
        &'a self,
        ctx: &'a Ctx,
        change: Change,
        office: &'a str,
        linking: &'a [Linking],
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(relocate::relocate::<K>(ctx, change, office, linking))
    }

    fn heads<'a>(&'a self, tx: &'a Tx, person: OrangId) -> BoxFuture<'a, Result<Vec<Head>>> {
        Box::pin(renew::heads::<K>(&**tx, person))
    }

    fn renew<'a>(&'a self, tx: &'a Tx, ctx: &'a Ctx, renewal: &'a Renewal<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(renew::renew::<K>(tx, ctx, renewal))
    }

    fn of_people<'a>(&'a self, ctx: &'a Ctx, people: &'a [OrangId]) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(queries::of_people::<K>(ctx, people))
    }

    fn undescribed(&self) -> Vec<String> {
        described::undescribed::<K>()
    }

    fn steps(&self) -> &'static [Step] {
        K::STEPS
    }

    fn made_by(&self) -> Option<&'static str> {
        K::MADE_BY
    }

    fn prints(&self) -> &'static [(&'static str, &'static str)] {
        K::PRINTS
    }

    fn encloses(&self) -> Option<Enclosure> {
        K::ENCLOSES
    }

    fn shown_at(&self) -> &'static [&'static str] {
        K::SHOWN_AT
    }

    fn leads_to(&self) -> &'static [(&'static str, &'static str)] {
        K::LEADS_TO
    }

    fn beside(&self) -> &'static [(&'static str, &'static str)] {
        K::BESIDE
    }

    fn opening(&self) -> Option<Opening> {
        K::OPENING
    }

    fn open<'a>(
        &'a self,
        ctx: &'a Ctx,
        origin: &'a Origin,
        form: &'a Form,
        mode: Mode,
    ) -> BoxFuture<'a, Result<Registered>> {
        Box::pin(open::open::<K>(ctx, origin, form, mode))
    }

    fn parts(&self) -> &'static [(&'static str, &'static str)] {
        K::PARTS
    }

    fn take<'a>(&'a self, ctx: &'a Ctx, change: Change, step: &'a str, form: Form) -> BoxFuture<'a, Result<()>> {
        Box::pin(step::take::<K>(ctx, change, step, form))
    }

    fn relate<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, target: &'a Target) -> BoxFuture<'a, Result<()>> {
        Box::pin(related::relate::<K>(ctx, id, target))
    }

    fn relate_in<'a>(
        &'a self,
        tx: &'a mut Tx,
        ctx: &'a Ctx,
        id: CatatanId,
        target: &'a Target,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(related::relate_in::<K>(tx, ctx, id, target))
    }

    fn head<'a>(&'a self, ctx: &'a Ctx, id: CatatanId) -> BoxFuture<'a, Result<(Head, &'static str)>> {
        Box::pin(async move {
            ctx.actor.require(K::INFO.permission)?;
            let record = queries::load::<K>(ctx.db(), ctx, id).await?;
            Ok((record.head(), record.status()))
        })
    }

    fn touch<'a>(&'a self, tx: &'a mut Tx, ctx: &'a Ctx, touch: Touch) -> BoxFuture<'a, Result<Head>> {
        Box::pin(touch::touch::<K>(tx, ctx, touch))
    }

    fn read<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, reveal: bool) -> BoxFuture<'a, Result<Shown>> {
        Box::pin(queries::read::<K>(ctx, id, reveal))
    }

    fn read_back<'a>(&'a self, ctx: &'a Ctx, id: CatatanId) -> BoxFuture<'a, Result<Shown>> {
        Box::pin(queries::read_back::<K>(ctx, id))
    }

    fn statuses(&self) -> Vec<&'static str> {
        <K::Record as crate::Record>::statuses()
    }

    fn list<'a>(
        &'a self,
        ctx: &'a Ctx,
        filter: &'a Filter,
        before: Option<CatatanId>,
        limit: u64,
    ) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(search::list::<K>(ctx, filter, before, limit))
    }

    fn export<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter, take: &'a mut Take<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(search::export::<K>(ctx, filter, take))
    }

    fn ids<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter) -> BoxFuture<'a, Result<Option<SelectStatement>>> {
        Box::pin(search::ids::<K>(ctx, filter))
    }

    fn by_number<'a>(&'a self, ctx: &'a Ctx, text: &'a str) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(search::by_number::<K>(ctx, text))
    }

    fn by_numbers<'a>(
        &'a self,
        ctx: &'a Ctx,
        own: &'a [String],
        elsewhere: &'a [String],
    ) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(search::by_numbers::<K>(ctx, own, elsewhere))
    }

    fn waiting<'a>(
        &'a self,
        ctx: &'a Ctx,
        filter: &'a Filter,
        after: Option<(Day, CatatanId)>,
        limit: u64,
    ) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(search::waiting::<K>(ctx, filter, after, limit))
    }

    fn count_waiting<'a>(&'a self, ctx: &'a Ctx, filter: &'a Filter) -> BoxFuture<'a, Result<i64>> {
        Box::pin(search::count_waiting::<K>(ctx, filter))
    }

    fn find_anew<'a>(&'a self, tx: &'a Tx, ctx: &'a Ctx) -> BoxFuture<'a, Result<()>> {
        Box::pin(search::find_anew::<K>(tx, ctx))
    }

    fn labels<'a>(&'a self, ctx: &'a Ctx, ids: &'a [CatatanId]) -> BoxFuture<'a, Result<HashMap<CatatanId, Row>>> {
        Box::pin(queries::labels::<K>(ctx, ids))
    }

    fn reconcile<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<Vec<Difference>>> {
        Box::pin(reconcile::reconcile::<K>(ctx))
    }

    fn derive_tasks<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<usize>> {
        Box::pin(tugas::derive::<K>(ctx))
    }
}
