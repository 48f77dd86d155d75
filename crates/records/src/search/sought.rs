//! The records that a free text finds: by their numbers and those of people, else by the words of a name.

use chrono::Datelike;
use kernel::{CatatanId, Ctx, Permission, Result, numbering};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Query, SelectStatement};
use uuid::Uuid;

use crate::{AnyKind, found_by};

/// The first year that numbers of records may have.
const FIRST_YEAR: i32 = 2015;
/// The most records that one number finds.
const MOST: u64 = 10_000;

/// What a text finds.
pub(crate) enum Found {
    /// There was no text.
    All,
    /// These records.
    Records(Vec<CatatanId>),
    /// The records of these people.
    Called(people::Called),
    /// Nothing.
    Nothing,
}

fn of_offices(kind: &dyn AnyKind, ctx: &Ctx) -> SelectStatement {
    Query::select().column("id").from(kind.info().table).and_where(kind.seen(ctx)).limit(MOST).to_owned()
}

async fn ids(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<CatatanId>> {
    db.query_all(query).await?.iter().map(|row| Ok(CatatanId(row.try_get::<Uuid>("", "id")?))).collect()
}

/// The numbers that a text may stand for: PGD-2025-000123, 2025-123, 000123 of any year.
fn numbers(prefix: &str, text: &str, this_year: i32) -> Vec<String> {
    let text = text.trim().to_uppercase();
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let number = |digits: &str| -> Option<i64> {
        let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|number| plain && *number > 0)
    };
    let year = |digits: &str| -> Option<i32> { digits.parse().ok().filter(|year| (2000..=2200).contains(year)) };
    let one = |y: &str, n: &str| Some(vec![numbering::format(prefix, year(y)?, number(n)?)]);
    let readings = match parts.as_slice() {
        [own, y, n] if *own == prefix => one(y, n),
        [y, n] => one(y, n),
        [n] => number(n)
            .filter(|_| n.len() <= 6)
            .map(|n| (FIRST_YEAR..=this_year).rev().map(|year| numbering::format(prefix, year, n)).collect()),
        _ => None,
    };
    readings.unwrap_or_default()
}

/// The records of the actor's offices whose own number, number from another system or telephone equals the text. Telephones are
/// only searched for actors who may see them in full.
///
/// # Errors
/// Any database error.
pub(crate) async fn by_number(kind: &dyn AnyKind, ctx: &Ctx, text: &str) -> Result<Vec<CatatanId>> {
    if !text.chars().any(|c| c.is_ascii_digit()) || text.chars().any(char::is_control) {
        return Ok(Vec::new());
    }
    let mut conditions = Vec::new();
    let own = numbers(kind.info().prefix, text, ctx.today().year());
    if !own.is_empty() {
        conditions.push(Expr::col("nomor").is_in(own));
    }
    if let Some(unique) = kind.info().unique {
        conditions.push(Expr::col(unique.name).eq(text.trim()));
    }
    let sign: String = text.to_uppercase().split_whitespace().collect();
    for field in kind.info().more.sought {
        let plain = Func::cust("replace").arg(Func::upper(Expr::col(*field))).arg(" ").arg("");
        conditions.push(Expr::expr(plain).eq(sign.as_str()));
    }
    if ctx.actor.may(Permission::RevealPeople) && found_by::fields(kind).next().is_some() {
        // Selected first, so that these few records are looked up by id instead of reading all records of an office.
        let with = found_by::with(ctx, text).limit(MOST).to_owned();
        let rows = ctx.db().query_all(&with).await?;
        let records: Vec<Uuid> = rows.iter().map(|row| row.try_get("", "catatan_id")).collect::<Result<_, _>>()?;
        if !records.is_empty() {
            conditions.push(Expr::col("id").is_in(records));
        }
    }
    let mut hits = Vec::new();
    for condition in conditions {
        hits.extend(ids(ctx.db(), of_offices(kind, ctx).and_where(condition)).await?);
    }
    hits.sort_unstable();
    hits.dedup();
    Ok(hits)
}

/// What a text finds among the records of a kind. If it matches a number, only that counts; else it is searched in names.
///
/// # Errors
/// Any database error.
pub(crate) async fn found(kind: &dyn AnyKind, ctx: &Ctx, text: &str) -> Result<Found> {
    if text.is_empty() {
        return Ok(Found::All);
    }
    let mut records = by_number(kind, ctx, text).await?;
    if !kind.info().person {
        return Ok(if records.is_empty() { Found::Nothing } else { Found::Records(records) });
    }
    let people = people::numbered(ctx, text).await?;
    if !people.is_empty() {
        let of_them = Cond::all().add(Expr::col("orang_id").is_in(people.iter().map(|person| person.0)));
        records.extend(ids(ctx.db(), of_offices(kind, ctx).cond_where(of_them)).await?);
    }
    if !records.is_empty() {
        return Ok(Found::Records(records));
    }
    let called = people::called(ctx, text).await?;
    Ok(if called.is_nobody() { Found::Nothing } else { Found::Called(called) })
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_number_is_found_by_all_or_part_of_it() {
        assert_eq!(numbers("PGD", "pgd-2025-000123", 2026), ["PGD-2025-000123"]);
        assert_eq!(numbers("PGD", "PGD-2025-123", 2026), ["PGD-2025-000123"]);
        assert_eq!(numbers("PGD", "2025-000123", 2026), ["PGD-2025-000123"]);
        assert_eq!(numbers("PGD", "000123", 2016), ["PGD-2016-000123", "PGD-2015-000123"]);
        for other in ["PLG-2025-000123", "3603994101900001", "0", "", "-", "2025-", "Siti", "1-2-3-4", "-5"] {
            assert_eq!(numbers("PGD", other, 2026), Vec::<String>::new(), "{other}");
        }
    }
}
