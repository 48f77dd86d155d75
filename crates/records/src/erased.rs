//! A kind behind a pointer, so that api, pages and import are written once for all kinds.

use std::collections::HashMap;
use std::marker::PhantomData;

use futures_util::future::BoxFuture;
use kernel::form::{Field, Form, parse};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use uuid::Uuid;

use crate::change::{self, Change, apply};
use crate::kind::all_fields;
use crate::{
    Difference, Head, Info, Kind, Mode, Record, Registered, Row, Sealer, Shown, link, queries, reconcile, register,
};

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
        tx: &'a kernel::Tx,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
    ) -> BoxFuture<'a, Result<Registered>>;
    /// Changes fields of a record.
    fn edit<'a>(&'a self, ctx: &'a Ctx, change: Change, fields: Form) -> BoxFuture<'a, Result<()>>;
    /// One record.
    fn read<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, reveal: bool) -> BoxFuture<'a, Result<Shown>>;
    /// A page of records, newest first.
    fn list<'a>(&'a self, ctx: &'a Ctx, before: Option<CatatanId>, limit: u64) -> BoxFuture<'a, Result<Vec<Row>>>;
    /// Records by id, as a list shows them.
    fn labels<'a>(&'a self, ctx: &'a Ctx, ids: &'a [CatatanId]) -> BoxFuture<'a, Result<HashMap<CatatanId, Row>>>;
    /// Compares the ledger with the records.
    fn reconcile<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<Vec<Difference>>>;
}

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
        tx: &'a kernel::Tx,
        ctx: &'a Ctx,
        forms: &'a [Form],
        ids: &'a [Option<Uuid>],
    ) -> BoxFuture<'a, Result<Registered>> {
        Box::pin(register::register::<K>(tx, ctx, forms, ids, Mode::Write))
    }

    fn edit<'a>(&'a self, ctx: &'a Ctx, change: Change, fields: Form) -> BoxFuture<'a, Result<()>> {
        Box::pin(edit::<K>(ctx, change, fields))
    }

    fn read<'a>(&'a self, ctx: &'a Ctx, id: CatatanId, reveal: bool) -> BoxFuture<'a, Result<Shown>> {
        Box::pin(queries::read::<K>(ctx, id, reveal))
    }

    fn list<'a>(&'a self, ctx: &'a Ctx, before: Option<CatatanId>, limit: u64) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(queries::list::<K>(ctx, before, limit))
    }

    fn labels<'a>(&'a self, ctx: &'a Ctx, ids: &'a [CatatanId]) -> BoxFuture<'a, Result<HashMap<CatatanId, Row>>> {
        Box::pin(queries::labels::<K>(ctx, ids))
    }

    fn reconcile<'a>(&'a self, ctx: &'a Ctx) -> BoxFuture<'a, Result<Vec<Difference>>> {
        Box::pin(reconcile::reconcile::<K>(ctx))
    }
}

/// Changes fields of a record: what it says now, with the given fields replaced, is read like a new form.
async fn edit<K: Kind>(ctx: &Ctx, change: Change, fields: Form) -> Result<()> {
    ctx.actor.require(K::INFO.permission)?;
    if let Some(field) = fields.keys().find(|key| !K::FIELDS.iter().any(|f| f.key == key.as_str())) {
        return Err(Problem::field(field, "Isian ini tidak dapat diubah di sini."));
    }
    let (tx, old) = change::begin::<K>(ctx, &change).await?;
    if old.head().withdrawn.is_some() && !fields.is_empty() {
        return Err(change::withdrawn(old.status()));
    }
    let key = change::person_key(&tx, ctx, &old.head()).await?;
    let mut form = queries::own_text::<K>(&*tx, &old, key.as_ref()).await?;
    form.extend(fields);
    let own: Vec<&Field> = K::FIELDS.iter().collect();
    let mut values = parse(&own, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let mut errors: Vec<FieldError> = K::check(&values);
    for missing in
        link::resolve(&*tx, old.head().office, K::FIELDS.iter().collect::<Vec<_>>().as_slice(), &mut [&mut values])
            .await?
    {
        errors.extend(missing);
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let head = Head { version: old.head().version + 1, changed: tx.at, ..old.head() };
    let new = K::build(head, &values, &Sealer { table: K::INFO.table, key: key.as_ref() })?;
    apply::<K>(&tx, ctx, &old, &new, change).await?;
    tx.commit().await
}
