//! Changing what stands on the letters of an office: one transaction, one row.

use std::collections::BTreeSet;

use kernel::form::{Field, FieldKind, Form, Key, parse};
use kernel::offices::{Letterhead, Office};
use kernel::period::written;
use kernel::{Ctx, Day, FieldError, KantorId, Permission, Problem, Result, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::entity::data::{ActiveModel, Column, Entity, Model};
use crate::form::{SINCE, WHY};
use crate::heads::{folded, letterheads};
use crate::shelf::{Rujukan, newest_office};
use crate::write::{LOCK, SEEN, SHOWN, asked, edited, in_force};

const ABOVE: Key<String> = Key::new("kop");
const ADDRESS: Key<String> = Key::new("alamat");
const CONTACT: Key<String> = Key::new("kontak");
const HEAD: Key<String> = Key::new("kepala");
const NUMBER: Key<String> = Key::new("kepala_nip");
/// How many digits the number of an official has.
const DIGITS: usize = 18;

const FROM: Field = Field::new(SINCE, "Berlaku sejak", FieldKind::DayAhead).help("Kosong berarti hari ini.");

/// What a change asks for.
pub(crate) static OFFICE: [Field; 7] = [
    Field::new(ABOVE, "Kop", FieldKind::Text(300)).help("Yang tertulis di atas nama kantor."),
    Field::new(ADDRESS, "Alamat", FieldKind::Text(300)),
    Field::new(CONTACT, "Kontak", FieldKind::Text(200)).help("Telepon, surel, laman."),
    Field::new(HEAD, "Kepala", FieldKind::Text(200)).help("Nama dengan gelar, seperti tertulis di surat."),
    Field::new(NUMBER, "NIP kepala", FieldKind::Text(40)).help("18 angka; boleh dengan spasi."),
    FROM,
    Field::new(WHY, "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda."),
];

/// The office of an address, which the actor must see.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) fn known<'a>(ctx: &'a Ctx, code: &str) -> Result<&'a Office> {
    ctx.actor.require(Permission::Words)?;
    let office = ctx.house.offices.by_code(code).filter(|office| ctx.actor.offices.contains(&office.id));
    office.ok_or(Problem::NotFound)
}

/// What a form begins with: the data as they are.
pub(crate) fn of(data: &Letterhead) -> Form {
    let all = [
        (ABOVE, &data.above),
        (ADDRESS, &data.address),
        (CONTACT, &data.contact),
        (HEAD, &data.head),
        (NUMBER, &data.head_number),
    ];
    all.into_iter().filter_map(|(key, text)| Some((key.name.to_owned(), text.clone()?))).collect()
}

/// Changes the data of an office from a day on; what is not given stays, and of a form what was not changed in it. It is in force on this
/// server at once.
///
/// # Errors
/// As [`known`]; [`Problem::Invalid`] by field; any database error.
pub(crate) async fn change(ctx: &Ctx, shelf: &Rujukan, code: &str, given: &Form) -> Result<Letterhead> {
    let office = known(ctx, code)?.id;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    unseen(&*tx, office, given).await?;
    let read = parse(&[&FROM], &asked(given), &ctx.house.reference, ctx.today());
    let since = read.ok().and_then(|read| read.values.get(SINCE)).unwrap_or_else(|| ctx.today());
    let before = letterheads(&*tx, since).await?.remove(&office).unwrap_or_default();
    let mut typed = of(&before);
    typed.extend(changed(&*tx, office, given).await?);
    let fields: Vec<&Field> = OFFICE.iter().collect();
    let read = parse(&fields, &typed, &ctx.house.reference, ctx.today());
    let (values, number) = match (read, number_of(&typed, &before)) {
        (Ok(read), Ok(number)) => (read.values, number),
        (read, number) => {
            let errors = read.err().into_iter().flatten().chain(number.err());
            return Err(Problem::Invalid(errors.collect()));
        }
    };
    after(&*tx, (office, since), ctx.today()).await?;
    let data = Letterhead {
        above: values.get(ABOVE),
        address: values.get(ADDRESS),
        contact: values.get(CONTACT),
        head: values.get(HEAD),
        head_number: number,
    };
    if data == before {
        return Err(FieldError::new(ADDRESS, "Tidak ada yang berubah. Ubah salah satu isian, atau batalkan.").into());
    }
    let row = ActiveModel {
        nomor: Set(newest_office(&*tx).await? + 1),
        tentang_id: Set(office),
        berlaku_sejak: Set(since),
        kop: Set(data.above.clone()),
        alamat: Set(data.address.clone()),
        kontak: Set(data.contact.clone()),
        kepala: Set(data.head.clone()),
        kepala_nip: Set(data.head_number.clone()),
        alasan: Set(values.need(WHY)?),
        pelaku: Set(ctx.actor.name.clone()),
        pelaku_id: Set(ctx.actor.user),
        kantor_id: Set(ctx.actor.office),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    in_force(shelf).await;
    Ok(data)
}

/// The number of the head; what stood there before it was looked at stays, for who changes something else.
fn number_of(typed: &Form, before: &Letterhead) -> Result<Option<String>, FieldError> {
    let number = typed.get(NUMBER.name).filter(|text| before.head_number.as_ref() != Some(*text));
    number.map_or_else(|| Ok(before.head_number.clone()), |text| official(text))
}

/// The number of an official without the blanks that people write in it; none where nothing is typed.
fn official(text: &str) -> Result<Option<String>, FieldError> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    if digits.len() == DIGITS && digits.bytes().all(|one| one.is_ascii_digit()) {
        return Ok(Some(digits));
    }
    let detail = "NIP terdiri dari 18 angka. Periksa lagi, atau kosongkan bila belum diketahui.";
    Err(FieldError::new(NUMBER, detail))
}

