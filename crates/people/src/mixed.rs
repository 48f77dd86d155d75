//! People under whom the records of several may stand: earlier releases believed every number. They are told by id, without any
//! particulars.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::ledger::identity;
use kernel::{Ctx, Day, KantorId, OrangId, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect};

use crate::aliases;
use crate::birth::{Dates, dates};
use crate::doubt::{doubted, numbers};
use crate::entity::{Column, Entity, Model};
use crate::queries::text;
use crate::score::contradictions;

/// A person to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// The person.
    pub person: OrangId,
    /// The office that is told.
    pub office: KantorId,
    /// What contradicts itself, in Indonesian.
    pub detail: String,
}

const BATCH: u64 = 1_000;

/// The people, of all offices, whose numbers nobody can have, whose NIK says another sex and another birth date than they have, or
/// who share a number with somebody they contradict. `since` is when this house began to ask about such numbers.
///
/// # Errors
/// Any database error.
pub async fn mixed(ctx: &Ctx, since: DateTime<Utc>) -> Result<Vec<Mixed>> {
    let mut all = Vec::new();
    let mut after: Option<OrangId> = None;
    loop {
        let query = Entity::find().filter(Column::DigabungKe.is_null()).filter(Column::Kunci.is_not_null());
        let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
        let people = query.order_by_asc(Column::Id).limit(BATCH).all(ctx.db()).await?;
        let Some(last) = people.last() else { break };
        after = Some(last.id);
        for person in &people {
            all.extend(odd(ctx, person, since));
        }
    }
    for (column, label) in [(Column::NikIndeks, "NIK"), (Column::DokumenIndeks, "nomor dokumen")] {
        all.extend(shared(ctx, column, label).await?);
    }
    Ok(all)
}

/// What is odd about the numbers by which a person is found.
fn odd(ctx: &Ctx, person: &Model, since: DateTime<Utc>) -> Vec<Mixed> {
    if person.nik_indeks.is_none() && person.dokumen_indeks.is_none() {
        return Vec::new();
    }
    // What does not open was changed by hand, which the audit tells by the stamp.
    let Ok(form) = text(ctx, person) else { return Vec::new() };
    let unsure = doubted(ctx, person, &form);
    let mut details = Vec::new();
    for (key, _, index) in numbers(person) {
        let Some(number) = form.get(key).filter(|_| index.is_some() && !unsure.contains(&key)) else { continue };
        let label = if key == "nik" { "NIK" } else { "nomor dokumen" };
        if nobodys(ctx, key, number) {
            details.push(format!(
                "{label} orang ini nomor pengisi, yang bukan milik siapa pun: catatan orang lain dapat tercatat padanya. Pisahkan \
                 catatannya, lalu lepaskan nomornya"
            ));
        } else if key == "nik" && person.dibuat_pada < since && strange(number, person) {
            details.push(
                "NIK orang ini menyebut jenis kelamin dan tanggal lahir lain: mungkin NIK orang lain. Periksa catatannya".to_owned(),
            );
        }
    }
    details.into_iter().map(|detail| Mixed { person: person.id, office: person.kantor_id, detail }).collect()
}

/// Whether a stored number would be refused today.
fn nobodys(ctx: &Ctx, key: &str, number: &str) -> bool {
    let field = crate::FIELDS.iter().find(|field| field.key == key).map(|field| Field { required: false, ..*field });
    let form = Form::from([(key.to_owned(), number.to_owned())]);
    field.is_some_and(|field| {
        matches!(field.kind, FieldKind::Nik | FieldKind::Passport)
            && parse(&[&field], &form, &ctx.house.reference, ctx.today()).is_err()
    })
}

/// Whether a NIK says both another sex and another birth date. Either alone is a mistake of the registration often enough.
fn strange(nik: &str, person: &Model) -> bool {
    let part = |range: std::ops::Range<usize>| nik.get(range).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(day), Some(month), Some(year)) = (part(6..8), part(8..10), part(10..12)) else { return false };
    let sex = if day > 40 { "P" } else { "L" };
    let day = if day > 40 { day - 40 } else { day };
    let other = |century: i32| {
        let born = Day::from_ymd_opt(century + i32::try_from(year).unwrap_or_default(), month, day);
        dates(born, person.tanggal_lahir) == Dates::Other
    };
    person.jenis_kelamin.as_deref().is_some_and(|own| own != sex) && other(1900) && other(2000)
}

