//! The search index of people (`orang_kata`): the words of their names in every usual spelling, and the blind index of their
//! telephone. Entries of a merged person lead to the one who was kept.

use std::collections::{BTreeSet, HashMap};

use kernel::form::Key;
use kernel::{Ctx, OrangId, Permission, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{QueryOrder, QuerySelect};

use crate::entity::{self, Model as Person};
use crate::queries::kept;
use crate::{aliases, key, name};

/// A word by which a person is found.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang_kata")]
pub struct Model {
    /// The person whose name or telephone it comes from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub asal_id: OrangId,
    /// A word of the name as [`name::words`] reads it, or `#` and a blind index.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kata: String,
    /// The person it leads to: the same, or the one who was kept in a merge.
    pub orang_id: OrangId,
}

impl ActiveModelBehavior for ActiveModel {}

/// A telephone number as it is compared: digits only, with the country, so that 0812… and +62 812… are the same.
#[must_use]
fn plain_phone(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('0') {
        Some(rest) if !number.trim().starts_with('+') => ["62", rest.trim_start_matches('0')].concat(),
        _ => digits,
    }
}

/// The blind index of a telephone number.
#[must_use]
pub fn phone_index(ctx: &Ctx, number: &str) -> String {
    ctx.house.vault.blind_index("telepon", &plain_phone(number))
}

/// The blind indices under which a telephone number may stand: spreadsheets drop the 0 before it, so that it stands without country.
#[must_use]
pub fn phone_indices(ctx: &Ctx, number: &str) -> Vec<String> {
    let plain = plain_phone(number);
    let other = match plain.strip_prefix("62") {
        Some(rest) if rest.starts_with('8') => Some(rest.to_owned()),
        None if plain.starts_with('8') => Some(["62", &plain].concat()),
        _ => None,
    };
    other.into_iter().chain([plain]).map(|plain| ctx.house.vault.blind_index("telepon", &plain)).collect()
}

fn phone_word(ctx: &Ctx, number: &str) -> String {
    ["#", &phone_index(ctx, number)].concat()
}

/// The search words of a person, with those of the other names under which the person was recorded.
fn of(ctx: &Ctx, person: &Person, also: &[String]) -> Result<BTreeSet<String>> {
    let names = also.iter().chain([&person.nama]);
    let mut words: BTreeSet<String> = names.flat_map(|name| name::words(name)).flatten().collect();
    if let Some(sealed) = &person.telepon_sandi {
        let number = person.key(ctx)?.open("orang.telepon", sealed)?;
        words.insert(phone_word(ctx, &String::from_utf8_lossy(&number)));
    }
    Ok(words)
}

/// Writes the search words of new people.
///
/// # Errors
/// Any database error, or a telephone that does not open.
pub(crate) async fn insert(tx: &Tx, ctx: &Ctx, people: &[Person]) -> Result<()> {
    let people: Vec<&Person> = people.iter().collect();
    // Nobody else has words of people who are not committed yet, so none is asked about.
    store(tx, rows(tx, ctx, &people, &Names::new()).await?, None).await
}

/// Writes the search words of what was filled in of people.
///
/// # Errors
/// As [`insert`].
pub(crate) async fn complete(tx: &Tx, ctx: &Ctx, people: &[&Person]) -> Result<()> {
    write(tx, ctx, people, &Names::new()).await
}

/// Other names by person.
type Names = HashMap<OrangId, Vec<String>>;

async fn write(tx: &Tx, ctx: &Ctx, people: &[&Person], also: &Names) -> Result<()> {
    store(tx, rows(tx, ctx, people, also).await?, Some(missing())).await
}

async fn rows(tx: &Tx, ctx: &Ctx, people: &[&Person], also: &Names) -> Result<Vec<ActiveModel>> {
    let mut rows = Vec::new();
    for person in people {
        let leads_to = if person.digabung_ke.is_some() { kept(&**tx, (*person).clone()).await?.id } else { person.id };
        let also = also.get(&person.id).map_or(&[][..], Vec::as_slice);
        rows.extend(of(ctx, person, also)?.into_iter().map(|word| row(person.id, word, leads_to)));
    }
    Ok(rows)
}

fn row(from: OrangId, word: String, leads_to: OrangId) -> ActiveModel {
    ActiveModel { asal_id: Set(from), kata: Set(word), orang_id: Set(leads_to) }
}

/// Writes the search words of names under which people were recorded.
///
/// # Errors
/// Any database error.
pub(crate) async fn add(tx: &Tx, names: &[(OrangId, &str)]) -> Result<()> {
    let words: BTreeSet<(OrangId, String)> = names
        .iter()
        .flat_map(|(person, name)| name::words(name).into_iter().flatten().map(|word| (*person, word)))
        .collect();
    store(tx, words.into_iter().map(|(person, word)| row(person, word, person)).collect(), Some(missing())).await
}

/// Only those that are not there: a desk may write the same person while all words are being rewritten.
fn missing() -> OnConflict {
    OnConflict::new().do_nothing().to_owned()
}

async fn store(tx: &Tx, rows: Vec<ActiveModel>, conflict: Option<OnConflict>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<ActiveModel> = rows.by_ref().take(kernel::db::chunk_rows(3)).collect();
        let many = chunk.len();
        let insert = Entity::insert_many(chunk);
        let insert = conflict.iter().fold(insert, |insert, conflict| insert.on_conflict(conflict.clone()));
        tx.add(insert, many, || Problem::Busy).await?;
    }
    Ok(())
}

