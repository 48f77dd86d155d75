//! Asking before one happening is written twice: who has a record of the same day already is shown, and whoever enters it says that it is
//! another.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::form::{Field, Form, Key, Values, parse};
use kernel::period::day_of;
use kernel::{CatatanId, Ctx, Day, OrangId, Result};
use people::entity::Model;
use people::{Choice, Likeness};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, QueryResult};
use web::parts;

use crate::AnyKind;
use crate::register::{OTHER, chosen};

/// How many records of a day are looked at.
const MOST: u64 = 50;

/// A record of the same day that may be the same happening.
#[derive(Clone, Debug)]
pub struct Before {
    /// The record.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// Its person.
    pub person: OrangId,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Whether it is the same person by a number, by choice, or by name and birth date; else only the name is the same.
    pub sure: bool,
}

impl Before {
    /// What is said of it: when it was recorded, by the clock alone where that was today, and its number.
    #[must_use]
    pub fn told(&self, today: Day) -> String {
        let when = if day_of(self.at) == today { parts::clock(self.at) } else { parts::instant(self.at) };
        format!("Sudah dicatat {when}, {}", self.number)
    }
}

impl dyn AnyKind + '_ {
    /// The records of the actor's offices, oldest first, that may be the happening that a form is about: of the same day and person. Empty
    /// once the form says of one of them, by its number, that it is another; what a form says of none of them is taken out of it.
    ///
    /// # Errors
    /// Any database error.
    pub async fn once(&self, ctx: &Ctx, db: &impl ConnectionTrait, form: &mut Form) -> Result<Vec<Before>> {
        let found = self.of_the_day(ctx, db, form).await?;
        if answered(form, &found) {
            return Ok(Vec::new());
        }
        form.remove(OTHER);
        Ok(found)
    }

    /// The same of many forms, in their order, with one statement for each day that they name.
    ///
    /// # Errors
    /// Any database error.
    pub async fn once_each(&self, ctx: &Ctx, db: &impl ConnectionTrait, forms: &[Form]) -> Result<Vec<Vec<Before>>> {
        let all: Vec<Option<(Day, Said)>> = forms.iter().map(|form| self.said(ctx, form)).collect();
        let days: BTreeSet<Day> = all.iter().flatten().map(|(day, _)| *day).collect();
        let mut found: Vec<Vec<Before>> = forms.iter().map(|_| Vec::new()).collect();
        for day in days {
            for row in db.query_all(&self.on_day(ctx, day)).await? {
                let person = people::beside_of(&row)?;
                for (one, own) in all.iter().zip(&mut found) {
                    let said = one.as_ref().filter(|(on, said)| *on == day && said.may_mean(&person));
                    if let Some(sure) = said.and_then(|(_, said)| said.is(ctx, &person)) {
                        own.push(self.before(&row, &person, sure)?);
                    }
                }
            }
        }
        for (form, own) in forms.iter().zip(&mut found) {
            if answered(form, own) {
                own.clear();
            }
        }
        Ok(found)
    }

    async fn of_the_day(&self, ctx: &Ctx, db: &impl ConnectionTrait, form: &Form) -> Result<Vec<Before>> {
        let Some((day, said)) = self.said(ctx, form) else { return Ok(Vec::new()) };
        let both = self.on_day(ctx, day).cond_where(said.meant()).limit(MOST).to_owned();
        let mut found = Vec::new();
        for row in db.query_all(&both).await? {
            let person = people::beside_of(&row)?;
            if let Some(sure) = said.is(ctx, &person) {
                found.push(self.before(&row, &person, sure)?);
            }
        }
        Ok(found)
    }

    /// What a form says of its person and day; nothing where it cannot be read, which is said where it is entered.
    fn said(&self, ctx: &Ctx, form: &Form) -> Option<(Day, Said)> {
        let info = self.info();
        info.more.once?;
        let (typed, choice) = chosen(self, form).ok()?;
        let asked = |field: &&'static Field| {
            field.key == info.day.name || people::FIELDS.iter().any(|own| own.key == field.key)
        };
        let fields: Vec<&'static Field> = self.fields().into_iter().filter(asked).collect();
        // Of the rest nothing is read here.
        let read = |key: &str| fields.iter().any(|field| field.key == key);
        let typed: Form =
            typed.iter().filter(|(key, _)| read(key)).map(|(key, text)| (key.clone(), text.clone())).collect();
        let parsed = parse(&fields, &typed, &ctx.house.reference, ctx.today()).ok()?;
        let day = parsed.values.get(info.day).filter(|_| choice != Choice::New)?;
        Some((day, Said::new(ctx, parsed.values, choice)))
    }

    /// The records of a day that the actor's offices have, each with its person, oldest first.
    fn on_day(&self, ctx: &Ctx, day: Day) -> SelectStatement {
        let info = self.info();
        let records = Query::select()
            .column(Asterisk)
            .from(info.table)
            .and_where(ctx.of_offices("kantor_id"))
            .and_where(info.day_in(None).eq(day))
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .to_owned();
        people::beside(records).order_by(("catatan", "id"), Order::Asc).to_owned()
    }

    fn before(&self, row: &QueryResult, person: &Model, sure: bool) -> Result<Before> {
        let head = self.row_of(row)?.head();
        Ok(Before { id: head.id, number: head.number, person: person.id, at: head.created, sure })
    }
}

