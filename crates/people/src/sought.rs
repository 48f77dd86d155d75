//! The selects by which a search finds people by words of their name, also where blanks or a letter are wrong.

use std::collections::{BTreeSet, HashMap};

use kernel::{Ctx, Problem, Result};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::common::{Common, Word, among};
use crate::loose::{Loose, loosely};
use crate::name::{self, is_initial};
use crate::remembered;
use crate::words::{Column, Entity};

/// A word that was typed: its readings, and what else stands in the index that may be meant by it.
pub(crate) struct Meant {
    /// Its readings.
    pub(crate) readings: Vec<String>,
    /// Words that it and a neighbour are together.
    pub(crate) joined: Vec<String>,
    /// Words of which it may be a slip.
    pub(crate) slips: Vec<String>,
    /// Two words that it is together.
    pub(crate) halves: Vec<[String; 2]>,
    /// How many entries of the index begin with it, up to a limit for each reading; [`LISTED`] where that is not known.
    many: i64,
    /// Whether it can only be a slip.
    slip: bool,
}

impl Meant {
    fn of(word: &str, loose: &Loose, Known { words: known, many }: &Known) -> Self {
        let begins =
            |word: &&String| known.range::<String, _>(*word..).next().is_some_and(|next| next.starts_with(*word));
        let readings = name::readings(word);
        let slips: Vec<String> = loose.slips.iter().filter(|word| known.contains(*word)).cloned().collect();
        let both = |both: &&[String; 2]| both.iter().all(|half| known.contains(half));
        let many = readings.iter().filter_map(|reading| many.get(reading)).sum();
        // A word that nobody has is a slip of one that many may have.
        let slip = many == 0 && !slips.is_empty();
        Self {
            many: if slip { LISTED } else { many },
            slip,
            readings,
            joined: loose.joined.iter().filter(begins).cloned().collect(),
            slips,
            halves: loose.halves.iter().filter(both).cloned().collect(),
        }
    }

    /// Whether all who have it are few enough to be read. Whom a slip or two words find is not counted.
    fn is_few(&self) -> bool {
        self.many < LISTED && self.slips.is_empty() && self.halves.is_empty()
    }

    /// What its entries begin with.
    fn beginnings(&self) -> impl Iterator<Item = &String> {
        self.readings.iter().chain(&self.slips)
    }

    /// The people who have both words of a pair.
    pub(crate) fn both(&self) -> impl Iterator<Item = SelectStatement> {
        self.halves.iter().map(|[one, other]| {
            let has = has(vec![other.clone()], Expr::col((Entity, Column::OrangId)));
            having(vec![one.clone()]).and_where(has).to_owned()
        })
    }
}

/// What may be meant by each word of a name. One statement looks up what of it stands in the index of all offices; whom the
/// actor may see of those who have it is the caller's to say.
///
/// # Errors
/// Any database error.
pub(crate) async fn meant(ctx: &Ctx, words: &[String]) -> Result<Vec<Meant>> {
    looked_up(ctx, words, &loosely(words), COMMON).await
}

/// The same, given what may stand in place of each word. How many have it is counted up to a limit, and not at all if that is 0.
async fn looked_up(ctx: &Ctx, words: &[String], loose: &[Loose], until: i64) -> Result<Vec<Meant>> {
    let counted = words.iter().filter(|_| until > 0);
    let sought = Sought {
        whole: loose.iter().flat_map(Loose::whole).collect(),
        joined: loose.iter().flat_map(|one| &one.joined).collect(),
        readings: counted.flat_map(|word| name::readings(word)).collect(),
        until,
    };
    let known = known(ctx, &sought).await?;
    Ok(words.iter().zip(loose).map(|(word, loose)| Meant::of(word, loose, &known)).collect())
}

/// Of a list of words those that stand in the index; for each of another list the first that is not before it; and for each of a third how
/// many entries begin with it, counted up to a limit. `PostgreSQL` plans it once, since its text is always the same. Whether a word is there
/// takes half of what it takes to find the one behind it; without the offset it would not be asked word by word.
const KNOWN: [&str; 2] = [
    "SELECT dicari.value AS kata, -1 AS banyak FROM json_each($1) AS dicari \
     WHERE EXISTS (SELECT 1 FROM orang_kata WHERE kata = dicari.value LIMIT 1 OFFSET 0) \
     UNION ALL SELECT (SELECT kata FROM orang_kata WHERE kata >= awal.value ORDER BY kata LIMIT 1), -1 \
     FROM json_each($2) AS awal \
     UNION ALL SELECT diketik.value, (SELECT count(*) FROM (SELECT 1 FROM orang_kata \
         WHERE kata >= diketik.value AND kata < diketik.value || char(1114111) LIMIT $4) AS ada) \
     FROM json_each($3) AS diketik",
    "SELECT dicari.kata, -1::bigint AS banyak FROM json_array_elements_text($1::json) AS dicari (kata) \
     WHERE EXISTS (SELECT 1 FROM orang_kata WHERE orang_kata.kata = dicari.kata LIMIT 1 OFFSET 0) \
     UNION ALL SELECT (SELECT kata FROM orang_kata WHERE kata >= awal.awal ORDER BY kata LIMIT 1), -1::bigint \
     FROM json_array_elements_text($2::json) AS awal (awal) \
     UNION ALL SELECT diketik.kata, (SELECT count(*) FROM (SELECT 1 FROM orang_kata \
         WHERE kata >= diketik.kata AND kata < diketik.kata || chr(1114111) LIMIT $4) AS ada) \
     FROM json_array_elements_text($3::json) AS diketik (kata)",
];

