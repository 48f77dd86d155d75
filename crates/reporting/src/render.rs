//! The table as text, JSON, CSV and XLSX.

use comfy_table::{Cell, CellAlignment, Color, ContentArrangement, Table, presets};
use kernel::figure;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use web::sheet;

use crate::compute::{Known, Value};
use crate::indicator::Definition;
use crate::outputs;
use crate::printed::Comparison;
use crate::table::{Figure, IkuTable, Line};

/// A figure as people read it.
#[must_use]
pub fn text(value: &Value, decimals: u32) -> String {
    match value {
        Value::NoData => "belum ada data".to_owned(),
        Value::Number(number) => figure::decimal(*number, decimals),
        Value::Category(category) => category.clone(),
    }
}

/// A target as people read it.
#[must_use]
pub fn target(target: &str) -> String {
    target.parse::<Decimal>().map_or_else(|_| target.to_owned(), |n| figure::decimal(n, 2))
}

/// The unit behind a figure: a percent sign, or nothing.
#[must_use]
pub fn sign(line: &Line) -> &'static str {
    if line.item.unit == "persen" { "\u{a0}%" } else { "" }
}

fn quarter(line: &Line, figure: &Figure) -> String {
    match &figure.value {
        Value::NoData => "—".to_owned(),
        value => format!("{}{}", text(value, line.indicator.decimals), sign(line)),
    }
}

fn made_of(figure: &Figure) -> String {
    figure
        .denominator
        .map_or_else(String::new, |all| format!("{} dari {}", figure::whole(figure.numerator), figure::whole(all)))
}

/// The table for a terminal.
#[must_use]
pub fn table(iku: &IkuTable, colour: bool) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_style(comfy_table::TableComponent::HeaderLines, '─');
    if !colour {
        table.force_no_tty().set_width(150);
    }
    table.set_header([
        "No",
        "Indikator",
        "Target",
        "TW1",
        "TW2",
        "TW3",
        "TW4",
        "Setahun",
        "",
        "Capaian",
        "Tercetak",
        "",
    ]);
    for line in &iku.lines {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let mut row = vec![right(line.item.no.to_string()), Cell::new(line.indicator.title)];
        row.push(right(line.item.target(0).map_or_else(|| "—".to_owned(), |t| format!("{}{}", target(t), sign(line)))));
        row.extend(line.quarters.iter().map(|q| right(quarter(line, q))));
        row.push(right(quarter(line, &line.year)));
        row.push(Cell::new(made_of(&line.year)));
        let capaian = line.year.achieved(iku.agreement.cap).map_or_else(|| "—".to_owned(), |c| c.words());
        row.push(right(capaian));
        row.push(right(line.printed.clone().unwrap_or_default()));
        let mark = Cell::new(if line.differs() { "≠ beda" } else { "" });
        row.push(if colour { mark.fg(Color::Yellow) } else { mark });
        table.add_row(row);
    }
    format!("{}: {}\n{}\n{table}\n{}", iku.scope.name, iku.agreement.title, known(iku.known), differences(iku))
}

/// The first day of a definition, as people read it.
#[must_use]
pub fn since(definition: &Definition) -> String {
    definition.since.parse::<kernel::Day>().map_or_else(|_| definition.since.to_owned(), web::parts::day)
}

/// By which knowledge, in words.
#[must_use]
pub fn known(known: Known) -> String {
    match known {
        Known::Now => "Dihitung dari catatan, data per hari ini.".to_owned(),
        Known::At(at) => {
            format!("Dihitung dari catatan, data per {}.", web::parts::instant(at))
        }
        Known::AtEndOf(day) => {
            format!("Dihitung dari catatan, data per akhir hari {} (WIB).", kernel::period::written(day))
        }
    }
}

fn differences(iku: &IkuTable) -> String {
    let mut out = String::new();
    for line in &iku.lines {
        for difference in line.differences.iter().flatten() {
            let text = format!(
                "  ≠ {:>2}. {}: tercetak {}, menurut catatan {} ({})\n",
                line.item.no, difference.what, difference.printed, difference.counted, difference.place
            );
            out.push_str(&text);
        }
    }
    if out.is_empty() { out } else { format!("Beda dari yang tercetak:\n{out}") }
}

/// A decimal as the api tells it: text, so that nobody rounds it.
pub(crate) fn decimal(number: Decimal, decimals: u32) -> String {
    figure::round(number, decimals).normalize().to_string()
}

/// A value as the api tells it.
pub(crate) fn told(value: &Value, decimals: u32) -> Option<String> {
    match value {
        Value::NoData => None,
        Value::Number(number) => Some(decimal(*number, decimals)),
        Value::Category(category) => Some(category.clone()),
    }
}

