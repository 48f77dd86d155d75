//! What rows say otherwise than the records they lead to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::form::{Field, Form, Values};
use kernel::reference::fold;
use kernel::{CatatanId, FieldError, OrangId, Problem, Result, Tx};
use people::Choice;
use people::entity::Model;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Again, Altered, Done, Found, NUMBER, Update, Verdict};
use crate::{AnyKind, described, edit};

/// How the reason of a change by a file begins.
pub(crate) const FROM_FILE: &str = "Diperbarui dari berkas";

/// A field of which a row says otherwise.
struct Differs {
    field: &'static Field,
    was: String,
    is: String,
}

/// What a row says otherwise.
struct Difference {
    found: Found,
    fields: Vec<Differs>,
}

impl Again<'_> {
    /// Compares rows with their records: what has to be changed, and is possible.
    ///
    /// # Errors
    /// Any database error, or a sealed field that does not open.
    pub(super) async fn differing(&self, tx: &Tx, found: Vec<Found>, done: &mut Done) -> Result<Vec<Update>> {
        let owners: BTreeSet<OrangId> = found.iter().filter_map(|one| one.held.head.person).collect();
        let people = people::models(&**tx, &owners.into_iter().collect::<Vec<_>>()).await?;
        let mut all = Vec::new();
        for one in found {
            if done.is_open(one.at) && !matches!(done.verdicts.get(one.at), Some(Verdict::Repeats)) {
                let person = one.held.head.person.and_then(|person| people.get(&person));
                match self.difference(one, person)? {
                    Ok(difference) => all.push(difference),
                    Err((at, errors)) => done.set(at, Verdict::Wrong(errors)),
                }
            }
        }
        let stepped = self.stepped(tx, &all).await?;
        let (mut updates, mut of_person) = (Vec::new(), BTreeMap::new());
        for difference in all {
            updates.extend(self.update(tx, difference, (&stepped, &mut of_person), done).await?);
        }
        Ok(updates)
    }

    /// What a row says otherwise; or why it cannot be about the record.
    fn difference(&self, found: Found, person: Option<&Model>) -> Result<Result<Difference, (usize, Vec<FieldError>)>> {
        let (kind, ctx) = (self.kind, self.ctx);
        if let Some(errors) = person.filter(|_| !found.entered).and_then(|person| stranger(&found, person)) {
            return Ok(Err((found.at, errors)));
        }
        let key = person.map(|person| person.key(ctx)).transpose()?;
        let mut stands = described::shown(kind, &*found.held.record, key.as_ref())?.form;
        if let Some(person) = person {
            stands.extend(people::text(ctx, person)?);
        }
        for (field, masked) in &found.masked {
            let held = stands.get(field.key).map_or("", String::as_str);
            // A list shows what is sealed as a word, and not as what it holds.
            if field.masked(held) != *masked && (held.is_empty() || masked.contains('•')) {
                let detail =
                    "Isi yang tertutup ini bukan milik catatan dengan nomor itu. Periksa apakah barisnya tergeser.";
                return Ok(Err((found.at, vec![FieldError::new(field.key, detail)])));
            }
        }
        let day = kind.info().more.called_off.map(|off| off.day.name).filter(|_| found.undated);
        let differing = kind.fields().into_iter().filter_map(|field| differs(field, &found, &stands));
        // The day on which it was called off stands; that of the import says nothing against it.
        let fields = differing.filter(|one| one.was.is_empty() || Some(one.field.key) != day).collect();
        Ok(Ok(Difference { found, fields }))
    }

    /// The fields that steps or people have filled in since, by record, of those of which rows say otherwise.
    async fn stepped(&self, tx: &Tx, all: &[Difference]) -> Result<HashMap<CatatanId, HashSet<String>>> {
        use kernel::history::{COLUMN, Column, Entity};
        let later = |one: &&Difference| one.fields.iter().any(|differs| differs.field.later && !differs.was.is_empty());
        let ids: Vec<CatatanId> = all.iter().filter(later).map(|one| one.found.held.head.id).collect();
        let mut stepped: HashMap<CatatanId, HashSet<String>> = HashMap::new();
        for chunk in ids.chunks(kernel::db::chunk_rows(2)) {
            let lines = Entity::find()
                .filter(Column::CatatanId.is_in(chunk.iter().copied()))
                .filter(COLUMN.versi.gt(1))
                .all(&**tx)
                .await?;
            for line in lines.into_iter().filter(|line| !line.alasan.starts_with(FROM_FILE)) {
                let keys = line.perubahan.as_object().into_iter().flat_map(|fields| fields.keys().cloned());
                stepped.entry(line.catatan_id).or_default().extend(keys);
            }
        }
        Ok(stepped)
    }

    /// Says what a row changes, and whether that is possible.
    async fn update(
        &self,
        tx: &Tx,
        Difference { found, fields }: Difference,
        (stepped, of_person): (&HashMap<CatatanId, HashSet<String>>, &mut BTreeMap<OrangId, Form>),
        done: &mut Done,
    ) -> Result<Option<Update>> {
        let (at, head) = (found.at, found.held.head.clone());
        if let Some(error) = otherwise(self.kind, &found, of_person) {
            done.set(at, Verdict::Wrong(vec![error]));
            return Ok(None);
        }
        let altered: Vec<Altered> = fields
            .iter()
            .map(|Differs { field, was, is }| Altered {
                label: field.label,
                was: field.masked(was),
                is: field.masked(is),
            })
            .collect();
        if !altered.is_empty() {
            done.met.extend(head.person);
        }
        if found.entered || altered.is_empty() {
            done.set(at, Verdict::Same(head.number, altered));
            return Ok(None);
        }
        let taken = |differs: &&Differs| {
            differs.field.later && stepped.get(&head.id).is_some_and(|keys| keys.contains(differs.field.key))
        };
        if let Some(differs) = fields.iter().find(taken) {
            let detail = format!(
                "{} sudah diisi di {} sesudah catatan itu dibuat, dan isinya lain. Berkas tidak mengubahnya: betulkan di catatannya, \
                 atau kosongkan sel ini.",
                differs.field.label, head.number
            );
            done.wrong(at, differs.field.key, detail);
            return Ok(None);
        }
        let (mut own, mut person) = (Form::new(), Form::new());
        for differs in &fields {
            let form = if of_person_field(self.kind, differs.field) { &mut person } else { &mut own };
            form.insert(differs.field.key.to_owned(), differs.is.clone());
        }
        if let Some(errors) = self.refused(tx, &found, (&own, &person)).await? {
            done.set(at, Verdict::Wrong(errors));
            return Ok(None);
        }
        done.set(at, Verdict::Changed(head.number, altered));
        let person = head.person.filter(|_| !person.is_empty()).map(|id| (id, person));
        let (version, changed) = (head.version, head.changed);
        Ok(Some(Update { record: head.id, version, changed, fields: own, key: found.key, person }))
    }

    /// Why a record or its person cannot be changed so.
    async fn refused(&self, tx: &Tx, found: &Found, (own, person): (&Form, &Form)) -> Result<Option<Vec<FieldError>>> {
        if !own.is_empty()
            && let Err(problem) = edit::draft(self.kind, tx, self.ctx, &*found.held.record, own.clone()).await
        {
            return said(problem).map(Some);
        }
        let Some(id) = found.held.head.person.filter(|_| !person.is_empty()) else { return Ok(None) };
        match people::draft(tx, self.ctx, id, None, person).await {
            Ok(_) => Ok(None),
            Err(problem) => said(problem).map(Some),
        }
    }
}

