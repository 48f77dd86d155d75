//! One berita acara for all who were handed over together: the people of an arrival with the same receiver, day and number. It is made of
//! their returns whenever it is asked for. What is typed for the paper alone, such as the receiver's identity, is printed and not kept.

mod content;
mod handover;
mod page;
mod word;

use axum::extract::Extension;
use axum::response::Response;
use cetak::Fonts;
use kernel::access::{Read, log};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::{CatatanId, Ctx, Day, Permission, Problem, Result};
use records::Kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::Description;
use web::{Api, AppForm as Body, AppJson, AppPath, Console, Failure, Routes, heavy};

use super::{DOCX, PDF, file, unprinted};
use crate::kepulangan::Kepulangan;
use crate::penumpang::{flight, passengers};
use handover::Handover;

pub(crate) use page::print;

/// What is asked for the paper alone.
const PLACE: Field =
    Field::asked("tempat", "Tempat serah terima", FieldKind::Text(120)).help("Kosong berarti di kantor.");
const GIVER: Field =
    Field::asked("penyerah", "Yang menyerahkan", FieldKind::Text(120)).help("Kosong berarti Anda sendiri.");
const GIVER_NUMBER: Field = Field::asked("nip_penyerah", "NIP yang menyerahkan", FieldKind::Text(40));
const RECEIVER_OFFICE: Field = Field::asked("instansi_penerima", "Instansi penerima", FieldKind::Text(120));
const RECEIVER_NUMBER: Field =
    Field::asked("identitas_penerima", "NIP atau nomor identitas penerima", FieldKind::Text(60))
        .help("Hanya dicetak, tidak disimpan.");
const FIELDS: [&Field; 5] = [&PLACE, &GIVER, &GIVER_NUMBER, &RECEIVER_OFFICE, &RECEIVER_NUMBER];

/// The routes; the fonts are added by who merges them.
pub(super) fn router() -> Routes {
    Routes::new()
        .get("/kedatangan/{id}/serah-terima", page::show)
        .post("/kedatangan/{id}/berita-acara", heavy::work(console))
        .get("/api/v1/kedatangan/{id}/serah-terima", list)
        .post("/api/v1/kedatangan/{id}/berita-acara", heavy::work(api))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Salah satu kepulangan dari serah terima itu.
    #[serde(default)]
    #[schemars(!default, length(max = 40))]
    kepulangan: String,
    /// pdf bila kosong.
    #[serde(default)]
    #[schemars(extend("enum" = ["pdf", "docx", ""]))]
    bentuk: String,
    /// Tempat serah terima; nama kantor bila kosong.
    #[serde(default)]
    #[schemars(length(max = 120))]
    tempat: String,
    /// Nama yang menyerahkan; pengguna ini bila kosong.
    #[serde(default)]
    #[schemars(length(max = 120))]
    penyerah: String,
    /// NIP yang menyerahkan.
    #[serde(default)]
    #[schemars(length(max = 40))]
    nip_penyerah: String,
    /// Instansi penerima.
    #[serde(default)]
    #[schemars(length(max = 120))]
    instansi_penerima: String,
    /// NIP atau nomor identitas penerima; hanya dicetak.
    #[serde(default)]
    #[schemars(length(max = 60))]
    identitas_penerima: String,
}