/// From how many entries of the index on a word is common.
const COMMON: i64 = 1_000;
/// Below how many entries of one word `PostgreSQL` reads all who have it, instead of asking as many of the newest records whether their person has it.
const LISTED: i64 = 2_000;
/// Up to how many entries the words of a name are counted where each is common.
const SEVERAL: i64 = 20_000;
/// A rarer word leads where another has so many times its entries: to look for the other word of one person takes as long as reading some five entries.
const TIMES: i64 = 4;

/// How many of the newest records are looked at for people with common words in their name.
const NEAR: u64 = 2_000;
/// The same where each word has as many entries as are counted.
const FAR: u64 = 20_000;

/// What of the words that may be meant stands in the index.
#[derive(Default)]
struct Known {
    /// The words that are there, and for each that may go on the first that is not before it: where one begins with it, that does.
    words: BTreeSet<String>,
    /// How many entries begin with a reading, up to what was asked.
    many: HashMap<String, i64>,
}

/// What is looked up of what was typed.
struct Sought<'a> {
    /// Words.
    whole: Vec<&'a String>,
    /// Beginnings of words.
    joined: Vec<&'a String>,
    /// Beginnings of words whose entries are counted.
    readings: Vec<String>,
    /// Up to how many each.
    until: i64,
}

async fn known(ctx: &Ctx, sought: &Sought<'_>) -> Result<Known> {
    let mut known = Known::default();
    if sought.whole.is_empty() && sought.joined.is_empty() && sought.readings.is_empty() {
        return Ok(known);
    }
    let [sqlite, postgres] = KNOWN;
    let backend = ctx.keyed().get_database_backend();
    let sql = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
    let whole = serde_json::to_string(&sought.whole).map_err(Problem::internal)?;
    let joined = serde_json::to_string(&sought.joined).map_err(Problem::internal)?;
    let readings = serde_json::to_string(&sought.readings).map_err(Problem::internal)?;
    let statement = Statement::from_sql_and_values(
        backend,
        sql,
        [whole.into(), joined.into(), readings.into(), sought.until.into()],
    );
    for row in ctx.keyed().query_all_raw(statement).await? {
        let (word, many): (Option<String>, i64) = (row.try_get("", "kata")?, row.try_get("", "banyak")?);
        match word {
            Some(reading) if many >= 0 => drop(known.many.insert(reading, many)),
            word => known.words.extend(word),
        }
    }
    Ok(known)
}

/// The condition for words that begin with one of the readings; with `initials`, also for the single letters that abbreviate
/// them.
fn begins(readings: &[String], initials: bool) -> Cond {
    readings.iter().fold(Cond::any(), |any, reading| {
        let until = format!("{reading}{}", char::MAX);
        let range =
            Cond::all().add(Expr::col(Column::Kata).gte(reading.as_str())).add(Expr::col(Column::Kata).lt(until));
        let initial = reading.chars().next().filter(|_| initials && !is_initial(reading));
        any.add(range).add_option(initial.map(|letter| Expr::col(Column::Kata).eq(letter.to_string())))
    })
}

/// The people who have a word.
pub(crate) fn having(readings: Vec<String>) -> SelectStatement {
    Query::select().column(Column::OrangId).from(Entity).and_where(Expr::col(Column::Kata).is_in(readings)).to_owned()
}

/// The condition that a person has a word.
pub(crate) fn has(readings: Vec<String>, person: Expr) -> Expr {
    let has = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, "lain")
        .and_where(Expr::col(("lain", Column::Kata)).is_in(readings))
        .and_where(Expr::col(("lain", Column::OrangId)).eq(person))
        .to_owned();
    Expr::exists(has)
}

/// The people whom the words of a name find.
#[derive(Clone)]
pub struct Called {
    /// For each word those who have it, the rarest first; a person who is found is in all of them.
    words: Vec<Word>,
    /// Whether the others are looked for person by person among those whom the rarest finds; else all who have each are read.
    leads: bool,
    /// How many of the newest records are worth looking at first, if each word is common.
    near: Option<u64>,
}

