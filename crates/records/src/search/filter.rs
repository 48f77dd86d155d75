//! Filters for the records of a kind.

use chrono::Days;
use kernel::form::{Field, FieldKind, Form, Value, parse_day, recall, seen};
use kernel::{Ctx, Day, FieldError, KantorId, Problem, Result};

use crate::AnyKind;

/// The key of the free text. It contains names and numbers of people, so it is never put into an address.
pub(crate) const TEXT: &str = "cari";
/// The most characters of a search text.
pub(crate) const SEARCH: usize = 200;
/// The filter keys that every kind has besides its own.
pub const KEYS: [&str; 7] = ["status", "kantor", "dari", "sampai", "tenggat", "dibatalkan", "kosong"];
/// The filters by due day, for kinds with steps.
pub(crate) const DUE: [(&str, &str); 3] =
    [("terlambat", "Terlambat"), ("hari_ini", "Terlambat atau hari ini"), ("pekan", "Sampai tujuh hari lagi")];

/// A filter for the records of a kind. An empty filter selects all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The status.
    pub status: Option<&'static str>,
    /// The office; it is one of the actor's.
    pub office: Option<KantorId>,
    /// Required values of fields among the kind's [`filters`](crate::Info::filters).
    pub equal: Vec<(&'static str, String)>,
    /// The first day, of the kind's [`day`](crate::Info::day).
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// The last day on which something is due.
    pub due: Option<Day>,
    /// Whether the record is withdrawn.
    pub withdrawn: Option<bool>,
    /// The field whose number from another system is missing, see [`unique`](crate::Info::unique).
    pub empty: Option<&'static str>,
    /// Part of a name, or a whole number: of a person, of a record, or from elsewhere.
    pub text: String,
}

impl Filter {
    /// Whether it asks for nothing but a status, an office and a text: the indexes `ix_…_urut` and `ix_…_status` of each kind have the records
    /// of an office, and those of a status, in their order.
    pub(super) fn is_plain(&self) -> bool {
        let Self { status: _, office: _, equal, from, until, due, withdrawn, empty, text: _ } = self;
        let days = from.or(*until).or(*due);
        equal.is_empty() && days.is_none() && withdrawn.is_none() && empty.is_none()
    }

    /// Reads a filter from text by key. Empty text means no filter.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a key that the kind does not know; [`Problem::Invalid`] for text that cannot be read.
    pub fn read(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Self> {
        let info = kind.info();
        let mut filter = Self::default();
        let mut errors = Vec::new();
        for (key, text) in typed {
            let known = KEYS.contains(&key.as_str()) || key == TEXT || info.filters.contains(&key.as_str());
            let idle = key == "tenggat" && kind.steps().is_empty();
            if !known || idle || (key == "kosong" && info.unique.is_none()) {
                return Err(unknown(kind, key));
            }
            let text = seen(text);
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            if let Err(detail) = filter.take(ctx, kind, key, text) {
                errors.push(FieldError::new(key, detail));
            }
        }
        if let (Some(from), Some(until)) = (filter.from, filter.until)
            && until < from
        {
            errors.push(FieldError::new("sampai", "Hari terakhir tidak mungkin sebelum hari pertama."));
        }
        if errors.is_empty() { Ok(filter) } else { Err(Problem::Invalid(errors)) }
    }

    fn take(&mut self, ctx: &Ctx, kind: &dyn AnyKind, key: &str, text: &str) -> Result<(), String> {
        match key {
            TEXT => self.text = searchable(text)?,
            "status" => self.status = Some(status(kind, text)?),
            "kantor" => self.office = Some(office(ctx, text)?),
            "dari" => self.from = Some(day(text)?),
            "sampai" => self.until = Some(day(text)?),
            "tenggat" => self.due = Some(due(ctx.today(), text)?),
            "dibatalkan" => {
                self.withdrawn = Some(match text {
                    "ya" => true,
                    "tidak" => false,
                    _ => return Err("Tulis ya atau tidak.".to_owned()),
                });
            }
            "kosong" => {
                let unique = kind.info().unique.map(|key| key.name).filter(|unique| *unique == text);
                self.empty = Some(unique.ok_or_else(|| {
                    format!(
                        "Yang dapat dicari kosongnya hanya {}.",
                        kind.info().unique.map(|key| key.name).unwrap_or_default()
                    )
                })?);
            }
            own => self.equal.extend(equal(ctx, kind, own, text)?),
        }
        Ok(())
    }

    /// Whether it selects all records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn unknown(kind: &dyn AnyKind, key: &str) -> Problem {
    let info = kind.info();
    let stands = |key: &&&str| match **key {
        "kosong" => info.unique.is_some(),
        "tenggat" => !kind.steps().is_empty(),
        _ => true,
    };
    let own = info.filters.iter().chain(KEYS.iter().filter(stands));
    let own: Vec<&str> = own.copied().collect();
    let short: String = key.chars().filter(|c| !c.is_control()).take(40).collect();
    Problem::Malformed(format!("Saringan {short} tidak dikenal. Yang ada: {}.", own.join(", ")))
}

/// A valid search text: not too long, and without characters that databases refuse.
fn searchable(text: &str) -> Result<String, String> {
    if text.chars().count() > SEARCH {
        return Err(format!("Terlalu panjang: paling banyak {SEARCH} huruf."));
    }
    if text.chars().any(char::is_control) {
        return Err("Berisi karakter yang tidak terbaca. Ketik ulang.".to_owned());
    }
    Ok(text.to_owned())
}

fn status(kind: &dyn AnyKind, text: &str) -> Result<&'static str, String> {
    let all = kind.statuses();
    let found = all.iter().copied().find(|status| *status == text);
    found.ok_or_else(|| format!("Status tidak dikenal. Pilih salah satu: {}.", all.join(", ")))
}

