//! Selects the people whom a match considers: few people, found through indexes, of all offices.
//!
//! They are found by number, by a birth date that is nearly the same, by the exact name, and by the rare words of the name. A
//! word that more than [`COMMON`] people share is only used together with another such word.

use chrono::Datelike;
use futures_util::future::try_join_all;
use kernel::{Ctx, Day, KantorId, OrangId, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, IntoCondition, Query, SelectStatement, UnionType};
use sea_orm::{Condition, QuerySelect, QueryTrait};

use crate::aliases;
use crate::birth::near;
use crate::entity::{Column, Entity};
use crate::name;
use crate::queries::kept;
use crate::score::Said;
use crate::sought::{Meant, has, having, meant};
use crate::words;

/// A word is rare if at most this many people have it.
const COMMON: i64 = 200;
/// The people with a word are counted up to this number, to start with the least common word.
const COUNTED: u64 = 2_000;
/// How many people with the same common words are considered at most.
const FEW: u64 = 200;
/// How many people each way of searching finds at most.
const MOST: u64 = 1_000;

/// The data of a stored person that matching needs.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: OrangId,
    pub(crate) office: KantorId,
    pub(crate) said: Said,
}

type Read = (
    OrangId,
    KantorId,
    String,
    Option<Day>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl From<Read> for Row {
    fn from((id, office, name, born, part, sex, area, nik, document, also): Read) -> Self {
        let said = Said::new(&name, born, sex, area).with_part(part.as_deref()).with_numbers(nik, document);
        Self { id, office, said: said.also(also.as_deref().map(aliases::parted).unwrap_or_default()) }
    }
}

/// People who may be meant by a name, a birth date and the blind indexes of NIK and document.
pub(crate) async fn find(
    ctx: &Ctx,
    name: &str,
    born: Option<Day>,
    [nik, document]: [Option<&str>; 2],
) -> Result<Vec<Row>> {
    let spoken = meant(ctx, &spoken(name)).await?;
    let worded = by_words(ctx, &spoken).await?;
    let worded = worded.map(|(people, most)| (Expr::col(Column::Id).in_subquery(people), most));
    let mut numbered = Vec::new();
    for (column, number) in [(Column::NikIndeks, nik), (Column::DokumenIndeks, document)] {
        let Some(number) = number else { continue };
        for person in Entity::find().filter(column.eq(number)).limit(MOST).all(ctx.db()).await? {
            numbered.push(kept(ctx.db(), person).await?.id);
        }
    }
    // If a day is given, a person born on another day is somebody else; those born on nearly the same day are found by the day.
    let undated = Condition::all().add_option(born.map(|_| Column::TanggalLahir.is_null()));
    let named = worded.into_iter().chain([(Column::NamaBaku.eq(name::normalise(name)), MOST)]);
    let named = named.map(|(way, most)| looking(way).filter(undated.clone()).limit(most));
    let mut ways: Vec<Select<Entity>> = named.collect();
    ways.extend((!numbered.is_empty()).then(|| looking(Column::Id.is_in(numbered))));
    ways.extend(born.map(|born| looking(nearby(born))));
    ways.extend(born.filter(|day| day.ordinal() == 1).map(|born| in_year(born, telling(name))));
    let lists = try_join_all(ways.into_iter().map(|way| rows(ctx, way))).await?;
    let mut hits = lists.concat();
    hits.sort_by_key(|row| row.id);
    hits.dedup_by_key(|row| row.id);
    Ok(hits)
}

/// People of all offices who were born on a day. If the day is one that is also used for unknown days, there are many, and only
/// those who share a word of the name are selected.
pub(crate) async fn born_on(ctx: &Ctx, name: &str, born: Day) -> Result<Vec<Row>> {
    let mut way = looking(Column::TanggalLahir.eq(born));
    if born.ordinal() == 1 {
        let words = telling(name).into_iter().flatten().collect();
        way = way.filter(has(words, Expr::col((Entity, Column::Id))));
    }
    rows(ctx, way).await
}

fn nearby(born: Day) -> Expr {
    Column::TanggalLahir.is_in(near(born))
}

/// The words of a name except initials.
fn spoken(name: &str) -> Vec<String> {
    let mut words = name::spoken(name);
    words.retain(|word| !name::readings(word).iter().any(|reading| name::is_initial(reading)));
    words
}

/// The same, each with its readings.
fn telling(name: &str) -> Vec<Vec<String>> {
    spoken(name).iter().map(|word| name::readings(word)).collect()
}

/// How many people have each of the words, counted up to [`COUNTED`].
fn shares(words: &[Vec<String>]) -> Option<SelectStatement> {
    let count = |(at, readings): (i64, &Vec<String>)| {
        let some = Query::select()
            .expr_as(Expr::val(1), "satu")
            .from(words::Entity)
            .and_where(Expr::col(words::Column::Kata).is_in(readings.iter().cloned()))
            .limit(COUNTED)
            .to_owned();
        Query::select()
            .expr_as(Expr::val(at), "kata_ke")
            .expr_as(Expr::col(Asterisk).count(), "banyak")
            .from_subquery(some, "sebagian")
            .to_owned()
    };
    (0..).zip(words).map(count).reduce(|mut all, one| all.union(UnionType::All, one).to_owned())
}

/// The people who have a rare word of a name or, if all words are common, all its words, also with a slip or another blank. Also
/// returns how many of them to consider.
async fn by_words(ctx: &Ctx, words: &[Meant]) -> Result<Option<(SelectStatement, u64)>> {
    let whole = |word: &Meant| [word.readings.as_slice(), &word.joined, &word.slips].concat();
    let found = by_whole(ctx, &words.iter().map(whole).collect::<Vec<_>>()).await?;
    Ok(words.iter().flat_map(Meant::both).fold(found, |found, both| match found {
        Some((mut all, most)) => Some((all.union(UnionType::All, both).to_owned(), most)),
        None => Some((both, FEW)),
    }))
}

async fn by_whole(ctx: &Ctx, words: &[Vec<String>]) -> Result<Option<(SelectStatement, u64)>> {
    let Some(shares) = shares(words) else { return Ok(None) };
    let mut counted = Vec::new();
    for row in ctx.db().query_all(&shares).await? {
        let (at, many): (i64, i64) = (row.try_get("", "kata_ke")?, row.try_get("", "banyak")?);
        counted.extend(usize::try_from(at).ok().and_then(|at| Some((many, words.get(at)?.clone()))));
    }
    counted.sort_unstable();
    let rare = counted.partition_point(|(many, _)| *many <= COMMON);
    let mut common = counted.split_off(rare).into_iter().map(|(_, readings)| readings);
    if rare > 0 {
        let all = counted.into_iter().flat_map(|(_, readings)| readings).collect();
        return Ok(Some((having(all), MOST)));
    }
    let Some(least) = common.next().filter(|_| common.len() > 0) else { return Ok(None) };
    Ok(Some((having_all(least, common), FEW)))
}

/// The people who have all words, searched by the least common word first.
fn having_all(least: Vec<String>, others: impl Iterator<Item = Vec<String>>) -> SelectStatement {
    let mut all = having(least);
    for readings in others {
        all.and_where(has(readings, Expr::col((words::Entity, words::Column::OrangId))));
    }
    all
}

/// The people born in the year of a day who have a word of the name, if only the year is known of them.
fn in_year(born: Day, words: Vec<Vec<String>>) -> Select<Entity> {
    let year = Column::TanggalLahir.between(born, Day::from_ymd_opt(born.year(), 12, 31).unwrap_or(born));
    looking(year).filter(has(words.into_iter().flatten().collect(), Expr::col((Entity, Column::Id))))
}

/// The select for a way of searching, without people who were merged into another or erased.
fn looking(condition: impl IntoCondition) -> Select<Entity> {
    Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::KantorId,
            Column::Nama,
            Column::TanggalLahir,
            Column::LahirSebagian,
            Column::JenisKelamin,
            Column::DaerahAsal,
            Column::NikIndeks,
            Column::DokumenIndeks,
        ])
        .column_as(aliases::of_row(), "nama_lain")
        .filter(condition.into_condition())
        .filter(Column::DigabungKe.is_null())
        .filter(Column::Kunci.is_not_null())
        .limit(MOST)
}

async fn rows(ctx: &Ctx, select: Select<Entity>) -> Result<Vec<Row>> {
    let read: Vec<Read> = select.into_tuple().all(ctx.db()).await?;
    Ok(read.into_iter().map(Row::from).collect())
}

/// The selects of a match whose name has only common words, so that a test can look at their query plans.
#[must_use]
pub fn selects(name: &str, born: Option<Day>) -> Vec<SelectStatement> {
    let words = telling(name);
    let mut others = words.clone().into_iter();
    let worded = others.next().map(|least| looking(Column::Id.in_subquery(having_all(least, others))).limit(FEW));
    let named = looking(Column::NamaBaku.eq(name::normalise(name)));
    let dated = born.into_iter().flat_map(|born| [looking(nearby(born)), in_year(born, words.clone())]);
    let all = worded.into_iter().chain([named]).chain(dated).map(QueryTrait::into_query);
    shares(&words).into_iter().chain(all).collect()
}
