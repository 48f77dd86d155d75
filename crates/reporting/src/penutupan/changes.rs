//! What has changed since a closing (`perubahan`): the difference of two lists as of two instants, each line with the
//! edits that caused it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::ledger::identity::{changed_since, ever};
use kernel::ledger::{self, AsOf, Member, Members, Only, Side};
use kernel::{CatatanId, Ctx, OrangId, Result, history};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Cond;
use serde::Serialize;

use super::entity::{Model, angka};
use super::queries::{Shown, members_of};
use crate::compute::{Computed, Known, compute_by};
use crate::indicator::Definition;

/// Where a record stands in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Not in it.
    TidakAda,
    /// Kept, not counted, with a reason.
    TidakDihitung,
    /// Its person is counted through another record.
    Terwakili,
    /// In a share's whole, not finished.
    Penyebut,
    /// Counted.
    Pembilang,
}

/// What became of a record in a closed figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It would count now.
    Masuk,
    /// It would no longer count.
    Keluar,
    /// It would stand in the whole of a share, not finished.
    #[serde(rename = "masuk-penyebut")]
    MasukPenyebut,
    /// It would no longer stand in the whole of a share, where it was not finished.
    #[serde(rename = "keluar-penyebut")]
    KeluarPenyebut,
    /// It stands otherwise, and neither came nor went.
    Berubah,
}

impl Direction {
    /// Which way a record went from one place to another: out of the numerator first, then out of the whole.
    #[must_use]
    pub fn of(was: Place, is: Place) -> Self {
        let counted = |place: Place| place == Place::Pembilang;
        let whole = |place: Place| counted(place) || place == Place::Penyebut;
        match ((counted(was), counted(is)), (whole(was), whole(is))) {
            ((false, true), _) => Self::Masuk,
            ((true, false), _) => Self::Keluar,
            (_, (false, true)) => Self::MasukPenyebut,
            (_, (true, false)) => Self::KeluarPenyebut,
            _ => Self::Berubah,
        }
    }
}

/// The edit that caused a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The line of history.
    pub line: history::Model,
}

/// What became of a record in a closed figure.
#[derive(Clone, Debug)]
pub struct Line {
    /// The kind of record.
    pub kind: String,
    /// The record.
    pub record: CatatanId,
    /// The measure.
    pub measure: String,
    /// Which way it went.
    pub direction: Direction,
    /// Where it stood when the figure was closed, and where it stands now.
    pub places: (Place, Place),
    /// What stood there.
    pub before: Option<Member>,
    /// What stands there now.
    pub after: Option<Member>,
    /// The edits, oldest first.
    pub causes: Vec<Cause>,
}

/// What has changed in a closed figure.
#[derive(Clone, Debug)]
pub struct FigureChanges {
    /// As closed.
    pub closed: angka::Model,
    /// As it would be now, by the definition of the closing.
    pub now: Computed,
    /// Record by record.
    pub lines: Vec<Line>,
}

/// Records in a figure, each with its place and what stands there.
type Standing = BTreeMap<(CatatanId, String), (Place, Member)>;

const CHUNK: usize = 10_000;

/// What has changed in one figure of a closing.
///
/// # Errors
/// What the database says.
pub async fn of_figure(ctx: &Ctx, shown: &Shown, row: &angka::Model) -> Result<FigureChanges> {
    let closing = &shown.closing;
    let all = members_of(closing, row, Side::Any, Known::Now)?;
    let (_, definition) =
        row.definition().ok_or_else(|| kernel::Problem::internal(format!("no definition of {}", row.indikator)))?;
    let now = compute_by(ctx.db(), definition, &all.offices, all.period, Known::Now).await?;
    let touched = touched(ctx, &all, closing).await?;
    let shifted = shifted(ctx, &all, closing).await?;
    let mut before = Standing::new();
    let mut after = Standing::new();
    for part in &all.parts {
        let one = Members { parts: vec![*part], ..all.clone() };
        for only in selections(part.distinct, (&touched, &shifted), part.measure) {
            let one = Members { only: Some(only), ..one.clone() };
            before.extend(standing(ctx, &one, definition, AsOf::At(closing.pada)).await?);
            after.extend(standing(ctx, &one, definition, AsOf::Now).await?);
        }
    }
    let mut lines = compare(before, after);
    explain(ctx, closing, &touched, &mut lines).await?;
    Ok(FigureChanges { closed: row.clone(), now, lines })
}

