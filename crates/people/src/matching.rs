//! Finds the person of a row or makes a new one, for one row or for a whole manifest in a few statements.
//!
//! A person is searched among those of whom the actor's offices have records. For a person whom only other offices know, the
//! own office gets a new row with only the typed data. Only figures use that both rows are the same person
//! ([`crate::identity`]).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::db::chunk_rows;
use kernel::form::{self, Values};
use kernel::ledger::Dimensions;
use kernel::vault::Key;
use kernel::{Ctx, FieldError, KantorId, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;

use crate::aliases::{self, Typed, differs as named_otherwise};
use crate::choice::{Choice, Contradiction, against, crossed, doubted_of, told, tried, undoubted};
use crate::entity::{Column, Entity, Model};
use crate::identity::{self, Elsewhere};
use crate::new::{create, insert};
use crate::office::acquaint;
use crate::queries::{find, find_visible_of, kept};
use crate::tie::{Act, Tie, require, ties};
use crate::{fill, key};

/// The person of a row.
pub struct Attached {
    /// The person.
    pub id: OrangId,
    /// The key that seals what belongs to the person.
    pub key: Key,
    /// What the ledger stores about the person.
    pub traits: Dimensions,
    /// The person's row, as it is written.
    pub row: Model,
    /// The name that was typed in the row, if it is another than the person's. The caller must keep it: [`aliases::keep`].
    pub typed: Option<String>,
}

/// The persons of the batch, to find the same person again within it.
#[derive(Default)]
struct Known {
    nik: HashMap<String, usize>,
    document: HashMap<String, usize>,
}

impl Known {
    fn find(&self, nik: Option<&String>, document: Option<&String>) -> Option<usize> {
        nik.and_then(|k| self.nik.get(k)).or_else(|| document.and_then(|k| self.document.get(k))).copied()
    }

    /// Who has the numbers of a row, among some people.
    fn owners(
        &self,
        people: &[(Model, Tie)],
        (nik, document): (Option<&String>, Option<&String>),
    ) -> impl Iterator<Item = OrangId> {
        let owners = [nik.and_then(|k| self.nik.get(k)), document.and_then(|k| self.document.get(k))];
        owners.into_iter().flatten().filter_map(move |at| people.get(*at)).map(|(model, _)| model.id)
    }

    /// What must be asked about a row whose number leads to a person, or whose document leads to another.
    fn asked(
        &self,
        row: &Values,
        owner: &Model,
        (people, document): (&[(Model, Tie)], Option<&String>),
        also: &HashMap<OrangId, Vec<String>>,
    ) -> Option<Vec<FieldError>> {
        let second = document.and_then(|index| people.get(*self.document.get(index)?)).map(|(model, _)| model);
        against(row, owner, also).or_else(|| crossed(row, owner, second, also))
    }

    fn learn(&mut self, at: usize, model: &Model) {
        if let Some(index) = &model.nik_indeks {
            self.nik.entry(index.clone()).or_insert(at);
        }
        if let Some(index) = &model.dokumen_indeks {
            self.document.entry(index.clone()).or_insert(at);
        }
    }
}

/// What becomes of the people of a batch; nothing is written yet.
pub struct Plan {
    /// The rows about whom must be asked first.
    pub contradictions: Vec<Contradiction>,
    /// Who is on file and of whom a refusal or a dry run tells whether they have a number that was typed: its owners, where a row
    /// contradicts them, and who was chosen for a row with a number. The caller must log the read, see [`Tx::refuse`].
    pub met: Vec<OrangId>,
    people: Vec<(Model, Tie)>,
    /// How many of them were there before.
    old: usize,
    of_row: Vec<(usize, String)>,
    fuller: BTreeMap<usize, Model>,
    elsewhere: Elsewhere,
}

/// Finds or makes the person of each row and writes them: [`plan`] and [`Plan::write`] in one, for what is about one person.
///
/// # Errors
/// [`Problem::Contradicted`] where a number belongs to somebody else by all that is said; as both.
pub async fn attach(tx: &Tx, ctx: &Ctx, rows: &[&Values], chosen: &[Choice]) -> Result<Vec<Attached>> {
    let plan = plan(tx, ctx, rows, chosen).await?;
    if let Some(first) = plan.contradictions.into_iter().next() {
        return Err(Problem::Contradicted(first.errors));
    }
    let attached = Plan { contradictions: Vec::new(), ..plan }.write(tx, ctx).await?;
    let named = attached.iter().filter_map(|one| Some((one.id, one.typed.as_deref()?)));
    let office = ctx.actor.office;
    let typed: Vec<_> = named.map(|(person, name)| Typed { person, name, office, record: None }).collect();
    aliases::keep(tx, &typed).await?;
    Ok(attached)
}

/// Finds or makes the person of each row: the one who was chosen; else by NIK, else by document number; without either
/// always a new person, since nobody is matched by name alone. A person that is found gets what was not yet known of it; what is known stays.
/// A number leads to its owner only where name, sex and birth date do not contradict.
///
/// # Errors
/// [`Problem::Invalid`] where the one who was chosen is unknown to the office, is only lent to it, was erased, or has another NIK; or
/// what the database says.
pub async fn plan(tx: &Tx, ctx: &Ctx, rows: &[&Values], chosen: &[Choice]) -> Result<Plan> {
    let indexes = indexes(ctx, rows);
    let Met { mut people, mut known, elsewhere } = load(tx, ctx, &indexes).await?;
    let places = choose(tx, ctx, &mut people, chosen).await?;
    let old = people.len();
    let (mut fuller, mut contradictions) = (BTreeMap::new(), Vec::new());
    let mut met = told(tx, tried(&people, &indexes, &places));
    let also = also(tx, &people, &known, rows.iter().zip(&indexes).zip(&places)).await?;
    let mut of_row = Vec::with_capacity(rows.len());
    for (at, ((row, (nik, document)), (chosen, choice))) in
        rows.iter().zip(indexes).zip(places.into_iter().zip(chosen)).enumerate()
    {
        let name = row.need(key::NAMA)?;
        let one = chosen.and_then(|at| people.get(at)).map(|(model, _)| model);
        let (nik, document) = undoubted(ctx, one, row, (nik, document));
        let owner = known.find(nik.as_ref(), document.as_ref());
        let holder = owner.filter(|_| chosen.is_none()).and_then(|owner| people.get(owner));
        let holder = holder.filter(|(model, _)| !differs(model, nik.as_ref()));
        let (numbers, asked) = ((nik.as_ref(), document.as_ref()), &also);
        if let Some(errors) = holder.and_then(|(model, _)| known.asked(row, model, (&people, numbers.1), asked)) {
            if *choice == Choice::New {
                people.push((doubted_of(ctx, create(tx, ctx, row, nik, document)?, row), Tie::Own));
                of_row.push((people.len() - 1, name));
            } else {
                met.extend(told(tx, known.owners(people.get(..old).unwrap_or_default(), numbers)));
                contradictions.push(Contradiction { at, errors });
                of_row.push((owner.unwrap_or_default(), name));
            }
            continue;
        }
        let others = chosen.is_some() && owner.is_some() && owner != chosen;
        if others || one.is_some_and(|model| differs(model, nik.as_ref())) {
            return Err(foreign(nik.is_some()));
        }
        if let Some((model, tie)) = chosen.and_then(|at| people.get(at)).filter(|held| !takes(held, numbers)) {
            require(ctx, model, *tie, Act::Renumber)?;
        }
        let place = chosen.or(owner);
        // A different NIK means another person, even with the same document number. If a number may not be filled in, the
        // office makes its own row of the person, so that the typed data is not lost.
        let held = place.and_then(|at| people.get_mut(at).map(|held| (at, held)));
        let fits = |held: &(Model, Tie)| !differs(&held.0, nik.as_ref()) && takes(held, numbers);
        let at = if let Some((at, (model, tie))) = held.filter(|(_, held)| fits(held)) {
            let was = model.clone();
            let renamed = matches!(choice, Choice::Corrected(_)) && fill::rename(ctx, model, *tie, &name)?;
            if fill::gaps(ctx, model, (row, *tie), nik, document)? || renamed {
                fuller.entry(at).or_insert(was);
            }
            at
        } else {
            people.push((create(tx, ctx, row, nik, document)?, Tie::Own));
            people.len() - 1
        };
        if let Some((model, _)) = people.get(at) {
            known.learn(at, model);
        }
        of_row.push((at, name));
    }
    Ok(Plan { contradictions, met, people, old, of_row, fuller, elsewhere })
}

/// The numbers of each row, as they are looked for.
fn indexes(ctx: &Ctx, rows: &[&Values]) -> Vec<Numbers> {
    let index = |domain: &str, field: form::Key<String>, row: &Values| {
        row.get(field).map(|v| ctx.house.vault.blind_index(domain, &v))
    };
    rows.iter().map(|row| (index("nik", key::NIK, row), index("dokumen", key::NOMOR_DOKUMEN, row))).collect()
}

impl Plan {
    /// The person on file whom a row is about; none if it would be somebody new.
    #[must_use]
    pub fn known(&self, at: usize) -> Option<OrangId> {
        let place = self.place(at)?;
        self.people.get(place).filter(|_| place < self.old).map(|(model, _)| model.id)
    }

    /// The place of a row's person among those of the batch: the same for rows about the same person.
    #[must_use]
    pub fn place(&self, at: usize) -> Option<usize> {
        self.of_row.get(at).map(|(place, _)| *place)
    }

    /// Writes people that are new or fuller and links them to the office.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(self, tx: &Tx, ctx: &Ctx) -> Result<Vec<Attached>> {
        let Self { people, old, of_row, fuller, elsewhere, .. } = self;
        let people: Vec<Model> = people.into_iter().map(|(model, _)| model).collect();
        let (before, new) = people.split_at(old);
        insert(tx, ctx, new, ("Dicatat.", serde_json::json!({}))).await?;
        complete(tx, ctx, fuller.into_iter().filter_map(|(at, was)| Some((was, before.get(at)?))).collect()).await?;
        let met: BTreeSet<usize> = of_row.iter().map(|(at, _)| *at).collect();
        let met: Vec<&Model> = met.into_iter().filter_map(|at| people.get(at)).collect();
        acquaint(tx, &met.iter().map(|person| person.id).collect::<Vec<_>>(), &[ctx.actor.office]).await?;
        let groups: Vec<_> = met.iter().filter_map(|person| elsewhere.group(person)).collect();
        identity::join(tx, ctx, &groups).await?;
        of_row
            .into_iter()
            .filter_map(|(at, name)| Some((people.get(at)?, name)))
            .map(|(model, name)| {
                let typed = named_otherwise(&name, &model.nama).then_some(name);
                Ok(Attached {
                    id: model.id,
                    key: model.key(ctx)?,
                    traits: model.dimensions(),
                    row: model.clone(),
                    typed,
                })
            })
            .collect()
    }
}

