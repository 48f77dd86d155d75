//! Explanations, breakdowns and comparisons as JSON.

use axum::Json;
use axum::extract::Extension;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use kernel::form::pattern::DAY;
use kernel::ledger::Members;
use kernel::{Ctx, Permission, Problem, figure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::openapi::Description;
use web::{Api, AppPath, AppQuery, Failure, Media, Routes, heavy, saved, sheet};

use super::breakdown::{self, Cell, Dimension};
use super::compare::{Pair, compare};
use super::explain;
use super::overlap::{self, Overlap};
use super::words::Explanation;
use crate::agreement::{Agreement, Agreements, Item};
use crate::compute::members;
use crate::query::{self, Shelf};
use crate::years::{Year, years};
use crate::{render, table};

/// A figure in words.
#[derive(Serialize, JsonSchema)]
struct Explained {
    no: u32,
    judul: String,
    penjelasan: Explanation,
    tumpang_tindih: Overlap,
}

/// A figure from one side.
#[derive(Serialize, JsonSchema)]
struct Spread {
    menurut: &'static str,
    disamarkan: bool,
    sel: Vec<Cell>,
}

/// Two agreements beside each other.
#[derive(Serialize, JsonSchema)]
struct Compared {
    satu: String,
    dua: String,
    pasangan: Vec<Pair>,
}

/// An indicator over three years.
#[derive(Serialize, JsonSchema)]
struct Yearly {
    no: u32,
    judul: String,
    tahun: Vec<OneYear>,
}

/// A year of an indicator: as counted from the records, and as a report printed it. Neither is part of the other.
#[derive(Serialize, JsonSchema)]
struct OneYear {
    tahun: i32,
    dihitung: Option<CountedYear>,
    menurut_laporan: Option<ReportedYear>,
}

/// A year as it was counted. Decimals are text, so that nobody rounds them.
#[derive(Serialize, JsonSchema)]
struct CountedYear {
    tw: Vec<Option<String>>,
    nilai: Option<String>,
    target: Option<String>,
    capaian: Option<String>,
    capaian_dibatasi: Option<String>,
}

/// A year as a report printed it.
#[derive(Serialize, JsonSchema)]
struct ReportedYear {
    nilai: String,
    target: Option<String>,
    tempat: String,
}

impl OneYear {
    fn of(year: &Year, decimals: u32) -> Self {
        let counted = year.counted.as_ref().map(|counted| CountedYear {
            tw: counted.quarters.iter().map(|figure| render::told(&figure.value, decimals)).collect(),
            nilai: render::told(&counted.whole.value, decimals),
            target: counted.whole.target.clone(),
            capaian: counted.achieved().map(|capaian| render::decimal(capaian.raw, 2)),
            capaian_dibatasi: counted.achieved().map(|capaian| render::decimal(capaian.shown, 2)),
        });
        let reported = year.reported.as_ref().map(|told| ReportedYear {
            nilai: told.realisation.clone(),
            target: told.target.clone(),
            tempat: told.place.clone(),
        });
        Self { tahun: year.year, dihitung: counted, menurut_laporan: reported }
    }
}

/// The routes.
pub(crate) fn router() -> Routes {
    let of = |what: &str| format!("/api/v1/iku/{{perjanjian}}/{{no}}/{what}");
    Routes::new()
        .get(&of("penjelasan"), explanation)
        .get(&of("sebaran"), heavy::work(spread))
        .get(&of("tahun"), yearly)
        .get("/api/v1/perbandingan", comparison)
}

/// Which figure is looked at, and how.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedSides {
    /// Triwulan; 0 untuk setahun.
    #[schemars(range(min = 0, max = 4))]
    pub tw: Option<u8>,
    /// Peran.
    #[schemars(extend("enum" = query::ROLES))]
    pub peran: Option<String>,
    /// Menurut yang diketahui hari itu.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pub per: Option<String>,
    /// Dari sisi apa.
    #[schemars(extend("enum" = Dimension::ALL.map(Dimension::word)))]
    pub menurut: Option<String>,
    /// Di luar kantor sel kecil disamarkan.
    #[schemars(extend("enum" = ["luar", "dalam"]))]
    pub untuk: Option<String>,
    /// Bentuk.
    #[schemars(extend("enum" = ["json", "csv"]))]
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
) -> Result<Json<Explained>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let period = query::period(agreement.year, asked.tw)?;
    let offices = table::scope(&ctx, agreement).offices;
    let known = query::known(asked.per.as_deref())?;
    let penjelasan = explain(agreement, item, &ctx.house.rules, period)?;
    let tumpang_tindih = overlap::overlap(&ctx, agreement, item, (&offices, period, known)).await?;
    Ok(Json(Explained { no: item.no, judul: item.title.clone(), penjelasan, tumpang_tindih }))
}