/// The facts of a figure that were opened or ended since the closing.
async fn touched(ctx: &Ctx, all: &Members, closing: &Model) -> Result<Vec<ledger::Model>> {
    use ledger::Column;
    let rows = ledger::Entity::find()
        .filter(Column::Ukuran.is_in(all.parts.iter().map(|part| part.measure)))
        .filter(Column::KantorId.is_in(all.offices.iter().copied()))
        .filter(Column::Hari.gte(all.period.from))
        .filter(Column::Hari.lt(all.period.until))
        .filter(Cond::any().add(Column::DicatatDari.gte(closing.pada)).add(Column::DicatatSampai.gte(closing.pada)))
        .all(ctx.db())
        .await?;
    Ok(rows)
}

/// The persons of whom it became known since the closing that they are one, or are not, where persons are counted.
async fn shifted(ctx: &Ctx, all: &Members, closing: &Model) -> Result<Vec<OrangId>> {
    if all.parts.iter().any(|part| part.distinct) {
        changed_since(ctx.db(), closing.pada).await
    } else {
        Ok(Vec::new())
    }
}

/// Which members must be looked at: the records that were touched, or all records of the persons that were.
fn selections(distinct: bool, (touched, shifted): (&[ledger::Model], &[OrangId]), measure: &str) -> Vec<Only> {
    let touched = touched.iter().filter(|fact| fact.ukuran == measure);
    if distinct {
        let persons: BTreeSet<Uuid> =
            touched.map(|fact| fact.orang_id.map_or(fact.catatan_id.0, |person| person.0)).collect();
        let persons: BTreeSet<Uuid> = persons.into_iter().chain(shifted.iter().map(|person| person.0)).collect();
        let persons: Vec<Uuid> = persons.into_iter().collect();
        persons.chunks(CHUNK).map(|chunk| Only::Persons(chunk.to_vec())).collect()
    } else {
        let records: BTreeSet<CatatanId> = touched.map(|fact| fact.catatan_id).collect();
        let records: Vec<CatatanId> = records.into_iter().collect();
        records.chunks(CHUNK).map(|chunk| Only::Records(chunk.to_vec())).collect()
    }
}

/// Where the selected records stand, by some knowledge.
async fn standing(ctx: &Ctx, select: &Members, definition: &Definition, as_of: AsOf) -> Result<Standing> {
    let list = async |side| Members { side, as_of, ..select.clone() }.page(ctx.db(), None, u64::from(u32::MAX)).await;
    let mut standing = Standing::new();
    for member in list(Side::Any).await? {
        let place = if member.dihitung { Place::Terwakili } else { Place::TidakDihitung };
        standing.insert((member.catatan_id, member.ukuran.clone()), (place, member));
    }
    let mut raise = |members: Vec<Member>, place| {
        for member in members {
            standing.insert((member.catatan_id, member.ukuran.clone()), (place, member));
        }
    };
    if definition.is_share() {
        raise(list(Side::Counted).await?, Place::Penyebut);
    }
    raise(list(definition.main_side()).await?, Place::Pembilang);
    Ok(standing)
}

fn compare(mut before: Standing, after: Standing) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |was: Option<(Place, Member)>, is: Option<(Place, Member)>| {
        let place = |held: &Option<(Place, Member)>| held.as_ref().map_or(Place::TidakAda, |(place, _)| *place);
        let places = (place(&was), place(&is));
        let Some(member) = is.as_ref().or(was.as_ref()).map(|(_, member)| member.clone()) else { return };
        lines.push(Line {
            kind: member.jenis,
            record: member.catatan_id,
            measure: member.ukuran,
            direction: Direction::of(places.0, places.1),
            places,
            before: was.map(|(_, member)| member),
            after: is.map(|(_, member)| member),
            causes: Vec::new(),
        });
    };
    for (key, is) in after {
        let was = before.remove(&key);
        let same = was.as_ref().is_some_and(|(place, member)| *place == is.0 && says_the_same(member, &is.1));
        if !same {
            line(was, Some(is));
        }
    }
    for was in before.into_values() {
        line(Some(was), None);
    }
    lines.sort_by_key(|line| (line.direction as u8, line.record));
    lines
}