/// The other names of the people whose number a row has without having their name: looked up only where there is such a row.
async fn also<'a>(
    tx: &Tx,
    people: &[(Model, Tie)],
    known: &Known,
    rows: impl Iterator<Item = ((&'a &'a Values, &'a Numbers), &'a Option<usize>)>,
) -> Result<HashMap<OrangId, Vec<String>>> {
    let owner = |((row, (nik, document)), chosen): ((&'a &'a Values, &'a Numbers), &'a Option<usize>)| {
        let (owner, _) = people.get(known.find(nik.as_ref(), document.as_ref()).filter(|_| chosen.is_none())?)?;
        let nothing = HashMap::new();
        against(row, owner, &nothing).map(|_| owner.id)
    };
    let owners: BTreeSet<OrangId> = rows.filter_map(owner).collect();
    aliases::of(&**tx, &owners.into_iter().collect::<Vec<_>>()).await
}

/// The blind indexes of a row's NIK and document.
pub(crate) type Numbers = (Option<String>, Option<String>);

/// The refusal of a number that is not the one's who was chosen.
fn foreign(nik: bool) -> Problem {
    let detail = "Nomor ini milik orang lain, bukan orang yang dipilih. Periksa nomornya, atau pilih orang baru.";
    Problem::field(if nik { key::NIK } else { key::NOMOR_DOKUMEN }, detail)
}

/// The person of a record that another record led to. The person becomes known to the record's office.
///
/// # Errors
/// [`Problem::NotFound`], or any database error.
pub async fn attached(tx: &Tx, ctx: &Ctx, person: OrangId, office: KantorId) -> Result<Attached> {
    let model = find(&**tx, person).await?;
    acquaint(tx, &[model.id], &[office]).await?;
    Ok(Attached { id: model.id, key: model.key(ctx)?, traits: model.dimensions(), row: model, typed: None })
}

/// Writes people whose gaps were filled in, given as pairs of old and new row.
async fn complete(tx: &Tx, ctx: &Ctx, fuller: Vec<(Model, &Model)>) -> Result<()> {
    fill::write(tx, ctx, &fuller).await?;
    for (was, is) in &fuller {
        identity::renumbered(tx, ctx, was, is).await?;
    }
    Ok(())
}

/// Where the people who were chosen stand among those at hand; who is not there yet joins them.
async fn choose(tx: &Tx, ctx: &Ctx, people: &mut Vec<(Model, Tie)>, chosen: &[Choice]) -> Result<Vec<Option<usize>>> {
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

fn differs(model: &Model, nik: Option<&String>) -> bool {
    matches!((model.nik_indeks.as_ref(), nik), (Some(held), Some(given)) if held != given)
}

/// Whether a row has the numbers that were typed, or may be given them.
fn takes((model, tie): &(Model, Tie), (nik, document): (Option<&String>, Option<&String>)) -> bool {
    let lacks = |held: &Option<String>, typed: Option<&String>| held.is_none() && typed.is_some();
    tie.allows(Act::Renumber) || !(lacks(&model.nik_indeks, nik) || lacks(&model.dokumen_indeks, document))
}

/// The people found by numbers.
struct Met {
    /// The people of whom the actor's offices have records, with the tie to each.
    people: Vec<(Model, Tie)>,
    known: Known,
    elsewhere: Elsewhere,
}

/// The people found by blind indexes. A merged row leads to the one that was kept.
async fn load(tx: &Tx, ctx: &Ctx, indexes: &[(Option<String>, Option<String>)]) -> Result<Met> {
    let niks: Vec<_> = indexes.iter().filter_map(|(nik, _)| nik.clone()).collect();
    let documents: Vec<_> = indexes.iter().filter_map(|(_, document)| document.clone()).collect();
    let mut models = Vec::new();
    for (column, values) in [(Column::NikIndeks, niks), (Column::DokumenIndeks, documents)] {
        for chunk in values.chunks(chunk_rows(1)) {
            models.extend(Entity::find().filter(column.is_in(chunk)).all(&**tx).await?);
        }
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
