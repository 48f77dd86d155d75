//! Who of a manifest was recorded on its day already: asked before it is accepted, with one answer for all of them or one for each.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use kernel::access::{Read, log};
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Day, Problem, Result, Tx};
use records::{AnyKind, Before, Change, OTHER, edit_in, kind};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::arrival;
use super::check::{Note, Person};
use super::line::Line;
use super::plan::{Fate, Plan, laid};
use pemulangan::baris::{Column, Entity, Met, meet};
use pemulangan::kedatangan::entity::Model as Arrival;
use pemulangan::kepulangan::Kepulangan;
use pemulangan::pencegahan::Pencegahan;

/// Why a record gets its arrival, for its history.
const REASON: &str = "Orangnya ada di manifes kedatangan ini.";

/// How a line stands to the record of the same person and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is that record: the line is met by it.
    Same,
    /// It is another arrival.
    Other,
}

impl Answer {
    /// Both, in the order in which they are offered.
    pub(super) const ALL: [Self; 2] = [Self::Same, Self::Other];

    /// The word in forms and in the api.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Same => "sama",
            Self::Other => "lain",
        }
    }

    /// As people read it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Same => "Catatan itu: barisnya sudah ditemui",
            Self::Other => "Kedatangan lain",
        }
    }

    /// The answer of a word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == word.trim())
    }
}

/// What was answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// For all who are asked about.
    pub all: Option<Answer>,
    /// For single rows, from 0; these come first.
    pub rows: BTreeMap<usize, Answer>,
}

/// Somebody of a manifest who was recorded on its day already.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// The row, from 0.
    pub row: usize,
    /// The record.
    pub before: Before,
    /// Whether the line can be met by it: it hangs on no other line, arrival or office.
    pub free: bool,
    /// What was answered; none as long as nobody did.
    pub answer: Option<Answer>,
}

impl Standing {
    /// What is said of it, with what to do.
    pub(super) fn told(&self, today: Day) -> String {
        let then = if self.free {
            "Buka catatan itu, lalu pilih: catatan itu, atau kedatangan lain."
        } else {
            "Catatan itu milik baris, penerbangan atau kantor lain: pilih kedatangan lain, atau lewati baris ini."
        };
        format!("{}. {then}", self.before.told(today))
    }
}

/// The kind of record that meeting somebody of an arrival makes.
pub(super) fn kind_of(arrival: &Arrival) -> &'static dyn AnyKind {
    if arrival::stopped(arrival) { kind::<Pencegahan>() } else { kind::<Kepulangan>() }
}

/// The people of a manifest who were surely recorded on its day, with what was answered about them. Who was met by a line, was left out, or
/// is known to come another time is not among them.
///
/// # Errors
/// What the database says.
pub(super) async fn find(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    arrival: &Arrival,
    (people, held, plan): (&[Person], &[Line], &Plan),
    answers: &Answers,
) -> Result<Vec<Standing>> {
    let kind = kind_of(arrival);
    let mut rows: Vec<usize> = Vec::new();
    let mut forms: Vec<Form> = Vec::new();
    for (person, fate) in people.iter().zip(&plan.fates) {
        let line = match fate {
            Fate::New => None,
            Fate::Same(place) | Fate::Changed(place, _) => held.get(*place),
        };
        if person.skipped.is_some() || line.is_some_and(|line| line.row.catatan_id.is_some()) {
            continue;
        }
        let mut form = line.map_or_else(|| person.said.isi.clone(), |line| laid(&line.said, person).isi);
        form.insert(kind.info().day.name.to_owned(), arrival.tiba_pada.to_string());
        rows.push(person.at);
        forms.push(form);
    }
    let found = kind.once_each(ctx, db, &forms).await?;
    let sure = |(row, all): (usize, Vec<Before>)| Some((row, all.into_iter().find(|one| one.sure)?));
    let found: Vec<(usize, Before)> = rows.into_iter().zip(found).filter_map(sure).collect();
    let ids: Vec<CatatanId> = found.iter().map(|(_, before)| before.id).collect();
    let mut left = free(db, kind, arrival, &ids).await?;
    let standing = |(row, before): (usize, Before)| {
        // A record is that of one line.
        let free = left.remove(&before.id);
        let said = answers.rows.get(&row).copied().or(answers.all);
        Standing { row, before, free, answer: said.filter(|answer| free || *answer == Answer::Other) }
    };
    Ok(found.into_iter().map(standing).collect())
}

