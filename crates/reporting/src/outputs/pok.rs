//! The quarterly report to the ministry as a workbook, in the form of the POK: a row for each item, with the quarter's target, realisation and
//! capaian. It is made of the signed closing where there is one; else it says that it is a draft.

use axum::extract::Extension;
use axum::response::Response;
use kernel::{Ctx, Permission, Problem, Result, figure};
use schemars::JsonSchema;
use serde::Deserialize;
use web::sheet::{self, Cell};
use web::{Api, AppQuery, Console, Failure, Media, parts, saved};

use super::{percent, target, value};
use crate::agreement::{Agreement, Agreements, Item};
use crate::capaian::Capaian;
use crate::compute::{Known, Value};
use crate::penutupan::{self, Shown};
use crate::perjanjian::Laid;
use crate::query::{self, Asked, Shelf};
use crate::table;

/// Which quarter is reported.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedQuarter {
    /// Tahun; tanpa ini tahun berjalan.
    tahun: Option<i32>,
    /// Kode perjanjian; tanpa ini yang pertama.
    perjanjian: Option<String>,
    /// Triwulan.
    #[schemars(required, range(min = 1, max = 4))]
    tw: Option<u8>,
}

/// What is reported of an item.
struct Told {
    value: Value,
    target: Option<String>,
    capaian: Option<Capaian>,
    made_of: Option<String>,
}

/// Of the console.
pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedQuarter>,
) -> std::result::Result<Response, Failure> {
    Ok(file(&ctx, &all, asked).await?)
}

/// Over the api.
pub(super) async fn sent(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedQuarter>,
) -> std::result::Result<Response, Failure> {
    Ok(file(&ctx, &all, asked).await?)
}

async fn file(ctx: &Ctx, all: &Laid, asked: AskedQuarter) -> Result<Response> {
    ctx.actor.require(Permission::ReadReports)?;
    let tw = asked.tw.filter(|tw| (1..=4).contains(tw));
    let tw = tw.ok_or_else(|| Problem::Malformed("tw: pilih triwulan 1 sampai 4.".to_owned()))?;
    let asked = Asked { tahun: asked.tahun, perjanjian: asked.perjanjian, per: None };
    let agreement = query::agreement(ctx, all, &asked)?;
    if agreement.is_bare() {
        let detail = format!(
            "Tahun {} belum punya perjanjian kinerja yang ditandatangani. Susun dahulu di halaman Perjanjian, atau pilih tahun lain.",
            agreement.year
        );
        return Err(Problem::Malformed(detail));
    }
    if !table::scope(ctx, agreement).whole {
        let detail =
            format!("Laporan triwulanan perjanjian ini milik {}; hanya kantor itu yang membuatnya.", agreement.office);
        return Err(Problem::Malformed(detail));
    }
    let bytes = book(ctx, all, agreement, tw).await?;
    Ok(saved(&format!("laporan-{}-TW{tw}", agreement.code), Media::Xlsx, bytes))
}

async fn book(ctx: &Ctx, all: &Agreements, agreement: &Agreement, tw: u8) -> Result<Vec<u8>> {
    let signed = signed(ctx, agreement, tw).await?;
    // By the targets that held when it was signed.
    let version = signed.as_ref().map(|shown| shown.closing.perjanjian_versi);
    let closed = |one: &&Agreement| one.code == agreement.code && Some(i64::from(one.version)) == version;
    let agreement = all.all().iter().find(closed).unwrap_or(agreement);
    let told: Vec<Told> = match &signed {
        Some(shown) => agreement.items.iter().map(|item| of_closing(shown, item)).collect(),
        None => counted(ctx, all, agreement, tw).await?,
    };
    let rows: Vec<Vec<Cell>> = agreement.items.iter().zip(&told).map(|(item, told)| row(item, told)).collect();
    let (goal, real, name) = (format!("Target TW{tw}"), format!("Realisasi TW{tw}"), format!("TW{tw}"));
    let (goal, real) = (goal.as_str(), real.as_str());
    let heads = ["No", "Sasaran", "Indikator", "Satuan", "Target tahun", goal, real, "Capaian", "Keterangan"];
    let origin = origin(ctx, agreement, tw, signed.as_ref());
    sheet::book(&[(name.as_str(), &heads[..], rows.as_slice()), ("Asal angka", &["Hal", "Isi"][..], origin.as_slice())])
}

/// The closing that stands for the quarter, if it is signed.
async fn signed(ctx: &Ctx, agreement: &Agreement, tw: u8) -> Result<Option<Shown>> {
    let Some(office) = ctx.house.offices.by_code(&agreement.office) else { return Ok(None) };
    let standing = penutupan::standing(ctx.db(), office.id, &agreement.code, agreement.year).await?;
    match standing.iter().find(|closing| closing.tw == i64::from(tw)) {
        Some(closing) => Ok(Some(penutupan::show(ctx, closing.id).await?)),
        None => Ok(None),
    }
}

fn of_closing(shown: &Shown, item: &Item) -> Told {
    let row = shown.figures.iter().find(|row| row.indikator == item.indicator);
    match row {
        Some(row) => Told {
            value: row.value(),
            target: row.target.clone(),
            capaian: penutupan::json::achieved(&shown.closing, row),
            made_of: made_of(item, row.pembilang, row.penyebut),
        },
        None => Told { value: Value::NoData, target: None, capaian: None, made_of: None },
    }
}

