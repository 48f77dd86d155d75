//! The funnel: of the job seekers recorded in a time or at an event, how many came how far, each person once in each stage that they
//! reached. Verification and placement are read from the records of the same people. A number and the records behind it come from the same
//! rows.

mod api;
mod page;

use std::collections::BTreeMap;

use axum::Extension;
use kernel::form::{Form, legible};
use kernel::{CatatanId, Ctx, Day, OrangId, Problem, Result};
use records::afterwards::{Reached, of_people};
use records::{Filter, Registry, Row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::Routes;

pub use api::describe;

use crate::orang::kind;
use crate::pencari_kerja::entity::{Column, Entity, Model};
use crate::peserta::EVENT;
use crate::verifikasi::Verifikasi;
use crate::verifikasi::status::Status as Examined;

/// The kind of placements, which is another slice's: its name, the state of one that stands, and the day from which it does.
const PLACED: (&str, &str, &str) = ("penempatan", "terbit", "epmi_terbit_pada");
/// The most records that are looked at; more are refused, not left out.
const MOST: u64 = 20_000;
/// The most characters of the number of an event.
const LONGEST: usize = 40;

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new().merge(api::router()).merge(page::router()).layer(Extension(registry.clone()))
}

/// A stage of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Dicatat,
    Berminat,
    Siapkerja,
    Gtog,
    Diverifikasi,
    Ditempatkan,
}

impl Part {
    const ALL: [Self; 6] =
        [Self::Dicatat, Self::Berminat, Self::Siapkerja, Self::Gtog, Self::Diverifikasi, Self::Ditempatkan];

    /// The word in addresses.
    const fn code(self) -> &'static str {
        match self {
            Self::Dicatat => "dicatat",
            Self::Berminat => "berminat",
            Self::Siapkerja => "siapkerja",
            Self::Gtog => "gtog",
            Self::Diverifikasi => "diverifikasi",
            Self::Ditempatkan => "ditempatkan",
        }
    }

    /// What people read.
    const fn title(self) -> &'static str {
        match self {
            Self::Dicatat => "Dicatat",
            Self::Berminat => "Berminat",
            Self::Siapkerja => "Terdaftar di SIAPkerja",
            Self::Gtog => "Terdaftar G to G",
            Self::Diverifikasi => "Dokumennya lengkap dan sah",
            Self::Ditempatkan => "Ditempatkan (E-PMI terbit)",
        }
    }

    fn holds(self, one: &Seeker) -> bool {
        match self {
            Self::Dicatat => true,
            Self::Berminat => one.interested,
            Self::Siapkerja => one.siapkerja,
            Self::Gtog => one.gtog,
            Self::Diverifikasi => one.verified.is_some(),
            Self::Ditempatkan => one.placed.is_some(),
        }
    }
}

/// A person who was recorded, with what all records of that time say together.
struct Seeker {
    /// The first record.
    id: CatatanId,
    /// Its day.
    since: Day,
    interested: bool,
    siapkerja: bool,
    gtog: bool,
    /// The first verification since then that found everything complete.
    verified: Option<Reached>,
    /// The first placement since then that stands.
    placed: Option<Reached>,
}

impl Seeker {
    fn of(row: &Model) -> Self {
        Self {
            id: row.id,
            since: row.dicatat_pada,
            interested: false,
            siapkerja: false,
            gtog: false,
            verified: None,
            placed: None,
        }
    }

    fn add(&mut self, row: &Model) {
        self.interested |= row.berminat;
        self.siapkerja |= row.siapkerja_pada.is_some();
        self.gtog |= row.gtog_pada.is_some();
    }
}

/// What is asked: recorded between which days and at which event, and which people are listed below the numbers.
struct Asked {
    filter: Filter,
    event: Option<Row>,
    part: Part,
}

