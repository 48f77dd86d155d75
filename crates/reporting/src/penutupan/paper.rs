//! A closing as it leaves the house: what stands on its paper, and in its workbook. Both say what the api says.

use kernel::{Ctx, Result};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use web::parts;
use web::sheet::{self, Cell};

use super::entity::{Model, angka};
use super::json::achieved;
use super::pages::marks;
use super::queries::Shown;
use super::status::Status;
use super::words;
use crate::{indicators, outputs, render};

const HEADS: [&str; 7] = ["No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Kode keaslian"];
const COLUMNS: [&str; 14] = [
    "no",
    "indikator",
    "satuan",
    "target",
    "realisasi",
    "pembilang",
    "penyebut",
    "tidak_dihitung",
    "capaian",
    "dibatasi",
    "tercapai",
    "definisi",
    "anggota",
    "kode_keaslian",
];

/// The names of the offices above, from the top, and that of the office itself.
fn offices(ctx: &Ctx, closing: &Model) -> (Vec<String>, String) {
    let tree = &ctx.house.offices;
    let office = tree.by_id(closing.kantor_id);
    let mut above = Vec::new();
    let mut at = office.and_then(|office| office.parent);
    while let Some(parent) = at.and_then(|id| tree.by_id(id)) {
        above.insert(0, parent.name.to_uppercase());
        at = parent.parent;
    }
    (above, office.map_or_else(String::new, |office| office.name.to_uppercase()))
}

/// What is said of the closing above its table.
fn about(closing: &Model, agreement: &str) -> Vec<[String; 2]> {
    let line = |name: &str, text: String| [name.to_owned(), text];
    let mut about = vec![
        line("Perjanjian", format!("{agreement}, versi {}", closing.perjanjian_versi)),
        line("Seperti diketahui pada", parts::instant(closing.pada)),
        line("Kode keaslian", closing.sidik.clone()),
    ];
    about.extend(closing.rantai.clone().map(|chain| line("Rantai", chain)));
    about.extend(closing.alasan.clone().map(|reason| line("Alasan revisi", reason)));
    about
}

/// What is said below it.
fn remarks(closing: &Model) -> Vec<String> {
    let mut remarks: Vec<String> = closing.same_hands().map(str::to_owned).into_iter().collect();
    remarks.extend(closing.catatan_tinjauan.as_ref().map(|note| format!("Catatan peninjau: {note}")));
    if closing.status != Status::Ditandatangani {
        remarks.push("Belum ditandatangani: angka ini belum menjadi angka kantor.".to_owned());
    }
    if let Some(cap) = closing.batas_capaian {
        remarks.push(format!("Capaian dibatasi {cap} % menurut perjanjian; yang asli disebut di sebelahnya."));
    }
    remarks
}

/// Who took a step, and when.
fn hands(closing: &Model) -> Vec<[String; 3]> {
    let steps = [
        ("Disiapkan oleh", Some(&closing.disiapkan_oleh), Some(closing.pada)),
        ("Ditinjau oleh", closing.ditinjau_oleh.as_ref(), closing.ditinjau_pada),
        ("Ditandatangani kepala", closing.ditandatangani_oleh.as_ref(), closing.ditandatangani_pada),
    ];
    let hand = |(role, who, at): (&str, Option<&String>, Option<chrono::DateTime<chrono::Utc>>)| {
        let name = who.map_or_else(|| "(belum)".to_owned(), Clone::clone);
        [role.to_owned(), name, at.map(parts::instant).unwrap_or_default()]
    };
    steps.into_iter().map(hand).collect()
}

fn row(closing: &Model, row: &angka::Model) -> [String; 7] {
    let target = |target: &String| format!("{}{}", render::target(target), words::sign(row));
    let met = match row.tercapai {
        Some(true) => "tercapai",
        Some(false) => "belum tercapai",
        None => "—",
    };
    [
        row.no.to_string(),
        row.judul.clone(),
        row.satuan.clone(),
        row.target.as_ref().map_or_else(|| "—".to_owned(), target),
        row.words(),
        achieved(closing, row).map_or_else(|| met.to_owned(), |capaian| capaian.words()),
        row.sidik.chars().take(12).collect(),
    ]
}

/// The data of the paper, see [`cetak::PENUTUPAN`].
pub(super) fn paper(ctx: &Ctx, shown: &Shown, agreement: &str) -> Json {
    let closing = &shown.closing;
    let (above, office) = offices(ctx, closing);
    let rows: Vec<[String; 7]> = shown.figures.iter().map(|one| row(closing, one)).collect();
    json!({
        "konsep": closing.status != Status::Ditandatangani,
        "atas": above,
        "kantor": office,
        "judul": marks::title(closing),
        "keterangan": about(closing, agreement),
        "kepala": HEADS,
        "baris": rows,
        "catatan": remarks(closing),
        "tanda": hands(closing),
        "kaki": format!("Dicetak {} oleh {}", parts::instant(ctx.now()), ctx.actor.name),
    })
}

fn cells(closing: &Model, row: &angka::Model) -> Vec<Cell> {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    let raw = row.capaian.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    let met = match row.tercapai {
        Some(true) => "ya",
        Some(false) => "tidak",
        None => "",
    };
    vec![
        Cell::Whole(row.no),
        row.judul.as_str().into(),
        row.satuan.as_str().into(),
        outputs::target(row.target.as_deref(), &row.satuan),
        outputs::value(&row.value(), decimals, &row.satuan),
        Cell::Whole(row.pembilang),
        row.penyebut.map_or(Cell::Empty, Cell::Whole),
        Cell::Whole(row.tidak_dihitung),
        outputs::percent(raw),
        outputs::percent(achieved(closing, row).map(|capaian| capaian.shown)),
        met.into(),
        Cell::Whole(row.definisi_versi),
        Cell::Whole(row.anggota),
        row.sidik.as_str().into(),
    ]
}

/// The closing as a workbook: its figures, and what it is.
///
/// # Errors
/// [`kernel::Problem::Internal`] when it cannot be built.
pub(super) fn workbook(ctx: &Ctx, shown: &Shown) -> Result<Vec<u8>> {
    let closing = &shown.closing;
    let rows: Vec<Vec<Cell>> = shown.figures.iter().map(|one| cells(closing, one)).collect();
    let line = |name: &str, text: String| vec![Cell::from(name), Cell::from(text)];
    let mut what = vec![
        line("Kantor", offices(ctx, closing).1),
        line("Penutupan", marks::title(closing)),
        line("Keadaan", parts::words(closing.status.code())),
    ];
    what.extend(about(closing, &closing.perjanjian).into_iter().map(|[name, text]| line(&name, text)));
    what.extend(hands(closing).into_iter().map(|[role, who, at]| line(&role, format!("{who}, {at}"))));
    what.extend(remarks(closing).into_iter().map(|text| line("Catatan", text)));
    sheet::book(&[("Angka", &COLUMNS[..], rows.as_slice()), ("Penutupan", &["Hal", "Isi"][..], what.as_slice())])
}
