//! The numbers that offices have given their letters: none twice in a year for a class of letters, and which is next. Rows are added, never
//! changed.

use chrono::Datelike;
use kernel::db::lock;
use kernel::{CatatanId, Ctx, Day, KantorId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// A number that was given: a row of `nomor_surat`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nomor_surat")]
pub struct Model {
    /// The office that wrote the letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
    /// The class: its kind of record and the code of the letter, with a dot between.
    #[sea_orm(primary_key, auto_increment = false)]
    pub surat: String,
    /// The year of its day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tahun: i64,
    /// The number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: String,
    /// The running number in it, if one was found.
    pub urut: Option<i64>,
    /// The day of the letter.
    pub tanggal: Day,
    /// The record that it is about.
    pub catatan_id: CatatanId,
    /// When it was given.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The number of a letter that is to be attached.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// Its class.
    pub class: String,
    /// What such letters are called.
    pub title: &'static str,
    /// The number.
    pub number: String,
    /// The day of the letter.
    pub day: Day,
}

/// Gives a number to a letter about a record. The same record may have it again, for a letter that was wrong and removed.
///
/// # Errors
/// [`Problem::Duplicate`] when a letter about another record has it; any database error.
pub(crate) async fn keep(tx: &Tx, ctx: &Ctx, record: CatatanId, one: &Numbered) -> Result<()> {
    let office = ctx.actor.office;
    lock(tx, &format!("nomor surat {}", office.0)).await?;
    let year = i64::from(one.day.year());
    let held = Entity::find_by_id((office, one.class.clone(), year, one.number.clone())).one(&**tx).await?;
    if let Some(held) = held {
        return if held.catatan_id == record { Ok(()) } else { Err(taken(one)) };
    }
    let row = ActiveModel {
        kantor_id: Set(office),
        surat: Set(one.class.clone()),
        tahun: Set(year),
        nomor: Set(one.number.clone()),
        urut: Set(running(&pieces(&one.number), one.day.year()).map(|(_, number)| number)),
        tanggal: Set(one.day),
        catatan_id: Set(record),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

fn taken(one: &Numbered) -> Problem {
    Problem::Duplicate(format!(
        "Nomor {} tahun {} sudah dipakai {} tentang catatan lain. Pakai nomor lain, atau kosongkan nomornya agar diusulkan yang berikutnya.",
        one.number,
        one.day.year(),
        one.title
    ))
}

/// The number after the last that the actor's office gave to a class of letters, for a letter of a day; none before the first, and where
/// no running number is found.
///
/// # Errors
/// Any database error.
pub(crate) async fn next(ctx: &Ctx, class: &str, day: Day) -> Result<Option<String>> {
    let given = || {
        Entity::find()
            .filter(Column::KantorId.eq(ctx.actor.office))
            .filter(Column::Surat.eq(class))
            .filter(Column::Urut.is_not_null())
            .filter(Column::Tahun.lte(i64::from(day.year())))
    };
    let last = given().order_by_desc(Column::Tahun).order_by_desc(Column::Urut).one(ctx.db()).await?;
    Ok(last.and_then(|last| following(&last.nomor, last.tanggal, day)))
}

/// The months in numbers of letters.
const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

fn roman(day: Day) -> &'static str {
    usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// A number in pieces: letters and digits, and what stands between them.
fn pieces(number: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for letter in number.chars() {
        let sort = Some(letter.is_alphanumeric());
        match pieces.last_mut().filter(|_| before == sort) {
            Some(piece) => piece.push(letter),
            None => pieces.push(letter.to_string()),
        }
        before = sort;
    }
    pieces
}

/// The running number: the first piece of digits only that is not the year.
fn running(pieces: &[String], year: i32) -> Option<(usize, i64)> {
    let year = year.to_string();
    let digits = |piece: &String| piece.bytes().all(|one| one.is_ascii_digit()) && *piece != year;
    let (at, piece) = pieces.iter().enumerate().find(|(_, piece)| digits(piece))?;
    Some((at, piece.parse().ok()?))
}

/// The number that follows one of a day: the running number counts on, or begins again with the year; the month in Roman numerals and the
/// year behind it are those of the new day.
fn following(number: &str, was: Day, day: Day) -> Option<String> {
    let mut pieces = pieces(number);
    let (at, last) = running(&pieces, was.year())?;
    let next = if was.year() == day.year() { last.checked_add(1)? } else { 1 };
    let (year, month) = (was.year().to_string(), roman(was));
    for (place, piece) in pieces.iter_mut().enumerate() {
        if place == at {
            let width = if piece.starts_with('0') { piece.len() } else { 1 };
            *piece = format!("{next:0width$}");
        } else if *piece == year {
            *piece = day.year().to_string();
        } else if place > at && *piece == month {
            roman(day).clone_into(piece);
        }
    }
    Some(pieces.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(number: &str, was: &str, day: &str) -> Option<String> {
        following(number, was.parse().unwrap(), day.parse().unwrap())
    }

    #[test]
    fn the_next_number_counts_on_with_the_month_and_year_of_its_day() {
        for (number, was, day, next) in [
            ("B-9/BP3MI/VI/2025", "2025-06-05", "2025-06-06", "B-10/BP3MI/VI/2025"),
            ("B-009/BP3MI/VI/2025", "2025-06-05", "2025-07-01", "B-010/BP3MI/VII/2025"),
            ("B-41/BP3MI/XII/2025", "2025-12-30", "2026-01-02", "B-1/BP3MI/I/2026"),
            ("12/CONTOH", "2025-06-05", "2025-08-01", "13/CONTOH"),
        ] {
            assert_eq!(after(number, was, day).as_deref(), Some(next), "{number}");
        }
    }

    #[test]
    fn without_a_running_number_none_is_proposed() {
        for number in ["B/CONTOH/2025", "CONTOH", "B12/CONTOH", "99999999999999999999/X"] {
            assert_eq!(after(number, "2025-06-05", "2025-06-06"), None, "{number}");
        }
    }
}