impl Asked {
    /// What is printed as it was typed.
    fn typed(self, ctx: &Ctx) -> Result<Form> {
        let form = Form::from([
            (PLACE.key.to_owned(), self.tempat),
            (GIVER.key.to_owned(), self.penyerah),
            (GIVER_NUMBER.key.to_owned(), self.nip_penyerah),
            (RECEIVER_OFFICE.key.to_owned(), self.instansi_penerima),
            (RECEIVER_NUMBER.key.to_owned(), self.identitas_penerima),
        ]);
        let values = parse(&FIELDS, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
        let said = |field: &&Field| Some((field.key.to_owned(), values.text(field)?.to_owned()));
        Ok(FIELDS.iter().filter_map(said).collect())
    }
}

async fn api(
    Api(ctx): Api,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<CatatanId>,
    asked: Result<AppJson<Asked>, Failure>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    let AppJson(asked) = asked?;
    Ok(answer(&ctx, &fonts, id, asked).await?)
}

async fn console(
    Console(ctx): Console,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<CatatanId>,
    Body(asked): Body<Asked>,
) -> Result<Response, Failure> {
    Ok(answer(&ctx, &fonts, id, asked).await?)
}

/// The document; numbers of people in full only where the actor may open them, and then it is logged as an opening.
async fn answer(ctx: &Ctx, fonts: &Fonts, id: CatatanId, asked: Asked) -> Result<Response> {
    ctx.actor.require(Permission::Pemulangan)?;
    let (media, ending) = match asked.bentuk.as_str() {
        "" | "pdf" => (PDF, "pdf"),
        "docx" => (DOCX, "docx"),
        _ => return Err(Problem::field("bentuk", "Pilih pdf atau docx.")),
    };
    let flight = flight(ctx, id).await?;
    let member = asked.kepulangan.trim().parse().ok().map(CatatanId);
    let typed = asked.typed(ctx)?;
    let all = passengers(ctx, &flight, "daftar").await?;
    let missing = || {
        let detail =
            "Tidak ada serah terima dengan kepulangan ini. Buka daftar serah terima kedatangannya, lalu pilih lagi.";
        Problem::field("kepulangan", detail)
    };
    let handover =
        Handover::all(&all).into_iter().find(|one| one.people.iter().any(|one| Some(one.record.id) == member));
    let handover = handover.ok_or_else(missing)?;
    let reveal = ctx.actor.may(Permission::RevealPeople);
    let people = handover.people.iter().map(|one| one.record.orang_id).collect();
    log(ctx, Read { action: "cetak", kind: Kepulangan::INFO.name, revealed: reveal }, people).await?;
    let content = content::of(ctx, (&flight, &handover), &typed, reveal).await?;
    let bytes = match ending {
        "docx" => word::document(&content).pack().map_err(Problem::internal)?,
        _ => cetak::pdf(fonts, cetak::BERITA_ACARA_BERSAMA, &content.json())
            .map_err(|error| unprinted(error, flight.status.code(), "docx"))?,
    };
    Ok(file(&format!("BA-{}-{}.{ending}", flight.nomor, handover.first().nomor), media, bytes))
}

#[derive(Serialize, JsonSchema)]
struct Handovers {
    data: Vec<Line>,
}

#[derive(Serialize, JsonSchema)]
struct Line {
    /// Salah satu kepulangannya; dengannya berita acara diminta.
    kepulangan: CatatanId,
    nomor_ba: Option<String>,
    tanggal: Option<Day>,
    jenis_penerima: Option<String>,
    penerima: Option<String>,
    jumlah: usize,
}

async fn list(Api(ctx): Api, AppPath(id): AppPath<CatatanId>) -> Result<axum::Json<Handovers>, Failure> {
    let flight = flight(&ctx, id).await?;
    let all = passengers(&ctx, &flight, "daftar").await?;
    let line = |one: Handover<'_>| {
        let first = one.first();
        Line {
            kepulangan: first.id,
            nomor_ba: first.nomor_ba.clone(),
            tanggal: first.serah_terima_pada,
            jenis_penerima: first.jenis_penerima.clone(),
            penerima: first.penerima.clone(),
            jumlah: one.people.len(),
        }
    };
    Ok(axum::Json(Handovers { data: Handover::all(&all).into_iter().map(line).collect() }))
}

/// Adds the description of the operations.
pub(super) fn describe(all: &mut Description) {
    let name = ("serah-terima-kedatangan", "Kedatangan", "Serah terima penumpang satu kedatangan, terbaru dahulu");
    all.get("/api/v1/kedatangan/{id}/serah-terima", name, |one| one.id("id", "Kedatangan.").answers::<Handovers>(200));
    let name =
        ("berita-acara-bersama", "Kedatangan", "Satu berita acara serah terima dengan lampiran nama, sebagai berkas");
    all.post("/api/v1/kedatangan/{id}/berita-acara", name, |one| {
        one.id("id", "Kedatangan.").takes::<Asked>().shows(200, &json!({ PDF: {}, DOCX: {} }))
    });
}
