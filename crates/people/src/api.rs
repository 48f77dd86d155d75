//! People as JSON: create, list, read.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::form::{Field, FieldKind, parse};
use kernel::reference::Reference;
use kernel::{Ctx, OrangId, Permission, Problem};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{self, object, operation, parameter, with};
use web::{Api, App, AppJson, AppPath, AppQuery, Failure, paging};

use crate::hints::{self, Hint};
use crate::{FIELDS, Proposal, Shown, attach, list, proposals, show};

/// The routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/orang", get(many).post(create))
        .route("/api/v1/orang/cocokkan", post(matches))
        .route("/api/v1/orang/{id}", get(one))
        .route("/api/v1/orang/{id}/petunjuk", get(whom_to_ask))
        .merge(crate::pages::router())
}

fn body(shown: &Shown) -> Value {
    let mut members = Map::new();
    members.insert("id".to_owned(), json!(shown.id));
    members.insert("versi".to_owned(), json!(shown.version));
    if let Some(merged) = shown.merged {
        members.insert("digabung_dari".to_owned(), json!(merged));
    }
    members.extend(shown.form.iter().map(|(key, text)| (key.clone(), json!(text))));
    members.into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    sebelum: Option<OrangId>,
    batas: Option<u64>,
}

async fn many(Api(ctx): Api, AppQuery(page): AppQuery<Page>) -> Result<Json<Value>, Failure> {
    let limit = paging::within(page.batas.or(Some(paging::USUAL)), paging::MOST)?;
    let people = list(&ctx, page.sebelum, limit).await?;
    let full = u64::try_from(people.len()).is_ok_and(|n| n == limit);
    let next = people.last().filter(|_| full).map(|p| p.id);
    Ok(Json(json!({ "data": people.iter().map(body).collect::<Vec<_>>(), "berikutnya": next })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
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
    let mut response = (status, Json(body(&shown))).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", shown.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The fields of a person as somebody types them who is still asking: any text, which is read as in the form.
fn as_typed() -> Vec<Field> {
    FIELDS.iter().map(|field| Field { kind: FieldKind::Text(300), ..*field }).collect()
}

/// How many people a match proposes at most.
const PROPOSED: usize = 8;

/// Who may be meant by the particulars of a person, and which other offices may know them. Nothing is written but the access log.
async fn matches(Api(ctx): Api, AppJson(members): AppJson<Map<String, Value>>) -> Result<Json<Value>, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    let fields: Vec<_> = FIELDS.iter().collect();
    let asked = as_typed();
    let form = web::members::form(&ctx, &asked.iter().collect::<Vec<_>>(), &members)?;
    parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let elsewhere = hints::of_form(&ctx, &form).await?;
    let found = proposals(&ctx, &form, PROPOSED).await?;
    Ok(Json(json!({
        "data": found.iter().map(|one| proposed(&ctx, one)).collect::<Vec<_>>(),
        "kantor_lain": offices(&ctx, &elsewhere),
    })))
}

fn proposed(ctx: &Ctx, one: &Proposal) -> Value {
    let office = ctx.house.offices.by_id(one.office);
    json!({
        "id": one.id, "kekuatan": one.strength.code(), "alasan": one.reasons,
        "kantor": office.map(|office| office.name.as_str()), "orang": one.form,
    })
}

fn offices(ctx: &Ctx, hints: &[Hint]) -> Value {
    let named = hints.iter().filter_map(|hint| ctx.house.offices.by_id(hint.office));
    named.map(|office| json!({ "kode": office.code, "nama": office.name })).collect()
}

/// The other offices that may know a person, and whom to turn to.
async fn whom_to_ask(Api(ctx): Api, AppPath(id): AppPath<OrangId>) -> Result<Json<Value>, Failure> {
    let found = hints::of_person(&ctx, id).await?;
    Ok(Json(json!({ "kantor_lain": offices(&ctx, &found) })))
}

/// Makes a person, or finds the one with the same NIK or document.
async fn create(Api(ctx): Api, AppJson(members): AppJson<Map<String, Value>>) -> Result<Response, Failure> {
    ctx.actor.require(Permission::WritePeople)?;
    let fields: Vec<_> = FIELDS.iter().collect();
    let form = web::members::form(&ctx, &fields, &members)?;
    let parsed = parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let tx = ctx.begin().await?;
    let attached = attach(&tx, &ctx, &[&parsed.values], &[None]).await?;
    tx.commit().await?;
    let id = attached.first().map(|a| a.id).ok_or_else(|| Problem::internal("nobody came of a form"))?;
    answer(&ctx, id, false, StatusCode::CREATED).await
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let fields: Vec<_> = FIELDS.iter().collect();
    let uuid = json!({ "type": "string", "format": "uuid" });
    schemas.insert("OrangBaru".to_owned(), object(reference, &fields, &[]));
    let own = [("id", uuid.clone()), ("versi", json!({ "type": "integer" })), ("digabung_dari", uuid.clone())];
    let shown = with(openapi::answer(reference, &fields, &own), "required", json!(["id", "versi", "nama"]));
    schemas.insert("Orang".to_owned(), shown);
    let one = json!({ "$ref": "#/components/schemas/Orang" });
    let many = json!({ "type": "object", "required": ["data"], "properties": {
        "data": { "type": "array", "items": one }, "berikutnya": { "type": ["string", "null"] } } });
    let list = with(
        operation("daftar-orang", "Orang", "Daftar, terbaru dahulu, disamarkan", (200, &many)),
        "parameters",
        paging::parameters("sebelum", &uuid).into(),
    );
    let create = with(
        operation("catat-orang", "Orang", "Catat, atau temukan yang ber-NIK sama", (201, &one)),
        "requestBody",
        json!({ "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/OrangBaru" } } } }),
    );
    paths.insert("/api/v1/orang".to_owned(), json!({ "get": list, "post": create }));
    let read = with(
        operation("baca-orang", "Orang", "Baca satu", (200, &one)),
        "parameters",
        json!([
            parameter("path", "id", &uuid, "Orang."),
            parameter("query", "buka", &json!({ "type": "boolean" }), "Tampilkan isian terlindungi; perlu wewenang."),
        ]),
    );
    paths.insert("/api/v1/orang/{id}".to_owned(), json!({ "get": read }));
    describe_matching(reference, paths, schemas);
    describe_hints(paths, schemas);
}

