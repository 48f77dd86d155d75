//! Which record a row is the same as. Pure.

use std::collections::HashMap;

use kernel::form::{Value, Values};
use kernel::reference::fold;
use kernel::{Ctx, Day, FieldError, House, OrangId};
use people::{Choice, Likeness, likeness};

use super::held::{Held, Records, Stands};
use super::{Consent, NUMBER};
use crate::enter::Draft;
use crate::{AnyKind, Info};

/// How many days apart two happenings may be taken for one whose day was corrected.
pub(super) const NEAR: u64 = 31;

/// How a row fits a record by the natural key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// All that the key asks for is the same, or the record does not have it yet.
    Same,
    /// The row leaves out what the record has.
    Vague,
    /// Only the day is another, and near.
    Near,
    /// Another happening.
    Other,
}

/// What a row is.
pub(super) enum Answer<'a> {
    /// It is new; a record that differs only by its day, if there is one.
    New(Option<&'a Held>),
    /// It stands already.
    Stands(&'a Held),
    /// It has to be asked.
    Asked(FieldError),
}

/// What rows are judged by.
pub(super) struct Judge<'a> {
    pub kind: &'a dyn AnyKind,
    pub ctx: &'a Ctx,
    pub consent: Consent,
    pub records: &'a Records,
    pub people: &'a HashMap<OrangId, people::entity::Model>,
    /// The records by the name of their person; those about nobody by the first field of the natural key.
    pub tokens: HashMap<String, Vec<&'a Held>>,
}

