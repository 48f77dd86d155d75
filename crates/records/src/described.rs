//! A row by its fields. What a kind says of a field stands once, in [`Kind::FIELDS`](crate::Kind::FIELDS); here its column is found,
//! and building a row and reading it back follow: a field that is read back is written, and the other way round.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use kernel::form::{Field, FieldKind, Value as Said, Values};
use kernel::{FieldError, Problem, Result, figure};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, TryIntoModel, Value};

use crate::head::Active;
use crate::show::Showing;
use crate::{Head, Kind, Sealer};

type Column<R> = <<R as ModelTrait>::Entity as EntityTrait>::Column;

/// The columns of every record that are no field.
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

/// What the column of a field is called.
#[must_use]
pub(crate) fn column_names(key: &str) -> [String; 3] {
    [key.to_owned(), format!("{key}_id"), format!("{key}_sandi")]
}

/// Where a field is kept.
struct Place<C> {
    field: &'static Field,
    column: C,
    kept: Kept,
    /// Whether a row cannot be without it.
    needed: bool,
}

/// How a field is kept.
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
        match field.kind {
            FieldKind::Day | FieldKind::DayAhead | FieldKind::DayWithin(_) => Self::Day,
            FieldKind::Year | FieldKind::Count | FieldKind::Money | FieldKind::Score => Self::Number,
            FieldKind::YesNo => Self::Flag,
            FieldKind::Text(_)
            | FieldKind::Long
            | FieldKind::Term(_)
            | FieldKind::Terms(_)
            | FieldKind::Country
            | FieldKind::Area
            | FieldKind::Office
            | FieldKind::Officer
            | FieldKind::Link(_)
            | FieldKind::Time
            | FieldKind::Nik
            | FieldKind::Passport
            | FieldKind::Phone => Self::Text,
        }
    }

    /// How nothing is stored.
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

type Places<K> = Vec<Place<Column<<K as Kind>::Record>>>;

/// The fields of a kind with their columns, and what does not fit together.
fn places<K: Kind>() -> (Places<K>, Vec<String>) {
    let mut columns: Vec<Column<K::Record>> = Column::<K::Record>::iter().collect();
    columns.retain(|column| !COMMON.contains(&column.as_str()));
    let (mut places, mut wrong) = (Vec::with_capacity(columns.len()), Vec::new());
    for field in K::FIELDS {
        let names = column_names(field.key);
        let Some(at) = columns.iter().position(|column| names.iter().any(|name| name == column.as_str())) else {
            wrong.push(format!("{}: field {} has no column", K::INFO.name, field.key));
            continue;
        };
        let column = columns.swap_remove(at);
        let needed = !column.def().is_null();
        places.push(Place { field, column, kept: Kept::of(field, column.as_str()), needed });
    }
    wrong.extend(columns.iter().map(|column| format!("{}: column {} is no field", K::INFO.name, column.as_str())));
    (places, wrong)
}

/// What does not fit together between the table of a kind and its fields, in words for the one who wrote it.
#[must_use]
pub(crate) fn undescribed<K: Kind>() -> Vec<String> {
    places::<K>().1
}

type Known = RwLock<HashMap<TypeId, &'static (dyn Any + Send + Sync)>>;

/// The places of every kind that was asked for: they never change.
static KNOWN: LazyLock<Known> = LazyLock::new(Known::default);

fn known<K: Kind>() -> Result<&'static [Place<Column<K::Record>>]> {
    let own = TypeId::of::<K>();
    let held = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&own).copied();
    let held = if let Some(held) = held {
        held
    } else {
        let (places, wrong) = places::<K>();
        if !wrong.is_empty() {
            return Err(Problem::internal(wrong.join("; ")));
        }
        let kept: &'static (dyn Any + Send + Sync) = Box::leak(Box::new(places));
        *KNOWN.write().unwrap_or_else(PoisonError::into_inner).entry(own).or_insert(kept)
    };
    let places = held.downcast_ref::<Places<K>>();
    places.map(Vec::as_slice).ok_or_else(|| Problem::internal("the fields of another kind"))
}