async fn counted(ctx: &Ctx, all: &Agreements, agreement: &Agreement, tw: u8) -> Result<Vec<Told>> {
    let iku = table::build(ctx, all, agreement, Known::Now).await?;
    let told = |line: &table::Line| {
        let figure = line.quarters.get(usize::from(tw) - 1).unwrap_or(&line.year);
        Told {
            value: figure.value.clone(),
            target: figure.target.clone(),
            capaian: figure.achieved(agreement.cap),
            made_of: made_of(&line.item, figure.numerator, figure.denominator),
        }
    };
    Ok(iku.lines.iter().map(told).collect())
}

fn made_of(item: &Item, numerator: i64, denominator: Option<i64>) -> Option<String> {
    let unit = item.indicator().map_or("", |indicator| indicator.unit);
    denominator.map(|all| format!("{} dari {} {unit}", figure::whole(numerator), figure::whole(all)))
}

fn row(item: &Item, told: &Told) -> Vec<Cell> {
    let decimals = item.indicator().map_or(2, |indicator| indicator.decimals);
    vec![
        Cell::Whole(item.no.into()),
        item.goal.as_str().into(),
        item.title.as_str().into(),
        item.unit.as_str().into(),
        target(Some(&item.target_year), &item.unit),
        target(told.target.as_deref(), &item.unit),
        value(&told.value, decimals, &item.unit),
        percent(told.capaian.map(|capaian| capaian.shown)),
        remark(told).into(),
    ]
}

/// What is to be known of a row: what a share was made of, what the cap took away, that there is nothing.
fn remark(told: &Told) -> String {
    let mut remarks = Vec::new();
    if told.value == Value::NoData {
        remarks.push("Belum ada data".to_owned());
    }
    remarks.extend(told.made_of.clone());
    if let Some(raw) = told.capaian.and_then(|capaian| capaian.beyond()) {
        remarks.push(format!("Capaian asli {}\u{a0}%", figure::decimal(raw, 2)));
    }
    if remarks.is_empty() { String::new() } else { format!("{}.", remarks.join(". ")) }
}

/// What is said of a quarter that is not closed.
fn draft(ctx: &Ctx) -> String {
    let now = parts::instant(ctx.now());
    format!("KONSEP: triwulan ini belum ditutup. Dihitung dari catatan, data per {now}")
}

/// Where the figures come from.
fn origin(ctx: &Ctx, agreement: &Agreement, tw: u8, signed: Option<&Shown>) -> Vec<Vec<Cell>> {
    let line = |name: &str, text: String| vec![Cell::from(name), Cell::from(text)];
    let office = ctx.house.offices.by_code(&agreement.office).map_or(&agreement.office, |office| &office.name);
    let mut rows = vec![
        line("Kantor", office.clone()),
        line("Perjanjian", format!("{}, versi {}", agreement.title, agreement.version)),
        line("Masa", format!("Triwulan {tw} {}", agreement.year)),
    ];
    match signed.map(|shown| &shown.closing) {
        Some(closing) => {
            let by = closing.ditandatangani_oleh.clone().unwrap_or_default();
            let at = closing.ditandatangani_pada.map(parts::instant).unwrap_or_default();
            rows.push(line("Angka", format!("Penutupan {}, ditandatangani {by}, {at}", closing.name())));
            rows.push(line("Kode keaslian", closing.sidik.clone()));
            rows.extend(closing.same_hands().map(|said| line("Catatan", said.to_owned())));
        }
        None => rows.push(line("Angka", draft(ctx))),
    }
    rows.push(line("Diunduh", format!("{} oleh {}", parts::instant(ctx.now()), ctx.actor.name)));
    rows
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_row_says_what_the_cap_took_away_and_what_is_not_there() {
        let told = |value: Value, capaian: Option<Capaian>, made_of: Option<&str>| {
            let made_of = made_of.map(str::to_owned);
            remark(&Told { value, target: None, capaian, made_of })
        };
        let number = Value::Number(Decimal::from(9167));
        let far = Capaian::of(Decimal::new(27_041, 2), Some(120));
        assert_eq!(told(number.clone(), Some(far), None), "Capaian asli 270,41\u{a0}%.");
        assert_eq!(told(number.clone(), Some(Capaian::of(Decimal::from(84), Some(120))), None), "");
        assert_eq!(told(number, None, Some("410 dari 601 kasus")), "410 dari 601 kasus.");
        assert_eq!(told(Value::NoData, None, Some("0 dari 0 kasus")), "Belum ada data. 0 dari 0 kasus.");
    }

    #[test]
    fn the_form_has_the_columns_of_the_pok() {
        let all = Agreements::embedded().unwrap();
        let item = all.find("2025-pok").unwrap().items.first().unwrap();
        let told = Told {
            value: Value::Number(Decimal::new(6_822, 2)),
            target: Some("70".to_owned()),
            capaian: Some(Capaian::of(Decimal::new(9_746, 2), Some(120))),
            made_of: None,
        };
        let cells = row(item, &told);
        assert_eq!(cells.len(), 9);
        assert_eq!(cells.first(), Some(&Cell::Whole(1)));
        assert_eq!(cells.get(4), Some(&Cell::Percent(Decimal::from(70))));
        assert_eq!(cells.get(6), Some(&Cell::Percent(Decimal::new(6_822, 2))));
        assert_eq!(cells.get(7), Some(&Cell::Percent(Decimal::new(9_746, 2))));
    }
}
