//! Rosters as JSON: the people of a session, what became of them for many at once, and another session for them.

use std::collections::HashSet;

use axum::Json;
use axum::extract::Extension;
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::{Api, AppPath, AppQuery, Failure};

use super::mark::{self, Fate, Mark};
use super::sheet::{Part, Sheet};
use super::{Answer, Rolls, page, reschedule as other, typed};
use crate::queries::met;
use crate::surface::{Said, body};
use crate::{Registry, Row};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    bagian: Option<String>,
}

/// A roster.
#[derive(Serialize)]
struct Shown<'a> {
    peserta: usize,
    hadir: usize,
    tidak_hadir: usize,
    belum: usize,
    kapasitas: Option<usize>,
    #[serde(flatten)]
    rows: body::Rows<'a>,
}

pub(super) async fn list(
    Api(ctx): Api,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    let rows: Vec<Row> = sheet.part(Part::read(asked.bagian.as_deref())?).into_iter().cloned().collect();
    met(sheet.kind, &ctx, &rows, "daftar").await?;
    let count = |part: Part| sheet.part(part).len();
    let shown = Shown {
        peserta: sheet.rows.len(),
        hadir: count(Part::Hadir),
        tidak_hadir: count(Part::TidakHadir),
        belum: count(Part::Belum),
        kapasitas: sheet.room(),
        rows: body::rows(&rows, None),
    };
    Ok(Json(shown).into_response())
}

/// What became of people: of each the number of their record, the version that was read if it is to be guarded, and the fields.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Results {
    /// Setiap baris: nomor catatan pesertanya, versi yang dibaca bila perlu, dan isiannya.
    #[schemars(length(max = 10_000))]
    baris: Vec<Map<String, Value>>,
}

/// What became of each row.
#[derive(Serialize, JsonSchema)]
pub(super) struct Done {
    /// Setiap baris, menurut urutannya.
    data: Vec<Told>,
    disimpan: usize,
    sama: usize,
    salah: usize,
}

#[derive(Serialize, JsonSchema)]
struct Told {
    nomor: String,
    /// disimpan, sama, salah, atau belum: tidak dicoba atau sudah diubah orang lain.
    hasil: &'static str,
    errors: Vec<Detail>,
}

#[derive(Serialize, JsonSchema)]
struct Detail {
    pointer: String,
    detail: String,
}

/// The most rows of one request.
const MOST: usize = 10_000;

pub(super) async fn mark(
    Api(ctx): Api,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    payload: Said<Results>,
) -> Result<Json<Done>, Failure> {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    let results = payload?.0;
    if results.baris.len() > MOST {
        return Err(Problem::field("baris", format!("Paling banyak {MOST} baris sekali kirim.")).into());
    }
    sheet.takes_results(&ctx)?;
    let mut met = HashSet::new();
    let read: Vec<(String, Result<Mark, Vec<FieldError>>)> =
        results.baris.into_iter().map(|members| read(&ctx, &sheet, members)).collect::<Result<_>>()?;
    let (mut marks, mut told) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
    for (number, one) in read {
        let twice = !met.insert(number.clone());
        match one {
            Ok(_) if twice => {
                let detail = "Nomor ini sudah ada di baris di atas. Gabungkan keduanya.";
                told.push((number, Some(vec![FieldError::new("nomor", detail)])));
            }
            Ok(mark) => {
                marks.push(mark);
                told.push((number, None));
            }
            Err(errors) => told.push((number, Some(errors))),
        }
    }
    let mut fates = mark::write(&ctx, sheet.kind, &page::reason(&sheet), &marks).await?.into_iter();
    let fates: Vec<(String, Fate)> = told
        .into_iter()
        .filter_map(|(number, wrong)| {
            Some(match wrong {
                Some(errors) => (number, Fate::Wrong(errors)),
                None => (number, fates.next()?),
            })
        })
        .collect();
    Ok(Json(done(fates)))
}

