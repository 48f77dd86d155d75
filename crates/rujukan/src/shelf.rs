//! The words, holidays, clocks and data of offices in force: what is shipped, with what the office did to it laid over.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::calendar::{Calendar, Certainty, Holiday, HolidayKind, Unit};
use kernel::period::day_of;
use kernel::reference::{Reference, Term};
use kernel::tenggat::{Change, Clocks, Holder};
use kernel::{Day, House, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use tokio::sync::Mutex;

use crate::entity::{data, kata, libur, tenggat};
use crate::heads::letterheads;

/// The kinds of record by name: how each is called, and its states.
pub type Kinds = BTreeMap<&'static str, (&'static str, Vec<&'static str>)>;

/// Lays what the office did over what is shipped, on this server.
pub struct Rujukan {
    house: Arc<House>,
    words: Reference,
    calendar: Calendar,
    clocks: Clocks,
    pub(crate) kinds: Kinds,
    laid: Mutex<Laid>,
}

/// What is laid: up to which entries, and on which day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Laid {
    words: i64,
    holidays: i64,
    clocks: i64,
    offices: i64,
    on: Day,
}

impl Rujukan {
    /// The shelf of a house, over the words, holidays and clocks that it has now: those that are shipped, or laid in its settings folder.
    #[must_use]
    pub fn new(house: Arc<House>, kinds: Kinds) -> Self {
        let (words, calendar) = (Reference::clone(&house.reference), Calendar::clone(&house.calendar));
        let clocks = Clocks::clone(&house.clocks);
        Self { house, words, calendar, clocks, kinds, laid: Mutex::default() }
    }

    /// Puts in force what is new in the database, or comes into force by the day that has begun. Returns how many entries there are about
    /// holidays and clocks, which deadlines follow.
    ///
    /// # Errors
    /// Any database error.
    pub async fn refresh(&self) -> Result<i64> {
        let mut laid = self.laid.lock().await;
        let db = &self.house.db;
        let new = Laid {
            words: newest_word(db).await?,
            holidays: newest_holiday(db).await?,
            clocks: newest_clock(db).await?,
            offices: newest_office(db).await?,
            on: day_of(self.house.clock.now()),
        };
        // Who did nothing keeps what is shipped as it is.
        if new.words > 0 && (new.words, new.on) != (laid.words, laid.on) {
            self.house.reference.renew(self.words(db, new.on).await?);
        }
        if new.holidays != laid.holidays {
            self.house.calendar.renew(self.calendar(db).await?);
        }
        if new.clocks > 0 && (new.clocks, new.on) != (laid.clocks, laid.on) {
            let fresh = self.clocks(db, Some(new.on)).await?;
            // Most days begin without a change, and no version is let go of.
            if fresh != *self.house.clocks {
                self.house.clocks.renew(fresh);
            }
        }
        if new.offices > 0 && (new.offices, new.on) != (laid.offices, laid.on) {
            let fresh = letterheads(db, new.on).await?;
            if fresh != *self.house.letterheads {
                self.house.letterheads.renew(fresh);
            }
        }
        *laid = new;
        Ok(new.holidays + new.clocks)
    }

    /// The words as they are in the database.
    pub(crate) async fn words(&self, db: &impl ConnectionTrait, today: Day) -> Result<Reference> {
        let rows = kata::Entity::find().order_by_asc(kata::Column::Nomor).all(db).await?;
        Ok(self.words.laid(rows.into_iter().map(word).collect(), today))
    }

    /// The holidays as they are in the database.
    pub(crate) async fn calendar(&self, db: &impl ConnectionTrait) -> Result<Calendar> {
        let rows = libur::Entity::find().order_by_asc(libur::Column::Nomor).all(db).await?;
        Ok(self.calendar.laid(rows.into_iter().map(holiday)))
    }

    /// The clocks as they are in the database; without those that begin after a day, if one is named: the newest entry of a clock says for
    /// all when it is shown.
    pub(crate) async fn clocks(&self, db: &impl ConnectionTrait, until: Option<Day>) -> Result<Clocks> {
        let mut rows = tenggat::Entity::find().order_by_asc(tenggat::Column::Nomor).all(db).await?;
        rows.retain(|row| until.is_none_or(|until| row.berlaku_sejak <= until));
        Ok(self.clocks.laid(rows.into_iter().map(clock).collect::<Result<Vec<_>>>()?))
    }
}

/// The number of the newest entry about words; 0 where there is none.
pub(crate) async fn newest_word(db: &impl ConnectionTrait) -> Result<i64> {
    let newest: Option<Option<i64>> =
        kata::Entity::find().select_only().column_as(kata::Column::Nomor.max(), "nomor").into_tuple().one(db).await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// The number of the newest entry about holidays; 0 where there is none.
pub(crate) async fn newest_holiday(db: &impl ConnectionTrait) -> Result<i64> {
    let newest: Option<Option<i64>> =
        libur::Entity::find().select_only().column_as(libur::Column::Nomor.max(), "nomor").into_tuple().one(db).await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// The number of the newest entry about clocks; 0 where there is none.
pub(crate) async fn newest_clock(db: &impl ConnectionTrait) -> Result<i64> {
    let newest: Option<Option<i64>> = tenggat::Entity::find()
        .select_only()
        .column_as(tenggat::Column::Nomor.max(), "nomor")
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// The number of the newest entry about data of offices; 0 where there is none.
pub(crate) async fn newest_office(db: &impl ConnectionTrait) -> Result<i64> {
    let newest: Option<Option<i64>> =
        data::Entity::find().select_only().column_as(data::Column::Nomor.max(), "nomor").into_tuple().one(db).await?;
    Ok(newest.flatten().unwrap_or_default())
}

fn word(row: kata::Model) -> (String, Term) {
    let term = Term {
        code: row.kode,
        label: row.label,
        basis: row.dasar,
        also: row.juga.lines().map(str::to_owned).collect(),
        since: row.berlaku_sejak,
        ended: row.berakhir_pada,
        instead: row.pengganti,
    };
    (row.kamus, term)
}

fn holiday(row: libur::Model) -> (Day, Option<Holiday>) {
    let kind = HolidayKind::ALL.into_iter().find(|kind| kind.code() == row.jenis).unwrap_or(HolidayKind::Nasional);
    let holiday = Holiday { day: row.hari, name: row.nama, kind, basis: row.dasar, status: Certainty::Terverifikasi };
    (row.hari, (row.tindakan == "ditambah").then_some(holiday))
}

fn clock(row: tenggat::Model) -> Result<Change> {
    let short = |number: i64| u32::try_from(number).map_err(Problem::internal);
    let unit = Unit::ALL.into_iter().find(|unit| unit.code() == row.satuan);
    let status = Certainty::ALL.into_iter().find(|status| status.code() == row.status);
    Ok(Change {
        kind: row.jenis,
        code: row.kode,
        since: row.berlaku_sejak,
        n: short(row.n)?,
        unit: unit.unwrap_or(Unit::Kalender),
        stages: row.tahap.lines().map(str::to_owned).collect(),
        lead: row.tampil_sebelum.map(short).transpose()?,
        holder: row.hak.map(|_| Holder::Disposisi),
        basis: row.dasar,
        status: status.unwrap_or(Certainty::Asumsi),
    })
}
