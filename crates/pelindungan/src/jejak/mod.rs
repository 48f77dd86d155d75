//! Who saw a person: page, api, files, prints, lists and searches, newest first. UU 27/2022 pasal 31 asks that all processing is recorded,
//! pasal 32 that the person is told of it.
//!
//! It is for who protects data ([`Permission::DataProtection`]), of people whom the own offices recorded or were handed a record of. Of
//! officers of other offices the office and the role is told, and no name.

mod api;
mod page;
mod table;

use axum::extract::Extension;
use chrono::{DateTime, Days, TimeDelta, Utc};
use kernel::access::{self, Read, Span, log};
use kernel::form::pattern::{DAY, UUID};
use kernel::period::{end_of, start_of};
use kernel::{Ctx, Day, FieldError, OrangId, Permission, Problem, Result, Role};
use people::Act;
use records::Registry;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;
use web::{Routes, heavy, paging};

pub(crate) use api::Look;
pub use api::describe;
pub(crate) use table::{HEADS, cells};

use crate::akun::{self, Akun};

/// The most looks in one file. More are refused, never cut off.
const MOST: usize = 50_000;
/// How many days back are shown where nobody says otherwise.
const USUAL: u64 = 365;

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new()
        .get("/orang/{id}/jejak", page::show)
        .get("/orang/{id}/jejak.xlsx", heavy::work(page::workbook))
        .get("/api/v1/orang/{id}/jejak", api::list)
        .layer(Extension(registry.clone()))
}

/// Which looks are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Sejak tanggal ini; setahun terakhir bila kosong.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    dari: Option<String>,
    /// Sampai tanggal ini; hari ini bila kosong.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    sampai: Option<String>,
    /// Penanda halaman dari `berikutnya`.
    #[schemars(extend("pattern" = UUID.or_none()))]
    sebelum: Option<String>,
}

/// Days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hari {
    /// The first.
    pub from: Day,
    /// The last.
    pub until: Day,
}

impl Hari {
    /// The instants from the first to the last of these days.
    pub(crate) fn span(self) -> Span {
        (start_of(self.from), last_of(self.until))
    }
}

fn last_of(day: Day) -> DateTime<Utc> {
    end_of(day) - TimeDelta::microseconds(1)
}

/// A typed day; none where nothing was typed.
///
/// # Errors
/// [`Problem::Invalid`] at the field.
pub(crate) fn day(field: &'static str, typed: Option<&str>) -> Result<Option<Day>> {
    let Some(text) = typed.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let day =
        kernel::form::parse_day(text).ok_or_else(|| FieldError::new(field, "Tulis tanggal seperti 31/12/2025."))?;
    Ok(Some(day))
}

impl Asked {
    /// The days.
    fn days(&self, ctx: &Ctx) -> Result<Hari> {
        let until = day("sampai", self.sampai.as_deref())?.unwrap_or_else(|| ctx.today());
        let usual = until.checked_sub_days(Days::new(USUAL)).unwrap_or(until);
        let from = day("dari", self.dari.as_deref())?.unwrap_or(usual);
        if until < from {
            return Err(Problem::field("sampai", "Tidak mungkin sebelum tanggal mulainya."));
        }
        Ok(Hari { from, until })
    }

    /// The cursor.
    fn before(&self) -> Result<Option<Uuid>> {
        let mark = self.sebelum.as_deref().filter(|text| !text.is_empty());
        let mark = mark.map(|text| text.parse::<Uuid>().map_err(|_| Problem::Malformed(paging::NO_MARK.to_owned())));
        mark.transpose()
    }
}

/// A person whose data the actor protects.
pub(crate) struct Whose {
    /// The row that was kept.
    pub person: people::entity::Model,
    /// It, and all rows that were merged into it.
    pub rows: Vec<OrangId>,
}

/// The person of an id. Nothing of it may be shown before the read is logged.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`] for people whom the actor's offices do not know, or were only allowed to read.
pub(crate) async fn whose(ctx: &Ctx, id: OrangId) -> Result<Whose> {
    ctx.actor.require(Permission::DataProtection)?;
    ctx.actor.require(Permission::ReadPeople)?;
    let (tie, _) = people::tie(ctx, id).await?;
    if !tie.allows(Act::Meet) {
        return Err(Problem::NotFound);
    }
    let person = people::find(ctx.db(), id).await?;
    let rows = people::merged(ctx.db(), person.id).await?;
    Ok(Whose { person, rows })
}

/// A look, with who looked.
pub(crate) struct Line {
    /// The look.
    pub look: access::Model,
    /// The name of who looked; none for officers of other offices.
    pub name: Option<String>,
    /// Their login name; likewise.
    pub login: Option<String>,
    /// The role that the account has now.
    pub role: Option<Role>,
}

/// Looks with who looked.
///
/// # Errors
/// Any database error.
pub(crate) async fn named(ctx: &Ctx, looks: Vec<access::Model>) -> Result<Vec<Line>> {
    let accounts = akun::of(ctx.db(), looks.iter().filter_map(|look| look.pelaku_id).collect()).await?;
    let line = |look: access::Model| {
        let account: Option<&Akun> = look.pelaku_id.and_then(|id| accounts.get(&id));
        let own = ctx.actor.offices.contains(&look.kantor_id) || look.pelaku_id.is_none();
        Line {
            name: own.then(|| look.pelaku.clone()),
            login: account.filter(|_| own).map(|account| account.login.clone()),
            role: account.and_then(|account| account.role),
            look,
        }
    };
    Ok(looks.into_iter().map(line).collect())
}

/// A page of the looks at a person.
struct Seen {
    whose: Whose,
    lines: Vec<Line>,
    /// Where the next page begins.
    next: Option<Uuid>,
}

/// The looks at a person, newest first. Looking at them is a look, too.
async fn read(ctx: &Ctx, id: OrangId, days: Hari, (before, most): (Option<Uuid>, usize)) -> Result<Seen> {
    let whose = whose(ctx, id).await?;
    log(ctx, Read { action: "jejak", kind: "orang", revealed: false }, vec![whose.person.id]).await?;
    let mut looks = access::seen_page(ctx.db(), &whose.rows, days.span(), (before, most + 1)).await?;
    let more = looks.len() > most;
    looks.truncate(most);
    let next = looks.last().map(|look| look.id).filter(|_| more);
    Ok(Seen { whose, lines: named(ctx, looks).await?, next })
}

/// How many looks a page has.
fn usual() -> usize {
    usize::try_from(paging::USUAL).unwrap_or(usize::MAX)
}
