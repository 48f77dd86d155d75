//! Whose data an account saw in a time: for the notice that UU 27/2022 pasal 46 asks for within 3 × 24 hours of a breach.
//!
//! It is read from the access log: the looks of one account in that time, a batch at a time by the index `ix_jejak_akses_pelaku` (account,
//! time), and no others. So it takes as long for ten million looks as for the few of that account.

mod api;
mod page;
mod sesi;

use std::collections::{BTreeSet, HashMap};

use axum::extract::Extension;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use kernel::access::{self, Read, Span, log};
use kernel::form::pattern::UUID;
use kernel::period::start_of;
use kernel::{Ctx, OrangId, PenggunaId, Permission, Problem, Result};
use records::Registry;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;
use web::{Routes, heavy};

pub use api::{Told, describe, told};

use self::sesi::{SesiAkun, Uses};
use crate::akun;
use crate::tindakan::{self, Fields};

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new()
        .get("/pelindungan/kebocoran", heavy::work(page::show))
        .get("/pelindungan/kebocoran.xlsx", heavy::work(page::workbook))
        .get("/api/v1/pelindungan/kebocoran", heavy::work(api::list))
        .layer(Extension(registry.clone()))
}

/// Which looks are asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Nama masuk akunnya.
    #[schemars(required)]
    pub akun: Option<String>,
    /// Sejak kapan, WIB: tanggal, atau tanggal dan jam seperti `2026-08-01 14:30`.
    #[schemars(required)]
    pub dari: Option<String>,
    /// Sampai kapan; tanggal saja berarti sampai akhir hari itu.
    #[schemars(required)]
    pub sampai: Option<String>,
    /// Hanya orang pada catatan dengan nomor ini.
    pub catatan: Option<String>,
    /// Hanya yang dilihat dalam sesi dengan id ini; sesi-sesinya disebut di jawabannya.
    #[schemars(extend("pattern" = UUID.or_none()))]
    pub sesi: Option<String>,
}

impl Asked {
    /// Whether nothing was asked for yet.
    fn is_empty(&self) -> bool {
        [&self.akun, &self.dari, &self.sampai, &self.catatan, &self.sesi]
            .into_iter()
            .all(|text| said(text.as_deref()).is_none())
    }
}

/// A text that somebody typed.
fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The instant that a text names in WIB. A day alone is its first instant, or its last where it ends a time.
fn instant(field: &'static str, typed: Option<&str>, ends: bool) -> Result<DateTime<Utc>> {
    let wrong = || Problem::field(field, "Tulis tanggal seperti 31/12/2025, atau dengan jam: 31/12/2025 14:30.");
    let text = said(typed).ok_or_else(wrong)?;
    let (day, time) = match text.rsplit_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') => (day, NaiveTime::parse_from_str(time, "%H:%M").ok()),
        _ => (text, None),
    };
    if time.is_none() && text.contains(':') {
        return Err(wrong());
    }
    let day = kernel::form::parse_day(day).ok_or_else(wrong)?;
    let after = match time {
        Some(time) => time.signed_duration_since(NaiveTime::MIN),
        None if ends => TimeDelta::days(1) - TimeDelta::microseconds(1),
        None => TimeDelta::zero(),
    };
    Ok(start_of(day) + after)
}

/// What was shown of whom.
#[derive(Debug)]
pub struct Found {
    /// The account.
    login: String,
    /// The time.
    span: Span,
    /// How many looks there were.
    looks: usize,
    /// The sessions of that time, also those that were not asked for.
    sessions: Vec<SesiAkun>,
    /// Whose data, in the order in which they were first seen.
    people: Vec<Affected>,
}

/// Somebody whose data was shown.
#[derive(Debug)]
struct Affected {
    id: OrangId,
    /// None for an actor who may not read people.
    name: Option<String>,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    looks: usize,
    /// The kinds of record in which they were seen, and what was done.
    deeds: BTreeSet<String>,
    /// The labels of the fields that were shown in clear.
    open: BTreeSet<&'static str>,
    /// The labels of protected fields that were opened.
    opened: BTreeSet<&'static str>,
    /// The labels of protected fields that were shown masked, and never opened.
    masked: BTreeSet<&'static str>,
}

/// A kind of record, a deed, and whether it opened protected fields.
type Way = (String, String, bool);

/// What is known of somebody while the looks are read.
struct Seen {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    looks: usize,
    ways: BTreeSet<usize>,
}

/// The people that an account saw, and how.
#[derive(Default)]
struct Tally {
    looks: usize,
    ways: Vec<Way>,
    places: HashMap<Way, usize>,
    people: HashMap<OrangId, Seen>,
    sessions: Uses,
}

impl Tally {
    fn add(&mut self, look: &access::Model, people: &[OrangId]) {
        let way = (look.jenis.clone(), look.tindakan.clone(), look.dibuka);
        let place = *self.places.entry(way).or_insert_with_key(|way| {
            self.ways.push(way.clone());
            self.ways.len() - 1
        });
        self.looks += 1;
        let at = look.pada;
        for person in people {
            let seen = self.people.entry(*person).or_insert_with(|| Seen {
                first: at,
                last: at,
                looks: 0,
                ways: BTreeSet::new(),
            });
            seen.first = seen.first.min(at);
            seen.last = seen.last.max(at);
            seen.looks += 1;
            seen.ways.insert(place);
        }
    }
}

