//! All that is held of one person, for who asks for it (UU 27/2022 pasal 32): every record with every field under the label that people
//! read, the history, the names of attachments, who saw it, and where it was sent; as a PDF or as JSON.
//!
//! Protected fields are in clear, so it takes the right to open them, and is logged as opening all. Who else is named in a record is
//! masked. That a copy was made stands in `salinan_data`: for which request, and how it was seen who asks; a request of the register has a
//! line in its history.

mod api;
mod collect;
pub mod entity;
mod page;
mod paper;
mod told;
mod written;

use axum::extract::Extension;
use cetak::{Fonts, Unprinted};
use kernel::form::{Field, FieldKind, Form, Value, parse};
use kernel::{CatatanId, Ctx, Day, OrangId, Permission, Problem, Result};
use records::{Registry, Touch, kind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use web::{Routes, heavy, parts};

pub use api::describe;

use crate::jejak::{Whose, whose};
use crate::permintaan_data::PermintaanData;
use told::Salinan;

/// The routes.
pub fn router(registry: &Registry, fonts: &Fonts) -> Routes {
    Routes::new()
        .get("/permintaan-data/{id}/salinan", page::of_request)
        .get("/orang/{id}/salinan", page::show)
        .post("/orang/{id}/salinan", heavy::alone(page::make))
        .post("/api/v1/orang/{id}/salinan", heavy::alone(api::make))
        .layer(Extension(registry.clone()))
        .layer(Extension(fonts.clone()))
}

const REASON: Field = Field::asked("alasan", "Alasan", FieldKind::Text(500))
    .required()
    .help("Misalnya: yang bersangkutan meminta salinan datanya.");
const NUMBER: Field = Field::asked("permintaan", "Nomor permintaan", FieldKind::Text(80))
    .help("Nomor suratnya, atau nomor catatan permintaannya. Kosongkan bila lisan.");
const DAY: Field = Field::asked("diminta_pada", "Diminta pada", FieldKind::Day).required();
const IDENTITY: Field = Field::asked("identitas", "Identitas pemohon diperiksa dengan", FieldKind::Text(200))
    .required()
    .help("Misalnya: paspor asli, dibandingkan dengan orangnya; atau surat kuasa dan KTP kuasanya.");

/// What is asked of who makes a copy.
const FIELDS: &[Field] = &[REASON, NUMBER, DAY, IDENTITY];

/// For what a copy is made.
struct Diminta {
    reason: String,
    number: Option<String>,
    day: Day,
    identity: String,
}

impl Diminta {
    /// # Errors
    /// [`Problem::Invalid`] for what is missing or cannot be read.
    fn read(ctx: &Ctx, form: &Form) -> Result<Self> {
        let fields: Vec<&Field> = FIELDS.iter().collect();
        let parsed = parse(&fields, form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
        let text = |field: &Field| parsed.values.text(field).map(str::to_owned);
        let Some(Value::Day(day)) = parsed.values.value(DAY.key) else {
            return Err(Problem::field(DAY.key, "Tulis tanggal seperti 31/12/2025."));
        };
        Ok(Self {
            reason: text(&REASON).unwrap_or_default(),
            number: text(&NUMBER),
            day: *day,
            identity: text(&IDENTITY).unwrap_or_default(),
        })
    }
}

/// In which form a copy is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bentuk {
    Pdf,
    Json,
}

impl Bentuk {
    fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

/// Makes a copy, and keeps that it was made. The copy is given out only when both are durable: this, and the looks.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`]; [`Problem::Refused`] for who has been erased; as for reading each record.
async fn make(ctx: &Ctx, registry: &Registry, whose: &Whose, (asked, form): (&Diminta, Bentuk)) -> Result<Salinan> {
    if whose.person.is_erased() {
        return Err(erased());
    }
    let request = request(ctx, whose, asked).await?;
    let copy = collect::collect(ctx, registry, whose).await?;
    let mut tx = ctx.begin().await?;
    // What is noted of a copy is said about the person: nothing is, once they have been erased.
    if people::find(&*tx, whose.person.id).await?.is_erased() {
        return Err(erased());
    }
    let row = entity::ActiveModel {
        id: Set(tx.id()),
        orang_id: Set(whose.person.id),
        kantor_id: Set(ctx.actor.office),
        alasan: Set(asked.reason.clone()),
        permintaan: Set(asked.number.clone()),
        diminta_pada: Set(asked.day),
        identitas: Set(asked.identity.clone()),
        bentuk: Set(form.code().to_owned()),
        pelaku_id: Set(ctx.actor.user),
        pelaku: Set(ctx.actor.name.clone()),
        pada: Set(tx.at),
    };
    entity::Entity::insert(row).exec_without_returning(&*tx).await?;
    if let Some(id) = request {
        let reason = format!("Salinan data dibuat ({}).", form.code().to_uppercase());
        let changes = json!({ "salinan": { "dari": null, "ke": form.code() } });
        kind::<PermintaanData>().touch(&mut tx, ctx, Touch { id, reason, changes }).await?;
    }
    tx.commit().await?;
    Ok(copy)
}

fn erased() -> Problem {
    Problem::Refused {
        status: "dihapus",
        command: "salinan",
        allowed: Vec::new(),
        detail: "Data orang ini sudah dihapus, jadi tidak ada lagi yang dapat disalin.".to_owned(),
    }
}

/// The request of the register whose number was given; none for the number of a letter.
///
/// # Errors
/// [`Problem::Invalid`] for a number of the register that is of no request about this person.
async fn request(ctx: &Ctx, whose: &Whose, asked: &Diminta) -> Result<Option<CatatanId>> {
    let kind = kind::<PermintaanData>();
    let number = asked.number.as_deref().unwrap_or_default().trim().to_uppercase();
    if number.split('-').next() != Some(kind.info().prefix) {
        return Ok(None);
    }
    let rows = kind.by_number(ctx, &number).await?;
    let about = |row: &&records::Row| row.head.person.is_some_and(|person| whose.rows.contains(&person));
    let own = rows.iter().find(|row| row.head.number == number && about(row));
    let wrong = || Problem::field(NUMBER.key, "Nomor itu bukan permintaan tentang orang ini. Periksa nomornya.");
    own.map(|row| Some(row.head.id)).ok_or_else(wrong)
}

/// The person of whom a copy is asked for; who asks must be allowed to open protected fields.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`].
async fn copied(ctx: &Ctx, id: OrangId) -> Result<Whose> {
    ctx.actor.require(Permission::DataProtection)?;
    ctx.actor.require(Permission::RevealPeople)?;
    whose(ctx, id).await
}

/// How many earlier copies are shown.
const EARLIER: u64 = 50;

/// The copies that were made of a person, the newest first.
async fn earlier(ctx: &Ctx, whose: &Whose) -> Result<Vec<entity::Model>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::OrangId.is_in(whose.rows.iter().copied()))
        .filter(ctx.of_offices(entity::Column::KantorId.as_column_ref()))
        .order_by_desc(entity::Column::Pada)
        .limit(EARLIER)
        .all(ctx.db())
        .await?;
    Ok(rows)
}

/// A copy as a PDF.
///
/// # Errors
/// [`Problem::Refused`] for letters that no font has; the same copy as JSON is a way out.
fn printed(ctx: &Ctx, fonts: &Fonts, copy: &Salinan, asked: &Diminta) -> Result<Vec<u8>> {
    let request = asked.number.as_ref().map(|number| format!(", permintaan {number}")).unwrap_or_default();
    let made = format!(
        "Dibuat {} WIB oleh {} atas permintaan {}{request}",
        parts::instant(copy.dibuat_pada),
        ctx.actor.name,
        parts::day(asked.day)
    );
    cetak::tabel(fonts, &paper::paper(copy, made)).map_err(|error| match error {
        Unprinted::Letters { .. } => Problem::Refused {
            status: "salinan",
            command: "pdf",
            allowed: vec!["json"],
            detail: format!("{error} Salinan sebagai JSON tetap dapat diunduh."),
        },
        Unprinted::Template(_) => Problem::internal(error),
    })
}