impl Called {
    /// Whether there was no word that could be in a name.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.words.is_empty()
    }

    /// The people, if many have each of the words.
    #[must_use]
    pub fn common(&self) -> Option<Common> {
        self.near.map(|near| Common { words: self.words.clone(), near })
    }

    /// The same as [`condition`](Self::condition) for people of whom one word leaves few, of a form for which one plan is good whatever the words are; none if
    /// many have each, or there is no word. `PostgreSQL` reads those few first, since it does not look into a list that is made before.
    #[must_use]
    pub fn few(&self, person: &Expr, backend: DatabaseBackend) -> Option<Cond> {
        if self.near.is_some() {
            return None;
        }
        let (rarest, others) = self.words.split_first()?;
        if backend != DatabaseBackend::Postgres {
            return Some(self.clone().condition(person));
        }
        let list = Func::cust("ARRAY").arg(Expr::SubQuery(None, Box::new(rarest.people.clone().into())));
        let few = Cond::all().add(person.clone().eq(Func::cust("ANY").arg(list)));
        Some(others.iter().map(|word| among(&word.people, person.clone())).fold(few, Cond::add))
    }

    /// The condition that a person, by the column of their id, is called so. Of whom a rare word finds it is asked whether they have the others,
    /// so that not all people are read who have those.
    #[must_use]
    pub fn condition(self, person: &Expr) -> Cond {
        let all = self.words.into_iter().enumerate().map(|(at, Word { people, .. })| {
            if at == 0 || !self.leads {
                return person.clone().in_subquery(people);
            }
            let same = Expr::col(("bernama", Column::OrangId)).eq(person.clone());
            Expr::exists(Query::select().expr(Expr::val(1)).from_subquery(people, "bernama").and_where(same).to_owned())
        });
        all.fold(Cond::all(), Cond::add)
    }
}

/// Of words of which each is common how many entries each has, so that the rarest is known.
async fn weigh(ctx: &Ctx, words: &mut [Meant]) -> Result<()> {
    let readings = words.iter().flat_map(Meant::beginnings).cloned().collect();
    let sought = Sought { whole: Vec::new(), joined: Vec::new(), readings, until: SEVERAL };
    let Known { many, .. } = known(ctx, &sought).await?;
    for word in words {
        word.many = word.beginnings().filter_map(|reading| many.get(reading)).sum();
    }
    Ok(())
}

/// For each typed word the people with a word in their name that begins like it, that it is a slip of, or
/// that it is with its neighbour, or who have the two words that it is together. A person who matches is in all of them. Empty if
/// the text has no word that could be in a name. Titles and degrees are not asked for.
///
/// An initial in a name matches the whole word if the other words agree; M. is always Muhammad.
///
/// # Errors
/// Any database error.
pub async fn called(ctx: &Ctx, text: &str) -> Result<Called> {
    let typed = name::spoken(text);
    let before = remembered::before(&typed);
    // `SQLite` asks one person as fast as it puts one into a list.
    let lists = ctx.keyed().get_database_backend() == DatabaseBackend::Postgres && typed.len() == 1;
    let until = match &before {
        Some(before) if !before.is_listed() => 0,
        _ => {
            if lists {
                LISTED
            } else {
                COMMON
            }
        }
    };
    let loose = before.map_or_else(|| loosely(&typed).into(), |before| before.loose);
    let mut words = looked_up(ctx, &typed, &loose, until).await?;
    if until == 0 {
        for word in &mut words {
            (word.many, word.slip) = (LISTED, false);
        }
    }
    if words.len() > 1 && words.iter().all(|word| word.many >= COMMON) {
        weigh(ctx, &mut words).await?;
    }
    words.sort_by_key(|word| word.many);
    let full = words.iter().filter(|word| !word.readings.iter().any(|reading| is_initial(reading))).count();
    let select = |word: &Meant| {
        let muhammad = word.readings.iter().any(|reading| reading == "muhamad");
        let slips = (!word.slips.is_empty()).then(|| Expr::col(Column::Kata).is_in(word.slips.iter().cloned()));
        let any = begins(&word.readings, full > 1 || muhammad).add_option(slips);
        let any = if word.joined.is_empty() { any } else { any.add(begins(&word.joined, false)) };
        let one = Query::select().column(Column::OrangId).from(Entity).cond_where(any).to_owned();
        let people = word.both().fold(one, |mut all, both| all.union(UnionType::All, both).to_owned());
        Word { people, listed: lists && !muhammad && word.is_few() }
    };
    let many = |at: usize| words.get(at).map_or(0, |word| word.many);
    let (rarest, next) = (many(0), many(1));
    let counted = rarest >= SEVERAL;
    let leads = rarest < COMMON || (!counted && next >= std::cmp::min(SEVERAL, TIMES * rarest));
    let near = (rarest >= COMMON).then_some(if counted { FAR } else { NEAR });
    let called = Called { words: words.iter().map(select).collect(), leads, near };
    if let ([word], [Meant { slip: false, .. }], Some(common)) = (typed.as_slice(), words.as_slice(), called.common()) {
        remembered::keep(word, common, loose);
    }
    Ok(called)
}
