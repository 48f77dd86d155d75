//! Manifests as JSON.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::form::{Form, mask};
use kernel::{CatatanId, Ctx, FieldError, Permission, Problem, Result};
use records::Registry;
use records::api::take_id;
use records::import::{Grid, SENT, pasted};
use serde_json::{Map, Value};
use uuid::Uuid;
use web::{Api, AppJson, AppPath, Failure, MaybeJson, Nothing, Routes, heavy, members};

use super::accept::{Seen, Sent, accept, look};
use super::ask::Question;
use super::intake::{self, Done, receive};
use super::line::{Line, lines};
use super::pilihan::{self, Choices};
use super::plan::Fate;
use super::tercatat::{self, Answers, Standing};
use super::told::{self, Absence, All, Gone, Looked, Manifest, Met, Next, REASON, Remark, Row, Skip, Stood};
use super::{MOST, absent, arrival, claim};

type Answer = Result<Response, Failure>;

pub(super) fn router(registry: &Registry) -> Routes {
    let base = "/api/v1/kedatangan/{id}/manifes";
    let line = format!("{base}/{{baris}}");
    Routes::new()
        .get(base, list)
        .post(base, heavy::work(send))
        .post(&format!("{base}/berikutnya"), next)
        .post(&format!("{line}/temui"), receive_one)
        .post(&format!("{line}/tidak-datang"), not_come)
        .post(&format!("{line}/lepas"), release)
        .layer(Extension(registry.clone()))
}

/// What stands in the way of a manifest, at `baris.kolom`.
pub(super) fn errors(seen: &Seen) -> Vec<FieldError> {
    let kept = seen.people.iter().filter(|person| person.skipped.is_none());
    let bad = kept.flat_map(|person| person.notes.iter().map(move |note| (person.at, note)));
    bad.filter(|(_, note)| note.bad)
        .map(|(at, note)| FieldError::new(format!("baris {}/{}", at + 1, note.field), note.detail.clone()))
        .collect()
}

async fn list(Api(ctx): Api, Extension(registry): Extension<Registry>, AppPath(id): AppPath<CatatanId>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let all = lines(&ctx, arrival.id).await?;
    let extra = intake::extra(&ctx, arrival::kind(&registry, &arrival)?, &arrival, &all).await?;
    let count = |word: &str| all.iter().filter(|line| line.row.status.code() == word).count();
    let answer = All {
        menurut_surat: arrival.jumlah_diharapkan,
        diharapkan: count("diharapkan"),
        ditemui: count("ditemui"),
        tidak_datang: count("tidak_datang"),
        ditarik: count("ditarik"),
        tambahan: extra,
        data: all.into_iter().map(|line| shown(&ctx, line)).collect(),
    };
    Ok(Json(answer).into_response())
}

/// A line; what is protected is masked.
fn shown(ctx: &Ctx, line: Line) -> told::Line {
    let open = ctx.actor.may(Permission::RevealPeople);
    let masked = |(key, text): (String, String)| {
        let field = super::columns::fields().find(|field| field.key == key).filter(|_| !open);
        let text = field.map_or_else(|| text.clone(), |field| field.masked(&text));
        (key, text)
    };
    // Nobody knows what stands in a column that no field answers to.
    let other = |(head, text): (String, String)| (head, if open { text } else { mask(&text) });
    let row = line.row;
    told::Line {
        id: row.id,
        baris: row.baris,
        status: row.status.code(),
        isi: line.said.isi.into_iter().map(masked).collect(),
        lain: line.said.lain.into_iter().map(other).collect(),
        diambil_oleh: claim::elsewhere(ctx, &row).map(str::to_owned),
        jenis_catatan: row.jenis_catatan,
        catatan_id: row.catatan_id,
        versi: row.versi,
    }
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
            let refusal = format!("baris: paling banyak {MEMBERS} isian yang berbeda. Periksa nama-nama isiannya.");
            return Err(Problem::Malformed(refusal));
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
    Ok(Grid { rows: all, ..Grid::default() })
}

