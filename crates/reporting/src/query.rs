//! What api and pages ask of the figures alike.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::Datelike;
use kernel::form::pattern::{DAY, DAY_AND_ID};
use kernel::ledger::{Member, Members, Side};
use kernel::{Ctx, Period, Permission, Problem, Result, Triwulan};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use web::openapi::{Operation, parameter};
use web::paging;

use crate::agreement::{Agreement, Agreements, Item};
use crate::compute::{Known, members};
use crate::indicator::Definition;
use crate::perjanjian::Laid;
use crate::table;

/// The agreements, at hand for every request.
#[derive(Clone)]
pub(crate) struct Shelf(pub Arc<Laid>);

/// Which table is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Tahun; tanpa ini tahun berjalan.
    pub tahun: Option<i32>,
    /// Kode perjanjian; tanpa ini yang pertama.
    pub perjanjian: Option<String>,
    /// Menurut yang diketahui pada akhir hari ini.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pub per: Option<String>,
}

/// Which members are asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedMembers {
    /// Triwulan; 0 untuk setahun.
    #[schemars(range(min = 0, max = 4))]
    pub tw: Option<u8>,
    /// Peran.
    #[schemars(extend("enum" = ROLES))]
    pub peran: Option<String>,
    /// Menurut yang diketahui pada akhir hari ini.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pub per: Option<String>,
    /// Penanda halaman dari `berikutnya`.
    #[schemars(extend("pattern" = DAY_AND_ID.whole()))]
    pub sebelum: Option<String>,
    /// Banyaknya, paling banyak 500.
    #[schemars(range(min = 1, max = MOST), extend("default" = paging::USUAL))]
    pub batas: Option<u64>,
}

/// The day of a question, if one is named.
///
/// # Errors
/// [`Problem::Malformed`] for what is no day.
pub(crate) fn known(per: Option<&str>) -> Result<Known> {
    match per.filter(|text| !text.is_empty()) {
        None => Ok(Known::Now),
        Some(text) => kernel::form::parse_day(text)
            .filter(|day| (1900..2200).contains(&day.year()))
            .map(Known::AtEndOf)
            .ok_or_else(|| Problem::Malformed("per: tulis tanggal, misalnya 2025-06-30 atau 30/06/2025.".to_owned())),
    }
}

/// The years that can be looked at: from that of the first record or agreement to the next one.
pub(crate) fn years(ctx: &Ctx, all: &Laid) -> RangeInclusive<i32> {
    let running = ctx.today().year();
    all.first_year(running)..=running + 1
}

/// The agreement that is asked for, in the version that holds by the knowledge asked for; without a name the first of
/// the year that is the actor's, without a year the running one. A year without an agreement is counted without targets.
///
/// # Errors
/// [`Problem::Malformed`] naming what there is.
pub(crate) fn agreement<'a>(ctx: &Ctx, all: &'a Laid, asked: &Asked) -> Result<&'a Agreement> {
    let day = if let Known::AtEndOf(day) = known(asked.per.as_deref())? { day } else { ctx.today() };
    if let Some(code) = asked.perjanjian.as_deref().filter(|code| !code.is_empty()) {
        let choice = all.in_force(code, day)?;
        if asked.tahun.is_none_or(|year| year == choice.year) {
            return Ok(choice);
        }
    }
    let (year, years) = (asked.tahun.unwrap_or_else(|| ctx.today().year()), years(ctx, all));
    let none = || {
        let (first, last) = (years.start(), years.end());
        Problem::Malformed(format!("Tahun {year} tidak ada angkanya. Pilih tahun {first} sampai {last}."))
    };
    if !years.contains(&year) {
        return Err(none());
    }
    let counted = all.counted_by(year);
    let whole = |one: &&&Agreement| table::scope(ctx, one).whole;
    // Who has agreements of their own is not judged by those of others.
    let agrees = all.all().iter().any(|one| table::scope(ctx, one).whole);
    let bare = || all.bare.of(year).filter(|_| agrees);
    let first = counted.iter().find(whole).copied().or_else(bare).or(counted.first().copied()).ok_or_else(none)?;
    all.in_force(&first.code, day)
}

/// What is said of a year that cannot be read, with those that can be chosen.
pub(crate) fn unread(text: &str, years: &RangeInclusive<i32>) -> String {
    // No more of it than tells which one is meant.
    let text: String = text.trim().chars().take(20).collect();
    format!("Tahun {text} tidak terbaca. Pilih tahun {} sampai {}.", years.start(), years.end())
}

