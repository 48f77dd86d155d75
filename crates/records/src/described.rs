//! Builds and reads rows by their fields. A kind declares each field once, in [`Kind::FIELDS`](crate::Kind::FIELDS). This
//! module finds the column of each field, and both building a row and reading it back use that. So every field that is read
//! back is also written, and the other way round.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use kernel::db::{cell, is_filled};
use kernel::form::{Field, FieldKind, Form, Holds, Value as Said, Values};
use kernel::history::erased::ERASED;
use kernel::vault::Key;
use kernel::{CatatanId, Day, FieldError, Problem, Result};
use sea_orm::{QueryResult, Value};

use crate::any_kind::{AnyKind, Column};
use crate::show::Showing;
use crate::stored::{Boxed, Stored};
use crate::{Filled, Head, Sealer};

/// The columns of every record that are not fields.
const COMMON: [&str; 10] = [
    "id",
    "nomor",
    "kantor_id",
    "orang_id",
    "kunci_isi",
    "status",
    "versi",
    "dibuat_pada",
    "diubah_pada",
    "dibatalkan_pada",
];

/// The possible names of a field's column.
#[must_use]
pub(crate) fn column_names(key: &str) -> [String; 3] {
    [key.to_owned(), format!("{key}_id"), format!("{key}_sandi")]
}

/// Where a field is stored.
struct Place {
    field: &'static Field,
    /// The index of its column.
    at: usize,
    kept: Kept,
    needed: bool,
}

impl Place {
    /// What is stored in place of what the field held, once the person has been erased; none if it stays: what is sealed opens for nobody any
    /// more, and a number that must be there says nothing.
    fn erased(&self, id: CatatanId) -> Option<Value> {
        let numbered = matches!(self.field.kind, FieldKind::Outside(_));
        match (self.kept, self.needed) {
            (Kept::Sealed, _) | (Kept::Number | Kept::Flag | Kept::Link, true) => None,
            // Numbers from elsewhere stand once each.
            (Kept::Text, _) if numbered => Some(format!("{ERASED} {id}").into()),
            (Kept::Text, _) => Some(ERASED.into()),
            (Kept::Day, true) => Day::from_ymd_opt(1900, 1, 1).map(Value::from),
            (Kept::Day | Kept::Number | Kept::Flag | Kept::Link, false) => Some(self.kept.nothing()),
        }
    }
}

/// A table with the fields of its kind.
pub(crate) struct Described {
    /// The columns, in their order.
    pub(crate) columns: Vec<&'static str>,
    /// The same as a select names them, put together once: a kind has some fifty.
    pub(crate) named: String,
    places: Vec<Place>,
}

impl Described {
    /// The text of the filled fields of a row as the database sends it, sealed ones shut; the numbers of what it links to stand from the column
    /// `numbers` on, in the order of the fields.
    ///
    /// # Errors
    /// A column of another type.
    pub(crate) fn open(&self, row: &QueryResult, mut numbers: usize) -> Result<Filled> {
        let mut filled = Filled::with_room(self.places.len());
        for &Place { field, at, kept, .. } in &self.places {
            let text: Option<String> = match kept {
                Kept::Text => cell(row, at)?,
                Kept::Day => cell(row, at)?.map(|day| Said::Day(day).text(field.kind)),
                Kept::Number => cell(row, at)?.map(|number| Said::Int(number).text(field.kind)),
                Kept::Flag => cell(row, at)?.map(|flag| Said::Flag(flag).text(field.kind)),
                Kept::Link => {
                    numbers += 1;
                    cell(row, numbers - 1)?
                }
                Kept::Sealed => is_filled(row, at)?.then(|| people::SHUT.to_owned()),
            };
            if let Some(text) = text {
                filled.push(field, text);
            }
        }
        Ok(filled)
    }
}

/// How a field is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Text,
    Day,
    Number,
    Flag,
    Link,
    Sealed,
}

impl Kept {
    fn of(field: &Field, column: &str) -> Self {
        if column.len() > field.key.len() {
            return if matches!(field.kind, FieldKind::Link(_)) { Self::Link } else { Self::Sealed };
        }
        match field.kind.holds() {
            Holds::Day => Self::Day,
            Holds::Number => Self::Number,
            Holds::Flag => Self::Flag,
            Holds::Text | Holds::Link => Self::Text,
        }
    }

    /// How an empty field is stored.
    fn nothing(self) -> Value {
        match self {
            Self::Text => Value::String(None),
            Self::Day => Value::ChronoDate(None),
            Self::Number => Value::BigInt(None),
            Self::Flag => Value::Bool(None),
            Self::Link => Value::Uuid(None),
            Self::Sealed => Value::Bytes(None),
        }
    }
}