impl Asked {
    /// Takes the question out of text by key.
    ///
    /// # Errors
    /// As [`Filter::read`]; [`Problem::Malformed`] for another key or an unknown stage; [`Problem::Invalid`] for an event that is not there.
    async fn read(registry: &Registry, ctx: &Ctx, mut typed: Form) -> Result<Self> {
        ctx.actor.require(kind().info().permission)?;
        typed.retain(|_, text| !text.trim().is_empty());
        let part = match typed.remove("tahap") {
            None => Part::Dicatat,
            Some(word) => Part::ALL.into_iter().find(|part| part.code() == word).ok_or_else(|| {
                let known = Part::ALL.map(Part::code).join(", ");
                Problem::Malformed(format!("Tahap tidak dikenal. Yang ada: {known}."))
            })?,
        };
        let number = typed.remove("kegiatan");
        if typed.keys().any(|key| !["dari", "sampai"].contains(&key.as_str())) {
            let detail = "Saringan tidak dikenal. Yang ada: dari, sampai, kegiatan, tahap.";
            return Err(Problem::Malformed(detail.to_owned()));
        }
        let filter = Filter::read(ctx, kind(), &typed)?;
        let event = match number {
            Some(number) => Some(event(registry, ctx, &number).await?),
            None => None,
        };
        Ok(Self { filter, event, part })
    }
}

/// The event of a number, first in the actor's own office.
///
/// # Errors
/// [`Problem::Invalid`] if there is none, or only several of other offices.
async fn event(registry: &Registry, ctx: &Ctx, number: &str) -> Result<Row> {
    let none = || Problem::field("kegiatan", "Tulis nomor kegiatan kantor Anda, misalnya KGT-2026-000001.");
    let number = number.trim().to_uppercase();
    if number.chars().count() > LONGEST || !legible(&number) {
        return Err(none());
    }
    let events = registry.find(EVENT).ok_or(Problem::NotFound)?;
    let mut rows = events.by_number(ctx, &number).await?;
    rows.retain(|row| row.head.number == number);
    let own = rows.iter().position(|row| row.head.office == ctx.actor.office);
    let at = own.or_else(|| (rows.len() == 1).then_some(0)).ok_or_else(none)?;
    Ok(rows.swap_remove(at))
}

/// The people who were recorded, by the day of their first record; withdrawn records are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] for more than 20,000 records; any database error.
async fn seekers(registry: &Registry, ctx: &Ctx, asked: &Asked) -> Result<Vec<Seeker>> {
    let mut people: BTreeMap<OrangId, Seeker> = BTreeMap::new();
    for row in records_of(ctx, asked).await? {
        people.entry(row.orang_id).or_insert_with(|| Seeker::of(&row)).add(&row);
    }
    let (name, state, day) = PLACED;
    let placements = registry.find(name).ok_or(Problem::NotFound)?;
    let ids: Vec<OrangId> = people.keys().copied().collect();
    let complete = (Examined::Terverifikasi.code(), "diperiksa_pada");
    for one in of_people(ctx, records::kind::<Verifikasi>(), &ids, complete).await? {
        if let Some(seeker) = people.get_mut(&one.person).filter(|seeker| seeker.since <= one.day) {
            seeker.verified.get_or_insert(one);
        }
    }
    for one in of_people(ctx, placements, &ids, (state, day)).await? {
        if let Some(seeker) = people.get_mut(&one.person).filter(|seeker| seeker.since <= one.day) {
            seeker.placed.get_or_insert(one);
        }
    }
    let mut seekers: Vec<Seeker> = people.into_values().collect();
    seekers.sort_by_key(|one| (one.since, one.id.0));
    Ok(seekers)
}

async fn records_of(ctx: &Ctx, asked: &Asked) -> Result<Vec<Model>> {
    let mut rows = Entity::find().filter(kind().seen(ctx)).filter(Column::DibatalkanPada.is_null());
    if let Some(from) = asked.filter.from {
        rows = rows.filter(Column::DicatatPada.gte(from));
    }
    if let Some(until) = asked.filter.until {
        rows = rows.filter(Column::DicatatPada.lte(until));
    }
    if let Some(event) = &asked.event {
        rows = rows.filter(Column::KegiatanId.eq(event.head.id.0));
    }
    let rows = rows.order_by_asc(Column::DicatatPada).order_by_asc(Column::Id).limit(MOST + 1);
    let rows = rows.all(ctx.db()).await?;
    if rows.len() as u64 > MOST {
        return Err(Problem::Malformed("Terlalu banyak pencari kerja. Persempit dari dan sampai.".to_owned()));
    }
    Ok(rows)
}

/// The people whom a number counts.
fn behind(seekers: &[Seeker], part: Part) -> Vec<&Seeker> {
    seekers.iter().filter(|one| part.holds(one)).collect()
}
