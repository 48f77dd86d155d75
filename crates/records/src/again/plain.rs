//! Rows that do not name their record: each is found by what it says.

use std::collections::{BTreeSet, HashMap};

use chrono::Days;
use kernel::{Day, OrangId, Result, Tx};
use people::Plan;

use super::held::{self, Held, Records, Sought};
use super::judge::{self, Answer, Judge};
use super::{Again, Done, Found, Fresh, Names, Row, Verdict, twice};
use crate::enter::{Draft, Entering, content_key, key_of, undated_pieces};
use crate::outcome::{Outcome, Registered};
use crate::register;
use crate::spelled::Looked;

impl Again<'_> {
    pub(super) fn entering<'b>(&'b self, tx: &'b Tx) -> Entering<'b> {
        Entering {
            kind: self.kind,
            tx,
            ctx: self.ctx.into(),
            office: self.ctx.actor.office,
            reason: register::RECORDED,
        }
    }

    /// Sorts the rows that name no record into those that are new and those that stand already.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn plain(
        &self,
        tx: &Tx,
        (rows, looked, undated): (&[Row], &Looked, &BTreeSet<usize>),
        done: &mut Done,
    ) -> Result<(Fresh, Vec<Found>)> {
        let mut result = Registered { outcomes: vec![Outcome::Fresh; rows.len()], ..Registered::default() };
        let mut drafts = self.read((rows, looked, undated), done);
        let entering = self.entering(tx);
        entering.resolve(&mut drafts, &mut result).await?;
        let (drafts, known) = entering.unknown(drafts, &mut result).await?;
        for (at, outcome) in result.outcomes.into_iter().enumerate() {
            match outcome {
                Outcome::Wrong(errors) | Outcome::Contradicts(errors) => done.set(at, Verdict::Wrong(errors)),
                Outcome::Known(_, number) => done.set(at, Verdict::Same(number, Vec::new())),
                Outcome::Same(_) => done.set(at, Verdict::Repeats),
                Outcome::New(..) | Outcome::Fresh => {}
            }
        }
        done.entered = known.iter().map(|(draft, id)| (draft.at, *id)).collect();
        done.days = known.iter().filter_map(|(draft, _)| draft.values.get(self.kind.info().day)).collect();
        let (all, plan) = (drafts.len(), self.people(tx, &drafts, done).await?);
        let ids: Vec<_> = known.iter().map(|(_, id)| *id).collect();
        let changed = held::changed(self.kind, tx, &ids).await?;
        let records = self.records(tx, (&drafts, plan.as_ref()), changed).await?;
        let (mut fresh, mut found) = self.judged(tx, drafts, plan.as_ref(), &records, (rows, done)).await?;
        found.extend(known.into_iter().filter_map(|(draft, id)| {
            let held = records.of_id(id)?.clone();
            let who = held.head.person;
            Some(Found { entered: true, ..stands(draft, held, who) })
        }));
        for (at, error) in entering.refuse_shut(&fresh).await? {
            done.set(at, Verdict::Wrong(vec![error]));
        }
        fresh.retain(|draft| done.is_open(draft.at));
        // What was planned for all rows holds only if all are new.
        let plan = plan.filter(|_| fresh.len() == all);
        Ok((Fresh { drafts: fresh, plan }, found))
    }

    /// Reads the rows; those that were called off on an `undated` one have the day of the import, by which they are not recognised.
    fn read(&self, (rows, looked, undated): (&[Row], &Looked, &BTreeSet<usize>), done: &mut Done) -> Vec<Draft> {
        let fields = self.kind.fields();
        let mut drafts = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !matches!(row.names, Names::Number(_))) {
            if let Some((field, _)) = row.masked.first() {
                let detail = "Isi ini tertutup (•), jadi tidak dapat dibaca. Tulis isinya lengkap, kosongkan, atau tulis nomor \
                              catatannya di kolom nomor.";
                done.wrong(at, field.key, detail);
                continue;
            }
            match register::read(self.kind, self.ctx, &fields, &row.form) {
                Ok((parsed, person)) => {
                    done.warnings.extend(parsed.warnings.into_iter().map(|warning| (at, warning)));
                    let off = self.kind.info().more.called_off.filter(|_| undated.contains(&at));
                    let key = match off {
                        Some(off) => {
                            let said = undated_pieces(&fields, &parsed.values, &off).concat();
                            content_key(self.kind, self.ctx, &said)
                        }
                        None => key_of(self.kind, self.ctx, &parsed.values),
                    };
                    let reason = Some(looked.reason(at, register::RECORDED));
                    drafts.push(Draft { at, values: parsed.values, person, key, reason });
                }
                Err(errors) => done.set(at, Verdict::Wrong(errors)),
            }
        }
        drafts
    }

    /// The records that the drafts may be the same as, and those of `ids`.
    async fn records(
        &self,
        tx: &Tx,
        (drafts, plan): (&[Draft], Option<&Plan>),
        ids: BTreeSet<kernel::CatatanId>,
    ) -> Result<Records> {
        let info = self.kind.info();
        let mut sought = Sought { ids, all: !info.person && !drafts.is_empty(), ..Sought::default() };
        let mut days: Vec<Day> = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            sought.people.extend(plan.and_then(|plan| plan.known(at)));
            if info.person {
                sought.names.extend(draft.values.get(people::key::NAMA).map(|name| people::normalise(&name)));
            }
            sought.outside.extend(info.unique.and_then(|unique| draft.values.get(unique)));
            days.extend(info.same_day().and_then(|day| draft.values.get(day)));
        }
        // A row without the day may be what happened on any.
        let whole = days.len() == drafts.len();
        if let (true, Some(first), Some(last)) = (whole, days.iter().min(), days.iter().max()) {
            let around = Days::new(judge::NEAR);
            sought.days = first.checked_sub_days(around).zip(last.checked_add_days(around));
        }
        held::load(self.kind, tx, self.ctx.actor.office, &sought).await
    }

    async fn judged(
        &self,
        tx: &Tx,
        drafts: Vec<Draft>,
        plan: Option<&Plan>,
        records: &Records,
        (rows, done): (&[Row], &mut Done),
    ) -> Result<(Vec<Draft>, Vec<Found>)> {
        let info = self.kind.info();
        let owners: BTreeSet<OrangId> = records.all().iter().filter_map(|held| held.head.person).collect();
        let people = people::models(&**tx, &owners.into_iter().collect::<Vec<_>>()).await?;
        let mut tokens: HashMap<String, Vec<&Held>> = HashMap::new();
        for held in records.all() {
            let name = |person: &OrangId| people.get(person).map(|model| model.nama_baku.clone());
            let token =
                if info.person { held.head.person.as_ref().and_then(name) } else { judge::first_of(info, held) };
            tokens.entry(token.unwrap_or_default()).or_default().push(held);
        }
        let judge = Judge { kind: self.kind, ctx: self.ctx, consent: self.consent, records, people: &people, tokens };
        let (mut fresh, mut places, mut found, mut apart) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, draft) in drafts.into_iter().enumerate() {
            let place = plan.and_then(|plan| plan.place(at));
            let own = rows.get(draft.at).is_some_and(|row| row.names == Names::New);
            if !done.is_open(draft.at) || own {
                apart.push(draft);
                continue;
            }
            let who = plan.and_then(|plan| plan.known(at));
            match judge.answer(&draft, who) {
                Answer::Stands(held) => {
                    found.push(stands(draft, held.clone(), who));
                    continue;
                }
                Answer::Asked(error) => done.set(draft.at, Verdict::Wrong(vec![error])),
                Answer::New(Some(near)) => {
                    let detail = format!(
                        "Mirip {0}: hanya harinya lain. Bila itu kejadian yang sama dengan hari yang dibetulkan, tulis {0} di kolom nomor.",
                        near.head.number
                    );
                    done.warnings.push((draft.at, kernel::FieldError::new(info.day.name, detail)));
                }
                Answer::New(None) => {}
            }
            places.push(place);
            fresh.push(draft);
        }
        twice::same_happening(info, &fresh, &places, done);
        fresh.extend(apart);
        fresh.sort_by_key(|draft| draft.at);
        Ok((fresh, found))
    }
}

fn stands(draft: Draft, held: Held, who: Option<OrangId>) -> Found {
    Found {
        at: draft.at,
        held,
        values: draft.values,
        choice: draft.person,
        who,
        key: Some(draft.key),
        entered: false,
        undated: false,
        masked: Vec::new(),
    }
}
