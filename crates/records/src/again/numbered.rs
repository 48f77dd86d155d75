//! Rows that name their record by its number, as an own export does: they say only what they hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::form::{Field, FieldKind, Form, Values, parse};
use kernel::reference::fold;
use kernel::{FieldError, Result, Tx};
use people::Choice;
use uuid::Uuid;

use super::held::{self, Held, Records, Sought, Stands};
use super::{Again, Done, Found, NUMBER, Names, Row, Verdict};
use crate::link::{self, Kept};
use crate::register;

/// A row as it was read, before its links are known.
struct Read {
    at: usize,
    held: Held,
    values: Values,
    choice: Choice,
}

impl Again<'_> {
    /// The rows that name their record.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn numbered(&self, tx: &Tx, rows: &[Row], done: &mut Done) -> Result<Vec<Found>> {
        let office = self.ctx.actor.office;
        let named: Vec<(usize, &Row, String)> = rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| match &row.names {
                Names::Number(number) => Some((at, row, number.trim().to_uppercase())),
                Names::Nothing | Names::New => None,
            })
            .collect();
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let numbers = named.iter().map(|(.., number)| number.clone()).collect();
        let records = held::load(self.kind, tx, office, &Sought { numbers, ..Sought::default() }).await?;
        let by_number: HashMap<&str, &Held> =
            records.all().iter().map(|held| (held.head.number.as_str(), held)).collect();
        let links = self.links(tx, &records).await?;
        let mut read = Vec::with_capacity(named.len());
        for (at, row, number) in named {
            match by_number.get(number.as_str()) {
                Some(held) if self.beside(at, row, held, done) => read.extend(self.row((at, row), held, &links, done)),
                Some(_) => {}
                None => {
                    let detail =
                        format!("Nomor {number} tidak ada di kantor ini. Periksa nomornya, atau kosongkan bila baru.");
                    done.wrong(at, NUMBER, detail);
                }
            }
        }
        let fields = self.kind.fields();
        let mut all: Vec<&mut Values> = read.iter_mut().map(|one| &mut one.values).collect();
        let missing = link::resolve(&**tx, office, &fields, &mut all, Kept::default()).await?;
        let found = read.into_iter().zip(missing).filter_map(|(one, missing)| {
            if !missing.is_empty() {
                done.set(one.at, Verdict::Wrong(missing));
                return None;
            }
            let masked = rows.get(one.at).map(|row| row.masked.clone()).unwrap_or_default();
            let Read { at, held, values, choice } = one;
            Some(Found { at, held, values, choice, who: None, key: None, entered: false, undated: false, masked })
        });
        Ok(found.collect())
    }

    /// The numbers of the records that the links of some records lead to.
    async fn links(&self, tx: &Tx, records: &Records) -> Result<HashMap<Uuid, String>> {
        let mut of_kind: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        for (key, id) in records.all().iter().flat_map(|held| &held.links) {
            if let Some(FieldKind::Link(to)) = self.kind.own().iter().find(|field| field.key == *key).map(|f| f.kind) {
                of_kind.entry(to).or_default().insert(*id);
            }
        }
        let mut numbers = HashMap::new();
        for (to, ids) in of_kind {
            numbers.extend(link::numbers_of(&**tx, to, &ids.into_iter().collect::<Vec<_>>()).await?);
        }
        Ok(numbers)
    }

    /// What the row says beside the fields. Whether it may be read on.
    fn beside(&self, at: usize, row: &Row, held: &Held, done: &mut Done) -> bool {
        let said = |key: &str| row.beside.get(key).map(|text| fold(text)).filter(|text| !text.is_empty());
        let house = &self.ctx.house;
        let office = house.offices.by_id(held.head.office);
        if let (Some(said), Some(office)) = (said("kantor"), office)
            && said != fold(&office.code)
            && house.reference.office(&said).is_none_or(|other| other.code != office.code)
        {
            let detail = format!("Nomor ini catatan {}, tetapi barisnya menyebut kantor lain.", office.code);
            done.wrong(at, "kantor", detail);
            return false;
        }
        let withdrawn = matches!(held.stands, Stands::Withdrawn(_));
        let status = held.record.status();
        let known = [status.replace('_', " "), web::parts::words(status)].map(|word| fold(&word));
        if said("status").is_some_and(|said| !known.contains(&said)) {
            let detail = "Status tidak dibaca dari berkas: ia mengikuti isian dan langkah. Status catatan tetap.";
            done.warnings.push((at, FieldError::new("status", detail)));
        }
        if said("dibatalkan").is_some_and(|said| (said == "ya") != withdrawn) {
            let detail = "Pembatalan tidak dibaca dari berkas. Batalkan atau pulihkan di catatannya.";
            done.warnings.push((at, FieldError::new("dibatalkan", detail)));
        }
        true
    }

    /// Reads what a row holds; links that lead where they did are left out.
    fn row(
        &self,
        (at, row): (usize, &Row),
        held: &Held,
        links: &HashMap<Uuid, String>,
        done: &mut Done,
    ) -> Option<Read> {
        let (form, choice) = match register::chosen(self.kind, &row.form) {
            Ok(chosen) => chosen,
            Err(error) => {
                done.set(at, Verdict::Wrong(vec![error]));
                return None;
            }
        };
        let mut form: Form = form.into_owned();
        form.retain(|_, text| !text.trim().is_empty());
        for (key, id) in &held.links {
            if form.get(*key).is_some_and(|text| links.get(id).is_some_and(|number| fold(number) == fold(text))) {
                form.remove(*key);
            }
        }
        let fields: Vec<&Field> = self.kind.fields().into_iter().filter(|field| form.contains_key(field.key)).collect();
        match parse(&fields, &form, &self.ctx.house.reference, self.ctx.today()) {
            Ok(parsed) => {
                done.warnings.extend(parsed.warnings.into_iter().map(|warning| (at, warning)));
                Some(Read { at, held: held.clone(), values: parsed.values, choice })
            }
            Err(errors) => {
                done.set(at, Verdict::Wrong(errors));
                None
            }
        }
    }
}
