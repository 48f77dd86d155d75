//! Manifests as JSON.

use std::collections::{HashMap, HashSet};

use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::form::{Form, mask};
use kernel::{CatatanId, Ctx, FieldError, Permission, Problem, Result};
use records::Registry;
use records::api::take_id;
use records::import::{Grid, SENT, pasted};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use web::{Api, App, AppJson, AppPath, Failure, MaybeJson, Nothing, heavy, members};

use super::accept::{Seen, Sent, accept, look};
use super::intake::{self, Done, receive};
use super::line::{Line, lines};
use super::plan::Fate;
use super::{MOST, absent, arrival, claim};

type Answer = Result<Response, Failure>;

pub(super) fn router(registry: &Registry) -> Router<App> {
    let base = "/api/v1/kedatangan/{id}/manifes";
    let line = format!("{base}/{{baris}}");
    Router::new()
        .route(base, get(list).post(heavy::work(send)))
        .route(&format!("{base}/berikutnya"), post(next))
        .route(&format!("{line}/temui"), post(receive_one))
        .route(&format!("{line}/tidak-datang"), post(not_come))
        .route(&format!("{line}/lepas"), post(release))
        .layer(Extension(registry.clone()))
}

/// What stands in the way of a manifest, at `baris.kolom`.
pub(super) fn errors(seen: &Seen) -> Vec<FieldError> {
    let bad = seen.people.iter().flat_map(|person| person.notes.iter().map(move |note| (person.at, note)));
    bad.filter(|(_, note)| note.bad)
        .map(|(at, note)| FieldError::new(format!("baris {}/{}", at + 1, note.field), note.detail.clone()))
        .collect()
}

async fn list(Api(ctx): Api, Extension(registry): Extension<Registry>, AppPath(id): AppPath<CatatanId>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let all = lines(&ctx, arrival.id).await?;
    let extra = intake::extra(&ctx, arrival::kind(&registry, &arrival)?, &arrival, &all).await?;
    let data: Vec<Value> = all.iter().map(|line| shown(&ctx, line)).collect();
    let count = |word: &str| all.iter().filter(|line| line.row.status.code() == word).count();
    Ok(Json(json!({
        "data": data, "menurut_surat": arrival.jumlah_diharapkan, "diharapkan": count("diharapkan"), "ditemui": count("ditemui"),
        "tidak_datang": count("tidak_datang"), "ditarik": count("ditarik"), "tambahan": extra,
    }))
    .into_response())
}