async fn yearly(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Json<Yearly>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let decimals = item.indicator()?.decimals;
    let years = years(&ctx, &all, agreement, item, query::known(asked.per.as_deref())?).await?;
    let tahun = years.iter().map(|year| OneYear::of(year, decimals)).collect();
    Ok(Json(Yearly { no: item.no, judul: item.title.clone(), tahun }))
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
    let many = |c: &Cell| c.banyak.map_or_else(|| "kurang dari 5, atau disamarkan".to_owned(), figure::whole);
    let rows: Vec<[sheet::Cell; 2]> =
        breakdown::suppressed(cells).into_iter().map(|c| [c.nama.as_str().into(), many(&c).into()]).collect();
    let bytes = sheet::csv(&[dimension.title(), "banyak"], &rows)?;
    Ok(saved(&format!("{}-{}-{}", agreement.code, item.no, dimension.word()), Media::Csv, bytes))
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
            let sel = if inside { cells } else { breakdown::suppressed(cells) };
            Ok(Json(Spread { menurut: dimension.word(), disamarkan: !inside, sel }).into_response())
        }
        "csv" => file(agreement, item, dimension, cells),
        _ => Err(Problem::Malformed("format: json atau csv.".to_owned()).into()),
    }
}

/// Which agreements are compared.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedPair {
    /// Tahun; tanpa ini tahun berjalan.
    pub tahun: Option<i32>,
    /// Kode perjanjian pertama.
    pub satu: Option<String>,
    /// Kode perjanjian kedua.
    pub dua: Option<String>,
    /// Menurut yang diketahui hari itu.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pub per: Option<String>,
}

/// The two agreements that are asked for; without names the first two of the year.
pub(crate) fn pair<'a>(
    ctx: &Ctx,
    all: &'a Agreements,
    asked: &AskedPair,
) -> kernel::Result<(&'a Agreement, &'a Agreement)> {
    let year = asked.tahun.unwrap_or_else(|| ctx.today().year());
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
) -> Result<Json<Compared>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (one, two) = pair(&ctx, &all, &asked)?;
    let pasangan = compare(&ctx, one, two, query::known(asked.per.as_deref())?).await?;
    Ok(Json(Compared { satu: one.code.clone(), dua: two.code.clone(), pasangan }))
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let base = "/api/v1/iku/{perjanjian}/{no}";
    let name = ("iku-penjelasan", "Indikator", "Penjelasan angka, dan tumpang tindih orang");
    all.get(&format!("{base}/penjelasan"), name, |one| {
        query::at(one).asks_of::<AskedSides>(&["tw", "per"]).answers::<Explained>(200)
    });
    let name = ("iku-tahun", "Indikator", "Angka tiga tahun: dihitung, dan menurut laporan");
    all.get(&format!("{base}/tahun"), name, |one| {
        query::at(one).asks_of::<AskedSides>(&["per"]).answers::<Yearly>(200)
    });
    let name = ("iku-sebaran", "Indikator", "Angka menurut satu sisi");
    all.get(&format!("{base}/sebaran"), name, |one| query::at(one).asks::<AskedSides>().answers::<Spread>(200));
    let name = ("perbandingan", "Indikator", "Mengapa angka dua perjanjian berbeda");
    all.get("/api/v1/perbandingan", name, |one| one.asks::<AskedPair>().answers::<Compared>(200));
}