impl<'a> Judge<'a> {
    /// What a row is, given the person on file to whom its numbers lead.
    pub(super) fn answer(&self, draft: &Draft, who: Option<OrangId>) -> Answer<'a> {
        let (info, records, values) = (self.kind.info(), self.records, &draft.values);
        let number = info.unique.and_then(|unique| values.get(unique));
        let numbered: Vec<&Held> = number.iter().flat_map(|number| records.outside(number)).collect();
        if !numbered.is_empty() {
            return self.one(&numbered);
        }
        let mut fits: Vec<(Fit, &Held)> = Vec::new();
        let own: Vec<&'a Held> = match (info.person, who) {
            (false, _) => self.tokens.get(&first(info, values)).cloned().unwrap_or_default(),
            (true, Some(who)) => records.of_person(who).collect(),
            (true, None) => Vec::new(),
        };
        fits.extend(own.into_iter().map(|held| (fit(info, values, held), held)));
        let of = |wanted: Fit| -> Vec<&'a Held> {
            fits.iter().filter(|(fit, _)| *fit == wanted).map(|(_, held)| *held).collect()
        };
        let same = of(Fit::Same);
        if !same.is_empty() {
            return self.one(&same);
        }
        if let Some(held) = of(Fit::Vague).iter().find(|held| held.stands == Stands::Here) {
            return asked(format!(
                "Mungkin sama dengan {0}, yang berisi lebih lengkap. Sama: tulis {0} di kolom nomor. Kejadian lain: tulis baru.",
                held.head.number
            ));
        }
        if let Some(answer) = self.namesake(draft, who) {
            return answer;
        }
        Answer::New(of(Fit::Near).into_iter().find(|held| held.stands == Stands::Here))
    }

    /// A record of the same happening about somebody of the same name, where no number can be compared.
    fn namesake(&self, draft: &Draft, who: Option<OrangId>) -> Option<Answer<'a>> {
        if !self.kind.info().person {
            return None;
        }
        let alike = |held: &'a Held| -> Option<(Likeness, &'a Held)> {
            let person = self.people.get(&held.head.person?).filter(|person| Some(person.id) != who)?;
            let same = fit(self.kind.info(), &draft.values, held) == Fit::Same;
            let like = likeness(self.ctx, &draft.values, person);
            (same && like != Likeness::Other).then_some((like, held))
        };
        let name = draft.values.get(people::key::NAMA).map(|name| people::normalise(&name)).unwrap_or_default();
        let all: Vec<(Likeness, &'a Held)> =
            self.tokens.get(&name).into_iter().flatten().copied().filter_map(alike).collect();
        let sure = |like: Likeness| like == Likeness::Surely || self.consent.namesakes;
        // Who says that somebody is new has been asked already.
        let said = who.is_some() || draft.person != Choice::Unsaid;
        match all.as_slice() {
            [] => None,
            [(like, held)] if sure(*like) && !said => Some(self.one(&[*held])),
            [(_, held)] if held.stands != Stands::Here => Some(self.one(&[*held])),
            [(_, held), ..] => Some(asked(format!(
                "Kejadian yang sama dengan nama yang sama tercatat di {0}, tetapi tidak ada nomor yang dapat dibandingkan. Orangnya \
                 sama: tulis {0} di kolom nomor. Orang lain: tulis baru.",
                held.head.number
            ))),
        }
    }

    /// The one record that stands among some.
    fn one(&self, held: &[&'a Held]) -> Answer<'a> {
        let here: Vec<&'a Held> = held.iter().copied().filter(|held| held.stands == Stands::Here).collect();
        match (here.as_slice(), held) {
            ([one], _) => Answer::Stands(one),
            ([one, other, ..], _) => asked(format!(
                "Kejadian ini cocok dengan beberapa catatan: {} dan {}. Tulis nomor yang dimaksud di kolom nomor.",
                one.head.number, other.head.number
            )),
            ([], [gone, ..]) => asked(gone_sentence(&self.ctx.house, gone)),
            ([], []) => Answer::New(None),
        }
    }
}

/// What is said of a row whose record does not stand here any more.
fn gone_sentence(house: &House, held: &Held) -> String {
    let number = &held.head.number;
    match held.stands {
        Stands::Withdrawn(at) => format!(
            "Kejadian ini tercatat di {number}, yang dibatalkan {}. Memang terjadi: pulihkan catatan itu, lalu impor lagi. Kejadian \
             lain: tulis baru di kolom nomor. Selain itu hapus barisnya.",
            kernel::period::written(kernel::period::day_of(at))
        ),
        Stands::Moved(office) => {
            let office = house.offices.by_id(office).map_or_else(String::new, |office| office.code.clone());
            format!(
                "Kejadian ini sudah dicatat di sini dan dipindahkan ke {office}; di sana yang berlaku. Hapus barisnya. Kejadian lain: \
                 tulis baru di kolom nomor."
            )
        }
        Stands::Here => String::new(),
    }
}

fn asked<'a>(detail: String) -> Answer<'a> {
    Answer::Asked(FieldError::new(NUMBER, detail))
}

/// How a row fits a record.
fn fit(info: &Info, values: &Values, held: &Held) -> Fit {
    if let Some(unique) = info.unique
        && let (Some(typed), Some(number)) = (values.get(unique), held.form.get(unique.name))
        && typed != *number
    {
        return Fit::Other;
    }
    let mut all = Fit::Same;
    for key in info.same {
        let one = one(key, info, values, held);
        all = match (all, one) {
            (_, Fit::Other) | (Fit::Near | Fit::Vague, Fit::Near | Fit::Vague) => return Fit::Other,
            (all, Fit::Same) => all,
            (_, one) => one,
        };
    }
    all
}

fn one(key: &str, info: &Info, values: &Values, held: &Held) -> Fit {
    let (typed, stored) = match (values.value(key), stored(key, held)) {
        (_, None) => return Fit::Same,
        (None, Some(_)) => return Fit::Vague,
        (Some(typed), Some(stored)) => (typed, stored),
    };
    if said(typed) == stored {
        return Fit::Same;
    }
    match (typed, stored.parse::<Day>()) {
        (Value::Day(day), Ok(stored))
            if info.days().any(|one| one.name == key)
                && day.signed_duration_since(stored).num_days().unsigned_abs() <= NEAR =>
        {
            Fit::Near
        }
        _ => Fit::Other,
    }
}

/// A value as keys are compared: a link by its record, texts without blanks and letter case.
fn said(value: &Value) -> String {
    match value {
        Value::Link { id: Some(id), .. } => id.to_string(),
        Value::Flag(flag) => if *flag { "ya" } else { "tidak" }.to_owned(),
        other => fold(&other.plain()).replace(' ', ""),
    }
}

/// What a record holds in a field of the key, as keys are compared.
fn stored(key: &str, held: &Held) -> Option<String> {
    let link = held.links.iter().find(|(field, _)| *field == key).map(|(_, id)| id.to_string());
    link.or_else(|| held.form.get(key).map(|text| fold(text).replace(' ', "")))
}

/// What a row says in the first field of the key, by which records about nobody are looked up.
fn first(info: &Info, values: &Values) -> String {
    info.same.first().and_then(|key| values.value(key)).map(said).unwrap_or_default()
}

/// The same of a record.
pub(super) fn first_of(info: &Info, held: &Held) -> Option<String> {
    info.same.first().and_then(|key| stored(key, held))
}

/// The natural key of a row without its person, as text.
pub(super) fn key_text(info: &Info, values: &Values) -> String {
    let said = |key: &&str| values.value(key).map(said).unwrap_or_default();
    info.same.iter().map(said).collect::<Vec<_>>().join("\u{1f}")
}