/// A row: whose record, and what it says; or what is wrong with it.
fn read(ctx: &Ctx, sheet: &Sheet, mut members: Map<String, Value>) -> Result<(String, Result<Mark, Vec<FieldError>>)> {
    let number = match members.shift_remove("nomor") {
        Some(Value::String(text)) => text.trim().to_uppercase(),
        _ => String::new(),
    };
    let refused = |field: &str, detail: &str| Ok((number.clone(), Err(vec![FieldError::new(field, detail)])));
    let version = match members.shift_remove("versi") {
        None | Some(Value::Null) => None,
        Some(value) => match value.as_i64() {
            Some(version) => Some(version),
            None => return refused("versi", "Tulis versi yang dibaca, atau kosongkan."),
        },
    };
    let Some(row) = sheet.rows.iter().find(|row| row.head.number == number) else {
        return refused("nomor", "Bukan peserta sesi ini. Tulis nomor catatan pesertanya.");
    };
    let known: Vec<_> = [sheet.roster.came, sheet.roster.absence]
        .into_iter()
        .chain(sheet.roster.marks.iter().copied())
        .filter_map(|key| sheet.field(key))
        .collect();
    if let Some(key) = members.keys().find(|key| !known.iter().any(|field| field.key == *key)) {
        let names = known.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
        return refused(key, &format!("Isian ini tidak diisi di daftar hadir. Yang ada: {names}."));
    }
    let fields: Form = match web::members::form(ctx, &known, &members) {
        Ok(form) => form,
        Err(Problem::Invalid(errors)) => return Ok((number, Err(errors))),
        Err(other) => return Err(other),
    };
    let fields = typed::completed(sheet, ctx, row, fields);
    Ok((number, Ok(Mark { id: row.head.id, version, fields })))
}

fn done(fates: Vec<(String, Fate)>) -> Done {
    let mut done = Done { data: Vec::with_capacity(fates.len()), disimpan: 0, sama: 0, salah: 0 };
    for (at, (nomor, fate)) in fates.into_iter().enumerate() {
        let (hasil, errors) = match fate {
            Fate::Changed => {
                done.disimpan += 1;
                ("disimpan", Vec::new())
            }
            Fate::Same => {
                done.sama += 1;
                ("sama", Vec::new())
            }
            Fate::Wrong(errors) => {
                done.salah += 1;
                ("salah", errors)
            }
            Fate::Overtaken => {
                done.salah += 1;
                ("belum", vec![FieldError::new("versi", mark::OVERTAKEN)])
            }
            Fate::Left(detail) => {
                done.salah += 1;
                ("belum", vec![FieldError::new("nomor", detail)])
            }
        };
        let pointed =
            |error: FieldError| Detail { pointer: format!("/baris/{at}/{}", error.field), detail: error.detail };
        done.data.push(Told { nomor, hasil, errors: errors.into_iter().map(pointed).collect() });
    }
    done
}

/// Who is named for another session.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {
    /// Nomor sesi tujuan.
    ke: String,
    /// Nomor catatan peserta sesi ini.
    peserta: Vec<String>,
}

/// What became of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Named {
    dijadwalkan: usize,
    sudah: usize,
    /// Yang tidak dapat dijadwalkan; bila ada, tidak seorang pun dijadwalkan.
    salah: Vec<Wrong>,
}

#[derive(Serialize, JsonSchema)]
struct Wrong {
    nomor: String,
    detail: String,
}

pub(super) async fn reschedule(
    Api(ctx): Api,
    Extension(rolls): Extension<Rolls>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    payload: Said<Again>,
) -> Result<Json<Named>, Failure> {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    let again = payload?.0;
    let mut wanted = HashSet::new();
    for (at, number) in again.peserta.iter().enumerate() {
        let number = number.trim().to_uppercase();
        let Some(row) = sheet.rows.iter().find(|row| row.head.number == number) else {
            let detail = format!("{number} bukan peserta sesi ini.");
            return Err(Problem::field(format!("peserta/{at}"), detail).into());
        };
        wanted.insert(row.head.id);
    }
    let named = other::name(&ctx, (&registry, &rolls), &sheet, &again.ke, &wanted).await?;
    let salah = named.wrong.into_iter().map(|(nomor, detail)| Wrong { nomor, detail }).collect();
    Ok(Json(Named { dijadwalkan: named.new, sudah: named.known, salah }))
}