/// Offices that may know somebody.
fn elsewhere() -> Value {
    json!({ "type": "array", "items": { "$ref": "#/components/schemas/KantorLain" }, "description":
        "Hanya menurut nama dan tanggal lahir yang sama; kosong bila tidak ada, atau bila peran Anda tidak mencatat orang." })
}

fn describe_hints(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    schemas.insert(
        "KantorLain".to_owned(),
        json!({ "type": "object", "required": ["kode", "nama"], "properties": {
        "kode": { "type": "string" }, "nama": { "type": "string" } } }),
    );
    let found = json!({ "type": "object", "required": ["kantor_lain"], "properties": { "kantor_lain": elsewhere() } });
    let summary = "Kantor lain yang mungkin mengenal orang ini; dihitung dan dibatasi (429)";
    let read = with(
        operation("petunjuk-orang", "Orang", summary, (200, &found)),
        "parameters",
        json!([parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Orang.")]),
    );
    paths.insert("/api/v1/orang/{id}/petunjuk".to_owned(), json!({ "get": read }));
}

fn describe_matching(reference: &Reference, paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let fields: Vec<_> = FIELDS.iter().collect();
    schemas.insert(
        "UsulOrang".to_owned(),
        json!({ "type": "object", "required": ["id", "kekuatan", "alasan", "kantor", "orang"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "description": "Isikan sebagai orang_id untuk memilihnya." },
            "kekuatan": { "type": "string", "enum": ["pasti", "kuat", "mungkin"] },
            "alasan": { "type": "array", "items": { "type": "string" } },
            "kantor": { "type": ["string", "null"], "description": "Kantor yang pertama mencatat." },
            "orang": with(openapi::answer(reference, &fields, &[]), "description", json!("Disamarkan.")) } }),
    );
    let list = json!({ "type": "object", "required": ["data", "kantor_lain"], "properties": {
        "data": { "type": "array", "items": { "$ref": "#/components/schemas/UsulOrang" } }, "kantor_lain": elsewhere() } });
    let typed = as_typed();
    let asked = object(reference, &typed.iter().collect::<Vec<_>>(), &[]);
    let summary = "Siapa yang mungkin dimaksud di kantor Anda, dan kantor lain yang mungkin mengenalnya";
    let matching = with(
        operation("cocokkan-orang", "Orang", summary, (200, &list)),
        "requestBody",
        json!({ "required": true, "content": { "application/json": {
            "schema": asked } } }),
    );
    let matching =
        with(matching, "description", json!("Isian dibaca seperti di formulir; yang tidak terbaca dijawab 422."));
    paths.insert("/api/v1/orang/cocokkan".to_owned(), json!({ "post": matching }));
}