/// Where a row says something else of a person than another row of the file; what rows say is kept by person.
fn otherwise(kind: &dyn AnyKind, found: &Found, of_person: &mut BTreeMap<OrangId, Form>) -> Option<FieldError> {
    // What a record was entered from says nothing new.
    let person = found.held.head.person.filter(|_| !found.entered)?;
    let others = of_person.entry(person).or_default();
    for field in kind.parted().0 {
        let Some(value) = found.values.value(field.key) else { continue };
        let text = value.text(field.kind);
        let before = others.entry(field.key.to_owned()).or_insert_with(|| text.clone());
        if fold(before) != fold(&text) {
            let detail = "Baris lain berkas ini menulis isi lain untuk orang yang sama. Samakan keduanya.";
            return Some(FieldError::new(field.key, detail));
        }
    }
    None
}

/// Whether a field is the person's.
fn of_person_field(kind: &dyn AnyKind, field: &Field) -> bool {
    kind.info().person && people::FIELDS.iter().any(|own| own.key == field.key)
}

/// A refusal as errors of a row.
fn said(problem: Problem) -> Result<Vec<FieldError>> {
    match problem {
        Problem::Invalid(errors) | Problem::Contradicted(errors) => Ok(errors),
        Problem::Refused { detail, .. } => Ok(vec![FieldError::new(NUMBER, detail)]),
        other => Err(other),
    }
}

/// Why a row cannot be about the person of its record.
fn stranger(found: &Found, person: &Model) -> Option<Vec<FieldError>> {
    match (found.choice, found.who) {
        (Choice::New, _) => {
            let detail = format!("Ini baris catatan {}, jadi orangnya bukan orang baru.", found.held.head.number);
            Some(vec![FieldError::new(crate::register::PERSON, detail)])
        }
        (_, Some(who)) if who == person.id => None,
        (Choice::Known(id) | Choice::Corrected(id), _) if id == person.id => None,
        (Choice::Known(_) | Choice::Corrected(_), _) | (_, Some(_)) => {
            let detail =
                format!("{} adalah catatan tentang orang lain. Periksa nomor dan orangnya.", found.held.head.number);
            Some(vec![FieldError::new(NUMBER, detail)])
        }
        (Choice::Unsaid, None) => people::stranger(&with_name(&found.values, person), person),
    }
}

fn with_name(values: &Values, person: &Model) -> Values {
    if values.has(people::key::NAMA) {
        return values.clone();
    }
    values.clone().with(people::key::NAMA, Some(person.nama.clone()))
}

/// Whether a row says otherwise of a field. An empty cell says nothing.
fn differs(field: &'static Field, found: &Found, stands: &Form) -> Option<Differs> {
    let value = found.values.value(field.key)?;
    if let kernel::form::Value::Link { number, id } = value {
        let stored = found.held.links.iter().find(|(key, _)| *key == field.key).map(|(_, id)| *id);
        let was = if stored.is_some() { "catatan lain" } else { "" };
        return (stored != *id).then(|| Differs { field, was: was.to_owned(), is: number.clone() });
    }
    let is = value.text(field.kind);
    let was = stands.get(field.key).cloned().unwrap_or_default();
    (fold(&was) != fold(&is)).then_some(Differs { field, was, is })
}