/// What is given; of a form that was filled in with the data of a day only what was changed in it.
async fn changed(db: &impl ConnectionTrait, office: KantorId, given: &Form) -> Result<Form> {
    let day = given.get(SHOWN).and_then(|day| day.parse::<Day>().ok());
    let Some(day) = day else { return Ok(edited(given, None)) };
    let shown = letterheads(db, day).await?.remove(&office).unwrap_or_default();
    Ok(edited(given, Some(&of(&shown))))
}

/// Refuses a day before that of the data in force: they would hide what is entered.
async fn after(db: &impl ConnectionTrait, (office, since): (KantorId, Day), today: Day) -> Result<()> {
    let rows = Entity::find().filter(Column::TentangId.eq(office)).filter(Column::BerlakuSejak.lte(today));
    let held = rows.order_by_desc(Column::BerlakuSejak).one(db).await?.map(|row| row.berlaku_sejak);
    let Some(held) = held.filter(|held| since < *held) else { return Ok(()) };
    let held = written(held);
    let detail = format!("Data yang berlaku sejak {held} sudah ada. Tulis {held} atau hari sesudahnya.");
    Err(FieldError::new(SINCE, detail).into())
}

/// The number of the newest entry about an office, and whose it is; 0 where there is none.
///
/// # Errors
/// Any database error.
pub(crate) async fn newest_of(db: &impl ConnectionTrait, office: KantorId) -> Result<(i64, Option<String>)> {
    let row = Entity::find().filter(Column::TentangId.eq(office)).order_by_desc(Column::Nomor).one(db).await?;
    Ok(row.map_or((0, None), |row| (row.nomor, Some(row.pelaku))))
}

/// Refuses a form that was made before somebody else changed the data: what they entered would go with it.
async fn unseen(db: &impl ConnectionTrait, office: KantorId, given: &Form) -> Result<()> {
    let Some(seen) = given.get(SEEN).and_then(|text| text.parse::<i64>().ok()) else { return Ok(()) };
    let (newest, by) = newest_of(db, office).await?;
    if newest == seen {
        return Ok(());
    }
    let by = by.unwrap_or_default();
    let detail = format!("Diubah {by} sesudah Anda membukanya. Lihat riwayat di bawah, gabungkan, lalu simpan lagi.");
    Err(FieldError::new(WHY, detail).into())
}

/// What was done to the data of an office, newest first.
///
/// # Errors
/// Any database error.
pub(crate) async fn history(ctx: &Ctx, office: KantorId) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::TentangId.eq(office)).order_by_desc(Column::Nomor).all(ctx.db()).await?;
    Ok(rows)
}

/// What is to stand on the letters of an office from each day that is yet to come and has a change.
///
/// # Errors
/// Any database error.
pub(crate) async fn planned(ctx: &Ctx, office: KantorId) -> Result<Vec<(Day, Letterhead)>> {
    let rows = Entity::find().filter(Column::TentangId.eq(office)).order_by_asc(Column::Nomor).all(ctx.db()).await?;
    let days: BTreeSet<Day> = rows.iter().map(|row| row.berlaku_sejak).filter(|day| *day > ctx.today()).collect();
    let on = |day: Day| (day, folded(&rows, day).remove(&office).unwrap_or_default());
    Ok(days.into_iter().map(on).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_official_is_eighteen_digits_without_blanks() {
        let whole = Some("999901012020011001".to_owned());
        for text in ["999901012020011001", " 99990101 202001 1 001 ", "99990101\u{a0}202001\u{a0}1\u{a0}001"] {
            assert_eq!(official(text).unwrap(), whole, "{text}");
        }
        assert_eq!(official("  ").unwrap(), None);
        for text in ["99990101202001100", "9999010120200110011", "99990101.202001.1.001", "NIP 99990101", "belum ada"] {
            assert!(official(text).unwrap_err().detail.contains("18 angka"), "{text}");
        }
    }
}