/// An office that the actor sees. The error does not reveal whether another office has that code.
fn office(ctx: &Ctx, text: &str) -> Result<KantorId, String> {
    let found = ctx.house.offices.by_code(text).map(|office| office.id).filter(|id| ctx.actor.offices.contains(id));
    found.ok_or_else(|| "Kantor ini tidak ada di antara kantor Anda. Tulis kodenya, misalnya BP3MI-BANTEN.".to_owned())
}

/// The last due day that a filter word includes.
fn due(today: Day, text: &str) -> Result<Day, String> {
    let day = match text {
        "terlambat" => today.pred_opt(),
        "hari_ini" => Some(today),
        "pekan" => today.checked_add_days(Days::new(7)),
        _ => None,
    };
    day.ok_or_else(|| "Pilih salah satu: terlambat, hari_ini, pekan.".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    parse_day(text).ok_or_else(|| "Bukan tanggal yang ada. Tulis misalnya 31/12/2025 atau 2025-12-31.".to_owned())
}

/// The field with the value that is stored for what was typed.
fn equal(ctx: &Ctx, kind: &dyn AnyKind, key: &str, text: &str) -> Result<Option<(&'static str, String)>, String> {
    let Some(key) = kind.info().filters.iter().copied().find(|known| *known == key) else { return Ok(None) };
    let Some(field) = kind.fields().into_iter().find(|field| field.key == key) else {
        // A column that is not in the form, such as the officer of a record.
        return searchable(text).map(|text| Some((key, text)));
    };
    let optional = Field { required: false, ..*field };
    let form = Form::from([(key.to_owned(), text.to_owned())]);
    let parsed = recall(&[&optional], &form, &ctx.house.reference, ctx.today());
    let wrong = |errors: Vec<FieldError>| errors.into_iter().next().map(|error| error.detail).unwrap_or_default();
    let values = parsed.map_err(wrong)?.values;
    let held = if linked(field.kind).is_some() {
        // What a record links to is asked for by its number.
        values.value(field.key).map(Value::plain)
    } else {
        values.text(field).map(str::to_owned)
    };
    Ok(held.map(|value| (field.key, value)))
}

/// The kind that a field links to.
pub(super) fn linked(kind: FieldKind) -> Option<&'static str> {
    if let FieldKind::Link(to) = kind { Some(to) } else { None }
}

/// Whether a field can be a filter: it must be stored as text, or be a link, and open to all who may read the kind.
#[must_use]
pub fn filters_by(field: &Field) -> bool {
    field.sensitivity == kernel::form::Sensitivity::Open
        && matches!(
            field.kind,
            FieldKind::Term(_)
                | FieldKind::Country
                | FieldKind::Area
                | FieldKind::Office
                | FieldKind::Officer
                | FieldKind::Text(_)
                | FieldKind::Outside(_)
                | FieldKind::Named(..)
                | FieldKind::Link(_)
        )
}