/// As [`agreement`], of a year as it was typed; where that year cannot be read or shown, the running one with the reason.
///
/// # Errors
/// As [`agreement`], for what is wrong beside the year.
pub(crate) fn agreement_or_running<'a>(
    ctx: &Ctx,
    all: &'a Laid,
    year: Option<&str>,
    asked: Asked,
) -> Result<(&'a Agreement, Option<Problem>)> {
    let read = year.map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        let year = text.parse::<i32>();
        year.map_err(|_| Problem::Malformed(unread(text, &years(ctx, all))))
    });
    match read.transpose().and_then(|tahun| agreement(ctx, all, &Asked { tahun, ..asked })) {
        Err(wrong @ Problem::Malformed(_)) => Ok((agreement(ctx, all, &Asked::default())?, Some(wrong))),
        found => Ok((found?, None)),
    }
}

/// An item of an agreement, in the version that holds by the knowledge asked for.
///
/// # Errors
/// [`Problem::NotFound`], or [`Problem::Malformed`] for what is no day.
pub(crate) fn item<'a>(
    ctx: &Ctx,
    all: &'a Agreements,
    (code, no): &(String, u32),
    per: Option<&str>,
) -> Result<(&'a Agreement, &'a Item)> {
    let day = if let Known::AtEndOf(day) = known(per)? { day } else { ctx.today() };
    let agreement = all.in_force(code, day).map_err(|_| Problem::NotFound)?;
    let item = agreement.items.iter().find(|i| i.no == *no).ok_or(Problem::NotFound)?;
    Ok((agreement, item))
}

/// A side by the word for it.
///
/// # Errors
/// [`Problem::Malformed`] naming the words.
pub(crate) fn side(definition: &Definition, word: Option<&str>) -> Result<Side> {
    match word.unwrap_or("pembilang") {
        "" | "pembilang" => Ok(definition.main_side()),
        "penyebut" => Ok(Side::Counted),
        "tidak-dihitung" => Ok(Side::NotCounted),
        _ => Err(Problem::Malformed("peran: pembilang, penyebut atau tidak-dihitung.".to_owned())),
    }
}

/// The period of a quarter, or of the year for 0 and none.
///
/// # Errors
/// [`Problem::Malformed`] for a quarter that does not exist.
pub(crate) fn period(year: i32, tw: Option<u8>) -> Result<Period> {
    match tw {
        None | Some(0) => Ok(Period::year(year)),
        Some(n) => Triwulan::ALL
            .get(usize::from(n) - 1)
            .map(|quarter| quarter.period(year))
            .ok_or_else(|| Problem::Malformed("tw: 1 sampai 4, atau 0 untuk setahun.".to_owned())),
    }
}

/// The most members of a page.
pub(crate) const MOST: u64 = 500;

/// The words for a side; the numerator where it is empty.
pub(crate) const ROLES: [&str; 4] = ["pembilang", "penyebut", "tidak-dihitung", ""];

/// The parameters of the path of an item.
pub(crate) fn at(one: Operation<'_>) -> Operation<'_> {
    let number = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
    one.parameter(parameter("path", "perjanjian", &json!({ "type": "string" }), "Kode perjanjian."))
        .parameter(parameter("path", "no", &number, "Nomor butir."))
}

/// A page of members, with the cursor to the next.
pub(crate) struct MemberPage {
    pub members: Vec<Member>,
    pub next: Option<String>,
}

/// A page of the members of an item's figure.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::Malformed`], or what the database says.
pub(crate) async fn page(ctx: &Ctx, agreement: &Agreement, item: &Item, asked: &AskedMembers) -> Result<MemberPage> {
    ctx.actor.require(Permission::ReadReports)?;
    let indicator = item.indicator()?;
    let period = period(agreement.year, asked.tw)?;
    let known = known(asked.per.as_deref())?;
    let offices = table::scope(ctx, agreement).offices;
    let side = side(indicator.definition(period), asked.peran.as_deref())?;
    page_of(ctx, &members(indicator, &offices, period, known, side), asked).await
}

/// A page of the members of a select.
///
/// # Errors
/// [`Problem::Malformed`] for a cursor that is none, or what the database says.
pub(crate) async fn page_of(ctx: &Ctx, select: &Members, asked: &AskedMembers) -> Result<MemberPage> {
    let after = asked.sebelum.as_deref().map(paging::read_day_and_id).transpose()?.map(|(day, id)| (day, id.0));
    let limit = paging::within(asked.batas.or(Some(paging::USUAL)), MOST)?;
    let members = select.page(ctx.db(), after, limit).await?;
    let full = u64::try_from(members.len()).is_ok_and(|n| n == limit);
    let next = members.last().filter(|_| full).map(|m| format!("{}_{}", m.hari, m.id));
    Ok(MemberPage { members, next })
}