/// The table as the api tells it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TabelIku")]
pub struct Told {
    tahun: i32,
    kantor: String,
    kantor_utuh: bool,
    perjanjian: Named,
    per: Option<String>,
    butir: Vec<Item>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Named {
    kode: String,
    judul: String,
    versi: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Item {
    no: u32,
    indikator: &'static str,
    judul: String,
    satuan: String,
    satuan_hitung: &'static str,
    definisi_versi: u32,
    tw: Vec<Struck>,
    tahun: Struck,
    tercetak: Option<String>,
    beda: Option<Vec<Comparison>>,
}

/// A figure. Decimals are text, so that nobody rounds them.
#[derive(Debug, Serialize, JsonSchema)]
struct Struck {
    definisi_versi: u32,
    pembilang: i64,
    penyebut: Option<i64>,
    tidak_dihitung: i64,
    nilai: Option<String>,
    target: Option<String>,
    capaian: Option<String>,
    capaian_dibatasi: Option<String>,
    tercapai: Option<bool>,
}

fn struck(line: &Line, figure: &Figure, cap: Option<u32>) -> Struck {
    Struck {
        definisi_versi: figure.definition,
        pembilang: figure.numerator,
        penyebut: figure.denominator,
        tidak_dihitung: figure.not_counted,
        nilai: told(&figure.value, line.indicator.decimals),
        target: figure.target.clone(),
        capaian: figure.capaian.map(|c| decimal(c, 2)),
        capaian_dibatasi: figure.capped(cap).map(|c| decimal(c, 2)),
        tercapai: figure.met,
    }
}

/// The table as JSON.
#[must_use]
pub fn json(iku: &IkuTable) -> Told {
    let cap = iku.agreement.cap;
    let item = |line: &Line| Item {
        no: line.item.no,
        indikator: line.indicator.id,
        judul: line.item.title.clone(),
        satuan: line.item.unit.clone(),
        satuan_hitung: line.indicator.unit,
        definisi_versi: line.year.definition,
        tw: line.quarters.iter().map(|q| struck(line, q, cap)).collect(),
        tahun: struck(line, &line.year, cap),
        tercetak: line.printed.clone(),
        beda: line.differences.clone(),
    };
    let agreement = &iku.agreement;
    Told {
        tahun: agreement.year,
        kantor: iku.scope.code.clone(),
        kantor_utuh: iku.scope.whole,
        perjanjian: Named { kode: agreement.code.clone(), judul: agreement.title.clone(), versi: agreement.version },
        per: match iku.known {
            Known::Now => None,
            Known::AtEndOf(day) => Some(day.to_string()),
            Known::At(at) => Some(at.to_rfc3339()),
        },
        butir: iku.lines.iter().map(item).collect(),
    }
}

const HEADER: [&str; 15] = [
    "no",
    "indikator",
    "satuan",
    "target_tahun",
    "tw1",
    "tw2",
    "tw3",
    "tw4",
    "realisasi_tahun",
    "pembilang",
    "penyebut",
    "capaian",
    "dibatasi",
    "tercetak",
    "beda",
];

/// The table as CSV, for Excel: semicolons and Indonesian numbers.
///
/// # Errors
/// [`kernel::Problem::Internal`] when it cannot be built.
pub fn csv(iku: &IkuTable) -> kernel::Result<Vec<u8>> {
    sheet::csv(&HEADER, &cells(iku))
}

/// Tables as a workbook, each on a sheet of its own, with numbers and per cent as such.
///
/// # Errors
/// [`kernel::Problem::Internal`] when it cannot be built.
pub fn xlsx(all: &[IkuTable]) -> kernel::Result<Vec<u8>> {
    let rows: Vec<_> = all.iter().map(|iku| (iku.agreement.code.as_str(), cells(iku))).collect();
    let sheets: Vec<sheet::Sheet<'_, _>> = rows.iter().map(|(name, rows)| (*name, &HEADER[..], &rows[..])).collect();
    sheet::book(&sheets)
}

fn cells(iku: &IkuTable) -> Vec<Vec<sheet::Cell>> {
    use sheet::Cell;
    let row = |line: &Line| {
        let unit = &line.item.unit;
        let mut row = vec![
            Cell::Whole(line.item.no.into()),
            line.item.title.as_str().into(),
            line.item.unit.as_str().into(),
            outputs::target(Some(&line.item.target_year), unit),
        ];
        let figures = line.quarters.iter().chain([&line.year]);
        row.extend(figures.map(|figure| outputs::value(&figure.value, line.indicator.decimals, unit)));
        row.push(Cell::Whole(line.year.numerator));
        row.push(line.year.denominator.map_or(Cell::Empty, Cell::Whole));
        row.push(outputs::percent(line.year.capaian));
        row.push(outputs::percent(line.year.capped(iku.agreement.cap)));
        row.push(line.printed.clone().into());
        row.push(if line.differs() { "ya" } else { "tidak" }.into());
        row
    };
    iku.lines.iter().map(row).collect()
}