async fn send(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    manifest: Result<AppJson<Manifest>, Failure>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let AppJson(manifest) = manifest?;
    if manifest.baris.len() > MOST {
        return Err(Problem::field("baris", format!("Paling banyak {MOST} baris sekali kirim.")).into());
    }
    let grid = if manifest.baris.is_empty() { pasted(&manifest.teks)? } else { table(&ctx, &manifest.baris)? };
    let sent = Sent {
        grid,
        chosen: HashMap::new(),
        choices: chosen(&ctx, arrival.id, &manifest).await?,
        skipped: skipped(&manifest.lewati)?,
        drawn: manifest.tarik,
        stood: stood(&manifest.tercatat, &manifest.tercatat_semua)?,
    };
    let (seen, written) = if manifest.uji {
        (look(&ctx, &arrival, &sent).await?, None)
    } else {
        let (written, seen) = accept(&ctx, &registry, &arrival, &sent, manifest.sisihkan).await?;
        (seen, Some(written))
    };
    let (new, changed, same) = written.map_or_else(|| seen.tally(), |w| (w.new, w.changed, w.same));
    let gone = seen.plan.gone.iter().filter_map(|at| seen.held.get(*at));
    let gone = gone.map(|line| Gone { id: line.row.id, baris: line.row.baris, nama: line.row.nama.clone() });
    let looked = Looked {
        data: rows_of(&seen),
        uji: manifest.uji,
        baru: new,
        berubah: changed,
        sama: same,
        salah: seen.bad(),
        ditarik: written.map_or(0, |w| w.drawn),
        tidak_ada_lagi: gone.collect(),
        peringatan: remarks(&seen),
        dilewati: seen.skipped(),
        pertanyaan: seen.questions.iter().map(asked).collect(),
        sudah_dicatat: seen.stood.iter().map(recorded).collect(),
    };
    Ok(Json(looked).into_response())
}

/// What was chosen for the rows before, with what was sent laid over it.
async fn chosen(ctx: &Ctx, arrival: CatatanId, manifest: &Manifest) -> Result<Choices> {
    let semua = members::form(ctx, &[], &manifest.semua)?;
    let jawaban = manifest.jawaban.clone();
    let before = pilihan::remembered(ctx, ctx.db(), arrival).await?;
    Ok(before.under(Choices { semua, jawaban, ..Choices::default() }))
}

/// The rows that are left out, from 0, each with why.
fn skipped(all: &[Skip]) -> Result<BTreeMap<usize, String>> {
    let one = |one: &Skip| {
        let row = one.baris.checked_sub(1).ok_or_else(|| Problem::field("lewati", "Nomor baris mulai dari 1."))?;
        if one.alasan.chars().count() > REASON {
            return Err(Problem::field("lewati", format!("Alasan paling banyak {REASON} huruf.")));
        }
        Ok((row, one.alasan.trim().to_owned()))
    };
    all.iter().map(one).collect()
}

/// What was answered about those who were recorded already.
fn stood(all: &[Stood], every: &str) -> Result<Answers> {
    let answer = |field: &str, word: &str| {
        let detail = "Tulis sama (catatan itu) atau lain (kedatangan lain).";
        tercatat::Answer::parse(word).ok_or_else(|| Problem::field(field, detail))
    };
    let one = |one: &Stood| -> Result<(usize, tercatat::Answer)> {
        let row = one.baris.checked_sub(1).ok_or_else(|| Problem::field("tercatat", "Nomor baris mulai dari 1."))?;
        Ok((row, answer("tercatat", &one.jawaban)?))
    };
    let every = if every.is_empty() { None } else { Some(answer("tercatat_semua", every)?) };
    Ok(Answers { all: every, rows: all.iter().map(one).collect::<Result<_>>()? })
}

fn recorded(one: &Standing) -> told::Recorded {
    told::Recorded {
        baris: one.row + 1,
        catatan_id: one.before.id,
        nomor: one.before.number.clone(),
        dicatat_pada: one.before.at,
        jawaban: one.answer.map(tercatat::Answer::code),
    }
}