/// The people who have a number in common and contradict each other: within an office, or where figures count them as one.
async fn shared(ctx: &Ctx, column: Column, label: &str) -> Result<Vec<Mixed>> {
    let twice = Query::select()
        .column(column)
        .from(Entity)
        .and_where(Expr::col(column).is_not_null())
        .and_where(Expr::col(Column::DigabungKe).is_null())
        .group_by_col(column)
        .and_having(Expr::col(Asterisk).count().gt(1))
        .to_owned();
    let people = Entity::find()
        .filter(Expr::col((Entity, column)).in_subquery(twice))
        .filter(Column::DigabungKe.is_null())
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    let ids: Vec<OrangId> = people.iter().map(|person| person.id).collect();
    let (names, one) = (aliases::of(ctx.db(), &ids).await?, identity::of(ctx.db(), &ids).await?);
    let said = |person: &Model| person.said().also(names.get(&person.id).cloned().unwrap_or_default());
    let mut by_number: BTreeMap<&str, Vec<&Model>> = BTreeMap::new();
    for person in &people {
        let number = if matches!(column, Column::NikIndeks) { &person.nik_indeks } else { &person.dokumen_indeks };
        by_number.entry(number.as_deref().unwrap_or_default()).or_default().push(person);
    }
    let mut all = Vec::new();
    for person in &people {
        let number = if matches!(column, Column::NikIndeks) { &person.nik_indeks } else { &person.dokumen_indeks };
        let others = by_number.get(number.as_deref().unwrap_or_default()).into_iter().flatten();
        let against = |other: &&&Model| {
            let near = other.kantor_id == person.kantor_id
                || one.get(&person.id).is_some_and(|own| one.get(&other.id) == Some(own));
            other.id != person.id && near && !contradictions(&said(person), &said(other)).is_empty()
        };
        if let Some(other) = others.filter(against).min_by_key(|other| other.id) {
            // What another office has is told to the office that audits.
            let office = if other.kantor_id == person.kantor_id { person.kantor_id } else { ctx.actor.office };
            let detail = format!(
                "{label} orang ini juga tercatat pada orang {}, dengan nama, jenis kelamin atau tanggal lahir lain. Periksa milik siapa \
                 nomornya, dan betulkan yang satunya",
                other.id
            );
            all.push(Mixed { person: person.id, office, detail });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::strange;
    use crate::entity::Model;

    #[test]
    fn a_nik_is_strange_only_where_sex_and_birth_date_both_differ() {
        let person = |sex: &str, born: &str| Model {
            id: kernel::OrangId(sea_orm::prelude::Uuid::nil()),
            kantor_id: kernel::KantorId(sea_orm::prelude::Uuid::nil()),
            nama: String::new(),
            nama_baku: String::new(),
            kunci: None,
            nik_sandi: None,
            nik_indeks: None,
            jenis_dokumen: None,
            dokumen_sandi: None,
            dokumen_indeks: None,
            tanggal_lahir: born.parse().ok(),
            lahir_sebagian: None,
            jenis_kelamin: Some(sex.to_owned()),
            daerah_asal: None,
            alamat_sandi: None,
            telepon_sandi: None,
            versi: 1,
            dibuat_pada: sea_orm::prelude::DateTimeUtc::UNIX_EPOCH,
            diubah_pada: sea_orm::prelude::DateTimeUtc::UNIX_EPOCH,
            digabung_ke: None,
            meterai: None,
        };
        for (sex, born, expected) in [
            ("P", "1987-01-05", false),
            ("L", "1987-01-05", false),
            ("P", "1960-05-17", false),
            ("L", "1960-05-17", true),
            ("L", "", false),
        ] {
            assert_eq!(strange("3603994501870001", &person(sex, born)), expected, "{sex} {born}");
        }
    }
}
