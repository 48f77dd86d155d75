//! Writes what a file brings: records that it changes, then records that are new.

use std::collections::BTreeMap;

use kernel::form::Form;
use kernel::{CatatanId, OrangId, Problem, Result, Tx};

use super::{Again, Done, Fresh, Update};
use crate::outcome::{Outcome, Registered};
use crate::{Change, Mode, edit, particulars};

impl Again<'_> {
    /// Writes new records, and with consent the changed ones.
    ///
    /// # Errors
    /// [`Problem::Stale`] where somebody changed a record at this moment; any database error.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        (fresh, updates): (Fresh, Vec<Update>),
        done: &mut Done,
    ) -> Result<()> {
        let Fresh { drafts: fresh, plan } = fresh;
        // A person who is corrected first is not as planned any more.
        let plan = plan.filter(|_| !self.consent.update || updates.is_empty());
        if self.consent.update {
            self.bring_up(tx, updates).await?;
        }
        let plan = match plan {
            Some(plan) => Some(plan),
            None => self.people(tx, &fresh, done).await?,
        };
        if done.verdicts.iter().any(super::Verdict::stops) {
            return Err(Problem::Busy);
        }
        let people = match plan {
            Some(plan) => plan.write(tx, self.ctx.into()).await?.into_iter().map(Some).collect(),
            None => fresh.iter().map(|_| None).collect(),
        };
        let outcomes = vec![Outcome::Fresh; done.verdicts.len()];
        let mut result = Registered { outcomes, ..Registered::default() };
        self.entering(tx).write((fresh, &[], people), Mode::Write, &mut result).await
    }

    async fn bring_up(&self, tx: &mut Tx, updates: Vec<Update>) -> Result<()> {
        for update in &updates {
            tx.not_before(update.changed);
        }
        let mut people: BTreeMap<OrangId, Form> = BTreeMap::new();
        for Update { record, version, fields, key, person, .. } in updates {
            if !fields.is_empty() || key.is_some() {
                let change = self.change(record, Some(version));
                edit::edit_from_file(self.kind, tx, self.ctx, change, (fields, key)).await?;
            }
            if let Some((person, form)) = person {
                people.entry(person).or_default().extend(form);
            }
        }
        for (person, form) in people {
            let change = self.change(CatatanId(person.0), None);
            particulars::edit_in(self.registry, tx, self.ctx, change, &form).await?;
        }
        Ok(())
    }

    fn change(&self, id: CatatanId, version: Option<i64>) -> Change {
        Change { id, version, reason: self.reason.to_owned(), happened: None }
    }
}