/// Updates the search words of changed people. Words that led to a merged person then lead to the one who was kept.
///
/// # Errors
/// As [`insert`].
pub(crate) async fn renew(tx: &Tx, ctx: &Ctx, people: &[&Person]) -> Result<()> {
    for chunk in people.chunks(kernel::db::chunk_rows(1)) {
        Entity::delete_many().filter(Column::AsalId.is_in(chunk.iter().map(|p| p.id))).exec(&**tx).await?;
    }
    let also = aliases::of(&**tx, &people.iter().map(|person| person.id).collect::<Vec<_>>()).await?;
    write(tx, ctx, people, &also).await?;
    for person in people {
        if let Some(heir) = person.digabung_ke {
            Entity::update_many()
                .col_expr(Column::OrangId, Expr::value(heir.0))
                .filter(Column::OrangId.eq(person.id))
                .exec(&**tx)
                .await?;
        }
    }
    Ok(())
}

/// How many people are read at a time.
const CHUNK: u64 = 2_000;

/// Rewrites the search words of all people.
///
/// # Errors
/// As [`insert`].
pub async fn rebuild(tx: &Tx, ctx: &Ctx) -> Result<()> {
    Entity::delete_many().exec(&**tx).await?;
    let mut after = None;
    loop {
        let mut query = entity::Entity::find().order_by_asc(entity::Column::Id).limit(CHUNK);
        if let Some(after) = after {
            query = query.filter(entity::Column::Id.gt::<OrangId>(after));
        }
        let people = query.all(&**tx).await?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(last.id);
        // Erased people have no search words.
        let remaining: Vec<&Person> = people.iter().filter(|person| person.kunci.is_some()).collect();
        let also = aliases::of(&**tx, &remaining.iter().map(|person| person.id).collect::<Vec<_>>()).await?;
        write(tx, ctx, &remaining, &also).await?;
    }
}

/// The most people that one number finds.
const MOST: u64 = 200;

/// The people of all offices whose NIK, passport or SPLP, or telephone equals the text; the caller must limit them to what the
/// actor may see. Always empty for an actor who may not see such numbers in full.
///
/// # Errors
/// Any database error.
pub async fn numbered(ctx: &Ctx, text: &str) -> Result<Vec<OrangId>> {
    if !ctx.actor.may(Permission::RevealPeople) {
        return Ok(Vec::new());
    }
    let read = |key: Key<String>| -> Option<String> {
        let field = crate::FIELDS.iter().find(|field| field.key == key.name)?;
        let form = kernel::form::Form::from([(key.into(), text.to_owned())]);
        let optional = kernel::form::Field { required: false, ..*field };
        let parsed = kernel::form::parse(&[&optional], &form, &ctx.house.reference, ctx.today()).ok()?;
        parsed.values.get(key)
    };
    let mut people = Vec::new();
    for (column, domain, key) in
        [(entity::Column::NikIndeks, "nik", key::NIK), (entity::Column::DokumenIndeks, "dokumen", key::NOMOR_DOKUMEN)]
    {
        let Some(number) = read(key) else { continue };
        let index = ctx.house.vault.blind_index(domain, &number);
        for person in entity::Entity::find().filter(column.eq(index)).limit(MOST).all(ctx.db()).await? {
            people.push(kept(ctx.db(), person).await?.id);
        }
    }
    if let Some(number) = read(key::TELEPON) {
        let words = phone_indices(ctx, &number).into_iter().map(|index| ["#", &index].concat());
        let rows = Entity::find().filter(Column::Kata.is_in(words)).limit(MOST).all(ctx.db()).await?;
        people.extend(rows.into_iter().map(|row| row.orang_id));
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::plain_phone;

    #[test]
    fn a_telephone_number_is_one_however_it_is_written() {
        for text in ["+62 812-0000-0000", "0812 0000 0000", "6281200000000", "(0812) 00000000"] {
            let text: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            assert_eq!(plain_phone(&text), "6281200000000", "{text}");
        }
        assert_eq!(plain_phone("+60123456789"), "60123456789");
    }
}
