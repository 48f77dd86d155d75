//! Links (`rantai`): each is the fingerprint of all rows since the previous link, and of that link.
//!
//! Stamps protect only against people without the key. A link whose stamp is printed on a signed closing, on paper, also
//! protects against people who have it.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::{Book, stream, streams};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::vault::hex;
use crate::{access, db, history};

/// A link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rantai")]
pub struct Model {
    /// Its place in the chain, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub urutan: i64,
    /// When it was made.
    pub pada: DateTimeUtc,
    /// Why: `awal`, `malam` or `penutupan`.
    pub sebab: String,
    /// The counters of each stream: number of the stream, its last history number, its last access log number.
    pub kepala: Json,
    /// How many lines of history are new.
    pub riwayat: i64,
    /// The SHA-256 over their stamps, in the order of their ids.
    pub sidik_riwayat: String,
    /// How many rows of the access log are new.
    pub jejak: i64,
    /// The SHA-256 over their stamps, in the order of their ids.
    pub sidik_jejak: String,
    /// The stamp of the previous link, in hex; zeros for the first link.
    pub sebelum: String,
    /// Its own stamp, over the whole row.
    #[sea_orm(column_type = "Blob")]
    pub meterai: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Why a link is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// For the rows from before stamps existed.
    Beginning,
    /// Made every night.
    Night,
    /// For a closing.
    Closing,
}

impl Cause {
    fn code(self) -> &'static str {
        match self {
            Self::Beginning => "awal",
            Self::Night => "malam",
            Self::Closing => "penutupan",
        }
    }
}

impl Model {
    /// Its stamp in hex, which a closing uses to name the link.
    #[must_use]
    pub fn name(&self) -> String {
        hex(&self.meterai)
    }

    /// The counters of the streams in a book, by stream number.
    pub(super) fn heads(&self, book: Book) -> Result<HashMap<i64, i64>> {
        let all: Vec<(i64, i64, i64)> = serde_json::from_value(self.kepala.clone()).map_err(Problem::internal)?;
        let of = |(stream, history, access)| (stream, if book == Book::History { history } else { access });
        Ok(all.into_iter().map(of).collect())
    }

    pub(super) fn said(&self, book: Book) -> (i64, &str) {
        match book {
            Book::History => (self.riwayat, &self.sidik_riwayat),
            Book::Access => (self.jejak, &self.sidik_jejak),
        }
    }
}

/// All links, oldest first.
///
/// # Errors
/// Any database error.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_asc(Column::Urutan).all(db).await?)
}

async fn newest(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::Urutan).one(db).await?)
}

/// What the first link has in place of a previous stamp: 64 zeros.
pub(super) fn beginning() -> String {
    "0".repeat(64)
}

/// Makes a link over all rows committed since the newest link. It reads without a lock, since rows up to the counters that it
/// has read no longer change. If another process makes a link at the same moment, that one is returned.
///
/// # Errors
/// Any database error.
pub async fn strike(ctx: &Ctx, cause: Cause) -> Result<Model> {
    let before = newest(ctx.db()).await?;
    let heads = streams(ctx.db()).await?;
    let history = fresh(ctx, Book::History, before.as_ref(), &heads).await?;
    let access = fresh(ctx, Book::Access, before.as_ref(), &heads).await?;
    let tx = ctx.begin().await?;
    db::lock(&tx, "rantai").await?;
    let newest = newest(&*tx).await?;
    if let Some(newest) = newest.filter(|newest| Some(newest.urutan) != before.as_ref().map(|link| link.urutan)) {
        return Ok(newest);
    }
    let counted: Vec<(i64, i64, i64)> = heads.iter().map(|s| (s.nomor, s.riwayat, s.jejak)).collect();
    let counted: Vec<_> = counted.into_iter().filter(|(_, history, access)| history + access > 0).collect();
    let mut link = Model {
        urutan: before.as_ref().map_or(1, |link| link.urutan + 1),
        pada: tx.at,
        sebab: cause.code().to_owned(),
        kepala: serde_json::to_value(counted).map_err(Problem::internal)?,
        riwayat: history.0,
        sidik_riwayat: history.1,
        jejak: access.0,
        sidik_jejak: access.1,
        sebelum: before.as_ref().map_or_else(beginning, Model::name),
        meterai: Vec::new(),
    };
    link.meterai = ctx.house.vault.stamp(&link, &[]);
    Entity::insert(link.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(link)
}

/// How much older than the previous link the id of a new row may be, since transactions take time and clocks differ.
const LATE: TimeDelta = TimeDelta::hours(1);

/// The rows of a book since a link: how many, and the fingerprint of their stamps. It reads only recent rows first, and all
/// rows if some are missing among those.
async fn fresh(ctx: &Ctx, book: Book, before: Option<&Model>, heads: &[stream::Model]) -> Result<(i64, String)> {
    let old = before.map(|link| link.heads(book)).transpose()?.unwrap_or_default();
    let span: HashMap<i64, (i64, i64)> = heads
        .iter()
        .map(|head| (head.nomor, (old.get(&head.nomor).copied().unwrap_or_default(), head.counted(book))))
        .collect();
    let expected: i64 = span.values().map(|(from, until)| until - from).sum();
    let since = before.map(|link| first_id(link.pada - LATE));
    let tally = digest(ctx, book, &span, since).await?;
    if tally.0 == expected || since.is_none() { Ok(tally) } else { digest(ctx, book, &span, None).await }
}

/// The lowest id of an instant.
pub(crate) fn first_id(at: DateTimeUtc) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

const BATCH: u64 = 5_000;

/// Id, stream, number, stamp.
type Place = (Uuid, Option<i64>, Option<i64>, Option<Vec<u8>>);

async fn digest(ctx: &Ctx, book: Book, span: &HashMap<i64, (i64, i64)>, since: Option<Uuid>) -> Result<(i64, String)> {
    let (mut count, mut hash) = (0, Sha256::new());
    let mut after = since;
    loop {
        let rows = places(ctx, book, after).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.0);
        for (_, stream, number, stamp) in rows {
            let (Some(stream), Some(number), Some(stamp)) = (stream, number, stamp) else { continue };
            if span.get(&stream).is_some_and(|(from, until)| *from < number && number <= *until) {
                hash.update(&stamp);
                count += 1;
            }
        }
    }
    Ok((count, hex(&hash.finalize())))
}

async fn places(ctx: &Ctx, book: Book, after: Option<Uuid>) -> Result<Vec<Place>> {
    let rows = match book {
        Book::History => {
            use history::{Column, Entity};
            let query = Entity::find().select_only();
            let query = query.columns([Column::Id, Column::Aliran, Column::Urutan, Column::Meterai]);
            let query = query.order_by_asc(Column::Id).limit(BATCH);
            let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
            query.into_tuple().all(ctx.db()).await?
        }
        Book::Access => {
            use access::{Column, Entity};
            let query = Entity::find().select_only();
            let query = query.columns([Column::Id, Column::Aliran, Column::Urutan, Column::Meterai]);
            let query = query.order_by_asc(Column::Id).limit(BATCH);
            let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
            query.into_tuple().all(ctx.db()).await?
        }
    };
    Ok(rows)
}
