//! The participants of an event: the job seekers recorded at it. Their number is counted, each person once; what was typed of it stands
//! beside. A number and the records behind it come from the same rows.

mod api;
mod page;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use axum::Extension;
use kernel::form::{Form, legible};
use kernel::{CatatanId, Ctx, Problem, Result};
use records::{Registry, Row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::Routes;

pub use api::describe;

use crate::orang::kind;
use crate::pencari_kerja::entity::{Column, Entity, Model};

/// The kind of events, which is another slice's.
pub(crate) const EVENT: &str = "kegiatan";
/// The most records of an event that are looked at; more are refused, not left out.
const MOST: u64 = 20_000;
/// The most characters of a country or of an education that is asked for.
const LONGEST: usize = 40;
/// The word for those of whom it is not noted.
const UNKNOWN: &str = "tidak_dicatat";

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new().merge(api::router()).merge(page::router()).layer(Extension(registry.clone()))
}

/// Which participants a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Semua,
    Berminat,
    TidakBerminat,
}

impl Part {
    const ALL: [Self; 3] = [Self::Semua, Self::Berminat, Self::TidakBerminat];

    const fn code(self) -> &'static str {
        match self {
            Self::Semua => "semua",
            Self::Berminat => "berminat",
            Self::TidakBerminat => "tidak_berminat",
        }
    }

    fn holds(self, one: &Model) -> bool {
        match self {
            Self::Semua => true,
            Self::Berminat => one.berminat,
            Self::TidakBerminat => !one.berminat,
        }
    }
}

/// By what participants are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Negara,
    Pendidikan,
}

impl By {
    const ALL: [Self; 2] = [Self::Negara, Self::Pendidikan];

    /// The word in addresses.
    const fn code(self) -> &'static str {
        match self {
            Self::Negara => "negara",
            Self::Pendidikan => "pendidikan",
        }
    }

    /// The field.
    const fn key(self) -> &'static str {
        match self {
            Self::Negara => "negara_minat",
            Self::Pendidikan => "pendidikan",
        }
    }

    /// What stands there.
    fn of(self, one: &Model) -> &str {
        let noted = match self {
            Self::Negara => one.negara_minat.as_deref(),
            Self::Pendidikan => one.pendidikan.as_deref(),
        };
        noted.unwrap_or(UNKNOWN)
    }

    /// How many people there are of each, the most first.
    fn counted(self, people: &[Model]) -> Vec<(&str, usize)> {
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for one in people {
            *counted.entry(self.of(one)).or_default() += 1;
        }
        let mut counted: Vec<_> = counted.into_iter().collect();
        counted.sort_by_key(|(word, count)| (Reverse(*count), *word));
        counted
    }
}

/// Which participants are listed below the numbers.
struct Asked {
    part: Part,
    by: Option<(By, String)>,
}

impl Asked {
    /// Takes the question out of text by key.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for another key or an unknown part; [`Problem::Invalid`] for a word that cannot be one.
    fn read(mut typed: Form) -> Result<Self> {
        typed.retain(|_, text| !text.trim().is_empty());
        let part = match typed.remove("bagian") {
            None => Part::Semua,
            Some(word) => Part::ALL.into_iter().find(|part| part.code() == word).ok_or_else(|| {
                let known = Part::ALL.map(Part::code).join(", ");
                Problem::Malformed(format!("Bagian tidak dikenal. Yang ada: {known}."))
            })?,
        };
        let mut asked = None;
        for by in By::ALL {
            let Some(word) = typed.remove(by.code()) else { continue };
            if word.chars().count() > LONGEST || !legible(&word) {
                return Err(Problem::field(by.code(), "Pilih dari angka di halaman peserta."));
            }
            if asked.replace((by, word)).is_some() {
                return Err(Problem::Malformed("Pilih negara atau pendidikan, tidak keduanya sekaligus.".to_owned()));
            }
        }
        if !typed.is_empty() {
            let detail = "Saringan tidak dikenal. Yang ada: bagian, negara, pendidikan.";
            return Err(Problem::Malformed(detail.to_owned()));
        }
        Ok(Self { part, by: asked })
    }

    /// The participants that a number counts.
    fn behind<'a>(&self, people: &'a [Model]) -> Vec<&'a Model> {
        let fits = |one: &&Model| self.by.as_ref().is_none_or(|(by, word)| by.of(one) == word.as_str());
        people.iter().filter(|one| self.part.holds(one)).filter(fits).collect()
    }
}

/// An event with its participants.
struct Event {
    /// The event.
    row: Row,
    /// Its participants, each once.
    people: Vec<Model>,
}

impl Event {
    /// The event and who was recorded at it in the actor's offices; withdrawn records are left out.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::Malformed`] for more than 20,000 records; any database error.
    async fn find(registry: &Registry, ctx: &Ctx, id: CatatanId) -> Result<Self> {
        ctx.actor.require(kind().info().permission)?;
        let events = registry.find(EVENT).ok_or(Problem::NotFound)?;
        ctx.actor.require(events.info().permission)?;
        let row = events.labels(ctx, &[id]).await?.remove(&id).ok_or(Problem::NotFound)?;
        let people = Entity::find()
            .filter(kind().seen(ctx))
            .filter(Column::KegiatanId.eq(id.0))
            .filter(Column::DibatalkanPada.is_null())
            .order_by_asc(Column::Id)
            .limit(MOST + 1)
            .all(ctx.db())
            .await?;
        if people.len() as u64 > MOST {
            return Err(Problem::Malformed("Terlalu banyak peserta untuk satu halaman.".to_owned()));
        }
        Ok(Self { row, people: once(people) })
    }

    /// How many participants a number counts.
    fn count(&self, part: Part) -> usize {
        self.people.iter().filter(|one| part.holds(one)).count()
    }

    /// The number that was typed.
    fn typed(&self) -> Option<usize> {
        self.row.form.get("jumlah_peserta").and_then(|text| text.parse().ok())
    }

    /// What to say where it is another one.
    fn differs(&self) -> Option<String> {
        let typed = self.typed().filter(|typed| *typed != self.people.len())?;
        Some(format!("Tertulis {typed}, tercatat {}.", self.people.len()))
    }
}

/// Each person once: a record with an interest before one without.
fn once(mut records: Vec<Model>) -> Vec<Model> {
    let mut met = HashSet::new();
    records.sort_by_key(|one| !one.berminat);
    records.retain(|one| met.insert(one.orang_id));
    records
}