/// The table of a kind with its fields, and the mismatches between them.
fn described(kind: &dyn AnyKind) -> (Described, Vec<String>) {
    let (name, all) = (kind.info().name, kind.columns());
    let mut columns: Vec<(usize, &Column)> = all.iter().enumerate().collect();
    columns.retain(|(_, column)| !COMMON.contains(&column.name));
    let (mut places, mut wrong) = (Vec::with_capacity(columns.len()), Vec::new());
    for field in kind.own() {
        let names = column_names(field.key);
        let Some(position) = columns.iter().position(|(_, column)| names.iter().any(|name| name == column.name)) else {
            wrong.push(format!("{name}: field {} has no column", field.key));
            continue;
        };
        let (at, column) = columns.swap_remove(position);
        places.push(Place { field, at, kept: Kept::of(field, column.name), needed: column.needed });
    }
    wrong.extend(columns.iter().map(|(_, column)| format!("{name}: column {} is no field", column.name)));
    let columns: Vec<&'static str> = all.iter().map(|column| column.name).collect();
    let named = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    (Described { columns, named, places }, wrong)
}

impl dyn AnyKind + '_ {
    /// The mismatches between its table and its fields, as texts for the developer; empty if there are none.
    #[must_use]
    pub fn undescribed(&self) -> Vec<String> {
        described(self).1
    }
}

/// The tables of the kinds that have been used; they never change.
static KNOWN: LazyLock<RwLock<HashMap<&'static str, &'static Described>>> = LazyLock::new(RwLock::default);

/// The table of a kind.
///
/// # Errors
/// [`Problem::Internal`] if table and fields do not match.
pub(crate) fn known(kind: &dyn AnyKind) -> Result<&'static Described> {
    let name = kind.info().name;
    if let Some(held) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Ok(*held);
    }
    let (described, wrong) = described(kind);
    if !wrong.is_empty() {
        return Err(Problem::internal(wrong.join("; ")));
    }
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    Ok(*known.entry(name).or_insert_with(|| Box::leak(Box::new(described))))
}

/// Builds the row for the values of the fields.
///
/// # Errors
/// A [`FieldError`] for a missing field that a row must have; the errors of [`Kind::completed`](crate::Kind::completed).
pub(crate) fn build(kind: &dyn AnyKind, head: &Head, values: &Values, seal: &Sealer<'_>) -> Result<Boxed> {
    let described = known(kind)?;
    let mut cells = Vec::with_capacity(described.columns.len());
    for column in &described.columns {
        cells.push(match *column {
            "id" => head.id.into(),
            "nomor" => head.number.as_str().into(),
            "kantor_id" => head.office.into(),
            "orang_id" => head.somebody()?.into(),
            "kunci_isi" => head.key.as_str().into(),
            "status" => kind.status(values).into(),
            "versi" => head.version.into(),
            "dibuat_pada" => head.created.into(),
            "diubah_pada" => head.changed.into(),
            "dibatalkan_pada" => head.withdrawn.into(),
            _ => Value::Bool(None),
        });
    }
    for place in &described.places {
        let value = stored(place, values, seal)?;
        if let Some(cell) = cells.get_mut(place.at) {
            *cell = value;
        }
    }
    kind.make(cells)
}

/// The value that is stored for a field.
fn stored(place: &Place, values: &Values, seal: &Sealer<'_>) -> Result<Value> {
    let key = place.field.key;
    let value = match (place.kept, values.value(key)) {
        (Kept::Sealed, _) => Value::from(seal.text(values, place.field)?),
        (_, Some(Said::Text(text))) => text.as_str().into(),
        (_, Some(Said::Day(day))) => (*day).into(),
        (_, Some(Said::Int(number))) => (*number).into(),
        (_, Some(Said::Flag(flag))) => (*flag).into(),
        (_, Some(Said::Link { id, .. })) => (*id).into(),
        (kept, None) => kept.nothing(),
    };
    match (place.needed, place.kept) {
        (true, Kept::Flag) if value == Kept::Flag.nothing() => Ok(false.into()),
        (true, kept) if value == kept.nothing() => Err(FieldError::new(key, "Wajib diisi.").into()),
        _ => Ok(value),
    }
}

