//! Converts between JSON and forms.

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, Sensitivity};
use kernel::{CatatanId, Ctx, Day, KantorId, OrangId, Problem, Result, history};
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::own_id;
use crate::change::REASON;
use crate::{Filled, Head, Paper, Row, Shown};

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

/// The common columns, as the api tells of them.
#[derive(Serialize)]
struct Common<'a> {
    id: CatatanId,
    nomor: &'a str,
    kantor_id: KantorId,
    orang_id: Option<OrangId>,
    status: &'a str,
    versi: i64,
    dibuat_pada: DateTime<Utc>,
    diubah_pada: DateTime<Utc>,
    dibatalkan_pada: Option<DateTime<Utc>>,
}

impl<'a> Common<'a> {
    fn of(head: &'a Head, status: &'a str) -> Self {
        Self {
            id: head.id,
            nomor: &head.number,
            kantor_id: head.office,
            orang_id: head.person,
            status,
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
        }
    }
}

/// The filled fields of a form, in their order.
struct Members<'a> {
    fields: &'a [&'static Field],
    form: &'a Form,
    revealed: bool,
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let mut all = to.serialize_map(None)?;
        for field in self.fields {
            if let Some(text) = self.form.get(field.key) {
                member(&mut all, field, text, self.revealed)?;
            }
        }
        all.end()
    }
}

/// The filled fields of a record in a list.
struct Told<'a>(&'a Filled);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let mut all = to.serialize_map(None)?;
        for (field, text) in self.0.told() {
            member(&mut all, field, text, false)?;
        }
        all.end()
    }
}

/// Adds a field to what is told.
fn member<M: SerializeMap>(
    all: &mut M,
    field: &Field,
    text: &str,
    revealed: bool,
) -> std::result::Result<(), M::Error> {
    all.serialize_key(field.key)?;
    match value(field, text, revealed) {
        Some(value) => all.serialize_value(&value),
        None => all.serialize_value(text),
    }
}

/// The value of a field that is not its text.
fn value(field: &Field, text: &str, revealed: bool) -> Option<Value> {
    if field.sensitivity != Sensitivity::Open && !revealed {
        return None;
    }
    match field.kind {
        FieldKind::Count | FieldKind::Year | FieldKind::Money => text.parse::<i64>().ok().map(Value::from),
        FieldKind::Score => kernel::figure::parse(text)?.to_string().parse().ok().map(Value::Number),
        FieldKind::YesNo => Some(Value::Bool(text == "ya")),
        FieldKind::Terms(_) => Some(text.split(',').collect()),
        _ => None,
    }
}

/// A page of a list.
#[derive(Serialize)]
pub(crate) struct Rows<'a> {
    data: Vec<Line<'a>>,
    berikutnya: Option<String>,
}

/// A record in a list.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nama: Option<&'a str>,
    #[serde(flatten)]
    told: Told<'a>,
}

impl<'a> Line<'a> {
    fn of(row: &'a Row) -> Self {
        Self { common: Common::of(&row.head, row.status), nama: row.name.as_deref(), told: Told(&row.form) }
    }
}

/// A page of records; `next` is where the next page begins.
pub(crate) fn rows(rows: &[Row], next: Option<String>) -> Rows<'_> {
    Rows { data: rows.iter().map(Line::of).collect(), berikutnya: next }
}

/// A record with its history.
#[derive(Serialize)]
pub(crate) struct Whole<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(flatten)]
    members: Members<'a>,
    boleh: Vec<&'static str>,
    perhatian: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    daftar_dokumen: Vec<Needed<'a>>,
    riwayat: Vec<Past>,
}

/// A paper of a record, as the api tells of it.
#[derive(Serialize)]
struct Needed<'a> {
    kode: &'a str,
    dokumen: &'a str,
    wajib: bool,
    ada: bool,
    diminta_pada: Option<Day>,
    diminta_oleh: Option<&'a str>,
    lampiran: &'a [Uuid],
}

impl<'a> Needed<'a> {
    fn of(paper: &'a Paper) -> Self {
        let asked = paper.asked.as_ref();
        Self {
            kode: &paper.code,
            dokumen: &paper.label,
            wajib: paper.needed,
            ada: paper.there,
            diminta_pada: asked.map(|(day, _)| *day),
            diminta_oleh: asked.and_then(|(_, by)| by.as_deref()),
            lampiran: &paper.files,
        }
    }
}

/// A record of a kind with these fields, as the actor may see it.
pub(crate) fn shown<'a>(fields: &'a [&'static Field], shown: &'a Shown) -> Whole<'a> {
    Whole {
        common: Common::of(&shown.head, shown.status),
        members: Members { fields, form: &shown.form, revealed: shown.revealed },
        boleh: shown.allowed.iter().map(|step| step.name).collect(),
        perhatian: &shown.remarks,
        daftar_dokumen: shown.papers.iter().map(Needed::of).collect(),
        riwayat: lines(shown.history.clone()),
    }
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
