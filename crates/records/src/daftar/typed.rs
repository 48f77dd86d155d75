//! What somebody typed for the people of a roster, as what is to be written.

use std::collections::BTreeMap;

use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError};
use web::parts;

use super::mark::Mark;
use super::sheet::Sheet;
use crate::Row;

/// What was typed for a person: text by field, and whether both boxes were ticked.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The version that was seen.
    pub version: Option<i64>,
    /// Text by field.
    pub fields: Form,
    /// What stood in the fields when the page was shown, without the empty ones.
    pub before: Form,
    /// What the form contradicts itself in.
    pub error: Option<FieldError>,
}

/// Takes the people out of a form of the page: `v.<id>` is the version seen, `h.<id>` and `t.<id>` are the boxes for having come and not,
/// `a.<id>` is the reason, `m.<id>.<field>` a mark, `b.<id>.<field>` what stood in a field when the page was shown.
pub(super) fn people(sheet: &Sheet, typed: &Form) -> BTreeMap<CatatanId, Typed> {
    let id = |text: &str| text.parse().ok().map(CatatanId);
    let mut people: BTreeMap<CatatanId, Typed> = BTreeMap::new();
    for (key, version) in typed {
        if let Some(id) = key.strip_prefix("v.").and_then(id) {
            people.insert(id, Typed { version: version.parse().ok(), ..Typed::default() });
        }
    }
    for (key, text) in typed {
        let mut parts = key.splitn(3, '.');
        let (what, of, field) = (parts.next(), parts.next().and_then(id), parts.next());
        let Some(one) = of.and_then(|id| people.get_mut(&id)) else { continue };
        match (what, field) {
            (Some("b"), Some(field)) => drop(one.before.insert(field.to_owned(), text.clone())),
            (Some("a"), None) => drop(one.fields.insert(sheet.roster.absence.to_owned(), text.trim().to_owned())),
            (Some("m"), Some(field)) if sheet.roster.marks.contains(&field) => {
                one.fields.insert(field.to_owned(), text.trim().to_owned());
            }
            _ => {}
        }
    }
    for (id, one) in &mut people {
        let ticked = |what: &str| typed.contains_key(&format!("{what}.{id}"));
        let came = match (ticked("h"), ticked("t")) {
            (true, true) => {
                one.error =
                    Some(FieldError::new(sheet.roster.came, "Centang salah satu saja: hadir atau tidak hadir."));
                continue;
            }
            (true, false) => "ya",
            (false, true) => "tidak",
            (false, false) => "",
        };
        one.fields.insert(sheet.roster.came.to_owned(), came.to_owned());
    }
    people
}

/// Adds what follows from what is said: a result means that the person came, on the day of the session unless another is said.
pub(super) fn completed(sheet: &Sheet, ctx: &Ctx, row: &Row, mut fields: Form) -> Form {
    let said = |fields: &Form, key: &str| match fields.get(key) {
        Some(text) => !text.is_empty(),
        None => row.form.contains_key(key),
    };
    let marked = sheet.roster.marks.iter().any(|key| fields.get(*key).is_some_and(|text| !text.is_empty()));
    if marked && !said(&fields, sheet.roster.came) {
        fields.insert(sheet.roster.came.to_owned(), "ya".to_owned());
    }
    let day = sheet.day().filter(|day| *day <= ctx.today());
    if let (Some(key), Some(day), true) = (sheet.roster.day, day, said(&fields, sheet.roster.result))
        && !said(&fields, key)
    {
        fields.insert(key.to_owned(), day.to_string());
    }
    fields
}

/// What is to be written: of each person only what was typed otherwise than it was shown, so that what somebody else entered meanwhile is
/// never emptied.
pub(super) fn marks(sheet: &Sheet, ctx: &Ctx, people: &BTreeMap<CatatanId, Typed>) -> Vec<Mark> {
    let mark = |row: &Row| {
        let typed = people.get(&row.head.id).filter(|typed| typed.error.is_none())?;
        let mut fields = typed.fields.clone();
        fields.retain(|key, text| text != typed.before.get(key).map_or("", String::as_str));
        if fields.is_empty() {
            return None;
        }
        let fields = completed(sheet, ctx, row, fields);
        Some(Mark { id: row.head.id, version: typed.version, fields })
    };
    sheet.rows.iter().filter_map(mark).collect()
}

/// What stands in a field, as people type it.
pub(super) fn standing(sheet: &Sheet, ctx: &Ctx, row: &Row, key: &str) -> String {
    let text = row.form.get(key).map_or("", String::as_str);
    sheet.field(key).map_or_else(|| text.to_owned(), |field| parts::typable(&ctx.house.reference, field, text))
}
