//! What a row of a file says of its record beside the fields of its kind: which one it is, and what own exports tell of it.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use kernel::form::{Field, FieldKind, Form, Sensitivity};

use super::columns::Columns;
use crate::AnyKind;
use crate::again::{NUMBER, Names, Row, STATUS};
use crate::register::{NAMED, PERSON};

/// The column that says of a row who it is about, where its number says one and its other particulars another: an id, or `baru`.
static WHO: Field = Field::asked(PERSON, "Orang yang dipilih", FieldKind::Text(40));
/// The column that says whether the name in the row corrects that of the person who was chosen.
static NAMING: Field = Field::asked(NAMED, "Nama orang yang dipilih", FieldKind::Text(20));
/// The column with the record's own number, as lists and exports have it, or `baru`.
static RECORD: Field = Field::asked(NUMBER, "Nomor", FieldKind::Text(40));
/// What exports tell of a record beside its fields. It is compared and never changed by a file.
static BESIDE: [Field; 3] = [
    Field::asked("kantor", "Kantor", FieldKind::Text(80)),
    Field::asked(STATUS, "Status", FieldKind::Text(80)),
    Field::asked("dibatalkan", "Dibatalkan", FieldKind::Text(10)),
];

/// What a protected field holds where it is shown sealed.
const SEALED: &str = "(terlindungi)";

/// The fields that the columns of a file may have. Where it has record numbers, no column is required: a row then says only what it
/// holds.
pub(super) fn fields(kind: &dyn AnyKind, heads: &[String]) -> Vec<&'static Field> {
    let mut fields = kind.fields();
    let named = |head: &String| people::heads::folded(head) == NUMBER;
    let numbered = heads.iter().any(named) && !fields.iter().any(|field| people::heads::folded(field.label) == NUMBER);
    if numbered {
        fields = fields.into_iter().map(optional).collect();
        let taken = |one: &&Field, all: &[&Field]| !all.iter().any(|own| own.key == one.key || own.label == one.label);
        let beside: Vec<&'static Field> = BESIDE.iter().filter(|one| taken(one, &fields)).collect();
        fields.extend(beside);
        fields.push(&RECORD);
    }
    // Exports of other systems tell by it what was called off.
    let told = kind.info().more.called_off.is_some() && !fields.iter().any(|field| field.key == STATUS);
    fields.extend(BESIDE.iter().filter(|one| told && one.key == STATUS));
    fields.extend([&WHO, &NAMING].into_iter().filter(|_| kind.info().person));
    fields
}

/// Required fields as they are where a file has record numbers; there are few, and they never change.
static OPTIONAL: LazyLock<RwLock<HashMap<usize, &'static Field>>> = LazyLock::new(RwLock::default);

fn optional(field: &'static Field) -> &'static Field {
    if !field.required {
        return field;
    }
    let mut held = OPTIONAL.write().unwrap_or_else(PoisonError::into_inner);
    held.entry(std::ptr::from_ref(field).addr())
        .or_insert_with(|| Box::leak(Box::new(Field { required: false, ..*field })))
}

/// A row as it is imported. A number that only counts the rows is no record's; the second value says whether it was one.
pub(super) fn row(kind: &dyn AnyKind, columns: &Columns, mut form: Form) -> (Row, bool) {
    let known = |key: &str| columns.fields.iter().flatten().find(|field| field.key == key);
    let record = known(NUMBER).is_some_and(|field| std::ptr::eq(*field, &raw const RECORD));
    let number = if record { form.remove(NUMBER).map(|text| text.trim().to_owned()) } else { None };
    let counts = number
        .as_ref()
        .is_some_and(|text| !text.is_empty() && text.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit()));
    let names = match number.filter(|text| !text.is_empty() && !counts) {
        None => Names::Nothing,
        Some(text) if text.eq_ignore_ascii_case("baru") => Names::New,
        Some(text) => Names::Number(text),
    };
    let mut beside = Form::new();
    for field in BESIDE.iter().filter(|field| known(field.key).is_some_and(|held| std::ptr::eq(*held, *field))) {
        beside.extend(form.remove_entry(field.key));
    }
    let mut masked = Vec::new();
    for field in kind.fields().into_iter().filter(|field| field.sensitivity != Sensitivity::Open) {
        if form.get(field.key).is_some_and(|text| text.contains('•') || text.trim() == SEALED) {
            masked.extend(form.remove(field.key).map(|text| (field, text.trim().to_owned())));
        }
    }
    (Row { form, names, masked, beside }, counts)
}
