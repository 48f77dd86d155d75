//! Explanations, breakdowns and comparisons as JSON.

use axum::extract::Extension;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use kernel::ledger::Members;
use kernel::{Ctx, Permission, Problem, figure};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{asked_day, operation, parameter, with};
use web::{Api, App, AppPath, AppQuery, Failure, heavy};

use super::breakdown::{self, Cell, Dimension};
use super::compare::compare;
use super::{explain, overlap};
use crate::agreement::{Agreement, Agreements, Item};
use crate::compute::members;
use crate::query::{self, Shelf};
use crate::table;

type Answer = Result<Json<Value>, Failure>;

/// The routes.
pub(crate) fn router() -> Router<App> {
    let of = |what: &str| format!("/api/v1/iku/{{perjanjian}}/{{no}}/{what}");
    Router::new()
        .route(&of("penjelasan"), get(explanation))
        .route(&of("sebaran"), get(heavy::work(spread)))
        .route("/api/v1/perbandingan", get(comparison))
}

/// Which figure is looked at, and how.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedSides {
    pub tw: Option<u8>,
    pub peran: Option<String>,
    pub per: Option<String>,
    pub menurut: Option<String>,
    pub untuk: Option<String>,
    pub format: Option<String>,
}

/// The select of the figure that is looked at.
pub(crate) fn select(ctx: &Ctx, agreement: &Agreement, item: &Item, asked: &AskedSides) -> kernel::Result<Members> {
    ctx.actor.require(Permission::ReadReports)?;
    let indicator = item.indicator()?;
    let period = query::period(agreement.year, asked.tw)?;
    let side = query::side(indicator.definition(period), asked.peran.as_deref())?;
    Ok(members(indicator, &table::scope(ctx, agreement).offices, period, query::known(asked.per.as_deref())?, side))
}

async fn explanation(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Answer {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let period = query::period(agreement.year, asked.tw)?;
    let offices = table::scope(&ctx, agreement).offices;
    let known = query::known(asked.per.as_deref())?;
    let words = explain(agreement, item, &ctx.house.rules, period)?;
    let overlap = overlap::overlap(&ctx, agreement, item, (&offices, period, known)).await?;
    Ok(Json(json!({ "no": item.no, "judul": item.title, "penjelasan": words, "tumpang_tindih": overlap })))
}

/// The cells of a figure from the side that is asked for.
pub(crate) async fn side(
    ctx: &Ctx,
    agreement: &Agreement,
    item: &Item,
    asked: &AskedSides,
) -> kernel::Result<(Dimension, Vec<Cell>)> {
    let dimension = Dimension::parse(asked.menurut.as_deref().unwrap_or("kategori"))?;
    let cells = breakdown::cells(ctx, &select(ctx, agreement, item, asked)?, dimension).await?;
    Ok((dimension, cells))
}

/// The cells as CSV. A file leaves the office, so small cells are suppressed whatever was asked for.
pub(crate) fn file(
    agreement: &Agreement,
    item: &Item,
    dimension: Dimension,
    cells: Vec<Cell>,
) -> Result<Response, Failure> {
    let rows: Vec<[String; 2]> = breakdown::suppressed(cells)
        .into_iter()
        .map(|c| [c.nama, c.banyak.map_or_else(|| "kurang dari 5, atau disamarkan".to_owned(), figure::whole)])
        .collect();
    let bytes = web::sheet::csv(&[dimension.title(), "banyak"], &rows)?;
    let name = format!("attachment; filename=\"{}-{}-{}.csv\"", agreement.code, item.no, dimension.word());
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn spread(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let (dimension, cells) = side(&ctx, agreement, item, &asked).await?;
    let inside = match asked.untuk.as_deref().unwrap_or("luar") {
        "dalam" => true,
        "luar" => false,
        _ => return Err(Problem::Malformed("untuk: luar (sel kecil disamarkan) atau dalam.".to_owned()).into()),
    };
    match asked.format.as_deref().unwrap_or("json") {
        "json" => {
            let cells = if inside { cells } else { breakdown::suppressed(cells) };
            let body = json!({ "menurut": dimension.word(), "disamarkan": !inside, "sel": cells });
            Ok(Json(body).into_response())
        }
        "csv" => file(agreement, item, dimension, cells),
        _ => Err(Problem::Malformed("format: json atau csv.".to_owned()).into()),
    }
}

/// Which agreements are compared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedPair {
    pub tahun: Option<i32>,
    pub satu: Option<String>,
    pub dua: Option<String>,
    pub per: Option<String>,
}

/// The two agreements that are asked for; without names the first two of the year.
pub(crate) fn pair<'a>(
    ctx: &Ctx,
    all: &'a Agreements,
    asked: &AskedPair,
) -> kernel::Result<(&'a Agreement, &'a Agreement)> {
    let year = asked.tahun.or_else(|| all.newest_year()).unwrap_or_default();
    let of_year = all.of_year(year);
    let find = |code: Option<&String>, at: usize| {
        let code = code.or_else(|| of_year.get(at).map(|agreement| &agreement.code));
        let none = || Problem::Malformed(format!("Untuk tahun {year} tidak ada dua perjanjian untuk dibandingkan."));
        all.in_force(code.ok_or_else(none)?, ctx.today())
    };
    let (one, two) = (find(asked.satu.as_ref(), 0)?, find(asked.dua.as_ref(), 1)?);
    if (one.year, &one.office) != (two.year, &two.office) {
        let how = "Bandingkan dua perjanjian dari tahun dan kantor yang sama.";
        return Err(Problem::Malformed(how.to_owned()));
    }
    Ok((one, two))
}