/// Whose data an account of the actor's offices saw in a time, and which fields. Finding it is logged as a look at all of them.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for what is missing or names nothing; any database error.
pub async fn find(ctx: &Ctx, registry: &Registry, asked: &Asked) -> Result<Found> {
    ctx.actor.require(Permission::DataProtection)?;
    let login = said(asked.akun.as_deref()).ok_or_else(|| Problem::field("akun", "Tulis nama masuk akunnya."))?;
    let span = (instant("dari", asked.dari.as_deref(), false)?, instant("sampai", asked.sampai.as_deref(), true)?);
    if span.1 < span.0 {
        return Err(Problem::field("sampai", "Tidak mungkin sebelum mulainya."));
    }
    let account = akun::named(ctx, login).await?;
    let only = match said(asked.catatan.as_deref()) {
        Some(number) => Some(of_record(ctx, registry, number).await?),
        None => None,
    };
    let session = said(asked.sesi.as_deref()).map(str::parse::<Uuid>).transpose();
    let session = session.map_err(|_| Problem::field("sesi", "Tulis id sesi seperti di daftar sesinya."))?;
    let tally = tally(ctx, account, span, (only.as_deref(), session)).await?;
    let ids: Vec<OrangId> = tally.people.keys().copied().collect();
    log(ctx, Read { action: "kebocoran", kind: "orang", revealed: false }, ids.clone()).await?;
    let mut names = HashMap::new();
    if ctx.actor.may(Permission::ReadPeople) {
        for chunk in ids.chunks(kernel::db::chunk_rows(1)) {
            names.extend(people::names(ctx, chunk.to_vec()).await?);
        }
    }
    let fields: Vec<Fields> =
        tally.ways.iter().map(|(kind, deed, _)| tindakan::fields(registry.find(kind), deed)).collect();
    let affected = |(id, seen): (OrangId, Seen)| {
        let name = names.get(&id).cloned();
        affected(registry, (id, name), &seen, (&tally.ways, &fields))
    };
    let mut people: Vec<Affected> = tally.people.into_iter().map(affected).collect();
    people.sort_by_key(|one| (one.first, one.id));
    let sessions = sesi::of(ctx.db(), tally.sessions).await?;
    Ok(Found { login: login.to_owned(), span, looks: tally.looks, sessions, people })
}

/// Reads the looks of an account; of some people and of one session only, where they are said.
async fn tally(
    ctx: &Ctx,
    account: PenggunaId,
    span: Span,
    (only, session): (Option<&[OrangId]>, Option<Uuid>),
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut after = None;
    loop {
        let looks = access::of_account(ctx.db(), account, span, after).await?;
        let Some(last) = looks.last() else { return Ok(tally) };
        after = Some((last.pada, last.id));
        let shown = access::whom(ctx.db(), &looks).await?;
        for (look, mut people) in looks.iter().zip(shown) {
            people.retain(|person| only.is_none_or(|only| only.contains(person)));
            if people.is_empty() {
                continue;
            }
            sesi::count(&mut tally.sessions, look.sesi_id, look.pada);
            if session.is_none() || look.sesi_id == session {
                tally.add(look, &people);
            }
        }
    }
}

/// The person of the record with a number, with all rows that were merged into theirs.
async fn of_record(ctx: &Ctx, registry: &Registry, number: &str) -> Result<Vec<OrangId>> {
    let number = number.to_uppercase();
    let prefix = number.split('-').next().unwrap_or_default();
    let wrong = || Problem::field("catatan", "Tidak ada catatan tentang seseorang dengan nomor itu di kantor Anda.");
    let kind = registry.all().iter().find(|kind| kind.info().prefix == prefix && kind.info().person);
    let rows = kind.ok_or_else(wrong)?.by_number(ctx, &number).await?;
    let people: BTreeSet<OrangId> =
        rows.iter().filter(|row| row.head.number == number).filter_map(|row| row.head.person).collect();
    let mut all = Vec::new();
    for person in people {
        all.extend(people::merged(ctx.db(), person).await?);
    }
    if all.is_empty() { Err(wrong()) } else { Ok(all) }
}

/// What was shown of somebody, by the ways in which they were seen.
fn affected(
    registry: &Registry,
    (id, name): (OrangId, Option<String>),
    seen: &Seen,
    (ways, fields): (&[Way], &[Fields]),
) -> Affected {
    let mut one = Affected {
        id,
        name,
        first: seen.first,
        last: seen.last,
        looks: seen.looks,
        deeds: BTreeSet::new(),
        open: BTreeSet::new(),
        opened: BTreeSet::new(),
        masked: BTreeSet::new(),
    };
    let each = seen.ways.iter().filter_map(|place| ways.get(*place).zip(fields.get(*place)));
    for ((kind, deed, opened), fields) in each {
        one.deeds.insert([tindakan::kind(registry, kind), ": ", tindakan::words(deed)].concat());
        one.open.extend(&fields.open);
        let protected = if *opened { &mut one.opened } else { &mut one.masked };
        protected.extend(&fields.protected);
    }
    one.masked = one.masked.difference(&one.opened).copied().collect();
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_wib_and_a_day_ends_with_its_last_instant() {
        let at = |text, ends| instant("dari", Some(text), ends).unwrap().to_rfc3339();
        assert_eq!(at("2026-08-01", false), "2026-07-31T17:00:00+00:00");
        assert_eq!(at("1/8/2026 14:30", false), "2026-08-01T07:30:00+00:00");
        assert_eq!(at("2026-08-01T14:30", true), "2026-08-01T07:30:00+00:00");
        assert_eq!(at("2026-08-01", true), "2026-08-01T16:59:59.999999+00:00");
        for wrong in ["", "kemarin", "2026-08-01 25:00", "14:30"] {
            assert!(instant("dari", Some(wrong), false).is_err(), "{wrong}");
        }
    }
}
