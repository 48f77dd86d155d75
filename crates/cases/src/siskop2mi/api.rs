//! The worklist as JSON.

use axum::Json;
use kernel::form::pattern::{self, PLAIN};
use kernel::form::shape::Text;
use kernel::form::{Form, Shape};
use kernel::{CatatanId, Day, FieldError, KantorId, OrangId, Problem, Result};
use records::Mode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::openapi::{self, Description, parameter};
use web::{Api, AppJson, AppQuery, Failure, Members, Routes, paging};

use super::run::{Entry, Outcome, Tally, run};
use super::{Asked, Waiting, cursor_of, kind, waiting};

pub(super) fn router() -> Routes {
    Routes::new().get("/api/v1/pengaduan/belum-siskop2mi", list).post("/api/v1/pengaduan/siskop2mi", enter)
}

/// A page of the worklist.
#[derive(Serialize, JsonSchema)]
struct Page {
    data: Vec<Open>,
    jumlah: i64,
    berikutnya: Option<String>,
}

/// A complaint that waits for its number.
#[derive(Serialize, JsonSchema)]
struct Open {
    id: CatatanId,
    nomor: String,
    kantor_id: KantorId,
    orang_id: Option<OrangId>,
    nama: Option<String>,
    status: &'static str,
    versi: i64,
    diterima_pada: Day,
    umur_hari: i64,
}

async fn list(Api(ctx): Api, AppQuery(mut typed): AppQuery<Form>) -> Result<Json<Page>, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let limit = paging::limit(typed.remove("batas").map(Value::String))?;
    let asked = Asked::read(&ctx, typed)?;
    let rows = waiting(&ctx, &asked, limit).await?;
    let jumlah = kind().count_waiting(&ctx, &asked.filter).await?;
    let berikutnya = rows.last().filter(|_| rows.len() as u64 == limit).map(cursor_of);
    Ok(Json(Page { data: rows.into_iter().map(open).collect(), jumlah, berikutnya }))
}

fn open(waiting: Waiting) -> Open {
    let head = waiting.row.head;
    Open {
        id: head.id,
        nomor: head.number,
        kantor_id: head.office,
        orang_id: head.person,
        nama: waiting.row.name,
        status: waiting.row.status,
        versi: head.version,
        diterima_pada: waiting.since,
        umur_hari: waiting.age,
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// Hanya memeriksa.
    #[serde(default)]
    uji: bool,
    #[serde(default)]
    #[schemars(with = "Vec<Line>", length(max = super::MOST))]
    baris: Vec<Members<Line>>,
}

/// A row. One that cannot be read is answered by itself.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Nomor pengaduan.
    #[schemars(length(max = TYPED), regex(pattern = PLAIN))]
    nomor: String,
    /// Nomornya di SISKOP2MI.
    #[schemars(length(max = TYPED), regex(pattern = PLAIN))]
    nomor_siskop2mi: String,
    /// Tanggalnya; hari ini bila kosong.
    #[serde(default)]
    #[schemars(length(max = TYPED), regex(pattern = PLAIN))]
    siskop2mi_pada: String,
    /// Kode kantor; perlu bila nomor itu ada di beberapa kantor Anda.
    #[serde(default)]
    #[schemars(length(max = TYPED), regex(pattern = PLAIN))]
    kantor: String,
}

/// What became of all rows.
#[derive(Serialize, JsonSchema)]
struct Done {
    data: Vec<Told>,
    uji: bool,
    dicatat: usize,
    sudah: usize,
    salah: usize,
}

/// What became of one.
#[derive(Serialize, JsonSchema)]
struct Told {
    baris: usize,
    nomor: String,
    #[schemars(extend("enum" = ["dicatat", "siap", "sudah", "salah"]))]
    hasil: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required)]
    isian: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required)]
    rincian: Option<String>,
}

/// The most characters of what is typed in a row.
const TYPED: usize = 200;

/// Refuses a text that no row can be looked up by.
fn readable(at: usize, line: &Line) -> Result<()> {
    let shape = Shape::Text { most: TYPED, of: Text::Plain };
    let all = [
        ("nomor", &line.nomor),
        ("nomor_siskop2mi", &line.nomor_siskop2mi),
        ("siskop2mi_pada", &line.siskop2mi_pada),
        ("kantor", &line.kantor),
    ];
    let wrong = |(key, text): (&str, &String)| {
        let refused = shape.refuse(false, &json!(text));
        refused.map(|detail| FieldError::new(format!("baris/{at}/{key}"), detail))
    };
    let wrong: Vec<FieldError> = all.into_iter().filter_map(wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Problem::Invalid(wrong)) }
}

async fn enter(Api(ctx): Api, AppJson(sent): AppJson<Sent>) -> Result<Json<Done>, Failure> {
    ctx.actor.require(kind().info().permission)?;
    for (at, Members(line)) in sent.baris.iter().enumerate() {
        readable(at, line)?;
    }
    let entry = |Members(line): Members<Line>| Entry {
        number: line.nomor,
        siskop2mi: line.nomor_siskop2mi,
        day: line.siskop2mi_pada,
        office: line.kantor,
        ..Entry::default()
    };
    let entries: Vec<Entry> = sent.baris.into_iter().map(entry).collect();
    let outcomes = run(&ctx, &entries, if sent.uji { Mode::DryRun } else { Mode::Write }).await?;
    let Tally { new, same, wrong } = Tally::of(&outcomes);
    let data = entries.into_iter().zip(outcomes).enumerate();
    let data = data.map(|(at, (entry, outcome))| answer(at, entry, outcome)).collect();
    Ok(Json(Done { data, uji: sent.uji, dicatat: new, sudah: same, salah: wrong }))
}

fn answer(at: usize, entry: Entry, outcome: Outcome) -> Told {
    let (hasil, error) = match outcome {
        Outcome::Entered => ("dicatat", None),
        Outcome::Ready => ("siap", None),
        Outcome::Same => ("sudah", None),
        Outcome::Wrong(error) => ("salah", Some(error)),
    };
    let (isian, rincian) = error.map(|error| (error.field, error.detail)).unzip();
    Told { baris: at + 1, nomor: entry.number, hasil, isian, rincian }
}

/// Adds the description of these operations. What the list is asked is read as the filters of every list, and described as they.
pub fn describe(all: &mut Description) {
    let (code, line) =
        (Shape::Text { most: 40, of: Text::Line }, Shape::Text { most: 10, of: Text::Like(&pattern::DAY) });
    let day = openapi::asked(&line);
    let place = json!({ "type": "string", "pattern": pattern::DAY_AND_ID.or_none() });
    let name = ("belum-siskop2mi", "Pengaduan", "Yang belum bernomor SISKOP2MI, terlama dahulu");
    all.get("/api/v1/pengaduan/belum-siskop2mi", name, |one| {
        one.parameter(parameter("query", "kantor", &openapi::asked(&code), "Kode salah satu kantor Anda."))
            .parameter(parameter("query", "dari", &day, "Diterima sejak hari ini."))
            .parameter(parameter("query", "sampai", &day, "Diterima sampai dengan hari ini."))
            .parameter(parameter("query", paging::MARK, &place, "Penanda halaman dari `berikutnya`."))
            .parameter(parameter("query", "batas", &paging::count(), "Banyaknya."))
            .answers::<Page>(200)
    });
    let name = ("catat-siskop2mi", "Pengaduan", "Catat nomor SISKOP2MI, baris demi baris");
    all.post("/api/v1/pengaduan/siskop2mi", name, |one| one.takes::<Sent>().answers::<Done>(200));
}