async fn comparison(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPair>,
) -> Answer {
    ctx.actor.require(Permission::ReadReports)?;
    let (one, two) = pair(&ctx, &all, &asked)?;
    let pairs = compare(&ctx, one, two, query::known(asked.per.as_deref())?).await?;
    Ok(Json(json!({ "satu": one.code, "dua": two.code, "pasangan": pairs })))
}

/// Adds the description of these operations.
pub(crate) fn describe(paths: &mut Map<String, Value>) {
    let free = json!({ "type": "object" });
    let text = json!({ "type": "string" });
    let which = [
        parameter("path", "perjanjian", &text, "Kode perjanjian."),
        parameter("path", "no", &query::number(), "Nomor butir."),
        parameter("query", "tw", &query::quarter(), "Triwulan; 0 untuk setahun."),
        parameter("query", "per", &asked_day(), "Menurut yang diketahui hari itu."),
    ];
    let words = operation("iku-penjelasan", "Indikator", "Penjelasan angka, dan tumpang tindih orang", (200, &free));
    let base = "/api/v1/iku/{perjanjian}/{no}";
    paths.insert(format!("{base}/penjelasan"), json!({ "get": with(words, "parameters", json!(which)) }));
    let words: Vec<_> = Dimension::ALL.iter().map(|d| d.word()).collect();
    let more = [
        parameter("query", "menurut", &json!({ "type": "string", "enum": words }), "Dari sisi apa."),
        parameter("query", "peran", &query::role(), "Peran."),
        parameter(
            "query",
            "untuk",
            &json!({ "type": "string", "enum": ["luar", "dalam"] }),
            "Di luar kantor sel kecil disamarkan.",
        ),
        parameter("query", "format", &json!({ "type": "string", "enum": ["json", "csv"] }), "Bentuk."),
    ];
    let spread = operation("iku-sebaran", "Indikator", "Angka menurut satu sisi", (200, &free));
    let parameters: Vec<Value> = which.iter().chain(&more).cloned().collect();
    paths.insert(format!("{base}/sebaran"), json!({ "get": with(spread, "parameters", json!(parameters)) }));
    let compare = operation("perbandingan", "Indikator", "Mengapa angka dua perjanjian berbeda", (200, &free));
    let asked = json!([
        parameter("query", "tahun", &query::year(), "Tahun."),
        parameter("query", "satu", &text, "Kode perjanjian pertama."),
        parameter("query", "dua", &text, "Kode perjanjian kedua."),
        which[3],
    ]);
    paths.insert("/api/v1/perbandingan".to_owned(), json!({ "get": with(compare, "parameters", asked) }));
}
