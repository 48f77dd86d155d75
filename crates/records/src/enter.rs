//! Enters records whose forms were read without errors. Records that exist already are recognised. Each new one gets its
//! number, row, line of history, facts and task in one transaction.

use std::collections::{BTreeMap, HashMap};

use chrono::Datelike;
use kernel::access::{Read, log_within};
use kernel::db::chunk_rows;
use kernel::form::{Field, Values};
use kernel::history::{self, Entry};
use kernel::ledger::{self, Subject};
use kernel::period::start_of;
use kernel::{By, CatatanId, Ctx, FieldError, KantorId, OrangId, Result, Tx, numbering};
use people::aliases::{self, Typed};
use people::{Attached, Choice};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::outcome::{Made, Mode, Outcome, Registered};
use crate::stored::{Boxed, Stored};
use crate::{AnyKind, CalledOff, Deed, Head, Sealer, described, found_by, link, officers, proof, rosters, work};

/// The member of a record's first line of history with the name that was typed, if the person was called otherwise.
const TYPED: &str = "nama_tertulis";

/// A record to be entered.
pub(crate) struct Draft {
    /// Its place in the batch.
    pub at: usize,
    /// The values of its fields.
    pub values: Values,
    /// The person who was chosen for it.
    pub person: Choice,
    /// See [`key_of`].
    pub key: String,
    /// Why, for its history, if that is more than is said of all.
    pub reason: Option<String>,
}

/// The context in which records are entered.
#[derive(Clone, Copy)]
pub(crate) struct Entering<'a> {
    pub kind: &'a dyn AnyKind,
    pub tx: &'a Tx,
    pub ctx: By<'a>,
    /// The office that they will belong to.
    pub office: KantorId,
    /// Why, for their history.
    pub reason: &'a str,
}

/// What [`content_key`] is made of: a text for each field that is filled in, after reading, so that another spelling of a date or a
/// country, blanks and letter case make no difference.
pub(crate) fn pieces(fields: &[&Field], values: &Values) -> Vec<String> {
    let piece = |field: &&Field| {
        let value = kernel::reference::fold(&values.value(field.key)?.plain());
        Some([field.key, "\u{1f}", &value, "\u{1e}"].concat())
    };
    fields.iter().filter_map(piece).collect()
}

/// The same of what was called off on a day that is not said: without that day, which is only that of the entry, and with a mark.
pub(crate) fn undated_pieces(fields: &[&Field], values: &Values, off: &CalledOff) -> Vec<String> {
    let said: Vec<&Field> = fields.iter().copied().filter(|field| field.key != off.day.name).collect();
    let mark = [off.day.name, "\u{1f}\u{1e}"].concat();
    pieces(&said, values).into_iter().chain([mark]).collect()
}

/// The keyed fingerprint of the entered values, from their [`pieces`].
pub(crate) fn content_key(kind: &dyn AnyKind, ctx: &Ctx, text: &str) -> String {
    ctx.house.vault.blind_index(kind.info().table, text)
}

/// The keyed fingerprint of entered values.
pub(crate) fn key_of(kind: &dyn AnyKind, ctx: &Ctx, values: &Values) -> String {
    content_key(kind, ctx, &pieces(&kind.fields(), values).concat())
}