fn asked(question: &Question) -> told::Asked {
    told::Asked {
        isian: question.field,
        kunci: question.key.clone(),
        kalimat: format!("{}. {}", question.title, question.hint),
        baris: question.rows.iter().map(|row| row + 1).collect(),
        pilihan: question.options.iter().map(|(code, _)| code.clone()).collect(),
    }
}

/// All that is odd about a manifest as a whole, or was passed over in it.
fn remarks(seen: &Seen) -> Option<String> {
    let all: Vec<&str> = seen.warning.iter().chain(&seen.sheet.remarks).map(String::as_str).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn rows_of(seen: &Seen) -> Vec<Row> {
    let one = |(at, person): (usize, &super::check::Person)| {
        let fate = seen.plan.fates.get(at);
        let met = |place: &usize| seen.held.get(*place).is_some_and(|line| line.row.catatan_id.is_some());
        let (hasil, differ) = match fate {
            _ if person.skipped.is_some() => ("dilewati", Vec::new()),
            _ if person.bad() => ("salah", Vec::new()),
            _ if seen.joined(person.at) => ("sudah_ditemui", Vec::new()),
            Some(Fate::Same(_)) => ("sama", Vec::new()),
            Some(Fate::Changed(place, differ)) => {
                (if met(place) { "sudah_ditemui" } else { "berubah" }, differ.clone())
            }
            _ => ("baru", Vec::new()),
        };
        let remark =
            |note: &super::check::Note| Remark { isian: note.field, rincian: note.detail.clone(), salah: note.bad };
        Row {
            baris: person.at + 1,
            nama: person.said.isi.get("nama").cloned(),
            hasil,
            beda: differ.into_iter().map(|one| one.what).collect(),
            catatan: person.notes.iter().map(remark).collect(),
        }
    };
    seen.people.iter().enumerate().map(one).collect()
}

async fn next(Api(ctx): Api, AppPath(id): AppPath<CatatanId>, MaybeJson(Nothing {}): MaybeJson<Nothing>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "berikutnya")?;
    let line = match claim::next(&ctx, arrival.id).await? {
        Some(line) => Some(shown(&ctx, intake::one(&ctx, &arrival, line).await?)),
        None => None,
    };
    Ok(Json(Next { baris: line }).into_response())
}

async fn receive_one(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    members: Result<AppJson<Map<String, Value>>, Failure>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let AppJson(mut members) = members?;
    let kind = arrival::kind(&registry, &arrival)?;
    let own = take_id(&mut members)?;
    let held = intake::one(&ctx, &arrival, line).await?;
    let mut form: Form = intake::prefilled(&ctx, &arrival, kind, Some(&held.said));
    form.extend(web::members::form(&ctx, &kind.fields(), &members)?);
    let name = kind.info().name;
    let (status, body) = match receive(&ctx, &registry, &arrival, Some(line), (form, own)).await? {
        Done::New(id, number) => {
            (StatusCode::CREATED, Met { hasil: "dicatat", jenis: name, catatan_id: id, nomor: Some(number) })
        }
        Done::Before(id) => (StatusCode::OK, Met { hasil: "sudah", jenis: name, catatan_id: id, nomor: None }),
        Done::Wrong(errors) => return Err(Problem::Invalid(errors).into()),
    };
    Ok((status, Json(body)).into_response())
}

async fn not_come(
    Api(ctx): Api,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    asked: Result<AppJson<Absence>, Failure>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let AppJson(asked) = asked?;
    arrival::open(&ctx, &arrival, "tidak-datang")?;
    intake::one(&ctx, &arrival, line).await?;
    let tx = ctx.begin().await?;
    absent(&tx, &ctx, line, asked.tidak_datang).await?;
    tx.commit().await?;
    Ok(Json(shown(&ctx, intake::one(&ctx, &arrival, line).await?)).into_response())
}

async fn release(
    Api(ctx): Api,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    MaybeJson(Nothing {}): MaybeJson<Nothing>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    claim::release(&ctx, id, line).await?;
    Ok(Json(shown(&ctx, intake::one(&ctx, &arrival, line).await?)).into_response())
}
