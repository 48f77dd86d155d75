//! People as JSON: create, list, read.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::reference::Reference;
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use web::openapi::{self, Description, JSON, object, with};
use web::{Api, AppJson, AppPath, AppQuery, Failure, Routes, paging};

use crate::choice::Choice;
use crate::hints::{self, Hint};
use crate::{FIELDS, Proposal, Shown, aliases, attach, list, proposals, show};

/// The routes.
pub fn router() -> Routes {
    Routes::new()
        .get("/api/v1/orang", many)
        .post("/api/v1/orang", create)
        .post("/api/v1/orang/cocokkan", matches)
        .get("/api/v1/orang/{id}", one)
        .get("/api/v1/orang/{id}/petunjuk", whom_to_ask)
        .merge(crate::pages::router())
}

/// A person as the api tells of them: the particulars that the actor may see.
#[derive(Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Told(#[schemars(schema_with = "person")] Map<String, Value>);

fn person(_: &mut SchemaGenerator) -> Schema {
    openapi::component("Orang")
}

fn body(shown: &Shown) -> Told {
    let mut members = Map::new();
    members.insert("id".to_owned(), json!(shown.id));
    members.insert("versi".to_owned(), json!(shown.version));
    if let Some(merged) = shown.merged {
        members.insert("digabung_dari".to_owned(), json!(merged));
    }
    if !shown.doubted.is_empty() {
        members.insert("diragukan".to_owned(), json!(shown.doubted));
    }
    members.extend(shown.form.iter().map(|(key, text)| (key.clone(), json!(text))));
    Told(members)
}

/// Another name of a person.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NamaLain")]
struct OtherName {
    nama: String,
    /// Jenis catatan yang pertama memuatnya, bila catatan itu di kantor Anda.
    #[serde(skip_serializing_if = "Option::is_none")]
    jenis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    catatan_id: Option<CatatanId>,
    dicatat_pada: DateTime<Utc>,
}

