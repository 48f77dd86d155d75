//! Making a day a holiday, and a working day again.

use chrono::Datelike;
use kernel::calendar::Calendar;
use kernel::form::shape::YEARS;
use kernel::form::{Field, FieldKind, Form, Key, Values, parse};
use kernel::period::written;
use kernel::{Ctx, Day, FieldError, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::entity::libur::{ActiveModel, Column, Entity, Model};
use crate::form::WHY;
use crate::shelf::{Rujukan, newest_holiday};
use crate::write::{LOCK, in_force};

const DAY: Key<Day> = Key::new("hari");
const NAME: Key<String> = Key::new("nama");
const KIND: Key<String> = Key::new("jenis");
const BASIS: Key<String> = Key::new("dasar");

const REASON: Field =
    Field::new(WHY, "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda.");

/// What a new holiday asks for.
pub(crate) static ADD: [Field; 5] = [
    Field::new(DAY, "Hari", FieldKind::DayAhead).required(),
    Field::new(NAME, "Nama", FieldKind::Text(120)).required(),
    Field::new(KIND, "Jenis", FieldKind::Term("jenis_libur")).required(),
    Field::new(BASIS, "Dasar", FieldKind::Text(300))
        .required()
        .help("Keputusan yang menetapkannya, misalnya nomor SKB."),
    REASON,
];

/// What taking one back asks for.
pub(crate) static TAKE: [Field; 1] = [REASON];

/// What is done to a day.
#[derive(Clone, Copy)]
pub(crate) enum Change<'a> {
    /// It becomes a holiday.
    Add(&'a Form),
    /// It is a working day again.
    Take(Day, &'a Form),
}

/// Changes a day. Tasks follow a moment later, see `server`.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::Invalid`] by field; any database error.
pub(crate) async fn change(ctx: &Ctx, shelf: &Rujukan, change: Change<'_>) -> Result<Day> {
    ctx.actor.require(Permission::Words)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let calendar = shelf.calendar(&*tx).await?;
    let read = |fields: &'static [Field], typed: &Form| -> Result<Values> {
        let fields: Vec<&Field> = fields.iter().collect();
        Ok(parse(&fields, typed, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values)
    };
    let (day, done, said, why) = match change {
        Change::Add(typed) => {
            let values = read(&ADD, typed)?;
            let day = values.need(DAY)?;
            free(&calendar, day)?;
            let said = [values.need(NAME)?, values.need(KIND)?, values.need(BASIS)?];
            (day, "ditambah", said, values.need(WHY)?)
        }
        Change::Take(day, typed) => {
            let holiday = calendar.holiday(day).ok_or(Problem::NotFound)?;
            let said = [holiday.name.clone(), holiday.kind.code().to_owned(), holiday.basis.clone()];
            (day, "dicabut", said, read(&TAKE, typed)?.need(WHY)?)
        }
    };
    let [nama, jenis, dasar] = said;
    let row = ActiveModel {
        nomor: Set(newest_holiday(&*tx).await? + 1),
        hari: Set(day),
        tindakan: Set(done.to_owned()),
        nama: Set(nama),
        jenis: Set(jenis),
        dasar: Set(dasar),
        alasan: Set(why),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        kantor_id: Set(ctx.actor.office),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    in_force(shelf).await;
    Ok(day)
}

/// Refuses a day on which nobody works already.
fn free(calendar: &Calendar, day: Day) -> Result<(), FieldError> {
    let Some(holiday) = calendar.holiday(day) else { return Ok(()) };
    let detail = format!("{} sudah libur: {}. Cabut dahulu bila namanya berubah.", written(day), holiday.name);
    Err(FieldError::new(DAY, detail))
}

/// The year that is asked for; this one where none is.
///
/// # Errors
/// [`Problem::Malformed`] for a year that nobody works in.
pub(crate) fn year(ctx: &Ctx, asked: Option<i32>) -> Result<i32> {
    let year = asked.unwrap_or_else(|| ctx.today().year());
    if YEARS.contains(&i64::from(year)) {
        return Ok(year);
    }
    Err(Problem::Malformed(format!("Tulis tahun dari {} sampai {}.", YEARS.start(), YEARS.end())))
}

/// What was done to the holidays of a year, newest first.
///
/// # Errors
/// Any database error.
pub(crate) async fn history(ctx: &Ctx, year: i32) -> Result<Vec<Model>> {
    let mut rows = Entity::find().order_by_desc(Column::Nomor).all(ctx.db()).await?;
    rows.retain(|row| row.hari.year() == year);
    Ok(rows)
}