/// Whether two facts say the same, whichever row of the ledger they stand in.
fn says_the_same(one: &Member, other: &Member) -> bool {
    Member { id: other.id, ..one.clone() } == *other
}

/// Gives each line the edits that caused it: those of its record, or those of its person, in whatever office, where the record
/// itself was not touched.
async fn explain(ctx: &Ctx, closing: &Model, touched: &[ledger::Model], lines: &mut [Line]) -> Result<()> {
    let mut by_record: HashMap<(CatatanId, &str), BTreeSet<Uuid>> = HashMap::new();
    let mut by_person: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
    let persons =
        |line: &Line| [&line.before, &line.after].map(|held| held.as_ref().and_then(|member| member.orang_id));
    let named = touched.iter().filter_map(|fact| fact.orang_id).chain(lines.iter().flat_map(persons).flatten());
    let named: BTreeSet<OrangId> = named.collect();
    let identities = ever(ctx.db(), &named.into_iter().collect::<Vec<_>>()).await?;
    // A person by the own row, and by all that those rows have in common which are the same person.
    let known = |person: OrangId| {
        [person.0].into_iter().chain(identities.get(&person).into_iter().flatten().copied()).collect::<Vec<_>>()
    };
    for fact in touched {
        let opened = (fact.dicatat_dari >= closing.pada).then_some(fact.riwayat_id);
        let ended = fact.riwayat_akhir_id.filter(|_| fact.dicatat_sampai.is_some_and(|at| at >= closing.pada));
        for cause in opened.into_iter().chain(ended) {
            by_record.entry((fact.catatan_id, fact.ukuran.as_str())).or_default().insert(cause);
            for person in fact.orang_id.map_or_else(|| vec![fact.catatan_id.0], known) {
                by_person.entry(person).or_default().insert(cause);
            }
        }
    }
    let wanted: Vec<BTreeSet<Uuid>> = lines
        .iter()
        .map(|line| {
            let own = by_record.get(&(line.record, line.measure.as_str())).cloned();
            own.unwrap_or_else(|| {
                let persons = persons(line).into_iter().flatten().flat_map(known);
                persons.filter_map(|person| by_person.get(&person)).flatten().copied().collect()
            })
        })
        .collect();
    let history = lines_of_history(ctx, wanted.iter().flatten().copied().collect()).await?;
    for (line, ids) in lines.iter_mut().zip(wanted) {
        line.causes = ids.iter().filter_map(|id| history.get(id)).map(|line| Cause { line: line.clone() }).collect();
        line.causes.sort_by_key(|cause| cause.line.dicatat_pada);
    }
    Ok(())
}

async fn lines_of_history(ctx: &Ctx, ids: BTreeSet<Uuid>) -> Result<HashMap<Uuid, history::Model>> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut lines = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let rows =
            history::Entity::find().filter(history::Column::Id.is_in(chunk.iter().copied())).all(ctx.db()).await?;
        lines.extend(rows.into_iter().map(|line| (line.id, line)));
    }
    Ok(lines)
}

/// What has changed in all figures of a closing.
///
/// # Errors
/// What the database says.
pub async fn of_closing(ctx: &Ctx, shown: &Shown) -> Result<Vec<FigureChanges>> {
    let mut all = Vec::with_capacity(shown.figures.len());
    for row in &shown.figures {
        all.push(of_figure(ctx, shown, row).await?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_whole_of_a_share_never_stands_as_it_did() {
        use Place::{Pembilang, Penyebut, Terwakili, TidakAda, TidakDihitung};
        for gone in [TidakAda, TidakDihitung, Terwakili] {
            assert_eq!(Direction::of(Penyebut, gone), Direction::KeluarPenyebut, "{gone:?}");
            assert_eq!(Direction::of(gone, Penyebut), Direction::MasukPenyebut, "{gone:?}");
            assert_eq!(Direction::of(Pembilang, gone), Direction::Keluar, "{gone:?}");
            assert_eq!(Direction::of(gone, Pembilang), Direction::Masuk, "{gone:?}");
            assert_eq!(Direction::of(gone, gone), Direction::Berubah, "{gone:?}");
        }
        assert_eq!(Direction::of(Penyebut, Pembilang), Direction::Masuk);
        assert_eq!(Direction::of(Pembilang, Penyebut), Direction::Keluar);
        assert_eq!(Direction::of(Penyebut, Penyebut), Direction::Berubah);
    }
}
