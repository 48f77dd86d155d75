//! Converts between JSON and forms.

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, Sensitivity};
use kernel::{Ctx, Problem, Result, history};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::own_id;
use crate::change::REASON;
use crate::{AnyKind, Head, Row, Shown};

/// Removes and returns the id that the client chose, if any.
///
/// # Errors
/// [`Problem::Invalid`] when it is no UUID of version 7.
pub fn take_id(members: &mut Map<String, Value>) -> Result<Option<Uuid>> {
    match members.shift_remove("id") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(own_id(&text)?)),
        Some(_) => Err(Problem::field("id", "Tulis UUID versi 7, atau kosongkan.")),
    }
}

/// Removes and returns the reason of a change, checked by its description.
///
/// # Errors
/// [`Problem::Invalid`] when there is none, or when it cannot be stored.
pub(crate) fn take_reason(ctx: &Ctx, members: &mut Map<String, Value>) -> Result<String> {
    let given = members.shift_remove("alasan_perubahan").unwrap_or_default();
    let refusal = "Tulis alasan perubahan.";
    let Value::String(reason) = &given else { return Err(Problem::field("alasan_perubahan", refusal)) };
    if reason.trim().is_empty() {
        return Err(Problem::field("alasan_perubahan", refusal));
    }
    match REASON.shape(&ctx.house.reference).refuse(true, &given) {
        Some(detail) => Err(Problem::field("alasan_perubahan", detail)),
        None => Ok(reason.clone()),
    }
}

fn head(head: &Head, status: &str) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("id".to_owned(), json!(head.id));
    members.insert("nomor".to_owned(), json!(head.number));
    members.insert("kantor_id".to_owned(), json!(head.office));
    members.insert("orang_id".to_owned(), json!(head.person));
    members.insert("status".to_owned(), json!(status));
    members.insert("versi".to_owned(), json!(head.version));
    members.insert("dibuat_pada".to_owned(), json!(head.created));
    members.insert("diubah_pada".to_owned(), json!(head.changed));
    members.insert("dibatalkan_pada".to_owned(), json!(head.withdrawn));
    members
}

fn value(field: &Field, text: &str, revealed: bool) -> Value {
    if field.sensitivity != Sensitivity::Open && !revealed {
        return json!(text);
    }
    match field.kind {
        FieldKind::Count | FieldKind::Year | FieldKind::Money => {
            text.parse::<i64>().map_or_else(|_| json!(text), |n| json!(n))
        }
        FieldKind::Score => kernel::figure::parse(text)
            .and_then(|n| n.to_string().parse::<serde_json::Number>().ok())
            .map_or_else(|| json!(text), Value::Number),
        FieldKind::YesNo => json!(text == "ya"),
        FieldKind::Terms(_) => json!(text.split(',').collect::<Vec<_>>()),
        _ => json!(text),
    }
}

fn members(kind: &dyn AnyKind, form: &Form, revealed: bool) -> Map<String, Value> {
    kind.fields()
        .into_iter()
        .filter_map(|field| form.get(field.key).map(|text| (field.key.to_owned(), value(field, text, revealed))))
        .collect()
}

/// A record in a list.
pub(crate) fn row(kind: &dyn AnyKind, row: &Row) -> Value {
    let mut all = head(&row.head, row.status);
    if let Some(name) = &row.name {
        all.insert("nama".to_owned(), json!(name));
    }
    all.extend(members(kind, &row.form, false));
    all.into()
}

/// A record with its history.
pub(crate) fn shown(kind: &dyn AnyKind, shown: &Shown) -> Value {
    let mut all = head(&shown.head, shown.status);
    all.extend(members(kind, &shown.form, shown.revealed));
    all.insert("boleh".to_owned(), shown.allowed.iter().map(|step| step.name).collect());
    all.insert("perhatian".to_owned(), json!(shown.remarks));
    all.insert("riwayat".to_owned(), json!(lines(shown.history.clone())));
    all.into()
}

/// A line of a history, as the api tells of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Past {
    versi: i64,
    dari: Option<String>,
    ke: String,
    alasan: String,
    /// Isian yang berubah: semula dan menjadi apa.
    perubahan: Value,
    pelaku: String,
    terjadi_pada: DateTime<Utc>,
    dicatat_pada: DateTime<Utc>,
}

/// The lines of a history.
pub(crate) fn lines(history: Vec<history::Model>) -> Vec<Past> {
    let line = |line: history::Model| Past {
        versi: line.versi,
        dari: line.dari,
        ke: line.ke,
        alasan: line.alasan,
        perubahan: line.perubahan,
        pelaku: line.pelaku,
        terjadi_pada: line.terjadi_pada,
        dicatat_pada: line.dicatat_pada,
    };
    history.into_iter().map(line).collect()
}
