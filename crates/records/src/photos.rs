//! Pictures that the office may publish: those attached to records of kinds that say so ([`crate::More::pictured`]). Who may read
//! figures may see them, since they are chosen for the report of the figures. Never a person's papers.

use std::collections::HashMap;

use chrono::Datelike;
use kernel::access::{Read, log_unfiled};
use kernel::db::chunk_rows;
use kernel::{CatatanId, Ctx, Day, KantorId, Permission, Result};
use lampiran::{Column, Entity, Macam, Model, Store};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

pub use lampiran::Scaled;

use crate::files::Attached;
use crate::{AnyKind, Registry, Row};

/// Where these pictures are found and opened.
#[derive(Clone)]
pub struct Album {
    registry: Registry,
    store: Store,
}

/// A picture of a record.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The attachment.
    pub id: Uuid,
    /// The name of the kind of its record.
    pub kind: &'static str,
    /// The record.
    pub record: CatatanId,
    /// The number of the record.
    pub number: String,
    /// What people call the record.
    pub subject: String,
    /// The record's office.
    pub office: KantorId,
    /// The day on which it happened.
    pub day: Option<Day>,
    /// The name of its file; only a label.
    pub name: String,
    /// The remark on it.
    pub remark: Option<String>,
    /// Why it may no longer be shown: it was removed, or its record was withdrawn.
    pub gone: Option<String>,
    macam: Macam,
    address: String,
}

impl Photo {
    fn of(ctx: &Ctx, kind: &dyn AnyKind, record: &Row, row: Model) -> Result<Self> {
        let info = kind.info();
        let attached = Attached::of(ctx, row)?;
        let removed =
            attached.removed.map(|(by, _, why)| format!("lampirannya dihapus {by}: {}", why.trim_end_matches('.')));
        let withdrawn = record.head.withdrawn.map(|_| "catatannya dibatalkan".to_owned());
        let day = record.day(info).and_then(|text| text.parse().ok());
        Ok(Self {
            id: attached.id,
            kind: info.name,
            record: record.head.id,
            number: record.head.number.clone(),
            subject: record.called(info).unwrap_or(info.title).to_owned(),
            office: record.head.office,
            day,
            name: attached.name,
            remark: attached.remark,
            gone: removed.or(withdrawn),
            macam: attached.macam,
            address: attached.address,
        })
    }

    /// The address of its record.
    #[must_use]
    pub fn home(&self) -> String {
        format!("/{}/{}", self.kind, self.record)
    }
}

impl Album {
    /// The album of these kinds, whose files lie in a store.
    #[must_use]
    pub fn new(registry: &Registry, store: &Store) -> Self {
        Self { registry: registry.clone(), store: store.clone() }
    }

    /// The pictures of an office that may be chosen for a year, by day.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`] for who may not read figures; any database error.
    pub async fn of_year(&self, ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Photo>> {
        let rows = self
            .pictures(ctx)?
            .filter(Column::KantorId.eq(office))
            .filter(Column::DihapusPada.is_null())
            .order_by_asc(Column::DiunggahPada)
            .order_by_asc(Column::Id)
            .all(ctx.db())
            .await?;
        let mut photos = self.shown(ctx, rows).await?;
        let fits = |photo: &Photo| photo.office == office && photo.day.is_some_and(|day| day.year() == year);
        photos.retain(|photo| fits(photo) && photo.gone.is_none());
        photos.sort_by_key(|photo| (photo.day, photo.number.clone()));
        Ok(photos)
    }

    /// Pictures by their attachments, also those that may no longer be shown. What the actor's offices do not have is left out.
    ///
    /// # Errors
    /// As [`Album::of_year`].
    pub async fn named(&self, ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Photo>> {
        let mut rows = Vec::with_capacity(ids.len());
        for some in ids.chunks(chunk_rows(1)) {
            rows.extend(self.pictures(ctx)?.filter(Column::Id.is_in(some.iter().copied())).all(ctx.db()).await?);
        }
        Ok(self.shown(ctx, rows).await?.into_iter().map(|photo| (photo.id, photo)).collect())
    }

    /// A picture for paper; opening it is logged. It takes a moment, so call it where it may block.
    ///
    /// # Errors
    /// [`kernel::Problem::Malformed`] for a picture that cannot be opened, [`kernel::Problem::Internal`] when its file is not the one
    /// that was stored, [`kernel::Problem::Unlogged`].
    pub async fn open(&self, ctx: &Ctx, photo: &Photo) -> Result<Scaled> {
        ctx.actor.require(Permission::ReadReports)?;
        log_unfiled(ctx, Read { action: "unduh", kind: photo.kind, revealed: true }).await?;
        let bytes = self.store.get(&photo.address).await?;
        lampiran::scaled(photo.macam, &bytes)
    }

    fn kinds(&self) -> Vec<&'static dyn AnyKind> {
        let open = |kind: &&'static dyn AnyKind| kind.info().more.pictured && !kind.info().person;
        self.registry.all().iter().copied().filter(open).collect()
    }

    fn pictures(&self, ctx: &Ctx) -> Result<Select<Entity>> {
        ctx.actor.require(Permission::ReadReports)?;
        let kinds: Vec<&str> = self.kinds().iter().map(|kind| kind.info().name).collect();
        Ok(Entity::find()
            .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
            .filter(Column::Jenis.is_in(kinds))
            .filter(Column::Macam.is_in([Macam::Jpeg, Macam::Png].map(Macam::code))))
    }

    async fn shown(&self, ctx: &Ctx, rows: Vec<Model>) -> Result<Vec<Photo>> {
        let mut records: HashMap<CatatanId, (&'static dyn AnyKind, Row)> = HashMap::new();
        for kind in self.kinds() {
            let name = kind.info().name;
            let mut ids: Vec<CatatanId> =
                rows.iter().filter(|row| row.jenis == name).map(|row| row.catatan_id).collect();
            ids.sort_unstable();
            ids.dedup();
            for some in ids.chunks(chunk_rows(1)) {
                let found = kind.labels(ctx, some).await?;
                records.extend(found.into_iter().map(|(id, row)| (id, (kind, row))));
            }
        }
        let mut photos = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some((kind, record)) = records.get(&row.catatan_id) {
                photos.push(Photo::of(ctx, *kind, record, row)?);
            }
        }
        Ok(photos)
    }
}