/// The row that says what the fields say.
///
/// # Errors
/// A [`FieldError`] for a field that a row cannot be without; what the kind refuses ([`Kind::completed`]).
pub fn build<K: Kind>(head: &Head, values: &Values, seal: &Sealer<'_>) -> Result<K::Record> {
    let mut row = <Active<K::Record> as ActiveModelTrait>::default();
    for column in Column::<K::Record>::iter() {
        let value: Value = match column.as_str() {
            "id" => head.id.into(),
            "nomor" => head.number.as_str().into(),
            "kantor_id" => head.office.into(),
            "orang_id" => head.somebody()?.into(),
            "kunci_isi" => head.key.as_str().into(),
            "status" => K::status(values).into(),
            "versi" => head.version.into(),
            "dibuat_pada" => head.created.into(),
            "diubah_pada" => head.changed.into(),
            "dibatalkan_pada" => head.withdrawn.into(),
            _ => continue,
        };
        row.try_set(column, value)?;
    }
    for place in known::<K>()? {
        row.try_set(place.column, stored(place, values, seal)?)?;
    }
    K::completed(row.try_into_model()?)
}

/// What is stored of a field.
fn stored<C>(place: &Place<C>, values: &Values, seal: &Sealer<'_>) -> Result<Value> {
    let key = place.field.key;
    let value = match (place.kept, values.get(key)) {
        (Kept::Sealed, _) => Value::from(seal.text(values, key)?),
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

/// What a row says, field by field.
///
/// # Errors
/// A sealed field that cannot be opened.
pub(crate) fn show<K: Kind>(record: &K::Record, showing: &mut Showing<'_>) -> Result<()> {
    for place in known::<K>()? {
        let key = place.field.key;
        match record.get(place.column) {
            Value::String(Some(text)) => showing.text(key, text),
            Value::ChronoDate(Some(day)) => showing.text(key, day.to_string()),
            Value::BigInt(Some(number)) => showing.text(key, digits(place.field, number)),
            Value::Bool(Some(flag)) => showing.text(key, if flag { "ya" } else { "tidak" }.to_owned()),
            Value::Uuid(Some(id)) => showing.links.push((key, id)),
            Value::Bytes(Some(sealed)) => showing.sealed(key, &sealed)?,
            _ => {}
        }
    }
    Ok(())
}

fn digits(field: &Field, number: i64) -> String {
    match field.kind {
        FieldKind::Score => figure::decimal(figure::from_scaled(number), 4),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Permission;
    use kernel::ledger::Fact;
    use kernel::rules::Rules;

    use super::*;
    use crate::Info;

    mod entity {
        use kernel::{CatatanId, KantorId, Stage};
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        pub enum Status {
            Tercatat,
        }

        impl Status {
            pub fn code(self) -> &'static str {
                match self {
                    Self::Tercatat => "tercatat",
                }
            }

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

    /// A kind whose fields leave a column out, and name one that there is not.
    #[derive(Clone, Copy)]
    struct Forgetful;

    impl Kind for Forgetful {
        type Record = entity::Model;
        const INFO: Info = Info {
            name: "uji",
            table: "uji",
            title: "Uji",
            prefix: "UJI",
            permission: Permission::Cases,
            person: false,
            day: "judul",
            unique: None,
            measures: &[],
            columns: &[],
            filters: &[],
        };
        const FIELDS: &'static [Field] = &[
            Field::new("judul", "Judul", FieldKind::Text(20)),
            Field::new("terlupo", "Salah eja", FieldKind::Text(20)),
        ];

        fn check(_: &Values) -> Vec<FieldError> {
            Vec::new()
        }

        fn status(_: &Values) -> &'static str {
            entity::Status::Tercatat.code()
        }

        fn facts(_: &entity::Model, _: &Rules) -> Vec<Fact> {
            Vec::new()
        }
    }

    #[test]
    fn a_column_that_no_field_names_is_told_and_no_row_is_made_of_such_a_kind() {
        let told = ["uji: field terlupo has no column", "uji: column terlupa is no field"];
        assert_eq!(undescribed::<Forgetful>(), told);
        assert!(known::<Forgetful>().is_err());
    }
}
