//! Finds the person of a row or makes a new one, for one row or for a whole manifest in a few statements.
//!
//! A person is searched among those of whom the actor's offices have records. For a person whom only other offices know, the
//! own office gets a new row with only the typed data. Only figures use that both rows are the same person
//! ([`crate::identity`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::form::{self, Values};
use kernel::ledger::Dimensions;
use kernel::vault::Key;
use kernel::{By, Ctx, KantorId, OrangId, Problem, Result, Tx};

use crate::aliases::{self, Typed, differs as named_otherwise};
use crate::choice::{Choice, Contradiction, against, doubted_of, told, tried, undoubted};
use crate::entity::Model;
use crate::identity::{self, Elsewhere};
use crate::met::{Known, Met, choose, load};
use crate::new::{create, insert};
use crate::office::acquaint;
use crate::queries::find;
use crate::tie::{Act, Tie, require};
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
    let attached = Plan { contradictions: Vec::new(), ..plan }.write(tx, ctx.into()).await?;
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

    /// For each person the first row that is about them.
    fn first_rows(&self) -> Vec<usize> {
        let mut rows = vec![0; self.people.len()];
        for (row, (place, _)) in self.of_row.iter().enumerate().rev() {
            if let Some(first) = rows.get_mut(*place) {
                *first = row;
            }
        }
        rows
    }

    /// The rows about somebody about whom an earlier row is.
    #[must_use]
    pub fn repeated(&self) -> Vec<usize> {
        let mut places = BTreeSet::new();
        let again = |(row, (place, _)): (usize, &(usize, String))| (!places.insert(*place)).then_some(row);
        self.of_row.iter().enumerate().filter_map(again).collect()
    }

    /// Writes people that are new or fuller and links them to the office.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(self, tx: &Tx, by: By<'_>) -> Result<Vec<Attached>> {
        let rows = self.first_rows();
        let Self { people, old, of_row, fuller, elsewhere, .. } = self;
        let ctx: &Ctx = &by;
        let people: Vec<Model> = people.into_iter().map(|(model, _)| model).collect();
        let ((before, new), (of_before, of_new)) = (people.split_at(old), rows.split_at(old));
        insert(tx, by, (new, of_new), ("Dicatat.", serde_json::json!({}))).await?;
        let fuller =
            fuller.into_iter().filter_map(|(at, was)| Some((was, before.get(at)?, by.of(*of_before.get(at)?))));
        complete(tx, ctx, fuller.collect()).await?;
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

/// Writes people whose gaps were filled in, given as old and new row and by whom.
async fn complete(tx: &Tx, ctx: &Ctx, fuller: Vec<(Model, &Model, &Ctx)>) -> Result<()> {
    fill::write(tx, ctx, &fuller).await?;
    for (was, is, _) in &fuller {
        identity::renumbered(tx, ctx, was, is).await?;
    }
    Ok(())
}

fn differs(model: &Model, nik: Option<&String>) -> bool {
    matches!((model.nik_indeks.as_ref(), nik), (Some(held), Some(given)) if held != given)
}

/// Whether a row has the numbers that were typed, or may be given them.
fn takes((model, tie): &(Model, Tie), (nik, document): (Option<&String>, Option<&String>)) -> bool {
    let lacks = |held: &Option<String>, typed: Option<&String>| held.is_none() && typed.is_some();
    tie.allows(Act::Renumber) || !(lacks(&model.nik_indeks, nik) || lacks(&model.dokumen_indeks, document))
}