/// Those of the records by which a line of an arrival can be met.
async fn free(
    db: &impl ConnectionTrait,
    kind: &dyn AnyKind,
    arrival: &Arrival,
    ids: &[CatatanId],
) -> Result<HashSet<CatatanId>> {
    let mut free: HashSet<CatatanId> = HashSet::new();
    for some in ids.chunks(chunk_rows(1)) {
        let flight = || Expr::col("kedatangan_id");
        let query = Query::select()
            .column("id")
            .from(kind.info().table)
            .and_where(Expr::col("id").is_in(some.iter().map(|id| id.0)))
            .and_where(Expr::col("kantor_id").eq(arrival.kantor_id.0))
            .and_where(flight().is_null().or(flight().eq(arrival.id.0)))
            .to_owned();
        for row in db.query_all(&query).await? {
            free.insert(row.try_get("", "id")?);
        }
        let met: Vec<Option<CatatanId>> = Entity::find()
            .select_only()
            .column(Column::CatatanId)
            .filter(Column::CatatanId.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for record in met.into_iter().flatten() {
            free.remove(&record);
        }
    }
    Ok(free)
}

/// Leaves the trace of whose records were shown.
///
/// # Errors
/// What the database says.
pub(super) async fn trace(ctx: &Ctx, arrival: &Arrival, all: &[Standing]) -> Result<()> {
    let people = all.iter().map(|one| one.before.person).collect();
    log(ctx, Read { action: "cocokkan", kind: kind_of(arrival).info().name, revealed: false }, people).await
}

/// Writes what was answered into what is said of the people, and notes at the others that nobody answered yet. Pure.
pub(super) fn tell(today: Day, people: &mut [Person], all: &[Standing]) {
    for one in all {
        let Some(person) = people.iter_mut().find(|person| person.at == one.row) else { continue };
        match one.answer {
            Some(Answer::Same) => {}
            Some(Answer::Other) => {
                person.said.isi.insert(OTHER.to_owned(), one.before.number.clone());
            }
            None => person.notes.push(Note { column: None, field: OTHER, detail: one.told(today), bad: true }),
        }
    }
}

/// Meets the lines of those of whom it was said that they are the record that stands; how many. `lines` are the lines by row.
///
/// # Errors
/// As [`join`].
pub(super) async fn join_all(
    tx: &mut Tx,
    ctx: &Ctx,
    arrival: &Arrival,
    (all, lines): (&[Standing], &HashMap<usize, Uuid>),
) -> Result<usize> {
    let mut met = 0;
    for one in all.iter().filter(|one| one.answer == Some(Answer::Same)) {
        if let Some(line) = lines.get(&one.row) {
            join(tx, ctx, arrival, (*line, one.before.id)).await?;
            met += 1;
        }
    }
    if met > 0 {
        arrival::begin(tx, ctx, arrival).await?;
    }
    Ok(met)
}

/// Meets a line by a record that stands already; where the record names no arrival, it names this one from now on. The arrival is held.
///
/// # Errors
/// [`Problem::Busy`] when the line was met by another record at this moment; as an edit.
pub(super) async fn join(tx: &mut Tx, ctx: &Ctx, arrival: &Arrival, (line, record): (Uuid, CatatanId)) -> Result<()> {
    let kind = kind_of(arrival);
    match meet(tx, ctx, line, (kind.info().name, record)).await? {
        Met::Now => {}
        Met::Before(other) if other == record => return Ok(()),
        Met::Before(_) => return Err(Problem::Busy),
    }
    let query = Query::select()
        .columns(["kedatangan_id", "diubah_pada"])
        .from(kind.info().table)
        .and_where(Expr::col("id").eq(record.0))
        .to_owned();
    let row = tx.query_one(&query).await?.ok_or(Problem::NotFound)?;
    let (flight, changed): (Option<Uuid>, DateTime<Utc>) =
        (row.try_get("", "kedatangan_id")?, row.try_get("", "diubah_pada")?);
    if flight.is_some() {
        return Ok(());
    }
    tx.not_before(changed);
    let change = Change { id: record, version: None, reason: REASON.to_owned(), happened: None };
    let form = Form::from([("kedatangan".to_owned(), arrival.nomor.clone())]);
    if arrival::stopped(arrival) {
        edit_in::<Pencegahan>(tx, ctx, change, form).await
    } else {
        edit_in::<Kepulangan>(tx, ctx, change, form).await
    }
}

/// Whether a record may meet a line of an arrival.
///
/// # Errors
/// What the database says.
pub(super) async fn fits(tx: &Tx, arrival: &Arrival, record: CatatanId) -> Result<bool> {
    Ok(free(&**tx, kind_of(arrival), arrival, &[record]).await?.contains(&record))
}

#[cfg(test)]
mod tests {
    use kernel::OrangId;

    use super::*;

    fn standing(row: usize, answer: Option<Answer>) -> Standing {
        let before = Before {
            id: CatatanId(Uuid::nil()),
            number: format!("PLG-2025-00000{row}"),
            person: OrangId(Uuid::nil()),
            at: "2025-06-30T01:33:00Z".parse().unwrap(),
            sure: true,
        };
        Standing { row, before, free: answer != Some(Answer::Other), answer }
    }

    #[test]
    fn nobody_is_accepted_before_it_is_answered() {
        let mut people: Vec<Person> = (1..=3).map(|at| Person { at, ..Person::default() }).collect();
        let all = [standing(1, None), standing(2, Some(Answer::Same)), standing(3, Some(Answer::Other))];
        tell("2025-06-30".parse().unwrap(), &mut people, &all);
        let bad: Vec<usize> = people.iter().filter(|person| person.bad()).map(|person| person.at).collect();
        assert_eq!(bad, [1]);
        assert!(
            people[0].notes[0].detail.starts_with("Sudah dicatat 08.33, PLG-2025-000001. "),
            "{:?}",
            people[0].notes
        );
        let said: Vec<Option<&String>> = people.iter().map(|person| person.said.isi.get(OTHER)).collect();
        assert_eq!(said, [None, None, Some(&"PLG-2025-000003".to_owned())]);
    }

    #[test]
    fn words_are_the_answers() {
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.code()), Some(answer));
        }
        assert_eq!(Answer::parse(""), None);
    }
}