/// The columns of a row that are replaced when its person is erased, see [`Field::is_personal`].
///
/// # Errors
/// A table and fields that do not match.
pub(crate) fn erased(kind: &dyn AnyKind, record: &dyn Stored) -> Result<Vec<(&'static str, Value)>> {
    let (id, cells) = (record.head().id, record.cells());
    let mut columns = Vec::new();
    for place in known(kind)?.places.iter().filter(|place| place.field.is_personal()) {
        let Some((name, cell)) = cells.get(place.at) else { continue };
        if *cell != place.kept.nothing() {
            columns.extend(place.erased(id).map(|value| (*name, value)));
        }
    }
    Ok(columns)
}

/// The text of a row's open fields, without sealed fields and links.
///
/// # Errors
/// A row that cannot be shown.
pub(crate) fn open_only(kind: &dyn AnyKind, record: &dyn Stored) -> Result<Form> {
    Ok(shown(kind, record, None)?.form)
}

/// The text of a row's fields, with sealed fields opened by the key.
///
/// # Errors
/// A sealed field that does not open.
pub(crate) fn shown<'a>(kind: &dyn AnyKind, record: &dyn Stored, key: Option<&'a Key>) -> Result<Showing<'a>> {
    let mut showing = Showing::new(kind.info().table, key);
    read(kind, record, &mut showing)?;
    Ok(showing)
}

fn read(kind: &dyn AnyKind, record: &dyn Stored, showing: &mut Showing<'_>) -> Result<()> {
    let cells = record.cells();
    for place in &known(kind)?.places {
        let value = match cells.get(place.at).map(|(_, cell)| cell) {
            Some(Value::String(Some(text))) => Said::Text(text.clone()),
            Some(Value::ChronoDate(Some(day))) => Said::Day(*day),
            Some(Value::BigInt(Some(number))) => Said::Int(*number),
            Some(Value::Bool(Some(flag))) => Said::Flag(*flag),
            Some(Value::Uuid(Some(id))) => {
                showing.links.push((place.field.key, *id));
                continue;
            }
            Some(Value::Bytes(Some(sealed))) => {
                showing.sealed(place.field.key, sealed)?;
                continue;
            }
            _ => continue,
        };
        showing.text(place.field.key, value.text(place.field.kind));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::Permission;
    use kernel::form::Key;
    use kernel::ledger::Fact;
    use kernel::rules::Rules;

    use super::*;
    use crate::{Info, Kind, More, NoVerbs, of};

    mod entity {
        use kernel::{CatatanId, KantorId, Stage};
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, strum::IntoStaticStr)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum Status {
            Tercatat,
        }

        impl Status {
            pub fn stage(self) -> Stage {
                match self {
                    Self::Tercatat => Stage::New,
                }
            }
        }

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "uji")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: CatatanId,
            pub nomor: String,
            pub kantor_id: KantorId,
            pub kunci_isi: String,
            pub status: Status,
            pub versi: i64,
            pub dibuat_pada: DateTimeUtc,
            pub diubah_pada: DateTimeUtc,
            pub dibatalkan_pada: Option<DateTimeUtc>,
            pub judul: String,
            pub terlupa: Option<String>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        crate::record!(Model, |_| None);
    }

    /// A kind whose fields leave a column out and name one that does not exist.
    #[derive(Clone, Copy)]
    struct Forgetful;

    impl Kind for Forgetful {
        type Record = entity::Model;
        type Verb = NoVerbs;
        const INFO: Info = Info {
            name: "uji",
            table: "uji",
            title: "Uji",
            menu: None,
            prefix: "UJI",
            permission: Permission::Cases,
            person: false,
            day: Key::new("judul"),
            unique: None,
            same: &["judul"],
            measures: &[],
            columns: &[],
            filters: &[],
            more: More::NONE,
        };
        const FIELDS: &'static [Field] = &[
            Field::new(Key::<String>::new("judul"), "Judul", FieldKind::Text(20)),
            Field::new(Key::<String>::new("terlupo"), "Salah eja", FieldKind::Text(20)),
        ];

        fn check(_: &Values) -> Vec<FieldError> {
            Vec::new()
        }

        fn status(_: &Values) -> entity::Status {
            entity::Status::Tercatat
        }

        fn facts(_: &entity::Model, _: &Rules) -> Vec<Fact> {
            Vec::new()
        }
    }

    #[test]
    fn a_column_that_no_field_names_is_told_and_no_row_is_made_of_such_a_kind() {
        let complaints = ["uji: field terlupo has no column", "uji: column terlupa is no field"];
        assert_eq!(of::kind::<Forgetful>().undescribed(), complaints);
        assert!(known(of::kind::<Forgetful>()).is_err());
    }
}