impl Entering<'_> {
    /// The drafts that are new and have no errors. The results of the others are written to their outcomes.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn fresh(&self, mut drafts: Vec<Draft>, result: &mut Registered) -> Result<Vec<Draft>> {
        self.resolve(&mut drafts, result).await?;
        let (fresh, _) = self.unknown(drafts, result).await?;
        self.refuse_taken(&fresh, result).await?;
        for (at, error) in self.refuse_shut(&fresh).await? {
            result.set(at, Outcome::Wrong(vec![error]));
        }
        Ok(fresh)
    }

    /// The drafts that name somebody for a session that takes nobody any more, each with what to do. Its roster is held until the
    /// transaction ends.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn refuse_shut(&self, drafts: &[Draft]) -> Result<Vec<(usize, FieldError)>> {
        let named = |draft: &Draft| rosters::named_for(self.kind, &draft.values);
        let shut = rosters::shut(self.kind, self.tx, drafts.iter().filter_map(named).collect()).await?;
        Ok(drafts.iter().filter_map(|draft| Some((draft.at, shut.get(&named(draft)?)?.clone()))).collect())
    }

    /// Finds the records and officers that the drafts name.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn resolve(&self, drafts: &mut [Draft], result: &mut Registered) -> Result<()> {
        let (fields, db) = (self.kind.fields(), &**self.tx);
        let mut rows: Vec<&mut Values> = drafts.iter_mut().map(|draft| &mut draft.values).collect();
        let missing = link::resolve(db, self.office, &fields, &mut rows, link::Kept::default()).await?;
        let rows: Vec<&Values> = drafts.iter().map(|draft| &draft.values).collect();
        let place = (self.office, self.kind.info().permission);
        let unknown = officers::unknown(db, &self.ctx, place, &fields, &rows).await?;
        for (draft, errors) in drafts.iter().zip(missing).chain(drafts.iter().zip(unknown)) {
            if !errors.is_empty() {
                result.set(draft.at, Outcome::Wrong(errors));
            }
        }
        Ok(())
    }

    /// Sorts out drafts that exist already or occur twice in the batch; returns the others, and those that exist with their records.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn unknown(
        &self,
        drafts: Vec<Draft>,
        result: &mut Registered,
    ) -> Result<(Vec<Draft>, Vec<(Draft, CatatanId)>)> {
        let keys: Vec<_> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let held = self.lookup("kunci_isi", &keys).await?;
        let mut first: HashMap<String, usize> = HashMap::new();
        let (mut fresh, mut known) = (Vec::with_capacity(drafts.len()), Vec::new());
        for draft in drafts {
            if result.wrong(draft.at) {
                continue;
            }
            if let Some((id, number)) = held.get(&draft.key) {
                result.set(draft.at, Outcome::Known(*id, number.clone()));
                known.push((draft, *id));
            } else if let Some(&earlier) = first.get(&draft.key) {
                result.set(draft.at, Outcome::Same(earlier));
            } else {
                first.insert(draft.key.clone(), draft.at);
                fresh.push(draft);
            }
        }
        Ok((fresh, known))
    }

    /// Refuses a number from elsewhere that already belongs to a record with another content.
    async fn refuse_taken(&self, drafts: &[Draft], result: &mut Registered) -> Result<()> {
        let Some(field) = self.kind.info().unique else { return Ok(()) };
        let numbers: Vec<_> = drafts.iter().filter_map(|draft| draft.values.get(field)).collect();
        let held = self.lookup(field.name, &numbers).await?;
        let mut first: HashMap<String, usize> = HashMap::new();
        for draft in drafts {
            let Some(number) = draft.values.get(field) else { continue };
            let error = if let Some((_, record)) = held.get(&number) {
                Some(format!("Sudah tercatat di {record} dengan isi lain. Ubah catatan itu, jangan membuat yang baru."))
            } else {
                first
                    .get(&number)
                    .map(|earlier| format!("Sama dengan baris data ke-{} tetapi isinya lain.", earlier + 1))
            };
            match error {
                Some(detail) => result.set(draft.at, Outcome::Wrong(vec![FieldError::new(field, detail)])),
                None => {
                    first.insert(number, draft.at);
                }
            }
        }
        Ok(())
    }

    async fn lookup(&self, column: &'static str, values: &[String]) -> Result<HashMap<String, (CatatanId, String)>> {
        let mut held = HashMap::new();
        for chunk in values.chunks(chunk_rows(1)) {
            let query = Query::select()
                .columns(["id", "nomor", column])
                .from(self.kind.info().table)
                .and_where(Expr::col("kantor_id").eq(self.office.0))
                .and_where(Expr::col(column).is_in(chunk.iter().cloned()))
                .and_where(Expr::col("dibatalkan_pada").is_null())
                .to_owned();
            for row in self.tx.query_all(&query).await? {
                held.insert(row.try_get("", column)?, (row.try_get("", "id")?, row.try_get("", "nomor")?));
            }
        }
        Ok(held)
    }

    /// Writes drafts together with their people; `ids` are ids that the client chose.
    ///
    /// # Errors
    /// [`kernel::Problem::Duplicate`] if the same was entered at the same moment, or any database error.
    pub(crate) async fn write(
        &self,
        (drafts, ids, people): (Vec<Draft>, &[Option<Uuid>], Vec<Option<Attached>>),
        mode: Mode,
        result: &mut Registered,
    ) -> Result<()> {
        let Self { kind, tx, ctx, .. } = *self;
        // Done before the numbers of records are taken, because all writers of an office wait for those.
        let shown: Vec<Option<OrangId>> = match mode {
            Mode::Show => people.iter().map(|person| Some(person.as_ref()?.id)).collect(),
            Mode::Write | Mode::DryRun => Vec::new(),
        };
        history::foresee(tx, drafts.len(), shown.iter().flatten().count()).await?;
        log_within(tx, ctx, Read { action: "lihat", kind: kind.info().name, revealed: false }, &shown).await?;
        let numbers = self.numbers(&drafts).await?;
        // For one record it would only be a way to the database more.
        if drafts.len() > 1 {
            tx.flush_ahead().await?;
        }
        let mut records = Vec::with_capacity(drafts.len());
        let mut subjects = Vec::with_capacity(drafts.len());
        for ((draft, person), number) in drafts.iter().zip(&people).zip(numbers) {
            let id = CatatanId(ids.get(draft.at).copied().flatten().unwrap_or_else(|| tx.id()));
            let head = self.head(id, number.clone(), (draft, person.as_ref()));
            let seal = Sealer { table: kind.info().table, key: person.as_ref().map(|p| &p.key) };
            records.push(described::build(kind, &head, &draft.values, &seal)?);
            subjects.push(Subject {
                kind: kind.info().name,
                record: id,
                office: self.office,
                person: head.person,
                traits: person.as_ref().map(|p| p.traits.clone()).unwrap_or_default(),
            });
            result.set(draft.at, Outcome::New(id, number));
        }
        kind.insert(tx, &records).await?;
        let rows: Vec<&dyn Stored> = records.iter().map(|record| &**record).collect();
        work::write(kind, tx, &ctx.house, &rows, true).await?;
        let found_by =
            rows.iter().zip(&drafts).flat_map(|(r, d)| found_by::of_values(kind, &ctx, r.head().id, &d.values));
        found_by::keep(tx, found_by.collect()).await?;
        self.named(&people, &records).await?;
        let lines = self.post(&drafts, &people, (&records, &subjects), mode).await?;
        result.written = true;
        let people = people.into_iter().map(|person| person.map(|person| person.row));
        let shown = records.into_iter().zip(people).zip(lines);
        result.made = shown.map(|((record, person), line)| Made { record, person, line }).collect();
        Ok(())
    }

    fn head(&self, id: CatatanId, number: String, (draft, person): (&Draft, Option<&Attached>)) -> Head {
        Head {
            id,
            number,
            office: self.office,
            person: person.map(|person| person.id),
            key: draft.key.clone(),
            version: 1,
            created: self.tx.at,
            changed: self.tx.at,
            withdrawn: None,
        }
    }

    /// Gives every draft its human number, counted for the year of its day.
    async fn numbers(&self, drafts: &[Draft]) -> Result<Vec<String>> {
        let info = self.kind.info();
        let year = |draft: &Draft| info.happened(&draft.values).unwrap_or_else(|| self.ctx.today()).year();
        // In order, since each takes a lock until COMMIT.
        let mut wanted: BTreeMap<i32, i64> = BTreeMap::new();
        for draft in drafts {
            *wanted.entry(year(draft)).or_default() += 1;
        }
        let mut next = HashMap::new();
        for (year, count) in wanted {
            next.insert(year, numbering::reserve(self.tx, self.office, info.name, year, count).await?);
        }
        let number = |draft: &Draft| {
            let year = year(draft);
            let number = next.entry(year).or_insert(1);
            *number += 1;
            numbering::format(info.prefix, year, *number - 1)
        };
        Ok(drafts.iter().map(number).collect())
    }

    /// Keeps the names that were typed otherwise than the people are called.
    async fn named(&self, people: &[Option<Attached>], records: &[Boxed]) -> Result<()> {
        let named = people.iter().zip(records).filter_map(|(person, record)| {
            let person = person.as_ref()?;
            let record = Some((self.kind.info().name, record.head().id));
            Some(Typed { person: person.id, name: person.typed.as_deref()?, office: self.office, record })
        });
        aliases::keep(self.tx, &named.collect::<Vec<_>>()).await
    }

    /// Writes history and facts, and calls the kind's `follow`. Returns the lines of history of what will be shown.
    async fn post(
        &self,
        drafts: &[Draft],
        people: &[Option<Attached>],
        (records, subjects): (&[Boxed], &[Subject]),
        mode: Mode,
    ) -> Result<Vec<history::Model>> {
        let Self { kind, tx, ctx, reason, .. } = *self;
        let mut entries = Vec::with_capacity(records.len());
        let mut plans = Vec::with_capacity(records.len());
        for (((record, draft), subject), person) in records.iter().zip(drafts).zip(subjects).zip(people) {
            let id = tx.id();
            let plan = ledger::plan_new(tx, subject, kind.counted(&**record, &ctx.house.rules)?, id);
            entries.push(Entry {
                id,
                kind: kind.info().name,
                record: subject.record,
                office: self.office,
                version: 1,
                from: None,
                to: record.status(),
                reason: draft.reason.clone().unwrap_or_else(|| reason.to_owned()),
                changes: match person.as_ref().and_then(|person| person.typed.as_ref()) {
                    Some(name) => serde_json::json!({ TYPED: name }),
                    None => serde_json::json!({}),
                },
                happened: kind.info().happened(&draft.values).map(start_of).filter(|at| *at <= tx.at),
                proof: Some(proof(&**record)),
                facts: Some(plan.trace()),
            });
            plans.push(plan);
        }
        let lines = match mode {
            Mode::Show => history::append_shown(tx, ctx, entries).await?,
            Mode::Write | Mode::DryRun => history::append(tx, &ctx, entries).await.map(|()| Vec::new())?,
        };
        ledger::write(tx, plans).await?;
        for (at, record) in records.iter().enumerate() {
            kind.follow(tx, ctx.of(at), Deed { old: None, new: &**record, reason, taken: None }).await?;
        }
        Ok(lines)
    }
}
