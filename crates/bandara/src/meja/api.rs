//! The api of the desk.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Days, Utc};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Day, KantorId, Permission, Problem, Result};
use records::Registry;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Api, App, AppJson, AppPath, Caller, Failure, PiecewiseJson, titipan};

use super::{fresh, run};
use crate::manifes::{self, STOPPED};
use crate::selisih::entity as difference;
use pemulangan::kedatangan::entity as arrival;

/// How many operations one request may bring.
pub(super) const MOST: usize = 100;
/// How many days before and after today a flight is offered.
const AROUND: u64 = 2;
/// How many flights are offered.
const FLIGHTS: u64 = 200;

/// Who wants to open the desk.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    petugas: Option<String>,
    #[serde(default)]
    #[schemars(!default)]
    sandi: String,
}

/// What a desk sends.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// Nama pengguna pemilik meja.
    #[serde(default)]
    #[schemars(!default)]
    petugas: String,
    #[schemars(schema_with = "operations")]
    operasi: Option<Vec<Value>>,
}

/// Each is read by itself: one that cannot be read must not hold up the others.
fn operations(_: &mut SchemaGenerator) -> Schema {
    let description = "Masing-masing OperasiMeja; yang tidak terbaca dijawab `salah` sendiri, tanpa menahan yang lain.";
    json_schema!({ "type": "array", "maxItems": MOST, "items": { "description": description } })
}

/// Who opened a desk.
#[derive(Serialize, JsonSchema)]
pub(super) struct Me {
    masuk: Option<String>,
    nama: String,
    kantor: Option<Office>,
    kantor_terlihat: Vec<Office>,
    #[schemars(with = "Option<Vec<String>>")]
    hak: Option<&'static [Permission]>,
    jam: DateTime<Utc>,
}

#[derive(Serialize, JsonSchema)]
struct Office {
    kode: String,
    nama: String,
}

/// The flights of these days.
#[derive(Serialize, JsonSchema)]
pub(super) struct Flights {
    data: Vec<Flight>,
    /// Selisih yang belum diputuskan.
    selisih: Vec<CatatanId>,
    jam: DateTime<Utc>,
}

#[derive(Serialize, JsonSchema)]
struct Flight {
    id: CatatanId,
    nomor: String,
    penerbangan: String,
    tiba_pada: Day,
    tiba_jam: Option<String>,
    terminal: Option<String>,
    asal: Option<String>,
    negara: Option<String>,
    jumlah_diharapkan: Option<i64>,
    status: &'static str,
}

/// The manifest of a flight.
#[derive(Serialize, JsonSchema)]
pub(super) struct Lines {
    data: Vec<Line>,
    /// Orang yang diterima di luar manifes.
    tambahan: usize,
    jam: DateTime<Utc>,
}

#[derive(Serialize, JsonSchema)]
struct Line {
    id: Uuid,
    baris: i64,
    nama: String,
    status: &'static str,
    catatan: Option<CatatanId>,
    diambil_oleh: Option<String>,
    isi: Form,
}

/// What became of what was sent, one by one in the same order.
#[derive(Serialize, JsonSchema)]
pub(super) struct Applied {
    jam: DateTime<Utc>,
    #[schemars(schema_with = "answers")]
    hasil: Vec<Value>,
}

/// An answer is kept with its receipt and told again as it was kept, so no type stands between.
fn answers(_: &mut SchemaGenerator) -> Schema {
    let (text, uuid) = (json!({ "type": "string" }), json!({ "type": "string", "format": "uuid" }));
    let wrong = json!({ "type": "object", "required": ["isian", "rincian"],
        "properties": { "isian": text, "rincian": text } });
    let differs = json!({ "type": "object", "required": ["isian", "id", "nomor"],
        "properties": { "isian": text, "id": uuid, "nomor": text } });
    let one = json!({ "type": "object", "required": ["hasil"], "properties": {
        "id": { "type": ["string", "null"] },
        "hasil": { "type": "string", "enum": ["diterapkan", "sudah", "tunggu", "selisih", "salah"] },
        "catatan": uuid, "nomor": text, "selisih": { "type": "array", "items": differs },
        "kesalahan": { "type": "array", "items": wrong } } });
    json_schema!({ "type": "array", "items": one })
}

/// Refuses where the desk is somebody else's than the session: it is as if nobody were logged in for that desk.
fn same_user(ctx: &Ctx, name: &str) -> Result<()> {
    let name = name.trim().to_lowercase();
    if ctx.actor.login.as_deref() == Some(name.as_str()) { Ok(()) } else { Err(Problem::Unauthenticated) }
}

/// Says who opens the desk, once the password was typed again.
pub(super) async fn open(
    Api(ctx): Api,
    State(app): State<App>,
    Caller(from): Caller,
    opening: Result<AppJson<Opening>, Failure>,
) -> Result<Json<Me>, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    let AppJson(opening) = opening?;
    if let Some(name) = &opening.petugas {
        same_user(&ctx, name)?;
    }
    app.gate.confirm(&ctx.actor, &opening.sandi, from).await?;
    Ok(Json(me(&ctx)))
}

/// Who is in, with what the login page left for the desk.
#[derive(Serialize, JsonSchema)]
pub(super) struct Entered {
    diri: Me,
    /// Rahasia yang ditinggalkan halaman masuk di peramban ini; kosong bila tidak ada.
    kunci: Option<String>,
}

