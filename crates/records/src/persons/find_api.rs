//! The search over everything as JSON.

use axum::Json;
use axum::extract::Extension;
use chrono::{DateTime, Utc};
use kernel::form::Form;
use kernel::form::pattern::UUID;
use kernel::{CatatanId, KantorId, OrangId, Permission, Problem};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::{Description, shape, with};
use web::{Api, AppJson, Failure, Routes};

use super::file::Entry;
use super::find::{self, Person};
use crate::Registry;

pub(super) fn router() -> Routes {
    Routes::new().post("/api/v1/cari", search)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    #[schemars(!default, schema_with = "sought")]
    cari: String,
    #[schemars(extend("pattern" = UUID.or_none()))]
    sebelum: Option<String>,
}

fn sought(_: &mut SchemaGenerator) -> Schema {
    let text = "Bagian nama menurut ejaan mana pun, atau utuh: NIK, paspor atau SPLP, telepon, nomor catatan, nomor dari \
                sistem lain.";
    let schema = with(shape(&find::TEXT, true), "description", json!(text));
    Schema::try_from(schema).unwrap_or_default()
}

/// What a search found.
#[derive(Serialize, JsonSchema)]
struct Found {
    orang: Vec<Somebody>,
    catatan: Vec<Line>,
    berikutnya: Option<OrangId>,
}

/// A person with their newest records.
#[derive(Serialize, JsonSchema)]
struct Somebody {
    id: OrangId,
    #[serde(flatten)]
    #[schemars(schema_with = "particulars")]
    form: Form,
    catatan: Vec<Line>,
    /// Berapa catatan lagi yang tidak ditampilkan di sini.
    catatan_lain: usize,
}

fn particulars(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "required": ["nama"], "properties": { "nama": { "type": "string" } } })
}

/// A record of any kind.
#[derive(Serialize, JsonSchema)]
pub(super) struct Line {
    jenis: &'static str,
    id: CatatanId,
    nomor: String,
    kantor_id: KantorId,
    #[schemars(extend("format" = "date"))]
    hari: Option<String>,
    status: &'static str,
    dibatalkan_pada: Option<DateTime<Utc>>,
    alamat: String,
}

impl Line {
    /// The line for a record.
    pub(super) fn of(entry: &Entry) -> Self {
        let (info, head) = (entry.kind.info(), &entry.row.head);
        Self {
            jenis: info.name,
            id: head.id,
            nomor: head.number.clone(),
            kantor_id: head.office,
            hari: entry.day().map(str::to_owned),
            status: entry.row.status,
            dibatalkan_pada: head.withdrawn,
            alamat: format!("/api/v1/{}/{}", info.name, head.id),
        }
    }
}

async fn search(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppJson(asked): AppJson<Asked>,
) -> Result<Json<Found>, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    let before = find::cursor(asked.sebelum.as_deref())?;
    let refused = find::TEXT.refuse(true, &json!(asked.cari));
    refused.map_or(Ok(()), |detail| Err(Problem::field("cari", detail)))?;
    let results = find::find(&registry, &ctx, &asked.cari, before).await?;
    let catatan = results.records.iter().map(Line::of).collect();
    Ok(Json(Found { orang: results.people.into_iter().map(somebody).collect(), catatan, berikutnya: results.next }))
}

fn somebody(person: Person) -> Somebody {
    let catatan = person.records.iter().map(Line::of).collect();
    Somebody { id: person.shown.id, form: person.shown.form, catatan, catatan_lain: person.more }
}

/// Adds the description of the search.
pub(super) fn describe(all: &mut Description) {
    let name = ("cari", "Orang", "Cari orang beserta semua catatannya, terbaru dahulu, disamarkan");
    all.post("/api/v1/cari", name, |one| one.takes::<Asked>().answers::<Found>(200));
}