impl OtherName {
    fn of(shown: aliases::Shown) -> Self {
        let (jenis, catatan_id) = shown.record.unzip();
        Self { nama: shown.name, jenis, catatan_id, dicatat_pada: shown.at }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Page {
    /// Penanda halaman dari `berikutnya`.
    sebelum: Option<OrangId>,
    /// Banyaknya.
    #[schemars(range(min = 1, max = paging::MOST), extend("default" = paging::USUAL))]
    batas: Option<u64>,
}

#[derive(Serialize, JsonSchema)]
struct People {
    data: Vec<Told>,
    berikutnya: Option<OrangId>,
}

async fn many(Api(ctx): Api, AppQuery(page): AppQuery<Page>) -> Result<Json<People>, Failure> {
    let limit = paging::within(page.batas.or(Some(paging::USUAL)), paging::MOST)?;
    let people = list(&ctx, page.sebelum, limit).await?;
    let full = u64::try_from(people.len()).is_ok_and(|n| n == limit);
    let berikutnya = people.last().filter(|_| full).map(|p| p.id);
    Ok(Json(People { data: people.iter().map(body).collect(), berikutnya }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reading {
    /// Tampilkan isian terlindungi; perlu wewenang.
    #[serde(default)]
    buka: bool,
}

async fn one(
    Api(ctx): Api,
    AppPath(id): AppPath<OrangId>,
    AppQuery(reading): AppQuery<Reading>,
) -> Result<Response, Failure> {
    answer(&ctx, id, reading.buka, StatusCode::OK).await
}

/// The answer that shows a person, with the version as its tag.
///
/// # Errors
/// As [`show`].
pub async fn answer(ctx: &Ctx, id: OrangId, reveal: bool, status: StatusCode) -> Result<Response, Failure> {
    let shown = show(ctx, id, reveal).await?;
    let mut told = body(&shown);
    let others: Vec<OtherName> = aliases::shown(ctx, &shown).await?.into_iter().map(OtherName::of).collect();
    if !others.is_empty() {
        told.0.insert("nama_lain".to_owned(), json!(others));
    }
    let mut response = (status, Json(told)).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", shown.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The fields of a person as typed in a search: any text is accepted and read as in the form.
fn as_typed() -> Vec<Field> {
    FIELDS.iter().map(|field| Field { kind: FieldKind::Text(300), ..*field }).collect()
}

/// How many people a match proposes at most.
const PROPOSED: usize = 8;

/// Who may be meant by what was typed.
#[derive(Serialize, JsonSchema)]
struct Proposals {
    data: Vec<Proposed>,
    #[serde(flatten)]
    elsewhere: Hints,
}

/// Offices that may know somebody.
#[derive(Serialize, JsonSchema)]
struct Hints {
    /// Hanya menurut nama dan tanggal lahir yang sama; kosong bila tidak ada, atau bila peran Anda tidak mencatat orang.
    kantor_lain: Vec<Office>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "KantorLain")]
struct Office {
    kode: String,
    nama: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UsulOrang")]
struct Proposed {
    #[schemars(description = "Isikan sebagai orang_id untuk memilihnya.")]
    id: OrangId,
    #[schemars(extend("enum" = ["pasti", "kuat", "mungkin"]))]
    kekuatan: &'static str,
    alasan: Vec<&'static str>,
    /// Kantor yang pertama mencatat.
    kantor: Option<String>,
    /// Disamarkan.
    #[schemars(schema_with = "particulars")]
    orang: Form,
}

fn particulars(_: &mut SchemaGenerator) -> Schema {
    openapi::component("IsianOrang")
}

/// The people who may match the particulars of a person, and the other offices that may know that person. It writes nothing
/// except the access log.
async fn matches(Api(ctx): Api, AppJson(members): AppJson<Map<String, Value>>) -> Result<Json<Proposals>, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    let fields: Vec<_> = FIELDS.iter().collect();
    let asked = as_typed();
    let form = web::members::form(&ctx, &asked.iter().collect::<Vec<_>>(), &members)?;
    parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let elsewhere = hints::of_form(&ctx, &form).await?;
    let people = proposals(&ctx, &form, PROPOSED).await?;
    let data = people.into_iter().map(|one| proposed(&ctx, one)).collect();
    Ok(Json(Proposals { data, elsewhere: offices(&ctx, &elsewhere) }))
}

fn proposed(ctx: &Ctx, one: Proposal) -> Proposed {
    let office = ctx.house.offices.by_id(one.office);
    Proposed {
        id: one.id,
        kekuatan: one.strength.code(),
        alasan: one.reasons,
        kantor: office.map(|office| office.name.clone()),
        orang: one.form,
    }
}

fn offices(ctx: &Ctx, hints: &[Hint]) -> Hints {
    let named = hints.iter().filter_map(|hint| ctx.house.offices.by_id(hint.office));
    Hints { kantor_lain: named.map(|office| Office { kode: office.code.clone(), nama: office.name.clone() }).collect() }
}

/// The other offices that may know a person, and whom to turn to.
async fn whom_to_ask(Api(ctx): Api, AppPath(id): AppPath<OrangId>) -> Result<Json<Hints>, Failure> {
    Ok(Json(offices(&ctx, &hints::of_person(&ctx, id).await?)))
}

/// Who the particulars are about, if the body says so.
fn choice(members: &mut Map<String, Value>) -> Result<Choice, Problem> {
    let mut said = |key: &str| members.remove(key).filter(|value| !value.is_null());
    let (person, naming) = (said("orang_id"), said("nama_orang"));
    let corrected = match naming.as_ref().map(Value::as_str) {
        None | Some(Some("lain")) => false,
        Some(Some("betulkan")) => true,
        _ => return Err(Problem::field("nama_orang", "Tulis lain atau betulkan, atau kosongkan.")),
    };
    let Some(person) = person else { return Ok(Choice::Unsaid) };
    match person.as_str().map(|text| (text, text.parse())) {
        Some(("", _)) => Ok(Choice::Unsaid),
        Some(("baru", _)) => Ok(Choice::New),
        Some((_, Ok(id))) if corrected => Ok(Choice::Corrected(id)),
        Some((_, Ok(id))) => Ok(Choice::Known(id)),
        _ => Err(Problem::field("orang_id", "Tulis id orangnya, atau baru untuk orang baru.")),
    }
}

/// Makes a person, or finds the one with the same NIK or document.
async fn create(Api(ctx): Api, AppJson(mut members): AppJson<Map<String, Value>>) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let choice = choice(&mut members)?;
    let fields: Vec<_> = FIELDS.iter().collect();
    let form = web::members::form(&ctx, &fields, &members)?;
    let parsed = parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let tx = ctx.begin().await?;
    let attached = match attach(&tx, &ctx, &[&parsed.values], &[choice]).await {
        Ok(attached) => tx.commit().await.map(|()| attached)?,
        Err(problem) => tx.refuse(&ctx, Err(problem)).await?,
    };
    let id = attached.first().map(|a| a.id).ok_or_else(|| Problem::internal("nobody came of a form"))?;
    answer(&ctx, id, false, StatusCode::CREATED).await
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, all: &mut Description) {
    let fields: Vec<_> = FIELDS.iter().collect();
    let uuid = json!({ "type": "string", "format": "uuid" });
    let doubted = json!({ "type": "array", "items": { "enum": ["nik", "nomor_dokumen"] },
        "description": "Nomor yang diragukan: disimpan, tetapi tidak mengenali siapa pun." });
    let others = json!({ "type": "array", "items": { "$ref": "#/components/schemas/NamaLain" } });
    let own = [
        ("id", uuid.clone()),
        ("versi", json!({ "type": "integer" })),
        ("digabung_dari", uuid),
        ("diragukan", doubted),
        ("nama_lain", others),
    ];
    all.told::<OtherName>();
    let shown = with(openapi::answer(reference, &fields, &own), "required", json!(["id", "versi", "nama"]));
    let choice = [("orang_id", paging::person()), ("nama_orang", paging::naming())];
    all.schemas.insert("OrangBaru".to_owned(), object(reference, &fields, &choice));
    all.schemas.insert("DataOrang".to_owned(), object(reference, &fields, &[]));
    all.schemas.insert("Orang".to_owned(), shown);
    all.schemas.insert("IsianOrang".to_owned(), openapi::answer(reference, &fields, &[]));
    all.told::<Office>();
    all.told::<Proposed>();
    let name = ("daftar-orang", "Orang", "Daftar, terbaru dahulu, disamarkan");
    all.get("/api/v1/orang", name, |one| one.asks::<Page>().answers::<People>(200));
    let name = ("catat-orang", "Orang", "Catat, atau temukan yang ber-NIK sama");
    let new = openapi::component("OrangBaru").to_value();
    all.post("/api/v1/orang", name, |one| one.answers::<Told>(201).body(true, JSON, &new));
    let name = ("baca-orang", "Orang", "Baca satu");
    all.get("/api/v1/orang/{id}", name, |one| one.id("id", "Orang.").asks::<Reading>().answers::<Told>(200));
    let name = (
        "cocokkan-orang",
        "Orang",
        "Siapa yang mungkin dimaksud di kantor Anda, dan kantor lain yang mungkin mengenalnya",
    );
    let typed = as_typed();
    let typed = object(reference, &typed.iter().collect::<Vec<_>>(), &[]);
    let how = json!("Isian dibaca seperti di formulir; yang tidak terbaca dijawab 422.");
    all.post("/api/v1/orang/cocokkan", name, |one| {
        one.answers::<Proposals>(200).body(true, JSON, &typed).with("description", how)
    });
    let name = ("petunjuk-orang", "Orang", "Kantor lain yang mungkin mengenal orang ini; dihitung dan dibatasi (429)");
    all.get("/api/v1/orang/{id}/petunjuk", name, |one| one.id("id", "Orang.").answers::<Hints>(200));
}
