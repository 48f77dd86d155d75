//! The numbers that offices have given their letters: none twice in a year for a class of letters, and which is next. Rows are added, never
//! changed.

use chrono::Datelike;
use kernel::db::lock;
use kernel::numbers::is_number;
use kernel::reference::fold;
use kernel::{CatatanId, Ctx, Day, KantorId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

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
    /// The first number in it that is not the year, if there is one.
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
/// [`Problem::Duplicate`] when a letter about another record has it, or one that is attached to this; any database error.
pub(crate) async fn keep(tx: &Tx, ctx: &Ctx, record: CatatanId, one: &Numbered) -> Result<()> {
    let office = ctx.actor.office;
    lock(tx, &format!("nomor surat {}", office.0)).await?;
    refuse_attached(tx, ctx, record, one).await?;
    let (year, first) = (i64::from(one.day.year()), first(&one.number, one.day));
    let given = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(Column::Surat.eq(one.class.as_str()))
        .filter(Column::Tahun.eq(year))
        .filter(first.map_or_else(|| Column::Urut.is_null(), |first| Column::Urut.eq(first)));
    let mut held = given.all(&**tx).await?;
    held.retain(|row| folded(&row.nomor) == folded(&one.number));
    if !held.is_empty() {
        return if held.iter().any(|row| row.catatan_id == record) { Ok(()) } else { Err(taken(one)) };
    }
    let row = ActiveModel {
        kantor_id: Set(office),
        surat: Set(one.class.clone()),
        tahun: Set(year),
        nomor: Set(one.number.clone()),
        urut: Set(first),
        tanggal: Set(one.day),
        catatan_id: Set(record),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The letters of other classes that the actor's office has given a number in the year of a day. An office may have a book for each class,
/// so they are told and not refused.
///
/// # Errors
/// Any database error.
pub(crate) async fn of_others(ctx: &Ctx, class: &str, (number, day): (&str, Day)) -> Result<Vec<Model>> {
    let first = first(number, day);
    let given = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Surat.ne(class))
        .filter(Column::Tahun.eq(i64::from(day.year())))
        .filter(first.map_or_else(|| Column::Urut.is_null(), |first| Column::Urut.eq(first)))
        .order_by_asc(Column::Pada)
        .order_by_asc(Column::Surat);
    let mut held = given.all(ctx.db()).await?;
    held.retain(|row| folded(&row.nomor) == folded(number));
    Ok(held)
}

/// Refuses a second letter with the number of one that is attached to the record. Two who make it at one moment wait for each other.
async fn refuse_attached(tx: &Tx, ctx: &Ctx, record: CatatanId, one: &Numbered) -> Result<()> {
    let standing = lampiran::Entity::find()
        .filter(lampiran::Column::CatatanId.eq(record))
        .filter(lampiran::Column::DihapusPada.is_null());
    for row in standing.all(&**tx).await? {
        if row.remark(ctx)?.is_some_and(|remark| is_of(&remark, one.title, &one.number)) {
            return Err(attached(one.title, &one.number, &row.name(ctx)?));
        }
    }
    Ok(())
}

/// The remark on a letter that is attached: by it the same letter is recognised.
pub(crate) fn remark(title: &str, number: &str, day: &str) -> String {
    format!("{title}, nomor {number}, tanggal {day}")
}

/// Whether a remark is that of a letter with this number, however the number is written.
pub(crate) fn is_of(remark: &str, title: &str, number: &str) -> bool {
    let rest = remark.strip_prefix(title).and_then(|rest| rest.strip_prefix(", nomor "));
    let held = rest.and_then(|rest| rest.rsplit_once(", tanggal ")).map(|(held, _)| held);
    held.is_some_and(|held| folded(held) == folded(number))
}

/// What is told of a letter whose number stands on the record already.
pub(crate) fn attached(title: &str, number: &str, name: &str) -> Problem {
    Problem::Duplicate(format!(
        "{title} nomor {number} sudah terlampir pada catatan ini: {name}. Pakai nomor lain, atau hapus lampiran itu dahulu."
    ))
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
/// it is unclear what counts on in them.
///
/// # Errors
/// Any database error.
pub(crate) async fn next(ctx: &Ctx, class: &str, day: Day) -> Result<Option<String>> {
    let rows = Entity::find()
        .filter(Column::KantorId.eq(ctx.actor.office))
        .filter(Column::Surat.eq(class))
        .filter(Column::Urut.is_not_null())
        .filter(Column::Tahun.lte(i64::from(day.year())))
        .order_by_desc(Column::Tahun)
        .order_by_desc(Column::Pada)
        .order_by_desc(Column::Nomor)
        .limit(LATEST)
        .all(ctx.db())
        .await?;
    let given: Vec<(&str, Day)> = rows.iter().map(|row| (row.nomor.as_str(), row.tanggal)).collect();
    Ok(proposal(&given, day))
}

/// How many of the numbers that were given last are looked at for the next.
const LATEST: u64 = 50;

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

/// What is wrong with the number of a letter: it names the file, and the next ones count on from it.
pub(crate) fn wrong(number: &str) -> Option<&'static str> {
    if is_personal(number) {
        return Some(
            "Ini berisi angka seperti NIK atau nomor seseorang. Tulis nomor surat dari buku agenda surat keluar kantor.",
        );
    }
    let counts = number.bytes().any(|one| one.is_ascii_digit());
    (!counts).then_some(
        "Nomor surat memuat angka, misalnya B-12/CONTOH/VI/2025. Tulis seperti di buku agenda surat keluar kantor.",
    )
}

/// Whether so many digits stand in a row, whatever blanks between them, as in the number of a person.
fn is_personal(number: &str) -> bool {
    number.split(|one: char| !one.is_ascii_digit() && !one.is_whitespace()).any(is_number)
}

/// A number as it is compared: whatever its capitals and the zeros before its digits.
fn folded(number: &str) -> String {
    let plain = |piece: String| {
        let digits = piece.bytes().all(|one| one.is_ascii_digit());
        if digits { piece.trim_start_matches('0').to_owned() } else { piece }
    };
    pieces(&fold(number)).into_iter().map(plain).collect()
}

/// The places of the pieces of digits only that are not the year.
fn numbers(pieces: &[String], day: Day) -> Vec<usize> {
    let year = day.year().to_string();
    let digits = |piece: &String| piece.bytes().all(|one| one.is_ascii_digit()) && *piece != year;
    pieces.iter().enumerate().filter(|(_, piece)| digits(piece)).map(|(at, _)| at).collect()
}

/// The first number in the number of a letter: by it those that may be the same are found.
fn first(number: &str, day: Day) -> Option<i64> {
    let pieces = pieces(number);
    pieces.get(*numbers(&pieces, day).first()?)?.parse().ok()
}

/// The places at which two numbers of letters say something else, apart from the years and months of their days.
fn moved((one, on): (&[String], Day), (other, then): (&[String], Day)) -> Vec<usize> {
    let dated = |piece: &String, day: Day| *piece == day.year().to_string() || piece == roman(day);
    let same = |(one, other): (&String, &String)| one == other || (dated(one, on) && dated(other, then));
    one.iter().zip(other).enumerate().filter(|(_, both)| !same(*both)).map(|(at, _)| at).collect()
}

/// The piece that counts on: what moved since the letter before, or the only number; none where that is unclear.
fn counting(last: (&[String], Day), before: Option<(&[String], Day)>) -> Option<usize> {
    let places = numbers(last.0, last.1);
    let before = before.filter(|(pieces, _)| pieces.len() == last.0.len());
    let moved = before.map(|before| moved(last, before)).filter(|moved| !moved.is_empty());
    match (places.as_slice(), moved.as_deref()) {
        ([one], None) => Some(*one),
        (_, Some([one])) if places.contains(one) => Some(*one),
        _ => None,
    }
}

/// The number that follows those that were given last, the newest first: the greatest like the newest counts on.
fn proposal(given: &[(&str, Day)], day: Day) -> Option<String> {
    let sound = given.iter().filter(|(number, _)| !is_personal(number));
    let all: Vec<(Vec<String>, Day)> = sound.map(|(number, on)| (pieces(number), *on)).collect();
    let (last, was) = all.first().cloned()?;
    let at = counting((&last, was), all.get(1).map(|(pieces, on)| (pieces.as_slice(), *on)))?;
    let like = |(pieces, on): &&(Vec<String>, Day)| {
        let alike = pieces.len() == last.len() && moved((&last, was), (pieces, *on)).iter().all(|place| *place == at);
        alike && on.year() == was.year()
    };
    let value = |(pieces, _): &&(Vec<String>, Day)| pieces.get(at).and_then(|piece| piece.parse::<i64>().ok());
    let (greatest, was) = all.iter().filter(like).max_by_key(value)?;
    following((greatest, at), *was, day)
}

/// The number that follows one of a day: the piece that counts on does, or begins again with the year; the month in Roman numerals and the
/// year behind it are those of the new day. None where the month may stand in digits, since that would not follow.
fn following((pieces, at): (&[String], usize), was: Day, day: Day) -> Option<String> {
    let last: i64 = pieces.get(at)?.parse().ok()?;
    let next = if was.year() == day.year() { last.checked_add(1)? } else { 1 };
    let month = |(place, piece): (usize, &String)| {
        place != at && piece.parse::<u32>().is_ok_and(|digits| digits == was.month())
    };
    if was.month() != day.month() && pieces.iter().enumerate().any(month) {
        return None;
    }
    let (year, month) = (was.year().to_string(), roman(was));
    let mut pieces = pieces.to_vec();
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

    /// What follows numbers, the newest first.
    fn after(given: &[(&str, &str)], day: &str) -> Option<String> {
        let given: Vec<(&str, Day)> = given.iter().map(|(number, on)| (*number, on.parse().unwrap())).collect();
        proposal(&given, day.parse().unwrap())
    }

    #[test]
    fn the_next_number_counts_on_with_the_month_and_year_of_its_day() {
        for (number, was, day, next) in [
            ("B-9/BP3MI/VI/2025", "2025-06-05", "2025-06-06", "B-10/BP3MI/VI/2025"),
            ("B-009/BP3MI/VI/2025", "2025-06-05", "2025-07-01", "B-010/BP3MI/VII/2025"),
            ("B-41/BP3MI/XII/2025", "2025-12-30", "2026-01-02", "B-1/BP3MI/I/2026"),
            ("12/CONTOH", "2025-06-05", "2025-08-01", "13/CONTOH"),
        ] {
            assert_eq!(after(&[(number, was)], day).as_deref(), Some(next), "{number}");
        }
    }

    #[test]
    fn what_moved_counts_on_and_not_the_class_of_the_archive() {
        let june = [("560/12/BP3MI/VI/2025", "2025-06-05"), ("560/11/BP3MI/V/2025", "2025-05-30")];
        assert_eq!(after(&june, "2025-06-06").as_deref(), Some("560/13/BP3MI/VI/2025"));
        assert_eq!(after(&june[..1], "2025-06-06"), None, "one number does not say which it is");
        assert_eq!(after(&[june[0], ("561/11/BP3MI/VI/2025", "2025-06-05")], "2025-06-06"), None, "both moved");
        let late = [("560/8/BP3MI/VI/2025", "2025-06-05"), june[0]];
        assert_eq!(after(&late, "2025-06-06").as_deref(), Some("560/13/BP3MI/VI/2025"), "the greatest counts on");
        let year = [("560/1/BP3MI/I/2026", "2026-01-05"), ("560/41/BP3MI/XII/2025", "2025-12-30")];
        assert_eq!(after(&year, "2026-01-06").as_deref(), Some("560/2/BP3MI/I/2026"));
        let digits = [("12/06/2025", "2025-06-05"), ("11/06/2025", "2025-06-04")];
        assert_eq!(after(&digits, "2025-06-06").as_deref(), Some("13/06/2025"));
        assert_eq!(after(&digits, "2025-07-01"), None, "the month in digits would not follow");
    }

    #[test]
    fn without_a_running_number_none_is_proposed() {
        for number in ["B/CONTOH/2025", "CONTOH", "B12/CONTOH", "99999999999999999999/X"] {
            assert_eq!(after(&[(number, "2025-06-05")], "2025-06-06"), None, "{number}");
        }
        assert_eq!(after(&[], "2025-06-06"), None);
    }

    #[test]
    fn what_may_be_the_number_of_a_person_is_none_of_a_letter() {
        for number in ["3603994101900001", "B-3603 9941 0190 0001/CONTOH", "081200001111", "123456789"] {
            assert!(wrong(number).is_some_and(|detail| detail.contains("NIK")), "{number}");
            assert_eq!(after(&[(number, "2025-06-05")], "2025-06-06"), None, "{number}");
            let before = [(number, "2025-06-05"), ("B-9/VI/2025", "2025-06-04")];
            assert_eq!(after(&before, "2025-06-06").as_deref(), Some("B-10/VI/2025"), "{number}");
        }
        for number in ["", "B/CONTOH/VI", "Surat Keluar"] {
            assert!(wrong(number).is_some_and(|detail| detail.contains("memuat angka")), "{number}");
        }
        for number in ["B-9/CONTOH/VI/2025", "560/12345/06.01.2025/77", "12345678/2025", "B 12 2025"] {
            assert_eq!(wrong(number), None, "{number}");
        }
    }

    #[test]
    fn a_number_is_one_however_it_is_written() {
        for number in ["B-9/VI", "b-9/vi", "B-09/VI", " B-009/Vi"] {
            assert_eq!(folded(number), folded("B-9/VI"), "{number}");
            assert!(is_of(&remark("Undangan", number, "5 Jun 2025"), "Undangan", "B-9/VI"), "{number}");
        }
        assert_ne!(folded("B-90/VI"), folded("B-9/VI"));
        assert!(!is_of("Undangan, nomor B-9, halaman 1", "Undangan", "B-9"));
    }
}
