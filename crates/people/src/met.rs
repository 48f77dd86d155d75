//! The people whom the rows of a batch may be about: those on file by their numbers, and those who were chosen.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use kernel::db::chunk_rows;
use kernel::form::Values;
use kernel::{Ctx, FieldError, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::UnionType;
use sea_orm::{FromQueryResult, QueryTrait};

use crate::choice::{Choice, against, crossed};
use crate::entity::{Column, Entity, Model};
use crate::identity::Elsewhere;
use crate::queries::{find_visible_of, kept};
use crate::tie::{Act, Tie, ties};

/// The persons of the batch, to find the same person again within it.
#[derive(Default)]
pub(crate) struct Known {
    nik: HashMap<String, usize>,
    document: HashMap<String, usize>,
}

impl Known {
    pub(crate) fn find(&self, nik: Option<&String>, document: Option<&String>) -> Option<usize> {
        nik.and_then(|k| self.nik.get(k)).or_else(|| document.and_then(|k| self.document.get(k))).copied()
    }

    /// Who has the numbers of a row, among some people.
    pub(crate) fn owners(
        &self,
        people: &[(Model, Tie)],
        (nik, document): (Option<&String>, Option<&String>),
    ) -> impl Iterator<Item = OrangId> {
        let owners = [nik.and_then(|k| self.nik.get(k)), document.and_then(|k| self.document.get(k))];
        owners.into_iter().flatten().filter_map(move |at| people.get(*at)).map(|(model, _)| model.id)
    }

    /// What must be asked about a row whose number leads to a person, or whose document leads to another.
    pub(crate) fn asked(
        &self,
        row: &Values,
        owner: &Model,
        (people, document): (&[(Model, Tie)], Option<&String>),
        also: &HashMap<OrangId, Vec<String>>,
    ) -> Option<Vec<FieldError>> {
        let second = document.and_then(|index| people.get(*self.document.get(index)?)).map(|(model, _)| model);
        against(row, owner, also).or_else(|| crossed(row, owner, second, also))
    }

    pub(crate) fn learn(&mut self, at: usize, model: &Model) {
        if let Some(index) = &model.nik_indeks {
            self.nik.entry(index.clone()).or_insert(at);
        }
        if let Some(index) = &model.dokumen_indeks {
            self.document.entry(index.clone()).or_insert(at);
        }
    }
}

/// The people found by numbers.
pub(crate) struct Met {
    /// The people of whom the actor's offices have records, with the tie to each.
    pub(crate) people: Vec<(Model, Tie)>,
    pub(crate) known: Known,
    pub(crate) elsewhere: Elsewhere,
}

/// The people found by blind indexes. A merged row leads to the one that was kept.
pub(crate) async fn load(tx: &Tx, ctx: &Ctx, indexes: &[(Option<String>, Option<String>)]) -> Result<Met> {
    let niks: Vec<_> = indexes.iter().filter_map(|(nik, _)| nik.clone()).collect();
    let documents: Vec<_> = indexes.iter().filter_map(|(_, document)| document.clone()).collect();
    let mut models = Vec::new();
    let (mut niks, mut documents) = (niks.chunks(chunk_rows(2)), documents.chunks(chunk_rows(2)));
    loop {
        let having = |column: Column, chunk: &[String]| Entity::find().filter(column.is_in(chunk)).into_query();
        let some = [
            niks.next().map(|nik| having(Column::NikIndeks, nik)),
            documents.next().map(|number| having(Column::DokumenIndeks, number)),
        ];
        // One statement of two selects, each of which goes along its own index.
        let both = some.into_iter().flatten().reduce(|mut one, other| one.union(UnionType::All, other).to_owned());
        let Some(query) = both else { break };
        models.extend(Model::find_by_statement(tx.get_database_backend().build(&query)).all(&**tx).await?);
    }
    models.sort_by_key(|model| model.id);
    models.dedup_by_key(|model| model.id);
    let mut named = led(tx, ctx, models).await?;
    // Rows of the own office first, and the oldest first, so that a number that occurs twice always leads to the same person.
    named.sort_by_key(|led| (led.kept.kantor_id != ctx.actor.office, Reverse(led.tie), led.named.id));
    let mut met = Met { people: Vec::new(), known: Known::default(), elsewhere: Elsewhere::default() };
    let mut places: HashMap<OrangId, usize> = HashMap::new();
    for Led { named: model, kept, tie } in named {
        if !tie.allows(Act::Meet) {
            met.elsewhere.learn(&model);
            continue;
        }
        let next = met.people.len();
        let at = *places.entry(kept.id).or_insert(next);
        if at == next {
            met.people.push((kept, tie));
        }
        met.known.learn(at, &model);
    }
    for (at, (person, _)) in met.people.iter().enumerate() {
        met.known.learn(at, person);
    }
    Ok(met)
}

/// Where the people who were chosen stand among those at hand; who is not there yet joins them.
pub(crate) async fn choose(
    tx: &Tx,
    ctx: &Ctx,
    people: &mut Vec<(Model, Tie)>,
    chosen: &[Choice],
) -> Result<Vec<Option<usize>>> {
    let known = |choice: &Choice| choice.person();
    let ids: BTreeSet<OrangId> = chosen.iter().filter_map(known).collect();
    if ids.is_empty() {
        return Ok(vec![None; chosen.len()]);
    }
    let ids: Vec<OrangId> = ids.into_iter().collect();
    let named = led(tx, ctx, find_visible_of(&**tx, ctx, &ids).await?).await?;
    let named: HashMap<OrangId, (Model, Tie)> =
        named.into_iter().map(|led| (led.named.id, (led.kept, led.tie))).collect();
    let mut places: HashMap<OrangId, usize> = people.iter().enumerate().map(|(at, (one, _))| (one.id, at)).collect();
    let mut positions = Vec::with_capacity(chosen.len());
    for id in chosen.iter().map(known) {
        let Some(id) = id else {
            positions.push(None);
            continue;
        };
        let unknown =
            || Problem::field("orang_id", "Orang ini tidak dikenal di kantor Anda. Pilih lagi, atau pilih orang baru.");
        let (model, tie) = named.get(&id).ok_or_else(unknown)?;
        if model.is_erased() {
            return Err(Problem::field("orang_id", "Data orang ini sudah dihapus. Pilih orang baru."));
        }
        let next = people.len();
        let at = *places.entry(model.id).or_insert(next);
        if at == next {
            if !tie.allows(Act::Meet) {
                let detail = "Orang ini catatan kantor lain, yang hanya mengizinkan membacanya. Pilih orang baru: kantor \
                              Anda mencatat orangnya sendiri.";
                return Err(Problem::field("orang_id", detail));
            }
            people.push((model.clone(), *tie));
        }
        positions.push(Some(at));
    }
    Ok(positions)
}

/// The named row of a person, and the kept row to which it leads after merging.
struct Led {
    named: Model,
    kept: Model,
    /// The tie of the actor's offices to the kept row. An office whose own row was merged into another office's row may record
    /// on that one.
    tie: Tie,
}

/// Follows merged rows to the rows that were kept. It takes few statements, whatever the number of rows.
async fn led(tx: &Tx, ctx: &Ctx, people: Vec<Model>) -> Result<Vec<Led>> {
    let mut pairs = Vec::with_capacity(people.len());
    for model in people {
        let kept = if model.digabung_ke.is_some() { kept(&**tx, model.clone()).await? } else { model.clone() };
        pairs.push((model, kept));
    }
    let all: Vec<&Model> = pairs.iter().flat_map(|(model, kept)| [model, kept]).collect();
    let ties = ties(&**tx, ctx, &all).await?;
    let tie = |model: &Model| ties.get(&model.id).copied().unwrap_or(Tie::Unknown);
    let led = |(named, kept): (Model, Model)| {
        let own = tie(&kept);
        let tie = if own.allows(Act::Meet) { own } else { own.max(tie(&named).min(Tie::Handed)) };
        Led { named, kept, tie }
    };
    Ok(pairs.into_iter().map(led).collect())
}