/// A line; what is protected is masked.
fn shown(ctx: &Ctx, line: &Line) -> Value {
    let open = ctx.actor.may(Permission::RevealPeople);
    let masked = |(key, text): (&String, &String)| {
        let field = super::columns::fields().find(|field| field.key == key);
        (key.clone(), json!(field.filter(|_| !open).map_or_else(|| text.clone(), |field| field.masked(text))))
    };
    let said: Map<String, Value> = line.said.isi.iter().map(masked).collect();
    // Nobody knows what stands in a column that no field answers to.
    let other = |(head, text): (&String, &String)| (head.clone(), json!(if open { text.clone() } else { mask(text) }));
    let others: Map<String, Value> = line.said.lain.iter().map(other).collect();
    let row = &line.row;
    json!({
        "id": row.id, "baris": row.baris, "status": row.status.code(), "isi": said, "lain": others,
        "jenis_catatan": row.jenis_catatan, "catatan_id": row.catatan_id, "diambil_oleh": claim::elsewhere(ctx, row),
        "versi": row.versi,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    #[serde(default)]
    uji: bool,
    #[serde(default)]
    teks: String,
    #[serde(default)]
    baris: Vec<Map<String, Value>>,
    #[serde(default)]
    semua: Map<String, Value>,
    #[serde(default)]
    tarik: HashSet<Uuid>,
    #[serde(default)]
    sisihkan: bool,
}

/// The most members that the rows of a manifest may have between them.
const MEMBERS: usize = 200;

/// Rows of JSON as a table whose heads are their members.
fn table(ctx: &Ctx, rows: &[Map<String, Value>]) -> Result<Grid> {
    let mut heads: Vec<String> = Vec::new();
    for key in rows.iter().flat_map(Map::keys) {
        if !heads.contains(key) {
            heads.push(key.clone());
        }
        if heads.len() > MEMBERS {
            let told = format!("baris: paling banyak {MEMBERS} isian yang berbeda. Periksa nama-nama isiannya.");
            return Err(Problem::Malformed(told));
        }
    }
    if rows.len().saturating_mul(heads.len()) > SENT.cells {
        return Err(Problem::Malformed("baris: terlalu banyak. Bagi manifesnya per penerbangan.".to_owned()));
    }
    let mut all = vec![heads.clone()];
    for row in rows {
        let form = members::form(ctx, &[], row)?;
        all.push(heads.iter().map(|head| form.get(head).cloned().unwrap_or_default()).collect());
    }
    Ok(Grid { rows: all, merged: Vec::new() })
}

async fn send(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppJson(manifest): AppJson<Manifest>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    if manifest.baris.len() > MOST {
        return Err(Problem::field("baris", format!("Paling banyak {MOST} baris sekali kirim.")).into());
    }
    let grid = if manifest.baris.is_empty() { pasted(&manifest.teks)? } else { table(&ctx, &manifest.baris)? };
    let given = members::form(&ctx, &[], &manifest.semua)?;
    let sent = Sent { grid, chosen: HashMap::new(), given, drawn: manifest.tarik };
    let (seen, written) = if manifest.uji {
        (look(&ctx, &arrival, &sent).await?, None)
    } else {
        let (written, seen) = accept(&ctx, &registry, &arrival, &sent, manifest.sisihkan).await?;
        (seen, Some(written))
    };
    let (new, changed, same) = written.map_or_else(|| seen.tally(), |w| (w.new, w.changed, w.same));
    let gone: Vec<Value> = seen
        .plan
        .gone
        .iter()
        .filter_map(|at| seen.held.get(*at))
        .map(|line| json!({ "id": line.row.id, "baris": line.row.baris, "nama": line.row.nama }))
        .collect();
    Ok(Json(json!({
        "data": told(&seen), "uji": manifest.uji, "baru": new, "berubah": changed, "sama": same, "salah": seen.bad(),
        "ditarik": written.map_or(0, |w| w.drawn), "tidak_ada_lagi": gone, "peringatan": seen.warning,
    }))
    .into_response())
}

fn told(seen: &Seen) -> Vec<Value> {
    let one = |(at, person): (usize, &super::check::Person)| {
        let fate = seen.plan.fates.get(at);
        let met = |place: &usize| seen.held.get(*place).is_some_and(|line| line.row.catatan_id.is_some());
        let (word, differ) = match fate {
            _ if person.bad() => ("salah", Vec::new()),
            Some(Fate::Same(_)) => ("sama", Vec::new()),
            Some(Fate::Changed(place, differ)) => {
                (if met(place) { "sudah_ditemui" } else { "berubah" }, differ.clone())
            }
            _ => ("baru", Vec::new()),
        };
        let notes: Vec<Value> = person
            .notes
            .iter()
            .map(|note| json!({ "isian": note.field, "rincian": note.detail, "salah": note.bad }))
            .collect();
        let differ: Vec<&str> = differ.iter().map(|one| one.what.as_str()).collect();
        json!({ "baris": person.at + 1, "nama": person.said.isi.get("nama"), "hasil": word, "beda": differ, "catatan": notes })
    };
    seen.people.iter().enumerate().map(one).collect()
}

async fn next(Api(ctx): Api, AppPath(id): AppPath<CatatanId>, MaybeJson(Nothing {}): MaybeJson<Nothing>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "berikutnya")?;
    let line = match claim::next(&ctx, arrival.id).await? {
        Some(line) => Some(shown(&ctx, &intake::one(&ctx, &arrival, line).await?)),
        None => None,
    };
    Ok(Json(json!({ "baris": line })).into_response())
}

async fn receive_one(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    AppJson(mut members): AppJson<Map<String, Value>>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let kind = arrival::kind(&registry, &arrival)?;
    let own = take_id(&mut members)?;
    let held = intake::one(&ctx, &arrival, line).await?;
    let mut form: Form = intake::prefilled(&ctx, &arrival, kind, Some(&held.said));
    form.extend(web::members::form(&ctx, &kind.fields(), &members)?);
    let name = kind.info().name;
    let (status, body) = match receive(&ctx, &registry, &arrival, Some(line), (form, own)).await? {
        Done::New(id, number) => {
            (StatusCode::CREATED, json!({ "hasil": "dicatat", "jenis": name, "catatan_id": id, "nomor": number }))
        }
        Done::Before(id) => (StatusCode::OK, json!({ "hasil": "sudah", "jenis": name, "catatan_id": id })),
        Done::Wrong(errors) => return Err(Problem::Invalid(errors).into()),
    };
    Ok((status, Json(body)).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Absence {
    #[serde(default = "yes")]
    tidak_datang: bool,
}

fn yes() -> bool {
    true
}

async fn not_come(
    Api(ctx): Api,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    AppJson(asked): AppJson<Absence>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "tidak-datang")?;
    intake::one(&ctx, &arrival, line).await?;
    let tx = ctx.begin().await?;
    absent(&tx, &ctx, line, asked.tidak_datang).await?;
    tx.commit().await?;
    Ok(Json(shown(&ctx, &intake::one(&ctx, &arrival, line).await?)).into_response())
}

async fn release(
    Api(ctx): Api,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    MaybeJson(Nothing {}): MaybeJson<Nothing>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    claim::release(&ctx, id, line).await?;
    Ok(Json(shown(&ctx, &intake::one(&ctx, &arrival, line).await?)).into_response())
}