/// Says who opens the desk by the login at the console.
pub(super) async fn entered(Api(ctx): Api, headers: HeaderMap) -> Result<Json<Entered>, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    let login = ctx.actor.login.as_deref().unwrap_or_default();
    let kunci = titipan::secret(&ctx.house.vault, &headers, login);
    Ok(Json(Entered { diri: me(&ctx), kunci }))
}

fn me(ctx: &Ctx) -> Me {
    let office = |id: KantorId| {
        let office = ctx.house.offices.by_id(id);
        office.map(|office| Office { kode: office.code.clone(), nama: office.name.clone() })
    };
    Me {
        masuk: ctx.actor.login.clone(),
        nama: ctx.actor.name.clone(),
        kantor: office(ctx.actor.office),
        kantor_terlihat: ctx.actor.offices.iter().filter_map(|id| office(*id)).collect(),
        hak: ctx.actor.role.map(kernel::Role::permissions),
        jam: ctx.now(),
    }
}

/// The flights that a desk works on.
fn flights(ctx: &Ctx) -> Select<arrival::Entity> {
    let today = ctx.today();
    let from = today.checked_sub_days(Days::new(AROUND)).unwrap_or(today);
    let to = today.checked_add_days(Days::new(AROUND)).unwrap_or(today);
    arrival::Entity::find()
        .filter(arrival::Column::KantorId.eq(ctx.actor.office))
        .filter(arrival::Column::DibatalkanPada.is_null())
        .filter(arrival::Column::TibaPada.between(from, to))
        .filter(Expr::col(arrival::Column::Jenis).is_null().or(Expr::col(arrival::Column::Jenis).ne(STOPPED)))
}

/// The flights of these days, without the lists of people who were stopped: those are received in the console. With `If-None-Match` and the
/// mark of an earlier answer, 304 where nothing is otherwise.
pub(super) async fn arrivals(Api(ctx): Api, headers: HeaderMap) -> Result<Response, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    let rows = flights(&ctx)
        .order_by_desc(arrival::Column::TibaPada)
        .order_by_desc(arrival::Column::TibaJam)
        .order_by_desc(arrival::Column::Id)
        .limit(FLIGHTS)
        .all(ctx.db())
        .await?;
    let flight = |row: arrival::Model| Flight {
        id: row.id,
        nomor: row.nomor,
        penerbangan: row.penerbangan,
        tiba_pada: row.tiba_pada,
        tiba_jam: row.tiba_jam,
        terminal: row.terminal,
        asal: row.asal,
        negara: row.negara,
        jumlah_diharapkan: row.jumlah_diharapkan,
        status: row.status.code(),
    };
    let selisih = differing(&ctx).await?;
    let data: Vec<Flight> = rows.into_iter().map(flight).collect();
    let mark = fresh::of_all(&(&data, &selisih))?;
    Ok(fresh::answer(&headers, &mark, || Json(Flights { data, selisih, jam: ctx.now() })))
}

/// The differences that nobody has decided yet.
async fn differing(ctx: &Ctx) -> Result<Vec<CatatanId>> {
    let open = difference::Entity::find()
        .select_only()
        .column(difference::Column::Id)
        .filter(difference::Column::KantorId.eq(ctx.actor.office))
        .filter(difference::Column::Status.eq(crate::selisih::Status::Terbuka))
        .filter(difference::Column::DibatalkanPada.is_null())
        .order_by_asc(difference::Column::Id);
    Ok(open.into_tuple().all(ctx.db()).await?)
}

/// The manifest of a flight, opened: the desk fills in the form from it. As [`arrivals`] where nothing is otherwise: then nothing is opened.
pub(super) async fn lines(
    Api(ctx): Api,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    let own = flights(&ctx).filter(arrival::Column::Id.eq(id));
    own.one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    let fresh::Standing { mark, extra } = fresh::of_flight(&ctx, id).await?;
    if fresh::known(&headers, &mark) {
        return Ok(fresh::unchanged(&mark));
    }
    let line = |line: manifes::Line| Line {
        id: line.row.id,
        baris: line.row.baris,
        nama: line.row.nama,
        status: line.row.status.code(),
        catatan: line.row.catatan_id,
        diambil_oleh: line.row.diambil_oleh,
        isi: line.said.isi,
    };
    let data = manifes::lines(&ctx, id).await?.into_iter().map(line).collect();
    Ok(fresh::answer(&headers, &mark, || Json(Lines { data, tambahan: extra, jam: ctx.now() })))
}

/// Applies what a desk sends.
pub(super) async fn send(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    sent: Result<PiecewiseJson<Sent>, Failure>,
) -> Result<Json<Applied>, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    ctx.actor.require(Permission::WritePeople)?;
    let PiecewiseJson(sent) = sent?;
    same_user(&ctx, &sent.petugas)?;
    let sent = sent.operasi.ok_or_else(|| Problem::field("operasi", "Kirim daftar operasi, boleh kosong."))?;
    if sent.len() > MOST {
        return Err(Problem::field(
            "operasi",
            format!("Paling banyak {MOST} kiriman sekali jalan. Kirim sisanya sesudah ini."),
        )
        .into());
    }
    let hasil = run::all(&ctx, &registry, &sent).await?;
    Ok(Json(Applied { jam: ctx.now(), hasil }))
}