/// Whether a form says of one of these records that it is another happening.
fn answered(form: &Form, found: &[Before]) -> bool {
    let said = form.get(OTHER).map(|number| number.trim());
    found.iter().any(|one| Some(one.number.as_str()) == said)
}

/// What a form says of its person.
struct Said {
    values: Values,
    choice: Choice,
    name: String,
    nik: Option<String>,
    document: Option<String>,
}

impl Said {
    fn new(ctx: &Ctx, values: Values, choice: Choice) -> Self {
        let index =
            |domain: &str, key: Key<String>| values.get(key).map(|number| ctx.house.vault.blind_index(domain, &number));
        let (nik, document) = (index("nik", people::key::NIK), index("dokumen", people::key::NOMOR_DOKUMEN));
        let name = people::normalise(&values.get(people::key::NAMA).unwrap_or_default());
        Self { values, choice, name, nik, document }
    }

    /// The people who may be meant.
    fn meant(&self) -> Condition {
        let person = |column: &'static str| Expr::col(("orang", column));
        if let Some(chosen) = self.choice.person() {
            return Condition::all().add(person("id").eq(chosen.0));
        }
        Condition::any()
            .add(person("nama_baku").eq(self.name.as_str()))
            .add_option(self.nik.clone().map(|nik| person("nik_indeks").eq(nik)))
            .add_option(self.document.clone().map(|document| person("dokumen_indeks").eq(document)))
    }

    /// Whether somebody may be meant, as [`Said::meant`] asks the database.
    fn may_mean(&self, person: &Model) -> bool {
        let same = |own: &Option<String>, held: &Option<String>| own.is_some() && own == held;
        if let Some(chosen) = self.choice.person() {
            return chosen == person.id;
        }
        self.name == person.nama_baku
            || same(&self.nik, &person.nik_indeks)
            || same(&self.document, &person.dokumen_indeks)
    }

    /// Whether somebody is the same person, and whether that is sure; nothing for somebody else.
    fn is(&self, ctx: &Ctx, person: &Model) -> Option<bool> {
        let same = |own: &Option<String>, held: &Option<String>| own.is_some() && own == held;
        let other = |own: &Option<String>, held: &Option<String>| own.is_some() && held.is_some() && own != held;
        if self.choice.person() == Some(person.id) {
            return Some(true);
        }
        if same(&self.nik, &person.nik_indeks) || same(&self.document, &person.dokumen_indeks) {
            // Whose number it is by all else that is said, is asked where people are matched.
            return people::stranger(&self.values, person).is_none().then_some(true);
        }
        match people::likeness(ctx, &self.values, person) {
            Likeness::Other => None,
            _ if other(&self.document, &person.dokumen_indeks) => None,
            Likeness::Perhaps => Some(false),
            Likeness::Surely => Some(true),
        }
    }
}
