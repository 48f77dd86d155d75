//! The api of the desk.

use axum::Json;
use axum::extract::{Extension, State};
use chrono::Days;
use kernel::{CatatanId, Ctx, KantorId, Permission, Problem, Result};
use records::Registry;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{Api, App, AppJson, AppPath, Caller, Failure, PiecewiseJson};

use super::run;
use crate::manifes::{self, STOPPED};
use crate::selisih::entity as difference;
use pemulangan::kedatangan::entity as arrival;

/// How many operations one request may bring.
pub(super) const MOST: usize = 100;
/// How many days before and after today a flight is offered.
const AROUND: u64 = 2;
/// How many flights are offered.
const FLIGHTS: u64 = 200;

type Answer = Result<Json<Value>, Failure>;

/// Who wants to open the desk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    petugas: Option<String>,
    #[serde(default)]
    sandi: String,
}

/// What a desk sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    #[serde(default)]
    petugas: String,
    operasi: Option<Vec<Value>>,
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
    AppJson(opening): AppJson<Opening>,
) -> Answer {
    ctx.actor.require(Permission::Pemulangan)?;
    if let Some(name) = &opening.petugas {
        same_user(&ctx, name)?;
    }
    app.gate.confirm(&ctx.actor, &opening.sandi, from).await?;
    let office = |id: KantorId| {
        let office = ctx.house.offices.by_id(id);
        office.map(|office| json!({ "kode": office.code, "nama": office.name }))
    };
    let seen: Vec<Value> = ctx.actor.offices.iter().filter_map(|id| office(*id)).collect();
    Ok(Json(json!({
        "masuk": ctx.actor.login, "nama": ctx.actor.name, "kantor": office(ctx.actor.office), "kantor_terlihat": seen,
        "hak": ctx.actor.role.map(kernel::Role::permissions), "jam": ctx.now(),
    })))
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

/// The flights of these days, without the lists of people who were stopped: those are received in the console.
pub(super) async fn arrivals(Api(ctx): Api) -> Answer {
    ctx.actor.require(Permission::Pemulangan)?;
    let rows = flights(&ctx)
        .order_by_desc(arrival::Column::TibaPada)
        .order_by_desc(arrival::Column::TibaJam)
        .order_by_desc(arrival::Column::Id)
        .limit(FLIGHTS)
        .all(ctx.db())
        .await?;
    let flight = |row: &arrival::Model| {
        json!({
            "id": row.id, "nomor": row.nomor, "penerbangan": row.penerbangan, "tiba_pada": row.tiba_pada,
            "tiba_jam": row.tiba_jam, "terminal": row.terminal, "asal": row.asal, "negara": row.negara,
            "jumlah_diharapkan": row.jumlah_diharapkan, "status": row.status.code(),
        })
    };
    let open = differing(&ctx).await?;
    Ok(Json(json!({ "data": rows.iter().map(flight).collect::<Value>(), "selisih": open, "jam": ctx.now() })))
}

/// The differences that nobody has decided yet.
async fn differing(ctx: &Ctx) -> Result<Vec<CatatanId>> {
    let open = difference::Entity::find()
        .select_only()
        .column(difference::Column::Id)
        .filter(difference::Column::KantorId.eq(ctx.actor.office))
        .filter(difference::Column::Status.eq(crate::selisih::Status::Terbuka))
        .filter(difference::Column::DibatalkanPada.is_null());
    Ok(open.into_tuple().all(ctx.db()).await?)
}

/// The manifest of a flight, opened: the desk fills in the form from it.
pub(super) async fn lines(Api(ctx): Api, AppPath(id): AppPath<CatatanId>) -> Answer {
    ctx.actor.require(Permission::Pemulangan)?;
    let own = flights(&ctx).filter(arrival::Column::Id.eq(id));
    own.one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    let lines = manifes::lines(&ctx, id).await?;
    let line = |line: &manifes::Line| {
        json!({
            "id": line.row.id, "baris": line.row.baris, "nama": line.row.nama, "status": line.row.status.code(),
            "catatan": line.row.catatan_id, "diambil_oleh": line.row.diambil_oleh, "isi": line.said.isi,
        })
    };
    Ok(Json(json!({ "data": lines.iter().map(line).collect::<Value>(), "jam": ctx.now() })))
}

/// Applies what a desk sends.
pub(super) async fn send(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    PiecewiseJson(sent): PiecewiseJson<Sent>,
) -> Answer {
    ctx.actor.require(Permission::Pemulangan)?;
    ctx.actor.require(Permission::WritePeople)?;
    same_user(&ctx, &sent.petugas)?;
    let sent = sent.operasi.ok_or_else(|| Problem::field("operasi", "Kirim daftar operasi, boleh kosong."))?;
    if sent.len() > MOST {
        return Err(Problem::field(
            "operasi",
            format!("Paling banyak {MOST} kiriman sekali jalan. Kirim sisanya sesudah ini."),
        )
        .into());
    }
    let answers = run::all(&ctx, &registry, &sent).await?;
    Ok(Json(json!({ "jam": ctx.now(), "hasil": answers })))
}
